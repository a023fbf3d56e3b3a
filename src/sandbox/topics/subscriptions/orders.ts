// Orders of yearly/monthly resources: those behind the bills of the world, those that wait to be paid, and what was
// ordered through the API since.

import {Decimal} from '../../../decimal.js'
import type {Event} from '../../bills/events.js'
import {isOrder, namingOf, resourceIdOf, timeOf} from '../../bills/naming.js'
import {type Product, priceFactor, products} from '../../bills/products.js'
import {resourcesOf} from '../../bills/resources.js'
import type {Here} from '../../here.js'
import {DAY_MS, daysIn, firstDay, monthOf, startOfBillDay} from '../../state/calendar.js'
import {Dice, hashText, mix, textOf} from '../../state/random.js'
import {kind} from '../../state/store.js'
import type {Customer, World} from '../../world/model.js'
import {type Held, heldKind, orderIdOf, productOf, text, unroll} from './subscription.js'
import {renewalSettingsOf} from './world.js'

/** One product of an order. Amounts are decimal text; refunds are negative. */
export interface OrderItem {
  id: string
  resourceId?: string
  resourceName?: string
  sku: string
  resource: string
  size: number
  region: string
  /** Number that the resource's other properties follow from. */
  seed: number
  /** Discount in 1/10000. */
  share: number
  /** Months that are bought; 0 for a refund. */
  months: number
  official: string
  discount: string
  coupon: string
  effective?: number
  expire?: number
  /** The order that a refund gives money back from. */
  baseOrderId?: string
}

export interface Order {
  id: string
  customerId: string
  /** The API's order types: 1 new, 2 renewal, 3 change, 4 unsubscription. */
  type: 1 | 2 | 3 | 4
  /** Made by a user, by a contract, or by the system. */
  source: 1 | 3 | 8
  /** The contract that made it. */
  contractId?: string
  by: string
  createdAt: number
  /** Until when it can be paid. */
  deadline: number
  paidAt?: number
  cancelledAt?: number
  coupons?: {id: string; type: number; amount: string}[]
  discountType?: number
  items: OrderItem[]
}

export const orderKind = kind<Order>('order')

/** Days in which an order has to be paid. Source: intl/en-us/usermanual-billing/en-us_topic_0075746561.html. */
export const DAYS_TO_PAY = 7
/** Months of orders that are kept. */
export const MONTHS_KEPT = 24

/** The API's states: 4 cancelled, 5 completed, 6 pending payment. */
export type OrderStatus = 4 | 5 | 6

export function orderStatus(order: Order, now: number): OrderStatus {
  if (order.paidAt !== undefined) return 5
  return order.cancelledAt !== undefined || now > order.deadline ? 4 : 6
}

const orderTypes: Record<number, Order['type']> = {1: 1, 2: 2, 3: 3, 4: 4, 8: 2, 18: 1, 20: 3, 24: 4}

/** All orders of a customer during the last two years, newest first. */
export function ordersOf(call: Here, customer: Customer): Order[] {
  const stored = call.store.list(orderKind, customer.id).map(o => o.value)
  const known = new Set(stored.map(o => o.id))
  const held = call.store.list(heldKind, customer.id).map(h => h.value)
  const since = new Map(held.map(h => [h.seed, h.since]))
  const ofWorld = worldOrders(call.world, customer, call.now).filter(
    o => !known.has(o.id) && (o.paidAt === undefined || o.paidAt <= (since.get(o.items[0]!.seed) ?? Infinity)),
  )
  const all = [...stored, ...ofWorld, ...held.flatMap(h => renewals(call, customer, h))]
  return all.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1))
}

/** The orders of the world, as if nobody had changed anything. */
export function worldOrders(world: World, customer: Customer, now: number): Order[] {
  const found: Order[] = []
  const first = Math.max(monthOf(customer.associatedOn), monthOf(now) - MONTHS_KEPT + 1)
  for (let month = first; month <= monthOf(now); month++) {
    for (const event of resourcesOf(world.site, customer, month).events) {
      if (isOrder(event) && timeOf(event) <= now) found.push(fromEvent(world, customer, event))
    }
    const cart = cartOf(world, customer, month)
    if (cart && cart.createdAt <= now) found.push(cart)
  }
  return found
}

export const findOrder = (call: Here, customer: Customer, id: string): Order | undefined =>
  call.store.get(orderKind, customer.id, id) ?? ordersOf(call, customer).find(o => o.id === id)

function fromEvent(world: World, customer: Customer, event: Event): Order {
  const names = namingOf(world)
  const at = timeOf(event)
  const id = names.tradeId(event, event.day)
  const base = names.baseTradeId(event)
  const bought = event.official >= 0n && event.type !== 18
  const byContract = world.scenario === 'messy' && event.type === 1 && event.seed % 5 === 0
  return {
    id,
    customerId: customer.id,
    type: orderTypes[event.type]!,
    source: byContract ? 3 : event.type === 8 || event.type === 18 ? 8 : 1,
    ...(byContract ? {contractId: `CTR${textOf(mix(event.seed, 0xc7), 10, '0123456789')}`} : {}),
    by: customer.accountName,
    createdAt: at - (event.seed % 600) * 1000,
    deadline: at + DAYS_TO_PAY * DAY_MS,
    paidAt: at,
    items: [
      {
        id: `${id}-000001`,
        resourceId: resourceIdOf(event.product, event.seed),
        resourceName: names.resourceName(event),
        sku: event.product.sku,
        resource: event.product.resource,
        size: event.size,
        region: names.region(event, customer),
        seed: event.seed,
        share: event.official === 0n ? 0 : Number((event.discount * 10_000n) / event.official),
        months: event.official < 0n ? 0 : event.months,
        official: text(event.official),
        discount: text(event.discount),
        coupon: text(event.coupon),
        ...(bought ? {effective: at, expire: endOf(event)} : {}),
        ...(base ? {baseOrderId: base} : {}),
      },
    ],
  }
}

/** The end of what an order of the world buys. */
function endOf(event: Event): number {
  const month = monthOf(startOfBillDay(event.day)) + event.months
  const day = event.day - firstDay(month - event.months)
  return startOfBillDay(firstDay(month) + Math.min(day, daysIn(month) - 1) + 1) - 1000
}

/** An order that a customer of the world made in a month and did not pay. */
function cartOf(world: World, customer: Customer, month: number): Order | undefined {
  const dice = new Dice(mix(customer.seed, 0xca27, month))
  if (customer.billing.slots === 0 || !dice.chance(40)) return undefined
  const createdAt = startOfBillDay(firstDay(month) + dice.below(28)) + dice.between(8 * 3600, 20 * 3600) * 1000
  if (createdAt < customer.associatedOn) return undefined
  const product = dice.pick(products().filter(p => p.monthly > 0 && p.size.measureId === null))
  const seed = dice.below(4_294_967_295)
  const months = dice.pick([1, 1, 3, 12])
  const share = customer.billing.discount
  const {region} = customer.billing
  const id = orderIdOf(dice.seed, createdAt)
  const bought = [newItem(world, product, {seed, size: 1, months, share, region})]
  if (world.scenario === 'messy') {
    const disk = products().find(p => p.resource === 'hws.resource.type.volume' && p.monthly > 0)!
    if (disk.service !== product.service)
      bought.push(newItem(world, disk, {seed: mix(seed, 0xd15c), size: disk.size.from, months, share, region}))
  }
  return newOrder(customer, id, {type: 1, source: 1, by: customer.accountName, createdAt}, bought)
}

/**
 * The orders inside a combined trade: one for each service that is bought in it. What they cost, and what coupons
 * pay of them, adds up to the whole. None for an order of one service.
 */
export function partsOf(order: Order): Order[] {
  const services = [...new Set(order.items.map(i => productOfItem(i).service))]
  if (order.type !== 1 || services.length < 2) return []
  const left = (order.coupons ?? []).map(c => ({...c, amount: Decimal.parse(c.amount)}))
  return services.map((service, i) => {
    const items = order.items.filter(item => productOfItem(item).service === service)
    let owed = Decimal.sum(items.map(item => Decimal.parse(item.coupon)))
    const coupons: NonNullable<Order['coupons']> = []
    for (const coupon of left) {
      const taken = coupon.amount.compare(owed) < 0 ? coupon.amount : owed
      if (taken.isZero) continue
      owed = owed.minus(taken)
      coupon.amount = coupon.amount.minus(taken)
      coupons.push({id: coupon.id, type: coupon.type, amount: taken.text})
    }
    return {...order, id: orderIdOf(mix(hashText(order.id), i), order.createdAt), items, coupons}
  })
}

/** An item with its price. */
export function newItem(
  world: Pick<World, 'site'>,
  product: Product,
  about: Pick<OrderItem, 'seed' | 'size' | 'months' | 'share' | 'region'>,
): Omit<OrderItem, 'id'> {
  const {months, size, share} = about
  const price = BigInt(product.monthly) * BigInt(size) * BigInt(priceFactor[world.site])
  const official = ((price * BigInt(months % 12 === 0 ? (months / 12) * 10 : months)) / 1_000_000n) * 1_000_000n
  return {
    ...about,
    sku: product.sku,
    resource: product.resource,
    official: text(official),
    discount: text((official * BigInt(share)) / 10_000n),
    coupon: '0.00',
  }
}

export function newOrder(
  customer: Customer,
  id: string,
  about: Pick<Order, 'type' | 'source' | 'by' | 'createdAt'>,
  items: Omit<OrderItem, 'id'>[],
): Order {
  return {
    id,
    customerId: customer.id,
    ...about,
    deadline: about.createdAt + DAYS_TO_PAY * DAY_MS,
    items: items.map((item, i) => ({...item, id: `${id}-${String(i + 1).padStart(6, '0')}`})),
  }
}

/** Orders that the system made for resources that renew by themselves. */
export function renewals(call: Here, customer: Customer, held: Held): Order[] {
  const {renewals} = unroll(call.world, held, call.now, renewalSettingsOf(call, customer))
  return renewals.map(({payment, months}) => ({
    ...newOrder(customer, payment.orderId, {type: 2, source: 8, by: customer.accountName, createdAt: payment.at}, [
      {
        resourceId: held.id,
        resourceName: held.name,
        sku: held.sku,
        resource: held.resource,
        size: held.size,
        region: held.region,
        seed: held.seed,
        share: held.share,
        months,
        official: payment.official,
        discount: payment.discount,
        coupon: payment.coupon,
        effective: payment.from,
        expire: payment.to,
      },
    ]),
    paidAt: payment.at,
  }))
}

/** Puts orders that are about a customer into the state. */
export const putOrder = (call: Here, order: Order): void => call.store.put(orderKind, order.customerId, order.id, order)

/** A number for an order that is made now. */
export const nextOrderId = (call: Here): string =>
  orderIdOf(mix(call.world.hash, 0x0d, call.store.next('order')), call.now)

export const productOfItem = (item: OrderItem): Product => productOf(item)
