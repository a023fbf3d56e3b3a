// Sums of bills: records (8 decimals) -> a customer's monthly lines (2 decimals, the cut explicit) -> the partner's
// bill.
// They agree by construction: each level is made from the one below, in whole numbers of 10^-8.

import {Decimal} from '../../decimal.js'
import type {Here} from '../here.js'
import {billDay, DAY_MS, daysIn, firstDay, monthOf, startOfBillDay} from '../state/calendar.js'
import type {Customer} from '../world/model.js'
import {withCaused} from './charges.js'
import type {Event, MonthOfResources} from './events.js'
import {measure, newMeasured, sessionsOn} from './meter.js'
import type {Product} from './products.js'
import {resourcesOf} from './resources.js'

/** Expenditure, refund or adjustment: the kinds that sums are told apart by. */
export type SumKind = 1 | 2 | 3

const refundTypes = new Set([4, 20, 24, 100])
const adjustmentTypes = new Set([9, 16, 101, 102])

/** Which sum a record of that bill type goes into. */
export const sumKind = (type: number): SumKind => (refundTypes.has(type) ? 2 : adjustmentTypes.has(type) ? 3 : 1)

/** A line of a customer's monthly sum. Amounts in 10^-8. */
export interface SumLine {
  product: Product
  mode: Event['mode']
  kind: SumKind
  /** List price of all records of the line, its tax record included. */
  official: bigint
  discount: bigint
  /** What is cut off to whole hundredths. */
  truncated: bigint
  /** official - discount - truncated: what is to be paid. */
  consume: bigint
  coupon: bigint
  flexi: bigint
  /** The part of `official` that is tax. */
  tax: bigint
}

/**
 * What has happened in a month as the clock stands: everything of a past month, up to yesterday in this one, else
 * nothing.
 */
export function lastVisibleDay(month: number, now: number): number {
  const today = billDay(now)
  return Math.min(firstDay(month) + daysIn(month) - 1, today - 1)
}

/** Whether the cycle is over, so that tax has been added. */
export const isClosed = (month: number, now: number): boolean => month < monthOf(now)

/** Whether the partner's bill of a month is out: on the 5th of the next one at noon, UTC+8. */
export const isFinal = (month: number, now: number): boolean =>
  now >= startOfBillDay(firstDay(month + 1) + 4) + DAY_MS / 2

/** Months that customers' operations reach back by: three years (intl/en-us/api-oce/mbc_00008.html). */
export const MONTHS_KEPT = 36

/** Everything a customer is charged for in a month, what it caused through the API included. */
export function monthOfCustomer(
  call: Pick<Here, 'world' | 'store'>,
  customer: Customer,
  month: number,
): MonthOfResources {
  return withCaused(call, customer, month, resourcesOf(call.world.site, customer, month))
}

interface Sums {
  official: number
  discount: number
  coupon: number
  flexi: number
}

const modes: Event['mode'][] = ['1', '3', '10', '11']
const part = newMeasured()

/** The monthly sum of a customer, one line for each resource type, billing mode and kind. */
export function sumLines(call: Here, customer: Customer, month: number): SumLine[] {
  const last = lastVisibleDay(month, call.now)
  const start = firstDay(month)
  if (last < start) return []
  const {metered, events} = monthOfCustomer(call, customer, month)
  const lines = new Map<string, SumLine>()
  const lineOf = (product: Product, mode: Event['mode'], kind: SumKind): SumLine => {
    const key = `${product.resource}/${mode}/${kind}`
    let line = lines.get(key)
    if (!line) {
      line = {
        product,
        mode,
        kind,
        official: 0n,
        discount: 0n,
        truncated: 0n,
        consume: 0n,
        coupon: 0n,
        flexi: 0n,
        tax: 0n,
      }
      lines.set(key, line)
    }
    return line
  }
  for (const r of metered) {
    const sums: Sums = {official: 0, discount: 0, coupon: 0, flexi: 0}
    const to = Math.min(last, r.last)
    for (let day = Math.max(start, r.from); day <= to; day++) {
      const sessions = sessionsOn(r, day)
      for (let session = 0; session < sessions; session++) {
        for (let usage = 0; usage < r.product.usages.length; usage++) {
          measure(r, usage, day, session, day - start + 1, part)
          sums.official += part.official
          sums.discount += part.discount
          sums.coupon += part.coupon
          sums.flexi += part.flexi
        }
      }
    }
    const line = lineOf(r.product, modes[1]!, 1)
    line.official += BigInt(sums.official)
    line.discount += BigInt(sums.discount)
    line.coupon += BigInt(sums.coupon)
    line.flexi += BigInt(sums.flexi)
  }
  for (const event of events) {
    if (event.day > last) continue
    const line = lineOf(event.product, event.mode, sumKind(event.type))
    line.official += event.official
    line.discount += event.discount
    line.coupon += event.coupon
  }
  const closed = isClosed(month, call.now)
  for (const line of lines.values()) finish(line, closed ? customer.billing.tax : 0)
  return [...lines.values()]
}

const HUNDREDTH = 1_000_000n

function finish(line: SumLine, taxShare: number): void {
  line.tax = ((line.official - line.discount) * BigInt(taxShare)) / 10_000n
  line.official += line.tax
  const exact = line.official - line.discount
  line.truncated = exact % HUNDREDTH
  line.consume = exact - line.truncated
}

/** What a customer has spent in a month, to the hundredth. */
export function spendOf(call: Here, customer: Customer, month: number): Decimal {
  return Decimal.fromUnits(sumLines(call, customer, month).reduce((sum, line) => sum + line.consume, 0n))
}
