import {Flags} from '@oclif/core'
import type {OperationId} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {argument} from '../../cli/flags.js'
import {scopeFlags} from '../../cli/topics/ticket/flags.js'
import {ticketScreen} from '../../cli/topics/ticket/screen.js'
import {commandLine} from '../../command-line.js'
import {readWhole, type WholeTicket} from '../../tickets/conversation.js'

export default class TicketShow extends PartnerCommand<WholeTicket> {
  static override summary = 'Show a ticket: facts, the conversation, attachments, what can be done next'
  static override description =
    `Rich text is shown as plain text; JSON has it as it was written. Times are UTC. --mark-read tells the API that you have read it.`
  static override examples = [
    '<%= config.bin %> ticket show TICKET --profile sandbox',
    '<%= config.bin %> ticket show TICKET --query "ticket.message_list[-1].content" --profile sandbox',
  ]
  static override operations: OperationId[] = [
    'ShowCaseDetail',
    'UpdateNewInstantMessagesRead',
    'ListCaseOperateLogs',
    'ListRelation',
    'ListCaseLabels',
    'ShowCaseExtendsParam',
  ]
  static override args = {ticket: argument('ticket id')}
  static override flags = {'mark-read': Flags.boolean({summary: 'mark its messages as read'}), ...scopeFlags}

  async run(): Promise<WholeTicket> {
    const {args, flags} = await this.parse(TicketShow)
    const scope = {as: await this.customer(false), group: flags.group}
    const whole = await readWhole(this.api, args.ticket, scope)
    if (flags['mark-read']) {
      const input = {case_id: args.ticket, group_id: flags.group}
      const check = commandLine`ticket unread ${args.ticket}`
      await this.api.call('UpdateNewInstantMessagesRead', input, {as: scope.as, check})
    }
    const width = Math.min(process.stdout.columns || 80, 120)
    return this.present(whole, {
      columns: ['ticket', 'labels', 'related', 'authorizations', 'log', 'parameters'].map(name => ({name})),
      screen: row => ticketScreen(row, width),
    })
  }
}
