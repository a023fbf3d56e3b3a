// What an export refuses to be asked, before it asks or writes anything.
import {existsSync, mkdirSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {formatOf} from '../../../src/bills/formats/format-of.js'
import {cli, emptyHome, temporaryFolder} from '../../support/cli.js'
import {testSandbox} from '../../support/sandbox.js'

describe('the format of an export', () => {
  it.each([
    [undefined, undefined, {format: 'csv', gzip: false}],
    ['-', 'jsonl', {format: 'jsonl', gzip: false}],
    ['a.csv.gz', undefined, {format: 'csv', gzip: true}],
    ['a.csv', 'focus-csv', {format: 'focus-csv', gzip: false}],
    ['a.ndjson', undefined, {format: 'jsonl', gzip: false}],
    ['a.gz', 'json', {format: 'json', gzip: true}],
    ['a.parquet', 'focus-parquet', {format: 'focus-parquet', gzip: false}],
    ['a.txt', 'xlsx', {format: 'xlsx', gzip: false}],
    ['a.csv/', 'parquet', {format: 'parquet', gzip: false}],
  ] as const)('of %s with --format %s is %o', (out, asked, found) => {
    expect(formatOf(out, asked)).toEqual(found)
  })

  it('is not read from the name of a folder', () => {
    const folder = join(temporaryFolder(), 'old.csv')
    mkdirSync(folder)
    expect(formatOf(folder, 'parquet')).toEqual({format: 'parquet', gzip: false})
  })

  it.each([
    ['a.parquet.gz', undefined, 'parquet is packed in itself', 'Write --out a.parquet'],
    ['b/a.xlsx.gz', 'xlsx', 'xlsx is packed in itself', 'Write --out b/a.xlsx'],
    ['a.gz', 'parquet', 'parquet is packed in itself', 'Write --out a'],
    ['a.csv', 'jsonl', 'a.csv is no name for jsonl', 'Write --out a.jsonl'],
    ['a.csv.gz', 'json', 'a.csv.gz is no name for json', 'Write --out a.json.gz'],
    ['a.csv', 'parquet', 'a.csv is no name for parquet', 'Write --out a.parquet'],
    ['a.csv.gz', 'focus-parquet', 'a.csv.gz is no name for focus-parquet', 'Write --out a.parquet'],
    ['a.jsonl', 'focus-csv', 'a.jsonl is no name for focus-csv', 'Write --out a.csv'],
  ] as const)('is no riddle: %s with --format %s', (out, asked, message, next) => {
    expect(() => formatOf(out, asked)).toThrow(
      expect.objectContaining({
        outcome: 'usage',
        message: expect.stringContaining(message),
        next: expect.arrayContaining([expect.stringContaining(next)]),
      }),
    )
  })
})

describe('bill export', () => {
  let folder: string
  beforeAll(async () => {
    folder = join(emptyHome(), 'out')
    await testSandbox({scenario: 'tiny'})
  })

  it.each([
    [['--columns', 'amount,id,amount'], 'the column "amount" is named twice'],
    [['--columns', 'amout'], 'there is no column "amout"\n  amount?\n'],
    [['--columns', 'BiledCost', '--format', 'focus-csv'], 'there is no column "BiledCost"\n  BilledCost?\n'],
    [['--excel', '--format', 'jsonl'], '--excel goes with --format csv or focus-csv, not with jsonl'],
    [['--bom', '--format', 'xlsx'], '--bom goes with --format csv or focus-csv, not with xlsx'],
    [['--wide-decimals'], '--wide-decimals goes with --format parquet or focus-parquet, not with csv'],
    [['--issuer', 'Andes'], '--issuer goes with --format focus-csv or focus-parquet, not with csv'],
    [['--issuer', ' ', '--format', 'focus-csv'], '--issuer is empty'],
    [['--customer', ''], '--customer is empty'],
    [['--shard', '1/100000'], '9,999 parts at most'],
    [['--source', 'monthly-sums', '--detail', 'day'], 'monthly-sums has no sums by day'],
    [['--source', 'fee-records'], 'site has no fee-records'],
  ])('with %j is refused', async (flags, message) => {
    const ran = await cli(['bill', 'export', '--out', `${folder}/`, ...flags])
    expect([ran.exit, ran.stderr]).toEqual([2, expect.stringContaining(message)])
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([])
  })
})
