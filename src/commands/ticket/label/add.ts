import {ticketLabels} from '../../../cli/topics/ticket/labels.js'

export default ticketLabels('CreateCaseLabels', {
  summary: 'Put labels on a ticket; it takes five',
  examples: ['<%= config.bin %> ticket label add TICKET production billing --profile sandbox'],
})
