// What must hold for every month, over many made-up ones.
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {currencyDecimals, type PriceBook, readPriceBook} from '../../../src/bills/rating/book.js'
import {rated} from '../../../src/bills/rating/rate.js'
import type {RatedRow} from '../../../src/bills/rating/rated.js'
import {Rater} from '../../../src/bills/rating/rater.js'
import type {BillRecord} from '../../../src/bills/records/bill-record.js'
import {StatementMaker} from '../../../src/bills/statement/statement.js'
import {Decimal, roundUnits} from '../../../src/decimal.js'
import {madeUpBook} from '../../support/books.js'
import {temporaryFolder} from '../../support/cli.js'
import {madeUpRecords, random} from '../../support/records.js'

const folder = temporaryFolder()
const example = await readPriceBook('docs/examples/pricebook.yaml')

/** The book of the worked example, and from the tenth seed on others that were made up. */
async function bookOf(seed: number): Promise<PriceBook> {
  if (seed < 10) return example
  const path = join(folder, `${seed}.yaml`)
  writeFileSync(path, madeUpBook(random(seed)))
  return readPriceBook(path)
}

async function rate(records: BillRecord[], by: PriceBook): Promise<RatedRow[]> {
  const rows: RatedRow[] = []
  async function* all() {
    yield records
  }
  for await (const some of rated(all(), new Rater(by, 'cost'))) rows.push(...some)
  return rows
}

const sum = (values: Iterable<Decimal>) => Decimal.sum(values).text

function statementsOf(rows: RatedRow[], book: PriceBook) {
  const maker = new StatementMaker(book)
  for (const row of rows) maker.add(row)
  return [...maker.statements({issued: '2026-11-05'})]
}

const seeds = Array.from({length: 40}, (_, seed) => seed + 1)

describe('over many months', () => {
  it.each(seeds)('statements and their rounding add up to the rated rows (seed %i)', async seed => {
    const book = await bookOf(seed)
    const rows = await rate(madeUpRecords(seed, 300), book)
    const currencies = new Set(rows.map(row => row.charge_currency))
    for (const currency of currencies) {
      const statements = statementsOf(rows, book).filter(one => one.currency === currency)
      const charges = rows.filter(row => row.charge_currency === currency).map(row => row.charge)
      const net = Decimal.sum(statements.map(one => one.net))
      expect(net.minus(Decimal.sum(statements.map(one => one.rounding))).text).toBe(sum(charges))
    }
    for (const statement of statementsOf(rows, book)) {
      // One rounding: never more than half of the smallest coin, or less than one where it only goes down.
      const decimals = currencyDecimals(book, statement.currency)
      const coin = 10n ** BigInt(8 - decimals)
      const rounding = statement.rounding.units < 0n ? -statement.rounding.units : statement.rounding.units
      expect(book.rounding === 'down' ? rounding < coin : 2n * rounding <= coin).toBe(true)
      expect(roundUnits(statement.net.units, decimals, 'half-up')).toBe(statement.net.units)
      expect(Decimal.sum(statement.lines.map(line => line.shown)).plus(statement.shown_rounding).text).toBe(
        statement.net.text,
      )
      expect(Decimal.sum(statement.lines.map(line => line.charge)).plus(statement.rounding).text).toBe(
        statement.net.text,
      )
      if (statement.taxes.length > 0)
        expect(Decimal.sum(statement.taxes.map(tax => tax.base)).text).toBe(statement.net.text)
      expect(statement.net.plus(statement.tax).text).toBe(statement.total.text)
    }
  })

  it.each(seeds)('the order of the records does not matter (seed %i)', async seed => {
    const book = await bookOf(seed)
    const records = madeUpRecords(seed, 200)
    const next = random(seed)
    const shuffled = records
      .map(record => ({record, at: next()}))
      .sort((a, b) => a.at - b.at)
      .map(({record}) => record)
    const lines = (rows: RatedRow[]) =>
      rows.map(row => JSON.stringify(row, (_, v) => (v instanceof Decimal ? v.text : v))).sort()
    const [one, other] = [await rate(shuffled, book), await rate(records, book)]
    expect(lines(one)).toEqual(lines(other))
    const shown = (rows: RatedRow[]) =>
      statementsOf(rows, book).map(statement => JSON.stringify(statement.lines.map(line => line.shown.text)))
    expect(shown(one)).toEqual(shown(other))
  })

  it.each(seeds)('a charge and its refund come to nothing (seed %i)', async seed => {
    const noFees = {...(await bookOf(seed)), fees: []}
    const records = madeUpRecords(seed, 150)
    const refunds = records.map(record => ({
      ...record,
      amount: record.amount!.negated(),
      official_amount: record.official_amount!.negated(),
      // Some sources give a refunded quantity with a sign, some without.
      usage: seed % 2 === 0 && !record.amount!.isNegative ? record.usage!.negated() : record.usage,
    }))
    const rows = await rate([...records, ...refunds], noFees)
    expect(rows.length).toBeGreaterThan(100)
    for (const currency of new Set(rows.map(row => row.charge_currency))) {
      expect(sum(rows.filter(row => row.charge_currency === currency).map(row => row.charge))).toBe('0')
    }
  })
})

describe('rounding', () => {
  it('is alike on both sides of zero', () => {
    for (const mode of ['half-up', 'half-even', 'down'] as const) {
      for (let units = 0n; units < 3_000_000n; units += 250_000n) {
        expect(roundUnits(-units, 2, mode)).toBe(-roundUnits(units, 2, mode))
      }
    }
  })
})
