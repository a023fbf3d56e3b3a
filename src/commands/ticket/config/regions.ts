import type {Output} from '../../../api/types.js'
import {listCommand} from '../../../cli/list-command.js'

type Region = NonNullable<Output<'ListRegions'>['data_center_list']>[number]

export default listCommand<'ListRegions', Region>('ListRegions', {
  summary: 'List the regions that a fault can be in',
  examples: ['<%= config.bin %> ticket config regions --profile sandbox'],
  customer: 'optional',
  items: 'data_center_list',
  columns: [{name: 'region_id', label: 'REGION'}, {name: 'region_name', label: 'NAME'}, 'type'],
})
