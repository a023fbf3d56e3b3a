import type {Output} from '../../api/types.js'
import {listCommand} from '../../cli/list-command.js'

type Coupon = NonNullable<Output<'ListOrderCouponsByOrderId'>['user_coupons']>[number]

export default listCommand<'ListOrderCouponsByOrderId', Coupon>('ListOrderCouponsByOrderId', {
  summary: 'List the coupons that can be used to pay an order',
  description: 'Times are UTC.',
  examples: ['<%= config.bin %> order coupons ORDER --customer CUSTOMER --profile sandbox'],
  argument: {name: 'order', field: 'order_id', description: 'order id'},
  customer: 'required',
  items: 'user_coupons',
  columns: [
    {name: 'coupon_id', label: 'COUPON'},
    {name: 'plan_name', label: 'NAME'},
    {name: 'coupon_type', label: 'TYPE'},
    {name: 'face_value', label: 'VALUE'},
    {name: 'balance', label: 'LEFT'},
    'status',
    {name: 'expire_time', label: 'EXPIRES (UTC)'},
  ],
  empty: 'No coupons can be used for this order',
})
