import {Flags} from '@oclif/core'
import type {OperationId} from '../../../api/types.js'
import {PartnerCommand} from '../../../cli/command.js'
import {argument, writeFlags} from '../../../cli/flags.js'
import {parseDuration} from '../../../cli/input/durations.js'
import type {View} from '../../../cli/output/view.js'
import {acceptance} from '../../../cli/topics/ticket/agreement.js'
import {scopeFlags} from '../../../cli/topics/ticket/flags.js'
import {readLogins} from '../../../cli/topics/ticket/logins.js'
import {commandLine} from '../../../command-line.js'
import {usage} from '../../../failure.js'
import {AUTHORIZATION, signedAgreement} from '../../../tickets/agreements.js'
import {mustBePending} from '../../../tickets/authorizations.js'

interface Granted {
  authorization_id: string
  status: 'granted'
  until: string
  logins: number
}

const view: View<Granted> = {
  columns: [
    {name: 'authorization_id', label: 'authorization'},
    {name: 'status'},
    {name: 'until', label: 'until (UTC)'},
    {name: 'logins', label: 'logins handed over'},
  ],
}

export default class TicketAuthorizeGrant extends PartnerCommand<Granted> {
  static override summary = 'Give an engineer the access that was asked for, the confidential way'
  static override description =
    `Account and password of each host are asked for without being shown, or read from a file or stdin, never from the command line:
one login a line, HOST-OR-DETAIL,ACCOUNT,PASSWORD[,PORT]. They go to this authorization only, are kept nowhere here, and Huawei clears them when the
ticket ends; change the passwords afterwards.`
  static override examples = [
    '<%= config.bin %> ticket authorize grant AUTHORIZATION --profile sandbox',
    '<%= config.bin %> ticket authorize grant AUTHORIZATION --logins-file - --valid-for 4h --accept-agreement --yes --profile sandbox < logins.csv',
    '<%= config.bin %> ticket authorize grant AUTHORIZATION --no-logins --agency AGENCY --yes --profile sandbox',
  ]
  static override operations: OperationId[] = ['ConfirmAuthorizations']
  static override args = {authorization: argument('authorization id')}
  static override flags = {
    'logins-file': Flags.string({summary: 'file with logins, or - for stdin', helpValue: 'FILE'}),
    logins: Flags.boolean({
      summary: 'hand over logins of hosts; --no-logins only permits',
      default: true,
      allowNo: true,
    }),
    'valid-for': Flags.string({summary: 'how long: 4h, 2d', default: '24h', helpValue: 'TIME'}),
    agency: Flags.string({summary: 'agency (id) through which the access goes', helpValue: 'ID'}),
    'accept-agreement': Flags.boolean({summary: 'sign the authorization agreement if that is still to be done'}),
    ...scopeFlags,
    ...writeFlags,
  }

  async run(): Promise<Granted> {
    const {args, flags} = await this.parse(TicketAuthorizeGrant)
    const scope = {as: await this.customer(false), group: flags.group}
    const authorization_id = args.authorization
    const from = Date.now()
    const until = from + parseDuration(flags['valid-for'], '--valid-for', {least: 3_600_000})
    const detail = await mustBePending(this.api, authorization_id, scope)
    const wants = flags.logins && !flags.agency
    const logins = wants ? await readLogins(detail, flags['logins-file'], this.prompts) : []
    if (logins.length === 0 && flags['logins-file']) throw usage('the file has no logins')
    const untilText = `${new Date(until).toISOString().slice(0, 16).replace('T', ' ')} UTC`
    await this.confirm(
      `Grant ${authorization_id} until ${untilText}${logins.length > 0 ? ` with ${logins.length} logins` : ''}?`,
    )
    if (!flags['dry-run']) {
      await signedAgreement(
        this.api,
        AUTHORIZATION,
        acceptance(this.prompts, flags['accept-agreement'], text => this.note(text)),
        scope,
        authorization_id,
      )
    }
    await this.api.call(
      'ConfirmAuthorizations',
      {
        authorization_id,
        auth_detail_list: logins,
        auth_effective_time: from,
        auth_expire_time: until,
        agency_id: flags.agency,
        group_id: flags.group,
      },
      {as: scope.as, check: commandLine`ticket authorize show ${authorization_id}`},
    )
    this.done(`Granted until ${untilText}`, commandLine`ticket authorize revoke ${authorization_id}    takes it back`)
    return this.present(
      {authorization_id, status: 'granted' as const, until: new Date(until).toISOString(), logins: logins.length},
      view,
    )
  }
}
