import type {Item} from '../../api/types.js'
import {listCommand} from '../../cli/list-command.js'

type Package = Item<'ListFreeResourceInfos'>

/** What is left of each item of a package: `120 of 500, 3 of 10`. */
const left = ({free_resources = []}: Package) =>
  free_resources.map(({amount, original_amount}) => `${amount ?? '?'} of ${original_amount ?? '?'}`).join(', ')

export default listCommand('ListFreeResourceInfos', {
  summary: "List a customer's resource packages and what is left of them",
  description: 'Times are UTC. partnerctl package show names the units and the resets of the items of a package.',
  examples: [
    '<%= config.bin %> package list --customer CUSTOMER --profile sandbox',
    '<%= config.bin %> package list --customer CUSTOMER --status in-effect --columns all -o csv --profile sandbox',
  ],
  customer: 'required',
  fields: [
    'status',
    {product_name: {as: 'name'}},
    'product_id',
    'order_id',
    {service_type_code_list: {as: 'service'}},
    'region_code',
    'enterprise_project_id',
  ],
  columns: [
    {name: 'order_instance_id', label: 'PACKAGE'},
    {name: 'product_name', label: 'NAME', kind: 'text'},
    {name: 'service_type_name', label: 'SERVICE'},
    {name: 'region_code', label: 'REGION'},
    'status',
    {name: 'free_resources', label: 'LEFT', align: 'right', text: left},
    {name: 'expire_time', label: 'EXPIRES (UTC)'},
  ],
  spare: ['region_code', 'service_type_name', 'status'],
})
