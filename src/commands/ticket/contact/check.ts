import type {OperationId} from '../../../api/types.js'
import {customerFlag, PartnerCommand} from '../../../cli/command.js'
import {argument} from '../../../cli/flags.js'
import {shortTime} from '../../../cli/topics/ticket/screen.js'
import {contactFacts, parseContact} from '../../../tickets/contacts.js'

interface Checked {
  contact_value: string
  need_verify_code?: number
  expire_time?: string
}

export default class TicketContactCheck extends PartnerCommand<Checked> {
  static override summary = 'Tell whether a contact must be verified before it can be used'
  static override examples = [
    '<%= config.bin %> ticket contact check ops@example.com --profile sandbox',
    '<%= config.bin %> ticket contact check +65-91234567 --profile sandbox',
  ]
  static override operations: OperationId[] = ['CheckNeedVerify']
  static override args = {
    contact: argument('e-mail address, or phone number with its country: +86-13800000000', parseContact),
  }
  static override flags = {...customerFlag}

  async run(): Promise<Checked> {
    const {args} = await this.parse(TicketContactCheck)
    const as = await this.customer(false)
    const contact = parseContact(args.contact)
    const {need_verify_code, expire_time} = await this.api.call('CheckNeedVerify', contactFacts(contact), {as})
    return this.present<Checked>(
      {contact_value: contact.value, need_verify_code, expire_time: expire_time && String(expire_time)},
      {
        columns: [
          {name: 'contact_value', label: 'contact'},
          {name: 'need_verify_code', label: 'needs a code', text: row => (row.need_verify_code ? 'yes' : 'no')},
          {name: 'expire_time', label: 'verified until (UTC)', text: row => shortTime(row.expire_time)},
        ],
      },
    )
  }
}
