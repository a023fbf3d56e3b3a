// Charges that a customer caused through the API: orders that were paid, refunds. They become records of the bill.
import {Decimal} from '../../decimal.js'
import {billDay, firstDay, monthOf} from '../calendar.js'
import {hashText} from '../random.js'
import {kind, type Store} from '../store.js'
import type {Customer} from '../world/world.js'
import {type Product, products} from './products.js'
import type {Event} from './resources.js'

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
}

const chargeKind = kind<Charge>('charge')

/** Puts a charge on the customer's bill. Call it inside a write operation. */
export function addCharge(store: Store, customerId: string, id: string, charge: Charge): void {
  store.put(chargeKind, customerId, id, charge)
  memory.delete(store)
}

/** The charges of a customer in a month, as events of its bill. */
export function chargesOf(call: {store: Store}, customer: Customer, month: number): Event[] {
  const found = charged(call).get(customer.id)
  return (found ?? []).filter(e => e.month === month).map(e => e.event)
}

interface Known {
  /** The request that looked whether the store had changed; a sum over thousands of customers looks once. */
  call: object
  version: string
  byCustomer: Map<string, {month: number; event: Event}[]>
}

const memory = new WeakMap<Store, Known>()

/** All charges, read anew when the store has changed. */
function charged(call: {store: Store}): Known['byCustomer'] {
  const {store} = call
  let known = memory.get(store)
  if (known?.call === call) return known.byCustomer
  const version = store.version()
  if (known?.version !== version) {
    known = {call, version, byCustomer: new Map()}
    for (const {owner, id, value} of store.all(chargeKind)) {
      const list = known.byCustomer.get(owner) ?? []
      list.push({month: monthOf(value.at), event: toEvent(id, value)})
      known.byCustomer.set(owner, list)
    }
    memory.set(store, known)
  }
  known.call = call
  return known.byCustomer
}

function toEvent(id: string, charge: Charge): Event {
  const {tradeId, resourceId, resourceName, region, at} = charge
  return {
    product: productOf(charge),
    seed: hashText(id),
    size: 1,
    day: Math.max(billDay(at), firstDay(monthOf(at))),
    type: charge.type,
    mode: charge.mode,
    official: Decimal.parse(charge.official).units,
    discount: Decimal.parse(charge.discount).units,
    coupon: Decimal.parse(charge.coupon).units,
    months: charge.months,
    stored: {tradeId, resourceId, resourceName, region, at},
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
