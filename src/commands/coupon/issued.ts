import {listCommand} from '../../cli/list-command.js'
import {customerColumn} from '../../cli/topics/customer/view.js'

export default listCommand('ListIssuedPartnerCoupons', {
  summary: 'List the coupons that you issued to customers',
  description: 'Times are UTC.',
  examples: [
    '<%= config.bin %> coupon issued --profile sandbox',
    '<%= config.bin %> coupon issued --status usable --expires-before 2030-12 --profile sandbox',
  ],
  fields: [
    {customer_id: {summary: 'coupons of this customer (account name or id)'}},
    'status',
    {coupon_type: {as: 'type'}},
    {coupon_id: {as: 'id', summary: 'one coupon'}},
    'order_id',
    'create_time_begin',
    'create_time_end',
    'effective_time_begin',
    'effective_time_end',
    'expire_time_begin',
    'expire_time_end',
    'indirect_partner_id',
  ],
  named: true,
  columns: [
    {name: 'coupon_id', label: 'COUPON'},
    customerColumn,
    {name: 'coupon_type', label: 'TYPE'},
    {name: 'face_value', label: 'VALUE'},
    {name: 'balance', label: 'LEFT'},
    'status',
    {name: 'expire_time', label: 'EXPIRES (UTC)'},
  ],
  spare: ['coupon_type', 'expire_time', 'status'],
})
