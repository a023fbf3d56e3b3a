import type {Item} from '../../api/types.js'
import {listCommand} from '../../cli/list-command.js'

const ratios = ({orders = []}: Item<'ListOrderDiscounts'>) => [
  ...new Set(orders.flatMap(order => order.order_line_items ?? []).flatMap(item => item.discount_ratio?.text ?? [])),
]

export default listCommand('ListOrderDiscounts', {
  summary: 'List the discounts that can be used to pay an order',
  description: 'Customers of the resale model have none of their own: the list is empty for them.',
  examples: ['<%= config.bin %> order discounts ORDER --customer CUSTOMER --profile sandbox'],
  argument: {name: 'order', field: 'order_id', description: 'order id'},
  customer: 'required',
  items: 'discounts',
  columns: [
    {name: 'discount_id', label: 'DISCOUNT'},
    {name: 'discount_type', label: 'TYPE'},
    {name: 'discount_value', label: 'VALUE', align: 'right'},
    {name: 'discount_ratio', label: 'RATIO', align: 'right', value: ratios, text: row => ratios(row).join(', ')},
  ],
  empty: 'No discounts can be used for this order',
})
