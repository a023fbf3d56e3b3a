import {listCommand} from '../../cli/list-command.js'
import {customerColumn} from '../../cli/topics/customer/view.js'

export default listCommand('ListPartnerCouponsRecord', {
  summary: 'List when coupons were issued and reclaimed, and why',
  description: 'Times are UTC.',
  examples: [
    '<%= config.bin %> coupon history --profile sandbox',
    '<%= config.bin %> coupon history --type issued --since 30d --profile sandbox',
  ],
  fields: [
    {operation_types: {as: 'type'}},
    {customer_id: {summary: 'coupons of this customer (account name or id)'}},
    {coupon_ids: {as: 'coupon'}},
    'quota_id',
    {quota_type: {as: 'quota-type'}},
    'operation_time_begin',
    'operation_time_end',
    'result',
    'indirect_partner_id',
  ],
  named: true,
  columns: [
    {name: 'operation_time', label: 'TIME (UTC)'},
    {name: 'operation_type', label: 'WHAT'},
    customerColumn,
    {name: 'coupon_id', label: 'COUPON'},
    {name: 'operation_amount', label: 'AMOUNT'},
    'result',
    {name: 'remark', label: 'NOTE'},
  ],
  spare: ['remark', 'result', 'operation_type'],
})
