import {Flags} from '@oclif/core'
import type {OperationId} from '../../../api/types.js'
import {PartnerCommand} from '../../../cli/command.js'
import {argument} from '../../../cli/flags.js'
import type {View} from '../../../cli/output/view.js'
import {scopeFlags} from '../../../cli/topics/ticket/flags.js'
import {shortTime} from '../../../cli/topics/ticket/screen.js'
import {attachmentsOf, readTicket} from '../../../tickets/conversation.js'

type Row = ReturnType<typeof attachmentsOf>[number] & {accessory_url?: string}

const view: View<Row> = {
  columns: [
    {name: 'accessory_id', label: 'ATTACHMENT'},
    {name: 'file_actual_name', label: 'NAME'},
    {name: 'replier_name', label: 'BY'},
    {name: 'create_time', label: 'TIME (UTC)', text: row => shortTime(row.create_time)},
    {name: 'accessory_url', label: 'ADDRESS', extra: true},
  ],
  empty: 'The ticket has no attachments',
}

export default class TicketAttachList extends PartnerCommand<Row[]> {
  static override summary = 'List the attachments of a ticket'
  static override description =
    'With --urls each gets an address from which it can be downloaded without signing in, for a while. Whoever has the address has the file.'
  static override examples = [
    '<%= config.bin %> ticket attach list TICKET --profile sandbox',
    '<%= config.bin %> ticket attach list TICKET --urls -o json --profile sandbox',
  ]
  static override operations: OperationId[] = ['ListAccessoryAccessUrls']
  static override args = {ticket: argument('ticket id')}
  static override flags = {urls: Flags.boolean({summary: 'download addresses, too'}), ...scopeFlags}

  async run(): Promise<Row[]> {
    const {args, flags} = await this.parse(TicketAttachList)
    const scope = {as: await this.customer(false), group: flags.group}
    const rows: Row[] = attachmentsOf(await readTicket(this.api, args.ticket, scope))
    if (!flags.urls || rows.length === 0) return this.present(rows, view)
    const input = {accessory_ids: rows.map(row => row.accessory_id), group_id: flags.group}
    const {accessory_urls = []} = await this.api.call('ListAccessoryAccessUrls', input, {as: scope.as})
    const urls = new Map(accessory_urls.map(one => [one.accessory_id, one.accessory_url]))
    const columns = view.columns.map(column => (column.name === 'accessory_url' ? {...column, extra: false} : column))
    return this.present(
      rows.map(row => ({...row, accessory_url: urls.get(row.accessory_id)})),
      {...view, columns},
    )
  }
}
