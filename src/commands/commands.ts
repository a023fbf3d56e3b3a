import {PartnerCommand} from '../cli/command.js'
import {argumentList} from '../cli/flags.js'
import {type Found, search} from '../cli/help/guesses.js'
import type {View} from '../cli/output/view.js'

const view: View<Found> = {
  empty: 'No command has to do with that',
  columns: [
    {name: 'command'},
    {name: 'changes', label: 'CHANGES', text: row => (row.changes ? 'yes' : '')},
    {name: 'summary'},
    {name: 'operations', extra: true, text: row => row.operations.join(', ')},
  ],
}

export default class Commands extends PartnerCommand<Found[]> {
  static override summary = 'List the commands, or those that have to do with some words'
  static override description =
    'Looks in names, summaries and flags, and knows the words of other tools: suspend is freeze, refund is unsubscribe.'
  static override examples = [
    '<%= config.bin %> commands',
    '<%= config.bin %> commands refund',
    '<%= config.bin %> commands ticket -o json',
  ]
  static override args = {words: argumentList('words, all of which must fit', false)}

  async run(): Promise<Found[]> {
    const {args} = await this.parse(Commands)
    return this.present(search(args.words ?? []), view)
  }
}
