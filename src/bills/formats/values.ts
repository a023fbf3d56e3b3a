// Texts of cells as typed values, exactly or not at all.
import {smallUnits} from '../../decimal.js'
import {remembered} from '../records/remembered.js'
import type {TableColumn} from './table.js'

export type ParquetValue = string | bigint | number | boolean | undefined

const decimal = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/
const time = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d{1,6})?(Z|[+-]\d\d:?\d\d)?$/

/**
 * The value as Parquet stores it: decimals in their smallest step, days and microseconds since 1970. Null where the
 * text is none such.
 */
export function parquetValue(text: string, {type}: TableColumn, wide: boolean): ParquetValue | null {
  if (text === '' && type !== 'text' && type !== 'json') return undefined
  switch (type) {
    case 'money':
    case 'product':
    case 'quantity': {
      const {precision, scale} = decimalForm(type, wide)
      return scaled(text, scale, precision > 18)
    }
    case 'integer':
      return /^-?\d{1,18}$/.test(text) ? BigInt(text) : null
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : null
    case 'date': {
      const start = /^\d{4}-\d\d-\d\d$/.test(text) ? dayStart(text) : undefined
      return start === undefined ? null : start / 86_400_000
    }
    case 'time':
      return microseconds(text)
    default:
      return text
  }
}

/** Digits of a decimal in Parquet, and how many of them stand behind the point. */
export function decimalForm(type: 'money' | 'product' | 'quantity', wide: boolean): {precision: number; scale: number} {
  if (type === 'product') return {precision: 38, scale: 16}
  return wide ? {precision: 38, scale: type === 'money' ? 8 : 12} : {precision: 18, scale: 8}
}

/** A decimal in steps of 10^-scale; null when it has more decimals, or more digits than 18 or 38. */
export function scaled(text: string, scale: number, wide: boolean): bigint | null {
  const units8 = scale === 8 ? smallUnits(text) : undefined
  if (units8 !== undefined) return BigInt(units8)
  const match = decimal.exec(text)
  if (!match) return null
  const [, sign, whole, fraction = '', exponent = '0'] = match
  const shift = Number(exponent) - fraction.length + scale
  let units = BigInt(`${whole}${fraction}`)
  if (shift >= 0) {
    if (units !== 0n && shift > 40) return null
    units *= units === 0n ? 1n : 10n ** BigInt(shift)
  } else {
    const step = 10n ** BigInt(-shift)
    if (units % step !== 0n) return null
    units /= step
  }
  if (units >= (wide ? 10n ** 38n : 10n ** 18n)) return null
  return sign ? -units : units
}

/** Microseconds since 1970 of a time, UTC where it does not say otherwise; null for what is no time. */
function microseconds(text: string): bigint | null {
  if (text.length === 20 && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) {
    const digits = (at: number) => (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48
    const [hours, minutes, seconds] = [digits(11), digits(14), digits(17)]
    if (hours > 23 || minutes > 59 || seconds > 59) return null
    const day = dayStart(text.slice(0, 10))
    return day === undefined ? null : BigInt(day + (hours * 3600 + minutes * 60 + seconds) * 1000) * 1000n
  }
  const match = time.exec(text)
  if (!match) return null
  const [, day, clock, fraction = '', zone = 'Z'] = match
  const milliseconds = Date.parse(`${day}T${clock}${zone}`)
  if (Number.isNaN(milliseconds)) return null
  return BigInt(milliseconds) * 1000n + BigInt(fraction.slice(1).padEnd(6, '0') || '0')
}

/** Milliseconds of a day's beginning, UTC. */
const dayStart = remembered((day): number | undefined => {
  const start = Date.parse(`${day}T00:00:00Z`)
  // The calendar has no 31st of February, though Date.parse may make one up.
  return Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== day ? undefined : start
})
