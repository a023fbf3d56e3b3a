import {ticketAction} from '../../cli/topics/ticket/action.js'

export default ticketAction('urge', {
  summary: 'Urge tickets that have been waiting for long',
  description:
    'Possible while a ticket is to be accepted or processing; not just after its creation, and not too often.',
  examples: [
    '<%= config.bin %> ticket urge TICKET --profile sandbox',
    '<%= config.bin %> ticket list --open --until 2d -o csv --columns incident_id --profile sandbox | <%= config.bin %> ticket urge - --profile sandbox',
  ],
  operations: ['UpdateCases'],
  next: 'partnerctl ticket show ID',
})
