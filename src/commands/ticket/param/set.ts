import {Flags} from '@oclif/core'
import type {OperationId} from '../../../api/types.js'
import {PartnerCommand} from '../../../cli/command.js'
import {argument, argumentList, writeFlags} from '../../../cli/flags.js'
import {readPairs} from '../../../cli/input/text-input.js'
import {scopeFlags} from '../../../cli/topics/ticket/flags.js'
import {commandLine} from '../../../command-line.js'

export default class TicketParamSet extends PartnerCommand<Record<string, string>> {
  static override summary = 'Set additional parameters of a ticket'
  static override description = 'ticket config parameters PROBLEM lists what there is.'
  static override examples = ['<%= config.bin %> ticket param set TICKET environment=production --profile sandbox']
  static override operations: OperationId[] = ['CreateCaseExtendsParam']
  static override args = {
    ticket: argument('ticket id'),
    values: argumentList('NAME=VALUE', true, text => readPairs([text], 'VALUES')),
  }
  static override flags = {
    message: Flags.string({summary: 'the message (id) that they belong to', helpValue: 'ID'}),
    ...scopeFlags,
    'dry-run': writeFlags['dry-run'],
  }

  async run(): Promise<Record<string, string>> {
    const {args, flags} = await this.parse(TicketParamSet)
    const as = await this.customer(false)
    const extends_map = readPairs(args.values, 'VALUES')
    const input = {case_id: args.ticket, extends_map, group_id: flags.group, message_id: flags.message}
    await this.api.call('CreateCaseExtendsParam', input, {as, check: commandLine`ticket param show ${args.ticket}`})
    this.done(`Set: ${Object.keys(extends_map).join(', ')}`)
    return this.present(extends_map, {columns: Object.keys(extends_map).map(name => ({name, label: name}))})
  }
}
