import type {OperationId} from '../../../api/types.js'
import {customerFlag, PartnerCommand} from '../../../cli/command.js'
import {argument, writeFlags} from '../../../cli/flags.js'
import {whereCodeWent} from '../../../cli/sent-code.js'
import {commandLine} from '../../../command-line.js'
import {parseContact, sendCode} from '../../../tickets/contacts.js'

export default class TicketContactSendCode extends PartnerCommand<{contact_value: string; status: 'sent'}> {
  static override summary = 'Send a code to a contact; it is good for five minutes'
  static override examples = ['<%= config.bin %> ticket contact send-code ops@example.com --profile sandbox']
  static override operations: OperationId[] = ['SendVerifyCodes']
  static override args = {
    contact: argument('e-mail address, or phone number with its country: +86-13800000000', parseContact),
  }
  static override flags = {...customerFlag, 'dry-run': writeFlags['dry-run']}

  async run(): Promise<{contact_value: string; status: 'sent'}> {
    const {args} = await this.parse(TicketContactSendCode)
    const as = await this.customer(false)
    const contact = parseContact(args.contact)
    await sendCode(this.api, contact, {as})
    this.done(
      `A code was sent to ${contact.value}`,
      ...(await whereCodeWent(this.api, args.contact)),
      commandLine`ticket contact verify ${args.contact} --code ...`,
    )
    return this.present(
      {contact_value: contact.value, status: 'sent' as const},
      {columns: [{name: 'contact_value', label: 'contact'}, {name: 'status'}]},
    )
  }
}
