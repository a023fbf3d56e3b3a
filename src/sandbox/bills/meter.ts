// What a pay-per-use resource costs on a day. The bill's records and its sums both come from here, so they cannot
// differ.
import type {Metered} from './events.js'

/**
 * One measurement: usage in 10^-8 of its unit, money in 10^-8 of the currency. Numbers, not bigints, because a cycle of
 * thousands of customers is summed with it: every product below stays under 2^53, where whole numbers are exact.
 */
export interface Measured {
  usage: number
  free: number
  reserved: number
  official: number
  discount: number
  coupon: number
  flexi: number
}

export const newMeasured = (): Measured => ({
  usage: 0,
  free: 0,
  reserved: 0,
  official: 0,
  discount: 0,
  coupon: 0,
  flexi: 0,
})

/** Quarters of an hour in the two sessions of an office day. */
const MORNING = 36
const AFTERNOON = 54

/** How many records a resource has on a day: none when it does not run, two when it was stopped over lunch. */
export function sessionsOn(r: Metered, day: number): 0 | 1 | 2 {
  if (day < r.from || day > r.last) return 0
  if (!r.office) return day === r.from && r.fromQuarter === 96 ? 0 : 1
  const weekday = (day + 4) % 7
  return weekday === 0 || weekday === 6 ? 0 : 2
}

/** When a session begins and ends on its day, in quarters of an hour. */
export function sessionTimes(r: Metered, day: number, session: number): [begin: number, end: number] {
  if (r.office) {
    const jitter = ((r.seed ^ Math.imul(day, 0x9e3779b1)) >>> 3) % 6
    return session === 0 ? [MORNING - jitter, MORNING + 12 + jitter] : [AFTERNOON, AFTERNOON + 18 + jitter]
  }
  const begin = day === r.from ? r.fromQuarter : 0
  const end = day === r.last ? r.lastQuarter : 96
  return end > begin ? [begin, end] : [begin, Math.min(96, begin + 1)]
}

/** A cheap repeatable number from 0 to 2^32 - 1 for a resource and a day. */
function noise(seed: number, day: number, usage: number): number {
  let h = Math.imul(seed ^ (day * 31 + usage), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** Measures one usage type of a resource in one session of a day, into `out`. `dayOfMonth` decides about coupons. */
export function measure(
  r: Metered,
  usageIndex: number,
  day: number,
  session: number,
  dayOfMonth: number,
  out: Measured,
): void {
  const usage = r.product.usages[usageIndex]!
  const price = usage.price * r.factor
  out.free = 0
  out.reserved = 0
  if (usage.how === 'time') {
    const [begin, end] = sessionTimes(r, day, session)
    const quarters = end - begin
    out.usage = quarters * 25_000_000
    if (r.reserved) {
      out.reserved = out.usage
      out.official = 0
    } else out.official = Math.floor((price * r.size * quarters) / 4)
  } else {
    // Weekends are quieter.
    const weekday = (day + 4) % 7
    const level = weekday === 0 || weekday === 6 ? 0.4 : 1
    const chance = noise(r.seed, day, usageIndex) / 4_294_967_296
    if (usage.how === 'flow') {
      const micro = Math.floor(Math.min(100, 2 + (r.seed % 60)) * level * (0.5 + chance) * 1_000_000)
      const free = Math.min(micro, r.free * 1_000_000)
      out.usage = micro * 100
      out.free = free * 100
      out.official = Math.floor((price * (micro - free)) / 1_000_000)
    } else if (usage.how === 'count') {
      const times = Math.floor((r.seed % 400_000) * level * (0.5 + chance))
      out.usage = times * 10_000
      out.official = Math.floor((price * times) / 10_000)
    } else {
      const micro = r.size * 1_000_000 + Math.floor(chance * 1_000_000) + (day - r.from) * 10_000
      out.usage = micro * 100
      out.official = Math.floor((price * 24 * micro) / 1_000_000)
    }
  }
  out.discount = Math.floor((out.official * r.discount) / 10_000)
  const amount = out.official - out.discount
  const paid =
    dayOfMonth <= r.couponDays ? amount : dayOfMonth === r.couponDays + 1 ? Math.floor((amount * 37) / 100) : 0
  out.coupon = r.coupon === 'coupon' ? paid : 0
  out.flexi = r.coupon === 'flexi' ? paid : 0
}

/** Adds up a usage type over days, for records by day and by cycle. Space is an average, everything else a sum. */
export function measureDays(
  r: Metered,
  usageIndex: number,
  from: number,
  to: number,
  start: number,
  out: Measured,
  part: Measured,
): number {
  let days = 0
  out.usage = out.free = out.reserved = out.official = out.discount = out.coupon = out.flexi = 0
  for (let day = from; day <= to; day++) {
    const sessions = sessionsOn(r, day)
    if (sessions > 0) days++
    for (let s = 0; s < sessions; s++) {
      measure(r, usageIndex, day, s, day - start + 1, part)
      out.usage += part.usage
      out.free += part.free
      out.reserved += part.reserved
      out.official += part.official
      out.discount += part.discount
      out.coupon += part.coupon
      out.flexi += part.flexi
    }
  }
  if (days > 1 && r.product.usages[usageIndex]!.how === 'space') out.usage = Math.floor(out.usage / days)
  return days
}
