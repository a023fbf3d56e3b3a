// Pages of Parquet as another program's reader finds them: whatever stands in the rows, it comes out again.
import {parquetMetadata, parquetReadObjects, type SchemaElement} from 'hyparquet'
import {ByteWriter} from 'hyparquet-writer'
import {beforeAll, describe, expect, it} from 'vitest'
import {loadLibrary, MAGIC, schemaOf} from '../../../src/bills/formats/parquet.js'
import {NOTHING, writeChunk} from '../../../src/bills/formats/parquet-pages.js'
import type {TableType} from '../../../src/bills/formats/table.js'
import type {ParquetValue} from '../../../src/bills/formats/values.js'

let library: Awaited<ReturnType<typeof loadLibrary>>
beforeAll(async () => {
  library = await loadLibrary()
})

/** A file of one column. */
function fileOf(type: TableType, rows: ParquetValue[], wide = false) {
  const schema = schemaOf([{name: 'it', type}], wide)
  const values = [...new Set(rows)].filter(value => value !== undefined)
  const places = new Map<ParquetValue, number>(values.map((value, id) => [value, id]))
  const writer = new ByteWriter()
  writer.appendUint32(MAGIC)
  const chunk = writeChunk(library, writer, schema[1]!, {
    values,
    ids: Int32Array.from(rows, value => places.get(value) ?? NOTHING),
  })
  const {total_uncompressed_size: total_byte_size} = chunk.meta_data!
  const num_rows = BigInt(rows.length)
  const row_groups = [{columns: [chunk], total_byte_size, num_rows}]
  library.writeMetadata(writer, {version: 1, schema, num_rows, row_groups, metadata_length: 0})
  writer.appendUint32(MAGIC)
  return {file: writer.getBuffer(), meta: chunk.meta_data!}
}

/** The values as the reader gives them, without any meaning. */
async function readBack(file: ArrayBuffer): Promise<unknown[]> {
  const metadata = parquetMetadata(file)
  const bare = ({converted_type, logical_type, ...stored}: SchemaElement): SchemaElement =>
    stored.type === 'BYTE_ARRAY' ? {...stored, converted_type: 'UTF8'} : stored
  const rows = await parquetReadObjects({file, metadata: {...metadata, schema: metadata.schema.map(bare)}})
  return rows.map(({it}) => it ?? undefined)
}

const times = <T>(count: number, value: (i: number) => T): T[] => Array.from({length: count}, (_, i) => value(i))

const kept: [name: string, type: TableType, rows: ParquetValue[]][] = [
  ['texts that differ', 'text', times(300, i => `id-${i}`)],
  ['texts of more than a page', 'text', times(40, i => String(i % 10).repeat(i === 7 ? 2_500_000 : 60_000 + i))],
  ['texts that come again', 'text', times(5000, i => `service-${i % 37}`)],
  ['texts with gaps', 'text', times(999, i => (i % 3 === 0 ? undefined : `v${i % 5}`))],
  ['empty texts', 'text', ['', undefined, '', 'a']],
  ['one text', 'text', times(100, () => 'USD')],
  ['nothing at all', 'text', times(100, () => undefined)],
  ['one row', 'integer', [7n]],
  ['every width of ids', 'integer', times(66_000, i => BigInt(i < 33_000 ? i : i - 33_000) * 1_000_003n)],
  ['negative and large amounts', 'money', [-1n, 999999999999999999n, -999999999999999999n, 0n, undefined]],
  ['whole numbers that differ', 'integer', times(70_000, i => BigInt(i))],
  ['truth', 'boolean', times(77, i => (i % 5 === 0 ? undefined : i % 3 === 0))],
  ['days', 'date', [20000, -1, undefined, 0]],
  ['times', 'time', [1_760_000_000_000_000n, undefined, -1n]],
]

describe('pages', () => {
  it.each(kept)('keep %s', async (_, type, rows) => {
    const {file} = fileOf(type, rows)
    expect(await readBack(file)).toEqual(rows)
  })

  it('keep decimals of 38 digits', async () => {
    const rows = [-1n, 10n ** 38n - 1n, -(10n ** 38n) + 1n, 0n, 255n, -256n, undefined]
    const {file} = fileOf('money', rows, true)
    const bytes = (await readBack(file)) as (Uint8Array | undefined)[]
    expect(bytes.map(one => one && BigInt.asIntN(128, BigInt(`0x${Buffer.from(one).toString('hex')}`)))).toEqual(rows)
  })

  it('have a dictionary only where it is at most half as long', () => {
    const encodingOf = (type: TableType, rows: ParquetValue[]) => fileOf(type, rows).meta.encodings[0]
    expect(
      encodingOf(
        'text',
        times(100, i => `service-${i % 4}`),
      ),
    ).toBe('PLAIN_DICTIONARY')
    expect(
      encodingOf(
        'text',
        times(100, i => `service-${i}`),
      ),
    ).toBe('PLAIN')
    expect(
      encodingOf(
        'boolean',
        times(100, () => true),
      ),
    ).toBe('PLAIN')
    expect(
      encodingOf(
        'text',
        times(100, i => String(i % 40).repeat(50_000)),
      ),
    ).toBe('PLAIN')
  })

  it('tell the smallest and the largest text by their bytes, and how many rows have none', () => {
    // As UTF-16, the second would be the smaller one.
    const {statistics} = fileOf('text', ['\u{ffee}', '\u{1f600}', undefined, 'b', 'ab']).meta
    expect(statistics).toEqual({min_value: 'ab', max_value: '\u{1f600}', null_count: 1n})
    expect(fileOf('money', [3n, -5n, 12n]).meta.statistics).toMatchObject({min_value: -5n, max_value: 12n})
  })
})
