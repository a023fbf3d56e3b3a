// What the documents of a large month cost: rated rows of thousands of customers, in whatever order they come, as the
// files with a row of each. Memory must not grow with the month.
import {createWriteStream, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Readable} from 'node:stream'
import {pipeline} from 'node:stream/promises'
import {ratedColumns} from '../../src/bills/rating/rated.js'
import {csvLine} from '../../src/csv.js'
import {random, recordJson} from '../support/bill-pages.js'
import {costOf, count, root} from './cost.js'

/** Records that are told apart; each is charged again and again, to another customer with another resource. */
const RECORDS = 1000
const BOOK = `version: 2026-09
currency: USD
rules: [{id: all, price: official}]
statement: {name: Cloud Partner Inc}
`

/** The rows of a rated file, one customer after the other again and again: the order that costs the most. */
export function* ratedLines(rows: number, customers: number): Generator<string> {
  yield csvLine(ratedColumns)
  const next = random(7)
  const records = Array.from({length: RECORDS}, () => {
    const record = JSON.parse(recordJson(next, {})) as Record<string, unknown>
    const made = {kind: 'record', bill_cycle: '2026-09', rule: 'all', book_version: '2026-09', currency: 'USD'}
    const charged = {charge: Number(record.amount).toFixed(8), charge_currency: 'USD', tax: '', order_id: ''}
    const all: Record<string, unknown> = {...record, ...made, ...charged, cost_basis: 'expenditure'}
    return ratedColumns.map(column => {
      const value = all[column] ?? ''
      return typeof value === 'number' && column !== 'usage_measure_id' ? value.toFixed(8) : String(value)
    })
  })
  const places = ['customer_id', 'account_name', 'resource_id', 'id'] as const
  const [customer, name, resource, id] = places.map(column => ratedColumns.indexOf(column)) as [
    number,
    number,
    number,
    number,
  ]
  let text = ''
  for (let row = 0; row < rows; row++) {
    const cells = records[(row + Math.floor(row / customers)) % RECORDS]!
    const of = row % customers
    cells[customer] = String(of).padStart(32, '0')
    cells[name] = `customer-${of}`
    cells[resource] = `res-${of}-${Math.floor(row / customers) % 100}`
    cells[id] = `r-${row}`
    text += csvLine(cells)
    if (text.length < 1 << 18) continue
    yield text
    text = ''
  }
  yield text
}

/** `long` has the ten million rows of the largest months. */
export async function benchStatement(
  rows = process.argv.includes('--long') ? 10_000_000 : 200_000,
  customers = 5000,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'partnerctl-bench-'))
  const [rated, book, out] = ['rated.csv', 'book.yaml', 'out'].map(name => join(folder, name)) as [
    string,
    string,
    string,
  ]
  try {
    writeFileSync(book, BOOK)
    await pipeline(Readable.from(ratedLines(rows, customers)), createWriteStream(rated))
    console.log(`\nStatements: ${count(rows)} rated rows of ${count(customers)} customers`)
    for (const format of ['csv', 'xlsx']) {
      const words = ['bill', 'statement', rated, '--book', book, '--out', out, '--preview', '--format', format]
      const command = [process.execPath, join(root, 'bin/run.js'), ...words, '-o', 'json']
      const {cpu, seconds, rss} = await costOf({name: format, command, out}, {PARTNERCTL_CONFIG_DIR: folder})
      const rates = `${count(rows / cpu)} rows a second of the processor, ${count(rows / seconds)} of the clock`
      console.log(`  ${format.padEnd(5)} ${rates}, ${count(rss)} MB at the most`)
    }
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}
