import {listCommand} from '../../cli/list-command.js'

export default listCommand('ListPayPerUseCustomerResources', {
  summary: "List a customer's yearly/monthly resources: until when, and what happens then",
  description: 'Times are UTC.',
  examples: [
    '<%= config.bin %> subscription list --customer CUSTOMER --profile sandbox',
    '<%= config.bin %> subscription list --customer CUSTOMER --expires-before 2030-01-31 --status in-use --profile sandbox',
  ],
  customer: 'required',
  fields: [
    {resource_ids: {as: 'id', summary: 'these resources'}},
    'order_id',
    {status_list: {as: 'status'}},
    'service_type_code',
    'expire_time_begin',
    'expire_time_end',
    'only_main_resource',
  ],
  columns: [
    {name: 'resource_id', label: 'RESOURCE'},
    {name: 'resource_name', label: 'NAME'},
    {name: 'resource_type_name', label: 'RESOURCE TYPE'},
    {name: 'product_spec_desc', label: 'SPECIFICATION'},
    {name: 'region_code', label: 'REGION'},
    'status',
    {name: 'expire_time', label: 'EXPIRES (UTC)'},
    {name: 'expire_policy', label: 'THEN'},
  ],
  spare: ['product_spec_desc', 'region_code', 'resource_type_name', 'expire_policy'],
  empty: 'No yearly/monthly resources\n  partnerctl resource list    shows pay-per-use ones',
})
