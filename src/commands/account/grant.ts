import {parseAmount} from '../../amount.js'
import type {OperationId} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {fieldFlags} from '../../cli/fields.js'
import {argument, confirmFlags} from '../../cli/flags.js'
import {cashInWords, type MoneyMove, moneyCheck, moneyMoveView} from '../../cli/topics/trade/money-move.js'
import {commandLine} from '../../command-line.js'
import {findCustomer} from '../../customers/find.js'

const readAmount = (text: string) => parseAmount(text, 'the amount')

export default class AccountGrant extends PartnerCommand<MoneyMove> {
  static override summary = 'Transfer money from your account to a customer'
  static override description =
    "What will happen is shown with your balance, and must be confirmed with the customer's name."
  static override examples = [
    '<%= config.bin %> account grant CUSTOMER 100 --confirm CUSTOMER --profile sandbox',
    '<%= config.bin %> account grant CUSTOMER 100.50 --dry-run --profile sandbox',
  ]
  static override operations: OperationId[] = ['UpdateCustomerAccountAmount']
  static override args = {
    customer: argument('account name or customer id'),
    amount: argument('amount in yuan, at most two decimals', readAmount),
  }
  static override flags = {...fieldFlags('UpdateCustomerAccountAmount', 'indirect_partner_id'), ...confirmFlags}

  async run(): Promise<MoneyMove> {
    const {args} = await this.parse(AccountGrant)
    const amount = readAmount(args.amount)
    const {indirect_partner_id} = await this.fields('UpdateCustomerAccountAmount')
    const {customer_id: id, account_name: name} = await findCustomer(this.api, args.customer, indirect_partner_id)
    const cash = await cashInWords(this.api, indirect_partner_id)
    await this.confirmName(
      `Transfer CNY ${amount.toDisplay()} to ${name} (${id}); the account it comes from has ${cash}`,
      name,
    )
    const answer = await this.api.call(
      'UpdateCustomerAccountAmount',
      {customer_id: id, amount, indirect_partner_id},
      {check: moneyCheck.UpdateCustomerAccountAmount},
    )
    const move: MoneyMove = {to_or_from: name, id, amount, transaction: answer.transfer_id}
    await this.present(move, moneyMoveView)
    this.done(`CNY ${amount.toDisplay()} transferred to ${name}`, commandLine`account balances ${name}`)
    return move
  }
}
