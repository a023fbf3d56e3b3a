import {listCommand} from '../../../cli/list-command.js'

export default listCommand('ListCouponQuotasRecords', {
  summary: 'List when coupon quotas were granted to resellers and reclaimed from them',
  description: 'For distributors. Times are UTC.',
  examples: [
    '<%= config.bin %> reseller quota history --profile sandbox',
    '<%= config.bin %> reseller quota history --type quota-granted --since 90d --profile sandbox',
  ],
  fields: [
    'indirect_partner_id',
    'quota_id',
    {parent_quota_id: {as: 'parent-quota', summary: 'granted from this quota of yours'}},
    {operation_type: {as: 'type'}},
    'operation_time_begin',
    'operation_time_end',
  ],
  columns: [
    {name: 'operation_time', label: 'TIME (UTC)'},
    {name: 'operation_type', label: 'WHAT'},
    {name: 'indirect_partner_account_name', label: 'RESELLER'},
    'amount',
    {name: 'quota_id', label: 'QUOTA'},
    {name: 'operator', label: 'BY'},
    'result',
  ],
})
