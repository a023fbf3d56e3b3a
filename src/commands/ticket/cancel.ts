import {ticketAction} from '../../cli/topics/ticket/action.js'

export default ticketAction('cancel', {
  summary: 'Cancel tickets that nobody has accepted yet',
  description: 'A ticket that is being worked on is closed instead: ticket close.',
  examples: ['<%= config.bin %> ticket cancel TICKET --note "Solved it ourselves" --yes --profile sandbox'],
  operations: ['UpdateCases'],
  confirm: true,
  next: 'partnerctl ticket delete ID',
})
