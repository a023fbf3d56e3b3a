// A column of a row group as the pages that every reader of Parquet takes, the oldest ones too: those that Spark
// writes. Data pages of version 1, levels in front of the values, plain values or ids of a plain dictionary.
import type {ColumnChunk, Encoding, PageType, ParquetType, SchemaElement, Statistics} from 'hyparquet'
import type {ByteWriter} from 'hyparquet-writer'
import type {ParquetValue} from './values.js'

/** What the rows of a group have in a column: each value once, and for each row the place of its value. */
export interface Dictionary {
  values: Exclude<ParquetValue, undefined>[]
  /** {@link NOTHING} where a row has none. */
  ids: Int32Array
}

export const NOTHING = -1

/** What of the library is used here. It is loaded lazily. */
export interface PageParts {
  ByteWriter: typeof ByteWriter
  writePageHeader: typeof import('hyparquet-writer/src/datapage.js').writePageHeader
  writeRleBitPackedHybrid: typeof import('hyparquet-writer/src/encoding.js').writeRleBitPackedHybrid
  snappyCompress: typeof import('hyparquet-writer/src/snappy.js').snappyCompress
}

/** Bytes of a page before they are packed, and of a dictionary at most: what Spark and Arrow keep to. */
const PAGE = 1 << 20

/** Writes a column's pages behind what is there, and tells of them. */
export function writeChunk(
  library: PageParts,
  writer: ByteWriter,
  element: SchemaElement,
  dictionary: Dictionary,
): ColumnChunk {
  const start = writer.offset
  const chunk = new Chunk(library, writer)
  const plain = plainValues(element, dictionary.values)
  const isDictionary = paysOff(element, plain, dictionary.ids)
  const encoding: Encoding = isDictionary ? 'PLAIN_DICTIONARY' : 'PLAIN'
  const dictionaryOffset = isDictionary ? BigInt(start) : undefined
  if (isDictionary) chunk.dictionary(plain)
  const dataOffset = BigInt(writer.offset)
  const {ids} = dictionary
  let pages = 0
  for (let from = 0; from < ids.length; pages++) {
    const to = isDictionary ? Math.min(ids.length, from + PAGE / 4) : pageEnd(plain, ids, from)
    const rows = ids.subarray(from, to)
    chunk.page(rows, encoding, isDictionary ? idBytes(library, rows, plain.count) : valueBytes(element, plain, rows))
    from = to
  }
  const of = (page_type: PageType, count: number) => ({page_type, encoding, count})
  return {
    file_offset: BigInt(start),
    meta_data: {
      type: element.type!,
      encodings: [encoding, 'RLE'],
      path_in_schema: [element.name],
      codec: 'SNAPPY',
      num_values: BigInt(ids.length),
      total_uncompressed_size: BigInt(chunk.unpacked),
      total_compressed_size: BigInt(writer.offset - start),
      data_page_offset: dataOffset,
      dictionary_page_offset: dictionaryOffset,
      statistics: statisticsOf(dictionary),
      encoding_stats: [...(isDictionary ? [of('DICTIONARY_PAGE', 1)] : []), of('DATA_PAGE', pages)],
    },
  }
}

/** The pages of one column. */
class Chunk {
  /** Bytes before packing, headers included. */
  unpacked = 0

  constructor(
    readonly library: PageParts,
    readonly writer: ByteWriter,
  ) {}

  dictionary({bytes, count}: Plain): void {
    this.#write(bytes, size => ({
      ...size,
      type: 'DICTIONARY_PAGE',
      dictionary_page_header: {num_values: count, encoding: 'PLAIN_DICTIONARY'},
    }))
  }

  page(ids: Int32Array, encoding: Encoding, values: Uint8Array): void {
    this.#write(Buffer.concat([levels(this.library, ids), values]), size => ({
      ...size,
      type: 'DATA_PAGE',
      data_page_header: {
        num_values: ids.length,
        encoding,
        definition_level_encoding: 'RLE',
        repetition_level_encoding: 'RLE',
      },
    }))
  }

  #write(bytes: Uint8Array, header: (size: Size) => Parameters<PageParts['writePageHeader']>[1]): void {
    const packed = this.library.snappyCompress(bytes)
    const before = this.writer.offset
    const size = {uncompressed_page_size: bytes.length, compressed_page_size: packed.length}
    this.library.writePageHeader(this.writer, header(size))
    this.unpacked += this.writer.offset - before + bytes.length
    this.writer.appendBytes(packed)
  }
}

interface Size {
  uncompressed_page_size: number
  compressed_page_size: number
}

/** Which rows have a value: their number of bytes, then runs and bits. */
function levels({ByteWriter, writeRleBitPackedHybrid}: PageParts, ids: Int32Array): Uint8Array {
  const writer = new ByteWriter(256)
  writer.appendUint32(0)
  writeRleBitPackedHybrid(
    writer,
    ids.map(id => (id < 0 ? 0 : 1)),
    1,
  )
  writer.view.setUint32(0, writer.index - 4, true)
  return writer.getBytes()
}

/** The ids of values that are there: their width in bits, then runs and bits. */
function idBytes({ByteWriter, writeRleBitPackedHybrid}: PageParts, ids: Int32Array, values: number): Uint8Array {
  const writer = new ByteWriter(ids.length)
  const width = widthOf(values)
  writer.appendUint8(width)
  writeRleBitPackedHybrid(writer, present(ids), width)
  return writer.getBytes()
}

const present = (ids: Int32Array): Int32Array => (ids.includes(NOTHING) ? ids.filter(id => id >= 0) : ids)

const widthOf = (values: number): number => (values < 2 ? 1 : 32 - Math.clz32(values - 1))

/** The plain bytes of values that are there, one after the other; truth in bits. */
function valueBytes({type}: SchemaElement, {bytes, ends}: Plain, ids: Int32Array): Uint8Array {
  const there = present(ids)
  if (type === 'BOOLEAN') {
    const bits = new Uint8Array(Math.ceil(there.length / 8))
    for (let i = 0; i < there.length; i++) bits[i >> 3]! |= bytes[there[i]!]! << (i & 7)
    return bits
  }
  const startOf = (id: number) => (id === 0 ? 0 : ends[id - 1]!)
  let length = 0
  let inOrder = true
  for (let i = 0; i < there.length; i++) {
    const id = there[i]!
    length += ends[id]! - startOf(id)
    if (id !== there[0]! + i) inOrder = false
  }
  if (inOrder)
    return there.length === 0 ? bytes.subarray(0, 0) : bytes.subarray(startOf(there[0]!), ends[there.at(-1)!])
  const values = Buffer.allocUnsafe(length)
  let at = 0
  for (const id of there) at += bytes.copy(values, at, startOf(id), ends[id])
  return values
}

/** Behind the last row whose values fill a page; every page has a row. */
function pageEnd({ends}: Plain, ids: Int32Array, from: number): number {
  let bytes = 0
  for (let row = from; row < ids.length; row++) {
    const id = ids[row]!
    if (id < 0) continue
    bytes += ends[id]! - (id === 0 ? 0 : ends[id - 1]!)
    if (bytes > PAGE && row > from) return row
  }
  return ids.length
}

/** Whether a dictionary and ids take half of what the values take at most. */
function paysOff({type}: SchemaElement, {bytes, ends, count}: Plain, ids: Int32Array): boolean {
  if (type === 'BOOLEAN' || count === 0 || bytes.length > PAGE) return false
  let whole = 0
  let rows = 0
  for (const id of ids) {
    if (id < 0) continue
    whole += ends[id]! - (id === 0 ? 0 : ends[id - 1]!)
    rows++
  }
  return 2 * (bytes.length + (rows * widthOf(count)) / 8) <= whole
}

/** Values as plain pages hold them, one after the other, and behind which byte each ends. */
interface Plain {
  bytes: Buffer
  ends: Int32Array
  count: number
}

/** Texts have their length in front of them; a truth is a byte here. */
function plainValues({name, type, type_length = 0}: SchemaElement, values: Dictionary['values']): Plain {
  const count = values.length
  const ends = new Int32Array(count)
  if (type === 'BYTE_ARRAY') {
    let length = 0
    for (let i = 0; i < count; i++) ends[i] = length += 4 + Buffer.byteLength(values[i] as string)
    const bytes = Buffer.allocUnsafe(length)
    for (let i = 0, at = 0; i < count; at = ends[i++]!) {
      bytes.writeUInt32LE(ends[i]! - at - 4, at)
      bytes.write(values[i] as string, at + 4)
    }
    return {bytes, ends, count}
  }
  const width = type === 'FIXED_LEN_BYTE_ARRAY' ? type_length : type ? widths[type] : undefined
  if (width === undefined) throw new Error(`column ${name} is ${type}`)
  const bytes = Buffer.allocUnsafe(width * count)
  for (let i = 0; i < count; i++) {
    const at = i * width
    ends[i] = at + width
    const value = values[i]
    if (type === 'INT64') bytes.writeBigInt64LE(value as bigint, at)
    else if (type === 'INT32') bytes.writeInt32LE(value as number, at)
    else if (type === 'BOOLEAN') bytes[at] = value ? 1 : 0
    else bytes.write(bigEndian(value as bigint, width), at, 'hex')
  }
  return {bytes, ends, count}
}

const widths: Partial<Record<ParquetType, number>> = {INT64: 8, INT32: 4, BOOLEAN: 1}

/** Decimals of more than 18 digits: two's complement, the largest byte first, as hexadecimal digits. */
const bigEndian = (value: bigint, width: number): string =>
  BigInt.asUintN(width * 8, value)
    .toString(16)
    .padStart(width * 2, '0')

/** Code units that stand elsewhere by their bytes than they do in JavaScript: of characters in two units, and after. */
const moved = /[\ud800-\uffff]/

/** The smallest and the largest value, and how many rows have none. Texts are in the order of their bytes. */
function statisticsOf({values, ids}: Dictionary): Statistics {
  let nulls = 0
  for (const id of ids) if (id < 0) nulls++
  if (values.length === 0) return {null_count: BigInt(nulls)}
  const isLess = values.some(value => typeof value === 'string' && moved.test(value))
    ? (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0
    : (a: unknown, b: unknown) => (a as string) < (b as string)
  let [least, most] = [values[0]!, values[0]!]
  for (const value of values) {
    if (isLess(value as string, least as string)) least = value
    else if (isLess(most as string, value as string)) most = value
  }
  return {min_value: least, max_value: most, null_count: BigInt(nulls)}
}
