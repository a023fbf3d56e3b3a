// Days and times as operators type them: 2026-10-03, 2026-10, last-month, yesterday, 7d ago, +30d ahead, or a whole ISO
// time.
import {billDate, currentCycle, daysOf, shiftCycle} from '../../cycle.js'
import {usage} from '../../failure.js'
import {lookUp} from '../../look-up.js'

/** Which end of a day or month is meant. */
export type Edge = 'begin' | 'end'

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/
const DAY = /^\d{4}-\d\d-\d\d$/
/** A time from now: `7d` and `-7d` are ago, `+30d` is ahead. A minute is `m`, as in every length of time. */
const SPAN = /^([+-]?)(\d{1,5})(m|h|d|w|months?|years?)$/
/** What can lie on either side of now: there a span needs its sign. */
const EITHER_SIDE = /expires|effective|valid/
const MOMENT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/

const forms =
  'Write a day (2026-10-03), a month (2026-10, last-month), yesterday, 7d (ago), +30d (ahead), or a time (2026-10-03T12:00:00Z)'

/**
 * The day that a text names, `2026-10-03`: its first or last for a month. Days are those of UTC+8, as in bills, or of
 * UTC. `what` is how messages call it.
 */
export function parseDay(text: string, edge: Edge, now: Date, what: string, zone: 'UTC+8' | 'UTC' = 'UTC+8'): string {
  const dayOf = zone === 'UTC+8' ? billDate : (time: Date) => time.toISOString().slice(0, 10)
  const moment = movedBy(text, now, what)
  if (text === 'today') return dayOf(now)
  if (text === 'yesterday') return dayOf(new Date(now.getTime() - 86_400_000))
  if (moment && !/\d[mh]$/.test(text)) return dayOf(moment)
  const month = parseMonth(text, now)
  if (month) return edge === 'begin' ? `${month}-01` : daysOf(month).at(-1)!
  if (!DAY.test(text) || !isDay(text)) throw usage(`${what} "${text}" is not a day`, forms)
  return text
}

/** The time that a text names, in UTC: `2026-10-03T00:00:00Z`. A day or month without a time begins or ends in UTC. */
export function parseMoment(text: string, edge: Edge, now: Date, what: string): string {
  const moment = movedBy(text, now, what)
  if (text === 'now') return seconds(now)
  if (moment) return seconds(moment)
  if (MOMENT.test(text)) {
    const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`
    const time = new Date(zoned.replace(' ', 'T'))
    if (Number.isNaN(time.getTime())) throw usage(`${what} "${text}" is not a time`, forms)
    return seconds(time)
  }
  return `${parseDay(text, edge, now, what, 'UTC')}T${edge === 'begin' ? '00:00:00' : '23:59:59'}Z`
}

/** `2026-10`, `this-month` or `last-month` (of UTC+8) as a month; undefined for anything else. */
export function parseMonth(text: string, now: Date): string | undefined {
  if (text === 'this-month') return currentCycle(now)
  if (text === 'last-month') return shiftCycle(currentCycle(now), -1)
  return MONTH.test(text) ? text : undefined
}

const seconds = (time: Date) => `${time.toISOString().slice(0, 19)}Z`

/** The time that lies so long before or after now; undefined for what is no such text. */
function movedBy(text: string, now: Date, what: string): Date | undefined {
  const [, sign, digits, unit] = SPAN.exec(text) ?? []
  if (!unit) return undefined
  if (!sign && EITHER_SIDE.test(what))
    throw usage(`${what} "${text}" does not say on which side of now`, `Write +${text} or -${text}`)
  const count = Number(digits) * (sign === '+' ? 1 : -1)
  if (/^[my]\w/.test(unit)) return monthsFrom(now, unit.startsWith('y') ? count * 12 : count)
  return new Date(now.getTime() + count * lookUp(lengths, unit)!)
}

const lengths: Record<string, number> = {m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000}

/** The same day of another month, or that month's last. */
function monthsFrom(now: Date, count: number): Date {
  const day = now.toISOString().slice(0, 10)
  const month = daysOf(shiftCycle(day.slice(0, 7), count))
  return new Date(`${month[Number(day.slice(8)) - 1] ?? month.at(-1)}${now.toISOString().slice(10)}`)
}

function isDay(text: string): boolean {
  const time = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text)
}
