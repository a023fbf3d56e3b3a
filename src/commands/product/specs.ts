import {listCommand} from '../../cli/list-command.js'

export default listCommand('ListResourceSpecs', {
  summary: 'List the specifications of a resource type that a region offers',
  examples: [
    '<%= config.bin %> product specs --service ecs --resource-type hws.resource.type.vm --region la-north-2 --charging-mode pay-per-use --profile sandbox',
  ],
  fields: [
    'cloud_service_type',
    'resource_type',
    'region_code',
    'charge_mode',
    {filters: {as: 'spec', summary: 'this specification'}},
  ],
  complete: ({filters, ...input}) => ({
    ...input,
    ...(filters ? {filters: (filters as string[]).map(value => ({key: 'RESOURCE_SPEC', value}))} : {}),
  }),
  columns: [
    {name: 'resource_spec', label: 'SPECIFICATION'},
    {name: 'resource_spec_name', label: 'NAME'},
    {name: 'resource_type_name', label: 'RESOURCE TYPE'},
    {name: 'region_code', label: 'REGION'},
    {name: 'charge_mode', label: 'CHARGING'},
  ],
})
