import type {OperationId} from '../../../api/types.js'
import {customerFlag, PartnerCommand} from '../../../cli/command.js'
import {argumentList, writeFlags} from '../../../cli/flags.js'
import {outcomeView} from '../../../cli/output/outcome-view.js'
import {commandLine} from '../../../command-line.js'
import {actOnMany, type RowOutcome} from '../../../tickets/act.js'

export default class TicketAttachRemove extends PartnerCommand<RowOutcome[]> {
  static override summary = 'Remove uploaded files that no ticket or message uses yet'
  static override examples = ['<%= config.bin %> ticket attach remove ATTACHMENT --yes --profile sandbox']
  static override operations: OperationId[] = ['DeleteAccessories']
  static override args = {attachments: argumentList('attachment ids')}
  static override flags = {...customerFlag, ...writeFlags}

  async run(): Promise<RowOutcome[]> {
    const {args} = await this.parse(TicketAttachRemove)
    const as = await this.customer(false)
    const ids = args.attachments
    await this.confirm(`Remove ${ids.join(', ')}?`)
    const rows = await actOnMany(ids, async accessory_id => {
      await this.api.call(
        'DeleteAccessories',
        {accessory_id},
        {as, check: commandLine`ticket attach url ${accessory_id}`},
      )
    })
    return this.presentOutcomes(rows, outcomeView('ATTACHMENT', 'removed'), `Removed: ${ids.join(', ')}`)
  }
}
