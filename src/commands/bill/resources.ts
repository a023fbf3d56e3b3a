import {listCommand} from '../../cli/list-command.js'
import {parseCycle} from '../../cycle.js'

export default listCommand('ListCustomerselfResourceRecordDetails', {
  summary: "List a customer's spend of a cycle by resource, in all or by day",
  description: `Cycles and days are those of UTC+8; last month unless --cycle says otherwise. partnerctl bill records lists the single records, partnerctl bill export
writes those of all customers.`,
  examples: [
    '<%= config.bin %> bill resources --customer lumen-logistics-04 --profile sandbox',
    '<%= config.bin %> bill resources --customer lumen-logistics-04 --service ecs --detail day -o csv --profile sandbox',
  ],
  customer: 'required',
  fields: [
    'cycle',
    'cloud_service_type',
    'resource_type',
    'region',
    {res_instance_id: {as: 'resource'}},
    'charge_mode',
    {bill_type: {}},
    {statistic_type: {as: 'detail'}},
    'enterprise_project_id',
    'method',
    {sub_customer_id: {as: 'member'}},
    {query_type: {as: 'window'}},
    {bill_cycle_begin: {as: 'since'}},
    {bill_cycle_end: {as: 'until'}},
    {payer_account_id: {as: 'payer'}},
    {include_zero_record: {as: 'zero', boolean: true}},
  ],
  complete: (input, now) => ({cycle: parseCycle('last-month', now), ...input}),
  columns: [
    {name: 'res_instance_id', label: 'RESOURCE'},
    {name: 'resource_name', label: 'NAME'},
    {name: 'cloud_service_type_name', label: 'SERVICE'},
    {name: 'region_name', label: 'REGION'},
    {name: 'bill_type', label: 'TYPE'},
    {name: 'charge_mode', label: 'CHARGING'},
    {name: 'official_amount', label: 'LIST PRICE'},
    {name: 'consume_amount', label: 'AMOUNT'},
  ],
  spare: ['charge_mode', 'region_name', 'cloud_service_type_name', 'bill_type', 'official_amount'],
})
