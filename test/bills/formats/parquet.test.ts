// What another program finds in our Parquet: DuckDB reads types, partitions and times, and sums exactly.
import {copyFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {literal} from '../../../src/bills/query/duckdb.js'
import {fileRecords} from '../../../src/bills/read/exported-file.js'
import {layoutOf} from '../../../src/bills/records/sources.js'
import {cli, cliJson, emptyHome} from '../../support/cli.js'
import {filesBelow, queryRows} from '../../support/exported.js'
import {type TestSandbox, testSandbox} from '../../support/sandbox.js'

let home: string
let sandbox: TestSandbox
beforeAll(async () => {
  home = emptyHome()
  sandbox = await testSandbox({scenario: 'small', seed: 3, clock: '2026-11-10T03:00:00Z'})
})

const exported = (cycle: string, ...flags: string[]) => ['bill', 'export', '--cycle', cycle, ...flags]

async function typesOf(table: string): Promise<Record<string, string>> {
  const rows = await queryRows(`DESCRIBE SELECT * FROM ${table}`, [home])
  return Object.fromEntries(rows.map(row => [row.column_name!, row.column_type!]))
}

describe('a table of Parquet', () => {
  let table: string
  beforeAll(async () => {
    for (const cycle of ['2026-09', '2026-10']) {
      await cliJson(exported(cycle, '--format', 'parquet', '--out', `${join(home, 'bills')}/`))
    }
    table = `read_parquet(${literal(join(home, 'bills/bill_cycle=*/*.parquet'))}, hive_partitioning = true, hive_types_autocast = false)`
  }, 60_000)

  it('has decimals, days and UTC times in their own types, and every field of the source', async () => {
    const types = await typesOf(table)
    for (const {name, type} of layoutOf('res-fee-records').columns) {
      const expected =
        type === 'decimal'
          ? 'DECIMAL(18,8)'
          : type === 'integer'
            ? 'BIGINT'
            : name === 'bill_date'
              ? 'DATE'
              : name.endsWith('_time')
                ? 'TIMESTAMP WITH TIME ZONE'
                : 'VARCHAR'
      expect([name, types[name]]).toEqual([name, expected])
    }
    expect(types).toMatchObject({
      bill_cycle: 'VARCHAR',
      currency: 'VARCHAR',
      is_final: 'BOOLEAN',
      partner_id: 'VARCHAR',
    })
  })

  it('has the cycle as its partition, in no file, and one schema in all files', async () => {
    const files = filesBelow(join(home, 'bills')).filter(file => file.endsWith('.parquet'))
    expect(files.length).toBeGreaterThanOrEqual(2)
    const schemas = await queryRows(
      `SELECT file_name, string_agg(name || coalesce(type, '') || coalesce(logical_type, ''), ',') AS columns
       FROM parquet_schema([${files.map(literal)}]) GROUP BY file_name`,
      [home],
    )
    expect(new Set(schemas.map(({columns}) => columns)).size).toBe(1)
    expect(schemas[0]!.columns).not.toContain('bill_cycle')
    // Moved out of its folder, a file still says of which month it is.
    const moved = join(home, 'moved.parquet')
    copyFileSync(files[0]!, moved)
    const cycle = /bill_cycle=([\d-]+)/.exec(files[0]!)![1]
    for await (const batch of fileRecords(moved, {})) expect(batch[0]!.bill_cycle).toBe(cycle)
  })

  it('sums to the ledger in SQL, by customer and cycle', async () => {
    const sums = await queryRows(
      `SELECT bill_cycle, customer_id, sum(amount) AS amount, sum(official_amount) AS official FROM ${table} GROUP BY ALL`,
      [home],
    )
    expect(sums.length).toBeGreaterThan(60)
    for (const {bill_cycle, customer_id, amount, official} of sums) {
      const ledger = await sandbox.admin<{amount: string; official_amount: string}>(
        'GET',
        `/ledger?cycle=${bill_cycle}&customer_id=${customer_id}`,
      )
      expect([customer_id, amount, official]).toEqual([customer_id, ledger.amount, ledger.official_amount])
    }
  })

  it('keeps times as they were written, whatever zone the reader lives in', async () => {
    const csv = join(home, 'times.csv')
    await cliJson(exported('2026-10', '--out', csv, '--columns', 'id,trade_time,bill_date'))
    const different = await queryRows(
      `SELECT count(*) AS n FROM read_csv(${literal(csv)}, all_varchar = true) c JOIN ${table} p USING (id)
       WHERE c.trade_time <> strftime(p.trade_time AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ') OR c.bill_date <> p.bill_date::VARCHAR`,
      [home],
    )
    expect(different).toEqual([{n: '0'}])
  })

  it('is FOCUS too, with costs as decimals and periods as UTC times', async () => {
    const out = join(home, 'focus.parquet')
    await cliJson(exported('2026-10', '--format', 'focus-parquet', '--out', out))
    expect(await typesOf(literal(out))).toMatchObject({
      BilledCost: 'DECIMAL(18,8)',
      ListUnitPrice: 'DECIMAL(18,8)',
      ChargePeriodStart: 'TIMESTAMP WITH TIME ZONE',
      BillingPeriodEnd: 'TIMESTAMP WITH TIME ZONE',
      x_BillDate: 'DATE',
      SubAccountId: 'VARCHAR',
    })
    const [focus] = await queryRows(`SELECT sum(BilledCost) AS cost, count(*) AS n FROM ${literal(out)}`, [home])
    const [records] = await queryRows(
      `SELECT sum(amount) AS cost, count(*) AS n FROM ${table} WHERE bill_cycle = '2026-10'`,
      [home],
    )
    expect(focus).toEqual(records)
  })
})

describe('amounts that are too long for 18 digits', () => {
  it('stop the export with the words that help, and go into columns of 38', async () => {
    await testSandbox({scenario: 'messy', seed: 4, clock: '2026-11-10T03:00:00Z'})
    const command = exported(
      '2026-10',
      '--source',
      'res-records',
      '--format',
      'parquet',
      '--out',
      `${join(home, 'wide')}/`,
    )
    const {exit, stderr} = await cli(command)
    expect([exit, stderr]).toEqual([1, expect.stringContaining('Add --wide-decimals --restart to the same command')])
    await cliJson([...command, '--wide-decimals', '--restart'])
    const types = await typesOf(literal(join(home, 'wide/bill_cycle=2026-10/*.parquet')))
    expect(types).toMatchObject({consume_amount: 'DECIMAL(38,8)'})
  })
})
