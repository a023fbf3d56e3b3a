// Parquet files of others, read exactly or not at all.
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {DuckDBInstance} from '@duckdb/node-api'
import {expect, it} from 'vitest'
import {exportedRecords} from '../../../src/bills/read/open-records.js'
import {type ParquetCell, parquetRows} from '../../../src/bills/read/parquet-rows.js'
import {Decimal} from '../../../src/decimal.js'
import {temporaryFolder} from '../../support/cli.js'

const folder = temporaryFolder()
const connection = await (await DuckDBInstance.create(':memory:')).connect()

async function file(name: string, select: string): Promise<string> {
  const path = join(folder, `${name}.parquet`)
  await connection.run(`copy (${select}) to '${path}' (format parquet, compression snappy, row_group_size 2048)`)
  return path
}

async function cellsOf(path: string): Promise<Record<string, (string | undefined)[]>> {
  const texts: Record<string, (string | undefined)[]> = {}
  const text = (cell: ParquetCell) => (cell instanceof Decimal ? cell.text : cell)
  for await (const {columns} of parquetRows(path)) {
    for (const {name, cells} of columns) texts[name] = [...(texts[name] ?? []), ...cells.map(text)]
  }
  return texts
}

it('decimals of every width keep every digit, on both sides of zero', async () => {
  const digits = ['0', '-0.00000001', '9007199254740993.00000001', '-9007199254740993.00000001', '1.1']
  const rows = digits
    .map(one => `(${one}::decimal(24,8), ${one}::decimal(38,12), try_cast(${one} as decimal(9,2)))`)
    .join(', ')
  const cells = await cellsOf(await file('widths', `select * from (values ${rows}) t(a, b, c)`))
  expect(cells.a).toEqual(digits)
  expect(cells.b).toEqual(digits)
  expect(cells.c).toEqual(['0', '0', undefined, undefined, '1.1'])
  const fine = await cellsOf(await file('fine', `select -0.000000000123::decimal(38,12) as usage`))
  expect(fine.usage).toEqual(['-0.000000000123'])
})

it('days, times, integers, texts and nothing come as text', async () => {
  const path = await file(
    'kinds',
    `select date '2026-02-28' d, timestamptz '2026-10-05 07:08:09+00' t, timestamp '1969-12-31 23:59:59.25' u,
       9007199254740993::bigint i, 7::smallint s, true b, '客户,"x"' x, null::varchar n`,
  )
  expect(await cellsOf(path)).toEqual({
    d: ['2026-02-28'],
    t: ['2026-10-05T07:08:09Z'],
    u: ['1969-12-31T23:59:59.25Z'],
    i: ['9007199254740993'],
    s: ['7'],
    b: ['true'],
    x: ['客户,"x"'],
    n: [undefined],
  })
})

it('rows of all row groups come, in their order', async () => {
  const path = await file('groups', `select i::varchar as id, (i / 4)::decimal(18,8) as amount from range(9000) t(i)`)
  const {id} = await cellsOf(path)
  expect(id).toEqual(Array.from({length: 9000}, (_, i) => String(i)))
})

it('an amount that is a floating point number is refused', async () => {
  await expect(cellsOf(await file('double', 'select 1.5::double as amount'))).rejects.toThrow('floating point')
})

it('what is no Parquet, is cut off, or has no columns of records is told', async () => {
  const text = join(folder, 'text.parquet')
  writeFileSync(text, 'customer_id,amount\n')
  const read = async (path: string) => {
    for await (const _ of exportedRecords(path).batches());
  }
  await expect(read(text)).rejects.toThrow('cannot be read as Parquet')
  await expect(read(await file('other', 'select 1 as one'))).rejects.toThrow('is not an export of bill records')
  await expect(
    read(await file('rated', `select 'a' as customer_id, 1.5 as amount, '1' as book_version`)),
  ).rejects.toThrow('rated already')
})

it('numbers without a sign are what they are', async () => {
  const path = await file(
    'unsigned',
    'select 200::utinyint as a, 65535::usmallint as b, 3000000000::uinteger as c, 11343344440312023966::ubigint as d',
  )
  expect(await cellsOf(path)).toEqual({a: ['200'], b: ['65535'], c: ['3000000000'], d: ['11343344440312023966']})
})
