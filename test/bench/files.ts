// How fast files of records are read: a delivered bill file into each format, two exports against each other, rating
// from a file and live; beside DuckDB and a plain Python script.
import {spawnSync} from 'node:child_process'
import {createReadStream, createWriteStream, mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Readable} from 'node:stream'
import {pipeline} from 'node:stream/promises'
import {createGunzip, createGzip} from 'node:zlib'
import {csvLine} from '../../src/csv.js'
import {random, recordJson} from '../support/bill-pages.js'
import {type Case, type Cost, costOf, count, home, median, peers, root, serve} from './cost.js'

const headings = {
  customer_id: 'Customer ID',
  bill_date: 'Bill Date',
  cloud_service_type: 'Product Type Code',
  cloud_service_type_name: 'Product Type',
  resource_type: 'Resource Type Code',
  resource_type_name: 'Resource Type',
  region: 'Cloud Service Region Code',
  region_name: 'Region',
  resource_id: 'Resource ID',
  resource_name: 'Resource Name',
  sku_code: 'SKU Code',
  product_spec_desc: 'Specifications',
  effective_time: 'Start Time',
  expire_time: 'End Time',
  trade_id: 'Transaction ID',
  usage_type: 'Usage Type',
  usage: 'Usage',
  usage_measure_id: 'Usage Unit ID',
  official_amount: 'Official Website Price',
  discount_amount: 'Discount',
  amount: 'Amount Due',
}

/** The rows of a bill file, ordered by customer. */
function* billRows(rows: number, customers: number): Generator<string> {
  yield csvLine(['Billing Cycle', 'Currency', 'Record ID', ...Object.values(headings)])
  const next = random(7)
  for (let row = 0; row < rows; row++) {
    const customer = String(Math.floor((row * customers) / rows)).padStart(32, '0')
    const record = JSON.parse(recordJson(next, {customer}), (_, value) =>
      typeof value !== 'number' ? value : Number.isInteger(value) ? String(value) : value.toFixed(8),
    ) as Record<string, string>
    yield csvLine(['2026-09', 'USD', `r-${row}`, ...Object.keys(headings).map(name => String(record[name] ?? ''))])
  }
}

function table(title: string, rows: number, cases: Case[], costs: Map<string, Cost[]>): void {
  console.log(`\n${title}`)
  console.log(`  ${'rows a second of'.padEnd(34)} processor      clock   MB`)
  for (const {name} of cases) {
    const middle = (what: keyof Cost) => median(costs.get(name)!.map(cost => cost[what]))
    const cells = [rows / middle('cpu'), rows / middle('seconds')].map(value => count(value).padStart(11))
    console.log(`  ${name.padEnd(32)} ${cells.join('')} ${count(middle('rss')).padStart(4)}`)
  }
}

async function inTurns(cases: Case[], rounds: number, env: NodeJS.ProcessEnv): Promise<Map<string, Cost[]>> {
  const costs = new Map<string, Cost[]>(cases.map(({name}) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const one of [...cases].sort(() => Math.random() - 0.5)) costs.get(one.name)!.push(await costOf(one, env))
  }
  return costs
}

const program = (...words: string[]) => [process.execPath, join(root, 'bin/run.js'), 'bill', ...words]

/** `long` has the million rows of a large month. */
export async function benchFiles(
  rows = process.argv.includes('--long') ? 1_000_000 : 200_000,
  rounds = 3,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'partnerctl-bench-'))
  const at = (name: string) => join(folder, name)
  const [packed, plain, book] = [at('customerBill_202609.csv.gz'), at('customerBill_202609.csv'), at('book.yaml')]
  const {server, origin} = await serve(42, 17_000, 150)
  try {
    const env = await home(folder, origin, 10)
    await pipeline(Readable.from(billRows(rows, 100)), createGzip({level: 1}), createWriteStream(packed))
    await pipeline(createReadStream(packed), createGunzip(), createWriteStream(plain))
    const hasPython = spawnSync('python3', ['--version']).status === 0
    const python = (name: string, ...words: string[]): Case[] =>
      hasPython ? [{name, command: ['python3', join(peers, 'files.py'), ...words]}] : []
    const from = ['--cycle', '2026-09', '--source', 'bill-file', '--from', packed, '--restart']
    const formats = ['csv', 'jsonl', 'parquet', 'focus-csv', 'focus-parquet'].map(format => {
      const out = at(`out.${format}`)
      return {name: `partnerctl ${format}`, command: program('export', ...from, '--format', format, '--out', out), out}
    })
    const duckdb = {
      name: 'DuckDB, plain file to Parquet',
      command: [process.execPath, join(peers, 'duckdb.js'), plain, at('duckdb.parquet')],
    }
    const read = [...formats, duckdb, ...python('Python, csv', 'convert', packed, at('python.csv'))]
    const title = `Bill file: ${count(rows)} rows of 100 customers, medians of ${rounds} rounds in turns`
    table(title, rows, read, await inTurns(read, rounds, env))

    const [old, now] = [at('out.csv'), at('again.csv')]
    await costOf({name: 'again', command: program('export', ...from, '--format', 'csv', '--out', now)}, env)
    await costOf({name: 'book', command: [...program().slice(0, -1), 'pricebook', 'init', book]}, env)
    const rate = ['--book', book, '--unmatched', 'official', '--out', at('rated.csv')]
    const more = [
      {name: 'partnerctl bill diff, rows a side', command: program('diff', old, now)},
      ...python('Python, csv in dictionaries', 'diff', old, now),
      {name: 'partnerctl bill rate', command: program('rate', old, ...rate)},
    ]
    table(`Exports of it: compared, and rated`, rows, more, await inTurns(more, rounds, env))

    const live = [
      {name: 'bill export', command: program('export', '--cycle', '2026-09', '--out', at('live.csv'), '--restart')},
      {name: 'bill rate', command: program('rate', '--cycle', '2026-09', '--duplicates', 'keep', ...rate)},
    ]
    table('Live: 17,000 records of 42 customers, 150 ms away', 17_000, live, await inTurns(live, rounds, env))
  } finally {
    server.kill()
    rmSync(folder, {recursive: true, force: true})
  }
}
