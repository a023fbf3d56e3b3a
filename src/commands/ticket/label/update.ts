import {Flags} from '@oclif/core'
import {rowOf} from '../../../api/asked.js'
import type {OperationId} from '../../../api/types.js'
import {customerFlag, PartnerCommand} from '../../../cli/command.js'
import {argument, writeFlags} from '../../../cli/flags.js'
import {type Label, labelIds, parseColor} from '../../../tickets/labels.js'

export default class TicketLabelUpdate extends PartnerCommand<Label> {
  static override summary = 'Rename a label or give it another colour'
  static override examples = [
    '<%= config.bin %> ticket label update production --name prod --color "#aa0000" --profile sandbox',
  ]
  static override operations: OperationId[] = ['UpdateLabels']
  static override args = {label: argument('label (name or id)')}
  static override flags = {
    name: Flags.string({summary: 'new name'}),
    color: Flags.string({summary: 'new colour: #rrggbb or a name'}),
    ...customerFlag,
    'dry-run': writeFlags['dry-run'],
  }

  async run(): Promise<Label> {
    const {args, flags} = await this.parse(TicketLabelUpdate)
    const as = await this.customer(false)
    const [label_id] = (await labelIds(this.api, [args.label], {as})) as [number]
    // The API wants both, whichever changes.
    const labels = await this.api.list('ListLabels', {label_id}, {as, limit: 10}).toArray()
    const before = rowOf(labels, 'label_id', String(label_id))
    const name = flags.name ?? before?.name ?? args.label
    const color = flags.color ? parseColor(flags.color) : (before?.color ?? '#000000')
    await this.api.call('UpdateLabels', {label_id, name, color}, {as, check: 'partnerctl ticket label list'})
    this.done(`Changed: ${name}`)
    return this.present(
      {label_id, name, color},
      {columns: [{name: 'label_id', label: 'label'}, {name: 'name'}, {name: 'color'}]},
    )
  }
}
