import {ticketLabels} from '../../../cli/topics/ticket/labels.js'

export default ticketLabels('DeleteCaseLabels', {
  summary: 'Take labels off a ticket',
  examples: ['<%= config.bin %> ticket label remove TICKET billing --profile sandbox'],
})
