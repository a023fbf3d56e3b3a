import {ticketAction} from '../../cli/topics/ticket/action.js'

export default ticketAction('score', {
  summary: 'Rate tickets that are solved or closed; once each',
  examples: [
    '<%= config.bin %> ticket score TICKET --score 5 --profile sandbox',
    '<%= config.bin %> ticket score TICKET --score timeliness=3 --score result=5 --comment "Late, but right" --profile sandbox',
  ],
  operations: ['CreateScores', 'ListSatisfactionDimensions'],
  rating: 'required',
})
