import type {Output} from '../../../api/types.js'
import {listCommand} from '../../../cli/list-command.js'

type AreaCode = NonNullable<Output<'ListAreaCodes'>['area_code_list']>[number]

export default listCommand<'ListAreaCodes', AreaCode>('ListAreaCodes', {
  summary: 'List country calling codes',
  examples: ['<%= config.bin %> ticket config area-codes --profile sandbox'],
  customer: 'optional',
  items: 'area_code_list',
  columns: [
    {name: 'area_code', label: 'CODE'},
    {name: 'area_name', label: 'COUNTRY OR REGION'},
  ],
})
