// The records of a customer's bill as rows that can be counted, filtered and paged without writing any of them.

import type {Here} from '../here.js'
import {daysIn, firstDay} from '../state/calendar.js'
import type {Customer} from '../world/model.js'
import type {Event, Metered, MonthOfResources} from './events.js'
import {isClosed, lastVisibleDay, monthOfCustomer, sumLines} from './ledger.js'
import {measureDays, newMeasured, sessionsOn} from './meter.js'
import type {Naming} from './naming.js'

/** What a caller may ask for; the names are the API's. */
export interface RecordFilter {
  service?: string
  region?: string
  mode?: string
  type?: number
  resourceId?: string
  project?: string
  zeros: boolean
  tradeId?: string
  /** Days of the month, from 1. */
  from: number
  to: number
  /** 1 by cycle, 2 by day, 3 in detail. */
  statistic: 1 | 2 | 3
}

/** One record: of a metered resource (one usage type, one day or more, one session or all) or a single charge. */
export type Row = {resource: number; usage: number; from: number; to: number; session: number} | {event: Event}

/** The rows of a customer's month that pass a filter, in the order of the bill: day by day, charges first. */
export interface Bill {
  customer: Customer
  month: number
  start: number
  closed: boolean
  resources: MonthOfResources
  statistic: 1 | 2 | 3
  rows: Row[]
}

const sum = newMeasured()
const part = newMeasured()

export function billOf(call: Here, customer: Customer, month: number, filter: RecordFilter, naming: Naming): Bill {
  const start = firstDay(month)
  const closed = isClosed(month, call.now)
  const resources = monthOfCustomer(call, customer, month)
  const taxes = closed && customer.billing.tax > 0 ? taxEvents(call, customer, month) : []
  const bill: Bill = {customer, month, start, closed, resources, statistic: filter.statistic, rows: []}
  const first = start + filter.from - 1
  const last = Math.min(start + filter.to - 1, lastVisibleDay(month, call.now))
  const matches = (thing: Metered | Event) =>
    (filter.service === undefined || thing.product.service === filter.service) &&
    (filter.region === undefined || naming.region(thing, customer) === filter.region) &&
    (filter.resourceId === undefined || naming.resourceId(thing) === filter.resourceId) &&
    (filter.project === undefined || naming.project(thing) === filter.project)
  const events = [...resources.events, ...taxes].filter(
    e =>
      e.day >= first &&
      e.day <= last &&
      (filter.mode === undefined || e.mode === filter.mode) &&
      (filter.type === undefined || e.type === filter.type) &&
      (filter.zeros || e.official !== e.discount) &&
      matches(e) &&
      (filter.tradeId === undefined || naming.tradeId(e, e.day) === filter.tradeId),
  )
  const withMetered = (filter.mode ?? '3') === '3' && (filter.type ?? 5) === 5
  const metered = resources.metered.map((r, i) => ({r, i})).filter(({r}) => withMetered && matches(r))
  if (filter.statistic === 1) {
    for (const event of events) bill.rows.push({event})
    for (const {r, i} of metered)
      addRows(bill, filter, naming, r, i, Math.max(first, r.from), Math.min(last, r.last), -1)
    return bill
  }
  for (let day = first; day <= last; day++) {
    for (const event of events) if (event.day === day) bill.rows.push({event})
    for (const {r, i} of metered) {
      const sessions = sessionsOn(r, day)
      if (sessions === 0) continue
      if (filter.statistic === 2) addRows(bill, filter, naming, r, i, day, day, -1)
      else for (let s = 0; s < sessions; s++) addRows(bill, filter, naming, r, i, day, day, s)
    }
  }
  return bill
}

function addRows(
  bill: Bill,
  filter: RecordFilter,
  naming: Naming,
  r: Metered,
  resource: number,
  from: number,
  to: number,
  session: number,
): void {
  for (let usage = 0; usage < r.product.usages.length; usage++) {
    if (!filter.zeros || filter.statistic === 1) {
      const days = measureDays(r, usage, from, to, bill.start, sum, part)
      if (days === 0 || (!filter.zeros && sum.official === sum.discount)) continue
    }
    if (filter.tradeId !== undefined && naming.tradeId(r, from) !== filter.tradeId) continue
    bill.rows.push({resource, usage, from, to, session})
  }
}

const taxType = {1: 15, 2: 100, 3: 101} as const

/** The tax of each line of the monthly sum, a record of its own on the last day of the month. */
function taxEvents(call: Here, customer: Customer, month: number): Event[] {
  return sumLines(call, customer, month)
    .filter(line => line.tax !== 0n)
    .map((line, i) => ({
      product: line.product,
      seed: (customer.seed ^ Math.imul(month, 0x9e3779b1) ^ (i + 1)) >>> 0,
      size: 1,
      day: firstDay(month) + daysIn(month) - 1,
      // A deduction's tax is an expense, a compensation's is given back.
      type: line.kind === 3 && line.tax > 0n ? 102 : taxType[line.kind],
      mode: line.mode,
      official: line.tax,
      discount: 0n,
      coupon: 0n,
      months: 0,
    }))
}
