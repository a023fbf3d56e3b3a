// Parquet, one row group for each checkpoint: exact decimals, UTC timestamps, one schema whatever the values are
// (reference: bills C4).
import type {RowGroup, SchemaElement} from 'hyparquet'
import type {ByteWriter} from 'hyparquet-writer'
import {Failure} from '../../failure.js'
import {collectAll} from '../records/garbage.js'
import type {RecordPage} from '../records/record-page.js'
import {ColumnCells} from './column-cells.js'
import {ColumnChunks} from './column-chunks.js'
import type {FileWriter} from './file-writer.js'
import type {PageParts} from './parquet-pages.js'
import {type Facts, OTHER_FIELDS, type Table, type TableColumn} from './table.js'
import {decimalForm} from './values.js'

/** The library's bytes, headers, footer and packing. The pages are this program's own. */
interface Library extends PageParts {
  writeMetadata: typeof import('hyparquet-writer/src/metadata.js').writeMetadata
}

export async function loadLibrary(): Promise<Library> {
  return {
    ...(await import('hyparquet-writer/src/bytewriter.js')),
    ...(await import('hyparquet-writer/src/datapage.js')),
    ...(await import('hyparquet-writer/src/encoding.js')),
    ...(await import('hyparquet-writer/src/metadata.js')),
    ...(await import('hyparquet-writer/src/snappy.js')),
  }
}

export interface ParquetOptions {
  table: Table
  /** Money as DECIMAL(38,8) and quantities as DECIMAL(38,12), in 16 bytes each, instead of DECIMAL(18,8) in 8. */
  wide: boolean
  /** Written into the file's footer. */
  metadata: Record<string, string>
}

/** Loads the library that writes the format. */
export async function parquetFile(options: ParquetOptions): Promise<FileWriter> {
  return new ParquetFile(options, await loadLibrary())
}

interface State {
  offset: number
  rows: string
  groups: unknown
}

/** `PAR1`, with which a file begins and ends. */
export const MAGIC = 0x31524150

/** Bytes of the smallest and the largest text in the footer at most: ids are shorter. */
const LONGEST_BOUND = 64

/** Rows of a group that leaves much behind. */
const MANY = 10_000

class ParquetFile implements FileWriter {
  readonly #columns: readonly TableColumn[]
  readonly #data: ColumnCells[]
  readonly #schema: SchemaElement[]
  readonly #chunks: ColumnChunks
  /** Rows of the group that grows. */
  #rows = 0
  /** Rows and groups that are in the bytes. */
  #written = 0n
  #groups: RowGroup[] = []
  readonly #others: number
  #other = new ArrayBuffer(1 << 20)
  /** The library's buffer: `index` is what is in it, `offset` the place in the file. */
  readonly bytes: ByteWriter

  constructor(
    readonly options: ParquetOptions,
    readonly library: Library,
  ) {
    this.bytes = new library.ByteWriter(1 << 20)
    this.#columns = options.table.columns
    this.#data = this.#columns.map(column => new ColumnCells(column, options.wide))
    this.#others = this.#columns.findIndex(({name}) => name === OTHER_FIELDS)
    this.#schema = schemaOf(this.#columns, options.wide)
    this.#chunks = new ColumnChunks(library, this.bytes, this.#schema.slice(1))
  }

  start(): void {
    this.bytes.appendUint32(MAGIC)
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
        const id = this.#data.find(({column}) => column.name === 'id' || column.name === 'x_Id')?.get(row)
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
    const metadata = Object.entries(this.options.metadata)
    const footer = {
      // Of the first version of the format are these pages, too, and Spark's.
      version: 1,
      created_by: 'partnerctl (hyparquet-writer)',
      schema: this.#schema,
      num_rows: this.#written,
      row_groups: this.#groups,
      key_value_metadata: metadata.map(([key, value]) => ({key, value})),
    }
    this.library.writeMetadata(this.bytes, {...footer, metadata_length: 0}, LONGEST_BOUND)
    this.bytes.appendUint32(MAGIC)
    return this.#take()
  }

  /** Makes a row group of the rows since the last one. */
  #cut(): void {
    const rows = this.#rows
    if (rows === 0) return
    this.#groups.push(this.#chunks.write(this.#data, rows))
    this.#written += BigInt(rows)
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
      rows: String(this.#written),
      groups: tagged(this.#groups),
    }
  }

  restore(state: unknown): void {
    const {offset, rows, groups} = state as State
    this.bytes.index = 0
    this.bytes.offset = offset
    this.#written = BigInt(rows)
    this.#groups = untagged(groups) as RowGroup[]
    this.#clear()
  }
}

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

/** Every column may be empty, whatever stands in it. */
export function schemaOf(columns: readonly TableColumn[], wide: boolean): SchemaElement[] {
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
