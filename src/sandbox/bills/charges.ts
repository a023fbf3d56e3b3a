// What a customer caused through the API: orders that were paid, refunds, renewals that go on or stop, resources that
// became pay-per-use. All of it becomes records of the bill.
import {Decimal} from '../../decimal.js'
import {billDay, daysIn, firstDay, monthOf, startOfBillDay} from '../state/calendar.js'
import {kind, type Store} from '../state/store.js'
import {
  defaultRenewalSettings,
  type Held,
  heldKind,
  meteredFrom,
  type RenewalSettings,
  renewalSettingsKind,
  productOf as subscribed,
  unroll,
} from '../topics/subscriptions/subscription.js'
import type {Customer, World} from '../world/model.js'
import type {Event, MonthOfResources} from './events.js'
import {timeOf} from './naming.js'
import {type Product, products} from './products.js'

/** A charge, as a topic writes it. Amounts are decimal text. */
export interface Charge {
  /** Moment in milliseconds. */
  at: number
  /** The API's bill type: 1 purchase, 2 renewal, 4 unsubscription, … */
  type: number
  mode: Event['mode']
  service: string
  resource: string
  sku: string
  size: number
  description: [string, string]
  productId: string
  official: string
  discount: string
  coupon: string
  months: number
  tradeId: string
  resourceId: string
  resourceName: string
  region: string
  /** Number that the resource's project and tag follow from. */
  seed: number
  /** The order that a refund belongs to. */
  baseTradeId?: string
}

const chargeKind = kind<Charge>('charge')

/** Puts a charge on the customer's bill. Call it inside a write operation. */
export function addCharge(store: Store, customerId: string, id: string, charge: Charge): void {
  store.put(chargeKind, customerId, id, charge)
  memory.delete(store)
}

/** Says that what a customer caused has changed, within the request that changed it. */
export const causedAnew = (store: Store): void => void memory.delete(store)

/** A month of a customer with what it caused since, and without what it called off. */
export function withCaused(
  call: {world: World; store: Store},
  customer: Customer,
  month: number,
  found: MonthOfResources,
): MonthOfResources {
  const caused = everythingCaused(call).get(customer.id)
  if (!caused) return found
  const charges = caused.charges.filter(c => c.month === month).map(c => c.event)
  if (caused.held.length === 0) return charges.length ? {...found, events: [...found.events, ...charges]} : found
  const since = new Map(caused.held.map(h => [h.seed, h.since]))
  const kept = found.events.filter(e => e.mode !== '1' || timeOf(e) <= (since.get(e.seed) ?? Infinity))
  const events = [...kept, ...charges]
  const metered = [...found.metered]
  const end = startOfBillDay(firstDay(month) + daysIn(month)) - 1
  for (const held of caused.held) {
    const {now, renewals} = unroll(call.world, held, end, caused.settings)
    for (const {payment, months} of renewals) {
      if (monthOf(payment.at) === month) events.push(renewalEvent(held, payment, months))
    }
    const used = meteredFrom(call.world, now, customer.billing.discount)
    if (used && used.from < firstDay(month) + daysIn(month)) metered.push(used)
  }
  return {metered, events}
}

function renewalEvent(held: Held, {at, orderId, official, discount}: Held['payments'][number], months: number): Event {
  return {
    product: subscribed(held),
    seed: held.seed,
    size: held.size,
    day: billDay(at),
    type: 8,
    mode: '1',
    official: Decimal.parse(official).units,
    discount: Decimal.parse(discount).units,
    coupon: 0n,
    months,
    stored: {
      line: `${orderId}-000001`,
      tradeId: orderId,
      resourceId: held.id,
      resourceName: held.name,
      region: held.region,
      at,
    },
  }
}

/** What one customer caused. */
interface Caused {
  charges: {month: number; event: Event}[]
  held: Held[]
  settings: RenewalSettings
}

interface Known {
  /** The request that looked whether the store had changed; a sum over thousands of customers looks once. */
  call: object
  version: string
  byCustomer: Map<string, Caused>
}

const memory = new WeakMap<Store, Known>()

/** Everything that was caused, read anew when the store has changed. */
function everythingCaused(call: {store: Store}): Known['byCustomer'] {
  const {store} = call
  let known = memory.get(store)
  if (known?.call === call) return known.byCustomer
  const version = store.version()
  if (known?.version !== version) {
    const byCustomer: Known['byCustomer'] = new Map()
    const of = (owner: string): Caused => {
      let caused = byCustomer.get(owner)
      if (!caused) {
        caused = {charges: [], held: [], settings: defaultRenewalSettings}
        byCustomer.set(owner, caused)
      }
      return caused
    }
    for (const {owner, id, value} of store.all(chargeKind)) {
      of(owner).charges.push({month: monthOf(value.at), event: toEvent(id, value)})
    }
    for (const {owner, value} of store.all(heldKind)) of(owner).held.push(value)
    for (const {owner, value} of store.all(renewalSettingsKind)) of(owner).settings = value
    known = {call, version, byCustomer}
    memory.set(store, known)
  }
  known.call = call
  return known.byCustomer
}

function toEvent(id: string, charge: Charge): Event {
  const {tradeId, resourceId, resourceName, region, at, baseTradeId} = charge
  return {
    product: productOf(charge),
    seed: charge.seed,
    size: charge.size,
    day: Math.max(billDay(at), firstDay(monthOf(at))),
    type: charge.type,
    mode: charge.mode,
    official: Decimal.parse(charge.official).units,
    discount: Decimal.parse(charge.discount).units,
    coupon: Decimal.parse(charge.coupon).units,
    months: charge.months,
    stored: {line: id, tradeId, resourceId, resourceName, region, at, ...(baseTradeId ? {baseTradeId} : {})},
  }
}

function productOf(charge: Charge): Product {
  const known = products().find(p => p.service === charge.service && p.resource === charge.resource)
  const {service, resource, sku, description, productId} = charge
  const base = known ?? {
    size: {from: 1, to: 1, step: 1, measureId: null},
    usages: [],
    monthly: 0,
    office: false,
    weight: 0,
  }
  return {...base, service, resource, sku, description, productId, periodProductId: productId}
}
