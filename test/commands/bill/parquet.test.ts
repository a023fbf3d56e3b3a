// Parquet files of an export as DuckDB reads them.
import {join} from 'node:path'
import {DuckDBInstance} from '@duckdb/node-api'
import {beforeAll, expect, it} from 'vitest'
import {currentCycle, shiftCycle} from '../../../src/cycle.js'
import {cliJson, emptyHome} from '../../support/cli.js'
import {testSandbox} from '../../support/sandbox.js'

const cycle = shiftCycle(currentCycle(new Date()), -1)
let home: string

beforeAll(async () => {
  home = emptyHome()
  await testSandbox({scenario: 'tiny'})
})

const sums = async (files: string) => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const rows = await connection.runAndReadAll(
    `select customer_id, count(*), sum(amount)::varchar from read_parquet('${files}') group by all order by all`,
  )
  return rows.getRows()
}

it('holds every record, too, where a file ends between two checkpoints', async () => {
  const exported = (...flags: string[]) =>
    cliJson<{records: number}>(['bill', 'export', '--cycle', cycle, '--format', 'parquet', ...flags])
  const {records} = await exported('--out', `${join(home, 'whole')}/`)
  await exported('--split', 'customer', '--out', `${join(home, 'split')}/`)
  const whole = await sums(`${home}/whole/*/*.parquet`)
  expect(whole.reduce((count, [, rows]) => count + Number(rows), 0)).toBe(records)
  expect(await sums(`${home}/split/*/*.parquet`)).toEqual(whole)
})
