// Resources of the world that are bought for months or years: what they are, until when they are paid, how they end.
// Like everything of the world they follow from the customer's number; the bill and the list of resources both ask
// here.
import {billDay, firstDay, monthOf, startOfBillDay} from '../state/calendar.js'
import {mix} from '../state/random.js'
import type {Customer} from '../world/model.js'
import type {Event} from './events.js'
import {chooseProduct, type Product, products} from './products.js'

/** A place for resources: one product, in one era after another. */
export interface Place {
  seed: number
  product: Product
  productIndex: number
  /** Bought for months or years; else used by the hour. */
  period: boolean
}

/** One resource, from its purchase to its end. Months are counted from year 0. */
export interface Period {
  product: Product
  productIndex: number
  seed: number
  size: number
  first: number
  /** Last month of its era; nothing is paid for from here on. */
  ended: number
  /** Months that one payment is for: 1 or 12. */
  months: number
  /** Day of the month on which it is bought and renewed, from 0. */
  day: number
  /** Discount in 1/10000. */
  share: number
  /** Renewed by itself, or by hand. */
  automatic: boolean
  /** How it ends: unsubscribed, turned into pay-per-use, or not renewed. */
  end: 'unsubscribed' | 'on-demand' | 'expired'
  middle: 'upgraded' | 'downgraded' | ''
}

const eraMonths = [6, 12, 18, 24, 36]
const below = (seed: number, key: number, n: number): number => mix(seed, key, 0x51) % n

/** The places of a customer. */
export function placesOf(customer: Customer): Place[] {
  return Array.from({length: customer.billing.slots}, (_, slot) => {
    const seed = mix(customer.seed, 0x51a7, slot)
    // The first place is always a server, so that no bill is odd by accident.
    const productIndex = slot === 0 ? below(seed, 1, 3) : chooseProduct(mix(seed, 2))
    const product = products()[productIndex]!
    return {seed, product, productIndex, period: product.monthly > 0 && below(seed, 3, 100) < 22}
  })
}

export function sizeOf(product: Product, seed: number): number {
  const {from, to, step} = product.size
  return from + below(seed, 4, Math.floor((to - from) / step) + 1) * step
}

const lengthOf = (place: Place): number => eraMonths[below(place.seed, 5, eraMonths.length)]!

/** The resource that a place holds in a month. */
export function periodAt(place: Place, customer: Customer, month: number): Period {
  const {product, productIndex} = place
  const length = lengthOf(place)
  const phase = below(place.seed, 6, length)
  const era = Math.floor((month + phase) / length)
  const seed = mix(place.seed, 0xe7b, era)
  const change = below(seed, 12, 100)
  return {
    product,
    productIndex,
    seed,
    size: sizeOf(product, seed),
    first: era * length - phase + below(seed, 7, 2),
    ended: (era + 1) * length - phase - 1,
    months: length >= 18 && below(seed, 8, 100) < 40 ? 12 : 1,
    day: below(seed, 9, 28),
    share: customer.billing.discount + below(seed, 10, 4) * 250,
    automatic: below(seed, 11, 100) < 60,
    end: change < 60 ? 'expired' : change < 90 ? 'unsubscribed' : 'on-demand',
    middle: change < 25 ? 'upgraded' : change < 35 ? 'downgraded' : '',
  }
}

/** All resources that a customer had for a time since it was associated, up to a month. */
export function periodsOf(customer: Customer, until: number): Period[] {
  const from = monthOf(customer.associatedOn)
  const found: Period[] = []
  for (const place of placesOf(customer)) {
    if (!place.period) continue
    for (let month = from; month <= until; ) {
      const period = periodAt(place, customer, month)
      if (period.first <= until) found.push(period)
      month = period.ended + 1
    }
  }
  return found
}

/** What is charged for a resource in a month. */
export function periodEvents(period: Period, month: number, factor: number, associated: number): Event[] {
  const {product, seed, size, first, ended, months, share} = period
  const day = firstDay(month) + period.day
  if (month < first || day < associated) return []
  const events: Event[] = []
  // Ten months for the price of twelve when bought for a year.
  const price = product.monthly * size * factor * (months === 12 ? 10 : 1)
  const age = month - first
  // The payment that a refund in this month is for.
  const basis = first + Math.floor((Math.min(month, ended - 1) - first) / months) * months
  const push = (type: number, amount: number, at = day) =>
    events.push({
      product,
      seed,
      size,
      day: Math.min(at, firstDay(month + 1) - 1),
      type,
      mode: '1',
      months,
      official: cents(amount),
      discount: cents((amount * share) / 10_000),
      coupon: 0n,
      ...(amount < 0 ? {baseDay: firstDay(basis) + period.day} : {}),
    })
  if (age === 0) push(1, price)
  else if (month < ended && age % months === 0) push(period.automatic ? 8 : 2, price)
  const middle = Math.floor(eraLength(period) / 2)
  if (age === middle && period.middle === 'upgraded') push(3, price * 0.35, day + 1)
  if (age === middle && period.middle === 'downgraded') push(20, price * -0.2, day + 1)
  if (month === ended && age > 0 && period.end !== 'expired') {
    push(period.end === 'unsubscribed' ? 4 : 24, price * -0.45, day + 2)
  }
  return events
}

/** The era may begin a month before the resource does. */
function eraLength({first, ended}: Period): number {
  return eraMonths.find(length => length >= ended - first + 1 && length <= ended - first + 2)!
}

/** Until when a payment made in a month is good: the end of the same day, `months` later. */
export const paidUntil = (period: Period, month: number): number =>
  startOfBillDay(firstDay(month + period.months) + period.day + 1) - 1000

/** The month of the last payment before a moment; undefined before the first. */
export function lastPayment(period: Period, now: number): number | undefined {
  const today = billDay(now)
  let found: number | undefined
  for (let month = period.first; month === period.first || month < period.ended; month += period.months) {
    if (firstDay(month) + period.day > today) break
    found = month
  }
  return found
}

/** Orders are priced in hundredths. */
export const cents = (amount: number): bigint => BigInt(Math.trunc(amount / 1_000_000)) * 1_000_000n
