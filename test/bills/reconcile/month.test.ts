// What is wrong with the records of a month, whoever looks at it: status and reconciliation judge alike.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {parse} from 'csv-parse/sync'
import {beforeAll, describe, expect, it} from 'vitest'
import {csvLine} from '../../../src/csv.js'
import {cli, emptyHome} from '../../support/cli.js'
import {testSandbox} from '../../support/sandbox.js'

const cycle = '2026-10'
const BOOK = 'version: 1\ncurrency: USD\ncost: expenditure\nrules:\n  - {id: all, price: official}\n'
let home = ''
let rows: Record<string, string>[] = []
const path = (name: string) => join(home, name)

beforeAll(async () => {
  home = emptyHome()
  await testSandbox({scenario: 'tiny'})
  const ran = await cli(['bill', 'export', '--cycle', cycle, '--out', path('bills.csv')])
  expect(ran.exit).toBe(0)
  rows = parse(readFileSync(path('bills.csv'), 'utf8'), {columns: true})
}, 60_000)

function written(name: string, change: (rows: Record<string, string>[]) => void): string {
  const made = rows.map(row => ({...row}))
  change(made)
  const columns = Object.keys(made[0]!)
  writeFileSync(path(name), [columns, ...made.map(row => columns.map(column => row[column]!))].map(csvLine).join(''))
  return path(name)
}

const status = (file: string, month = cycle) => cli(['bill', 'status', '--records', file, '--cycle', month])
const reconcile = (file: string, month = cycle) => cli(['bill', 'reconcile', file, '--cycle', month])

describe('status and reconcile say the same', () => {
  it.each<[string, (row: Record<string, string>) => boolean]>([
    ['of a record without an amount', ({amount}) => Number(amount) !== 0],
    ['of one whose amount was nothing', ({amount}) => Number(amount) === 0],
  ])('%s', async (_, which) => {
    const found = rows.find(which)!
    const file = written('empty.csv', made => Object.assign(made[rows.indexOf(found)]!, {amount: ''}))
    for (const judge of [status, reconcile]) {
      const {exit, stdout} = await judge(file)
      expect([exit, stdout]).toEqual([10, expect.stringContaining('1 record has no amount')])
      expect(stdout).toContain(found.id)
    }
  })

  it('of records of another month', async () => {
    for (const judge of [status, reconcile]) {
      const {exit, stderr} = await judge(path('bills.csv'), '2026-09')
      expect([exit, stderr]).toEqual([11, expect.stringContaining(`445 records of ${cycle}`)])
    }
  })

  it('of records that lie twice in a folder, as diff does', async () => {
    mkdirSync(path('twice'))
    for (const name of ['a.csv', 'b.csv']) written(join('twice', name), () => {})
    const told = '445 records are there twice'
    const judged = await status(path('twice'))
    expect([judged.exit, judged.stdout]).toEqual([10, expect.stringContaining(told)])
    expect((await reconcile(path('twice'))).exit).toBe(10)
    const compared = await cli(['bill', 'diff', path('twice'), path('twice')])
    expect([compared.exit, compared.stderr.split(told).length]).toEqual([0, 3])
  })
})

describe('a rated file is held against its records', () => {
  let lines: Record<string, string>[] = []
  const rated = () => path('rated.csv')
  beforeAll(async () => {
    writeFileSync(path('book.yaml'), BOOK)
    for (const words of [
      ['bill', 'export', '--cycle', cycle, '--source', 'bill-file', '--out', path('file.csv')],
      ['bill', 'rate', path('file.csv'), '--book', path('book.yaml'), '--out', rated()],
    ]) {
      const {exit, stderr} = await cli(words)
      expect([words[1], exit, stderr]).toEqual([words[1], 0, expect.any(String)])
    }
    lines = parse(readFileSync(rated(), 'utf8'), {columns: true})
  })
  const hold = (file: string, records = path('file.csv')) =>
    cli(['bill', 'reconcile', records, '--rated', file, '--cycle', cycle])

  it('and is what they say, whichever source they are from', async () => {
    for (const records of ['file.csv', 'bills.csv']) {
      const {exit, stdout, stderr} = await hold(rated(), path(records))
      expect([exit, stderr]).toEqual([0, ''])
      expect(stdout).toContain(`${lines.length} records`)
    }
  })

  it.each<[string, string, string]>([
    ['amount', '7', 'wrong amount'],
    ['amount', '', 'wrong amount'],
    ['official_amount', '7', 'changed'],
    ['currency', 'EUR', 'changed'],
    ['cloud_service_type', 'other', 'changed'],
    ['bill_type', '9', 'changed'],
  ])('%s of "%s" is told', async (column, value, kind) => {
    const changed = lines.map((line, i) => (i === 3 ? {...line, [column]: value} : line))
    const columns = Object.keys(lines[0]!)
    const text = [columns, ...changed.map(line => columns.map(name => line[name]!))].map(csvLine).join('')
    writeFileSync(path('changed.csv'), text)
    const {exit, stdout} = await hold(path('changed.csv'))
    expect([exit, stdout.match(/^ {2}(wrong amount|changed) .*/gm)?.length]).toEqual([10, 1])
    expect(stdout).toMatch(new RegExp(`^  ${kind} .*\\(${lines[3]!.id}\\)$`, 'm'))
  })
})
