// Readers of Parquet that have nothing in common with each other, nor with what writes it here: the same cells as text
// from each, amounts with all their decimals.
import {readFileSync} from 'node:fs'
import {ParquetReader} from '@dsnp/parquetjs'
import {DataType, type Field, tableFromIPC} from 'apache-arrow'
import {asyncBufferFromFile, parquetMetadata, parquetReadObjects, type SchemaElement} from 'hyparquet'
import {readParquet} from 'parquet-wasm/node'
import {literal} from '../../../src/bills/query/duckdb.js'
import {queryRows, type Row} from '../../support/exported.js'

/** Reads some columns of a file. */
export type Reader = (file: string, columns: string[]) => Promise<Row[]>

export const readers: Record<string, Reader> = {
  DuckDB: (file, columns) => {
    const cell = (name: string) => {
      const quoted = `"${name}"`
      return `CASE WHEN typeof(${quoted}) = 'TIMESTAMP WITH TIME ZONE'
        THEN strftime(try_cast(${quoted}::VARCHAR AS TIMESTAMPTZ) AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ')
        ELSE ${quoted}::VARCHAR END AS ${quoted}`
    }
    const from = `read_parquet(${literal(file)}, hive_partitioning = false)`
    return queryRows(`SELECT ${columns.map(cell)} FROM ${from}`, [file])
  },

  'arrow-rs': async (file, columns) => {
    const table = tableFromIPC(readParquet(readFileSync(file), {columns}).intoIPCStream())
    const fields = new Map(table.schema.fields.map(field => [field.name, field]))
    return table.toArray().map(row => rowOf(columns, name => arrowText(fields.get(name)!, row[name])))
  },

  hyparquet: async (file, columns) => {
    const metadata = parquetMetadata(bytesOf(file))
    const elements = new Map(metadata.schema.map(element => [element.name, element]))
    // Stored integers as they are: as a number, a decimal would lose digits.
    const bare = ({converted_type, logical_type, ...stored}: SchemaElement): SchemaElement =>
      converted_type === 'DECIMAL' ? stored : {...stored, converted_type, logical_type}
    const rows = await parquetReadObjects({
      file: await asyncBufferFromFile(file),
      metadata: {...metadata, schema: metadata.schema.map(bare)},
      columns,
    })
    return rows.map(row =>
      rowOf(columns, name => {
        const {converted_type, scale = 0} = elements.get(name)!
        const value = row[name]
        if (value === null || value === undefined) return null
        if (converted_type === 'DECIMAL') return decimalText(integerOf(value), scale)
        return value instanceof Date ? timeText(value, converted_type === 'DATE') : String(value)
      }),
    )
  },

  'parquet.js': async (file, columns) => {
    const reader = await ParquetReader.openFile(file)
    const {schema} = reader
    const rows: Row[] = []
    // It takes every decimal for bytes, and finds none of an integer's in a dictionary.
    for (const field of Object.values(schema.fields)) {
      if (field.originalType === 'DECIMAL' && !field.typeLength) field.primitiveType = 'INT64'
    }
    try {
      const cursor = reader.getCursor(columns.map(name => [name]))
      for (;;) {
        const row = (await cursor.next()) as Record<string, unknown> | null
        if (!row) return rows
        rows.push(
          rowOf(columns, name => {
            const {originalType, scale = 0} = schema.fields[name]!
            const value = row[name]
            if (value === null || value === undefined) return null
            // A number, which is exact enough for the amounts that it is asked for.
            if (originalType === 'DECIMAL') return (value as number).toFixed(scale)
            return value instanceof Date ? timeText(value, originalType === 'DATE') : String(value)
          }),
        )
      }
    } finally {
      await reader.close()
    }
  },
}

export function bytesOf(file: string): ArrayBuffer {
  const bytes = readFileSync(file)
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer
}

const rowOf = (columns: string[], text: (name: string) => string | null): Row =>
  Object.fromEntries(columns.map(name => [name, text(name)]))

const timeText = (time: Date, isDay: boolean): string =>
  isDay ? time.toISOString().slice(0, 10) : time.toISOString().replace('.000Z', 'Z')

function arrowText({type}: Field, value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (DataType.isDecimal(type)) {
    // Four words, the lowest first.
    const words = value as Uint32Array
    const units = words.reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n)
    return decimalText(BigInt.asIntN(128, units), type.scale)
  }
  if (DataType.isTimestamp(type) || DataType.isDate(type))
    return timeText(new Date(Number(value)), DataType.isDate(type))
  return String(value)
}

/** An unscaled integer as it is stored. */
function integerOf(value: unknown): bigint {
  if (!(value instanceof Uint8Array)) return BigInt(value as bigint)
  return BigInt.asIntN(value.length * 8, BigInt(`0x${Buffer.from(value).toString('hex')}`))
}

function decimalText(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0')
  return `${units < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}
