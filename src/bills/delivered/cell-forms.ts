// How consoles write what the API has in one form: shares, times, spans of time.
import {Decimal} from '../../decimal.js'
import {timeOf} from '../read/cells.js'

/** What consoles write where there is nothing. */
export const isNothing = (cell: string): boolean => /^\s*(-{1,3}|N\/A)?\s*$/i.test(cell)

/** A share: `75%` and `0.75` are 0.75. Undefined for what is none, and for what may be either, as `75`. */
export function shareOf(cell: string): string | undefined {
  const [, digits, percent] = /^(\d{1,3}(?:\.\d{1,8})?)\s*([%％]?)$/.exec(cell.trim()) ?? []
  if (!digits) return undefined
  const share = Decimal.parse(percent ? `${digits}e-2` : digits)
  try {
    return share.units >= 0n && share.units <= 100_000_000n ? Decimal.fromUnits(share.units).text : undefined
  } catch {
    return undefined
  }
}

const ZONE = /\s?(Z|(?:UTC|GMT)?[+-]\d\d:?\d\d|UTC|GMT)\s*$/i

/** Whether a time says its zone; a day alone needs none. */
export const hasZone = (cell: string): boolean => ZONE.test(cell) || !cell.includes(':')

/** Between the two times of a span. */
const SPAN = /^(\d{4}\D.*?\d{1,2}:\d\d(?::\d\d)?(?: ?(?:GMT|UTC)[+-]\d\d:?\d\d|Z)?)\s*[-–—~至]\s*(\d{4}\D.*)$/

/** The times of a cell, UTC: one, or begin and end. Undefined for what is none. */
export function timesIn(cell: string): string[] | undefined {
  const [, begin, end] = SPAN.exec(cell.trim()) ?? []
  // A zone at the end is that of both.
  const zone = begin && end && !ZONE.test(begin) ? (ZONE.exec(end)?.[0] ?? '') : ''
  const times = (begin && end ? [begin + zone, end] : [cell]).map(timeOf)
  return times.every(time => time !== undefined) ? (times as string[]) : undefined
}
