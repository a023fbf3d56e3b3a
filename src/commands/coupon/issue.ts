import {parseAmount} from '../../amount.js'
import {outcomesOf, type RowOutcome} from '../../api/chunks.js'
import type {OperationId} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {fieldFlags} from '../../cli/fields.js'
import {argumentList, confirmFlags, formFlags} from '../../cli/flags.js'
import {outcomeView} from '../../cli/output/outcome-view.js'
import {chooseQuota} from '../../cli/topics/trade/coupon-quota.js'
import {findCustomers} from '../../customers/find.js'
import {Decimal} from '../../decimal.js'
import type {Outcome} from '../../failure.js'

interface IssueRow extends RowOutcome {
  account_name: string
  coupon_id?: string
}

const view = outcomeView<IssueRow>('CUSTOMER ID', 'issued', [
  {name: 'account_name', label: 'CUSTOMER'},
  {name: 'coupon_id', label: 'COUPON'},
])

export default class CouponIssue extends PartnerCommand<IssueRow[]> {
  static override summary = 'Issue coupons to customers from one of your quotas'
  static override description =
    `Each customer gets a coupon of the value. What it takes from the quota is shown, and must be confirmed with the customer's name, or with the number of
customers when there are several. On a terminal the quotas that you really have are offered.`
  static override examples = [
    '<%= config.bin %> coupon issue CUSTOMER --quota QUOTA --value 100 --confirm CUSTOMER --profile sandbox',
    '<%= config.bin %> coupon issue CUSTOMER --quota QUOTA --value 50 --valid-until 2027-12-31 --dry-run --profile sandbox',
  ]
  static override operations: OperationId[] = ['CreatePartnerCoupons']
  static exits: Outcome[] = ['partial']
  static override args = {customers: argumentList('account names or customer ids')}
  static override flags = {
    ...fieldFlags(
      'CreatePartnerCoupons',
      'quota_id',
      {face_value: {as: 'value'}},
      {valid_time: {as: 'valid-from', summary: 'good from this time on, UTC; at once when absent'}},
      {expire_time: {as: 'valid-until', summary: 'good until this time, UTC'}},
      {cloud_service_types: {as: 'service', summary: 'pays only for these services'}},
      {product_ids: {as: 'product', summary: 'pays only for these products'}},
      'memo',
      'indirect_partner_id',
    ),
    ...confirmFlags,
    ...formFlags,
  }

  async run(): Promise<IssueRow[]> {
    const {args} = await this.parse(CouponIssue)
    const given = await this.fields('CreatePartnerCoupons')
    const {indirect_partner_id} = given
    const customers = await findCustomers(this.api, args.customers, indirect_partner_id)
    const quota_id = given.quota_id ?? (await chooseQuota(this.prompts, this.api, indirect_partner_id))
    const face_value =
      given.face_value ??
      (await this.prompts.text('--value', 'Value of each', {read: text => parseAmount(text, '--value')}))
    const names = customers.map(customer => customer.account_name)
    const total = face_value.times(Decimal.of(customers.length))
    await this.confirmName(
      `Issue ${names.length} coupons of ${face_value.toDisplay()} to ${names.join(', ')}: ${total.toDisplay()} from quota ${quota_id}`,
      names.length === 1 ? names[0]! : String(names.length),
    )
    const customer_ids = customers.map(customer => customer.customer_id)
    const check = 'partnerctl coupon issued --since 1h'
    const answer = await this.api.call('CreatePartnerCoupons', {...given, quota_id, face_value, customer_ids}, {check})
    // Without an id it is the only one's.
    const isOnly = customer_ids.length === 1
    const issued = new Map(answer.coupon_infos?.flatMap(one => (one.coupon_id ? [[one.id, one.coupon_id]] : [])))
    const rows = outcomesOf(customer_ids, {failed: answer.error_details, done: [...issued.keys()], check}).map(
      (row, index): IssueRow => {
        return {
          ...row,
          account_name: customers[index]!.account_name,
          coupon_id: issued.get(row.id) ?? (isOnly ? issued.get(undefined) : undefined),
        }
      },
    )
    return this.presentOutcomes(rows, view, `Issued to ${names.join(', ')}`)
  }
}
