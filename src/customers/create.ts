// Creating a customer so that it happens once: the platform's own account id is the key.
import type {Api} from '../api/client.js'
import {codes} from '../api/contract/codes.js'
import {decodeAnswer} from '../api/contract/decode.js'
import {systemClock} from '../api/throttle.js'
import type {Input, Output} from '../api/types.js'
import {commandLine} from '../command-line.js'
import {Failure, stillPending, usage} from '../failure.js'
import {type Customer, customerWithId, listCustomers} from './find.js'

export interface CreatedCustomer {
  customer_id: string
  account_name: string
  xaccount_id: string
  /** `created` now, or `existed` with the same xaccount_id before. */
  status: 'created' | 'existed'
  /** Whether the customer is associated with the partner; that happens some time after the account is made. */
  associated: boolean
}

/** Whether something can still be registered. */
export type Checked = Output<'CheckUserIdentity'> & Input<'CheckUserIdentity'>

/**
 * Asks whether an account name, e-mail address or mobile number is free. Source: intl/en-us/api-bpconsole/mc_00023.html
 */
export async function checkIdentity(
  api: Api,
  search_type: Checked['search_type'],
  search_value: string,
): Promise<Checked> {
  const forms = {name: NAME, email: /^[^@\s]+@[^@\s]+$/, mobile: /^\d{4}-\d+$/}
  const examples = {
    name: '5 to 32 letters, digits, - and _, beginning with a letter or -, not with op_ or shadow_',
    email: 'shop@example.com',
    mobile: '0086-13800000000',
  }
  if (!forms[search_type].test(search_value)) {
    throw usage(`"${search_value}" cannot be checked as ${search_type}`, `Write it like this: ${examples[search_type]}`)
  }
  return {search_type, search_value, ...(await api.call('CheckUserIdentity', {search_type, search_value}))}
}

/** What an answer says of it; undefined where it says neither. */
export const isFree = ({check_result}: Output<'CheckUserIdentity'>): boolean | undefined =>
  check_result === 'available' ? true : check_result === 'used_by_user' ? false : undefined

/** Names that can be registered; they are not all digits either. */
const NAME = /^(?!op_|shadow_)(?!\d+$)[a-zA-Z-][a-zA-Z0-9_-]{4,31}$/

/**
 * The customer with this platform account id, if there is one. The API has no filter for it: pages are read until it is
 * found.
 */
export async function findByXaccountId(
  api: Api,
  xaccountId: string,
  accountName?: string,
): Promise<Customer | undefined> {
  if (accountName) {
    for await (const customer of listCustomers(api, {account_name: accountName})) {
      if (customer.xaccount_id === xaccountId) return customer
    }
  }
  for await (const customer of listCustomers(api, {})) {
    if (customer.xaccount_id === xaccountId) return customer
  }
  return undefined
}

/** The xaccount_id or the account name is taken: by this very customer, perhaps. */
const takenCodes: string[] = [codes.xaccountTaken, codes.accountNameTaken]

/**
 * Creates a customer, or finds the one that has the same xaccount_id. Throws `unknown` only when the reply was lost and
 * the customer cannot be found.
 * Source: intl/en-us/api-bpconsole/mc_00016.html
 */
export async function createCustomer(api: Api, request: Input<'CreateSubCustomer'>): Promise<CreatedCustomer> {
  const {xaccount_id, domain_name} = request
  const existing = async (): Promise<CreatedCustomer | undefined> => {
    const customer = await findByXaccountId(api, xaccount_id, domain_name)
    return (
      customer && {
        customer_id: customer.customer_id,
        account_name: customer.account_name,
        xaccount_id,
        status: 'existed',
        associated: true,
      }
    )
  }
  try {
    const answer = await api.call('CreateSubCustomer', request, {
      check: commandLine`customer list --all --filter ${`xaccount_id=${xaccount_id}`}`,
    })
    return created(answer, request, request.include_association_result === true)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const made = pendingAccount(error)
    if (made) return created(made, request, false)
    if (takenCodes.includes(error.code ?? '') || error.outcome === 'unknown') {
      const customer = await existing()
      if (customer) return customer
    }
    throw error
  }
}

/** The account that was made although the call failed: only its association takes longer than the call may. */
export function pendingAccount({code, details}: Failure): {domain_id: string; domain_name?: string} | undefined {
  if (code !== codes.associationPending) return undefined
  const {domain_id, domain_name} = decodeAnswer('CreateSubCustomer', details, () => {}) as Output<'CreateSubCustomer'>
  return domain_id ? {domain_id, domain_name} : undefined
}

const created = (
  answer: {domain_id?: string; domain_name?: string},
  {domain_name, xaccount_id}: Input<'CreateSubCustomer'>,
  associated: boolean,
): CreatedCustomer => ({
  customer_id: answer.domain_id ?? '',
  account_name: answer.domain_name || domain_name || answer.domain_id || '',
  xaccount_id,
  status: 'created',
  associated,
})

/** Asks every few seconds until the customer is associated. Throws `pending` when the time is up. */
export async function waitForAssociation(
  api: Api,
  customerId: string,
  seconds: number,
  signal?: AbortSignal,
): Promise<void> {
  const until = Date.now() + seconds * 1000
  const next = [commandLine`customer show ${customerId}`, 'Ask again later: the association is made by itself']
  for (let pause = 500; ; pause = Math.min(pause * 1.5, 10_000)) {
    const customer = await customerWithId(api, customerId).catch(error => {
      throw stillPending(error, `customer ${customerId} exists; its association could not be looked at`, ...next)
    })
    if (customer?.associated_on) return
    if (Date.now() + pause > until) {
      throw new Failure('pending', `customer ${customerId} exists, but is not associated after ${seconds} s`, {
        next,
      })
    }
    await systemClock.sleep(pause, signal)
  }
}
