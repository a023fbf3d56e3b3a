// What is wrong with the records of a month, whoever looks at it: status and reconciliation judge alike.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {parse} from 'csv-parse/sync'
import {beforeAll, describe, expect, it} from 'vitest'
import {csvLine} from '../../../src/csv.js'
import {cli, emptyHome} from '../../support/cli.js'
import {testSandbox} from '../../support/sandbox.js'

const cycle = '2026-10'
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
