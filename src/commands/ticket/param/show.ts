import type {OperationId} from '../../../api/types.js'
import {PartnerCommand} from '../../../cli/command.js'
import {argument} from '../../../cli/flags.js'
import {scopeFlags} from '../../../cli/topics/ticket/flags.js'

interface Parameter {
  name: string
  value: unknown
}

export default class TicketParamShow extends PartnerCommand<Parameter[]> {
  static override summary = 'Show the additional parameters of a ticket, as far as the API tells them'
  static override examples = ['<%= config.bin %> ticket param show TICKET --profile sandbox']
  static override operations: OperationId[] = ['ShowCaseExtendsParam']
  static override args = {ticket: argument('ticket id')}
  static override flags = {...scopeFlags}

  async run(): Promise<Parameter[]> {
    const {args, flags} = await this.parse(TicketParamShow)
    const as = await this.customer(false)
    const answer = await this.api.call('ShowCaseExtendsParam', {case_id: args.ticket, group_id: flags.group}, {as})
    const rows = Object.entries(answer.extends_map ?? {}).map(([name, value]) => ({name, value}))
    return this.present(rows, {columns: [{name: 'name'}, {name: 'value'}], empty: 'No additional parameters'})
  }
}
