import {privilegeCommand} from '../../../cli/topics/ticket/privilege.js'

export default privilegeCommand('delete', {
  summary: 'Take a privilege away from the IAM users of the account',
  examples: ['<%= config.bin %> ticket privilege revoke export --yes --profile sandbox'],
})
