// Parquet, one row group for each checkpoint: exact decimals, UTC timestamps, one schema whatever the values are
// (reference: bills C4).
import type {KeyValue, RowGroup, SchemaElement} from 'hyparquet'
import type {ByteWriter, ParquetWriter} from 'hyparquet-writer'
import {Failure} from '../../failure.js'
import {collectAll} from '../records/garbage.js'
import type {RecordPage} from '../records/record-page.js'
import {ColumnCells} from './column-cells.js'
import {ColumnChunks} from './column-chunks.js'
import type {FileWriter} from './file-writer.js'
import {type Facts, OTHER_FIELDS, type Table, type TableColumn} from './table.js'
import {decimalForm} from './values.js'

type Hyparquet = typeof import('hyparquet-writer')

export interface ParquetOptions {
  table: Table
  /** Money as DECIMAL(38,8) and quantities as DECIMAL(38,12), in 16 bytes each, instead of DECIMAL(18,8) in 8. */
  wide: boolean
  /** Written into the file's footer. */
  metadata: Record<string, string>
}

/** Loads the library that writes the format. */
export async function parquetFile(options: ParquetOptions): Promise<FileWriter> {
  return new ParquetFile(options, await import('hyparquet-writer'))
}

interface State {
  offset: number
  rows: string
  groups: unknown
}

/** Rows of a group that leaves much behind. */
const MANY = 10_000

class ParquetFile implements FileWriter {
  readonly #columns: readonly TableColumn[]
  readonly #data: ColumnCells[]
  #rows = 0
  #parquet!: ParquetWriter
  #chunks!: ColumnChunks
  readonly #others: number
  #other = new ArrayBuffer(1 << 20)
  /** The library's buffer: `index` is what is in it, `offset` the place in the file. */
  readonly bytes: ByteWriter

  constructor(
    readonly options: ParquetOptions,
    readonly library: Hyparquet,
  ) {
    this.bytes = new library.ByteWriter(1 << 20)
    this.#columns = options.table.columns
    this.#data = this.#columns.map(column => new ColumnCells(column, options.wide))
    this.#others = this.#columns.findIndex(({name}) => name === OTHER_FIELDS)
    this.#begin()
  }

  start(): void {}

  #begin(): void {
    this.bytes.index = 0
    this.bytes.offset = 0
    const kvMetadata: KeyValue[] = Object.entries(this.options.metadata).map(([key, value]) => ({key, value}))
    this.#parquet = new this.library.ParquetWriter({
      writer: this.bytes,
      schema: schemaOf(this.#columns, this.options.wide),
      kvMetadata,
      createdBy: 'partnerctl (hyparquet-writer)',
    })
    this.#chunks = new ColumnChunks(this.#parquet, this.bytes)
  }

  write(page: RecordPage, from: number, to: number, facts: Facts): void {
    const {table} = this.options
    table.read(page, from, to, facts)
    /** By row, what its columns cannot hold. */
    const odd = new Map<number, Record<string, string>>()
    for (const [i, data] of this.#data.entries()) {
      data.add(table.cells[i]!, to - from, this.#rows, (row, text) => {
        odd.set(row, {...odd.get(row), [data.column.name]: text})
      })
    }
    for (const [row, texts] of [...odd].sort(([a], [b]) => a - b)) this.#keep(row, texts)
    this.#rows += to - from
  }

  /** A value that its column cannot hold stands with the fields that have no column; what is counted must not. */
  #keep(row: number, odd: Record<string, string>): void {
    for (const [name, text] of Object.entries(odd)) {
      const {type} = this.#columns.find(column => column.name === name)!
      if (type === 'money' || type === 'product' || type === 'quantity' || this.#others < 0) {
        const id = this.#data.find(({column}) => column.name === 'id')?.get(row)
        const whose = id ? `record ${id}: ` : ''
        throw new Failure('failed', `${whose}${name} ${text.slice(0, 60)} does not fit its column`, {
          next: [
            'Add --wide-decimals --restart to the same command: columns of 38 digits, for every month of the table',
            'Or export to CSV or JSON lines, where every digit is kept as well',
          ],
        })
      }
    }
    const data = this.#data[this.#others]!
    const others = data.get(row) as string | undefined
    data.replace(row, JSON.stringify({...(others && JSON.parse(others)), ...odd}))
  }

  flush(cut: boolean): Uint8Array {
    if (cut) this.#cut()
    return this.#take()
  }

  finish(): Uint8Array {
    this.#cut()
    this.#parquet.finish()
    return this.#take()
  }

  /** Makes a row group of the rows since the last one. */
  #cut(): void {
    const rows = this.#rows
    if (rows === 0) return
    this.#chunks.write(this.#data, rows, isSearched)
    this.#clear()
    if (rows > MANY) collectAll()
  }

  #clear(): void {
    for (const cells of this.#data) cells.clear()
    this.#rows = 0
  }

  /**
   * Hands on what is in the buffer, and goes on in another: the bytes may still be on their way to the disk when the
   * next ones come.
   */
  #take(): Uint8Array {
    const {bytes} = this
    const taken = new Uint8Array(bytes.buffer, 0, bytes.index)
    if (bytes.index === 0) return taken
    const next = this.#other
    this.#other = bytes.buffer
    bytes.buffer = next
    bytes.view = new DataView(next)
    bytes.index = 0
    return taken
  }

  state(): State {
    return {
      offset: this.bytes.offset,
      rows: String(this.#parquet.num_rows),
      groups: tagged(this.#parquet.row_groups),
    }
  }

  restore(state: unknown): void {
    const {offset, rows, groups} = state as State
    this.#begin()
    this.bytes.index = 0
    this.bytes.offset = offset
    this.#parquet.num_rows = BigInt(rows)
    this.#parquet.row_groups = untagged(groups) as RowGroup[]
    this.#clear()
  }
}

/** Texts by which whole row groups are passed over, because a customer's or a month's rows stand together. */
const searched = new Set(['bill_cycle', 'customer_id', 'account_name', 'SubAccountId', 'SubAccountName'])

/** Of columns that are all over the place, the smallest and the largest value help nobody. */
const isSearched = ({column: {name, type}}: ColumnCells): boolean =>
  searched.has(name) || (type !== 'text' && type !== 'json')

/** Numbers of the library's own metadata as JSON. */
function tagged(value: unknown): unknown {
  if (typeof value === 'bigint') return {$bigint: String(value)}
  if (Array.isArray(value)) return value.map(tagged)
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, tagged(member)]))
  }
  return value
}

function untagged(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(untagged)
  if (!value || typeof value !== 'object') return value
  if ('$bigint' in value) return BigInt(value.$bigint as string)
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, untagged(member)]))
}

function schemaOf(columns: readonly TableColumn[], wide: boolean): SchemaElement[] {
  return [
    {name: 'root', num_children: columns.length},
    ...columns.map(column => ({name: column.name, repetition_type: 'OPTIONAL' as const, ...physical(column, wide)})),
  ]
}

function physical({type}: TableColumn, wide: boolean): Omit<SchemaElement, 'name'> {
  switch (type) {
    case 'money':
    case 'product':
    case 'quantity': {
      const {precision, scale} = decimalForm(type, wide)
      const stored =
        precision > 18 ? {type: 'FIXED_LEN_BYTE_ARRAY' as const, type_length: 16} : {type: 'INT64' as const}
      return {...stored, converted_type: 'DECIMAL', precision, scale, logical_type: {type: 'DECIMAL', precision, scale}}
    }
    case 'integer':
      return {type: 'INT64'}
    case 'boolean':
      return {type: 'BOOLEAN'}
    case 'date':
      return {type: 'INT32', converted_type: 'DATE', logical_type: {type: 'DATE'}}
    case 'time':
      return {
        type: 'INT64',
        converted_type: 'TIMESTAMP_MICROS',
        logical_type: {type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS'},
      }
    default:
      return {type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: {type: 'STRING'}}
  }
}
