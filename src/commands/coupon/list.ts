import {listCommand} from '../../cli/list-command.js'

export default listCommand('ListSubCustomerCoupons', {
  summary: "List your coupons and your resellers', or a customer's with --customer",
  description: 'Times are UTC.',
  examples: [
    '<%= config.bin %> coupon list --profile sandbox',
    '<%= config.bin %> coupon list --customer CUSTOMER --status unused --profile sandbox',
  ],
  customer: 'optional',
  fields: [
    'status',
    {coupon_type: {as: 'type'}},
    {coupon_id: {as: 'id', summary: 'one coupon'}},
    'order_id',
    {promotion_plan_id: {as: 'plan'}},
    'active_start_time',
    'active_end_time',
    {source_id: {as: 'source'}},
    'indirect_partner_id',
  ],
  columns: [
    {name: 'coupon_id', label: 'COUPON'},
    {name: 'plan_name', label: 'NAME'},
    {name: 'coupon_type', label: 'TYPE'},
    {name: 'face_value', label: 'VALUE'},
    {name: 'balance', label: 'LEFT'},
    'currency',
    'status',
    {name: 'expire_time', label: 'EXPIRES (UTC)'},
  ],
  spare: ['plan_name', 'coupon_type', 'expire_time'],
  empty: 'No coupons',
})
