// What must hold for every month, over many made-up ones.
import {describe, expect, it} from 'vitest'
import {type PriceBook, readPriceBook} from '../../../src/bills/rating/book.js'
import {rated} from '../../../src/bills/rating/rate.js'
import type {RatedRow} from '../../../src/bills/rating/rated.js'
import {Rater} from '../../../src/bills/rating/rater.js'
import type {BillRecord} from '../../../src/bills/record.js'
import {roundTo, StatementMaker} from '../../../src/bills/statement/statement.js'
import {Decimal} from '../../../src/decimal.js'
import {madeUpRecords, random} from '../../support/records.js'

const book = await readPriceBook('docs/examples/pricebook.yaml')

async function rate(records: BillRecord[], by: PriceBook = book): Promise<RatedRow[]> {
  const rows: RatedRow[] = []
  async function* all() {
    yield records
  }
  for await (const some of rated(all(), new Rater(by))) rows.push(...some)
  return rows
}

const sum = (values: Iterable<Decimal>) => Decimal.sum(values).text

function statementsOf(rows: RatedRow[]) {
  const maker = new StatementMaker(book)
  for (const row of rows) maker.add(row)
  return [...maker.statements({issued: '2026-11-05'})]
}

const seeds = Array.from({length: 40}, (_, seed) => seed + 1)

describe('over many months', () => {
  it.each(seeds)('statements and their rounding add up to the rated rows (seed %i)', async seed => {
    const rows = await rate(madeUpRecords(seed, 300))
    for (const currency of ['USD', 'PEN']) {
      const statements = statementsOf(rows).filter(one => one.currency === currency)
      const charges = rows.filter(row => row.charge_currency === currency).map(row => row.charge)
      const net = Decimal.sum(statements.map(one => one.net))
      expect(net.minus(Decimal.sum(statements.map(one => one.rounding))).text).toBe(sum(charges))
    }
    for (const statement of statementsOf(rows)) {
      // One rounding: never more than half a cent.
      expect(statement.rounding.units <= 500_000n && statement.rounding.units >= -500_000n).toBe(true)
      expect(roundTo(statement.net.units, 2, 'half-up')).toBe(statement.net.units)
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
    const records = madeUpRecords(seed, 200)
    const next = random(seed)
    const shuffled = records
      .map(record => ({record, at: next()}))
      .sort((a, b) => a.at - b.at)
      .map(({record}) => record)
    const lines = (rows: RatedRow[]) =>
      rows.map(row => JSON.stringify(row, (_, v) => (v instanceof Decimal ? v.text : v))).sort()
    expect(lines(await rate(shuffled))).toEqual(lines(await rate(records)))
    expect(
      statementsOf(await rate(shuffled)).map(one => JSON.stringify(one.lines.map(line => line.shown.text))),
    ).toEqual(statementsOf(await rate(records)).map(one => JSON.stringify(one.lines.map(line => line.shown.text))))
  })

  it.each(seeds)('a charge and its refund come to nothing (seed %i)', async seed => {
    const noFees = {...book, fees: []}
    const records = madeUpRecords(seed, 150)
    const refunds = records.map(record => ({
      ...record,
      amount: record.amount!.negated(),
      official_amount: record.official_amount!.negated(),
      // Some sources give a refunded quantity with a sign, some without.
      usage: seed % 2 === 0 && !record.amount!.isNegative ? record.usage!.negated() : record.usage,
    }))
    const rows = await rate([...records, ...refunds], noFees)
    expect(sum(rows.map(row => row.charge))).toBe('0')
  })
})

describe('rounding', () => {
  it('is alike on both sides of zero', () => {
    for (const mode of ['half-up', 'half-even', 'down'] as const) {
      for (let units = 0n; units < 3_000_000n; units += 250_000n) {
        expect(roundTo(-units, 2, mode)).toBe(-roundTo(units, 2, mode))
      }
    }
  })
})
