import type {OperationId} from '../../../api/types.js'
import {PartnerCommand} from '../../../cli/command.js'
import {argument, argumentList, writeFlags} from '../../../cli/flags.js'
import {scopeFlags} from '../../../cli/topics/ticket/flags.js'
import {commandLine} from '../../../command-line.js'

export default class TicketLinkAdd extends PartnerCommand<{case_id: string; related: string[]}> {
  static override summary = 'Relate tickets to a ticket; it takes three'
  static override description = 'A closed ticket cannot be opened again: relate the new one to it.'
  static override examples = ['<%= config.bin %> ticket link add TICKET OLD-TICKET --profile sandbox']
  static override operations: OperationId[] = ['CreateRelations']
  static override args = {ticket: argument('ticket id'), related: argumentList('ids of the tickets to relate')}
  static override flags = {...scopeFlags, 'dry-run': writeFlags['dry-run']}

  async run(): Promise<{case_id: string; related: string[]}> {
    const {args, flags} = await this.parse(TicketLinkAdd)
    const as = await this.customer(false)
    const case_id = args.ticket
    const related = args.related
    const input = {case_id, related_id_list: related, group_id: flags.group}
    await this.api.call('CreateRelations', input, {as, check: commandLine`ticket link list ${case_id}`})
    this.done(`Related to ${case_id}: ${related.join(', ')}`)
    return this.present(
      {case_id, related},
      {
        columns: [
          {name: 'case_id', label: 'ticket'},
          {name: 'related', text: row => row.related.join(', ')},
        ],
      },
    )
  }
}
