import {Flags} from '@oclif/core'
import type {OperationId} from '../../../api/types.js'
import {customerFlag, PartnerCommand} from '../../../cli/command.js'
import {argument, writeFlags} from '../../../cli/flags.js'
import {readCode} from '../../../cli/input/prompts.js'
import {contactQuestions} from '../../../cli/topics/ticket/notices.js'
import {checkCode, needsCode, parseContact, sendCode, verifiedId} from '../../../tickets/contacts.js'

interface Verified {
  contact_value: string
  verified_id?: string
}

export default class TicketContactVerify extends PartnerCommand<Verified> {
  static override summary = 'Verify a contact: send a code to it, and bring it back'
  static override description =
    'On a terminal the code is sent and asked for; elsewhere give the one that ticket contact send-code has sent.'
  static override examples = [
    '<%= config.bin %> ticket contact verify ops@example.com --profile sandbox',
    '<%= config.bin %> ticket contact verify ops@example.com --code 123456 --profile sandbox',
  ]
  static override operations: OperationId[] = ['CheckVerifyCodes']
  static override args = {
    contact: argument('e-mail address, or phone number with its country: +86-13800000000', parseContact),
  }
  static override flags = {
    code: Flags.string({summary: 'the six digits that came', helpValue: 'CODE'}),
    ...customerFlag,
    'dry-run': writeFlags['dry-run'],
  }

  async run(): Promise<Verified> {
    const {args, flags} = await this.parse(TicketContactVerify)
    const scope = {as: await this.customer(false)}
    const contact = parseContact(args.contact)
    const present = (verified_id: string | undefined) =>
      this.present<Verified>(
        {contact_value: contact.value, verified_id},
        {
          columns: [
            {name: 'contact_value', label: 'contact'},
            {name: 'verified_id', label: 'verification'},
          ],
        },
      )
    if (!flags.code && !(await needsCode(this.api, contact, scope))) {
      this.done(`${contact.value} needs no verification`)
      return present(await verifiedId(this.api, contact, scope))
    }
    if (!flags.code && this.prompts.mayAsk) await sendCode(this.api, contact, scope)
    const ask = contactQuestions(this.prompts, this.api, text => this.note(text))
    const asked = () => ask?.(contact) ?? this.prompts.text('--code', 'Code', {read: readCode, passing: true})
    const code = flags.code ?? (await asked())
    const id = await checkCode(this.api, contact, code.trim(), scope)
    this.done(`Verified: ${contact.value}`)
    return present(id)
  }
}
