import type {Output} from '../../../api/types.js'
import {listCommand} from '../../../cli/list-command.js'

type Category = NonNullable<Output<'ListCaseCategories'>['incident_sub_type_list']>[number]

const products = (row: Category) =>
  (row.incident_product_category_list ?? []).map(one => one.incident_product_category_acronym ?? '').join(', ')

export default listCommand<'ListCaseCategories', Category>('ListCaseCategories', {
  summary: 'List what tickets can be about: categories and their products',
  examples: ['<%= config.bin %> ticket config categories --profile sandbox'],
  customer: 'optional',
  items: 'incident_sub_type_list',
  columns: [
    {name: 'incident_sub_type_id', label: 'CATEGORY'},
    {name: 'incident_sub_type_name', label: 'NAME'},
    {name: 'incident_product_category_list', label: 'PRODUCTS', text: products},
  ],
})
