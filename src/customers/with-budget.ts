// The customer list with the budgets beside it.
import type {Api} from '../api/client.js'
import {Listing} from '../api/listing.js'
import type {Input, Item} from '../api/types.js'
import {BUDGETS_AT_ONCE} from './budgets.js'

type Budget = Item<'ListSubCustomerBudget'>

export type CustomerWithBudget = Item<'ListSubCustomers'> &
  Partial<Pick<Budget, 'budget_amount' | 'used_amount' | 'budget_type'>>

/** Customers page by page, each page completed with its budgets by one more request. The China site has no budgets. */
export function listWithBudgets(
  api: Api,
  filters: Input<'ListSubCustomers'>,
  limit?: number,
): Listing<CustomerWithBudget> {
  return new Listing<CustomerWithBudget>(async function* (listing) {
    const hasBudgets = (await api.session).site !== 'cn'
    let given = 0
    for await (const page of api.pages('ListSubCustomers', filters, {limit, pageSize: BUDGETS_AT_ONCE})) {
      listing.total = page.total
      given += page.rows.length
      listing.cut = limit !== undefined && given >= limit && (page.total ?? 0) > given
      const budgets = new Map<string, Budget>()
      let isKnown = false
      if (hasBudgets && page.rows.length > 0) {
        const input = {
          customer_ids: page.rows.flatMap(({customer_id}) => customer_id ?? []),
          indirect_partner_id: filters.indirect_partner_id,
        }
        const answer = await api.aside('the budgets', () => api.call('ListSubCustomerBudget', input))
        isKnown = answer !== undefined
        for (const budget of answer?.budget_infos ?? []) budgets.set(budget.customer_id ?? '', budget)
      }
      for (const customer of page.rows) {
        const {budget_amount, used_amount, budget_type} = budgets.get(customer.customer_id ?? '') ?? {}
        // Whoever the answer leaves out has none; what was not answered is not known.
        yield isKnown ? {...customer, budget_amount, used_amount, budget_type} : customer
      }
    }
  })
}
