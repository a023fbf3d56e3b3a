import type {OperationId} from '../../../api/types.js'
import {customerFlag, PartnerCommand} from '../../../cli/command.js'
import {fieldFlags} from '../../../cli/fields.js'
import {writeFlags} from '../../../cli/flags.js'
import {type AgreementType, CREATION, latestAgreement, sign} from '../../../tickets/agreements.js'

interface Signed {
  agreement_name?: string
  version?: number
  agreement_signed_record_id?: number
}

export default class TicketAgreementSign extends PartnerCommand<Signed> {
  static override summary = 'Sign the latest agreement for tickets or for authorizations'
  static override examples = ['<%= config.bin %> ticket agreement sign --type authorization --yes --profile sandbox']
  static override operations: OperationId[] = ['SignPublishedAgreement']
  static override flags = {
    ...fieldFlags('ShowLatestPublishedAgreement', {agreement_type: {as: 'type'}}),
    ...customerFlag,
    ...writeFlags,
  }

  async run(): Promise<Signed> {
    await this.parse(TicketAgreementSign)
    const as = await this.customer(false)
    const {agreement_type = CREATION} = (await this.fields('ShowLatestPublishedAgreement')) as {
      agreement_type?: AgreementType
    }
    const agreement = await latestAgreement(this.api, agreement_type, {as})
    const {agreement_name, version, content} = agreement
    this.note([`${agreement_name}, version ${version}`, ...(content ?? '').split(/\r\n?|\n/)])
    await this.confirm('Sign it?')
    const agreement_signed_record_id = await sign(this.api, agreement_type, agreement, undefined, {as})
    this.done(`Signed: ${agreement_name}`)
    return this.present<Signed>(
      {agreement_name, version, agreement_signed_record_id},
      {
        columns: [
          {name: 'agreement_name', label: 'agreement'},
          {name: 'version'},
          {name: 'agreement_signed_record_id', label: 'signature'},
        ],
      },
    )
  }
}
