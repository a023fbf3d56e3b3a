// When a charge was for: from its own times, else its day, else its cycle. The end is exclusive.
import {cycleStart, shiftCycle} from '../../cycle.js'
import type {FocusRow} from './focus-row.js'

interface Period {
  start: string
  end: string
}

const iso = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|\+00:?00)?$/

const text = (milliseconds: number) => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`

/** A time as FOCUS writes it; undefined for what is none. */
function focusTime(value: string | undefined, inclusive = false): string | undefined {
  const match = value && iso.exec(value)
  if (!match) return undefined
  const milliseconds = Date.parse(`${match[1]}T${match[2]}Z`)
  if (Number.isNaN(milliseconds)) return undefined
  // An end at 59 seconds is the last second of the period, not the first after it.
  return text(inclusive && match[2]!.endsWith(':59') ? milliseconds + 1000 : milliseconds)
}

const remembered = new Map<string, Period>()

function dayPeriod(day: string): Period | undefined {
  let period = remembered.get(day)
  if (!period && /^\d{4}-\d\d-\d\d$/.test(day)) {
    const start = Date.parse(`${day}T00:00:00+08:00`)
    if (Number.isNaN(start)) return undefined
    period = {start: text(start), end: text(start + 86_400_000)}
    if (remembered.size > 1000) remembered.clear()
    remembered.set(day, period)
  }
  return period
}

/** The period of a charge. */
export function focusPeriod(row: FocusRow): Period {
  const end = focusTime(row.get('expire_time'), true)
  const start = focusTime(row.get('effective_time'))
  if (start && end && start < end) return {start, end}
  const day = dayPeriod(row.get('bill_date') ?? '')
  if (day) return day
  const moment = focusTime(row.get('consume_time') ?? row.get('trade_time'))
  if (moment) {
    // The day, in UTC+8, in which it lies.
    const inChina = new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 10)
    return dayPeriod(inChina)!
  }
  const {bill_cycle} = row.facts
  return {start: text(cycleStart(bill_cycle).getTime()), end: text(cycleStart(shiftCycle(bill_cycle, 1)).getTime())}
}
