import type {Output} from '../../api/types.js'
import {listCommand} from '../../cli/list-command.js'

type Unread = NonNullable<Output<'ListUnreadNewInstantMessages'>['imunread']>[number]

export default listCommand<'ListUnreadNewInstantMessages', Unread>('ListUnreadNewInstantMessages', {
  summary: 'Count the unread messages of tickets',
  examples: ['<%= config.bin %> ticket unread TICKET TICKET --profile sandbox'],
  argument: {name: 'tickets', field: 'case_ids', description: 'ticket ids', many: true},
  fields: ['group_id'],
  customer: 'optional',
  items: 'imunread',
  columns: [
    {name: 'incident_id', label: 'TICKET'},
    {name: 'unread_num', label: 'UNREAD', align: 'right'},
  ],
})
