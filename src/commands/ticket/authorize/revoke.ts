import type {OperationId} from '../../../api/types.js'
import {PartnerCommand} from '../../../cli/command.js'
import {argument, writeFlags} from '../../../cli/flags.js'
import {scopeFlags} from '../../../cli/topics/ticket/flags.js'
import {commandLine} from '../../../command-line.js'
import {mustBeGranted} from '../../../tickets/authorizations.js'

export default class TicketAuthorizeRevoke extends PartnerCommand<{authorization_id: string; status: 'ended'}> {
  static override summary = 'End access before its time'
  static override examples = ['<%= config.bin %> ticket authorize revoke AUTHORIZATION --yes --profile sandbox']
  static override operations: OperationId[] = ['UpdateAuthorizations']
  static override args = {authorization: argument('authorization id')}
  static override flags = {...scopeFlags, ...writeFlags}

  async run(): Promise<{authorization_id: string; status: 'ended'}> {
    const {args, flags} = await this.parse(TicketAuthorizeRevoke)
    const scope = {as: await this.customer(false), group: flags.group}
    const authorization_id = args.authorization
    await mustBeGranted(this.api, authorization_id, scope)
    await this.confirm(`End ${authorization_id}?`)
    const input = {authorization_id, action_id: 'cancel' as const, group_id: flags.group}
    await this.api.call('UpdateAuthorizations', input, {
      as: scope.as,
      check: commandLine`ticket authorize show ${authorization_id}`,
    })
    this.done(`Ended: ${authorization_id}`, 'Change the passwords that were handed over')
    return this.present(
      {authorization_id, status: 'ended' as const},
      {columns: [{name: 'authorization_id', label: 'authorization'}, {name: 'status'}]},
    )
  }
}
