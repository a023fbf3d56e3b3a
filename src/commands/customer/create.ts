import {randomUUID} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {Flags} from '@oclif/core'
import {badVerificationCodes} from '../../api/contract/codes.js'
import type {Input, OperationId} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {fieldFlags} from '../../cli/fields.js'
import {formFlags, writeFlags} from '../../cli/flags.js'
import {countryCode} from '../../cli/input/countries.js'
import {parseWait} from '../../cli/input/durations.js'
import {readStandardInput} from '../../cli/input/stdin.js'
import {alignedLines} from '../../cli/output/lines.js'
import type {View} from '../../cli/output/view.js'
import {currentRun} from '../../cli/run.js'
import {askCode, askNewCustomer, newCustomerLines} from '../../cli/topics/customer/questions.js'
import {commandLine} from '../../command-line.js'
import {type CreatedCustomer, createCustomer, waitForAssociation} from '../../customers/create.js'
import {Failure, type Outcome, usage} from '../../failure.js'

const view: View<CreatedCustomer> = {
  columns: [
    {name: 'account_name'},
    {name: 'customer_id'},
    {name: 'xaccount_id'},
    {name: 'status'},
    {name: 'associated', text: row => (row.associated ? 'yes' : 'not yet')},
  ],
}

export default class CustomerCreate extends PartnerCommand<CreatedCustomer> {
  static override summary = 'Register a customer: its account is made and associated with you'
  static override description =
    `On a terminal it asks for what is missing, says at once whether a name is taken, sends the code and asks for it.
Doing it twice with the same --platform-user makes one customer: the second time the existing one is shown.`
  static override examples = [
    '<%= config.bin %> customer create --name andes-retail --country PE --platform-user shop-1001 --profile sandbox',
    '<%= config.bin %> customer create --name andes-tools --country Peru --platform-user shop-1002 --wait --profile sandbox',
  ]
  static override operations: OperationId[] = ['CreateSubCustomer', 'CheckUserIdentity', 'SendVerificationMessageCode']
  static exits: Outcome[] = ['pending']
  static override flags = {
    ...fieldFlags(
      'CreateSubCustomer',
      {
        domain_name: {
          as: 'name',
          summary: 'account name, 5 to 32 letters, digits, - and _; made up by Huawei when absent',
        },
      },
      {
        xaccount_id: {
          as: 'platform-user',
          summary: "the customer's id on your platform; repeating it never makes a second one",
        },
      },
      {domain_area: {as: 'country', summary: 'country: two letters (ISO 3166) or its English name'}},
      {email: {summary: 'e-mail address; needs --code'}},
      {mobile_phone: {summary: 'phone number with its country, +86 13800000000; needs --code'}},
      {verification_code: {summary: 'the code that customer send-code sent there'}},
      {indirect_partner_id: {summary: 'the reseller (name or id) to whom it shall belong'}},
      'cooperation_type',
    ),
    marketing: Flags.boolean({
      summary: 'marketing messages of Huawei Cloud; --no-marketing switches them off',
      allowNo: true,
    }),
    'password-file': Flags.string({summary: 'file with a password for the account; - for stdin', helpValue: 'FILE'}),
    wait: Flags.boolean({summary: 'wait until the customer is associated'}),
    timeout: Flags.string({summary: 'time to wait at most', default: '2m', helpValue: 'TIME'}),
    ...writeFlags,
    ...formFlags,
  }

  async run(): Promise<CreatedCustomer> {
    const {flags} = await this.parse(CustomerCreate)
    const longest = parseWait(flags.timeout, '--timeout') / 1000
    const {profile, xaccountType, site} = await this.api.session
    if (!xaccountType)
      throw usage('the profile has no xaccountType', commandLine`profile add ${profile} --platform ...`)
    const typed = await this.fields('CreateSubCustomer')
    if (typed.domain_area) typed.domain_area = countryCode(typed.domain_area)
    if ((typed.email ?? typed.mobile_phone) && !typed.verification_code && !this.prompts.mayAsk) {
      throw usage(
        '--code is missing',
        commandLine`customer send-code ${typed.email ? ['--email', typed.email] : ['--phone', String(typed.mobile_phone)]}    sends one`,
      )
    }
    const asking = this.prompts.mayAsk && !flags['dry-run']
    const given = asking ? await askNewCustomer(this.prompts, this.api, typed, text => this.note(text)) : typed
    const request: Input<'CreateSubCustomer'> = {
      ...given,
      xaccount_type: xaccountType,
      xaccount_id: given.xaccount_id ?? this.madeUpUser(),
      password: flags['password-file'] ? await readSecret(flags['password-file']) : undefined,
      is_close_market_ms: flags.marketing === undefined ? undefined : flags.marketing ? 'false' : 'true',
      domain_area:
        given.domain_area ?? (site === 'cn' ? undefined : countryCode(await this.prompts.text('--country', 'Country'))),
    }
    if (asking) {
      this.note(alignedLines(newCustomerLines(request)))
      if (!flags.yes) await this.confirm('Create it?')
    }
    const result = await this.create(request)
    let pending: unknown
    if ((flags.wait || asking) && !result.associated) {
      const progress = await this.progress(`${result.account_name} exists; waiting until it is associated with you`)
      try {
        await waitForAssociation(this.api, result.customer_id, longest, currentRun().signal)
        result.associated = true
      } catch (error) {
        // The customer exists: that is said before why waiting ended.
        pending = error
      }
      progress.stop()
    }
    await this.present(result, view)
    if (pending) throw pending
    this.done(
      result.status === 'created'
        ? `Created ${result.account_name}`
        : `${result.account_name} exists already; nothing was changed`,
      ...(site === 'cn'
        ? []
        : [commandLine`budget set ${result.account_name} --unfreeze    without a budget it cannot buy`]),
      commandLine`realname submit ${result.account_name}    where its country asks for it`,
      commandLine`customer open ${result.account_name}    the console, signed in as the customer`,
    )
    return result
  }

  /** The same where the answers of an earlier run are used: then it is the same customer. */
  private madeUpUser(): string {
    const id = this.prompts.earlier('--platform-user', 'made up') ?? randomUUID()
    this.prompts.keep('--platform-user', 'made up', id)
    return id
  }

  /** A code that is not accepted is asked for again. */
  private async create(request: Input<'CreateSubCustomer'>): Promise<CreatedCustomer> {
    for (;;) {
      try {
        return await createCustomer(this.api, request)
      } catch (error) {
        if (!(error instanceof Failure) || !badVerificationCodes.includes(error.code ?? '') || !this.prompts.mayAsk)
          throw error
        this.note(error.message)
        request.verification_code = await askCode(this.prompts)
      }
    }
  }
}

async function readSecret(file: string): Promise<string> {
  const text = file === '-' ? await readStandardInput() : readFileSync(file, 'utf8')
  return text.replace(/\r?\n$/, '')
}
