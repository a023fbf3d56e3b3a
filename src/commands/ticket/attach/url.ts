import type {Input, OperationId} from '../../../api/types.js'
import {customerFlag, PartnerCommand} from '../../../cli/command.js'
import {fieldFlags} from '../../../cli/fields.js'
import {argument} from '../../../cli/flags.js'

interface Address {
  accessory_id: string
  accessory_url?: string
}

export default class TicketAttachUrl extends PartnerCommand<Address> {
  static override summary = 'Show the address from which an attachment can be downloaded, for a while'
  static override description = 'Whoever has the address has the file.'
  static override examples = ['<%= config.bin %> ticket attach url ATTACHMENT --profile sandbox']
  static override operations: OperationId[] = ['ShowDownloadAccessoryUrl']
  static override args = {attachment: argument('attachment id')}
  static override flags = {
    ...fieldFlags(
      'ShowDownloadAccessoryUrl',
      {relation_type: {as: 'relation'}},
      {relation_id: {as: 'relation-id'}},
      {incident_id: {as: 'ticket'}},
    ),
    ...customerFlag,
  }

  async run(): Promise<Address> {
    const {args} = await this.parse(TicketAttachUrl)
    const as = await this.customer(false)
    const accessory_id = args.attachment
    const fields = await this.fields('ShowDownloadAccessoryUrl')
    const input = {relation_type: 'DEFAULT', ...fields, accessory_id} as Input<'ShowDownloadAccessoryUrl'>
    const {accessory_url} = await this.api.call('ShowDownloadAccessoryUrl', input, {as})
    return this.present(
      {accessory_id, accessory_url},
      {
        columns: [
          {name: 'accessory_id', label: 'attachment'},
          {name: 'accessory_url', label: 'address'},
        ],
      },
    )
  }
}
