import {spawn} from 'node:child_process'
import {existsSync, mkdirSync, readdirSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join, resolve} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {currentCycle, shiftCycle} from '../../../src/cycle.js'
import {Decimal} from '../../../src/decimal.js'
import {cli, cliJson, emptyHome} from '../../support/cli.js'
import {type TestSandbox, testSandbox} from '../../support/sandbox.js'

const cycle = shiftCycle(currentCycle(new Date()), -1)
let home: string
let sandbox: TestSandbox
let from: string

beforeAll(async () => {
  home = emptyHome()
  sandbox = await testSandbox()
  from = join(home, 'exports')
  for (const [format, folder] of [
    ['parquet', 'bills'],
    ['focus-parquet', 'costs'],
  ]) {
    await cliJson(['bill', 'export', '--cycle', cycle, '--format', format!, '--out', `${from}/${folder}/`])
  }
}, 60_000)

const ask = <Row = Record<string, unknown>>(sql: string, ...more: string[]) =>
  cliJson<Row[]>(['bill', 'query', sql, '--from', from, ...more])
const text = (sql: string, ...more: string[]) => cli(['bill', 'query', sql, '--from', from, ...more])

describe('bill query', () => {
  it('answers with the ledger of each customer, to the last decimal', async () => {
    const {stdout} = await text(
      'SELECT customer_id, sum(amount) AS amount FROM bills GROUP BY ALL',
      '--all',
      '-o',
      'csv',
    )
    const lines = stdout.trimEnd().split('\r\n').slice(1)
    expect(lines.length).toBeGreaterThan(30)
    for (const line of lines) {
      const [customer, amount] = line.split(',') as [string, string]
      const ledger = await sandbox.admin<{amount: string}>('GET', `/ledger?cycle=${cycle}&customer_id=${customer}`)
      expect([customer, amount]).toEqual([customer, ledger.amount])
    }
  })

  it('knows bills and FOCUS rows by kind, and every table by its folder', async () => {
    const names = (await ask<{name: string}>('SHOW TABLES')).map(({name}) => name)
    expect(names).toEqual(['bills', 'costs', 'focus'])
    const [both] = await ask('SELECT (SELECT sum(amount) FROM bills) = (SELECT sum("BilledCost") FROM focus) AS same')
    expect(both).toEqual({same: true})
    expect(await ask('SELECT DISTINCT bill_cycle FROM focus')).toEqual([{bill_cycle: cycle}])
    // A table, a partition and a single file are asked alike.
    const [whole] = await ask('SELECT count(*) AS n FROM bills')
    const partition = join(from, 'bills', `bill_cycle=${cycle}`)
    const file = join(partition, readdirSync(partition).find(name => name.endsWith('.parquet'))!)
    for (const place of [join(from, 'bills'), `${partition}/`, file]) {
      expect(await cliJson(['bill', 'query', 'SELECT count(*) AS n FROM bills', '--from', place])).toEqual([whole])
    }
  })

  it('keeps the digits of decimals and long integers, in JSON, CSV and tables', async () => {
    const sql = `SELECT 12345678901234567890.12345678::DECIMAL(38,8) AS d, 170141183460469231731687303715884105727 AS h,
      [1.50, 2.00] AS l, {'a': 1.20} AS s, TIMESTAMPTZ '2026-10-31 16:00:00+00' AS t, DATE '2026-10-31' AS b, NULL AS n`
    const cells = ['12345678901234567890.12345678', '170141183460469231731687303715884105727']
    const json = (await text(sql, '-o', 'json')).stdout
    expect(json).toContain(`"d": ${cells[0]}`)
    expect(json).toContain(`"h": ${cells[1]}`)
    expect(json.replace(/\s+/g, '')).toContain(
      '"l":[1.50,2.00],"s":{"a":1.20},"t":"2026-10-31T16:00:00Z","b":"2026-10-31"',
    )
    expect((await text(sql, '-o', 'csv')).stdout.split('\r\n')[1]).toMatch(new RegExp(`^${cells.join(',')},`))
    expect((await text(sql)).stdout).toContain(cells.join('\t'))
    expect((await text(sql, '-o', 'jsonl')).stdout).toContain(`"d":${cells[0]}`)
  })

  it('says which columns are rounded, and divides exactly', async () => {
    const ran = await text('SELECT avg(amount) AS a, sum(amount) / count(*) AS b, sum(amount) AS c FROM bills')
    expect(ran.stderr).toContain('Not exact: a, b (DOUBLE)')
    const exact = await text(
      'SELECT quotient(sum(amount), count(*)) AS a, sum(amount) AS sum, count(*) AS n FROM bills',
      '-o',
      'csv',
    )
    expect(exact.stderr).toBe('')
    const [a, sum, n] = exact.stdout.split('\r\n')[1]!.split(',') as [string, string, string]
    expect(a).toBe(Decimal.parse(sum).dividedBy(Decimal.parse(n)).toFixed(8))
    const [row] = (
      await text(
        'SELECT quotient(-2, 3), quotient(1, -8), quotient(12345678901234.12345678, 1), quotient(1, 0)',
        '-o',
        'jsonl',
      )
    ).stdout.split('\n')
    expect(Object.values(JSON.parse(row!.replace(/:(-?[\d.]+)/g, ':"$1"')) as object)).toEqual([
      '-0.66666667',
      '-0.12500000',
      '12345678901234.12345678',
      null,
    ])
  })

  it('shows as many rows as other lists, and says that there are more', async () => {
    const ran = await text('FROM bills', '--limit', '2', '-o', 'csv')
    expect(ran.stdout.trimEnd().split('\r\n')).toHaveLength(3)
    expect(ran.stderr).toBe('Showing 2; --all for the rest\n')
    expect(await ask('FROM bills')).toHaveLength(50)
    expect((await ask('FROM bills', '--all')).length).toBeGreaterThan(1000)
    expect((await text('FROM bills LIMIT 2', '--limit', '2')).stderr).toBe('')
    expect((await text('FROM bills WHERE false')).stderr).toBe('No rows\n')
  })

  it.each([
    ['selec 1', 'Parser Error: syntax error at or near "selec"'],
    ['SELECT nothing FROM bills', 'Binder Error: Referenced column "nothing" not found'],
    ['SELECT * FROM bill', 'Did you mean "bills"?'],
    ['SELECT 1; SELECT 2', 'one statement at a time, not 2'],
    [' ', 'the question is empty'],
    ['CREATE TABLE t AS FROM bills', 'only questions are answered'],
    ['SET threads = 1', 'only questions are answered'],
    ['SELECT * FROM bills WHERE amount = ?', 'a question has no parameters'],
    ["COPY bills TO 'x.csv'", 'Permission Error'],
    ["SELECT * FROM read_text('/etc/hostname')", 'Permission Error'],
    ["SELECT * FROM read_csv('https://example.com/x.csv')", 'Error'],
    ['INSTALL httpfs', 'Error'],
  ])('%s is exit 2 with the reason', async (sql, reason) => {
    const ran = await text(sql)
    expect([ran.exit, ran.stdout]).toEqual([2, ''])
    expect(ran.stderr).toContain(reason)
  })

  it('writes nothing into the folder, not even what DuckDB would allow there', async () => {
    const ran = await text(`COPY (SELECT 1) TO '${join(from, 'written.csv')}'`)
    expect([ran.exit, existsSync(join(from, 'written.csv'))]).toEqual([2, false])
  })

  it('says what is missing: the folder, bills in it, DuckDB', async () => {
    const empty = join(home, 'empty')
    mkdirSync(empty)
    writeFileSync(join(empty, 'bills.csv'), 'a,b\r\n')
    for (const [place, reason] of [
      [join(home, 'nowhere'), 'does not exist'],
      [empty, 'holds no bills in Parquet'],
    ] as const) {
      const ran = await cli(['bill', 'query', 'SELECT 1', '--from', place])
      expect([ran.exit, ran.stderr]).toEqual([2, expect.stringContaining(reason)])
      expect(ran.stderr).toContain('partnerctl bill export --format parquet')
    }
    const ran = await run(['SELECT 1'], ['--import', resolve('test/support/without-duckdb.mjs')])
    expect([ran.exit, ran.stderr]).toEqual([1, expect.stringContaining('this needs DuckDB, which is not installed')])
    expect(ran.stderr).toContain('npm install --global @duckdb/node-api')
  })

  it('ends with Ctrl-C in the middle of a long question, and leaves nothing behind', async () => {
    const before = spills()
    const long =
      'SELECT count(*) FROM bills a, bills b, bills c WHERE a.resource_name > b.resource_name AND b.id > c.id'
    const ran = await run([long], [], 1500)
    expect([ran.exit, ran.stderr]).toEqual([130, expect.stringContaining('interrupted')])
    expect(spills()).toEqual(before)
  })
})

const spills = () => readdirSync(tmpdir()).filter(name => name.startsWith('partnerctl-query-'))

/** Runs the command in a process of its own; `interrupt` sends Ctrl-C after so many milliseconds. */
function run(words: string[], node: string[], interrupt?: number): Promise<{exit: number | null; stderr: string}> {
  const args = [...node, 'bin/run.js', 'bill', 'query', ...words, '--from', from]
  const child = spawn(process.execPath, args, {stdio: ['ignore', 'ignore', 'pipe']})
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', piece => {
    stderr += piece
  })
  if (interrupt) setTimeout(() => child.kill('SIGINT'), interrupt)
  return new Promise(done => child.on('close', exit => done({exit, stderr})))
}
