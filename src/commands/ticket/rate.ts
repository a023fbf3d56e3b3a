import {ticketAction} from '../../cli/topics/ticket/action.js'

export default ticketAction('rate', {
  summary: 'Rate tickets that are solved or closed; once each',
  examples: [
    '<%= config.bin %> ticket rate TICKET --score 5 --profile sandbox',
    '<%= config.bin %> ticket rate TICKET --score timeliness=3 --score result=5 --comment "Late, but right" --profile sandbox',
  ],
  operations: ['CreateScores', 'ListSatisfactionDimensions'],
  rating: 'required',
})
