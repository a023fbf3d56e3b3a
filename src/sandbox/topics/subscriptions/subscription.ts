// A resource that is paid for months or years in advance: until when it is paid, what it renews, what comes after it.
// Those of the world are calculated (world.ts beside this file); as soon as the API changes one, it is kept in the
// state.

import type {Metered} from '../../bills/events.js'
import {type Product, priceFactor, products} from '../../bills/products.js'
import {billDay, DAY_MS, daysIn, firstDay, formatTime, monthOfDay, startOfBillDay} from '../../state/calendar.js'
import {mix, textOf} from '../../state/random.js'
import {kind} from '../../state/store.js'
import type {World} from '../../world/model.js'
import {MONTHS_OF_A_YEAR} from '../prices/state.js'

/** One payment and the time it is for. Amounts are decimal text with two decimals, before coupons. */
export interface Payment {
  orderId: string
  at: number
  from: number
  to: number
  official: string
  discount: string
  coupon: string
}

export interface Subscription {
  id: string
  name: string
  seed: number
  sku: string
  resource: string
  size: number
  region: string
  /** Resource it is a part of; it is renewed and unsubscribed with that one only. */
  parentId?: string
  /** Discount in 1/10000. */
  share: number
  effective: number
  /** End of the time that is paid for. */
  expire: number
  /** Payments for times that are not over, oldest first. */
  payments: Payment[]
  /** Renews by itself; `left` times more, without end when null. Since `from`. */
  renewal?: {months: 1 | 12; left: number | null; from: number}
  /** What comes when it is not renewed. */
  after: 'grace' | 'on-demand'
  ended?: {at: number; how: 'unsubscribed' | 'on-demand'}
  updated: number
}

/** A subscription in the state; `since` is the moment from which the state says what happens to it, not the world. */
export type Held = Subscription & {since: number}

export const heldKind = kind<Held>('subscription')

/** A customer's own settings for renewals. */
export interface RenewalSettings {
  /** Days before the expiry on which automatic renewals are paid. */
  deductionDays: number
  /** Day of the month on which renewed resources expire; -1 for the last. */
  expireDay?: number
}

export const renewalSettingsKind = kind<RenewalSettings>('renewal-settings')
export const defaultRenewalSettings: RenewalSettings = {deductionDays: 7}

export const productOf = ({sku, resource}: Pick<Subscription, 'sku' | 'resource'>): Product =>
  products().find(p => p.sku === sku && p.resource === resource)!

/** Days that an expired resource goes on, and days that it is kept frozen after them. */
const GRACE_DAYS = 15
const RETENTION_DAYS = 15

/** The API's states: 2 in use, 3 closed, 4 frozen, 5 expired. */
export type SubscriptionStatus = 2 | 3 | 4 | 5

export function statusOf(s: Subscription, now: number, frozen: boolean): SubscriptionStatus {
  if (s.ended && s.ended.at <= now) return 3
  if (now <= s.expire) return frozen ? 4 : 2
  if (now <= s.expire + GRACE_DAYS * DAY_MS) return 5
  return now <= s.expire + (GRACE_DAYS + RETENTION_DAYS) * DAY_MS ? 4 : 3
}

/** The API's policy for the expiry: 0 grace period, 1 pay-per-use, 3 renewal. */
export const policyOf = (s: Subscription): 0 | 1 | 3 =>
  s.renewal && s.renewal.left !== 0 ? 3 : s.after === 'on-demand' ? 1 : 0

/** The last second of a UTC+8 day. */
const endOfDay = (day: number): number => startOfBillDay(day + 1) - 1000

/** The same day `months` later, or the last day of a shorter month. */
function monthsLater(day: number, months: number): number {
  const month = monthOfDay(day)
  const dayOfMonth = day - firstDay(month)
  return firstDay(month + months) + Math.min(dayOfMonth, daysIn(month + months) - 1)
}

export interface Extension {
  to: number
  /** List price and discount, in 10^-8; whole hundredths. */
  official: bigint
  discount: bigint
}

const CENT = 1_000_000n
const cut = (units: bigint): bigint => units - (units % CENT)

/**
 * What it is to renew for some months: the new end and the price. Days up to the common expiry day are charged as
 * thirtieths of a month.
 */
export function extend(
  world: Pick<World, 'site'>,
  s: Subscription,
  months: number,
  settings: RenewalSettings,
  from = s.expire,
): Extension {
  const product = productOf(s)
  const price = BigInt(product.monthly) * BigInt(s.size) * BigInt(priceFactor[world.site])
  const years = months % 12 === 0 ? BigInt(months / 12) : 0n
  let official = price * (years > 0n ? years * MONTHS_OF_A_YEAR : BigInt(months))
  let day = monthsLater(billDay(from), months)
  if (settings.expireDay !== undefined) {
    const common = commonDay(day, settings.expireDay)
    official += (price * BigInt(common - day)) / 30n
    day = common
  }
  official = cut(official)
  return {to: endOfDay(day), official, discount: cut((official * BigInt(s.share)) / 10_000n)}
}

/** The first common expiry day that is not before a day. */
function commonDay(day: number, dayOfMonth: number): number {
  for (let month = monthOfDay(day); ; month++) {
    const found = firstDay(month) + (dayOfMonth === -1 ? daysIn(month) : dayOfMonth) - 1
    if (found >= day) return found
  }
}

/** A renewal that came by itself. */
export interface Renewal {
  payment: Payment
  months: 1 | 12
}

/**
 * What has become of a subscription until a moment: renewals that came by themselves, and the change to pay-per-use.
 */
export function unroll(
  world: World,
  s: Subscription,
  until: number,
  settings: RenewalSettings,
): {now: Subscription; renewals: Renewal[]} {
  const renewals: Renewal[] = []
  let now = s
  while (!now.ended && now.renewal && now.renewal.left !== 0) {
    const {months, left, from} = now.renewal
    const due = startOfBillDay(billDay(now.expire) - settings.deductionDays) + (s.seed % 36_000) * 1000
    const at = Math.max(due, from)
    if (at > until) break
    const {to, official, discount} = extend(world, now, months, settings)
    const payment: Payment = {
      orderId: orderIdOf(mix(s.seed, billDay(at)), at),
      at,
      from: now.expire + 1000,
      to,
      official: text(official),
      discount: text(discount),
      coupon: '0.00',
    }
    renewals.push({payment, months})
    const payments = [...now.payments.filter(p => p.to > at), payment]
    now = {...now, expire: to, payments, renewal: {months, left: left === null ? null : left - 1, from}, updated: at}
  }
  if (!now.ended && now.after === 'on-demand' && policyOf(now) === 1 && now.expire <= until) {
    now = {...now, ended: {at: now.expire + 1000, how: 'on-demand'}, updated: now.expire + 1000}
  }
  return {now, renewals}
}

/** Money with two decimals, from 10^-8. */
export const text = (units: bigint): string => {
  const digits = ((units < 0n ? -units : units) / CENT).toString().padStart(3, '0')
  return `${units < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

const UPPER = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789'

/** An order number: when it was made in UTC+8, and five characters. */
export const orderIdOf = (seed: number, at: number): string =>
  `CS${formatTime(at + 28_800_000)
    .slice(2, 16)
    .replace(/\D/g, '')}${textOf(seed, 5, UPPER)}`

/** What a subscription is from the moment on that it became pay-per-use. */
export function meteredFrom(world: Pick<World, 'site'>, s: Subscription, discount: number): Metered | undefined {
  if (s.ended?.how !== 'on-demand') return undefined
  const product = productOf(s)
  const from = billDay(s.ended.at)
  return {
    product,
    productIndex: products().indexOf(product),
    seed: s.seed,
    size: s.size,
    from,
    fromQuarter: Math.min(95, Math.floor((s.ended.at - startOfBillDay(from)) / 900_000)),
    last: from + 3650,
    lastQuarter: 96,
    discount,
    factor: priceFactor[world.site],
    office: false,
    reserved: false,
    free: 0,
    couponDays: 0,
    coupon: '',
  }
}
