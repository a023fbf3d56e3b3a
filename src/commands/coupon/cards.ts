import {listCommand} from '../../cli/list-command.js'
import {amountColumn} from '../../cli/output/contract-view.js'

export default listCommand('ListStoredValueCards', {
  summary: "List a customer's stored-value cards",
  description: 'Times are UTC. Usable and used-up cards are asked for one after the other unless --status names one.',
  examples: ['<%= config.bin %> coupon cards --customer CUSTOMER --profile sandbox'],
  customer: 'required',
  fields: ['status', {card_id: {as: 'id', summary: 'one card'}}],
  complete: input => ({status: [1, 2], ...input}),
  columns: [
    {name: 'card_id', label: 'CARD'},
    {name: 'card_name', label: 'NAME'},
    'status',
    amountColumn('face_value', 'VALUE'),
    amountColumn('balance', 'LEFT'),
    {name: 'expire_time', label: 'EXPIRES (UTC)'},
  ],
  empty: 'No stored-value cards',
})
