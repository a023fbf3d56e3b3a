// The partner's report: its sums are those of the rated rows, and it accuses only what is unlike the rest.
import {describe, expect, it} from 'vitest'
import {readPriceBook} from '../../../src/bills/rating/book.js'
import {rated} from '../../../src/bills/rating/rate.js'
import type {RatedRow} from '../../../src/bills/rating/rated.js'
import {Rater} from '../../../src/bills/rating/rater.js'
import {reportHtml} from '../../../src/bills/report/html.js'
import {creditLeft, makeReport} from '../../../src/bills/report/report.js'
import {Decimal} from '../../../src/decimal.js'
import {madeUpRecords} from '../../support/records.js'

const book = await readPriceBook('docs/examples/pricebook.yaml')

async function rows(seed: number, count = 400): Promise<RatedRow[]> {
  async function* records() {
    yield madeUpRecords(seed, count)
  }
  const all: RatedRow[] = []
  for await (const some of rated(records(), new Rater(book))) all.push(...some)
  return all
}

async function* each(all: RatedRow[]) {
  yield all
}

const even = (day: number, charge: string): RatedRow =>
  ({
    kind: 'record',
    bill_cycle: '2026-10',
    bill_date: `2026-10-${String(day).padStart(2, '0')}`,
    customer_id: 'c',
    account_name: 'calm',
    bill_type: '5',
    cloud_service_type_name: 'ECS',
    currency: 'USD',
    amount: Decimal.zero,
    margin: Decimal.parse(charge),
    charge: Decimal.parse(charge),
    charge_currency: 'USD',
    rule: 'a',
  }) as unknown as RatedRow

describe('the report', () => {
  it('shows what is left of the credit, and nothing where nobody tells', async () => {
    const told = {currency: 'USD', consumption_quota: '50000.00', used_consumption_quota: '12500.5'}
    const credit = creditLeft(told)!
    expect([credit.left.text, credit.used_percent!.text]).toEqual(['37499.5', '25'])
    const report = await makeReport(each([even(1, '10')]))
    expect(reportHtml({...report, credit})).toContain('37,499.50')
    expect(reportHtml(report)).not.toContain('Credit')
    expect(creditLeft({currency: 'USD', consumption_quota: '1'})).toBe(undefined)
  })

  it.each([1, 2, 3, 4, 5])('customers and services each add up to the total (seed %i)', async seed => {
    const all = await rows(seed)
    const report = await makeReport(each(all))
    for (const name of ['revenue', 'cost', 'margin'] as const) {
      expect(Decimal.sum(report.customers.map(one => one[name])).text).toBe(report.total[name].text)
      expect(Decimal.sum(report.services.map(one => one[name])).text).toBe(report.total[name].text)
    }
    expect(report.total.cost.text).toBe(Decimal.sum(all.map(row => row.amount ?? Decimal.zero)).text)
    expect(report.total.margin.text).toBe(Decimal.sum(all.map(row => row.margin ?? Decimal.zero)).text)
  })

  it('calls a day that is far above the rest worth a look, and an even month not', async () => {
    const calm = Array.from({length: 31}, (_, i) => even(i + 1, '10'))
    expect((await makeReport(each(calm))).anomalies).toEqual([])
    const peak = calm.map((row, i) => (i === 13 ? even(14, '90') : row))
    expect((await makeReport(each(peak))).anomalies).toEqual(['calm on 2026-10-14: USD 90.00, on its middle day 10.00'])
  })

  it('adds up no amounts of two currencies: what is in each stands by itself', async () => {
    const euro = (day: number, charge: string, account_name = 'calm') => ({
      ...even(day, charge),
      currency: 'EUR',
      account_name,
    })
    const costly = {amount: Decimal.parse('9'), margin: Decimal.parse('-4'), cost_basis: 'expenditure'}
    const report = await makeReport(
      each([even(1, '10'), {...even(2, '20'), ...costly}, euro(3, '5'), {...euro(4, '1', 'low'), ...costly}]),
      each([even(1, '10'), euro(2, '8'), euro(2, '4', 'gone'), {...euro(2, '7', 'silent'), currency: 'CNY'}]),
    )
    expect([report.currency, report.total.revenue.text, report.total.change_percent!.text]).toEqual([
      'EUR',
      '10',
      '-16.7',
    ])
    expect(report.others!.map(({currency, total}) => [currency, total.revenue.text, total.before!.text])).toEqual([
      ['USD', '15', '10'],
    ])
    // Who pays in another currency than it costs is not sold below cost for all that is known.
    expect(report.anomalies).toEqual([
      'low is sold below cost: EUR 5.00 for 9.00',
      'gone has nothing this month, EUR 4.00 the month before',
      'silent has nothing this month, CNY 7.00 the month before',
    ])
    const losses = [
      {...even(1, '1'), ...costly},
      {...euro(1, '1', 'low'), ...costly},
    ]
    expect((await makeReport(each(losses))).anomalies).toEqual([
      'low is sold below cost: EUR 5.00 for 9.00',
      'calm is sold below cost: USD 5.00 for 9.00',
    ])
    expect(report.notes).toEqual([expect.stringContaining('EUR, USD are not added up')])
    expect(reportHtml(report)).toContain('Customers, in USD')
  })

  it('tells changes against the month before', async () => {
    const before = [{...even(1, '100'), account_name: 'gone'}, even(2, '40')]
    const report = await makeReport(each([even(1, '100')]), each(before))
    expect(report.customers.map(one => [one.name, one.change_percent?.text])).toEqual([
      ['calm', '150'],
      ['gone', '-100'],
    ])
    expect(report.anomalies).toEqual([
      'calm more than doubled, from USD 40.00 to 100.00',
      'gone has nothing this month, USD 100.00 the month before',
    ])
  })

  it('is one page that asks nothing of the network', async () => {
    const page = reportHtml(await makeReport(each([{...even(1, '5'), account_name: '<b>x</b>'}])))
    expect(page).toContain('&#60;b&#62;x&#60;/b&#62;')
    expect(page).not.toMatch(/<script|(src|href)=/)
  })
})
