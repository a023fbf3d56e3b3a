// Everything about one customer that somebody on the telephone asks for, read side by side.
import type {Api} from '../api/client.js'
import type {Item, Output} from '../api/types.js'
import {currentCycle} from '../cycle.js'
import {Decimal} from '../decimal.js'
import {concernsOnePart} from '../failure.js'
import {BUDGET_BASIS, budgetOf} from './budget-amount.js'
import {project} from './budget-watch.js'
import type {Customer} from './find.js'

export interface Spend {
  bill_cycle: string
  currency?: string
  amount: Decimal
  /** Largest first. */
  services: {service_type_name: string; amount: Decimal}[]
}

export interface BudgetState {
  budget_amount?: Decimal
  used_amount?: Decimal
  currency?: string
  budget_type?: string
  /** What will be used at the end of the month if it goes on like this; monthly budgets only. */
  projected_amount?: Decimal
  /** What the amounts of a budget count: list prices. */
  basis?: typeof BUDGET_BASIS
}

export interface Overview {
  customer: Customer
  /** The reviewer's remark on a rejected real-name authentication. */
  opinion?: string
  budget?: BudgetState
  /** China only: what the customer has, and owes. */
  balance?: NonNullable<Output<'ListCustomersBalancesDetail'>['customer_balances']>[number]
  spend?: Spend
  /** Not finished: to be paid, to be confirmed, under way. */
  open_orders?: Item<'ListCustomerOrders'>[]
  open_tickets?: Item<'ListCases'>[]
  /** Not used yet. */
  coupons?: Item<'ListSubCustomerCoupons'>[]
  /** Parts that could not be read. */
  failed: {part: string; message: string; code?: string}[]
}

type Part = Exclude<keyof Overview, 'customer' | 'failed'>

/** Orders and tickets beyond these are past. Contract: CustomerOrderV2.status, IncidentInfoV2.status */
const OPEN_ORDERS = [1, 3, 6, 9] as const
const CLOSED_TICKETS = [3, 4, 12, 13]
const SHOWN = 100

/** Reads all parts at once. A part that fails is named in `failed`; the rest stands. */
export async function readOverview(
  api: Api,
  customer: Customer,
  now: Date,
  indirect_partner_id?: string,
): Promise<Overview> {
  const {site} = await api.session
  const {customer_id} = customer
  const as = customer_id
  const parts: Partial<Record<Part, () => Promise<unknown>>> = {
    spend: () => readSpend(api, customer_id, currentCycle(now)),
    open_orders: async () => {
      const lists = OPEN_ORDERS.map(status =>
        api.list('ListCustomerOrders', {customer_id, status, indirect_partner_id}, {limit: SHOWN}).toArray(),
      )
      return (await Promise.all(lists)).flat()
    },
    open_tickets: async () => {
      const tickets = await api.list('ListCases', {}, {as, limit: SHOWN}).toArray()
      return tickets.filter(ticket => !CLOSED_TICKETS.includes(ticket.status ?? -1))
    },
    coupons: () => api.list('ListSubCustomerCoupons', {status: 2}, {as, limit: SHOWN}).toArray(),
  }
  if (customer.verified_status === '1') {
    parts.opinion = async () => (await api.call('ShowRealnameAuthenticationReviewResult', {customer_id})).opinion
  }
  if (site === 'cn') {
    parts.balance = async () => {
      const answer = await api.call('ListCustomersBalancesDetail', {customer_infos: [{customer_id}]})
      return answer.customer_balances?.find(one => one.customer_id === customer_id)
    }
  } else
    parts.budget = async () =>
      withProjection(await api.call('ShowSubCustomerBudget', {customer_id, indirect_partner_id}), now)

  const overview: Overview = {customer, failed: []}
  await Promise.all(
    Object.entries(parts).map(async ([part, read]) => {
      try {
        Object.assign(overview, {[part]: await read()})
      } catch (error) {
        if (!concernsOnePart(error)) throw error
        overview.failed.push({part, message: error.message, code: error.code})
      }
    }),
  )
  return overview
}

async function readSpend(api: Api, customerId: string, bill_cycle: string): Promise<Spend> {
  const services = new Map<string, Decimal>()
  let currency: string | undefined
  for await (const page of api.pages('ShowCustomerMonthlySum', {bill_cycle, method: 'oneself'}, {as: customerId})) {
    for (const {service_type_name = '', consume_amount} of page.rows) {
      services.set(
        service_type_name,
        (services.get(service_type_name) ?? Decimal.zero).plus(consume_amount ?? Decimal.zero),
      )
    }
    currency = page.answer?.currency ?? currency
  }
  return {
    bill_cycle,
    currency,
    amount: Decimal.sum(services.values()),
    services: [...services]
      .map(([service_type_name, amount]) => ({service_type_name, amount}))
      .sort((a, b) => b.amount.compare(a.amount)),
  }
}

/**
 * Use of a monthly budget at the end of the month, as `budget watch` reckons it; as inexact as the used amount
 * itself.
 */
export function withProjection(budget: Output<'ShowSubCustomerBudget'>, now: Date): BudgetState {
  const {used_amount, budget_type} = budget
  if (!budgetOf(budget)) return budget
  const told = {...budget, basis: BUDGET_BASIS} as const
  if (!used_amount || budget_type === 'PACKAGE') return told
  return {...told, projected_amount: project(used_amount, now)}
}
