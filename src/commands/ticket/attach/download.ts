import {Flags} from '@oclif/core'
import type {OperationId} from '../../../api/types.js'
import {PartnerCommand} from '../../../cli/command.js'
import {argument, argumentList} from '../../../cli/flags.js'
import type {View} from '../../../cli/output/view.js'
import {scopeFlags} from '../../../cli/topics/ticket/flags.js'
import {commandLine} from '../../../command-line.js'
import {Failure} from '../../../failure.js'
import {saveFile} from '../../../tickets/attachments.js'
import {attachmentsOf, readTicket} from '../../../tickets/conversation.js'

interface Saved {
  accessory_id: string
  file_actual_name: string
  file: string
  bytes: number
}

const view: View<Saved> = {
  columns: [
    {name: 'accessory_id', label: 'ATTACHMENT'},
    {name: 'file_actual_name', label: 'NAME'},
    {name: 'file'},
    {name: 'bytes', align: 'right'},
  ],
  empty: 'The ticket has no attachments',
}

export default class TicketAttachDownload extends PartnerCommand<Saved[]> {
  static override summary = 'Download the attachments of a ticket: all, or those that are named'
  static override description =
    'Names are made harmless: a file stays in the folder, and never replaces one that is there.'
  static override examples = [
    '<%= config.bin %> ticket attach download TICKET --out files --profile sandbox',
    '<%= config.bin %> ticket attach download TICKET ATTACHMENT --profile sandbox',
  ]
  static override operations: OperationId[] = ['DownloadAccessories', 'DownloadImages']
  static override args = {
    ticket: argument('ticket id'),
    attachments: argumentList('attachment ids; all when absent', false),
  }
  static override flags = {
    out: Flags.string({summary: 'folder', default: '.', helpValue: 'FOLDER'}),
    image: Flags.boolean({summary: 'images as the console shows them, not the files themselves'}),
    ...scopeFlags,
  }

  async run(): Promise<Saved[]> {
    const {args, flags} = await this.parse(TicketAttachDownload)
    const scope = {as: await this.customer(false), group: flags.group}
    const all = attachmentsOf(await readTicket(this.api, args.ticket, scope))
    const wanted = args.attachments ?? all.map(one => one.accessory_id)
    const progress = await this.progress('')
    const rows: Saved[] = []
    for (const accessory_id of wanted) {
      const known = all.find(one => one.accessory_id === accessory_id)
      if (!known) {
        throw new Failure('not-found', `${args.ticket} has no attachment ${accessory_id}`, {
          next: [commandLine`ticket attach list ${args.ticket}`],
        })
      }
      const {file_actual_name} = known
      progress.update(`Downloading ${rows.length + 1} of ${wanted.length}`)
      const operation = flags.image ? 'DownloadImages' : 'DownloadAccessories'
      const content = await this.api.bytes(operation, {accessory_id, group_id: flags.group}, {as: scope.as})
      rows.push({
        accessory_id,
        file_actual_name,
        file: saveFile(flags.out, file_actual_name, content),
        bytes: content.length,
      })
    }
    return this.present(rows, view)
  }
}
