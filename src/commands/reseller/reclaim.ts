import {parseAmount} from '../../amount.js'
import type {OperationId} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {argument, confirmFlags} from '../../cli/flags.js'
import {cashInWords, type MoneyMove, moneyCheck, moneyMoveView} from '../../cli/topics/trade/money-move.js'
import {commandLine} from '../../command-line.js'
import {findReseller} from '../../customers/resellers.js'

const readAmount = (text: string) => parseAmount(text, 'the amount')

export default class ResellerReclaim extends PartnerCommand<MoneyMove> {
  static override summary = 'Take money back from a reseller into your account'
  static override description =
    "For distributors. What will happen is shown with the reseller's balance, and must be confirmed with its name."
  static override examples = [
    '<%= config.bin %> reseller reclaim RESELLER 500 --confirm RESELLER --profile sandbox',
    '<%= config.bin %> reseller reclaim RESELLER 500 --dry-run --profile sandbox',
  ]
  static override operations: OperationId[] = ['ReclaimIndirectPartnerAccount']
  static override args = {
    reseller: argument('name or id of the reseller'),
    amount: argument('amount in yuan, at most two decimals', readAmount),
  }
  static override flags = confirmFlags

  async run(): Promise<MoneyMove> {
    const {args} = await this.parse(ResellerReclaim)
    const amount = readAmount(args.amount)
    const {indirect_partner_id: id, account_name} = await findReseller(this.api, args.reseller)
    const name = account_name ?? id
    const cash = await cashInWords(this.api, id)
    await this.confirmName(
      `Take CNY ${amount.toDisplay()} back from the reseller ${name} (${id}), whose account has ${cash}`,
      name,
    )
    const answer = await this.api.call(
      'ReclaimIndirectPartnerAccount',
      {indirect_partner_id: id, amount},
      {check: moneyCheck.ReclaimIndirectPartnerAccount},
    )
    const move: MoneyMove = {to_or_from: name, id, amount, transaction: answer.trans_id}
    await this.present(move, moneyMoveView)
    this.done(`CNY ${amount.toDisplay()} taken back from ${name}`, commandLine`account balances --reseller ${name}`)
    return move
  }
}
