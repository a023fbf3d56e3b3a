import {ticketAction} from '../../cli/topics/ticket/action.js'

export default ticketAction('delete', {
  summary: 'Delete tickets that have ended',
  description: 'Possible for tickets that are completed, canceled or invalid. They are gone from the list.',
  examples: [
    '<%= config.bin %> ticket delete TICKET --yes --profile sandbox',
    '<%= config.bin %> ticket list --status canceled --all -o csv --columns incident_id --profile sandbox | <%= config.bin %> ticket delete - --yes --profile sandbox',
  ],
  operations: ['UpdateCases'],
  confirm: true,
})
