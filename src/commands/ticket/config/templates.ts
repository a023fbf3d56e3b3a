import type {Output} from '../../../api/types.js'
import {listCommand} from '../../../cli/list-command.js'
import {plainText} from '../../../tickets/rich-text.js'
import {questionsOf} from '../../../tickets/template.js'

type Template = NonNullable<Output<'ListCaseTemplates'>['incident_template_list']>[number]

export default listCommand<'ListCaseTemplates', Template>('ListCaseTemplates', {
  summary: 'List the template of a problem type: what a description should answer',
  description: '--query "[0].incident_template_content" prints the text alone.',
  examples: ['<%= config.bin %> ticket config templates bt-down-ecs --profile sandbox'],
  argument: {name: 'problem', field: 'business_type_id', description: 'problem type (id)'},
  customer: 'optional',
  items: 'incident_template_list',
  columns: [
    {name: 'incident_template_id', label: 'TEMPLATE'},
    {name: 'incident_template_name', label: 'NAME'},
    {
      name: 'questions',
      value: row => questionsOf(row.incident_template_content ?? ''),
      text: row => questionsOf(row.incident_template_content ?? '').join('; '),
    },
    {name: 'incident_template_content', extra: true, text: row => plainText(row.incident_template_content ?? '')},
  ],
})
