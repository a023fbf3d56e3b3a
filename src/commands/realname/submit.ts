import {Flags} from '@oclif/core'
import type {OperationId} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {fieldFlags} from '../../cli/fields.js'
import {argument, formFlags, writeFlags} from '../../cli/flags.js'
import {countryCode} from '../../cli/input/countries.js'
import {parseWait} from '../../cli/input/durations.js'
import {alignedLines} from '../../cli/output/lines.js'
import type {View} from '../../cli/output/view.js'
import {currentRun} from '../../cli/run.js'
import {
  askRealname,
  kinds,
  picturePaths,
  type RealnameForm,
  realnameLines,
} from '../../cli/topics/customer/realname-questions.js'
import {commandLine} from '../../command-line.js'
import {findCustomer} from '../../customers/find.js'
import {reviewEnd, standingAfter, submitRealname, waitForReview} from '../../customers/realname.js'
import {Failure, type Outcome, stillPending, usage} from '../../failure.js'
import {parsePhone} from '../../phone.js'

interface Submitted {
  customer_id: string
  account_name: string
  kind: string
  /**
   * `verified` at once, `under review` by a person, what became of the review that was waited for; `submitted` where
   * the platform says nothing of it.
   */
  status: 'verified' | 'under review' | 'submitted' | 'rejected'
  opinion?: string
}

const view: View<Submitted> = {
  columns: [
    {name: 'account_name', label: 'customer'},
    {name: 'customer_id', label: 'id'},
    {name: 'kind'},
    {name: 'status'},
    {name: 'opinion', label: "reviewer's remark"},
  ],
}

export default class RealnameSubmit extends PartnerCommand<Submitted> {
  static override summary = 'Submit the real-name authentication of a person or an organisation, or a change'
  static override description =
    `On a terminal it asks for what is missing, with the certificates that there are. Pictures are given in the order that the certificate asks for, jpg, jpeg, bmp,
png, gif or pdf of at most 10 MB: --picture takes a local file, which is uploaded to the bucket of the profile, or obs:PATH for what lies below its
download folder already.`
  static override examples = [
    '<%= config.bin %> realname submit delta-analytics-00 --type individual --certificate passport --name "A. Moreno" --number P123456 --picture obs:data.jpg --picture obs:holder.jpg --yes --profile sandbox',
    '<%= config.bin %> realname submit vega-studios-0b --type enterprise --certificate business-licence --name "Vega Studios SAC" --number 20123456789 --country PE --picture obs:front.jpg --picture obs:back.jpg --yes --profile sandbox',
  ]
  static override operations: OperationId[] = [
    'CreatePersonalRealnameAuth',
    'CreateEnterpriseRealnameAuthentication',
    'ChangeEnterpriseRealnameAuthentication',
  ]
  static exits: Outcome[] = ['pending']
  static override args = {customer: argument('account name or customer id')}
  static override flags = {
    type: Flags.option({summary: `what is asked for: ${kinds.join(', ')}`, options: kinds, helpValue: 'WORD'})(),
    certificate: Flags.string({
      summary: 'certificate: passport ... of a person, business-licence ... of an organisation',
      helpValue: 'WORD',
    }),
    ...fieldFlags(
      'CreatePersonalRealnameAuth',
      {name: {summary: 'name of the person or organisation, as on the certificate'}},
      {verified_number: {as: 'number', summary: 'number of the certificate'}},
      {
        'bank_card_info.bank_account': {
          as: 'bank-card',
          summary: 'number of a bank card instead of a certificate (China)',
        },
      },
      {
        'bank_card_info.verification_code': {
          as: 'code',
          summary: 'code that was sent there (customer send-code --scene bank-card-verification)',
        },
      },
    ),
    ...fieldFlags(
      'CreateEnterpriseRealnameAuthentication',
      {reg_country: {as: 'country', summary: 'country of registration: two letters or its English name'}},
      {reg_address: {as: 'address', summary: 'registered address'}},
      {'enterprise_person.legel_name': {as: 'legal-name', summary: 'name of the legal representative'}},
      {'enterprise_person.legel_id_number': {as: 'legal-number', summary: 'number of its identity card'}},
    ),
    phone: Flags.string({summary: "card holder's phone number with its country: +86 13800000000", helpValue: 'NUMBER'}),
    picture: Flags.string({
      summary: 'picture, in the order that the certificate asks for',
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'FILE|obs:PATH',
    }),
    wait: Flags.boolean({summary: 'wait until the review is over'}),
    timeout: Flags.string({summary: 'time to wait at most', default: '10m', helpValue: 'TIME'}),
    ...writeFlags,
    ...formFlags,
  }

  async run(): Promise<Submitted> {
    const {args, flags} = await this.parse(RealnameSubmit)
    const longest = parseWait(flags.timeout, '--timeout') / 1000
    const {profile, xaccountType} = await this.api.session
    if (!xaccountType)
      throw usage('the profile has no xaccountType', commandLine`profile add ${profile} --platform ...`)
    const {customer_id, account_name} = await findCustomer(this.api, args.customer)
    const person = await this.fields('CreatePersonalRealnameAuth')
    const enterprise = await this.fields('CreateEnterpriseRealnameAuthentication')
    const given: RealnameForm = {
      kind: flags.type,
      certificate: flags.certificate,
      name: person.name,
      number: person.verified_number,
      bankCard: bankCard(person.bank_card_info, flags.phone),
      country: enterprise.reg_country && countryCode(enterprise.reg_country),
      address: enterprise.reg_address,
      legal: enterprise.enterprise_person,
      pictures: flags.picture ?? [],
    }
    const form = await askRealname(this.prompts, this.api, given)
    if (this.prompts.mayAsk) this.note(alignedLines([['customer', account_name], ...realnameLines(form)]))
    await this.confirm('Submit it?')
    const paths = await picturePaths(form.pictures, customer_id, () =>
      flags['dry-run'] ? undefined : this.bucket('or give paths of what lies in the bucket already: obs:PATH'),
    )
    const answer = await submitRealname(this.api, {customer_id, xaccount_type: xaccountType}, form, paths)
    const result: Submitted = {
      customer_id,
      account_name,
      kind: form.kind!,
      status: standingAfter(answer),
    }
    let pending: unknown
    if (flags.wait && result.status !== 'verified') {
      const progress = await this.progress(`${account_name} is ${result.status}; waiting for the result`)
      try {
        const review = await waitForReview(this.api, customer_id, longest, currentRun().signal)
        result.status = reviewEnd(review) ?? result.status
        result.opinion = review.opinion
      } catch (error) {
        // It was submitted: that is said before why waiting ended.
        pending = stillPending(
          error,
          'it was submitted; its review could not be looked at',
          commandLine`realname status ${customer_id} --wait`,
        )
      }
      progress.stop()
    }
    await this.present(result, view)
    if (pending) throw pending
    if (result.status === 'rejected')
      throw new Failure('refused', `rejected: ${result.opinion ?? 'no reason was given'}`)
    this.done(`${account_name}: ${result.status}`, commandLine`realname status ${account_name} --wait`)
    return result
  }
}

/** A bank card with the phone number of its holder, as the API takes it apart. */
function bankCard(card: RealnameForm['bankCard'], phone: string | undefined): RealnameForm['bankCard'] {
  if (phone === undefined) return card
  const {country, number} = parsePhone(phone, '--phone')
  return {...(card as NonNullable<RealnameForm['bankCard']>), areacode: `00${country}`, mobile: number}
}
