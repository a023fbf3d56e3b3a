import type {OperationId, Output} from '../../../api/types.js'
import {PartnerCommand} from '../../../cli/command.js'
import {argument} from '../../../cli/flags.js'
import {answerView} from '../../../cli/output/contract-view.js'
import {scopeFlags} from '../../../cli/topics/ticket/flags.js'
import {shortTime} from '../../../cli/topics/ticket/screen.js'

type Shown = Output<'ShowAuthorizationDetail'>

const places = (row: Shown) =>
  (row.incident_auth_detail_list ?? [])
    .map(one =>
      `${one.id}: ${one.type === 1 ? `host ${one.instance_id ?? ''} port ${one.port ?? ''}` : 'console'} ${one.instance_name ?? ''}`.trim(),
    )
    .join('; ')

export default class TicketAuthorizeShow extends PartnerCommand<Shown> {
  static override summary = 'Show what access an engineer asks for'
  static override examples = ['<%= config.bin %> ticket authorize show AUTHORIZATION --profile sandbox']
  static override operations: OperationId[] = ['ShowAuthorizationDetail']
  static override args = {authorization: argument('authorization id')}
  static override flags = {...scopeFlags}

  async run(): Promise<Shown> {
    const {args, flags} = await this.parse(TicketAuthorizeShow)
    const as = await this.customer(false)
    const input = {authorization_id: args.authorization, group_id: flags.group}
    const view = answerView<Shown>('ShowAuthorizationDetail', [
      {name: 'id', label: 'authorization'},
      {name: 'incident_id', label: 'ticket'},
      'status',
      {name: 'auth_describe', label: 'what for'},
      {name: 'incident_auth_detail_list', label: 'where', text: places},
      {name: 'visit_type_name', label: 'how'},
      {name: 'auth_effective_time', label: 'from (UTC)', text: row => shortTime(row.auth_effective_time)},
      {name: 'auth_expire_time', label: 'until (UTC)', text: row => shortTime(row.auth_expire_time)},
      {name: 'reject_reason', label: 'rejected because'},
    ])
    return this.present(await this.api.call('ShowAuthorizationDetail', input, {as}), view)
  }
}
