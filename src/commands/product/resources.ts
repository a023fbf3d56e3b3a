import type {Item} from '../../api/types.js'
import {listCommand} from '../../cli/list-command.js'

type Info = Item<'ListServiceResources'>

export default listCommand('ListServiceResources', {
  summary: 'List the resource types of one cloud service',
  examples: [
    '<%= config.bin %> product resources ecs --profile sandbox',
    '<%= config.bin %> product resources hws.service.type.ebs -o csv --profile sandbox',
  ],
  argument: {name: 'service', field: 'service_type_code', description: 'code, abbreviation or name of the service'},
  columns: [
    {name: 'resource_type_code', label: 'RESOURCE TYPE', value: (row: Info) => row.basic_info?.resource_type_code},
    {name: 'name', value: (row: Info) => row.basic_info?.name},
    {name: 'product_owner_service', label: 'SERVICE', value: (row: Info) => row.basic_info?.product_owner_service},
    {name: 'description', value: (row: Info) => row.basic_info?.description, extra: true},
  ],
})
