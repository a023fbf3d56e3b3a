import type {Output} from '../../../api/types.js'
import {listCommand} from '../../../cli/list-command.js'

type Agency = NonNullable<Output<'ListAgencies'>['agency_list']>[number]

export default listCommand<'ListAgencies', Agency>('ListAgencies', {
  summary: 'List the agencies of an account: access for engineers can be granted through one',
  examples: ['<%= config.bin %> ticket authorize agencies --customer CUSTOMER --profile sandbox'],
  customer: 'optional',
  items: 'agency_list',
  columns: [
    {name: 'id', label: 'AGENCY'},
    'name',
    {name: 'trust_domain_name', label: 'FOR'},
    'duration',
    {name: 'expire_time', label: 'UNTIL'},
  ],
  empty: 'The account has no agencies',
})
