// Whether a customer has a budget: the API leaves it out, or says nothing is set with a zero.
import type {Decimal} from '../decimal.js'

/** What a budget is; undefined where there is none: without one, or with one of zero, a customer cannot buy. */
export const budgetOf = ({budget_amount}: {budget_amount?: Decimal | null}): Decimal | undefined =>
  budget_amount && !budget_amount.isZero ? budget_amount : undefined

/** What budgets and their projections count: not what customers, or the partner, pay. */
export const BUDGET_BASIS = 'list'

/** What is left of a budget; undefined where there is none, or its use is not known. */
export function leftOf(budget: {budget_amount?: Decimal | null; used_amount?: Decimal | null}): Decimal | undefined {
  const amount = budgetOf(budget)
  return amount && budget.used_amount ? amount.minus(budget.used_amount) : undefined
}

/** What a column shows of it. */
export const budgetText = (budget: {budget_amount?: Decimal | null}): string => budgetOf(budget)?.toDisplay() ?? 'none'
