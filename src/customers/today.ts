// The morning: what waits for a partner over all its customers. Parts are read side by side; one that cannot be read is
// named, and the rest stands.
import type {Api} from '../api/client.js'
import {operationTable} from '../api/contract/contract.js'
import type {TraceEntry} from '../api/session.js'
import type {Item, OperationId, Output} from '../api/types.js'
import {Decimal} from '../decimal.js'
import {concernsOnePart, type Failure, isUnknownCaller} from '../failure.js'
import {type Coverage, eachCustomer, Memory, TAKES_EFFECT} from './asked-each.js'
import {budgetOf} from './budget-amount.js'
import {type BudgetState, budgetState, customersWithBudgets, type WithBudget} from './budget-watch.js'
import type {Customer} from './find.js'
import {listResellers, type Reseller} from './resellers.js'

/** Whom something belongs to; nobody for what is the partner's own. */
interface Owned {
  customer_id?: string
  account_name?: string
  /** Whose customer it is, where it is a reseller's. */
  indirect_partner_id?: string
}

export type WaitingTicket = Item<'ListCases'> & Owned
export type ExpiringResource = Item<'ListPayPerUseCustomerResources'> & Owned

export interface Today {
  /** Moment of the run, UTC. */
  as_of: string
  site: string
  /** Absent where not all of them could be read. */
  customers?: number
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
/** OrderInstanceV2.status: given back, or deleted. */
const CLOSED = 3
const IN_REVIEW = ['0', '1']

const THRESHOLDS = [80, 100]
const DAYS_AHEAD = 30
/** Orders of late that are looked at, at most. */
const LATELY = 1000
const EXPIRING = ['expiring', 'ListPayPerUseCustomerResources'] as const
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

/** What falls away where customers cannot be read. */
const OF_CUSTOMERS = ['budgets', 'expiring resources', "customers' tickets", 'real-name reviews', 'frozen customers']

export async function readToday(api: Api, {now, most, memory, onProgress}: TodaySettings): Promise<Today> {
  const {site} = await api.session
  const today: Today = {
    as_of: now.toISOString(),
    site,
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
  let denied: Failure | undefined
  let isAnyRead = false
  /** Reads a part, where the site has it. Returns whether nothing of it is missing. */
  const part = async (names: string | string[], operation: OperationId, read: () => Promise<void>) => {
    if (!operationTable().operations[operation]!.sites.includes(site)) return true
    try {
      await read()
      isAnyRead = true
      return true
    } catch (error) {
      if (!concernsOnePart(error) || isUnknownCaller(error)) throw error
      if (error.outcome === 'denied') denied ??= error
      else isAnyRead = true
      for (const name of [names].flat()) today.failed.push({part: name, message: error.message, code: error.code})
      return false
    }
  }

  // One request goes ahead: where the keys are wrong nothing else is sent, for some wrong signatures lock them.
  let open = () => {}
  const answered = new Promise<void>(resolve => {
    open = resolve
  })
  const trace = ({status}: TraceEntry) => {
    if (status !== 401) open()
  }
  const money = Promise.all([
    part('credit', 'ShowPartnerConsumptionQuota', async () => {
      today.credit = creditOf(await api.call('ShowPartnerConsumptionQuota', {}, {trace}))
    }),
    part('balances', 'ListPartnerBalances', async () => {
      today.balances = (await api.call('ListPartnerBalances', {}, {trace})).account_balances ?? []
    }),
  ])
  await Promise.race([money, answered])

  const kept = await Memory.of(api, memory)
  const oldest = kept.oldest(...EXPIRING, now)
  const since = oldest === undefined ? undefined : wire(new Date(oldest - TAKES_EFFECT))
  const readSource = async (reseller?: Reseller): Promise<Source> => {
    const source: Source = {customers: [], orders: [], lately: [], isWhole: false}
    const {indirect_partner_id} = reseller ?? {}
    const of = reseller ? ` of ${reseller.account_name ?? indirect_partner_id}` : ''
    let isLost = false
    const reading = async (read: () => Promise<Output<'ListSubCustomerBudget'>>) => {
      let answer: Output<'ListSubCustomerBudget'> | undefined
      if (!isLost)
        isLost = !(await part(`budgets${of}`, 'ListSubCustomerBudget', async () => {
          answer = await read()
        }))
      return answer
    }
    await Promise.all([
      part(reseller ? `customers${of}` : ['customers', ...OF_CUSTOMERS], 'ListSubCustomers', async () => {
        for await (const customer of customersWithBudgets(api, {indirect_partner_id, reading}))
          source.customers.push(customer)
        source.isWhole = true
      }),
      part(`orders${of}`, 'ListCustomerOrders', async () => {
        const orders = await api.list('ListCustomerOrders', {status: TO_PAY, indirect_partner_id}).toArray()
        source.orders = orders.map(order => ({...order, ...(reseller && {indirect_partner_id})}))
        // Whoever has ordered something since is asked anew what expires: it may be renewed, or given back.
        if (since === undefined) return
        const lately = {create_time_begin: since, indirect_partner_id}
        source.lately = await api.list('ListCustomerOrders', lately, {limit: LATELY}).toArray()
      }),
    ])
    return source
  }
  const sources: Source[] = []
  await Promise.all([
    money,
    part('tickets', 'ListCases', async () => {
      today.tickets.push(...(await api.list('ListCases', {incident_status: WAITING_TICKETS}).toArray()))
    }),
    part('access', 'ListAuthorizations', async () => {
      today.authorizations = await api.list('ListAuthorizations', {status: PENDING_ACCESS}).toArray()
    }),
    readSource().then(own => sources.unshift(own)),
    part('resellers and their customers', 'ListIndirectPartners', async () => {
      const resellers = await listResellers(api)
      sources.push(...(await Promise.all(resellers.map(readSource))))
    }).then(isWhole => isWhole || sources.push({customers: [], orders: [], lately: [], isWhole})),
  ])
  if (denied && !isAnyRead) throw denied
  // What fails for the partner's own fails for each reseller's alike: once is enough.
  today.failed = today.failed.filter(
    ({part, message}) => !today.failed.some(one => one.message === message && part.startsWith(`${one.part} of `)),
  )

  const customers = new Map(sources.flatMap(source => source.customers).map(one => [one.customer_id, one]))
  // How many there are is only known where all could be read.
  if (sources.every(({isWhole}) => isWhole)) today.customers = customers.size
  for (const customer of customers.values()) sortIn(today, customer, now)
  const orders = new Map(sources.flatMap(source => source.orders).map(order => [order.order_id, order]))
  today.orders = [...orders.values()]
  for (const order of today.orders) order.account_name = customers.get(order.customer_id ?? '')?.account_name
  today.budgets.sort((a, b) => b.used_percent.compare(a.used_percent))

  const all = [...customers.values()]
  const settings = {
    memory: kept,
    isWhole: today.customers !== undefined,
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
        EXPIRING,
        all,
        {...settings, isLasting: true, ordered: lastOrders(sources)},
        ({customer_id, indirect_partner_id}): Promise<ExpiringResource[]> =>
          indirect_partner_id
            ? api.list('ListPayPerUseCustomerResources', input, {as: customer_id}).toArray()
            : api.list('ListPayPerUseCustomerResources', {...input, customer_id}).toArray(),
      )
      // What was given back stays in the list until its time would have been up.
      today.expiring = found.rows.filter(row => row.status !== CLOSED && (row.expire_time ?? '') > today.as_of)
      today.coverage.expiring = found.coverage
      today.failed.push(...found.failed)
    }),
    part("customers' tickets", 'ListCases', async () => {
      const found = await eachCustomer(
        ['tickets', 'ListCases'],
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

/** What is read at once of the partner's own customers, or of those of a reseller. */
interface Source {
  customers: WithBudget[]
  orders: Today['orders']
  /** Orders that may have changed what expires since it was asked for. */
  lately: Today['orders']
  /** All customers were read. */
  isWhole: boolean
}

function lastOrders(sources: Source[]): Map<string, number> {
  const last = new Map<string, number>()
  for (const {customer_id = '', create_time = ''} of sources.flatMap(({lately}) => lately)) {
    const moment = Date.parse(create_time)
    if (moment > (last.get(customer_id) ?? 0)) last.set(customer_id, moment)
  }
  return last
}

/** Where a customer belongs on the screen by what the list of customers says. */
function sortIn(today: Today, customer: WithBudget, now: Date): void {
  if (customer.is_frozen) today.frozen.push(customer)
  if (IN_REVIEW.includes(customer.verified_status ?? '')) today.realname.push(customer)
  const {customer_id, account_name, indirect_partner_id, used_amount, budget_unread} = customer
  if (budget_unread)
    today.failed.push({part: `budget of ${account_name}`, message: 'the answer lacks what it is, or what is used'})
  const state = budgetState(customer, {thresholds: THRESHOLDS, now})
  if (state?.threshold || (state && state.projected_percent.compare(Decimal.of(100)) > 0)) today.budgets.push(state)
  else if (!budget_unread && !budgetOf(customer) && used_amount && used_amount.compare(Decimal.zero) > 0)
    today.without_budget.push({customer_id, account_name, indirect_partner_id, used_amount})
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
