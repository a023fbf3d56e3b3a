// The customers whose consumption stands on the partner's bill.
import type {Api} from '../api/client.js'
import type {Customer} from '../customers/find.js'
import {Failure} from '../failure.js'

/** The partner's own customers and those of its resellers. */
export async function* payingCustomers(api: Api): AsyncGenerator<Customer> {
  yield* api.list('ListSubCustomers', {})
  let resellers: {indirect_partner_id?: string}[]
  try {
    resellers = await api.list('ListIndirectPartners', {}).toArray()
  } catch (error) {
    // Only a distributor has resellers; others may not ask.
    if (error instanceof Failure && (error.outcome === 'denied' || error.outcome === 'refused')) return
    throw error
  }
  for (const {indirect_partner_id} of resellers) {
    if (indirect_partner_id) yield* api.list('ListSubCustomers', {indirect_partner_id})
  }
}
