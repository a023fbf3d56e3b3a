// The budget of a resale customer: what it may consume, what it has used, and the freezing that comes by itself.

import {Decimal} from '../../../decimal.js'
import {spendOf} from '../../bills/ledger.js'
import type {Here} from '../../here.js'
import {billDay, monthOf} from '../../state/calendar.js'
import {kind, type Store} from '../../state/store.js'
import type {Customer} from '../../world/model.js'

export interface Budget {
  /** Decimal text with two decimals. */
  amount: string
  type: 'MONTHLY' | 'PACKAGE'
  /** Freezes the customer by itself when it is used up. */
  automatic: boolean
  /** Moment at which it was set; a one-off budget counts what is consumed from that month on. */
  since: number
}

export const budgetKind = kind<Budget>('budget')

/** The budget of a customer: the one that was set, else the one of the world. */
export function budgetOf(call: Pick<Here, 'store'>, customer: Customer): Budget | undefined {
  const set = call.store.get(budgetKind, customer.id, 'budget')
  if (set) return set
  if (customer.budget <= 0) return undefined
  return {amount: `${customer.budget}.00`, type: 'MONTHLY', automatic: false, since: customer.associatedOn}
}

/**
 * What has been consumed of it, as far as it is known: this month's spend up to yesterday, or all since a one-off one
 * was set.
 */
export function usedOf(call: Here, customer: Customer, budget: Budget | undefined): Decimal {
  const month = monthOf(call.now)
  const from = budget?.type === 'PACKAGE' ? Math.max(monthOf(budget.since), month - 17) : month
  let used = Decimal.zero
  for (let m = from; m <= month; m++) used = used.plus(spendOf(call, customer, m))
  return used
}

const known = new WeakMap<Store, {version: string; automatic: Map<string, Budget>}>()

/** Budgets that freeze by themselves, by customer. */
function automaticBudgets(store: Store): Map<string, Budget> {
  const version = store.version()
  let last = known.get(store)
  if (last?.version !== version) {
    const all = store.all(budgetKind).filter(b => b.value.automatic)
    last = {version, automatic: new Map(all.map(b => [b.owner, b.value]))}
    known.set(store, last)
  }
  return last.automatic
}

/**
 * Whether the platform has frozen the customer because its budget is used up. An unfreeze by the partner holds for the
 * rest of the day: then the platform looks again.
 */
export function isOverrun(call: Here, customer: Customer, releasedOn: number | undefined): boolean {
  const budget = automaticBudgets(call.store).get(customer.id)
  if (!budget || releasedOn === billDay(call.now)) return false
  return usedOf(call, customer, budget).compare(Decimal.parse(budget.amount)) > 0
}
