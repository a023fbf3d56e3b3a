import {listCommand} from '../../cli/list-command.js'

export default listCommand('ListUsageTypes', {
  summary: 'List usage types: what the use of a resource is measured by',
  examples: [
    '<%= config.bin %> product usage-types --resource-type hws.resource.type.vm --profile sandbox',
    '<%= config.bin %> product usage-types --all -o csv --profile sandbox',
  ],
  fields: ['resource_type_code'],
  columns: [
    {name: 'code', label: 'USAGE TYPE'},
    'name',
    {name: 'resource_type_name', label: 'RESOURCE TYPE'},
    {name: 'service_type_name', label: 'SERVICE'},
  ],
})
