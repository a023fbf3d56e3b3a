import type {Output} from '../../../api/types.js'
import {listCommand} from '../../../cli/list-command.js'

type User = NonNullable<Output<'ListTicketSubCustomers'>['sub_customer_infos']>[number]

export default listCommand<'ListTicketSubCustomers', User>('ListTicketSubCustomers', {
  summary: 'List the IAM users of an account; the API masks their names',
  examples: ['<%= config.bin %> ticket config users --profile sandbox'],
  fields: [
    {sub_customer_name: {as: 'name', summary: 'name of the user'}},
    {sub_customer_id: {as: 'id', summary: 'id of the user'}},
  ],
  customer: 'optional',
  items: 'sub_customer_infos',
  columns: [
    {name: 'customer_id', label: 'USER'},
    {name: 'customer_name', label: 'NAME'},
    {name: 'email', label: 'E-MAIL'},
    'mobile',
    {name: 'area_code', label: 'AREA CODE'},
  ],
})
