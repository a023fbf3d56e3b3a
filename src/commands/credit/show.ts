import type {OperationId, Output} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {amountColumn, answerView, displayed} from '../../cli/output/contract-view.js'
import {Decimal} from '../../decimal.js'

type Credit = Output<'ShowPartnerConsumptionQuota'>

/**
 * What can still be consumed. The quota used is due + unbilled - balance - coupons
 * (intl/en-us/api-bpconsole/cq_001.html).
 */
function left({consumption_quota, used_consumption_quota}: Credit): Decimal | undefined {
  const [quota, used] = [Decimal.read(consumption_quota), Decimal.read(used_consumption_quota)]
  return quota && used && quota.minus(used)
}

const view = answerView<Credit>('ShowPartnerConsumptionQuota', [
  amountColumn('consumption_quota', 'quota'),
  amountColumn('used_consumption_quota', 'used'),
  {name: 'left', value: left, text: row => displayed(left(row)), align: 'right'},
  amountColumn('due_amount', 'due: billed, not paid yet'),
  amountColumn('unbilled_amount', 'unbilled, estimated'),
  amountColumn('amount', 'cash balance'),
  amountColumn('coupon_amount', 'coupons'),
  'currency',
])

export default class CreditShow extends PartnerCommand<Credit> {
  static override summary = 'Show your credit: quota, what is used of it and by what, and what is left'
  static override description =
    'used = due + unbilled - cash balance - coupons; left = quota - used. What is unbilled is an estimate.'
  static override examples = [
    '<%= config.bin %> credit show --profile sandbox',
    '<%= config.bin %> credit show --query due_amount --profile sandbox',
  ]
  static override operations: OperationId[] = ['ShowPartnerConsumptionQuota']

  async run(): Promise<Credit> {
    await this.parse(CreditShow)
    return this.present(await this.api.call('ShowPartnerConsumptionQuota', {}), view)
  }
}
