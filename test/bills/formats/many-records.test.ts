// A month that is larger than any buffer, from a server that only hands out pages: what was sent is what stands in the
// file.
import {type ChildProcess, spawn} from 'node:child_process'
import {join, resolve} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {parseJson} from '../../../src/api/json.js'
import {literal} from '../../../src/bills/query/duckdb.js'
import {Decimal} from '../../../src/decimal.js'
import {changeConfiguration} from '../../../src/profiles/profile.js'
import {pageJson} from '../../support/bill-pages.js'
import {cli, emptyHome} from '../../support/cli.js'
import {queryRows, rowsOf} from '../../support/exported.js'

// A whole row group of 50,000 and a rest, two checkpoints of 20,000, each with an end inside a customer.
const CUSTOMERS = 2
const EACH = 26_500
const PAGE = 1000

let home: string
let server: ChildProcess
const sent = {amount: Decimal.zero, official_amount: Decimal.zero}

beforeAll(async () => {
  home = emptyHome()
  server = spawn(
    process.execPath,
    ['--import', 'tsx', 'test/bench/bill-server.ts', String(CUSTOMERS), String(CUSTOMERS * EACH)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: resolve(import.meta.dirname, '../../..'),
    },
  )
  const port = await new Promise<number>(done =>
    server.stdout!.once('data', data => done(Number.parseInt(String(data), 10))),
  )
  const origin = `http://127.0.0.1:${port}`
  await changeConfiguration(configuration => {
    configuration.profiles.test = {
      site: 'intl',
      access_key_id: 'test',
      secret_access_key: 'CANARY-bench',
      domain_id: 'test',
      xaccount_type: 'test',
      endpoints: {bss: origin, osm: origin, iam: origin},
      requests_per_second: 10_000,
    }
    configuration.current = 'test'
  })
  // The server's pages: each full one by its number, the last by where it begins.
  for (let offset = 0; offset < EACH; offset += PAGE) {
    const rows = Math.min(PAGE, EACH - offset)
    const json = pageJson({seed: rows < PAGE ? offset : offset / PAGE, rows, total: EACH, customer: 'x'.repeat(32)})
    for (const name of ['amount', 'official_amount'] as const) {
      for (const [, digits] of json.matchAll(new RegExp(`"${name}":([^,]+)`, 'g'))) {
        for (let i = 0; i < CUSTOMERS; i++) sent[name] = sent[name].plus(Decimal.parse(digits!))
      }
    }
  }
}, 60_000)
afterAll(() => {
  server.kill()
})

const expected = () => ({
  n: String(CUSTOMERS * EACH),
  amount: sent.amount.toFixed(8),
  official_amount: sent.official_amount.toFixed(8),
})

async function exported(...flags: string[]): Promise<void> {
  const ran = await cli(['bill', 'export', '--cycle', '2026-09', '-o', 'json', ...flags])
  expect([ran.exit, ran.stderr]).toEqual([0, ''])
  const {records, amounts} = parseJson(ran.stdout) as {
    records: number
    amounts: {amount: unknown; official_amount: unknown}[]
  }
  const text = (value: unknown) => Decimal.parse(String(value)).toFixed(8)
  expect({
    n: String(records),
    amount: text(amounts[0]!.amount),
    official_amount: text(amounts[0]!.official_amount),
  }).toEqual(expected())
}

describe('53,000 records', () => {
  it.each(['csv', 'jsonl'])(
    'in %s are as many and sum up as they were sent',
    async format => {
      const out = join(home, `many.${format}.gz`)
      await exported('--out', out, '--columns', 'amount,official_amount')
      const rows = await rowsOf(out)
      const sum = (name: string) =>
        rows.reduce((total, row) => total.plus(Decimal.parse(row[name]!)), Decimal.zero).toFixed(8)
      expect({n: String(rows.length), amount: sum('amount'), official_amount: sum('official_amount')}).toEqual(
        expected(),
      )
    },
    60_000,
  )

  it.each([
    ['parquet', 'amount', 'official_amount'],
    ['focus-parquet', 'BilledCost', 'x_ListAmount'],
  ])(
    'in %s are as many and sum up as they were sent, over several row groups',
    async (format, amount, official) => {
      const out = join(home, `${format}.parquet`)
      await exported('--format', format, '--out', out)
      const [found] = await queryRows(
        `SELECT count(*) AS n, sum(${amount}) AS amount, sum(${official}) AS official_amount FROM ${literal(out)}`,
        [home],
      )
      expect(found).toEqual(expected())
      const [groups] = await queryRows(`SELECT max(row_group_id) AS last FROM parquet_metadata(${literal(out)})`, [
        home,
      ])
      expect(Number(groups!.last)).toBeGreaterThan(0)
    },
    60_000,
  )
})
