import {listCommand} from '../../cli/list-command.js'

export default listCommand('ListResourceTypes', {
  summary: 'List resource types of all cloud services',
  examples: [
    '<%= config.bin %> product resource-types --profile sandbox',
    '<%= config.bin %> product resource-types --all --filter resource_type_name~disk --profile sandbox',
  ],
  columns: [
    {name: 'resource_type_code', label: 'RESOURCE TYPE'},
    {name: 'resource_type_name', label: 'NAME'},
    {name: 'service_type_code', label: 'SERVICE'},
  ],
})
