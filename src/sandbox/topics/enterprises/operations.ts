// Enterprise projects and member accounts of a customer, and the new-customer tags that a partner of the China site
// asks for.

import {asCustomer, type Topic} from '../../call.js'
import {formatCycle, monthOf} from '../../state/calendar.js'
import {accountIdOf, Dice, hexOf, mix} from '../../state/random.js'
import {kind} from '../../state/store.js'
import {ApiFault, badParameter} from '../../wire/api-fault.js'
import {page} from '../../wire/paging.js'
import type {Customer} from '../../world/model.js'
import {actingFor, isResale} from '../resellers/state.js'

/** Moment at which a customer got enterprise projects. */
const enabledKind = kind<number>('enterprise-projects')

export const enterprises = {
  CreateEnterpriseProjectAuth(call) {
    const {customer} = asCustomer(call)
    const missing = [
      ...(customer.verifiedStatus === '2' ? [] : ['The customer is not real-name verified.']),
      ...(customer.customerType === 1 ? [] : ['The customer is not an enterprise.']),
    ]
    if (missing.length) {
      throw new ApiFault(400, 'CBC.99007004', 'The business check is not passed.', {fail_check_items: missing})
    }
    // Asking twice changes nothing.
    if (call.store.get(enabledKind, customer.id, 'enabled') === undefined) {
      call.store.put(enabledKind, customer.id, 'enabled', call.now)
    }
  },

  ListEnterpriseSubCustomers(call) {
    const {input} = call
    const {customer} = asCustomer(call)
    const matches = (name: string, wanted: string | undefined) =>
      !wanted || (input.fuzzy_query === 1 ? name.toLowerCase().includes(wanted.toLowerCase()) : name === wanted)
    const found = membersOf(customer).filter(
      m =>
        matches(m.name, input.sub_customer_account_name) &&
        matches(m.display_name, input.sub_customer_display_name) &&
        (!input.org_id || m.org_id === input.org_id),
    )
    return {total_count: found.length, sub_customer_infos: page(found, input)}
  },

  ListSubCustomerNewTag(call) {
    const {input} = call
    const partner = actingFor(call, input.indirect_partner_id)
    const wanted: readonly string[] | undefined = input.customer_ids
    if (wanted && wanted.length > 200) throw badParameter('customer_ids', 'more than 200')
    const found = call.customers
      .list(partner.id, call.now)
      .filter(c => isResale(c) && (!wanted || wanted.length === 0 || wanted.includes(c.id)))
    return {
      new_customer_tags: page(found, input).map(c => {
        const first = monthOf(c.associatedOn)
        const fresh = monthOf(call.now) < first + NEW_MONTHS
        // A customer counts as new when it has bought something as a verified enterprise.
        const qualified = c.verifiedStatus === '2' && c.customerType === 1 && c.billing.slots > 0
        return {
          customer_id: c.id,
          customer_tag_type: 'SMB' as const,
          new_customer_tag: !fresh ? ('N' as const) : qualified ? ('Y' as const) : ('UNDETERMINED' as const),
          effective_time: formatCycle(first),
          expire_time: formatCycle(first + NEW_MONTHS - 1),
        }
      }),
    }
  },
} satisfies Topic

/** Months for which a customer counts as new. */
const NEW_MONTHS = 12

const units = ['finance', 'engineering', 'sales', 'operations']

/** Member accounts of an enterprise of the world; most have none. */
function membersOf(customer: Customer) {
  const dice = new Dice(mix(customer.seed, 0x3e3))
  if (customer.customerType !== 1 || customer.billing.slots < 6 || 'created' in customer || !dice.chance(40)) return []
  const count = dice.between(1, 6)
  return Array.from({length: count}, (_, i) => {
    const unit = units[i % units.length]!
    const seed = mix(customer.seed, 0x3e4, i)
    return {
      id: accountIdOf(seed),
      name: `${customer.accountName.slice(0, 20)}-${unit.slice(0, 3)}${i}`,
      display_name: `${unit} ${i + 1}`,
      status: dice.chance(90) ? (1 as const) : (4 as const),
      org_id: `ou-${hexOf(mix(customer.seed, 0x3e5, i % units.length), 16)}`,
      org_name: unit,
    }
  })
}
