import {outcomesOf, type RowOutcome} from '../../../api/chunks.js'
import type {OperationId} from '../../../api/types.js'
import {PartnerCommand} from '../../../cli/command.js'
import {fieldFlags} from '../../../cli/fields.js'
import {argumentList, confirmFlags} from '../../../cli/flags.js'
import {outcomeView} from '../../../cli/output/outcome-view.js'
import type {Decimal} from '../../../decimal.js'
import type {Outcome} from '../../../failure.js'

interface ReclaimRow extends RowOutcome {
  quota_balance?: Decimal
}

const view = outcomeView<ReclaimRow>('QUOTA', 'reclaimed', [
  {name: 'quota_balance', label: 'LEFT ON IT', align: 'right', text: row => row.quota_balance?.toDisplay() ?? ''},
])

export default class ResellerQuotaReclaim extends PartnerCommand<ReclaimRow[]> {
  static override summary = 'Take coupon quotas back from resellers'
  static override description =
    'For distributors. It must be confirmed with the id of the quota, or with the number of quotas when there are several.'
  static override examples = [
    '<%= config.bin %> reseller quota reclaim GRANTED --confirm GRANTED --note "Season is over" --profile sandbox',
  ]
  static override operations: OperationId[] = ['ReclaimCouponQuotas']
  static exits: Outcome[] = ['partial']
  static override args = {quotas: argumentList('ids of quotas that resellers have (reseller quota list)')}
  static override flags = {...fieldFlags('ReclaimCouponQuotas', 'remark'), ...confirmFlags}

  async run(): Promise<ReclaimRow[]> {
    const {args} = await this.parse(ResellerQuotaReclaim)
    const {remark} = await this.fields('ReclaimCouponQuotas')
    const quota_ids = [...new Set(args.quotas)]
    await this.confirmName(
      `Take back ${quota_ids.length} quotas: ${quota_ids.join(', ')}. Coupons cannot be issued from them any more`,
      quota_ids.length === 1 ? quota_ids[0]! : String(quota_ids.length),
    )
    const check = 'partnerctl reseller quota history'
    const answer = await this.api.call('ReclaimCouponQuotas', {quota_ids, remark}, {check})
    const balances = new Map(answer.simple_quota_infos?.map(one => [one.quota_id, one.quota_balance]))
    const rows = outcomesOf(quota_ids, {failed: answer.error_details, done: [...balances.keys()], check}).map(
      (row): ReclaimRow => {
        return {...row, quota_balance: balances.get(row.id)}
      },
    )
    return this.presentOutcomes(rows, view, 'Taken back')
  }
}
