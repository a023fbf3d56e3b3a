// Real-name authentication: requests, reviews that take a while, their results, and the QR code of the China site.

import {asCustomer, asPartner, type Call, type Input, type Topic} from '../../call.js'
import type {Here} from '../../here.js'
import {DAY_MS} from '../../state/calendar.js'
import {hexOf, mix} from '../../state/random.js'
import {kind} from '../../state/store.js'
import {ApiFault, badParameter} from '../../wire/api-fault.js'
import type {Customer} from '../../world/model.js'
import {notMine} from '../resellers/state.js'
import {useCode} from '../verification/operations.js'

/** The last request of a customer. */
interface Request {
  who: 'individual' | 'enterprise'
  /** Moment at which the result is there. */
  ends: number
  result: 'approved' | 'rejected'
  number: string
}

const requestKind = kind<Request>('realname')
/** Moments at which a customer asked during the last day. */
const attemptKind = kind<number[]>('realname-attempts')
const usedQrCode = kind<true>('realname-qr')

type Status = '-1' | '0' | '1' | '2'

const MAX_ATTEMPTS = 5
const ACCOUNTS_PER_CERTIFICATE = 3
const QR_CODE_MS = 10 * 60_000
const OPINION = 'The certificate in the picture cannot be read. Send a new picture.'

export const realname = {
  CreatePersonalRealnameAuth(call) {
    const {input} = call
    const customer = applicant(call, input)
    if (input.identify_type === 0) {
      if (input.verified_type === undefined) throw badParameter('verified_type', 'required with a certificate')
      // A passport needs its data page and a picture of its holder; in China the page with the entry stamp too.
      checkFiles(input.verified_file_url, [input.verified_type === 3 && call.site !== 'cn' ? 2 : 3])
    } else {
      if (input.bank_card_info === undefined) throw badParameter('bank_card_info', 'required with a bank card')
      checkFiles(input.verified_file_url, [1])
      checkCardCode(call, input.bank_card_info)
    }
    const accounts = call.store
      .all(requestKind)
      .filter(r => r.value.number === input.verified_number && r.owner !== customer.id)
    if (accounts.length >= ACCOUNTS_PER_CERTIFICATE) throw refuse('99007189')
    // A bank vouches for its card holder: nobody looks at pictures.
    return apply(call, customer, 'individual', input.name, input.verified_number, input.identify_type === 0)
  },

  CreateEnterpriseRealnameAuthentication(call) {
    const customer = applicant(call, call.input)
    return applyEnterprise(call, customer)
  },

  ChangeEnterpriseRealnameAuthentication(call) {
    const customer = ownCustomer(call, call.input)
    if (customer.verifiedStatus === '0') throw refuse('99007188')
    if (customer.verifiedStatus !== '2' || customer.customerType !== 0) {
      throw new ApiFault(400, 'CBC.99007004', 'The business check is not passed.', {
        fail_check_items: ['The customer is not verified as an individual.'],
      })
    }
    return applyEnterprise(call, customer)
  },

  ShowRealnameAuthenticationReviewResult(call) {
    const customer = call.customers.ofPartner(asPartner(call).domainId, call.input.customer_id, call.now)
    if (!customer)
      throw new ApiFault(500, 'CBC.5002', 'The customer does not exist under this partner.').because(
        notMine(call, call.input.customer_id).why,
      )
    const request = call.store.get(requestKind, customer.id, 'request')
    const result = request ? resultOf(request, call.now) : resultOfWorld[customer.verifiedStatus]
    return {review_result: result ?? null, opinion: result === 1 ? OPINION : null}
  },

  ShowRealNameAuthStatus(call) {
    const {customer} = asCustomer(call)
    const status = customer.verifiedStatus === '3' ? '1' : customer.verifiedStatus
    return {
      verified_status: Number(status) as -1 | 0 | 1 | 2,
      verified_type: customer.customerType === -1 ? null : customer.customerType,
    }
  },

  ShowRealNameAuthQrCode(call) {
    const {customer} = asCustomer(call)
    if (customer.verifiedStatus === '0' || customer.verifiedStatus === '2') throw refuse('99007188')
    return {qr_code_url: `${call.origin}/sandbox/realname/qr/${qrCode(call, customer, call.now + QR_CODE_MS)}`}
  },
} satisfies Topic

type PersonalInput = Input<'CreatePersonalRealnameAuth'>
type EnterpriseInput = Input<'CreateEnterpriseRealnameAuthentication'> | Input<'ChangeEnterpriseRealnameAuthentication'>

/**
 * What a check may find. A certificate number `SBX-` and one of these codes gets that answer: there is no picture to
 * look at here.
 */
const refusals = {
  '99000099': 'The attachment is too large.',
  '99000100': 'The format of the attachment is incorrect.',
  '99005030': 'Real-name authentication is not enabled for the partner, or the bucket check failed.',
  '99007188': 'The customer has been verified or is under review.',
  '99007189': 'The certificate number is used by too many accounts.',
  '99007191': 'The number of authentication attempts has reached the upper limit.',
  '99007193': 'The certificate number is not allowed.',
  '99007202': 'The real-name authentication failed.',
  '99007219': 'The face does not match the certificate.',
  '99007255': 'The card holder data or the mobile number is incorrect.',
  '99007258': 'The bank card is frozen or has expired.',
  '99007260': 'The issuing bank cannot be reached.',
  '99007261': 'The bank card is not supported.',
  '99007262': 'The bank system is faulty.',
  '70600026': 'The request cannot be reviewed. Contact your account manager.',
  '70600032': 'The identity data is abnormal.',
}

const refuse = (code: keyof typeof refusals) => new ApiFault(400, `CBC.${code}`, refusals[code])

/** The last verification that was asked for each customer, with its result once that is there. */
export const reviews = (store: Call['store'], now: number) =>
  store.all(requestKind).map(({owner, value}) => {
    const result = resultOf(value, now)
    return {customerId: owner, ends: value.ends, result, opinion: result === 1 ? OPINION : undefined}
  })

const resultOfWorld = {'-1': undefined, '0': 0, '1': 1, '2': 2, '3': 1} as const

const resultOf = (request: Request, now: number): 0 | 1 | 2 =>
  request.ends > now ? 0 : request.result === 'rejected' ? 1 : 2

function ownCustomer(call: Call<unknown>, input: {customer_id: string; xaccount_type: string}): Customer {
  const {partner} = asPartner(call)
  if (input.xaccount_type !== partner.xaccountType)
    throw badParameter('xaccount_type', 'not the platform of this partner')
  const customer = call.customers.ofPartner(partner.id, input.customer_id, call.now)
  if (!customer) throw notMine(call, input.customer_id)
  return customer
}

/** A customer who is not verified yet and may ask for it. */
function applicant(call: Call<unknown>, input: {customer_id: string; xaccount_type: string}): Customer {
  const customer = ownCustomer(call, input)
  if (customer.verifiedStatus === '0' || customer.verifiedStatus === '2') throw refuse('99007188')
  return customer
}

function applyEnterprise(call: Call<EnterpriseInput>, customer: Customer) {
  const {input} = call
  // Licence front and back, with portrait and emblem of the legal person or without; in China licence and both sides
  // of an identity card.
  checkFiles(input.verified_file_url, call.site === 'cn' ? [1, 3] : [2, 3, 4])
  if (!/\p{L}/u.test(input.corp_name)) throw badParameter('corp_name', 'only digits, special characters or spaces')
  return apply(call, customer, 'enterprise', input.corp_name, input.verified_number, true)
}

const fileTypes = /\.(jpe?g|bmp|png|gif|pdf)$/i

function checkFiles(files: string[], counts: number[]): void {
  if (!counts.includes(files.length)) throw badParameter('verified_file_url', `${counts.join(' or ')} files are needed`)
  if (files.some(f => f.startsWith('/') || f === ''))
    throw badParameter('verified_file_url', 'paths are relative to the folder download')
  if (files.some(f => !fileTypes.test(f))) throw refuse('99000100')
}

/** The code that went to the mobile number of the card. */
function checkCardCode(call: Call<PersonalInput>, card: NonNullable<PersonalInput['bank_card_info']>): void {
  try {
    useCode(call, `${card.areacode}-${card.mobile}`, card.verification_code)
  } catch (error) {
    if (error instanceof ApiFault && error.code === 'CBC.99004008')
      throw new ApiFault(400, 'CBC.99000027', error.message).because(error.why)
    throw error
  }
}

function apply(
  call: Call<unknown>,
  customer: Customer,
  who: Request['who'],
  name: string,
  number: string,
  looked: boolean,
) {
  const attempts = (call.store.get(attemptKind, customer.id, 'all') ?? []).filter(at => at > call.now - DAY_MS)
  if (attempts.length >= MAX_ATTEMPTS) throw refuse('99007191')
  call.store.put(attemptKind, customer.id, 'all', [...attempts, call.now])
  const wanted = /^SBX-(\d{8})$/.exec(number)?.[1]
  if (wanted !== undefined && Object.hasOwn(refusals, wanted))
    throw refuse(wanted as keyof typeof refusals).keepingChanges()
  const {reviewDelay, reviewOutcome} = call.settings
  const result = number === 'SBX-REJECT' ? 'rejected' : reviewOutcome
  const review = looked && reviewDelay > 0
  const ends = review ? call.now + reviewDelay * 1000 : call.now
  call.store.put(requestKind, customer.id, 'request', {who, ends, result, number})
  const verified = {
    verifiedStatus: '2' as Status,
    customerType: who === 'individual' ? (0 as const) : (1 as const),
    name,
  }
  // An individual whose change is rejected stays verified as before.
  const rejected = {verifiedStatus: (customer.verifiedStatus === '2' ? '2' : '1') as Status}
  const change = result === 'approved' ? verified : rejected
  call.customers.change(
    customer,
    review ? {verifiedStatus: '0', later: {at: ends, change}} : {...change, later: undefined},
  )
  return {is_review: review ? (1 as const) : (0 as const)}
}

/** The secret part of a QR code's address: it needs no place to be kept until it is used. */
const qrCode = (call: Pick<Here, 'world'>, customer: Customer, expires: number): string =>
  `${customer.id}.${expires}.${hexOf(mix(call.world.hash, customer.seed, Math.floor(expires / 1000), expires % 1000), 32)}`

/**
 * What happens when a customer scans its QR code: it is verified as an individual. Undefined for a code that is no
 * good (any more).
 */
export function scanQrCode(
  call: Pick<Call, 'world' | 'store' | 'customers'> & {now: number},
  code: string,
): {customer_id: string} | undefined {
  const [id = '', text = ''] = code.split('.')
  const expires = Number(text)
  const customer = call.customers.get(id)
  if (!customer || !Number.isSafeInteger(expires) || expires <= call.now || qrCode(call, customer, expires) !== code)
    return undefined
  return call.store.write(() => {
    if (call.store.get(usedQrCode, id, text) || customer.verifiedStatus === '2') return undefined
    call.store.put(usedQrCode, id, text, true)
    call.customers.change(customer, {
      verifiedStatus: '2',
      customerType: 0,
      name: customer.name || customer.accountName,
      later: undefined,
    })
    return {customer_id: id}
  })
}
