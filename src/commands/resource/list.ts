import {listCommand} from '../../cli/list-command.js'

export default listCommand('ListCustomerOnDemandResources', {
  summary: "List a customer's pay-per-use resources",
  description: 'Times are UTC.',
  examples: [
    '<%= config.bin %> resource list CUSTOMER --profile sandbox',
    '<%= config.bin %> resource list CUSTOMER --service ecs --status in-use --profile sandbox',
  ],
  argument: {name: 'customer', field: 'customer_id', description: 'account name or customer id'},
  fields: [
    {resource_ids: {as: 'id', summary: 'these resources'}},
    'status',
    'service_type_code',
    'region_code',
    {effective_time_begin: {as: 'since', summary: 'in use since this time or later, UTC'}},
    {effective_time_end: {as: 'until', summary: 'in use since this time or earlier, UTC'}},
    'indirect_partner_id',
  ],
  columns: [
    {name: 'resource_id', label: 'RESOURCE'},
    {name: 'resource_name', label: 'NAME'},
    {name: 'service_type_name', label: 'SERVICE'},
    {name: 'resource_type_name', label: 'RESOURCE TYPE'},
    {name: 'product_spec_desc', label: 'SPECIFICATION'},
    {name: 'region_code', label: 'REGION'},
    'status',
    {name: 'effective_time', label: 'SINCE (UTC)'},
  ],
  spare: ['product_spec_desc', 'resource_type_name', 'service_type_name', 'region_code', 'effective_time'],
  empty: 'No pay-per-use resources\n  partnerctl subscription list    shows yearly/monthly ones',
})
