import {ticketLabels} from '../../../cli/ticket-labels.js'

export default ticketLabels('DeleteCaseLabels', {
  summary: 'Take labels off a ticket',
  examples: ['<%= config.bin %> ticket label remove TICKET billing --profile sandbox'],
})
