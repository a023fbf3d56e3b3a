// The rows of a bill with their amounts, for everybody who does not need them as fast as the renderer does.
import type {Here} from '../here.js'
import type {Customer} from '../world/model.js'
import type {Event, Metered} from './events.js'
import {measure, measureDays, newMeasured} from './meter.js'
import {isTax, type Names, timeOf} from './naming.js'
import {type Bill, billOf, type RecordFilter} from './records.js'

/** A row: what it is about, when, and its amounts in 10^-8. */
export interface Entry {
  thing: Metered | Event
  /** Set for a charge. */
  event?: Event
  /** Set for what is metered: which usage, and how much of it in 10^-8. */
  usage?: {index: number; amount: number; free: number; reserved: number; session: number}
  /** First and last day it is for. */
  from: number
  to: number
  official: bigint
  discount: bigint
  coupon: bigint
  flexi: bigint
}

const out = newMeasured()
const part = newMeasured()

/** All rows that pass a filter. */
export function entriesOf(call: Here, customer: Customer, month: number, filter: RecordFilter, names: Names): Entry[] {
  const bill = billOf(call, customer, month, filter, names)
  return bill.rows.map((_, i) => entryAt(bill, i))
}

/** One row of a bill. */
export function entryAt(bill: Bill, index: number): Entry {
  const row = bill.rows[index]!
  if ('event' in row) {
    const {event} = row
    const {official, discount, coupon, day} = event
    return {thing: event, event, from: day, to: day, official, discount, coupon, flexi: 0n}
  }
  const r = bill.resources.metered[row.resource]!
  if (bill.statistic === 3) measure(r, row.usage, row.from, row.session, row.from - bill.start + 1, out)
  else measureDays(r, row.usage, row.from, row.to, bill.start, out, part)
  return {
    thing: r,
    usage: {index: row.usage, amount: out.usage, free: out.free, reserved: out.reserved, session: row.session},
    from: row.from,
    to: row.to,
    official: BigInt(out.official),
    discount: BigInt(out.discount),
    coupon: BigInt(out.coupon),
    flexi: BigInt(out.flexi),
  }
}

/** All of a month, by day or by cycle. */
export const wholeMonth = (statistic: 1 | 2 | 3): RecordFilter => ({zeros: true, from: 1, to: 31, statistic})

export const billTypeOf = (entry: Entry): number => entry.event?.type ?? 5
export const modeOf = (entry: Entry): '1' | '3' | '10' | '11' => entry.event?.mode ?? '3'
export const isTaxEntry = (entry: Entry): boolean => entry.event !== undefined && isTax(entry.event)
export const momentOf = (entry: Entry): number | undefined => entry.event && timeOf(entry.event)
