// What a page of Parquet says of itself is a number in a file: one that fits nothing is refused before memory is taken.
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import type {CompressionCodec, PageHeader} from 'hyparquet'
import {ByteWriter} from 'hyparquet-writer'
import {expect, it} from 'vitest'
import {loadLibrary, MAGIC, schemaOf} from '../../../src/bills/formats/parquet.js'
import {parquetRows} from '../../../src/bills/read/parquet-rows.js'
import {temporaryFolder} from '../../support/cli.js'

const folder = temporaryFolder()
const library = await loadLibrary()
const HUGE = 2 ** 31 - 1

type Page = [header: Partial<PageHeader>, bytes: number[]]

/** Levels of three rows that have values, and three texts: `a`, `b`, `c`. */
const levels = [2, 0, 0, 0, 6, 1]
const texts = [...'abc'].flatMap(text => [1, 0, 0, 0, text.charCodeAt(0)])
const one = {definition_level_encoding: 'RLE', repetition_level_encoding: 'RLE'} as const
const data = (num_values = 3, encoding: 'PLAIN' | 'PLAIN_DICTIONARY' = 'PLAIN') =>
  ({type: 'DATA_PAGE', data_page_header: {num_values, encoding, ...one}}) as const
const words = (num_values = 3) =>
  ({type: 'DICTIONARY_PAGE', dictionary_page_header: {num_values, encoding: 'PLAIN_DICTIONARY'}}) as const
const second = (more: Partial<NonNullable<PageHeader['data_page_header_v2']>> = {}) =>
  ({
    type: 'DATA_PAGE_V2',
    data_page_header_v2: {
      num_values: 3,
      num_nulls: 0,
      num_rows: 3,
      encoding: 'PLAIN',
      definition_levels_byte_length: 2,
      repetition_levels_byte_length: 0,
      is_compressed: false,
      ...more,
    },
  }) as const

/** A file of a column with three rows. */
function fileOf(pages: Page[], meta: object = {}, codec: CompressionCodec = 'UNCOMPRESSED', rows = 3n): string {
  const schema = schemaOf([{name: 'id', type: 'text'}], false)
  const writer = new ByteWriter()
  writer.appendUint32(MAGIC)
  const start = writer.offset
  for (const [header, bytes] of pages) {
    const size = {uncompressed_page_size: bytes.length, compressed_page_size: bytes.length}
    library.writePageHeader(writer, {...size, ...header} as PageHeader)
    writer.appendBytes(Uint8Array.from(bytes))
  }
  const size = BigInt(writer.offset - start)
  const meta_data = {
    type: 'BYTE_ARRAY' as const,
    encodings: ['PLAIN' as const],
    path_in_schema: ['id'],
    codec,
    num_values: rows,
    total_uncompressed_size: size,
    total_compressed_size: size,
    data_page_offset: BigInt(start),
    ...meta,
  }
  const columns = [{file_offset: BigInt(start), meta_data}]
  const row_groups = [{columns, total_byte_size: size, num_rows: rows}]
  library.writeMetadata(writer, {version: 1, schema, num_rows: rows, row_groups, metadata_length: 0})
  writer.appendUint32(MAGIC)
  const path = join(folder, 'claims.parquet')
  writeFileSync(path, Buffer.from(writer.getBuffer()))
  return path
}

async function read(path: string): Promise<unknown> {
  const cells: unknown[] = []
  try {
    for await (const {columns} of parquetRows(path)) cells.push(...columns[0]!.cells)
    return cells
  } catch (error) {
    const {outcome, message} = error as {outcome: string; message: string}
    return `${outcome}: ${message.replace(`${folder}/`, '')}`
  }
}

const plain: Page = [data(), [...levels, ...texts]]

it.each<[string, Page[]]>([
  ['of version 1', [plain]],
  ['of version 2', [[second(), [6, 1, ...texts]]]],
  // The ids: two bits each, a run of eight of them.
  [
    'with a dictionary',
    [
      [words(), texts],
      [data(3, 'PLAIN_DICTIONARY'), [...levels, 2, 3, 0b100100, 0]],
    ],
  ],
])('a page %s is read', async (_, pages) => {
  expect(await read(fileOf(pages))).toEqual(['a', 'b', 'c'])
})

const run = [254, 255, 255, 255, 15]

it.each<[string, Page[], message: string, meta?: object, codec?: CompressionCodec]>([
  [
    'much that is packed',
    [[{...data(), uncompressed_page_size: HUGE}, [...levels, ...texts]]],
    'bytes by its own',
    {},
    'SNAPPY',
  ],
  ['more bytes than there are', [[{...data(), compressed_page_size: HUGE}, texts]], 'goes beyond its end'],
  ['fewer bytes than none', [[{...data(), compressed_page_size: -9}, texts]], 'goes beyond its end'],
  ['many values', [[data(HUGE), [...levels, ...texts]]], 'has 2147483647 values, and 3 rows are left'],
  ['fewer values than none', [[data(-1), [...levels, ...texts]]], 'has -1 values by its own account'],
  ['too few values', [[data(2), [2, 0, 0, 0, 4, 1, ...texts]]], 'has 2 of 3 rows'],
  ['a run of levels', [[data(), [6, 0, 0, 0, ...run, 1, ...texts]]], 'has runs of more than its 3 values'],
  ['levels beyond its end', [[data(), [255, 255, 255, 127, 6, 1]]], 'has levels beyond its end'],
  [
    'a run of ids',
    [
      [words(), texts],
      [data(3, 'PLAIN_DICTIONARY'), [...levels, 2, ...run, 0]],
    ],
    'has runs of more than',
  ],
  [
    'ids without end',
    [
      [words(), texts],
      [data(3, 'PLAIN_DICTIONARY'), [...levels, 200, 6, 0]],
    ],
    'has ids of 200 bits',
  ],
  ['a large dictionary', [[words(HUGE), texts], plain], 'has 2147483647 values in 15 bytes'],
  [
    'levels of version 2',
    [[second({definition_levels_byte_length: HUGE}), [6, 1, ...texts]]],
    'has levels beyond its end',
  ],
  [
    'a run of version 2',
    [[second({definition_levels_byte_length: 6}), [...run, 1, ...texts]]],
    'has runs of more than',
  ],
  ['gaps of version 2', [[second({num_nulls: 9}), [6, 1, ...texts]]], 'has 9 of 3 values'],
  ['a column without end', [plain], 'the column has 1,099,511,627,776 bytes', {total_compressed_size: 1n << 40n}],
  ['a column beyond the file', [plain], 'lies beyond its end', {total_compressed_size: 1n << 28n}],
])('a page that claims %s is refused', async (_, pages, message, meta, codec) => {
  const told = await read(fileOf(pages, meta, codec))
  expect(told).toMatch(/^usage: claims.parquet cannot be read as Parquet: .* \(row group behind row 0, column id\)$/)
  expect(told).toContain(message)
})
