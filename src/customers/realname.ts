// Real-name authentication of customers.
import type {Api} from '../api/client.js'
import type {Site} from '../api/contract/contract.js'
import {systemClock} from '../api/throttle.js'
import type {Input, Output} from '../api/types.js'
import {commandLine} from '../command-line.js'
import {Failure, usage} from '../failure.js'

type Review = Output<'ShowRealnameAuthenticationReviewResult'>

/** The result of a customer's last review; empty when there was none. Source: intl/en-us/api-bpconsole/mc_00020.html */
export const reviewResult = async (api: Api, customer_id: string): Promise<Review> =>
  (await api.call('ShowRealnameAuthenticationReviewResult', {customer_id})) ?? {}

const UNDER_REVIEW = 0

/** What the answer to a request says of it; where it does not say, the request was submitted, and no more is known. */
export const standingAfter = ({is_review}: {is_review?: number}) =>
  is_review === 0 ? ('verified' as const) : is_review === 1 ? ('under review' as const) : ('submitted' as const)

/** How a review ended; undefined while it goes on, and where the answer does not say. */
export const reviewEnd = ({review_result}: Review) =>
  review_result === 1 ? ('rejected' as const) : review_result === 2 ? ('verified' as const) : undefined

/** Asks every few seconds until it is said how the review ended. Throws `pending` when the time is up. */
export async function waitForReview(
  api: Api,
  customerId: string,
  seconds: number,
  signal?: AbortSignal,
): Promise<Review> {
  const until = Date.now() + seconds * 1000
  for (let pause = 1000; ; pause = Math.min(pause * 1.5, 30_000)) {
    const review = await reviewResult(api, customerId)
    if (reviewEnd(review)) return review
    if (Date.now() + pause > until) {
      const state =
        review.review_result === UNDER_REVIEW
          ? 'the review is still going on'
          : 'the platform does not say how it ended'
      throw new Failure('pending', `${state} after ${seconds} s`, {
        next: [commandLine`realname status ${customerId} --wait`],
      })
    }
    await systemClock.sleep(pause, signal)
  }
}

/** Pictures that a request needs, in their order, by what is proven with them. Source: mc_00017.html, mc_00018.html */
export function picturesOf(
  site: Site,
  kind: 'individual' | 'enterprise' | 'bank card',
  certificate?: number,
): string[] {
  if (kind === 'bank card') return ['the face of the card holder']
  if (kind === 'individual') {
    const passport = [
      'the data page',
      ...(site === 'cn' ? ['the page with the entry stamp'] : []),
      'the holder with the passport',
    ]
    return certificate === PASSPORT ? passport : ['the front', 'the back', 'the holder with the certificate']
  }
  return site === 'cn'
    ? ['the licence', "the front of the legal representative's identity card", 'its back']
    : ['the front of the licence', 'its back']
}

const PASSPORT = 3
const MAX_PICTURES = 4

/** Throws when the number of pictures cannot be right. An enterprise may add pictures of its legal representative. */
export function checkPictures(expected: string[], given: number, mayAdd: boolean): void {
  const enough = given === expected.length || (mayAdd && given > expected.length && given <= MAX_PICTURES)
  if (enough) return
  throw usage(
    `${given} pictures given; ${expected.length} are needed`,
    `In this order: ${expected.join(', ')}`,
    'Give one --picture for each',
  )
}

type PersonRequest = Input<'CreatePersonalRealnameAuth'>
type EnterpriseRequest = Input<'CreateEnterpriseRealnameAuthentication'>

/** What a request says, whoever filled it in. */
export interface RealnameRequest {
  kind?: 'individual' | 'enterprise' | 'change'
  certificateCode?: number
  name?: string
  number?: string
  bankCard?: PersonRequest['bank_card_info']
  country?: string
  address?: string
  legal?: EnterpriseRequest['enterprise_person']
}

/** Sends the request. `is_review` 1: a person looks at it. Sources: mc_00017.html, mc_00018.html */
export async function submitRealname(
  api: Api,
  who: {customer_id: string; xaccount_type: string},
  {kind, certificateCode, name = '', number = '', bankCard, country, address, legal}: RealnameRequest,
  verified_file_url: string[],
): Promise<Output<'CreatePersonalRealnameAuth'>> {
  const options = {check: commandLine`realname status ${who.customer_id}`}
  const common = {...who, verified_file_url, verified_number: number}
  if (kind === 'individual') {
    const proof = bankCard
      ? {identify_type: 4 as const, bank_card_info: bankCard}
      : {identify_type: 0 as const, verified_type: certificateCode as PersonRequest['verified_type']}
    return (await api.call('CreatePersonalRealnameAuth', {...common, ...proof, name, change_type: -1}, options)) ?? {}
  }
  const request: EnterpriseRequest = {
    ...common,
    identify_type: 1,
    certificate_type: certificateCode as EnterpriseRequest['certificate_type'],
    corp_name: name,
    reg_country: country,
    reg_address: address,
    enterprise_person: legal && {certifier_role: 'legalPerson', ...legal},
  }
  if (kind === 'enterprise') return (await api.call('CreateEnterpriseRealnameAuthentication', request, options)) ?? {}
  return (await api.call('ChangeEnterpriseRealnameAuthentication', {...request, change_type: 1}, options)) ?? {}
}
