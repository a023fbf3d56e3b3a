import {privilegeCommand} from '../../../cli/topics/ticket/privilege.js'

export default privilegeCommand('create', {
  summary: 'Let the IAM users of the account export or submit tickets',
  examples: ['<%= config.bin %> ticket privilege grant export --profile sandbox'],
})
