// Reads Parquet files row group by row group, exactly: amounts from their unscaled integers, never through floating
// point numbers.
import {open} from 'node:fs/promises'
import type {DecodedArray, FileMetaData, RowGroup, SchemaElement} from 'hyparquet'
import {Decimal, plainUnits} from '../../decimal.js'
import {usage} from '../../failure.js'
import {BrokenPage} from '../records/record-page.js'
import {checkedPages} from './parquet-pages.js'

/** A decimal where the column is one, else text; undefined where there is nothing. */
export type ParquetCell = Decimal | string | undefined

export interface ParquetColumn {
  name: string
  cells: ParquetCell[]
}

/** What a footer says of the file: `partnerctl.cycle` and others. */
export type Told = Readonly<Record<string, string>>

/** The rows of one row group, column by column. */
export interface ParquetRows {
  rows: number
  columns: ParquetColumn[]
  told: Told
}

/** Rows of a row group at most: its columns are held in memory. */
const MOST_ROWS = 1 << 21

/** A Parquet file that is open. */
export interface ParquetFile {
  metadata: FileMetaData
  /** Some of its bytes. */
  slice(start: number, end?: number): Promise<ArrayBuffer>
  close(): Promise<void>
}

/** Opens a file, and reads what it says of itself. Throws `usage`. */
export async function openParquet(path: string): Promise<ParquetFile> {
  const {parquetMetadataAsync} = await import('hyparquet')
  const handle = await open(path)
  const {size} = await handle.stat()
  const slice = async (start: number, end = size) => {
    if (!(start >= 0 && start <= end && end <= size)) throw new BrokenPage('what is in it lies beyond its end')
    const {buffer, bytesRead} = await handle.read(new Uint8Array(end - start), 0, end - start, start)
    if (bytesRead < end - start) throw new BrokenPage('it became shorter while it was read')
    return buffer.buffer
  }
  try {
    const metadata = await readable(path, () => parquetMetadataAsync({byteLength: size, slice}))
    return {metadata, slice, close: () => handle.close()}
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** The columns of a file, those that are not flat too; each with its parts in its `num_children`. */
export function columnsOf({schema}: FileMetaData): SchemaElement[] {
  const found: SchemaElement[] = []
  // A nested column is followed by its parts.
  for (let i = 1; i < schema.length; i += 1 + partsOf(schema, i)) found.push(schema[i]!)
  return found
}

const isFlat = ({num_children, repetition_type}: SchemaElement) => !num_children && repetition_type !== 'REPEATED'

/** The columns of a file that hold lists or structures, which are not read. Throws `usage`. */
export async function nestedColumns(path: string): Promise<string[]> {
  const {metadata, close} = await openParquet(path)
  await close()
  return columnsOf(metadata)
    .filter(element => !isFlat(element))
    .map(({name}) => name)
}

/** What this program wrote into the footer of a file. Throws `usage` for a file that cannot be read. */
export async function parquetTold(path: string): Promise<Told> {
  const {metadata, close} = await openParquet(path)
  await close()
  return toldBy(metadata)
}

const toldBy = ({key_value_metadata = []}: FileMetaData): Told =>
  Object.fromEntries(key_value_metadata.map(({key, value}) => [key, value ?? '']))

function partsOf(schema: readonly SchemaElement[], at: number): number {
  let parts = 0
  for (let child = 0; child < (schema[at]?.num_children ?? 0); child++) parts += 1 + partsOf(schema, at + parts + 1)
  return parts
}

/** The row groups of a file. Columns that are not flat are left out. Throws `usage` for a file that cannot be read. */
export async function* parquetRows(path: string, wanted?: ReadonlySet<string>): AsyncGenerator<ParquetRows> {
  const file = await openParquet(path)
  try {
    const {metadata} = file
    const flat = columnsOf(metadata).filter(element => isFlat(element) && (!wanted || wanted.has(element.name)))
    const makers = flat.map(element => ({element, make: cellMaker(element, path)}))
    let start = 0
    for (const group of metadata.row_groups) {
      const rows = Number(group.num_rows)
      if (rows === 0) continue
      if (!(rows <= MOST_ROWS)) {
        throw usage(
          `${path}: the row group behind row ${start} has ${rows.toLocaleString('en')} rows, and is read as a whole`,
          'Write it again with row groups of at most 1,000,000 rows',
        )
      }
      const columns: ParquetColumn[] = []
      for (const {element, make} of makers) {
        const values = await readable(
          path,
          () => cellsOf(file, group, element),
          ` (row group behind row ${start}, column ${element.name})`,
        )
        columns.push({name: element.name, cells: values.map(make)})
      }
      yield {rows, columns, told: toldBy(metadata)}
      start += rows
    }
  } finally {
    await file.close()
  }
}

/** Bytes of a column in a row group at most. */
const LARGEST_CHUNK = 1 << 29

/** The values of a column as they are stored, one for each row of the group. */
async function cellsOf(file: ParquetFile, group: RowGroup, element: SchemaElement): Promise<unknown[]> {
  const {parquetRead, snappyUncompress} = await import('hyparquet')
  const {parquetHeader} = await import('hyparquet/src/column.js')
  const {name} = element
  const column = group.columns.find(({meta_data}) => meta_data?.path_in_schema.join('.') === name)
  if (!column?.meta_data) throw new BrokenPage('the column is not there')
  const {data_page_offset, dictionary_page_offset, total_compressed_size, codec} = column.meta_data
  const start = Number(dictionary_page_offset || data_page_offset)
  const size = Number(total_compressed_size)
  if (size > LARGEST_CHUNK) throw new BrokenPage(`the column has ${size.toLocaleString('en')} bytes`)
  const rows = Number(group.num_rows)
  const chunk = await file.slice(start, start + size)
  const pages = checkedPages({parquetHeader, snappyUncompress}, chunk, {codec}, element, rows)
  const values: unknown[] = []
  // A file of this column and this group alone, its pages unpacked already.
  await parquetRead({
    file: {byteLength: size, slice: () => chunk},
    metadata: {
      ...file.metadata,
      schema: [{...file.metadata.schema[0]!, num_children: 1}, withoutMeaning(element)],
      row_groups: [{...group, columns: [column]}],
      num_rows: group.num_rows,
    },
    columns: [name],
    compressors: {SNAPPY: bytes => pages.get(bytes.byteOffset)!},
    onChunk: ({columnData}) => {
      for (const value of columnData as DecodedArray) values.push(value)
    },
  })
  if (values.length !== rows) throw new BrokenPage(`the column has ${values.length} of ${rows} rows`)
  return values
}

async function readable<T>(path: string, read: () => Promise<T>, place = ''): Promise<T> {
  try {
    return await read()
  } catch (error) {
    const {message} = error as Error
    throw usage(
      `${path} cannot be read as Parquet: ${message}${place}`,
      /compress|codec/i.test(message) ? 'Write it again without compression, or with Snappy' : 'Export it again',
    )
  }
}

const isText = ({type, converted_type, logical_type}: SchemaElement) =>
  type === 'BYTE_ARRAY' && converted_type !== 'DECIMAL' && logical_type?.type !== 'DECIMAL'

/** The element as what is stored, so that the library gives integers and bytes as they are. */
function withoutMeaning(element: SchemaElement): SchemaElement {
  const {converted_type, logical_type, ...stored} = element
  if (!element.type || isText(element)) return element
  // Without any meaning, bytes of varying length would be taken for text.
  return element.type === 'BYTE_ARRAY' ? {...stored, logical_type: {type: 'UNKNOWN'} as never} : stored
}

function cellMaker(element: SchemaElement, path: string): (value: unknown) => ParquetCell {
  const make = meaning(element, path)
  let last: unknown
  let cell: ParquetCell
  return value => {
    if (value === undefined || value === null) return undefined
    if (value === last) return cell
    last = value
    cell = make(value)
    return cell
  }
}

/** How wide a number without a sign is stored, which the library gives as if it had one; undefined for others. */
function unsignedBits({type, converted_type: converted, logical_type: logical}: SchemaElement): number | undefined {
  const isUnsigned = converted?.startsWith('UINT_') || (logical?.type === 'INTEGER' && !logical.isSigned)
  if (!isUnsigned) return undefined
  return type === 'INT64' ? 64 : 32
}

function meaning(element: SchemaElement, path: string): (value: unknown) => ParquetCell {
  const {name, type, converted_type: converted, logical_type: logical} = element
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') {
    const {scale = 0} = logical?.type === 'DECIMAL' ? logical : element
    return value => scaledDecimal(integerOf(value), scale)
  }
  if (type === 'FLOAT' || type === 'DOUBLE') {
    return value => {
      if (/amount|charge|usage|margin|rate/.test(name)) {
        throw usage(`${path}: ${name} is a floating point number, which is not exact`, 'Export it again as decimals')
      }
      return String(value)
    }
  }
  if (converted === 'DATE' || logical?.type === 'DATE') {
    return value => new Date(Number(value) * 86_400_000).toISOString().slice(0, 10)
  }
  const bits = unsignedBits(element)
  if (bits) return value => String(BigInt.asUintN(bits, integerOf(value)))
  const perSecond = ticks(element)
  if (perSecond) return value => timeText(integerOf(value), perSecond)
  if (typeof type === 'string' && type === 'FIXED_LEN_BYTE_ARRAY')
    return value => Buffer.from(value as Uint8Array).toString('hex')
  return value => String(value)
}

function ticks({converted_type, logical_type}: SchemaElement): bigint | undefined {
  const unit = logical_type?.type === 'TIMESTAMP' ? logical_type.unit : converted_type
  if (unit === 'MILLIS' || unit === 'TIMESTAMP_MILLIS') return 1000n
  if (unit === 'MICROS' || unit === 'TIMESTAMP_MICROS') return 1_000_000n
  return unit === 'NANOS' ? 1_000_000_000n : undefined
}

/** An integer as it is stored: a number, or bytes with the largest first. */
function integerOf(value: unknown): bigint {
  if (!(value instanceof Uint8Array)) return BigInt(value as number | bigint)
  const hex = Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')
  return hex === '' ? 0n : BigInt.asIntN(value.byteLength * 8, BigInt(`0x${hex}`))
}

function scaledDecimal(units: bigint, scale: number): Decimal {
  if (scale <= 8) return Decimal.fromUnits(scale === 8 ? units : units * 10n ** BigInt(8 - scale))
  const step = 10n ** BigInt(scale - 8)
  if (units % step === 0n) return Decimal.fromUnits(units / step)
  return Decimal.parse(plainUnits(units, scale))
}

function timeText(value: bigint, perSecond: bigint): string {
  let seconds = value / perSecond
  let rest = value % perSecond
  if (rest < 0n) {
    rest += perSecond
    seconds -= 1n
  }
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19)
  const width = String(perSecond).length - 1
  const fraction = rest === 0n ? '' : `.${String(rest).padStart(width, '0').replace(/0+$/, '')}`
  return `${whole}${fraction}Z`
}
