// Three bases: list prices, what customers' accounts show, and what the partner owes Huawei. None stands for another.
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {readPriceBook} from '../../../src/bills/rating/book.js'
import {parseSettlement} from '../../../src/bills/rating/price.js'
import {refuseSettledTwice} from '../../../src/bills/rating/provenance.js'
import type {RatedRow} from '../../../src/bills/rating/rated.js'
import {Rater, type Unmatched} from '../../../src/bills/rating/rater.js'
import {keepBasis} from '../../../src/bills/reconcile/known-basis.js'
import type {BillRecord} from '../../../src/bills/records/bill-record.js'
import {makeReport} from '../../../src/bills/report/report.js'
import {Decimal} from '../../../src/decimal.js'
import {emptyHome, temporaryFolder} from '../../support/cli.js'

emptyHome()
const folder = temporaryFolder()
let books = 0

function written(text: string): string {
  const path = join(folder, `book-${books++}.yaml`)
  writeFileSync(path, `version: 1\ncurrency: USD\n${text}`)
  return path
}

const book = (text: string, site?: string) => readPriceBook(written(text), undefined, site)

const record = (settlement?: string, more: Partial<BillRecord> = {}): BillRecord =>
  ({
    id: 'r1',
    customer_id: 'c1',
    account_name: 'andes',
    bill_cycle: '2026-10',
    bill_date: '2026-10-07',
    bill_type: 5,
    charge_mode: '3',
    cloud_service_type: 'ec2',
    currency: 'USD',
    official_amount: Decimal.parse('120'),
    amount: Decimal.parse('100'),
    ...(settlement ? {settlement_amount: Decimal.parse(settlement)} : {}),
    ...more,
  }) as unknown as BillRecord

async function charge(text: string, one: BillRecord, unmatched?: Unmatched) {
  const rater = new Rater(await book(text), unmatched)
  const row = rater.rate(one)
  return row ? [row.charge.text, row.cost_basis, row.margin?.text] : rater.problems.map(({reason}) => reason)
}

const all = (price: string) => `rules:\n  - {id: all, price: ${price}}\n`

describe('a price', () => {
  it.each([
    ['official', ['120', 'settlement', '35']],
    ['expenditure', ['100', 'settlement', '15']],
    ['settlement + 10%', ['93.5', 'settlement', '8.5']],
    ['expenditure - 5%', ['95', 'settlement', '10']],
  ])('of %s is what it says', async (price, wanted) => {
    expect(await charge(all(price), record('85'))).toEqual(wanted)
  })

  it('of a basis that a record lacks is an error, whatever becomes of records without a rule', async () => {
    for (const unmatched of ['error', 'official'] as const) {
      const [reason] = await charge(all('settlement'), record(), unmatched)
      expect(reason).toContain('starts from the settlement amount, and the record has none')
    }
    const bare = record(undefined, {official_amount: undefined})
    expect((await charge('rules:\n  - {id: a, service: x, price: free}\n', bare, 'official'))[0]).toContain(
      'official price',
    )
  })

  it('of cost is what the book says that cost is', async () => {
    expect(await charge(`cost: settlement\n${all('cost')}`, record('85'))).toEqual(['85', 'settlement', '0'])
    expect(await charge(`cost: expenditure\n${all('cost')}`, record('85'))).toEqual(['100', 'expenditure', '0'])
    expect((await book(all('cost + 1%'), 'cn')).cost).toBe('expenditure')
  })

  it.each([
    ['a rule', all('cost + 12%')],
    ['a tier', 'rules:\n  - {id: a, tiers: {mode: volume, of: cost, steps: [{price: "0%"}]}}\n'],
    ['a fee', `${all('official')}fees:\n  - {id: f, percent: 1%, of: cost}\n`],
  ])('of cost in %s is refused where the book does not say what that is', async (_, text) => {
    await expect(book(text)).rejects.toMatchObject({
      outcome: 'usage',
      next: expect.arrayContaining([expect.stringContaining('say in the book whether cost is')]),
    })
  })

  it('of --unmatched cost is, too', async () => {
    const prices = await book(all('official'))
    expect(() => new Rater(prices, 'cost')).toThrow('say in the book whether cost is')
  })
})

describe('settlement rules', () => {
  it('settle what records do not say themselves, and are not mistaken for what is paid', async () => {
    const text = `cost: settlement
settlement:
  - {settlement: expenditure - 15%}
  - {service: ec2, settlement: expenditure - 8%, from: 2026-10-05, to: 2026-10-18}
${all('cost + 10%')}`
    expect(await charge(text, record())).toEqual(['101.2', 'settlement', '9.2'])
    expect(await charge(text, record(undefined, {bill_date: '2026-10-20'}))).toEqual(['93.5', 'settlement', '8.5'])
    expect(await charge(text, record('50'))).toEqual(['55', 'settlement', '5'])
    for (const wrong of ['85%', '15%', 'official - 15%', 'expenditure + 15%', 'expenditure * 0.85'])
      expect(() => parseSettlement(wrong)).toThrow('expenditure - 15%')
  })

  it('are refused where reconciliation has shown that the records are settled already', async () => {
    const settled = await book(`settlement:\n  - {settlement: expenditure - 15%}\n${all('official')}`)
    const account = {site: 'intl', domainId: 'd1', isDelivered: false}
    refuseSettledTwice(settled, account)
    keepBasis(account, '2026-10', 'settlement')
    expect(() => refuseSettledTwice(settled, account)).toThrow('the discount of the book would count twice')
    refuseSettledTwice(settled, {...account, domainId: 'd2'})
    refuseSettledTwice(settled, {...account, isDelivered: true})
  })
})

it('margins of two bases are not added up', async () => {
  async function* rows(list: RatedRow[]) {
    yield list
  }
  const rated = async (text: string) => new Rater(await book(text)).rate(record('85'))!
  const [one, other] = [await rated(all('official')), await rated(`cost: expenditure\n${all('official')}`)]
  expect(await makeReport(rows([one]))).toMatchObject({cost_basis: 'settlement', total: {cost: Decimal.parse('85')}})
  await expect(makeReport(rows([one, other]))).rejects.toMatchObject({outcome: 'usage'})
  await expect(makeReport(rows([one]), rows([other]))).rejects.toMatchObject({outcome: 'usage'})
  const rater = new Rater(await book(all('official')))
  rater.rate(record('85'))
  expect(rater.rate(record(undefined, {id: 'r2'}))).toBeUndefined()
  expect(rater.problems[0]!.reason).toContain('two bases')
})
