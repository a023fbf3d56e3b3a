import type {OperationId} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {fieldFlags} from '../../cli/fields.js'
import {writeFlags} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {commandLine} from '../../command-line.js'
import {usage} from '../../failure.js'

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

export default class CustomerSendCode extends PartnerCommand<SentCode> {
  static override summary = 'Send a verification code to a new customer, which customer create asks for'
  static override description =
    `To an e-mail address on the international and Europe sites, to a mobile number on the China site. At most 15 codes an hour and 60 a day.`
  static override examples = [
    '<%= config.bin %> customer send-code --email shop@example.com --profile sandbox',
    '<%= config.bin %> customer send-code --email shop@example.com --minutes 30 --language english --profile sandbox',
  ]
  static override operations: OperationId[] = ['SendVerificationMessageCode']
  static override flags = {
    ...fieldFlags('SendVerificationMessageCode', 'email', 'mobile_phone', {
      timeout: {as: 'minutes', summary: `validity of the code, at most ${MAX_MINUTES} minutes`},
      lang: {as: 'language'},
      scene: {},
      customer_id: {summary: 'the customer (account name or id), for a bank card'},
    }),
    'dry-run': writeFlags['dry-run'],
  }

  async run(): Promise<SentCode> {
    await this.parse(CustomerSendCode)
    const input = await this.fields('SendVerificationMessageCode')
    const {site} = await this.api.session
    const {timeout = ORDINARY_MINUTES} = input
    if (timeout > MAX_MINUTES) throw usage(`--minutes must be at most ${MAX_MINUTES}: above that the API takes 5`)
    const sent = {receiver: (input.email ?? input.mobile_phone)!, minutes: timeout}
    await this.api.call(
      'SendVerificationMessageCode',
      {...input, receiver_type: site === 'cn' ? 1 : 2},
      {check: `whether a code has come to ${sent.receiver}`},
    )
    await this.present(sent, view)
    this.done(
      'Code sent',
      commandLine`customer create ${input.email ? ['--email', input.email] : ['--mobile', String(input.mobile_phone)]} --code CODE    with the other answers`,
    )
    return sent
  }
}
