// Lengths of time as operators type them: durations, 90s, 10m, 2h, 3d, and periods that are bought, 1month, 2years.
import {LONGEST_TIMER} from '../../api/throttle.js'
import {usage} from '../../failure.js'
import {lookUp} from '../../look-up.js'

const units: Record<string, number> = {ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000}
export type DurationUnit = 'ms' | 's' | 'm' | 'h' | 'd'

interface Bounds {
  /** What a number without a unit counts; such a number is refused when absent. */
  bare?: DurationUnit
  /** Milliseconds. */
  least?: number
  most?: number
}

const FORMS = 'Write it like 90s, 10m, 2h or 3d'

/** `90s`, `10m`, `2h`, `3d`, `1w` as milliseconds; `what` is the flag that it was typed for. Throws `usage`. */
export function parseDuration(text: string, what: string, {bare, least = 1, most = Infinity}: Bounds = {}): number {
  const [, count, unit = bare] = /^(\d{1,12}(?:\.\d+)?)(ms|[smhdw])?$/.exec(text.trim()) ?? []
  if (count === undefined || unit === undefined) throw usage(`${what} "${text}" is not a length of time`, FORMS)
  const time = Number(count) * lookUp(units, unit)!
  if (time < least) throw usage(`${what} "${text}" is too short a time`, `The shortest is ${inWords(least)}`)
  if (time > most) throw usage(`${what} "${text}" is too long a time`, `The longest is ${inWords(most)}`)
  return time
}

/** The same for what is waited for with a timer. */
export const parseWait = (text: string, what: string, bounds: Bounds = {}): number =>
  parseDuration(text, what, {bare: 's', most: LONGEST_TIMER, ...bounds})

/** The largest unit in which it is whole. */
function inWords(time: number): string {
  const [unit, length] = Object.entries(units).findLast(([name, one]) => name !== 'w' && time >= one) ?? ['ms', 1]
  return `${Math.floor(time / length)}${unit}`
}

const periodUnits = ['hour', 'day', 'month', 'year'] as const
export type PeriodUnit = (typeof periodUnits)[number]

export interface Period<Unit extends PeriodUnit = PeriodUnit> {
  unit: Unit
  count: number
}

/**
 * `1month`, `3months`, `1year`; `month`, `monthly` is one. `most` says which units there are, and how many of each at
 * most. Throws `usage`.
 */
export function parsePeriod<Unit extends PeriodUnit>(
  text: string,
  what: string,
  most: Record<Unit, number>,
): Period<Unit> {
  const [, count = '1', typed] = /^(\d{1,4})?\s*(hour|day|month|year)(?:s|ly)?$/i.exec(text.trim()) ?? []
  const known = periodUnits.filter(one => Object.hasOwn(most, one)) as Unit[]
  const unit = known.find(one => one === typed?.toLowerCase())
  const forms = `Write it like ${known.map(one => `1${one}`).join(' or ')}`
  if (!unit || Number(count) === 0) throw usage(`${what} "${text}" is not a period`, forms)
  const limit = most[unit]
  if (Number(count) > limit) throw usage(`${what} is at most ${limit}${unit}${limit === 1 ? '' : 's'}, not ${text}`)
  return {unit, count: Number(count)}
}
