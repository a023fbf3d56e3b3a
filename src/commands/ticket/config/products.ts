import type {Output} from '../../../api/types.js'
import {listCommand} from '../../../cli/list-command.js'

type Product = NonNullable<Output<'ListProductCategories'>['incident_product_category_list']>[number]

export default listCommand<'ListProductCategories', Product>('ListProductCategories', {
  summary: 'List the products that tickets can be about',
  examples: ['<%= config.bin %> ticket config products --name "elastic cloud" --profile sandbox'],
  fields: [{product_category_name: {as: 'name', summary: 'part of the name'}}],
  customer: 'optional',
  items: 'incident_product_category_list',
  columns: [
    {name: 'incident_product_category_id', label: 'PRODUCT'},
    {name: 'incident_product_category_acronym', label: 'SHORT'},
    {name: 'incident_product_category_name', label: 'NAME'},
    {name: 'can_use_support_plan', label: 'SUPPORT PLAN', text: row => (row.can_use_support_plan ? 'counts' : 'free')},
  ],
})
