// Budgets of many customers, a portion at a time.
import type {Api} from '../api/client.js'
import {Listing} from '../api/listing.js'
import type {Item} from '../api/types.js'
import type {Customer} from './find.js'

/** The API gives the budgets of at most this many customers at once. */
export const BUDGETS_AT_ONCE = 100

export type CustomerBudget = Partial<Item<'ListSubCustomerBudget'>> & {
  customer_id: string
  account_name: string
  currency?: string
}

/**
 * The budget of each customer, in their order. The API leaves out customers without a budget and those who are not
 * resale customers: they come without amounts, and `missing` gets their names. Source:
 * intl/en-us/api-bpconsole/mt_01006.html
 */
export function listBudgets(
  api: Api,
  customers: Listing<Customer>,
  indirect_partner_id: string | undefined,
  missing: (accountName: string) => void,
): Listing<CustomerBudget> {
  return new Listing<CustomerBudget>(async function* (listing) {
    for await (const portion of portions(customers, BUDGETS_AT_ONCE)) {
      listing.total = customers.total
      const customer_ids = portion.map(customer => customer.customer_id)
      const {budget_infos = [], currency} = await api.call('ListSubCustomerBudget', {customer_ids, indirect_partner_id})
      const budgets = new Map(budget_infos.map(budget => [budget.customer_id, budget]))
      for (const {customer_id, account_name} of portion) {
        const budget = budgets.get(customer_id)
        if (!budget) missing(account_name)
        yield {...budget, customer_id, account_name, ...(budget ? {currency} : {})}
      }
    }
    listing.total = customers.total
    listing.cut = customers.cut
  })
}

async function* portions<Row>(rows: AsyncIterable<Row>, size: number): AsyncGenerator<Row[]> {
  let portion: Row[] = []
  for await (const row of rows) {
    portion.push(row)
    if (portion.length === size) {
      yield portion
      portion = []
    }
  }
  if (portion.length > 0) yield portion
}
