import {Flags} from '@oclif/core'
import type {OperationId} from '../../../api/types.js'
import {customerFlag, PartnerCommand} from '../../../cli/command.js'
import {argumentList} from '../../../cli/flags.js'
import {uploadProgress} from '../../../cli/topics/ticket/uploads.js'
import {readFiles, readLimits, type Uploaded, upload} from '../../../tickets/attachments.js'

export default class TicketAttachUpload extends PartnerCommand<Uploaded[]> {
  static override summary = 'Upload files, to be used in a ticket or message'
  static override description =
    `ticket create and ticket reply upload files by themselves with --attach. What is uploaded here is named there by its id, with --attachment.
Type, size and number are checked against the API's limits first.`
  static override examples = ['<%= config.bin %> ticket attach upload trace.log screen.png --profile sandbox']
  static override operations: OperationId[] = ['UploadAccessory', 'UploadJsonAccessories']
  static override args = {files: argumentList('files')}
  static override flags = {
    for: Flags.option({
      summary: 'what they are for',
      options: ['ticket', 'message'] as const,
      default: 'message' as const,
    })(),
    base64: Flags.boolean({summary: 'send them as Base64 inside JSON, where a proxy spoils forms'}),
    ...customerFlag,
  }

  async run(): Promise<Uploaded[]> {
    const {args, flags} = await this.parse(TicketAttachUpload)
    const as = await this.customer(false)
    const files = readFiles(args.files, await readLimits(this.api, {as}))
    const progress = await this.progress('')
    const purpose = flags.for === 'ticket' ? ('incident' as const) : ('message' as const)
    const rows = await upload(this.api, files, {
      as,
      purpose,
      base64: flags.base64,
      onFile: uploadProgress(progress, files),
    })
    return this.present(rows, {
      columns: [{name: 'accessory_id', label: 'ATTACHMENT'}, {name: 'name'}, {name: 'bytes', align: 'right'}],
    })
  }
}
