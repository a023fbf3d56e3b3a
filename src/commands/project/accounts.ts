import {listCommand} from '../../cli/list-command.js'

export default listCommand('ListEnterpriseSubCustomers', {
  summary: "List the member accounts of a customer's enterprise",
  description: 'Only the main account of an enterprise has members.',
  examples: ['<%= config.bin %> project accounts --customer CUSTOMER --profile sandbox'],
  customer: 'required',
  fields: [
    {sub_customer_account_name: {as: 'name'}},
    {sub_customer_display_name: {as: 'display-name'}},
    {fuzzy_query: {as: 'match'}},
    {org_id: {as: 'organisation'}},
  ],
  columns: [
    {name: 'name', label: 'ACCOUNT'},
    'id',
    {name: 'display_name', label: 'DISPLAY NAME'},
    'status',
    {name: 'org_name', label: 'ORGANISATION'},
  ],
  empty: 'No member accounts',
})
