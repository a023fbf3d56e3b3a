import {listCommand} from '../../cli/list-command.js'
import {operationWord, shortTime} from '../../cli/topics/ticket/screen.js'

export default listCommand('ListCaseOperateLogs', {
  summary: 'List what was done to a ticket, newest first',
  description: 'Times are UTC.',
  examples: ['<%= config.bin %> ticket history TICKET --profile sandbox'],
  argument: {name: 'ticket', field: 'case_id', description: 'ticket id'},
  fields: ['group_id'],
  customer: 'optional',
  columns: [
    {name: 'operate_time', label: 'TIME (UTC)', text: row => shortTime(row.operate_time)},
    {name: 'operate_type', label: 'ACTION', text: row => operationWord(row.operate_type)},
    {name: 'operator_name', label: 'BY'},
    {name: 'operate_desc', label: 'NOTE'},
  ],
})
