import type {Output} from '../../../api/types.js'
import {listCommand} from '../../../cli/list-command.js'

type Region = NonNullable<Output<'ListCustomersRegions'>['region_infos']>[number]

export default listCommand<'ListCustomersRegions', Region>('ListCustomersRegions', {
  summary: 'List the regions that an account uses',
  examples: ['<%= config.bin %> ticket config customer-regions --customer CUSTOMER --profile sandbox'],
  customer: 'optional',
  items: 'region_infos',
  columns: [
    {name: 'region_id', label: 'REGION'},
    {name: 'region_name', label: 'NAME'},
  ],
})
