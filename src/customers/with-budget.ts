// The customer list with the budgets beside it.
import type {Api} from '../api/client.js'
import {Listing} from '../api/listing.js'
import type {Input, Item, Output} from '../api/types.js'
import {Failure} from '../failure.js'
import {budgetOf} from './budget-amount.js'
import {BUDGETS_AT_ONCE} from './budgets.js'

type Budget = Item<'ListSubCustomerBudget'>

export type CustomerWithBudget = Item<'ListSubCustomers'> &
  Partial<Pick<Budget, 'budget_amount' | 'used_amount' | 'budget_type'>> & {
    /** The platform speaks of a budget of this customer, and not of what it is, or what is used of it. */
    budget_unread?: true
  }

type Budgets = Output<'ListSubCustomerBudget'>

/** Budgets that cannot be read: it throws where they are the answer, undefined where the list stands without them. */
export type Reading = (read: () => Promise<Budgets>) => Promise<Budgets | undefined>

interface Settings {
  /** Customers at most; all when undefined. */
  limit?: number
  reading: Reading
}

/** Customers page by page, each page completed with its budgets by one more request. The China site has no budgets. */
export function listWithBudgets(
  api: Api,
  filters: Input<'ListSubCustomers'>,
  {limit, reading}: Settings,
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
        const answer = await reading(() =>
          api.call('ListSubCustomerBudget', input).then(answer => attributed(answer, input.customer_ids)),
        )
        isKnown = answer !== undefined
        for (const budget of answer?.budget_infos ?? []) budgets.set(budget.customer_id!, budget)
      }
      for (const customer of page.rows) {
        const budget = budgets.get(customer.customer_id ?? '')
        const {budget_amount, used_amount, budget_type} = budget ?? {}
        const isUnread = budget && (!budget_amount || (budgetOf(budget) && !used_amount))
        // Whoever the answer leaves out has none; what was not answered is not known.
        yield isKnown
          ? {...customer, budget_amount, used_amount, budget_type, ...(isUnread && {budget_unread: true as const})}
          : customer
      }
    }
  })
}

/** The same answer. Throws for a budget of nobody, which may be the one that is used up, and for budgets of others. */
function attributed(answer: Budgets, asked: string[]): Budgets {
  const whose = (answer.budget_infos ?? []).map(({customer_id}) => customer_id)
  if (whose.some(id => !id)) {
    throw new Failure('failed', 'a budget in the answer has no customer_id: nobody can tell whose it is')
  }
  if (whose.length > 0 && !whose.some(id => asked.includes(id!))) {
    throw new Failure('failed', 'the budgets in the answer are those of other customers')
  }
  return answer
}
