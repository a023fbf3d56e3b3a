import type {OperationId} from '../../../api/types.js'
import {customerFlag, PartnerCommand} from '../../../cli/command.js'
import {fieldFlags} from '../../../cli/fields.js'
import {type Agreement, type AgreementType, CREATION, latestAgreement} from '../../../tickets/agreements.js'

type Shown = Agreement & {is_signed_latest?: boolean}

export default class TicketAgreementShow extends PartnerCommand<Shown> {
  static override summary = 'Show the agreement that the API wants signed, and whether it is'
  static override examples = [
    '<%= config.bin %> ticket agreement show --profile sandbox',
    '<%= config.bin %> ticket agreement show --type authorization --profile sandbox',
  ]
  static override operations: OperationId[] = ['ShowLatestPublishedAgreement', 'ShowSignedLatestPublishedAgreement']
  static override flags = {
    ...fieldFlags('ShowLatestPublishedAgreement', {agreement_type: {as: 'type'}}),
    ...customerFlag,
  }

  async run(): Promise<Shown> {
    await this.parse(TicketAgreementShow)
    const as = await this.customer(false)
    const {agreement_type = CREATION} = (await this.fields('ShowLatestPublishedAgreement')) as {
      agreement_type?: AgreementType
    }
    const agreement = await latestAgreement(this.api, agreement_type, {as})
    const {is_signed_latest} = await this.api.call('ShowSignedLatestPublishedAgreement', {agreement_type}, {as})
    return this.present<Shown>(
      {...agreement, is_signed_latest},
      {
        columns: [
          {name: 'id'},
          {name: 'agreement_name', label: 'name'},
          {name: 'version'},
          {name: 'is_signed_latest', label: 'signed', text: row => (row.is_signed_latest ? 'yes' : 'no')},
          {name: 'content', label: 'text'},
        ],
      },
    )
  }
}
