// The morning: what waits for a partner over all its customers. Parts are read side by side; one that cannot be read is
// named, and the rest stands.
import type {Api} from '../api/client.js'
import {operationTable} from '../api/contract/contract.js'
import type {Item, OperationId, Output} from '../api/types.js'
import {Decimal} from '../decimal.js'
import {concernsOnePart} from '../failure.js'
import {type Coverage, eachCustomer, Memory} from './asked-each.js'
import {allWithBudgets, type BudgetState, budgetState} from './budget-watch.js'
import type {Customer} from './find.js'

/** Whom something belongs to; nobody for what is the partner's own. */
interface Owned {
  customer_id?: string
  account_name?: string
}

export type WaitingTicket = Item<'ListCases'> & Owned
export type ExpiringResource = Item<'ListPayPerUseCustomerResources'> & Owned

export interface Today {
  /** Moment of the run, UTC. */
  as_of: string
  site: string
  customers: number
  /** China: what the partner's accounts hold. */
  balances?: Item<'ListPartnerBalances'>[]
  credit?: {quota?: Decimal; left?: Decimal; due?: Decimal; currency?: string}
  /** To be confirmed by us, or waiting for our feedback: our own, and those of customers. */
  tickets: WaitingTicket[]
  /** Engineers who ask for access. */
  authorizations: Item<'ListAuthorizations'>[]
  /** Orders that wait for a payment. */
  orders: (Item<'ListCustomerOrders'> & Owned)[]
  /** Used to 80 % or more, or used up before the month ends if it goes on like this. */
  budgets: BudgetState[]
  /** Used without a budget. */
  without_budget: (Owned & {used_amount: Decimal})[]
  /** Yearly/monthly resources that end within 30 days. */
  expiring: ExpiringResource[]
  /** Real-name authentications under review or rejected. */
  realname: Customer[]
  frozen: Customer[]
  /** Of how many customers something was read, and how old the oldest of it is. */
  coverage: Record<'tickets' | 'expiring', Coverage>
  failed: {part: string; message: string; code?: string}[]
}

/** Contract: IncidentInfoV2.status, CustomerOrderV2.status, CustomerInformation.verified_status */
const WAITING_TICKETS = '2,17'
const PENDING_ACCESS = 0
const TO_PAY = 6
const IN_REVIEW = ['0', '1']

const THRESHOLDS = [80, 100]
const DAYS_AHEAD = 30
const DAY = 86_400_000

export interface TodaySettings {
  now: Date
  /**
   * Customers that are asked one by one in this run, at most: of the others stands what an earlier run was told. All
   * are asked anew where nothing is said.
   */
  most?: number
  /** Where answers are remembered. */
  memory: string
  onProgress?(text: string): void
}

export async function readToday(api: Api, {now, most, memory, onProgress}: TodaySettings): Promise<Today> {
  const {site} = await api.session
  const today: Today = {
    as_of: now.toISOString(),
    site,
    customers: 0,
    tickets: [],
    authorizations: [],
    orders: [],
    budgets: [],
    without_budget: [],
    expiring: [],
    realname: [],
    frozen: [],
    coverage: {tickets: {read: 0, of: 0}, expiring: {read: 0, of: 0}},
    failed: [],
  }
  const part = async (name: string, operation: OperationId, read: () => Promise<void>) => {
    if (!operationTable().operations[operation]!.sites.includes(site)) return
    try {
      await read()
    } catch (error) {
      if (!concernsOnePart(error)) throw error
      today.failed.push({part: name, message: error.message, code: error.code})
    }
  }
  const customers = new Map<string, Customer & {indirect_partner_id?: string}>()
  await Promise.all([
    part('credit', 'ShowPartnerConsumptionQuota', async () => {
      today.credit = creditOf(await api.call('ShowPartnerConsumptionQuota', {}))
    }),
    part('balances', 'ListPartnerBalances', async () => {
      today.balances = (await api.call('ListPartnerBalances', {})).account_balances ?? []
    }),
    part('tickets', 'ListCases', async () => {
      today.tickets.push(...(await api.list('ListCases', {incident_status: WAITING_TICKETS}).toArray()))
    }),
    part('access', 'ListAuthorizations', async () => {
      today.authorizations = await api.list('ListAuthorizations', {status: PENDING_ACCESS}).toArray()
    }),
    part('orders', 'ListCustomerOrders', async () => {
      today.orders = await api.list('ListCustomerOrders', {status: TO_PAY}).toArray()
    }),
    part('customers', 'ListSubCustomers', async () => {
      for await (const customer of allWithBudgets(api)) {
        customers.set(customer.customer_id, customer)
        if (customer.is_frozen) today.frozen.push(customer)
        if (IN_REVIEW.includes(customer.verified_status ?? '')) today.realname.push(customer)
        const state = budgetState(customer, {thresholds: THRESHOLDS, now})
        if (state?.threshold || (state && state.projected_percent.compare(Decimal.of(100)) > 0))
          today.budgets.push(state)
        const {customer_id, account_name, used_amount} = customer
        if (!state && used_amount && used_amount.compare(Decimal.zero) > 0)
          today.without_budget.push({customer_id, account_name, used_amount})
      }
    }),
  ])
  today.customers = customers.size
  for (const order of today.orders) order.account_name = customers.get(order.customer_id ?? '')?.account_name
  today.budgets.sort((a, b) => b.used_percent.compare(a.used_percent))

  const all = [...customers.values()]
  const settings = {
    memory: await Memory.of(api, memory),
    most,
    now,
    onProgress: () => onProgress?.(`Asking for ${all.length} customers`),
  }
  await Promise.all([
    part('expiring resources', 'ListPayPerUseCustomerResources', async () => {
      const window = {
        expire_time_begin: wire(now),
        expire_time_end: wire(new Date(now.getTime() + DAYS_AHEAD * DAY)),
      }
      const input = {only_main_resource: 1 as const, ...window}
      // A distributor asks for its own customers; for a reseller's it has to act as the customer.
      const found = await eachCustomer(
        'expiring',
        all,
        {...settings, isLasting: true},
        ({customer_id, indirect_partner_id}): Promise<ExpiringResource[]> =>
          indirect_partner_id
            ? api.list('ListPayPerUseCustomerResources', input, {as: customer_id}).toArray()
            : api.list('ListPayPerUseCustomerResources', {...input, customer_id}).toArray(),
      )
      today.expiring = found.rows.filter(row => (row.expire_time ?? '') > today.as_of)
      today.coverage.expiring = found.coverage
      today.failed.push(...found.failed)
    }),
    part("customers' tickets", 'ListCases', async () => {
      const found = await eachCustomer(
        'tickets',
        all,
        {...settings, isLasting: false},
        ({customer_id: as}): Promise<WaitingTicket[]> =>
          api.list('ListCases', {incident_status: WAITING_TICKETS}, {as}).toArray(),
      )
      today.tickets.push(...found.rows)
      today.tickets.sort((a, b) => (String(a.create_time) < String(b.create_time) ? 1 : -1))
      today.coverage.tickets = found.coverage
      today.failed.push(...found.failed)
    }),
  ])
  today.expiring.sort((a, b) => ((a.expire_time ?? '') < (b.expire_time ?? '') ? -1 : 1))
  return today
}

/** Whether something wants somebody to do something. */
export const isWaiting = (today: Today): boolean =>
  [today.tickets, today.authorizations, today.orders, today.budgets, today.without_budget, today.expiring].some(
    rows => rows.length > 0,
  ) ||
  today.realname.length > 0 ||
  today.frozen.length > 0

const wire = (moment: Date): string => moment.toISOString().replace(/\.\d+Z$/, 'Z')

function creditOf(answer: Output<'ShowPartnerConsumptionQuota'>): Today['credit'] {
  const [quota, used] = [answer.consumption_quota, answer.used_consumption_quota].map(one => Decimal.read(one))
  return {
    quota,
    left: quota && used && quota.minus(used),
    due: Decimal.read(answer.due_amount),
    currency: answer.currency,
  }
}
