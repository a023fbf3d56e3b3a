// The yearly/monthly resources of a customer as they are now: those of the world, and over them what was changed.

import type {Event} from '../../bills/events.js'
import {namingOf, resourceIdOf, timeOf} from '../../bills/naming.js'
import {cents, lastPayment, type Period, paidUntil, periodEvents, periodsOf} from '../../bills/periods.js'
import {priceFactor} from '../../bills/products.js'
import type {Here} from '../../here.js'
import {billDay, firstDay, monthOf, startOfBillDay} from '../../state/calendar.js'
import type {Customer, World} from '../../world/model.js'
import {
  defaultRenewalSettings,
  heldKind,
  type Payment,
  renewalSettingsKind,
  type Subscription,
  text,
  unroll,
} from './subscription.js'

/** Closed resources are listed for this many months. */
const MONTHS_KEPT = 24

/** All subscriptions of a customer, those that ended during the last two years included; the oldest first. */
export function subscriptionsOf(call: Here, customer: Customer): Subscription[] {
  const held = new Map(call.store.list(heldKind, customer.id).map(h => [h.id, h.value]))
  const settings = renewalSettingsOf(call, customer)
  const all: Subscription[] = worldSubscriptions(call.world, customer, call.now).filter(s => !held.has(s.id))
  for (const h of held.values()) all.push(unroll(call.world, h, call.now, settings).now)
  return all.sort((a, b) => a.effective - b.effective || (a.id < b.id ? -1 : 1))
}

export const findSubscription = (call: Here, customer: Customer, id: string): Subscription | undefined =>
  subscriptionsOf(call, customer).find(s => s.id === id)

export const renewalSettingsOf = (call: Pick<Here, 'store'>, customer: Customer) =>
  call.store.get(renewalSettingsKind, customer.id, 'settings') ?? defaultRenewalSettings

/** Subscriptions of the world, as if nobody had changed anything. */
function worldSubscriptions(world: World, customer: Customer, now: number): Subscription[] {
  const oldest = monthOf(now) - MONTHS_KEPT
  const list = periodsOf(customer, monthOf(now))
    .filter(p => p.ended + 12 >= oldest)
    .map(p => fromPeriod(world, customer, p, now))
    .filter(s => s !== undefined)
  return withParents(list, world.scenario === 'messy')
}

function fromPeriod(world: World, customer: Customer, period: Period, now: number): Subscription | undefined {
  const names = namingOf(world)
  const factor = priceFactor[world.site]
  const {product, seed, size, share} = period
  const bought = startOfBillDay(firstDay(period.first) + period.day) + (seed % 86_000) * 1000
  const month = lastPayment(period, now)
  if (bought > now || month === undefined) return undefined
  const event: Event = {
    product,
    seed,
    size,
    day: firstDay(month) + period.day,
    type: month === period.first ? 1 : period.automatic ? 8 : 2,
    mode: '1',
    months: period.months,
    official: cents(product.monthly * size * factor * (period.months === 12 ? 10 : 1)),
    discount: 0n,
    coupon: 0n,
  }
  const paidAt = timeOf(event)
  const paid = paidAt <= now
  const expire = paid ? paidUntil(period, month) : paidUntil(period, month - period.months)
  const payment: Payment = {
    orderId: names.tradeId(event, event.day),
    at: paidAt,
    from: paidAt,
    to: expire,
    official: text(event.official),
    discount: text(cents((product.monthly * size * factor * (period.months === 12 ? 10 : 1) * share) / 10_000)),
    coupon: '0.00',
  }
  const ended = endOf(period, customer, factor, now)
  return {
    id: resourceIdOf(product, seed),
    name: names.resourceName(event),
    seed,
    sku: product.sku,
    resource: product.resource,
    size,
    region: names.region(event, customer),
    share,
    effective: bought,
    expire,
    payments: paid ? [payment] : [],
    ...(period.automatic ? {renewal: {months: period.months as 1 | 12, left: null, from: bought}} : {}),
    after: 'grace',
    ...(ended ? {ended} : {}),
    updated: ended?.at ?? paidAt,
  }
}

function endOf(period: Period, customer: Customer, factor: number, now: number): Subscription['ended'] {
  if (period.ended > monthOf(now)) return undefined
  const last = periodEvents(period, period.ended, factor, billDay(customer.associatedOn)).find(
    e => e.type === 4 || e.type === 24,
  )
  const at = last && timeOf(last)
  return at !== undefined && at <= now ? {at, how: last!.type === 4 ? 'unsubscribed' : 'on-demand'} : undefined
}

/** What is only sold together with something: its resource type, and that of the resource it belongs to. */
export const partOf: Record<string, string> = {
  'hws.resource.type.vm.image': 'hws.resource.type.vm',
  'hws.resource.type.rds.volume': 'hws.resource.type.rds.vm',
}

function withParents(list: Subscription[], disks: boolean): Subscription[] {
  const whole: Record<string, string> = disks ? {...partOf, 'hws.resource.type.volume': 'hws.resource.type.vm'} : partOf
  return list.map(s => {
    const parent = s.ended
      ? undefined
      : list.find(p => p.resource === whole[s.resource] && !p.ended && p.expire >= s.expire)
    return parent ? {...s, parentId: parent.id} : s
  })
}
