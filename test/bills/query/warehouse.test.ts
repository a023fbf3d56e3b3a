// The statements of docs/warehouse.md, as they stand there.
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {DuckDBInstance} from '@duckdb/node-api'
import {afterAll, beforeAll, expect, it} from 'vitest'
import {currentCycle, shiftCycle} from '../../../src/cycle.js'
import {Decimal} from '../../../src/decimal.js'
import {packageRoot} from '../../../src/package.js'
import {cliJson, emptyHome} from '../../support/cli.js'
import {type TestSandbox, testSandbox} from '../../support/sandbox.js'

const page = readFileSync(join(packageRoot, 'docs/warehouse.md'), 'utf8')
const blocks = [...page.matchAll(/^```sql duckdb\n(.*?)^```$/gms)].map(([, sql]) => sql!)
const cycle = shiftCycle(currentCycle(new Date()), -1)
const started = process.cwd()
let sandbox: TestSandbox

beforeAll(async () => {
  const home = emptyHome()
  sandbox = await testSandbox()
  process.chdir(home)
  const exported = (cycle: string, ...flags: string[]) => cliJson(['bill', 'export', '--cycle', cycle, ...flags])
  await exported(cycle, '--format', 'parquet', '--out', 'bills/')
  await exported(shiftCycle(cycle, -1), '--format', 'parquet', '--out', 'bills/')
  await exported(cycle, '--format', 'focus-parquet', '--out', 'focus/')
  await exported(cycle, '--out', 'bills.csv')
}, 60_000)
afterAll(() => process.chdir(started))

it('has statements for DuckDB that run in their order and answer with the ledger', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  expect(blocks.length).toBeGreaterThan(7)
  const answers: {sql: string; columns: string[]; types: string[]; rows: string[][]}[] = []
  for (const block of blocks) {
    for (const sql of block.split(/;\s*$/m).filter(part => part.trim())) {
      const result = await connection.runAndReadAll(sql)
      if (/^\s*CREATE/.test(sql)) continue
      const rows = result.getRows().map(row => row.map(String))
      answers.push({sql, columns: result.columnNames(), types: result.columnTypes().map(String), rows})
    }
  }
  for (const {sql, rows, types} of answers) {
    expect([sql, rows.length > 0]).toEqual([sql, true])
    // What the page shows is exact.
    expect([sql, types.filter(type => /DOUBLE|FLOAT/.test(type))]).toEqual([sql, []])
  }
  const customers = await connection.runAndReadAll(
    `SELECT DISTINCT customer_id FROM bills WHERE bill_cycle = '${cycle}'`,
  )
  const ledgers: Decimal[] = []
  for (const [customer] of customers.getRows()) {
    const ledger = await sandbox.admin<{amount: string}>('GET', `/ledger?cycle=${cycle}&customer_id=${customer}`)
    ledgers.push(Decimal.parse(ledger.amount))
  }
  const amount = Decimal.sum(ledgers).toFixed(8)
  const months = answers[0]!
  expect(months.rows.find(row => row[0] === cycle)![months.columns.indexOf('amount')]).toBe(amount)
  expect(answers.find(({sql}) => sql.includes('read_csv'))!.rows[0]![1]).toBe(amount)
})

it('says of averages, quotients, long products and JSON what is so', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const typeOf = async (sql: string) => String((await connection.runAndReadAll(`SELECT ${sql}`)).columnTypes()[0])
  expect(await typeOf('avg(1.5)')).toBe('DOUBLE')
  expect(await typeOf('1.5 / 2')).toBe('DOUBLE')
  expect(await typeOf('round_even(1.255, 2)')).toBe('DOUBLE')
  expect(await typeOf('round(1.255, 2)')).toBe('DECIMAL(4,2)')
  expect(await typeOf('sum(1.5::DECIMAL(18,8))')).toBe('DECIMAL(38,8)')
  await expect(
    connection.run('SELECT a * 1.1000::DECIMAL(10,6) FROM (SELECT 50000::DECIMAL(18,8) AS a)'),
  ).rejects.toThrow('Overflow')
  const widened = await connection.runAndReadAll(
    'SELECT a::DECIMAL(28,8) * 1.1000::DECIMAL(10,6) FROM (SELECT 50000::DECIMAL(18,8) AS a)',
  )
  expect(String(widened.getRows()[0]![0])).toMatch(/^55000\.0+$/)
})
