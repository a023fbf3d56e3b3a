// Which account belongs to a user of the partner's platform, the first login that binds one, and telling the partner
// about it.
import type {Customers} from '../customers.js'
import {kind, type Store} from '../state/store.js'
import type {Customer, Partner} from '../world/model.js'
import {SamlFault} from './fault.js'
import {signingKey} from './keys.js'
import type {Login} from './login.js'
import {bindForm} from './login.js'
import {numberOf, readConfiguration, settingOf} from './settings.js'

/** A notification that was sent, or could not be. */
export interface Notification {
  at: number
  user_id: string
  domain_id: string
  domain_name: string
  url: string
  attempts: number
  /** Status of the last answer; absent when there was none. */
  status?: number
  /** Why there was no answer. */
  error?: string
  accepted: boolean
}

const notificationKind = kind<Notification>('sso-notification')
const TIMEOUT = 10_000

export const notificationsOf = (store: Store, partnerId: string): Notification[] =>
  store.list(notificationKind, partnerId).map(one => one.value)

/**
 * The account bound to a user, if there is one: created by the API with that xaccount_id, or bound at a first login.
 */
export function boundCustomer(
  customers: Customers,
  partner: Partner,
  userId: string,
  now: number,
): Customer | undefined {
  return (
    customers.list(partner.id, now).find(one => one.xaccountId === userId) ??
    customers.created().find(one => one.partnerId === partner.id && one.xaccountId === userId)
  )
}

export interface Binding {
  login: Login
  userId: string
  email: string
  accountName: string
  /** The visitor says that the account exists; else it is made. */
  existing: boolean
}

/** Binds an account to a user. Throws a SamlFault `binding` when the name cannot be used. */
export function bind(
  {customers, store, partner, now}: {customers: Customers; store: Store; partner: Partner; now: number},
  {login, userId, email, accountName, existing}: Binding,
): Customer {
  if (!/^[A-Za-z-][A-Za-z0-9_-]{4,31}$/.test(accountName) || /^(op_|shadow_)/.test(accountName)) {
    throw new SamlFault('binding', 'an account name has 5 to 32 letters, digits, - and _, and begins with a letter')
  }
  return store.write(() => {
    if (boundCustomer(customers, partner, userId, now)) throw new SamlFault('binding', `${userId} is bound already`)
    const taken = [...customers.list(partner.id, now), ...customers.created()].some(
      one => one.accountName === accountName,
    )
    if (taken) {
      throw new SamlFault(
        'binding',
        existing ? `the account ${accountName} is bound to somebody else` : `the account name ${accountName} is taken`,
      )
    }
    return customers.create(
      partner,
      {
        accountName,
        area: partner.area,
        email,
        telephone: '',
        xaccountId: userId,
        xaccountType: login.platform,
        associatedOn: now,
        outcome: 'associated',
      },
      now,
    )
  })
}

/** Tells the partner's address about a binding, signed. Undefined when no address is configured. */
export async function notify(
  store: Store,
  partner: Partner,
  customer: Customer,
  now: number,
): Promise<Notification | undefined> {
  const configuration = readConfiguration(store, partner.id)
  const {notificationUrl: url} = configuration
  if (!url) return undefined
  const json = JSON.stringify({
    domainName: customer.accountName,
    domainId: customer.id,
    xUserId: customer.xaccountId,
    bindAction: numberOf(configuration, 'bind_action'),
  })
  const form = bindForm(json, await signingKey(store), settingOf(configuration, 'bind_signature') as 'base64')
  const sent: Notification = {
    at: now,
    user_id: customer.xaccountId,
    domain_id: customer.id,
    domain_name: customer.accountName,
    url,
    attempts: 0,
    accepted: false,
  }
  const most = Math.max(1, numberOf(configuration, 'bind_attempts'))
  while (!sent.accepted && sent.attempts < most) {
    sent.attempts++
    try {
      const answer = await fetch(url, {
        method: 'POST',
        body: form,
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT),
      })
      sent.status = answer.status
      sent.accepted = answer.ok
      delete sent.error
      await answer.body?.cancel()
    } catch (error) {
      delete sent.status
      const {cause, message} = error as Error & {cause?: {code?: string}}
      sent.error = cause?.code ?? message
    }
  }
  store.write(() => store.put(notificationKind, partner.id, String(store.next('sso-notification')), sent))
  return sent
}
