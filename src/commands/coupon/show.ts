import {rowOf} from '../../api/asked.js'
import type {Item, OperationId} from '../../api/types.js'
import {customerFlag, PartnerCommand} from '../../cli/command.js'
import {argument} from '../../cli/flags.js'
import {rowsView} from '../../cli/output/contract-view.js'
import {Failure} from '../../failure.js'

type Coupon = Item<'ListSubCustomerCoupons'>

const limits = ({use_limits = []}: Coupon) =>
  use_limits
    .map(({limit_key, value1, value2}) => `${limit_key} ${[value1, value2].filter(v => v).join(' to ')}`)
    .join('; ')

const view = rowsView<Coupon>('ListSubCustomerCoupons', [
  {name: 'coupon_id', label: 'coupon'},
  {name: 'plan_name', label: 'name'},
  {name: 'plan_desc', label: 'about'},
  {name: 'coupon_type', label: 'type'},
  'status',
  {name: 'face_value', label: 'value'},
  {name: 'balance', label: 'left'},
  'currency',
  {name: 'customer_id', label: 'customer'},
  {name: 'use_limits', label: 'only for', text: limits},
  {name: 'valid_time', label: 'valid from (UTC)'},
  {name: 'expire_time', label: 'expires (UTC)'},
  {name: 'lock_order_id', label: 'held by order'},
])

export default class CouponShow extends PartnerCommand<Coupon> {
  static override summary = 'Show one coupon: value, what is left, what it can pay for, until when'
  static override description = "Times are UTC. A customer's coupon is found with --customer."
  static override examples = ['<%= config.bin %> coupon show COUPON --customer CUSTOMER --profile sandbox']
  static override operations: OperationId[] = ['ListSubCustomerCoupons']
  static override args = {coupon: argument('coupon id')}
  static override flags = {...customerFlag}

  async run(): Promise<Coupon> {
    const {args} = await this.parse(CouponShow)
    const as = await this.customer(false)
    const coupons = this.api.list('ListSubCustomerCoupons', {coupon_id: args.coupon}, {as, limit: 10})
    const coupon = rowOf(await coupons.toArray(), 'coupon_id', args.coupon)
    if (coupon) return this.present(coupon, view)
    throw new Failure('not-found', `there is no coupon "${args.coupon}"`, {
      next: ['partnerctl coupon list', ...(as ? [] : ["A customer's coupon is found with --customer"])],
    })
  }
}
