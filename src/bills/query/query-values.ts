// DuckDB's values as this program's: decimals and long integers keep their digits, times are UTC.
import type {DuckDBType, DuckDBValue} from '@duckdb/node-api'
import {Decimal} from '../../decimal.js'

type Nested = DuckDBType & {valueType?: DuckDBType; keyType?: DuckDBType; entryTypes?: readonly DuckDBType[]}

/** Whether values of a type passed through a binary floating point number somewhere. */
export function isRounded(type: DuckDBType): boolean {
  const {valueType, keyType, entryTypes = []} = type as Nested
  const parts = [valueType, keyType, ...entryTypes].filter(part => part !== undefined)
  return /^(DOUBLE|FLOAT)$/.test(String(type)) || parts.some(isRounded)
}

type Reader = (value: DuckDBValue) => unknown

/** What makes of a column's values what JSON, CSV and tables show. */
export function valueReader(type: DuckDBType): Reader {
  const read = readerOf(type)
  return value => (value === null || typeof value === 'string' || typeof value === 'boolean' ? value : read(value))
}

function readerOf(type: DuckDBType): Reader {
  const name = String(type)
  const {valueType, keyType, entryTypes} = type as Nested
  // A list, a map, a struct; anything else stands for itself.
  if (valueType && keyType) {
    const [readKey, readValue] = [valueReader(keyType), valueReader(valueType)]
    return value => {
      const {entries} = value as unknown as {entries: {key: DuckDBValue; value: DuckDBValue}[]}
      return Object.fromEntries(entries.map(entry => [String(readKey(entry.key)), readValue(entry.value)]))
    }
  }
  if (valueType) {
    const readItem = valueReader(valueType)
    return value => (value as unknown as {items: DuckDBValue[]}).items.map(readItem)
  }
  if (entryTypes && name.startsWith('STRUCT')) {
    const readers = entryTypes.map(valueReader)
    return value => {
      const entries = Object.entries((value as unknown as {entries: Record<string, DuckDBValue>}).entries)
      return Object.fromEntries(entries.map(([key, item], i) => [key, readers[i]!(item)]))
    }
  }
  if (name.startsWith('DECIMAL') || name.endsWith('INT')) {
    return value => (typeof value === 'number' ? value : Decimal.parse(String(value)))
  }
  if (/^TIMESTAMP( WITH TIME ZONE)?$/.test(name)) return value => timeText(value as unknown as {micros: bigint}, name)
  return value => (typeof value === 'number' && Number.isFinite(value) ? value : String(value))
}

/** `2026-10-01T16:00:00Z`, with a fraction where there is one; without Z where the type has no time zone. */
function timeText(value: {micros: bigint}, type: string): string {
  const fraction = ((value.micros % 1_000_000n) + 1_000_000n) % 1_000_000n
  const whole = new Date(Number((value.micros - fraction) / 1000n))
  // Infinity, and years that no date has.
  if (Number.isNaN(whole.getTime())) return String(value)
  const digits = fraction === 0n ? '' : `.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`
  return `${whole.toISOString().slice(0, -5)}${digits}${type === 'TIMESTAMP' ? '' : 'Z'}`
}
