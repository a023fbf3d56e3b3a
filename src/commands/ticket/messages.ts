import {Flags} from '@oclif/core'
import type {Item, OperationId} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {argument, listFlags} from '../../cli/flags.js'
import {parseMoment} from '../../cli/input/dates.js'
import {rowsView} from '../../cli/output/contract-view.js'
import {scopeFlags} from '../../cli/topics/ticket/flags.js'
import {shortTime} from '../../cli/topics/ticket/screen.js'
import {plainText} from '../../tickets/rich-text.js'

type Message = Item<'ListMessages'>

const view = rowsView<Message>(
  'ListMessages',
  [
    {name: 'create_time', label: 'TIME (UTC)', text: row => shortTime(row.create_time)},
    {name: 'replier_name', label: 'BY'},
    {name: 'content', label: 'TEXT', text: row => plainText(row.content ?? '')},
    {
      name: 'accessory_list',
      label: 'FILES',
      text: row => (row.accessory_list ?? []).map(file => file.file_actual_name).join(', '),
    },
  ],
  {spare: ['accessory_list']},
)

export default class TicketMessages extends PartnerCommand<Message[]> {
  static override summary = 'List the messages of a ticket, oldest first'
  static override description = `ticket show has them as a conversation, with their ids. Times are UTC.
With --until the last messages before that time are listed, as a chat window loads them.`
  static override examples = [
    '<%= config.bin %> ticket messages TICKET --all -o json --profile sandbox',
    '<%= config.bin %> ticket messages TICKET --until now --limit 5 --profile sandbox',
  ]
  static override operations: OperationId[] = ['ListMessages', 'ListMoreInstantMessages']
  static override args = {ticket: argument('ticket id')}
  static override flags = {
    until: Flags.string({summary: 'the last ones before this time, UTC', helpValue: 'TIME'}),
    ...scopeFlags,
    ...listFlags,
  }

  async run(): Promise<Message[]> {
    const {args, flags} = await this.parse(TicketMessages)
    const as = await this.customer(false)
    const input = {case_id: args.ticket, group_id: flags.group}
    if (!flags.until) return this.present(this.api.list('ListMessages', input, {as, limit: this.rowLimit}), view)
    const create_time = parseMoment(flags.until, 'begin', new Date(), '--until')
    const older = {...input, create_time, type: 1 as const, limit: this.rowLimit ?? 100}
    const {message_list = []} = await this.api.call('ListMoreInstantMessages', older, {as})
    return this.present(message_list, view)
  }
}
