import type {Output} from '../../../api/types.js'
import {listCommand} from '../../../cli/list-command.js'

type Severity = NonNullable<Output<'ListSeverities'>['severity_list']>[number]

export default listCommand<'ListSeverities', Severity>('ListSeverities', {
  summary: 'List the severities that the support plan allows for a problem type',
  examples: ['<%= config.bin %> ticket config severities --product cat-ecs --problem bt-down-ecs --profile sandbox'],
  fields: [
    {product_category_id: {as: 'product', summary: 'product (id)', required: true}},
    {business_type_id: {as: 'problem', summary: 'problem type (id)', required: true}},
  ],
  customer: 'optional',
  items: 'severity_list',
  columns: [
    {name: 'severity_id', label: 'SEVERITY'},
    {name: 'severity_name', label: 'NAME'},
  ],
})
