import {parseAmount} from '../../../amount.js'
import {type RowOutcome, sendInChunks} from '../../../api/chunks.js'
import type {OperationId} from '../../../api/types.js'
import {PartnerCommand} from '../../../cli/command.js'
import {fieldFlags} from '../../../cli/fields.js'
import {argumentList, confirmFlags, formFlags} from '../../../cli/flags.js'
import {outcomeView} from '../../../cli/output/outcome-view.js'
import {chooseQuota} from '../../../cli/topics/trade/coupon-quota.js'
import {findReseller} from '../../../customers/resellers.js'
import {Decimal} from '../../../decimal.js'
import type {Outcome} from '../../../failure.js'

interface GrantRow extends RowOutcome {
  reseller?: string
  quota_id?: string
}

const view = outcomeView<GrantRow>('RESELLER ID', 'granted', [
  {name: 'reseller', label: 'RESELLER'},
  {name: 'quota_id', label: 'QUOTA'},
])

/** The API takes this many resellers at once. */
const AT_ONCE = 100

export default class ResellerQuotaGrant extends PartnerCommand<GrantRow[]> {
  static override summary = 'Grant resellers a coupon quota out of one of yours'
  static override description =
    "For distributors. Each reseller gets the value. It must be confirmed with the reseller's name, or with their number when there are several."
  static override examples = [
    '<%= config.bin %> reseller quota grant RESELLER --quota QUOTA --value 1 --confirm RESELLER --profile sandbox',
  ]
  static override operations: OperationId[] = ['UpdateCouponQuotas']
  static exits: Outcome[] = ['partial']
  static override args = {resellers: argumentList('names or ids of resellers')}
  static override flags = {
    ...fieldFlags('UpdateCouponQuotas', 'quota_id', {quota_amount: {as: 'value'}}),
    ...confirmFlags,
    ...formFlags,
  }

  async run(): Promise<GrantRow[]> {
    const {args} = await this.parse(ResellerQuotaGrant)
    const given = await this.fields('UpdateCouponQuotas')
    const resellers = await Promise.all(args.resellers.map(text => findReseller(this.api, text)))
    const quota_id = given.quota_id ?? (await chooseQuota(this.prompts, this.api))
    const quota_amount =
      given.quota_amount ??
      (await this.prompts.text('--value', 'Value for each', {read: text => parseAmount(text, '--value')}))
    const names = resellers.map(({account_name, indirect_partner_id}) => account_name ?? indirect_partner_id)
    const total = quota_amount.times(Decimal.of(names.length))
    await this.confirmName(
      `Grant ${quota_amount.toDisplay()} to each of ${names.join(', ')}: ${total.toDisplay()} from quota ${quota_id}`,
      names.length === 1 ? names[0]! : String(names.length),
    )
    const granted = new Map<string | undefined, string | undefined>()
    const ids = resellers.map(reseller => reseller.indirect_partner_id)
    const rows = await sendInChunks(ids, AT_ONCE, async indirect_partner_ids => {
      const input = {quota_id, quota_amount, indirect_partner_ids}
      const check = 'partnerctl reseller quota history'
      const answer = await this.api.call('UpdateCouponQuotas', input, {check})
      const made = (answer.simple_quota_infos ?? []).filter(one => one.quota_id)
      for (const {id, quota_id} of made) granted.set(id, quota_id)
      return {failed: answer.error_details, done: made.map(one => one.id), check}
    })
    const nameOf = new Map(ids.map((id, index) => [id, names[index]]))
    const shown = rows.map(row => ({
      ...row,
      reseller: nameOf.get(row.id),
      quota_id: granted.get(row.id) ?? (ids.length === 1 ? granted.get(undefined) : undefined),
    }))
    return this.presentOutcomes(shown, view, `Granted to ${names.join(', ')}`)
  }
}
