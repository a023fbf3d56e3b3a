import {listCommand} from '../../cli/list-command.js'
import {parseCycle} from '../../cycle.js'

export default listCommand('ListCustomerBillsFeeRecords', {
  summary: "List a customer's transaction bills of a cycle",
  description: 'Cycles and days are those of UTC+8; last month unless --cycle says otherwise.',
  examples: ['<%= config.bin %> bill fee-records --customer CUSTOMER --profile sandbox'],
  customer: 'required',
  fields: [
    'bill_cycle',
    'service_type_code',
    'resource_type_code',
    'region_code',
    {charging_mode: {}},
    {bill_type: {}},
    'status',
    {trade_id: {as: 'trade'}},
    {provider_type: {as: 'provider'}},
    'enterprise_project_id',
    'method',
    {sub_customer_id: {as: 'member'}},
    'bill_date_begin',
    'bill_date_end',
    {include_zero_record: {as: 'zero', boolean: true}},
  ],
  complete: (input, now) => ({bill_cycle: parseCycle('last-month', now), ...input}),
  columns: [
    {name: 'trade_time', label: 'TIME'},
    {name: 'service_type_name', label: 'SERVICE'},
    {name: 'resource_type_name', label: 'RESOURCE TYPE'},
    {name: 'bill_type', label: 'TYPE'},
    {name: 'charging_mode', label: 'CHARGING'},
    {name: 'official_amount', label: 'LIST PRICE'},
    {name: 'consume_amount', label: 'AMOUNT'},
    'status',
  ],
})
