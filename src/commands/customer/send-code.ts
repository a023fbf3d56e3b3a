import {Flags} from '@oclif/core'
import type {OperationId} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {fieldFlags} from '../../cli/fields.js'
import {writeFlags} from '../../cli/flags.js'
import {parseDuration} from '../../cli/input/durations.js'
import type {View} from '../../cli/output/view.js'
import {whereCodeWent} from '../../cli/sent-code.js'
import {commandLine} from '../../command-line.js'

interface SentCode {
  receiver: string
  minutes: number
}

const view: View<SentCode> = {
  columns: [
    {name: 'receiver', label: 'sent to'},
    {name: 'minutes', label: 'good for', text: row => `${row.minutes} minutes`},
  ],
}

/** What the API does with the validity that was asked for. Source: intl/zh-cn/api-bpconsole/mc_00024.html */
const ORDINARY_MINUTES = 10
const MAX_MINUTES = 60
/** Above the longest the API takes five minutes. */
const minutesOf = (text: string) =>
  Math.ceil(parseDuration(text, '--valid-for', {bare: 'm', least: 60_000, most: MAX_MINUTES * 60_000}) / 60_000)

export default class CustomerSendCode extends PartnerCommand<SentCode> {
  static override summary = 'Send a verification code to a new customer, which customer create asks for'
  static override description =
    `To an e-mail address on the international and Europe sites, to a phone number on the China site. At most 15 codes an hour and 60 a day.`
  static override examples = [
    '<%= config.bin %> customer send-code --email shop@example.com --profile sandbox',
    '<%= config.bin %> customer send-code --email shop@example.com --valid-for 30m --language en --profile sandbox',
  ]
  static override operations: OperationId[] = ['SendVerificationMessageCode']
  static override flags = {
    ...fieldFlags('SendVerificationMessageCode', 'email', 'mobile_phone', {
      lang: {as: 'language'},
      scene: {},
      customer_id: {summary: 'the customer (account name or id), for a bank card'},
    }),
    'valid-for': Flags.string({summary: `how long the code is good, at most ${MAX_MINUTES}m`, helpValue: 'TIME'}),
    'dry-run': writeFlags['dry-run'],
  }

  async run(): Promise<SentCode> {
    const {flags} = await this.parse(CustomerSendCode)
    const input = await this.fields('SendVerificationMessageCode')
    const {site} = await this.api.session
    const typed = flags['valid-for']
    const timeout = typed === undefined ? undefined : minutesOf(typed)
    const sent = {receiver: (input.email ?? input.mobile_phone)!, minutes: timeout ?? ORDINARY_MINUTES}
    await this.api.call(
      'SendVerificationMessageCode',
      {...input, timeout, receiver_type: site === 'cn' ? 1 : 2},
      {check: `whether a code has come to ${sent.receiver}`},
    )
    await this.present(sent, view)
    this.done(
      'Code sent',
      ...(await whereCodeWent(this.api, sent.receiver)),
      commandLine`customer create ${input.email ? ['--email', input.email] : ['--phone', String(input.mobile_phone)]} --code CODE    with the other answers`,
    )
    return sent
  }
}
