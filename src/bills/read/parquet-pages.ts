// What the pages of a Parquet column claim, looked at before memory is taken for it: sizes, values and runs are numbers
// in a file that anybody may have written.
import type {ColumnMetaData, CompressionCodec, SchemaElement} from 'hyparquet'
import {BrokenPage} from '../records/record-page.js'

/** What of the library is used here. It is loaded lazily. */
export interface PageLibrary {
  parquetHeader: typeof import('hyparquet/src/column.js').parquetHeader
  snappyUncompress: typeof import('hyparquet').snappyUncompress
}

/** Bytes of a page at most, unpacked: more than writers make (DuckDB ends pages at 100 MB). */
export const LARGEST_PAGE = 1 << 27
/** Values that a page may have more than rows, as runs of bits are filled up. */
const SPARE = 512

/** The unpacked pages of a chunk, by the place of their packed bytes. */
export type Pages = Map<number, Uint8Array>

/**
 * The pages of a column that is flat in a row group of so many rows. Throws {@link BrokenPage} for what does not fit
 * into it, and an error of the library for what is none.
 */
export function checkedPages(
  {parquetHeader, snappyUncompress}: PageLibrary,
  chunk: ArrayBuffer,
  {codec}: Pick<ColumnMetaData, 'codec'>,
  {type, repetition_type}: SchemaElement,
  rows: number,
): Pages {
  const pages: Pages = new Map()
  const reader = {view: new DataView(chunk), offset: 0}
  const unpack = (start: number, end: number, size: number, isPacked = true): Uint8Array => {
    const bytes = new Uint8Array(chunk, start, end - start)
    const page = isPacked ? unpacked(bytes, size, codec, snappyUncompress) : bytes
    pages.set(start, page)
    return page
  }
  let seen = 0
  for (let number = 1; seen < rows && reader.offset < chunk.byteLength - 1; number++) {
    const header = parquetHeader(reader)
    const start = reader.offset
    const end = start + header.compressed_page_size
    const size = header.uncompressed_page_size
    const wrong = (what: string) => new BrokenPage(`page ${number} of a column ${what}`)
    if (!isCount(size) || size > LARGEST_PAGE) throw wrong(`has ${size} bytes by its own account`)
    if (!(end >= start) || end > chunk.byteLength) throw wrong('goes beyond its end')
    reader.offset = end
    const values = (header.data_page_header ?? header.data_page_header_v2 ?? header.dictionary_page_header)?.num_values
    if (!isCount(values)) throw wrong(`has ${values} values by its own account`)
    if (header.dictionary_page_header) {
      // The shortest value is a text without characters: its length.
      if (values * 4 > size) throw wrong(`has ${values} values in ${size} bytes`)
      unpack(start, end, size)
      continue
    }
    if (values > rows - seen) throw wrong(`has ${values} values, and ${rows - seen} rows are left`)
    seen += values
    const v2 = header.data_page_header_v2
    const checkRuns = (page: Uint8Array, from: number, to: number, width: number, count: number) => {
      if (!runsFit(page, from, to, width, count)) throw wrong(`has runs of more than its ${count} values`)
    }
    const isOptional = repetition_type !== 'REQUIRED'
    let page: Uint8Array
    let at = 0
    let present = values
    if (v2) {
      const [levels, nulls] = [v2.definition_levels_byte_length + v2.repetition_levels_byte_length, v2.num_nulls]
      if (!isCount(levels) || levels > Math.min(end - start, size)) throw wrong('has levels beyond its end')
      if (!isCount(nulls) || nulls > values || v2.num_rows !== values) throw wrong(`has ${nulls} of ${values} values`)
      if (isOptional)
        checkRuns(new Uint8Array(chunk, start, levels), v2.repetition_levels_byte_length, levels, 1, values)
      present = values - nulls
      page = unpack(start + levels, end, size - levels, v2.is_compressed !== false)
    } else {
      page = unpack(start, end, size)
      if (isOptional) {
        const levels = page.length < 4 ? -1 : new DataView(page.buffer, page.byteOffset).getUint32(0, true)
        at = 4 + levels
        if (levels < 0 || at > page.length) throw wrong('has levels beyond its end')
        checkRuns(page, 4, at, 1, values)
      }
    }
    const encoding = (v2 ?? header.data_page_header)?.encoding
    if (encoding === 'RLE_DICTIONARY' || encoding === 'PLAIN_DICTIONARY') {
      const width = page[at] ?? 0
      if (width > 32) throw wrong(`has ids of ${width} bits`)
      checkRuns(page, at + 1, page.length, width, present)
    } else if (encoding === 'RLE' && type === 'BOOLEAN') checkRuns(page, at + 4, page.length, 1, present)
  }
  if (seen < rows) throw new BrokenPage(`a column has ${seen} of ${rows} rows`)
  return pages
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

function unpacked(
  bytes: Uint8Array,
  size: number,
  codec: CompressionCodec,
  snappyUncompress: PageLibrary['snappyUncompress'],
): Uint8Array {
  if (codec === 'UNCOMPRESSED') return bytes
  if (codec !== 'SNAPPY') throw new Error(`parquet unsupported compression codec: ${codec}`)
  const page = new Uint8Array(size)
  snappyUncompress(bytes, page)
  return page
}

/** Whether the runs that give so many values have not far more. */
function runsFit(bytes: Uint8Array, start: number, end: number, width: number, values: number): boolean {
  let seen = 0
  for (let at = start; seen < values && at < end; ) {
    let header = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0
      header += (byte & 127) * 2 ** shift
      if (byte < 128) break
      if (shift > 28) return false
    }
    const count = Math.floor(header / 2)
    seen += header % 2 === 1 ? count * 8 : count
    if (seen > values + SPARE) return false
    at += header % 2 === 1 ? count * width : (width + 7) >> 3
  }
  return true
}
