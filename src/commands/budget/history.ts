import {listCommand} from '../../cli/list-command.js'

export default listCommand('ListSubCustomerBudgetRecords', {
  summary: "List the changes of a customer's budget: when, by whom, to what",
  description: 'Times are UTC.',
  examples: [
    '<%= config.bin %> budget history CUSTOMER --profile sandbox',
    '<%= config.bin %> budget history CUSTOMER --type monthly --profile sandbox',
  ],
  argument: {name: 'customer', field: 'customer_id', description: 'account name or customer id'},
  fields: [{operation_type: {as: 'operation'}}, {budget_type: {as: 'type'}}, 'indirect_partner_id'],
  columns: [
    {name: 'operation_time', label: 'TIME (UTC)'},
    {name: 'operation_type', label: 'WHAT'},
    {name: 'budget_amount', label: 'BUDGET'},
    {name: 'budget_type', label: 'TYPE'},
    {name: 'operator', label: 'BY'},
    {name: 'partner_account_name', extra: true},
  ],
  spare: ['operator', 'budget_type'],
  empty: 'The budget was never set',
})
