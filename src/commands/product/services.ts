import {listCommand} from '../../cli/list-command.js'

export default listCommand('ListServiceTypes', {
  summary: 'List cloud services: their codes, which bills and filters use',
  examples: [
    '<%= config.bin %> product services --profile sandbox',
    '<%= config.bin %> product services --name "Elastic" --profile sandbox',
  ],
  fields: [{service_type_name: {as: 'name'}}],
  columns: [
    {name: 'service_type_code', label: 'SERVICE'},
    {name: 'service_type_name', label: 'NAME'},
    {name: 'abbreviation', label: 'SHORT'},
  ],
})
