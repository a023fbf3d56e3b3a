import type {Output} from '../../../api/types.js'
import {listCommand} from '../../../cli/list-command.js'

type Related = NonNullable<Output<'ListRelation'>['case_relation_list']>[number]

export default listCommand<'ListRelation', Related>('ListRelation', {
  summary: 'List the tickets that are related to a ticket',
  examples: ['<%= config.bin %> ticket link list TICKET --profile sandbox'],
  argument: {name: 'ticket', field: 'case_id', description: 'ticket id'},
  customer: 'optional',
  items: 'case_relation_list',
  columns: [
    {name: 'case_id', label: 'TICKET'},
    {name: 'simple_description', label: 'DESCRIPTION'},
    {name: 'user_name', label: 'BY'},
  ],
  empty: 'No related tickets',
})
