// The two small charts of a statement, as shapes that a page and a PDF draw alike.
import type {Overview, Statement} from './statement.js'

export interface Bar {
  label: string
  /** Share of the longest bar, from 0 to 1. */
  share: number
  /** The amount as text, for those who read rather than look. */
  text: string
}

export const BARS = 6

/** A length is all that becomes a floating point number, never an amount. */
export const shareOf = (part: bigint, whole: bigint): number =>
  whole <= 0n || part <= 0n ? 0 : Number((part * 10_000n) / whole) / 10_000

/** The services with the largest charges; what lies below them together. */
export function serviceBars(
  services: Overview['services'],
  others: string,
  format: (value: Statement['net']) => string,
): Bar[] {
  const positive = services.filter(one => one.charge.units > 0n)
  const shown = positive.length > BARS ? positive.slice(0, BARS - 1) : positive
  const rest = positive.slice(shown.length)
  const sum = rest.reduce((units, one) => units + one.charge.units, 0n)
  const top = [...shown.map(one => one.charge.units), sum].reduce((a, b) => (a > b ? a : b), 0n)
  const bars = shown.map(one => ({label: one.service, share: shareOf(one.charge.units, top), text: format(one.charge)}))
  if (rest.length === 0) return bars
  const total = rest.map(one => one.charge).reduce((a, b) => a.plus(b))
  return [...bars, {label: `${others} (${rest.length})`, share: shareOf(sum, top), text: format(total)}]
}

/** One bar a day; a day on which more was refunded than charged has none. */
export function dayBars(days: Overview['days'], format: (value: Statement['net']) => string): Bar[] {
  const top = days.reduce((most, {charge}) => (charge.units > most ? charge.units : most), 0n)
  return days.map(({day, charge}) => ({label: day, share: shareOf(charge.units, top), text: format(charge)}))
}
