import {listCommand} from '../../../cli/list-command.js'

export default listCommand('ListQuotaCoupons', {
  summary: 'List your coupon quotas: from them coupons are issued',
  description: 'Times are UTC.',
  examples: [
    '<%= config.bin %> coupon quota list --profile sandbox',
    '<%= config.bin %> coupon quota list --status normal --type voucher-quota --profile sandbox',
  ],
  fields: [
    {quota_ids: {as: 'id', summary: 'these quotas'}},
    {quota_status_list: {as: 'status'}},
    {quota_type: {as: 'type'}},
    'create_time_begin',
    'create_time_end',
    'effective_time_begin',
    'effective_time_end',
    'expire_time_begin',
    'expire_time_end',
    'indirect_partner_id',
  ],
  columns: [
    {name: 'quota_id', label: 'QUOTA'},
    {name: 'quota_type', label: 'TYPE'},
    {name: 'quota_value', label: 'VALUE'},
    {name: 'balance', label: 'LEFT'},
    'currency',
    {name: 'quota_status', label: 'STATUS'},
    {name: 'expire_time', label: 'EXPIRES (UTC)'},
  ],
  empty: 'No coupon quotas',
})
