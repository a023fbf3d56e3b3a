// A customer of the API as the user that a response is about.
import type {Session} from '../api/session.js'
import type {Customer} from '../customers/find.js'
import type {SsoUser} from './respond.js'

/** Undefined for a customer that has no id on the partner's platform. */
export function userOf(customer: Customer, {xaccountType, domainId}: Session): SsoUser | undefined {
  const {xaccount_id: user_id, customer: name, email, telephone} = customer
  if (!user_id) return undefined
  return {user_id, account_id: xaccountType, partner_id: domainId, email, name, mobile: telephone}
}
