// Records of the China site come without a day: every command takes them, in every format.
import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {readRated} from '../../../src/bills/rating/read-rated.js'
import type {BillRecord} from '../../../src/bills/records/bill-record.js'
import {putDay} from '../../../src/bills/records/day.js'
import {cli, emptyHome} from '../../support/cli.js'
import {testSandbox} from '../../support/sandbox.js'

const cycle = '2026-10'

it('is the day (UTC+8) of the transaction, else of the consumption, where the source has none', () => {
  const dayOf = (values: Partial<BillRecord>) => {
    const record = {source: 'sub-customer-records', bill_cycle: cycle, ...values} as BillRecord
    putDay(record)
    return record.bill_date
  }
  expect(dayOf({trade_time: '2026-10-05T15:59:59Z', consume_time: '2026-10-09T00:00:00Z'})).toBe('2026-10-05')
  expect(dayOf({consume_time: '2026-10-05T16:00:00Z'})).toBe('2026-10-06')
  // It may lie in the next month; the cycle stays.
  expect(dayOf({trade_time: '2026-10-31T16:00:00Z'})).toBe('2026-11-01')
  expect(dayOf({trade_time: '2026-10-31T16:00:00Z', bill_date: '2026-10-31'})).toBe('2026-10-31')
  expect(dayOf({})).toBeUndefined()
  // What a source with days leaves out is missing.
  expect(dayOf({source: 'res-fee-records', trade_time: '2026-10-05T16:00:00Z'})).toBeUndefined()
})

it('takes the default export of the China site wherever one of another site is taken', async () => {
  const home = emptyHome()
  await testSandbox({site: 'cn', scenario: 'tiny', seed: 1, validateResponses: false})
  const path = (name: string) => join(home, name)
  const run = async (...words: string[]) => {
    const {exit, stdout, stderr} = await cli(words)
    expect([words.join(' '), exit, exit === 0 || stderr]).toEqual([words.join(' '), 0, true])
    return stdout
  }
  const book = path('book.yaml')
  const promotion = '{id: early, to: 2026-10-10, price: official - 50%, priority: 1}'
  writeFileSync(book, `version: 1\ncurrency: CNY\nrules:\n  - ${promotion}\n  - {id: all, price: official}\n`)
  const formats = ['csv', 'jsonl', 'parquet', 'focus-csv']
  const seen: string[][] = []
  for (const [place, format] of [...formats, 'duckdb'].entries()) {
    const given = format === 'duckdb' ? path('parquet.parquet') : path(`${format}.${format.replace('focus-', '')}`)
    const rated = path(`rated-${place}.csv`)
    if (format !== 'duckdb') await run('bill', 'export', '--cycle', cycle, '--format', format, '--out', given)
    const engine = format === 'duckdb' ? ['--engine', 'duckdb'] : []
    await run('bill', 'rate', given, '--book', book, '--out', rated, ...engine)
    const rows: string[] = []
    for await (const batch of readRated(rated)) rows.push(...batch.map(row => [row.id, row.bill_date, row.rule].join()))
    seen.push(rows.sort())
  }
  expect(seen[0]!.length).toBeGreaterThan(100)
  expect(seen[0]!.filter(row => row.endsWith('early')).every(row => row.split(',')[1]! <= '2026-10-10')).toBe(true)
  for (const [place, rows] of seen.entries()) expect([formats[place], rows]).toEqual([formats[place], seen[0]])

  const records = path('csv.csv')
  await run('bill', 'reconcile', records, '--cycle', cycle)
  await run('bill', 'reconcile', records, '--against', path('parquet.parquet'), '--cycle', cycle)
  await run('bill', 'status', '--records', records, '--cycle', cycle)
  await run('bill', 'diff', records, path('jsonl.jsonl'))
  const [id, day] = seen[0]![0]!.split(',')
  expect(await run('pricebook', 'explain', id!, '--records', records, '--book', book)).toContain(day)
  // Days that were worked out are not held against those that a source gives.
  await run('bill', 'export', '--cycle', cycle, '--source', 'res-fee-records', '--out', path('other.csv'))
  const found = await cli(['bill', 'reconcile', records, '--against', path('other.csv'), '--cycle', cycle])
  expect(found.stdout).not.toContain('bill_date')
  expect(readFileSync(records, 'utf8')).not.toContain('bill_date')
})
