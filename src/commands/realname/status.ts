import {Flags} from '@oclif/core'
import type {OperationId, Output} from '../../api/types.js'
import {PartnerCommand} from '../../cli/command.js'
import {argument} from '../../cli/flags.js'
import {parseWait} from '../../cli/input/durations.js'
import {answerView} from '../../cli/output/contract-view.js'
import {labeller} from '../../cli/output/labels.js'
import {currentRun} from '../../cli/run.js'
import {commandLine} from '../../command-line.js'
import {findCustomer} from '../../customers/find.js'
import {reviewEnd, reviewResult, waitForReview} from '../../customers/realname.js'
import {Failure, type Outcome} from '../../failure.js'

type Status = Output<'ShowRealnameAuthenticationReviewResult'> & {
  customer_id: string
  account_name: string
  verified_status?: string
  verified_type?: number
}

/** States of a customer: `verified_status` of the customer list. */
const NOT_REQUESTED = '-1'
const VERIFIED = '2'

const verified = labeller('bss', 'CustomerInformation', 'verified_status')
const type = labeller('bss', 'ShowRealNameAuthStatusResponse', 'verified_type')

const view = answerView<Status>('ShowRealnameAuthenticationReviewResult', [
  {name: 'account_name', label: 'customer'},
  {name: 'customer_id', label: 'id'},
  {name: 'verified_status', label: 'real-name', text: row => verified(row.verified_status)},
  {name: 'verified_type', label: 'as', text: row => type(row.verified_type)},
  {name: 'review_result', label: 'last review'},
  {name: 'opinion', label: "reviewer's remark"},
])

export default class RealnameStatus extends PartnerCommand<Status> {
  static override summary = "Show a customer's real-name authentication and the result of its last review"
  static override description =
    'With --wait it waits for the review; 8 says that it is still going on when the time is up, 5 that it was rejected.'
  static override examples = [
    '<%= config.bin %> realname status lumen-logistics-04 --profile sandbox',
    '<%= config.bin %> realname status lumen-logistics-04 --wait --timeout 10m --profile sandbox',
  ]
  static override operations: OperationId[] = ['ShowRealnameAuthenticationReviewResult', 'ShowRealNameAuthStatus']
  static exits: Outcome[] = ['pending', 'refused']
  static override args = {customer: argument('account name or customer id')}
  static override flags = {
    wait: Flags.boolean({summary: 'wait until the review is over'}),
    timeout: Flags.string({summary: 'time to wait at most', default: '10m', helpValue: 'TIME'}),
  }

  async run(): Promise<Status> {
    const {args, flags} = await this.parse(RealnameStatus)
    const longest = parseWait(flags.timeout, '--timeout') / 1000
    const customer = await findCustomer(this.api, args.customer)
    const {customer_id, account_name} = customer
    let review = await reviewResult(this.api, customer_id)
    if (flags.wait && !reviewEnd(review) && customer.verified_status !== VERIFIED) {
      if (review.review_result === undefined && customer.verified_status === NOT_REQUESTED)
        throw new Failure('pending', `${account_name} is not verified, and no review is going on`, {
          next: [commandLine`realname submit ${account_name}`],
        })
      const progress = await this.progress(`waiting for the result of the review of ${account_name}`)
      review = await waitForReview(this.api, customer_id, longest, currentRun().signal)
      progress.stop()
    }
    const {site} = await this.api.session
    // The China site says to the customer itself as what it was verified.
    const own =
      site === 'cn'
        ? await this.api.aside("the customer's own words", () =>
            this.api.call('ShowRealNameAuthStatus', {}, {as: customer_id}),
          )
        : undefined
    const {verified_status} = flags.wait ? await findCustomer(this.api, customer_id) : customer
    const status: Status = {
      customer_id,
      account_name,
      verified_status: own?.verified_status?.toString() ?? verified_status,
      verified_type: own?.verified_type ?? undefined,
      ...review,
    }
    await this.present(status, view)
    if (flags.wait && reviewEnd(review) === 'rejected') {
      throw new Failure('refused', `rejected: ${review.opinion ?? 'no reason was given'}`, {
        next: [commandLine`realname submit ${account_name}`],
      })
    }
    return status
  }
}
