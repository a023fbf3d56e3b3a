// The same month from the API and as it was delivered, in one format and another: held against each other, nothing
// differs but what was made wrong.
import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {parse} from 'csv-parse/sync'
import {beforeAll, describe, expect, it} from 'vitest'
import {csvLine} from '../../../src/csv.js'
import {cli, emptyHome} from '../../support/cli.js'
import {testSandbox} from '../../support/sandbox.js'

const cycle = '2026-10'
let home = ''
const path = (name: string) => join(home, name)

const exported: [name: string, flags: string][] = [
  ['api.csv', ''],
  ['api-focus.csv', '--format focus-csv'],
  ['file.csv', '--source bill-file'],
  ['file-focus.csv', '--source bill-file --format focus-csv'],
]

beforeAll(async () => {
  home = emptyHome()
  await testSandbox({scenario: 'tiny'})
  for (const [name, flags] of exported) {
    const ran = await cli(`bill export --cycle ${cycle} ${flags} --out ${path(name)}`)
    expect([name, ran.exit, ran.stderr]).toEqual([name, 0, ''])
  }
}, 60_000)

/** Gives the first record another value in a column. */
function changed(name: string, column: string, value: string): string {
  const [heading = '', first = '', ...rest] = readFileSync(path(name), 'utf8').split('\n')
  const cells = first.split(',')
  const at = heading.split(',').indexOf(column)
  expect(cells[at]).not.toBe(value)
  cells[at] = value
  writeFileSync(path(`changed-${name}`), [heading, cells.join(','), ...rest].join('\n'))
  return `changed-${name}`
}

const against = (left: string, right: string) =>
  cli(['bill', 'reconcile', path(left), '--against', path(right), '--cycle', cycle])

const diff = (left: string, right: string) => cli(['bill', 'diff', path(left), path(right)])

describe('a month', () => {
  it.each([
    ['file.csv', 'api.csv'],
    ['api.csv', 'file.csv'],
    ['file-focus.csv', 'api-focus.csv'],
    ['file-focus.csv', 'file.csv'],
    ['api-focus.csv', 'api.csv'],
  ])('of %s is that of %s', async (left, right) => {
    const {exit, stdout, stderr} = await against(left, right)
    expect([exit, stderr]).toEqual([0, ''])
    expect(stdout).not.toContain('differs')
  })

  it('is the same for diff as far as both tell it, and what they do not is named once', async () => {
    const {exit, stdout, stderr} = await diff('api.csv', 'file.csv')
    expect([exit, stdout]).toEqual([0, ''])
    expect(stderr).toContain('No differences in what both have')
    expect(stderr).toMatch(/^Not compared, for \S+file.csv does not have it: .*trade_time/m)
    expect(stderr).toMatch(/^Not compared, for \S+api.csv does not have it: .*customer_name/m)
    const changes = await diff('api.csv', changed('file.csv', 'official_amount', '7'))
    expect([changes.exit, changes.stdout]).toEqual([10, expect.stringMatching(/^changed\t.*\tofficial_amount\n$/m)])
  })

  it.each([
    ['official_amount', 'api.csv', 11],
    ['customer_id', 'api.csv', 11],
    ['settlement_amount', 'file.csv', 11],
    ['id', 'api.csv', 0],
    ['trade_id', 'api.csv', 0],
  ])('without %s is not called the same', async (column, name, code) => {
    const all: Record<string, string>[] = parse(readFileSync(path(name), 'utf8'), {columns: true})
    const columns = Object.keys(all[0]!).filter(one => one !== column)
    writeFileSync(path('less.csv'), [columns, ...all.map(row => columns.map(one => row[one]!))].map(csvLine).join(''))
    const {exit, stderr} = await diff(name, 'less.csv')
    expect([exit, stderr]).toEqual([code, expect.stringMatching(new RegExp(`less.csv does not have it: ${column}`))])
    expect(stderr).toContain('No differences in what both have')
    if (column === 'customer_id') return
    // Whether the rest agrees or not, both commands end alike.
    expect([column, (await against(name, 'less.csv')).exit]).toEqual([column, code])
    const isSettled = column === 'settlement_amount'
    const held = await against(isSettled ? changed(name, column, '7') : name, 'less.csv')
    expect(held.stdout).toMatch(
      new RegExp(
        `^not compared: .*${column.replace('settlement_amount', 'settlement amounts')}.*: \\S+less.csv has none$`,
        'm',
      ),
    )
    if (!isSettled) expect(held.stdout).toMatch(/^compared: \S+(api|file).csv with the checksums of its export$/m)
    expect(held.stdout).toMatch(/^not compared: the files themselves: \S+less.csv has no manifest/m)
  })

  it('in FOCUS has list costs that are its list prices', async () => {
    const rows: Record<string, string>[] = parse(readFileSync(path('api-focus.csv'), 'utf8'), {columns: true})
    rows[0]!.ListCost = '7.1234'
    const file = 'other-cost.csv'
    writeFileSync(path(file), [Object.keys(rows[0]!), ...rows.map(row => Object.values(row))].map(csvLine).join(''))
    const held = await against(file, 'api-focus.csv')
    expect([held.exit, held.stdout]).toEqual([10, expect.stringContaining('is its x_ListAmount')])
    const own = await cli(['bill', 'reconcile', path(file), '--cycle', cycle])
    expect([own.exit, own.stdout]).toEqual([10, expect.stringContaining('each ListCost is its x_ListAmount')])
  })

  it('of sums is not one of records for diff', async () => {
    expect((await cli(`bill export --cycle ${cycle} --source monthly-sums --out ${path('sums.csv')}`)).exit).toBe(0)
    const {exit, stderr} = await diff('api.csv', 'sums.csv')
    expect([exit, stderr]).toEqual([2, expect.stringContaining('sums.csv holds the sums of a month')])
  })

  it.each(['csv', 'parquet'])('in shards of %s is told how they become one', async format => {
    const folder = `shards-${format}/`
    for (const shard of ['1/2', '2/2'])
      await cli(`bill export --cycle ${cycle} --format ${format} --shard ${shard} --out ${path(folder)}`)
    const {exit, stderr} = await diff(folder, 'api.csv')
    expect([exit, stderr]).toEqual([
      2,
      expect.stringMatching(/2 shards of an export that are not merged\n.*bill merge /),
    ])
  })

  it.each([
    ['settlement_amount', 'file.csv', 'file.csv'],
    ['partner_id', 'file.csv', 'file-focus.csv'],
    ['charge_mode', 'file.csv', 'api.csv'],
  ])('whose %s was changed in %s is not that of %s', async (column, left, right) => {
    const {exit, stdout} = await against(changed(left, column, '7'), right)
    expect(exit).toBe(10)
    expect(stdout.match(/^ {2}changed .*/gm)).toEqual([expect.stringContaining(` has ${column} 7 instead of `)])
  })
})

describe('records whose ids are of two kinds', () => {
  const names = ['res-records', 'bill-file', 'sub-customer-records', 'fee-records']
  let rows: Record<string, string>[] = []
  beforeAll(async () => {
    home = emptyHome()
    await testSandbox({scenario: 'tiny', site: 'cn'})
    for (const name of names) {
      const ran = await cli(`bill export --cycle ${cycle} --source ${name} --out ${path(`${name}.csv`)}`)
      expect([name, ran.exit]).toEqual([name, 0])
    }
    rows = parse(readFileSync(path('bill-file.csv'), 'utf8'), {columns: true})
  }, 60_000)

  /** The file as delivered, in another order and after a change, without the columns that are named. */
  function altered(change: (rows: Record<string, string>[]) => void, without: string[] = []): string {
    const made = rows.map(row => ({...row})).reverse()
    change(made)
    const columns = Object.keys(made[0]!).filter(name => !without.includes(name))
    writeFileSync(
      path('altered.csv'),
      [columns, ...made.map(row => columns.map(name => row[name]!))].map(csvLine).join(''),
    )
    return 'altered.csv'
  }

  it.each([
    ['res-records.csv', 'bill-file.csv'],
    ['bill-file.csv', 'res-records.csv'],
    ['sub-customer-records.csv', 'bill-file.csv'],
  ])('are paired by what was billed: %s and %s', async (left, right) => {
    const {exit, stdout, stderr} = await against(left, right)
    expect([exit, stderr]).toEqual([0, ''])
    expect(stdout).not.toContain('differs')
    const compared = await diff(left, right)
    expect([compared.exit, compared.stdout]).toEqual([0, ''])
  })

  it.each<[string, (rows: Record<string, string>[]) => void, string[]]>([
    ['in another order', () => {}, []],
    ['an amount', rows => Object.assign(rows[5]!, {amount: '7.00000000'}), ['wrong amount']],
    ['a charge mode', rows => Object.assign(rows[5]!, {charge_mode: '11'}), ['changed']],
    ['a list price', rows => Object.assign(rows[5]!, {official_amount: '7.00000000'}), ['changed']],
    ['a missing one', rows => rows.splice(5, 1), ['missing']],
    ['one there twice', rows => rows.push({...rows[5]!}), ['duplicate']],
    [
      'another customer',
      rows => {
        const {customer_id, account_name} = rows.find(row => row.customer_id !== rows[5]!.customer_id)!
        Object.assign(rows[5]!, {customer_id, account_name})
      },
      ['wrong customer', 'wrong customer'],
    ],
  ])('%s is told', async (_, change, kinds) => {
    for (const without of [[], ['id']]) {
      const file = altered(change, without)
      for (const right of ['res-records.csv', 'bill-file.csv']) {
        const {exit, stdout} = await against(file, right)
        const found =
          stdout.match(/^ {2}(wrong amount|changed|missing|extra|duplicate|wrong customer|late refund) .*/gm) ?? []
        expect([right, without, exit, found.map(line => kinds.find(kind => line.startsWith(`  ${kind}`)))]).toEqual([
          right,
          without,
          kinds.length === 0 ? 0 : 10,
          kinds,
        ])
      }
    }
  })

  it.each<[string, string, string, string]>([
    ['fee-records.csv', 'res-records.csv', '', 'cut to whole cents'],
    ['altered.csv', 'res-records.csv', 'id trade_id resource_id', 'no trade, order or resource'],
  ])('of %s and %s cannot be compared', async (left, right, without, reason) => {
    if (without) altered(rows => Object.assign(rows[5]!, {official_amount: '7'}), without.split(' '))
    const {exit, stdout, stderr} = await against(left, right)
    expect([exit, stdout]).toEqual([11, expect.stringContaining(reason)])
    expect(stderr).toContain('not comparable')
    expect((await diff(left, right)).exit).toBe(11)
  })
})
