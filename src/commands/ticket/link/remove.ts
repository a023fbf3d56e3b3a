import type {OperationId} from '../../../api/types.js'
import {PartnerCommand} from '../../../cli/command.js'
import {argument, writeFlags} from '../../../cli/flags.js'
import {scopeFlags} from '../../../cli/topics/ticket/flags.js'
import {commandLine} from '../../../command-line.js'

export default class TicketLinkRemove extends PartnerCommand<{case_id: string; related_id: string}> {
  static override summary = 'Undo the relation of two tickets'
  static override examples = ['<%= config.bin %> ticket link remove TICKET OLD-TICKET --profile sandbox']
  static override operations: OperationId[] = ['DeleteRelation']
  static override args = {ticket: argument('ticket id'), related: argument('id of the related ticket')}
  static override flags = {...scopeFlags, 'dry-run': writeFlags['dry-run']}

  async run(): Promise<{case_id: string; related_id: string}> {
    const {args, flags} = await this.parse(TicketLinkRemove)
    const as = await this.customer(false)
    const {ticket: case_id, related: related_id} = args
    // The international page calls the group mandatory; an empty one stands for none.
    const group_id = flags.group ?? ((await this.api.session).site === 'intl' ? '' : undefined)
    const check = commandLine`ticket link list ${case_id}`
    await this.api.call('DeleteRelation', {case_id, related_id, group_id}, {as, check})
    this.done(`No longer related: ${case_id} and ${related_id}`)
    return this.present(
      {case_id, related_id},
      {
        columns: [
          {name: 'case_id', label: 'ticket'},
          {name: 'related_id', label: 'no longer related'},
        ],
      },
    )
  }
}
