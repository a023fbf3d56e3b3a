// The forms that FOCUS asks of values: numbers, times, currencies, units and objects.

/** A number: its digits, and how many of them stand behind the point. */
export interface Exact {
  units: bigint
  scale: number
}

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE](-?\d{1,3}))?$/

/** A number, exactly; undefined for any other text. FOCUS allows neither signs before it nor marks between digits. */
export function exact(text: string): Exact | undefined {
  const [, sign, whole, fraction = '', exponent = '0'] = NUMBER.exec(text) ?? []
  if (whole === undefined) return undefined
  const digits = BigInt(`${whole}${fraction}`)
  const scale = fraction.length - Number(exponent)
  const units = sign ? -digits : digits
  return scale >= 0 ? {units, scale} : {units: units * 10n ** BigInt(-scale), scale: 0}
}

export function compareExact(a: Exact, b: Exact): number {
  const scale = Math.max(a.scale, b.scale)
  const left = a.units * 10n ** BigInt(scale - a.scale)
  const right = b.units * 10n ** BigInt(scale - b.scale)
  return left < right ? -1 : left > right ? 1 : 0
}

export const timesExact = (a: Exact, b: Exact): Exact => ({units: a.units * b.units, scale: a.scale + b.scale})

/** A number such as 113.50003500000001, which only a program that counts with floating point numbers writes. */
export const isFloatText = (text: string): boolean =>
  text.replace(/\D/g, '').replace(/^0+/, '').length > 15 && String(Number(text)) === text

const TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?Z$/

/** ISO 8601, extended, UTC: `2026-10-03T06:00:00Z`. */
export function isDateTime(text: string): boolean {
  const [, year, month, day, hours, minutes, seconds] = (TIME.exec(text) ?? []).map(Number)
  if (year === undefined || hours! > 23 || minutes! > 59 || seconds! > 59) return false
  const date = new Date(Date.UTC(year, month! - 1, day))
  return date.getUTCMonth() === month! - 1 && date.getUTCDate() === day
}

const ANY_TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?(?: ?(Z|UTC|[+-]\d\d:?\d\d))?$/

/** The moment that a time is, in whatever form; without a zone it is UTC, as FOCUS says. NaN for what is no time. */
export function moment(text: string): number {
  const [, day, clock = '00:00', zone = 'Z'] = ANY_TIME.exec(text) ?? []
  if (!day) return Number.NaN
  return Date.parse(`${day}T${clock}${zone === 'UTC' ? 'Z' : zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`)
}

const SIZE = '(?:[KMGTPE]i?)?[bB]'
const ONE_TIME = '(?:Year|Month|Day|Hour|Minute|Second)'
const NOUN = '[A-Z][A-Za-z0-9]*(?: [A-Z][A-Za-z0-9]*)*'
const QUANTITY = '(?:[1-9]\\d* )?'
const UNIT = new RegExp(
  `^${QUANTITY}(?:${SIZE}|${NOUN})(?:-(?:${SIZE}|${NOUN}))*(?:/(?:[1-9]\\d* ${ONE_TIME}s|${ONE_TIME}|${NOUN}))?$`,
)

/**
 * A unit as FOCUS writes it: capitalized nouns, sizes of data and spans of time, alone or joined, with a plain quantity
 * before them. `GB-Hours`, `1000 Requests`, `GB/Hour`.
 */
export function isUnit(text: string): boolean {
  if (!UNIT.test(text)) return false
  // A span of time that stands alone or last is plural.
  return !new RegExp(`(?:^|[ -])${ONE_TIME}$`).test(text)
}

/** The object that a text is in JSON; undefined for any other text. */
export function objectIn(text: string): Record<string, unknown> | undefined {
  if (!text.trimStart().startsWith('{')) return undefined
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return undefined
  }
}

/** An object whose values are plain, and whose keys are told apart. */
export function isKeyValue(text: string): boolean {
  const object = objectIn(text)
  if (!object) return false
  if (Object.values(object).some(value => typeof value === 'object' && value !== null)) return false
  return keysOf(text) === Object.keys(object).length
}

/** How many keys stand in a flat object, the same one twice counted twice. */
function keysOf(text: string): number {
  let count = 0
  for (const _ of text.matchAll(/"(?:[^"\\]|\\.)*"\s*(:)?/g)) if (_[1]) count++
  return count
}
