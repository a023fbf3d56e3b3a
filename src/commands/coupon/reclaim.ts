import {rowOf} from '../../api/asked.js'
import type {OperationId} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {fieldFlags} from '../../cli/fields.js'
import {argument, confirmFlags} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {commandLine} from '../../command-line.js'
import type {Decimal} from '../../decimal.js'
import {Failure} from '../../failure.js'

interface Reclaimed {
  coupon_id: string
  customer_id?: string
  /** What was left on it. */
  balance: Decimal
  status: 'reclaimed'
}

const view: View<Reclaimed> = {
  columns: [
    {name: 'coupon_id', label: 'coupon'},
    {name: 'customer_id', label: 'customer'},
    {name: 'balance', label: 'was left', text: row => row.balance.toDisplay()},
    {name: 'status'},
  ],
}

export default class CouponReclaim extends PartnerCommand<Reclaimed> {
  static override summary = 'Reclaim a coupon that you issued: what is left goes back to the quota'
  static override description = 'What the customer loses is shown, and must be confirmed with the id of the coupon.'
  static override examples = ['<%= config.bin %> coupon reclaim COUPON --confirm COUPON --profile sandbox']
  static override operations: OperationId[] = ['ReclaimPartnerCoupons']
  static override args = {coupon: argument('coupon id')}
  static override flags = {...fieldFlags('ReclaimPartnerCoupons', 'indirect_partner_id'), ...confirmFlags}

  async run(): Promise<Reclaimed> {
    const {args} = await this.parse(CouponReclaim)
    const {indirect_partner_id} = await this.fields('ReclaimPartnerCoupons')
    const {coupon: coupon_id} = args
    const issued = this.api.list('ListIssuedPartnerCoupons', {coupon_id, indirect_partner_id}, {limit: 10})
    const coupon = rowOf(await issued.toArray(), 'coupon_id', coupon_id)
    if (!coupon) {
      throw new Failure('not-found', `you issued no coupon "${coupon_id}"`, {next: ['partnerctl coupon issued']})
    }
    const {customer_id, balance} = coupon
    if (!balance)
      throw new Failure('failed', `the platform does not say what is left on coupon ${coupon_id}`, {
        next: ['Nothing was reclaimed', commandLine`coupon issued --id ${coupon_id}`],
      })
    await this.confirmName(
      `Reclaim coupon ${coupon_id} of customer ${customer_id}: ${balance.toDisplay()} are left on it`,
      coupon_id,
    )
    await this.api.call(
      'ReclaimPartnerCoupons',
      {coupon_id, indirect_partner_id},
      {check: commandLine`coupon issued --id ${coupon_id}`},
    )
    const reclaimed: Reclaimed = {coupon_id, customer_id, balance, status: 'reclaimed'}
    await this.present(reclaimed, view)
    this.done(`${balance.toDisplay()} went back to the quota`, 'partnerctl coupon quota list')
    return reclaimed
  }
}
