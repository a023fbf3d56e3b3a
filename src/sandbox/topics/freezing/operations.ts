// Freezing and unfreezing customers: ten at once, each with its own result.

import type {Call, Topic} from '../../call.js'
import {billDay} from '../../state/calendar.js'
import {ApiFault, badParameter, headerSafe} from '../../wire/api-fault.js'
import {REASON} from '../../wire/replies.js'
import type {Customer} from '../../world/model.js'
import {actingFor, isResale, notMine} from '../resellers/state.js'

type FreezeType = 'ACCOUNT' | 'ACCOUNT_AND_RESOURCE'

export const freezing = {
  FreezeSubCustomers(call) {
    const type = call.input.freeze_type ?? 'ACCOUNT'
    return forEach(call, call.input, customer => {
      if (customer.frozen && customer.frozen !== type) {
        throw new ApiFault(400, 'CBC.0101', 'The customer has been frozen with another freeze type.').because(
          `${customer.id} is frozen: ${customer.frozen}`,
        )
      }
      call.customers.change(customer, {frozen: type, frozenReason: call.input.reason})
    })
  },

  UnfreezeSubCustomers(call) {
    const type = call.input.unfreeze_type ?? 'ACCOUNT'
    return forEach(call, call.input, customer => {
      if (customer.frozen && customer.frozen !== type) {
        throw new ApiFault(400, 'CBC.0101', 'The unfreeze type differs from the freeze type.').because(
          `${customer.id} is frozen: ${customer.frozen}`,
        )
      }
      call.customers.change(customer, {frozen: '', frozenReason: '', releasedOn: billDay(call.now)})
    })
  },
} satisfies Topic

/** Does it for every customer. When all fail, the whole call fails with the first error; else failures are listed. */
function forEach(
  call: Call<unknown>,
  input: {customer_ids: string[]; indirect_partner_id?: string; freeze_type?: FreezeType},
  change: (customer: Customer) => void,
) {
  if (input.customer_ids.length === 0) throw badParameter('customer_ids', 'must not be empty')
  const partner = actingFor(call, input.indirect_partner_id)
  const failed: {error_code: string; error_msg: string; id: string}[] = []
  const why: string[] = []
  for (const id of input.customer_ids) {
    try {
      const customer = call.customers.ofPartner(partner.id, id, call.now)
      if (!customer) throw notMine(call, id)
      if (!isResale(customer))
        throw new ApiFault(400, 'CBC.5024', 'The association type of the customer does not allow this operation.')
      change(customer)
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error
      failed.push({error_code: error.code, error_msg: error.message, id})
      why.push(error.why ?? `${id}: ${error.message}`)
    }
  }
  // Nothing is refused here: the answer is a list of those that failed.
  if (why.length > 0) call.header(REASON, headerSafe(why.join('; ')))
  return {error_details: failed}
}
