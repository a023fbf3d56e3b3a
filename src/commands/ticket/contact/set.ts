import {Flags} from '@oclif/core'
import type {OperationId} from '../../../api/types.js'
import {PartnerCommand} from '../../../cli/command.js'
import {argument, writeFlags} from '../../../cli/flags.js'
import {scopeFlags} from '../../../cli/topics/ticket/flags.js'
import {contactQuestions, noticeFlags, readNotices} from '../../../cli/topics/ticket/notices.js'
import {commandLine} from '../../../command-line.js'
import {usage} from '../../../failure.js'
import {provenContacts} from '../../../tickets/contacts.js'

export default class TicketContactSet extends PartnerCommand<Record<string, unknown>> {
  static override summary = 'Change who is told about the progress of a ticket, and when'
  static override examples = [
    '<%= config.bin %> ticket contact set TICKET --email ops@example.com --remind-time 09:00-18:00 --profile sandbox',
  ]
  static override operations: OperationId[] = ['UpdateCaseContactInfo']
  static override args = {ticket: argument('ticket id')}
  static override flags = {
    ...noticeFlags,
    none: Flags.boolean({summary: 'nobody is told any more', exclusive: ['email', 'phone']}),
    ...scopeFlags,
    'dry-run': writeFlags['dry-run'],
  }

  async run(): Promise<Record<string, unknown>> {
    const {args, flags} = await this.parse(TicketContactSet)
    const scope = {as: await this.customer(false), group: flags.group}
    const {fields, contacts} = readNotices(flags)
    const change = flags.none ? {...fields, remind_mail: '', remind_mobile: ''} : fields
    if (Object.values(change).every(value => value === undefined))
      throw usage('nothing to change', 'See --help for the flags')
    if (!flags['dry-run'])
      await provenContacts(
        this.api,
        contacts,
        contactQuestions(this.prompts, this.api, text => this.note(text)),
        scope,
      )
    const input = {case_id: args.ticket, group_id: flags.group, ...change}
    await this.api.call('UpdateCaseContactInfo', input, {as: scope.as, check: commandLine`ticket show ${args.ticket}`})
    this.done(`Changed for ${args.ticket}`)
    const shown = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
    return this.present<Record<string, unknown>>(shown, {columns: Object.keys(shown).map(name => ({name}))})
  }
}
