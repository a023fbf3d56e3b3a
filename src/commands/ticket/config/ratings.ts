import type {Output} from '../../../api/types.js'
import {listCommand} from '../../../cli/list-command.js'

type Dimension = NonNullable<Output<'ListSatisfactionDimensions'>['satisfaction_dimension_list']>[number]

export default listCommand<'ListSatisfactionDimensions', Dimension>('ListSatisfactionDimensions', {
  summary: 'List the dimensions of a rating',
  examples: ['<%= config.bin %> ticket config ratings --profile sandbox'],
  customer: 'optional',
  items: 'satisfaction_dimension_list',
  columns: [
    {name: 'satisfaction_id', label: 'DIMENSION'},
    {name: 'satisfaction_name', label: 'NAME'},
    {name: 'satisfaction_desc', label: 'MEANING'},
    {name: 'value', label: 'BEST', align: 'right'},
  ],
})
