import {listCommand} from '../../../cli/list-command.js'

export default listCommand('ListLabels', {
  summary: 'List the labels for tickets',
  examples: ['<%= config.bin %> ticket label list --profile sandbox'],
  fields: [{name: {summary: 'part of the name'}}, {label_id: {as: 'id', summary: 'one label'}}],
  customer: 'optional',
  columns: [{name: 'label_id', label: 'LABEL'}, 'name', 'color'],
  empty: 'No labels\n  partnerctl ticket label create    makes one',
})
