import {Flags} from '@oclif/core'
import type {OperationId} from '../../../api/types.js'
import {PartnerCommand} from '../../../cli/command.js'
import {argument, writeFlags} from '../../../cli/flags.js'
import {scopeFlags} from '../../../cli/topics/ticket/flags.js'
import {commandLine} from '../../../command-line.js'
import {mustBePending} from '../../../tickets/authorizations.js'

export default class TicketAuthorizeReject extends PartnerCommand<{authorization_id: string; status: 'rejected'}> {
  static override summary = 'Reject a request for access'
  static override examples = [
    '<%= config.bin %> ticket authorize reject AUTHORIZATION --reason "Not on this host" --yes --profile sandbox',
  ]
  static override operations: OperationId[] = ['UpdateAuthorizations']
  static override args = {authorization: argument('authorization id')}
  static override flags = {reason: Flags.string({summary: 'why, at most 300 characters'}), ...scopeFlags, ...writeFlags}

  async run(): Promise<{authorization_id: string; status: 'rejected'}> {
    const {args, flags} = await this.parse(TicketAuthorizeReject)
    const scope = {as: await this.customer(false), group: flags.group}
    const authorization_id = args.authorization
    await mustBePending(this.api, authorization_id, scope)
    await this.confirm(`Reject ${authorization_id}?`)
    const input = {authorization_id, action_id: 'reject' as const, reject_reason: flags.reason, group_id: flags.group}
    await this.api.call('UpdateAuthorizations', input, {
      as: scope.as,
      check: commandLine`ticket authorize show ${authorization_id}`,
    })
    this.done(`Rejected: ${authorization_id}`)
    return this.present(
      {authorization_id, status: 'rejected' as const},
      {columns: [{name: 'authorization_id', label: 'authorization'}, {name: 'status'}]},
    )
  }
}
