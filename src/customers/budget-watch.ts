// Budgets against what is used of them, where the month is heading, and what a policy wants done about it.

import type {Api} from '../api/client.js'
import {billDate, currentCycle, daysOf} from '../cycle.js'
import {Decimal} from '../decimal.js'
import {usage} from '../failure.js'
import {BUDGET_BASIS, budgetOf} from './budget-amount.js'
import {type Customer, named} from './find.js'
import {listResellers} from './resellers.js'
import {type CustomerWithBudget, listWithBudgets, type Reading} from './with-budget.js'

export interface BudgetState {
  customer_id: string
  account_name: string
  /** Whose customer it is, where it is a reseller's. */
  indirect_partner_id?: string
  budget_type?: string
  /** What all amounts count: list prices. */
  basis: typeof BUDGET_BASIS
  budget_amount: Decimal
  used_amount: Decimal
  /** Of the budget, in percent with one decimal. */
  used_percent: Decimal
  /** Where the month ends when its days go on like those so far; the used amount for a one-off budget. */
  projected_amount: Decimal
  projected_percent: Decimal
  is_frozen?: number
  /** The highest threshold that is reached, in percent; absent below all of them. */
  threshold?: number
  /** What the policy wants. */
  action?: Action
  /** The new budget of a raise. */
  raise_to?: Decimal
}

export type Action = 'warn' | 'raise' | 'freeze'

/** What is done from a share of the budget on. */
export interface Step {
  at: number
  do: Action
  /** Percent of the budget that a raise adds. */
  by?: number
}

export interface Policy {
  steps: Step[]
  /** Done without --yes. */
  auto: boolean
}

const HUNDRED = Decimal.of(100)

/** Reads a policy: `steps: [{at: 80, do: warn}, {at: 100, do: raise, by: 10}, {at: 130, do: freeze}]`, `auto: true`. */
export async function parsePolicy(text: string, path: string): Promise<Policy> {
  const {parse, YAMLParseError} = await import('yaml')
  let value: {steps?: unknown; auto?: unknown}
  try {
    value = parse(text)
  } catch (error) {
    if (error instanceof YAMLParseError) throw usage(`the policy ${path} is not readable: ${error.message}`)
    throw error
  }
  if (!value || !Array.isArray(value.steps) || value.steps.length === 0) {
    throw usage(`the policy ${path} has no steps`, 'Write steps: [{at: 80, do: warn}, {at: 100, do: raise, by: 10}]')
  }
  const steps = value.steps.map((step: Step, index) => {
    const where = `step ${index + 1} of ${path}`
    if (!Number.isInteger(step?.at) || step.at < 1 || step.at > 1000)
      throw usage(`${where}: "at" is a percentage, 1 to 1000`)
    if (!['warn', 'raise', 'freeze'].includes(step.do)) throw usage(`${where}: "do" is warn, raise or freeze`)
    if (step.do === 'raise' && (!Number.isInteger(step.by) || step.by! < 1 || step.by! > 1000)) {
      throw usage(`${where}: a raise needs "by", a percentage from 1 to 1000`)
    }
    return step
  })
  if (value.auto !== undefined && typeof value.auto !== 'boolean') throw usage(`"auto" of ${path} is true or false`)
  return {steps: steps.sort((a, b) => a.at - b.at), auto: value.auto === true}
}

interface Wanted {
  thresholds: number[]
  policy?: Policy
  now: Date
  /** What each customer's days cost lately. */
  recent?: Map<string, Decimal>
}

export type WithBudget = Customer & CustomerWithBudget & {indirect_partner_id?: string}

/**
 * Budgets of all customers that have one, the partner's own and those of its resellers, with projection, threshold and
 * what the policy wants. Budgets that cannot be read are a Failure: nobody must take them for budgets that are well.
 * `unread` is told of customers whose amounts the answer lacks.
 */
export async function* watchBudgets(
  api: Api,
  wanted: Wanted,
  unread: (customer: WithBudget) => void,
): AsyncGenerator<BudgetState> {
  const states = async function* (indirect_partner_id?: string) {
    for await (const customer of customersWithBudgets(api, {indirect_partner_id, reading: read => read()})) {
      if (customer.budget_unread) unread(customer)
      const state = budgetState(customer, wanted)
      if (state) yield state
    }
  }
  yield* states()
  for (const {indirect_partner_id} of await listResellers(api)) yield* states(indirect_partner_id)
}

/** How the budget of a customer stands; undefined where it has none, or its amounts are not known. */
export function budgetState(customer: WithBudget, {thresholds, policy, now, recent}: Wanted): BudgetState | undefined {
  const {budget_amount, used_amount, budget_type} = customer
  if (!budget_amount || !budgetOf(customer) || !used_amount) return undefined
  const projected =
    budget_type === 'PACKAGE' ? used_amount : project(used_amount, now, recent?.get(customer.customer_id))
  const usedPercent = percentOf(used_amount, budget_amount)
  const reached = thresholds.filter(threshold => usedPercent.compare(Decimal.of(threshold)) >= 0).at(-1)
  const step = policy?.steps.findLast(one => usedPercent.compare(Decimal.of(one.at)) >= 0)
  return {
    customer_id: customer.customer_id,
    account_name: customer.account_name,
    indirect_partner_id: customer.indirect_partner_id,
    budget_type,
    basis: BUDGET_BASIS,
    budget_amount,
    used_amount,
    used_percent: usedPercent,
    projected_amount: projected,
    projected_percent: percentOf(projected, budget_amount),
    is_frozen: customer.is_frozen,
    threshold: reached,
    action: step && isDone(customer, step) ? 'warn' : step?.do,
    raise_to:
      step?.do === 'raise'
        ? budget_amount
            .times(Decimal.of(100 + step.by!))
            .dividedBy(HUNDRED)
            .rounded(2, 'up')
        : undefined,
  }
}

/** The partner's own customers, or those of one reseller, with their budgets. */
export const customersWithBudgets = (
  api: Api,
  {indirect_partner_id, reading}: {indirect_partner_id?: string; reading: Reading},
): AsyncIterable<WithBudget> =>
  listWithBudgets(api, {indirect_partner_id}, {reading}).map(row => ({
    ...row,
    ...named(row),
    ...(indirect_partner_id && {indirect_partner_id}),
  }))

/** Who is frozen already need not be frozen again. */
const isDone = (customer: Customer, step: Step) => step.do === 'freeze' && (customer.is_frozen ?? 0) !== 0

const percentOf = (part: Decimal, whole: Decimal) => part.times(HUNDRED).dividedBy(whole).rounded(1)

/**
 * The month's end: what is used, and for each day that is left what a day costs. Used amounts lag by up to a day, so
 * only whole days count. `daily` is what a day cost lately, from records; without it the month's average is taken.
 */
export function project(used: Decimal, now: Date, daily?: Decimal): Decimal {
  const days = daysOf(currentCycle(now)).length
  const gone = Math.max(Number(billDate(now).slice(8)) - 1, 1)
  const left = Math.max(days - gone, 0)
  const perDay = daily ?? used.dividedBy(Decimal.of(gone))
  return used.plus(perDay.times(Decimal.of(left))).rounded(2)
}

/** Days of records that the recent daily cost is taken from. */
export const RECENT_DAYS = 7
