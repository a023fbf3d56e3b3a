import type {Output} from '../../../api/types.js'
import {listCommand} from '../../../cli/list-command.js'

type Parameter = NonNullable<Output<'ListExtendsParams'>['extends_params']>[number]

export default listCommand<'ListExtendsParams', Parameter>('ListExtendsParams', {
  summary: 'List the additional parameters that a problem type asks for',
  description: 'They are given with ticket create --param NAME=VALUE.',
  examples: ['<%= config.bin %> ticket config parameters bt-down-ecs --profile sandbox'],
  argument: {name: 'problem', field: 'business_type_id', description: 'problem type (id)'},
  fields: [
    {product_category_id: {as: 'product', summary: 'of this product (id)'}},
    {incident_sub_type_id: {as: 'category', summary: 'of this ticket category (id)'}},
  ],
  customer: 'optional',
  items: 'extends_params',
  columns: [
    {name: 'param_key', label: 'PARAMETER'},
    {name: 'param_name', label: 'NAME'},
    {name: 'required', label: 'NEEDED', text: row => (row.required ? 'yes' : 'no')},
    {name: 'select_item', label: 'VALUES'},
    {name: 'tips', label: 'HINT'},
  ],
  empty: 'This problem type asks for no additional parameters',
})
