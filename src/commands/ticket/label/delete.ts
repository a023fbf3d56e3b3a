import type {OperationId} from '../../../api/types.js'
import {customerFlag, PartnerCommand} from '../../../cli/command.js'
import {argument, writeFlags} from '../../../cli/flags.js'
import {labelIds} from '../../../tickets/labels.js'

export default class TicketLabelDelete extends PartnerCommand<{label_id: number; status: 'deleted'}> {
  static override summary = 'Delete a label; it is taken off all tickets'
  static override examples = ['<%= config.bin %> ticket label delete production --yes --profile sandbox']
  static override operations: OperationId[] = ['DeleteLabels']
  static override args = {label: argument('label (name or id)')}
  static override flags = {...customerFlag, ...writeFlags}

  async run(): Promise<{label_id: number; status: 'deleted'}> {
    const {args} = await this.parse(TicketLabelDelete)
    const as = await this.customer(false)
    const [label_id] = (await labelIds(this.api, [args.label], {as})) as [number]
    await this.confirm(`Delete the label ${args.label} and take it off all tickets?`)
    await this.api.call('DeleteLabels', {label_id}, {as, check: 'partnerctl ticket label list'})
    this.done(`Deleted: ${args.label}`)
    return this.present(
      {label_id, status: 'deleted' as const},
      {columns: [{name: 'label_id', label: 'label'}, {name: 'status'}]},
    )
  }
}
