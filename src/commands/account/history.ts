import {listCommand} from '../../cli/list-command.js'
import {amountColumn} from '../../cli/output/contract-view.js'

export default listCommand('ListPartnerAccountChangeRecords', {
  summary: 'List income and expenses of your account',
  description: 'Days are those of UTC+8.',
  examples: [
    '<%= config.bin %> account history --profile sandbox',
    '<%= config.bin %> account history --balance credit-account --since last-month --profile sandbox',
  ],
  fields: [
    {balance_type: {as: 'balance'}},
    {trade_type: {as: 'type'}},
    'trade_time_begin',
    'trade_time_end',
    'indirect_partner_id',
  ],
  complete: input => ({balance_type: 'BALANCE_TYPE_DEBIT', ...input}),
  columns: [
    {name: 'trade_time', label: 'TIME (UTC)'},
    {name: 'trade_detail_type', label: 'WHAT'},
    'type',
    amountColumn('change_amount', 'AMOUNT'),
    amountColumn('balance_after_change', 'BALANCE'),
    {name: 'account_name', label: 'ACCOUNT'},
    {name: 'trade_id', label: 'TRADE'},
  ],
})
