import {parseAmount} from '../../amount.js'
import type {OperationId} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {fieldFlags} from '../../cli/fields.js'
import {argument, confirmFlags} from '../../cli/flags.js'
import {customerCashInWords, type MoneyMove, moneyCheck, moneyMoveView} from '../../cli/topics/trade/money-move.js'
import {commandLine} from '../../command-line.js'
import {findCustomer} from '../../customers/find.js'

const readAmount = (text: string) => parseAmount(text, 'the amount')

export default class AccountReclaim extends PartnerCommand<MoneyMove> {
  static override summary = 'Take money back from a customer into your account'
  static override description =
    "What will happen is shown with the customer's balance, and must be confirmed with the customer's name."
  static override examples = [
    '<%= config.bin %> account reclaim CUSTOMER 50 --confirm CUSTOMER --profile sandbox',
    '<%= config.bin %> account reclaim CUSTOMER 50 --dry-run --profile sandbox',
  ]
  static override operations: OperationId[] = ['ReclaimToPartnerAccount']
  static override args = {
    customer: argument('account name or customer id'),
    amount: argument('amount in yuan, at most two decimals', readAmount),
  }
  static override flags = {...fieldFlags('ReclaimToPartnerAccount', 'indirect_partner_id'), ...confirmFlags}

  async run(): Promise<MoneyMove> {
    const {args} = await this.parse(AccountReclaim)
    const amount = readAmount(args.amount)
    const {indirect_partner_id} = await this.fields('ReclaimToPartnerAccount')
    const {customer_id: id, account_name: name} = await findCustomer(this.api, args.customer, indirect_partner_id)
    const cash = await customerCashInWords(this.api, id, indirect_partner_id)
    await this.confirmName(`Take CNY ${amount.toDisplay()} back from ${name} (${id}), who has ${cash}`, name)
    const answer = await this.api.call(
      'ReclaimToPartnerAccount',
      {customer_id: id, amount, indirect_partner_id},
      {check: moneyCheck.ReclaimToPartnerAccount},
    )
    const move: MoneyMove = {to_or_from: name, id, amount, transaction: answer.trans_id}
    await this.present(move, moneyMoveView)
    this.done(`CNY ${amount.toDisplay()} taken back from ${name}`, commandLine`account balances ${name}`)
    return move
  }
}
