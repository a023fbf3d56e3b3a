import type {OperationId} from '../../../api/types.js'
import {PartnerCommand} from '../../../cli/command.js'
import {argument, writeFlags} from '../../../cli/flags.js'
import {contactFlags} from '../../../cli/topics/ticket/contact-flags.js'
import {commandLine} from '../../../command-line.js'
import {parseContact, sendCode} from '../../../tickets/contacts.js'

export default class TicketContactSendCode extends PartnerCommand<{contact_value: string; status: 'sent'}> {
  static override summary = 'Send a code to a contact; it is good for five minutes'
  static override examples = ['<%= config.bin %> ticket contact send-code ops@example.com --profile sandbox']
  static override operations: OperationId[] = ['SendVerifyCodes']
  static override args = {contact: argument('e-mail address or phone number')}
  static override flags = {...contactFlags, 'dry-run': writeFlags['dry-run']}

  async run(): Promise<{contact_value: string; status: 'sent'}> {
    const {args, flags} = await this.parse(TicketContactSendCode)
    const as = await this.customer(false)
    const contact = parseContact(args.contact, flags['area-code'])
    await sendCode(this.api, contact, {as})
    this.done(`A code was sent to ${contact.value}`, commandLine`ticket contact verify ${args.contact} --code ...`)
    return this.present(
      {contact_value: contact.value, status: 'sent' as const},
      {columns: [{name: 'contact_value', label: 'contact'}, {name: 'status'}]},
    )
  }
}
