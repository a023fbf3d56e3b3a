import type {OperationId} from '../../api/types.js'
import {customerFlag, PartnerCommand} from '../../cli/command.js'
import {argument, writeFlags} from '../../cli/flags.js'
import {commandLine} from '../../command-line.js'

export default class TicketRecall extends PartnerCommand<{message_id: string; status: 'withdrawn'}> {
  static override summary = 'Withdraw a message that you have just sent'
  static override description = 'Only your own messages, and only for a short while; ticket show -o json has their ids.'
  static override examples = ['<%= config.bin %> ticket recall TICKET MESSAGE --profile sandbox']
  static override operations: OperationId[] = ['RevokeMessage']
  static override args = {ticket: argument('ticket id'), message: argument('message id')}
  static override flags = {...customerFlag, 'dry-run': writeFlags['dry-run']}

  async run(): Promise<{message_id: string; status: 'withdrawn'}> {
    const {args} = await this.parse(TicketRecall)
    const as = await this.customer(false)
    await this.api.call(
      'RevokeMessage',
      {case_id: args.ticket, message_id: args.message},
      {as, check: commandLine`ticket show ${args.ticket}`},
    )
    this.done(`Withdrawn: ${args.message}`)
    return this.present(
      {message_id: args.message, status: 'withdrawn' as const},
      {columns: [{name: 'message_id'}, {name: 'status'}]},
    )
  }
}
