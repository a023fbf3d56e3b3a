import {listCommand} from '../../cli/list-command.js'
import {customerColumn} from '../../cli/topics/customer/view.js'

export default listCommand('ListCustomerOrders', {
  summary: 'List orders of your customers: open ones, paid ones, refunds',
  description: 'Times are UTC. Without --customer the orders of all your customers are listed.',
  examples: [
    '<%= config.bin %> order list --profile sandbox',
    '<%= config.bin %> order list --status pending-payment --profile sandbox',
    '<%= config.bin %> order list --since 30d --sort -created --all -o csv --profile sandbox',
  ],
  fields: [
    {order_id: {as: 'id', summary: 'one order'}},
    {customer_id: {summary: 'orders of this customer (account name or id)'}},
    'status',
    {order_type: {as: 'type'}},
    'service_type_code',
    'create_time_begin',
    'create_time_end',
    'payment_time_begin',
    'payment_time_end',
    'indirect_partner_id',
    'method',
  ],
  named: true,
  sorts: {field: 'order_by', columns: {create_time: 'createTime'}},
  columns: [
    {name: 'order_id', label: 'ORDER'},
    customerColumn,
    {name: 'service_type_name', label: 'SERVICE'},
    {name: 'order_type', label: 'TYPE'},
    'status',
    {name: 'amount_after_discount', label: 'AMOUNT'},
    'currency',
    {name: 'create_time', label: 'CREATED (UTC)'},
  ],
  spare: ['order_type', 'service_type_name', 'create_time'],
})
