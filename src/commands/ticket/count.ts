import type {Output} from '../../api/types.js'
import {listCommand} from '../../cli/list-command.js'

type Count = NonNullable<Output<'ListCaseCounts'>['incident_status_counts']>[number]

export default listCommand<'ListCaseCounts', Count>('ListCaseCounts', {
  summary: 'Count tickets by status',
  examples: ['<%= config.bin %> ticket count --profile sandbox'],
  fields: ['status'],
  customer: 'optional',
  items: 'incident_status_counts',
  columns: ['status', {name: 'count', align: 'right'}],
})
