import {listCommand} from '../../cli/list-command.js'

export default listCommand('ShowRefundOrderDetails', {
  summary: 'Show the amounts of a refund order: what was paid back, for what',
  examples: ['<%= config.bin %> order refund-details REFUND --profile sandbox'],
  argument: {name: 'order', field: 'order_id', description: 'id of the unsubscription or downgrade order'},
  fields: [{customer_id: {summary: 'the customer whose order it is (account name or id)'}}, 'indirect_partner_id'],
  items: 'refund_infos',
  columns: [
    {name: 'id', label: 'ITEM'},
    {name: 'service_type_name', label: 'SERVICE'},
    {name: 'resource_type_name', label: 'RESOURCE TYPE'},
    {name: 'region_code', label: 'REGION'},
    'amount',
    {name: 'base_order_id', label: 'ORDER'},
  ],
})
