import {listCommand} from '../../cli/list-command.js'
import {amountColumn} from '../../cli/output/contract-view.js'

export default listCommand('ListPartnerAdjustRecords', {
  summary: 'List what was allocated to customers and reclaimed from them',
  description: 'Times are UTC.',
  examples: [
    '<%= config.bin %> account adjustments --profile sandbox',
    '<%= config.bin %> account adjustments --type reclaimed --since 90d --profile sandbox',
  ],
  fields: [
    {customer_id: {summary: 'those of this customer (account name or id)'}},
    {operation_type: {as: 'type'}},
    'operation_time_begin',
    'operation_time_end',
    {trans_id: {as: 'trade'}},
    'indirect_partner_id',
  ],
  columns: [
    {name: 'operation_time', label: 'TIME (UTC)'},
    {name: 'operation_type', label: 'WHAT'},
    {name: 'customer_name', label: 'CUSTOMER'},
    amountColumn('amount'),
    'currency',
    {name: 'trans_id', label: 'TRADE'},
  ],
})
