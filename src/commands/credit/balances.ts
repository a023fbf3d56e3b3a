import {listCommand} from '../../cli/list-command.js'

export default listCommand('ShowCustomerAccountBalances', {
  summary: 'List the balances of the accounts of a customer: cash, credit, deposit',
  description: 'Customers of the resale model have no account of their own and are refused by the API.',
  examples: ['<%= config.bin %> credit balances --customer sahara-shipping-0m --profile sandbox'],
  customer: 'required',
  items: 'account_balances',
  columns: [
    {name: 'account_type', label: 'ACCOUNT'},
    {name: 'amount', label: 'BALANCE'},
    {name: 'designated_amount', label: 'EARMARKED'},
    {name: 'credit_amount', label: 'CREDIT LIMIT'},
    'currency',
  ],
})
