import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {gunzipSync} from 'node:zlib'
import {beforeAll, describe, expect, it} from 'vitest'
import {currentCycle, shiftCycle} from '../../../src/cycle.js'
import {cli, cliJson, emptyHome} from '../../support/cli.js'
import {testSandbox} from '../../support/sandbox.js'

const cycle = shiftCycle(currentCycle(new Date()), -1)
let home: string
const path = (name: string) => join(home, name)

beforeAll(async () => {
  home = emptyHome()
  await testSandbox({scenario: 'tiny'})
  for (const [name, ...format] of [
    ['old.csv'],
    ['old.jsonl.gz'],
    ['table/', '--format', 'parquet'],
    ['focus.csv', '--format', 'focus-csv'],
    ['focus.parquet', '--format', 'focus-parquet'],
  ]) {
    await cliJson(['bill', 'export', '--cycle', cycle, '--out', path(name!), ...format])
  }
  const lines = readFileSync(path('old.csv'), 'utf8').split('\r\n')
  const heading = lines[0]!.split(',')
  const [id, amount] = [heading.indexOf('id'), heading.indexOf('amount')]
  const cells = lines[1]!.split(',')
  changed = cells[id]!
  cells[amount] = '1000000.00000001'
  writeFileSync(path('new.csv'), [lines[0], cells.join(','), ...lines.slice(3)].join('\r\n'))
}, 60_000)

let changed: string
const diff = (...words: string[]) => cli(['bill', 'diff', ...words])

it('is exit 0 for two exports of the same records, in whatever format', async () => {
  for (const other of ['old.csv', 'old.jsonl.gz', 'table/', 'focus.csv', 'focus.parquet']) {
    const ran = await diff(path('old.csv'), path(other))
    expect([ran.exit, ran.stdout]).toEqual([0, ''])
    expect(ran.stderr).toContain('No differences')
  }
})

it('is exit 10 with each difference as table, CSV and JSON, and sums per customer', async () => {
  const table = await diff(path('old.csv'), path('new.csv'))
  expect(table.exit).toBe(10)
  expect(table.stdout).toMatch(new RegExp(`changed\\t.*\\t${changed}\\t.*\\t1,000,000\\.00000001\\t\\+.*\\tamount\\n`))
  expect(table.stderr).toMatch(/1 removed, 1 changed: USD \+[\d,.]+/)
  const json = JSON.parse((await diff(path('old.csv'), path('new.csv'), '-o', 'json')).stdout) as {kind: string}[]
  expect(json.map(({kind}) => kind).sort()).toEqual(['changed', 'removed'])
  const csv = await diff(path('table/'), path('new.csv'), '-o', 'csv', '--limit', '1')
  expect(csv.stdout.trimEnd().split('\r\n')).toHaveLength(2)
  expect(csv.stderr).toContain('Showing 1 of 2; --all for the rest')
  expect(csv.stderr).toContain('1 removed, 1 changed')
  const sums = await diff(path('old.csv'), path('new.csv'), '--sums')
  expect(sums.stdout).toMatch(/\nall\tUSD\t0\t1\t1\t\+/)
})

it('calls two exports of nothing not the same, as reconciling them does', async () => {
  writeFileSync(path('empty.json'), '[]')
  const files = [path('empty.json'), path('empty.json')] as const
  const ran = await diff(...files)
  expect([ran.exit, ran.stderr]).toEqual([11, expect.stringMatching(/^No records\n.*\n.*there is nothing to compare/)])
  expect((await cli(['bill', 'reconcile', files[0], '--against', files[1], '--cycle', cycle])).exit).toBe(11)
})

it('names columns of lists, which are not compared', async () => {
  const [plain, listed] = [path('plain.parquet'), path('listed.parquet')]
  const {DuckDBInstance} = await import('@duckdb/node-api')
  const connection = await (await DuckDBInstance.create()).connect()
  const from = `read_parquet('${path('table/')}**/*.parquet')`
  await connection.run(`copy (select * exclude (trade_id), 't' as trade_id from ${from}) to '${plain}'`)
  await connection.run(`copy (select * exclude (trade_id), ['t'] as trade_id from ${from}) to '${listed}'`)
  for (const [other, is] of [
    [plain, 1],
    [listed, 2],
  ] as const) {
    const ran = await diff(other, listed)
    expect(ran.stderr).toContain('No differences in what both have')
    expect(ran.stderr.match(/^Not compared, for it holds lists .*parquet: trade_id$/gm)).toHaveLength(is)
    expect(ran.stderr).not.toContain('does not have it: trade_id')
  }
})

it('refuses what cannot be compared', async () => {
  const before = shiftCycle(cycle, -1)
  await cliJson(['bill', 'export', '--cycle', before, '--out', path('before.csv')])
  await cliJson(['bill', 'export', '--cycle', before, '--format', 'parquet', '--out', path('table/')])
  const two = await diff(path('before.csv'), path('old.csv'))
  expect([two.exit, two.stderr]).toEqual([2, expect.stringContaining(`is of cycle ${before}`)])
  const many = await diff(path('table/'), path('old.csv'))
  expect([many.exit, many.stderr]).toEqual([2, expect.stringContaining(`Choose one: --cycle ${cycle}`)])
  expect((await diff(path('table/'), path('old.csv'), '--cycle', cycle)).exit).toBe(0)
  expect((await diff(path('nothing'), path('old.csv'))).exit).toBe(2)
})

describe('a file that was cut off', () => {
  const content = (name: string) => readFileSync(path(name))
  beforeAll(async () => {
    await cliJson(['bill', 'export', '--cycle', cycle, '--out', path('old.json')])
  })

  it.each([
    ['old.jsonl.gz', () => content('old.jsonl.gz').subarray(0, 20_000), 'is cut off\n  Copy it whole'],
    [
      'old.csv',
      () => content('old.csv').subarray(0, content('old.csv').lastIndexOf('\r\n', -3) + 5),
      'is cut off in row',
    ],
    ['old.csv', () => content('old.csv').subarray(0, 50_000), 'is cut off in row'],
    ['old.jsonl', () => gunzipSync(content('old.jsonl.gz')).subarray(0, 50_000), 'is cut off in its last line'],
    ['old.json', () => content('old.json').subarray(0, content('old.json').lastIndexOf('\n{')), 'is cut off'],
  ])('is not compared: %s', async (name, bytes, message) => {
    const cut = path(`cut-${name}`)
    writeFileSync(cut, bytes())
    const ran = await diff(path('old.csv'), cut)
    expect([ran.exit, ran.stderr]).toEqual([2, expect.stringContaining(message)])
  })

  it('is not one that ends with an empty line', async () => {
    writeFileSync(path('empty-line.csv'), Buffer.concat([content('old.csv'), Buffer.from('\r\n')]))
    expect((await diff(path('old.csv'), path('empty-line.csv'))).exit).toBe(0)
  })
})

it('looks for the month that was asked for in the records, too', async () => {
  writeFileSync(path('alone.csv'), readFileSync(path('old.csv')))
  const alone = [path('alone.csv'), path('alone.csv'), '--cycle']
  expect((await diff(...alone, cycle)).exit).toBe(0)
  const ran = await diff(...alone, shiftCycle(cycle, -1))
  expect([ran.exit, ran.stderr]).toEqual([2, expect.stringContaining(`has records of cycle ${cycle}, not only of`)])
})

it('asks no other files in SQL than Parquet', async () => {
  const ran = await cli(['bill', 'query', 'FROM bills', '--from', path('old.csv')])
  expect([ran.exit, ran.stderr]).toEqual([2, expect.stringContaining('old.csv is not Parquet, or is cut off')])
})
