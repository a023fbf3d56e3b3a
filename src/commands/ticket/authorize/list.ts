import {listCommand} from '../../../cli/list-command.js'
import {shortTime} from '../../../cli/topics/ticket/screen.js'

export default listCommand('ListAuthorizations', {
  summary: "List engineers' requests for access to hosts and consoles",
  description: 'Times are UTC.',
  examples: ['<%= config.bin %> ticket authorize list --status pending --profile sandbox'],
  fields: [
    'status',
    {incident_id: {as: 'ticket', summary: 'of this ticket'}},
    {simple_description: {as: 'search', summary: 'text in the description of the ticket'}},
    {sub_customer_name: {as: 'user', summary: 'tickets of this IAM user (name)'}},
    'group_id',
  ],
  customer: 'optional',
  columns: [
    {name: 'id', label: 'AUTHORIZATION'},
    {name: 'incident_id', label: 'TICKET'},
    'status',
    {name: 'auth_describe', label: 'WHAT FOR'},
    {name: 'create_time', label: 'ASKED (UTC)', text: row => shortTime(row.create_time)},
    {name: 'auth_expire_time', label: 'UNTIL (UTC)', text: row => shortTime(row.auth_expire_time)},
  ],
  spare: ['create_time', 'auth_describe'],
  empty: 'Nobody asks for access',
})
