import {Flags} from '@oclif/core'
import type {OperationId} from '../../../api/types.js'
import {customerFlag, PartnerCommand} from '../../../cli/command.js'
import {argument, writeFlags} from '../../../cli/flags.js'
import {otherwise} from '../../../failure.js'
import {findLabel, type Label, parseColor} from '../../../tickets/labels.js'

export default class TicketLabelCreate extends PartnerCommand<Label> {
  static override summary = 'Make a label for tickets'
  static override examples = ['<%= config.bin %> ticket label create production --color red --profile sandbox']
  static override operations: OperationId[] = ['CreateLabels']
  static override args = {name: argument('name, at most 64 characters')}
  static override flags = {
    color: Flags.string({
      summary: 'colour: #rrggbb, or black, red, orange, yellow, green, blue, purple, grey',
      default: 'blue',
    }),
    ...customerFlag,
    'dry-run': writeFlags['dry-run'],
  }

  async run(): Promise<Label> {
    const {args, flags} = await this.parse(TicketLabelCreate)
    const as = await this.customer(false)
    const color = parseColor(flags.color)
    await this.api.call('CreateLabels', {name: args.name, color}, {as, check: 'partnerctl ticket label list'})
    // The answer has no id, and a label without one is made all the same.
    const found = await findLabel(this.api, args.name, {as}).catch(otherwise(undefined))
    const label = found ?? {name: args.name, color}
    this.done(`Made: ${args.name}`, 'partnerctl ticket label add    puts it onto a ticket')
    return this.present(label, {columns: [{name: 'label_id', label: 'label'}, {name: 'name'}, {name: 'color'}]})
  }
}
