// What changes subscriptions: payments, renewals, unsubscriptions, the switch to pay-per-use. Each leaves an order, a
// charge on the bill and the new state of the resource, or nothing at all.
import {Decimal} from '../../../decimal.js'
import {addCharge, causedAnew} from '../../bills/charges.js'
import type {Metered} from '../../bills/events.js'
import {spendOf} from '../../bills/ledger.js'
import {namingOf, resourceIdOf} from '../../bills/naming.js'
import type {Call} from '../../call.js'
import {billDay, formatTime, monthOf} from '../../state/calendar.js'
import {ApiFault} from '../../wire/api-fault.js'
import type {Customer} from '../../world/model.js'
import {payFromBalance} from '../accounts/state.js'
import {budgetOf} from '../budgets/state.js'
import {isResale} from '../resellers/state.js'
import {
  newOrder,
  nextOrderId,
  type Order,
  type OrderItem,
  orderKind,
  orderStatus,
  putOrder,
  renewals,
} from './orders.js'
import {
  defaultRenewalSettings,
  extend,
  type Held,
  heldKind,
  type Payment,
  productOf,
  type Subscription,
  text,
} from './subscription.js'
import {findSubscription, renewalSettingsOf, subscriptionsOf} from './world.js'

type Now = Call<unknown>

/**
 * Writes a subscription: from now on the state says what happens to it. Renewals that came by themselves so far are
 * written down.
 */
export function hold(call: Now, customer: Customer, s: Subscription): void {
  const before = call.store.get(heldKind, customer.id, s.id)
  if (before) {
    for (const order of renewals(call, customer, before)) {
      putOrder(call, order)
      charge(call, customer, order, 8)
    }
  }
  const since = before?.since ?? call.now
  // The world renews on the day of the expiry; what the state renews is renewed some days before, but not in the past.
  const renewal = s.renewal && {...s.renewal, from: Math.max(s.renewal.from, since)}
  const held: Held = {...s, ...(renewal ? {renewal} : {}), updated: call.now, since}
  call.store.put(heldKind, customer.id, s.id, held)
  causedAnew(call.store)
}

/** Throws CBC.7281 for a customer whose account is frozen. */
export function checkNotFrozen(customer: Customer): void {
  if (customer.frozen)
    throw new ApiFault(400, 'CBC.7281', 'The account has been frozen.').because(
      `${customer.accountName} is frozen (${customer.frozen})`,
    )
}

/** Means of payment besides the account: taken in this order, as far as they are needed. */
export interface Means {
  id: string
  type: number
  balance: Decimal
  services: string[]
  /** Takes an amount; it has been checked that it is there. */
  take(amount: Decimal): void
}

/**
 * Pays an order that waits for it. Throws CBC.99003106, 3110 (too late) and CBC.99005003 (budget or balance too small).
 */
export function payOrder(call: Now, customer: Customer, order: Order, means: Means[] = []): Order {
  if (orderStatus(order, call.now) !== 6) {
    const late = order.paidAt === undefined && order.cancelledAt === undefined
    throw late
      ? new ApiFault(400, 'CBC.99003110', 'The payment deadline of the order is over.')
      : new ApiFault(400, 'CBC.99003106', 'The order state has changed and the order cannot be paid.').because(
          order.cancelledAt === undefined
            ? `order ${order.id} was paid at ${formatTime(order.paidAt!)}`
            : `order ${order.id} was cancelled at ${formatTime(order.cancelledAt)}`,
        )
  }
  checkNotFrozen(customer)
  const subscriptions = order.items.map(item => subscribed(call, customer, order, item))
  const {items, coupons} = withMeans(order, means)
  const rest = Decimal.sum(items.map(net)).minus(Decimal.sum(items.map(i => Decimal.parse(i.coupon))))
  payRest(call, customer, order.id, rest)
  const settings = renewalSettingsOf(call, customer)
  const paid: OrderItem[] = items.map((item, i) => {
    const s = subscriptions[i]
    const basis = s ?? newSubscription(call, customer, item)
    const from = s ? s.expire + 1000 : call.now
    // What is new lasts whole months; the common expiry day is for renewals.
    const {to} = extend(call.world, basis, item.months, s ? settings : defaultRenewalSettings)
    const {official, discount, coupon} = item
    const payment: Payment = {orderId: order.id, at: call.now, from, to, official, discount, coupon}
    hold(call, customer, {...basis, expire: to, payments: [...basis.payments.filter(p => p.to > call.now), payment]})
    return {...item, resourceId: basis.id, resourceName: basis.name, effective: from, expire: to}
  })
  const done: Order = {...order, paidAt: call.now, items: paid, ...(coupons.length ? {coupons} : {})}
  putOrder(call, done)
  charge(call, customer, done, order.type === 1 ? 1 : 2)
  return done
}

const net = (item: OrderItem): Decimal => Decimal.parse(item.official).minus(Decimal.parse(item.discount))

/** The subscription that an item renews; undefined for an item that makes a new one. */
function subscribed(call: Now, customer: Customer, order: Order, item: OrderItem): Subscription | undefined {
  if (order.type === 1) return undefined
  const s = findSubscription(call, customer, item.resourceId!)
  if (!s || s.ended)
    throw new ApiFault(400, 'CBC.99003106', 'The order state has changed and the order cannot be paid.').because(
      `resource ${item.resourceId} ${s ? 'has been unsubscribed from' : 'is gone'}`,
    )
  return s
}

function newSubscription(call: Now, customer: Customer, item: OrderItem): Subscription {
  const names = namingOf(call.world)
  const thing = {product: productOf(item), seed: item.seed} as Metered
  return {
    id: resourceIdOf(productOf(item), item.seed),
    name: names.resourceName(thing),
    seed: item.seed,
    sku: item.sku,
    resource: item.resource,
    size: item.size,
    region: customer.billing.region,
    share: item.share,
    effective: call.now,
    expire: call.now,
    payments: [],
    after: 'grace',
    updated: call.now,
  }
}

/** Spreads coupons and cards over the items of an order. */
function withMeans(order: Order, means: Means[]): {items: OrderItem[]; coupons: NonNullable<Order['coupons']>} {
  const items = order.items.map(item => ({...item}))
  const coupons: NonNullable<Order['coupons']> = []
  for (const m of means) {
    let left = m.balance
    let taken = Decimal.zero
    for (const item of items) {
      if (m.services.length > 0 && !m.services.includes(productOf(item).service)) continue
      const open = net(item).minus(Decimal.parse(item.coupon))
      const part = open.compare(left) < 0 ? open : left
      if (part.isZero || part.isNegative) continue
      item.coupon = Decimal.parse(item.coupon).plus(part).toFixed(2)
      left = left.minus(part)
      taken = taken.plus(part)
    }
    if (taken.isZero)
      throw new ApiFault(400, 'CBC.99003108', 'A selected coupon or card does not fit the order.').because(
        `${m.id} pays ${m.services.length > 0 ? `for ${m.services.join(', ')} only` : 'for nothing that is left'}`,
      )
    m.take(taken)
    coupons.push({id: m.id, type: m.type, amount: taken.toFixed(2)})
  }
  return {items, coupons}
}

/** Pays what coupons leave: in China from the customer's balance, elsewhere within the budget that the partner set. */
function payRest(call: Now, customer: Customer, orderId: string, rest: Decimal): void {
  if (rest.isZero) return
  if (call.site === 'cn') {
    payFromBalance(call, customer, orderId, rest)
    return
  }
  if (!isResale(customer)) return
  const month = monthOf(call.now)
  const spent = spendOf(call, customer, month).plus(paidToday(call, customer))
  const budget = budgetOf(call, customer)
  if (!budget || Decimal.parse(budget.amount).compare(spent.plus(rest)) < 0) {
    throw new ApiFault(
      400,
      'CBC.99005003',
      'The balance is insufficient: the budget of the customer is used up.',
    ).because(
      budget
        ? `the budget is ${budget.amount}, ${spent.text} of it spent this month; ${rest.text} is to be paid`
        : 'the customer has no budget: its partner sets one',
    )
  }
}

/** Orders of today: the bill has them tomorrow. */
function paidToday(call: Now, customer: Customer): Decimal {
  const today = call.store
    .list(orderKind, customer.id)
    .filter(o => o.value.paidAt !== undefined && billDay(o.value.paidAt) === billDay(call.now))
  return Decimal.sum(today.flatMap(o => o.value.items.map(net)))
}

/** Puts an order on the bill. */
function charge(call: Now, customer: Customer, order: Order, type: number): void {
  for (const item of order.items) {
    const product = productOf(item)
    addCharge(call.store, customer.id, item.id, {
      at: order.paidAt!,
      type,
      mode: '1',
      service: product.service,
      resource: product.resource,
      sku: product.sku,
      size: item.size,
      description: product.description,
      productId: product.periodProductId,
      official: item.official,
      discount: item.discount,
      coupon: item.coupon,
      months: item.months,
      tradeId: order.id,
      resourceId: item.resourceId!,
      resourceName: item.resourceName!,
      region: item.region,
      seed: item.seed,
      ...(item.baseOrderId ? {baseTradeId: item.baseOrderId} : {}),
    })
  }
}

/** A main resource and those that are sold with it. */
export const withParts = (call: Now, customer: Customer, s: Subscription): Subscription[] => [
  s,
  ...subscriptionsOf(call, customer).filter(p => p.parentId === s.id && !p.ended),
]

/** Orders that renew resources: one for each service. They wait to be paid. */
export function renewalOrders(call: Now, customer: Customer, list: Subscription[], months: number): Order[] {
  const settings = renewalSettingsOf(call, customer)
  const byService = new Map<string, Subscription[]>()
  for (const s of list) {
    const {service} = productOf(s)
    byService.set(service, [...(byService.get(service) ?? []), s])
  }
  return [...byService.values()].map(group => {
    const about = {type: 2, source: 1, by: customer.accountName, createdAt: call.now} as const
    const items = group.map(s => {
      const {official, discount, to} = extend(call.world, s, months, settings)
      return {
        ...itemOf(s),
        months,
        official: text(official),
        discount: text(discount),
        coupon: '0.00',
        effective: s.expire + 1000,
        expire: to,
      }
    })
    const order = newOrder(customer, nextOrderId(call), about, items)
    putOrder(call, order)
    return order
  })
}

const itemOf = (s: Subscription) => ({
  resourceId: s.id,
  resourceName: s.name,
  sku: s.sku,
  resource: s.resource,
  size: s.size,
  region: s.region,
  seed: s.seed,
  share: s.share,
})

/** Orders that wait to be paid, by the resources they are about. */
export function waitingOrders(call: Now, customer: Customer): Map<string, Order> {
  const waiting = new Map<string, Order>()
  for (const {value} of call.store.list(orderKind, customer.id)) {
    if (orderStatus(value, call.now) !== 6) continue
    for (const item of value.items) if (item.resourceId) waiting.set(item.resourceId, value)
  }
  return waiting
}

/** What a payment gives back when its time is not used: whole days that are left of it. */
function refundOf(payment: Payment, now: number): {official: bigint; discount: bigint; net: bigint} {
  const total = Math.max(1, billDay(payment.to) - billDay(payment.from))
  const left = payment.from > now ? total : Math.min(total, Math.max(0, billDay(payment.to) - billDay(now)))
  const share = (amount: string) => {
    const units = (Decimal.parse(amount).units * BigInt(left)) / BigInt(total)
    return units - (units % 1_000_000n)
  }
  // What a coupon paid is not given back.
  const official = share(payment.official)
  const discount = share(payment.discount) + share(payment.coupon)
  return {official, discount, net: official - discount}
}

/**
 * Gives resources up: with all their time (`whole`), or only renewed periods that have not begun. Makes one completed
 * order for each service, with refunds as negative amounts; returns them.
 */
export function unsubscribe(call: Now, customer: Customer, list: Subscription[], whole: boolean, type = 4): Order[] {
  const byService = new Map<string, {s: Subscription; items: Omit<OrderItem, 'id'>[]}[]>()
  for (const s of list) {
    const payments = s.payments.filter(p => p.to > call.now && (whole || p.from > call.now))
    const items = payments.map(p => {
      const {official, discount} = refundOf(p, call.now)
      return {
        ...itemOf(s),
        months: 0,
        official: text(-official),
        discount: text(-discount),
        coupon: '0.00',
        baseOrderId: p.orderId,
      }
    })
    const {service} = productOf(s)
    byService.set(service, [...(byService.get(service) ?? []), {s, items}])
    const kept = s.payments.filter(p => !payments.includes(p))
    hold(call, customer, {
      ...s,
      payments: kept,
      expire: whole ? s.expire : Math.max(...kept.map(p => p.to), payments[0]!.from - 1000),
      ...(whole ? {ended: {at: call.now, how: type === 24 ? ('on-demand' as const) : ('unsubscribed' as const)}} : {}),
    })
  }
  return [...byService.values()].map(group => {
    const about = {type: 4, source: 1, by: customer.accountName, createdAt: call.now} as const
    const items = group.flatMap(g => (g.items.length ? g.items : [nothing(g.s)]))
    const order: Order = {...newOrder(customer, nextOrderId(call), about, items), paidAt: call.now}
    putOrder(call, order)
    charge(call, customer, order, type)
    if (call.site === 'cn') payFromBalance(call, customer, order.id, Decimal.sum(order.items.map(net)))
    return order
  })
}

/** A resource without anything to give back. */
const nothing = (s: Subscription): Omit<OrderItem, 'id'> => ({
  ...itemOf(s),
  months: 0,
  official: '0.00',
  discount: '0.00',
  coupon: '0.00',
})
