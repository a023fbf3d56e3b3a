// The worked example of docs/examples: what the program gives against what was calculated apart from it, to the last
// digit.
import {readFileSync} from 'node:fs'
import {describe, expect, it} from 'vitest'
import {type PriceBook, readPriceBook} from '../../../src/bills/rating/book.js'
import {runExamples} from '../../../src/bills/rating/examples.js'
import {rated} from '../../../src/bills/rating/rate.js'
import type {RatedRow} from '../../../src/bills/rating/rated.js'
import {Rater} from '../../../src/bills/rating/rater.js'
import {readBatches} from '../../../src/bills/rating/read-records.js'
import {StatementMaker} from '../../../src/bills/statement/statement.js'
import {Decimal} from '../../../src/decimal.js'

const folder = 'docs/examples'

/** The calculated lines of a customer, in their order: name and amount. */
function expected(customer: string): [string, string][] {
  const rows = readFileSync(`${folder}/expected.csv`, 'utf8').trim().split('\n').slice(1)
  return rows
    .map(row => row.split(','))
    .filter(([name]) => name === customer)
    .map(([, line, amount]) => [line!, Decimal.fromUnits(Decimal.parse(amount!).units).text])
}

async function rate(book: PriceBook): Promise<RatedRow[]> {
  const rows: RatedRow[] = []
  for await (const some of rated(readBatches(`${folder}/records.csv`), new Rater(book))) rows.push(...some)
  return rows
}

describe('the worked example', async () => {
  const book = await readPriceBook(`${folder}/pricebook.yaml`)
  const rows = await rate(book)
  const maker = new StatementMaker(book)
  for (const row of rows) maker.add(row)
  const statements = [...maker.statements({issued: '2026-11-05'})]

  it.each(['andes-retail', 'bluebird', 'cedro-games'])('gives %s the calculated cents', customer => {
    const statement = statements.find(one => one.account_name === customer)!
    const sheet: [string, string][] = [
      ...rows
        .filter(row => row.account_name === customer)
        .map(row => [row.id || row.rule, row.charge.text] as [string, string]),
      ['net', statement.net.text],
      ['rounding', statement.rounding.text],
      ['tax', statement.tax.text],
      ['total', statement.total.text],
    ]
    const sorted = (lines: [string, string][]) => lines.map(line => line.join(' ')).sort()
    expect(sorted(sheet)).toEqual(sorted(expected(customer)))
  })

  it('has a line for the refund, and prices it at the rate of its own day', () => {
    const andes = statements.find(one => one.account_name === 'andes-retail')!
    expect(andes.lines.filter(line => line.kind === 'refund')).toMatchObject([
      {label: 'Elastic Cloud Server', detail: '2026-10-20 – shop-1', records: 1},
    ])
    expect(andes.lines.find(line => line.kind === 'refund')!.shown.text).toBe('-207.25')
  })

  it('shows the steps of a tier in their order', () => {
    const cedro = statements.find(one => one.account_name === 'cedro-games')!
    expect(cedro.lines.filter(line => line.kind === 'tier').map(line => line.detail)).toEqual([
      '3 x 4.5 USD (230 / 100)',
      '500 x 0.12 USD (0 – 500)',
      '500 x 0.1 USD (500 – 1000)',
      '300.25 x 0.08 USD (> 1000)',
    ])
  })

  it('runs the examples of its book', () => {
    expect(runExamples(book)).toMatchObject([{status: 'passed'}])
  })
})
