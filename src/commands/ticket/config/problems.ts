import type {Output} from '../../../api/types.js'
import {listCommand} from '../../../cli/list-command.js'

type Problem = NonNullable<Output<'ListProblemTypes'>['incident_business_type_list']>[number]

export default listCommand<'ListProblemTypes', Problem>('ListProblemTypes', {
  summary: 'List problem types: all, or those of a product',
  description: 'A fault needs a region. What counts is taken from the tickets of the support plan.',
  examples: ['<%= config.bin %> ticket config problems --product cat-ecs --profile sandbox'],
  fields: [
    {product_category_id: {as: 'product', summary: 'product (id)'}},
    {incident_sub_type_id: {as: 'category', summary: 'category (id); China site'}},
  ],
  customer: 'optional',
  items: 'incident_business_type_list',
  columns: [
    {name: 'business_type_id', label: 'PROBLEM'},
    {name: 'business_type_name', label: 'NAME'},
    {name: 'case_type', label: 'TYPE'},
    {name: 'can_use_support_plan', label: 'SUPPORT PLAN', text: row => (row.can_use_support_plan ? 'counts' : 'free')},
  ],
})
