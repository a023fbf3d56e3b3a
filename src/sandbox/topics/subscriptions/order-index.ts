// Orders of all customers of a partner, in the order of time. Thousands of customers have hundreds of thousands of
// orders: what the lists filter and sort by is kept in columns, an order itself is made when it is on the page.

import type {Call} from '../../call.js'
import {firstDay, monthOf, startOfBillDay} from '../../state/calendar.js'
import {catalogue} from '../../world/catalogue.js'
import type {Customer, Partner, World} from '../../world/model.js'
import {type Order, type OrderStatus, orderKind, orderStatus, ordersOf, productOfItem, worldOrders} from './orders.js'
import {heldKind} from './subscription.js'

export interface OrderFilter {
  status?: number
  type?: number
  service?: string
  createdFrom: number
  createdTo: number
  paidFrom: number
  paidTo: number
}

export const everyOrder: OrderFilter = {
  createdFrom: -Infinity,
  createdTo: Infinity,
  paidFrom: -Infinity,
  paidTo: Infinity,
}

export const matches = (filter: OrderFilter, order: Order, now: number): boolean =>
  (filter.status === undefined || orderStatus(order, now) === filter.status) &&
  (filter.type === undefined || order.type === filter.type) &&
  (filter.service === undefined || order.items.some(i => productOfItem(i).service === filter.service)) &&
  order.createdAt >= filter.createdFrom &&
  order.createdAt <= filter.createdTo &&
  (filter.paidFrom === -Infinity || (order.paidAt ?? -Infinity) >= filter.paidFrom) &&
  (filter.paidTo === Infinity || (order.paidAt ?? Infinity) <= filter.paidTo)

/** Orders of customers that nothing was changed of, up to the end of a month; one line each. */
interface Columns {
  customers: Customer[]
  count: number
  created: Float64Array
  /** 0 for an order that nobody paid. */
  paid: Float64Array
  deadline: Float64Array
  owner: Uint32Array
  type: Uint8Array
  service: Uint8Array
}

interface Line {
  createdAt: number
  /** Makes the order. */
  order(): Order
}

/** Orders of a partner's customers that pass a filter, newest first: how many, and a page of them. */
export function partnerOrders(
  call: Call<unknown>,
  partner: Partner,
  filter: OrderFilter,
  oldestFirst: boolean,
  offset: number,
  limit: number,
): {count: number; orders: Order[]} {
  const lines = [...untouched(call, partner, filter), ...touched(call, partner, filter)]
  lines.sort((a, b) => b.createdAt - a.createdAt)
  if (oldestFirst) lines.reverse()
  return {count: lines.length, orders: lines.slice(offset, offset + limit).map(l => l.order())}
}

/** An order of a partner's customers by its number. */
export function findPartnerOrder(
  call: Call<unknown>,
  partner: Partner,
  id: string,
): {customer: Customer; order: Order} | undefined {
  const stored = call.store.find(orderKind, id)
  const owner = stored && call.customers.ofPartner(partner.id, stored.owner, call.now)
  if (owner) return {customer: owner, order: stored.value}
  // The number tells the minute in which the order was made or paid.
  const digits = /^CS(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(id)
  if (!digits) return undefined
  const [y, mo, d, h, mi] = digits.slice(1).map(Number) as [number, number, number, number, number]
  const minute = Date.UTC(2000 + y, mo - 1, d, h, mi) - 28_800_000
  const near = {...everyOrder, createdFrom: minute - 3_600_000, createdTo: minute + 60_000}
  for (const line of [...untouched(call, partner, near), ...touched(call, partner, near)]) {
    const order = line.order()
    if (order.id === id) return {customer: call.customers.get(order.customerId)!, order}
  }
  return undefined
}

function* touched(call: Call<unknown>, partner: Partner, filter: OrderFilter): Generator<Line> {
  for (const id of touchedIds(call)) {
    const customer = call.customers.ofPartner(partner.id, id, call.now)
    if (!customer) continue
    for (const order of ordersOf(call, customer)) {
      if (matches(filter, order, call.now)) yield {createdAt: order.createdAt, order: () => order}
    }
  }
}

const touchedIds = (call: Call<unknown>): Set<string> =>
  new Set([...call.store.all(orderKind), ...call.store.all(heldKind)].map(d => d.owner))

function* untouched(call: Call<unknown>, partner: Partner, filter: OrderFilter): Generator<Line> {
  const {now} = call
  const c = columnsOf(call, partner)
  const skip = touchedIds(call)
  // Orders of one customer are made together.
  const made = new Map<Customer, Order[]>()
  const ordersMade = (customer: Customer): Order[] => {
    const orders = made.get(customer) ?? worldOrders(call.world, customer, now)
    made.set(customer, orders)
    return orders
  }
  const service = filter.service === undefined ? -1 : serviceNumber(filter.service)
  for (let i = 0; i < c.count; i++) {
    const created = c.created[i]!
    const paid = c.paid[i]!
    if (created > now || paid > now || created < filter.createdFrom || created > filter.createdTo) continue
    if (filter.status !== undefined && filter.status !== statusOf(paid, c.deadline[i]!, now)) continue
    if (filter.type !== undefined && filter.type !== c.type[i]) continue
    if (service !== -1 && service !== c.service[i]) continue
    if (filter.paidFrom !== -Infinity && (paid === 0 || paid < filter.paidFrom)) continue
    if (filter.paidTo !== Infinity && (paid === 0 || paid > filter.paidTo)) continue
    const customer = c.customers[c.owner[i]!]!
    if (customer.associatedOn > now || skip.has(customer.id)) continue
    yield {
      createdAt: created,
      order: () => ordersMade(customer).find(o => o.createdAt === created && (o.paidAt ?? 0) === paid)!,
    }
  }
}

const statusOf = (paid: number, deadline: number, now: number): OrderStatus => (paid > 0 ? 5 : now > deadline ? 4 : 6)

const serviceNumber = (code: string): number => catalogue().service_types.findIndex(s => s.code === code) & 0xff

const memory = new WeakMap<World, Map<string, Columns>>()

/** The columns of a partner; made once a month of the sandbox's clock. */
function columnsOf(call: Call<unknown>, partner: Partner): Columns {
  const month = monthOf(call.now)
  const key = `${partner.id}/${month}`
  const known = memory.get(call.world) ?? new Map<string, Columns>()
  memory.set(call.world, known)
  const found = known.get(key)
  if (found) return found
  const customers = call.world.customersOf(partner.id)
  const end = startOfBillDay(firstDay(month + 1)) - 1
  const rows: [created: number, paid: number, deadline: number, owner: number, type: number, service: number][] = []
  for (const [owner, customer] of customers.entries()) {
    for (const o of worldOrders(call.world, customer, end)) {
      rows.push([
        o.createdAt,
        o.paidAt ?? 0,
        o.deadline,
        owner,
        o.type,
        serviceNumber(productOfItem(o.items[0]!).service),
      ])
    }
  }
  const columns: Columns = {
    customers,
    count: rows.length,
    created: Float64Array.from(rows, r => r[0]),
    paid: Float64Array.from(rows, r => r[1]),
    deadline: Float64Array.from(rows, r => r[2]),
    owner: Uint32Array.from(rows, r => r[3]),
    type: Uint8Array.from(rows, r => r[4]),
    service: Uint8Array.from(rows, r => r[5]),
  }
  if (known.size > 8) known.clear()
  known.set(key, columns)
  return columns
}
