import {parseAmount} from '../../amount.js'
import type {OperationId} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {argument, confirmFlags} from '../../cli/flags.js'
import {cashInWords, type MoneyMove, moneyCheck, moneyMoveView} from '../../cli/topics/trade/money-move.js'
import {commandLine} from '../../command-line.js'
import {findReseller} from '../../customers/resellers.js'

const readAmount = (text: string) => parseAmount(text, 'the amount')

export default class ResellerGrant extends PartnerCommand<MoneyMove> {
  static override summary = 'Transfer money from your account to a reseller'
  static override description =
    "For distributors. What will happen is shown with your balance, and must be confirmed with the reseller's name."
  static override examples = [
    '<%= config.bin %> reseller grant RESELLER 1000 --confirm RESELLER --profile sandbox',
    '<%= config.bin %> reseller grant RESELLER 1000 --dry-run --profile sandbox',
  ]
  static override operations: OperationId[] = ['UpdateIndirectPartnerAccount']
  static override args = {
    reseller: argument('name or id of the reseller'),
    amount: argument('amount in yuan, at most two decimals', readAmount),
  }
  static override flags = confirmFlags

  async run(): Promise<MoneyMove> {
    const {args} = await this.parse(ResellerGrant)
    const amount = readAmount(args.amount)
    const {indirect_partner_id: id, account_name} = await findReseller(this.api, args.reseller)
    const name = account_name ?? id
    const cash = await cashInWords(this.api)
    await this.confirmName(
      `Transfer CNY ${amount.toDisplay()} to the reseller ${name} (${id}); your account has ${cash}`,
      name,
    )
    const answer = await this.api.call(
      'UpdateIndirectPartnerAccount',
      {indirect_partner_id: id, amount},
      {check: moneyCheck.UpdateIndirectPartnerAccount},
    )
    const move: MoneyMove = {to_or_from: name, id, amount, transaction: answer.transfer_id}
    await this.present(move, moneyMoveView)
    this.done(`CNY ${amount.toDisplay()} transferred to ${name}`, commandLine`account balances --reseller ${name}`)
    return move
  }
}
