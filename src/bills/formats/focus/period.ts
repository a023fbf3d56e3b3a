// When a charge was for: from its own times, else its day, else its cycle. The end is exclusive.
import {cycleStart, shiftCycle} from '../../../cycle.js'
import {remembered} from '../../records/remembered.js'
import type {FocusRow} from './row.js'

interface Period {
  start: string
  end: string
}

const iso = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|\+00:?00)?$/

const text = (milliseconds: number) => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`

/** A time as FOCUS writes it; undefined for what is none. */
const startTime = remembered(value => timeOf(value))

/** An end at 59 seconds is the last second of the period, not the first after it. */
const endTime = remembered(value => timeOf(value, 1000))

function timeOf(value: string, afterLast = 0): string | undefined {
  const match = iso.exec(value)
  if (!match) return undefined
  const milliseconds = Date.parse(`${match[1]}T${match[2]}Z`)
  if (Number.isNaN(milliseconds)) return undefined
  return text(match[2]!.endsWith(':59') ? milliseconds + afterLast : milliseconds)
}

const dayPeriod = remembered((day): Period | undefined => {
  const start = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00+08:00`) : Number.NaN
  return Number.isNaN(start) ? undefined : {start: text(start), end: text(start + 86_400_000)}
})

/** The period of a charge. */
export function focusPeriod(row: FocusRow): Period {
  const end = endTime(row.get('expire_time') ?? '')
  const start = startTime(row.get('effective_time') ?? '')
  if (start && end && start < end) return {start, end}
  const day = dayPeriod(row.get('bill_date') ?? '')
  if (day) return day
  const moment = startTime(row.get('consume_time') ?? row.get('trade_time') ?? '')
  if (moment) {
    // The day, in UTC+8, in which it lies.
    const inChina = new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 10)
    return dayPeriod(inChina)!
  }
  const {bill_cycle} = row.facts
  return {start: text(cycleStart(bill_cycle).getTime()), end: text(cycleStart(shiftCycle(bill_cycle, 1)).getTime())}
}
