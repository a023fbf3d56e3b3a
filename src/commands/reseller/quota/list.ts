import {listCommand} from '../../../cli/list-command.js'

export default listCommand('ListIssuedCouponQuotas', {
  summary: 'List the coupon quotas that you granted to resellers',
  description: 'For distributors. Times are UTC.',
  examples: ['<%= config.bin %> reseller quota list --profile sandbox'],
  fields: [
    'indirect_partner_id',
    {quota_id: {as: 'id', summary: 'one granted quota'}},
    {parent_quota_id: {as: 'parent-quota', summary: 'granted from this quota of yours'}},
  ],
  columns: [
    {name: 'quota_id', label: 'QUOTA'},
    {name: 'indirect_partner_account_name', label: 'RESELLER'},
    {name: 'quota_value', label: 'VALUE'},
    {name: 'balance', label: 'LEFT'},
    'currency',
    {name: 'quota_status', label: 'STATUS'},
    {name: 'expire_time', label: 'EXPIRES (UTC)'},
  ],
})
