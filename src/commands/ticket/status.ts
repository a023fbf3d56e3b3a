import type {OperationId} from '../../api/types.js'
import {customerFlag, PartnerCommand} from '../../cli/command.js'
import {argument} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {possible, statusWord, type TicketAction} from '../../tickets/rules.js'

interface Status {
  incident_id: string
  status?: number
  status_name: string
  possible: TicketAction[]
}

const view: View<Status> = {
  columns: [
    {name: 'incident_id', label: 'ticket'},
    {name: 'status', text: row => row.status_name},
    {name: 'possible', text: row => row.possible.join(', ') || 'nothing'},
    {name: 'status_name', extra: true},
  ],
}

export default class TicketStatus extends PartnerCommand<Status> {
  static override summary = 'Show the status of a ticket and what can be done in it'
  static override examples = ['<%= config.bin %> ticket status TICKET --profile sandbox']
  static override operations: OperationId[] = ['ShowCaseStatus']
  static override args = {ticket: argument('ticket id')}
  static override flags = {...customerFlag}

  async run(): Promise<Status> {
    const {args} = await this.parse(TicketStatus)
    const as = await this.customer(false)
    const {status} = await this.api.call('ShowCaseStatus', {case_id: args.ticket}, {as})
    return this.present(
      {incident_id: args.ticket, status, status_name: statusWord(status), possible: possible(status)},
      view,
    )
  }
}
