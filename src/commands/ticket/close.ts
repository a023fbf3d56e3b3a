import {ticketAction} from '../../cli/topics/ticket/action.js'

export default ticketAction('close', {
  summary: 'Close tickets that are solved, and rate them',
  description: 'There is no way to open a closed ticket again: a new one can be related to it (ticket link add).',
  examples: [
    '<%= config.bin %> ticket close TICKET --yes --profile sandbox',
    '<%= config.bin %> ticket close TICKET --score 5 --comment "Quick and right" --yes --profile sandbox',
    '<%= config.bin %> ticket close TICKET --score timeliness=4 --score result=5 --yes --profile sandbox',
  ],
  operations: ['UpdateCases', 'ListSatisfactionDimensions'],
  confirm: true,
  rating: 'optional',
  next: 'partnerctl ticket rate ID --score 5',
})
