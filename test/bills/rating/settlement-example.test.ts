// The worked month of docs/examples/settlement, whose figures were calculated by hand.
import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import type {Api} from '../../../src/api/client.js'
import {Listing} from '../../../src/api/listing.js'
import {readPriceBook} from '../../../src/bills/rating/book.js'
import {rateBills, rated} from '../../../src/bills/rating/rate.js'
import type {RatedRow} from '../../../src/bills/rating/rated.js'
import {Rater} from '../../../src/bills/rating/rater.js'
import {readBatches, readRecords} from '../../../src/bills/rating/read-records.js'
import {rateParquet} from '../../../src/bills/rating/sql-engine.js'
import {fitOf, shareText} from '../../../src/bills/reconcile/basis.js'
import type {PartnerBill} from '../../../src/bills/reconcile/platform.js'
import {reconcile, reconciliationFailure} from '../../../src/bills/reconcile/reconcile.js'
import {kindOf, lineOf, sumRecords} from '../../../src/bills/reconcile/sums.js'
import type {BillRecord} from '../../../src/bills/records/bill-record.js'
import {makeReport, type Share} from '../../../src/bills/report/report.js'
import {StatementMaker} from '../../../src/bills/statement/statement.js'
import {Decimal} from '../../../src/decimal.js'
import {packageRoot} from '../../../src/package.js'
import {cli, emptyHome, temporaryFolder} from '../../support/cli.js'

emptyHome()
const example = (name: string) => join(packageRoot, 'docs/examples/settlement', name)
const files = ['console-en', 'console-zh', 'delivered-en', 'delivered-zh']
const at = (file: string) => example(`customerBill_202610.${file}.csv`)

const bill = {
  consume_amount: Decimal.parse('152.79'),
  refunds: Decimal.parse('-34.00'),
  adjustments: Decimal.parse('-1.01'),
  initial_amount_due: Decimal.parse('117.78'),
  currency: 'USD',
} as unknown as PartnerBill

const amounts = (totals: {currency: string; charge: Decimal}[]) =>
  totals.map(one => `${one.currency} ${one.charge.text}`)

async function recordsOf(file: string): Promise<BillRecord[]> {
  const records: BillRecord[] = []
  for await (const record of readRecords(at(file))) records.push({...record})
  return records
}

async function* given(records: BillRecord[]) {
  yield* records
}

/** A platform that has the bill, and what customers' accounts show, cut to cents line by line. */
function platform(records: BillRecord[], due: string): Api {
  const d = Decimal.parse
  const customers = [...new Map(records.map(one => [one.customer_id!, one.account_name!]))]
  const sumsOf = (customer: string) => {
    const own = records.filter(one => one.customer_id === customer)
    return [...new Set(own.map(lineOf))].map(line => {
      const all = own.filter(one => lineOf(one) === line)
      const {cloud_service_type, resource_type, charge_mode, bill_type} = all[0]!
      const amount = Decimal.sum(all.map(one => one.amount!))
      const cut = Decimal.fromUnits(amount.units % 1_000_000n)
      return {
        ...{service_type_code: cloud_service_type, resource_type_code: resource_type},
        ...{charging_mode: Number(charge_mode), truncated_amount: cut, consume_amount: amount.minus(cut)},
        bill_type: {spend: 1, refund: 2, adjustment: 3}[kindOf(bill_type)],
      }
    })
  }
  return {
    session: Promise.resolve({site: 'intl'}),
    call: async () => ({...bill, bill_cycle: '2026-10', initial_amount_due: d(due), tax_amount: d('0')}),
    list: (operation: string) =>
      new Listing(async function* () {
        if (operation === 'ListSubCustomers')
          for (const [customer_id, account_name] of customers) yield {customer_id, account_name}
      }),
    pages: async function* (_: string, __: object, {as}: {as: string}) {
      const rows = sumsOf(as)
      yield {rows, answer: {bill_sums: rows, total_count: rows.length, currency: 'USD'}}
    },
    bytes: async () => Buffer.from(JSON.stringify({fee_records: [], total_count: 0, currency: 'USD'})),
  } as unknown as Api
}

describe.each(files)('the worked month as %s', file => {
  it('comes to the own bill, rounded once, on settlement', async () => {
    const {bases, records} = await sumRecords(given(await recordsOf(file)), '2026-10')
    expect(fitOf(bill, bases, records)?.text).toBe('settlement (the settlement amounts of the delivered file)')
  })

  it('is found to be the own bill, to the cent', async () => {
    const records = await recordsOf(file)
    for (const settled of [true, false]) {
      const api = platform(records, settled ? '117.78' : '117.80')
      const found = await reconcile(api, {
        ...{cycle: '2026-10', now: new Date('2026-11-20T00:00:00Z'), name: file},
        records: () => given(records),
      })
      expect([found.outcome, reconciliationFailure(found)?.outcome]).toEqual(
        settled ? ['matched', undefined] : ['not-comparable', 'not-comparable'],
      )
      if (settled) expect([found.bill_basis, found.due?.text]).toEqual(['settlement', '117.78'])
    }
  })

  it('is charged as it was calculated, with a margin on settlement', async () => {
    const book = await readPriceBook(example('pricebook.yaml'))
    const {charges, costs, margins, cost_basis} = await rateBills({records: readBatches(at(file)), book})
    expect([amounts(charges), amounts(costs), amounts(margins), cost_basis]).toEqual([
      ['USD 129.06066554'],
      ['USD 117.78287776'],
      ['USD 11.27778778'],
      'settlement',
    ])
    const rater = new Rater(book)
    const rows = (await recordsOf(file)).map(record => rater.rate(record)!)
    expect(rows.map(({charge}) => charge.text)).toEqual([
      '9.35561',
      '112.2',
      '33.73333333',
      '5.005',
      '-1.1055',
      '7.27222221',
      '-37.4',
    ])
    const of = (name: string) => Decimal.sum(rows.filter(row => row.account_name === name).map(({charge}) => charge))
    expect([of('acme').rounded(2).text, of('birch').rounded(2).text]).toEqual(['159.19', '-30.13'])
  })

  it('has the statements and the report that were calculated', async () => {
    const book = await readPriceBook(example('pricebook.yaml'))
    const rows: RatedRow[] = []
    for await (const some of rated(readBatches(at(file)), new Rater(book))) rows.push(...some)
    const maker = new StatementMaker(book)
    for (const row of rows) maker.add(row)
    const statements = [...maker.statements({issued: '2026-11-05'})].map(one => [
      one.account_name,
      ...one.lines.map(({kind, detail, charge, shown}) =>
        [kind, detail.slice(0, 10), charge.text, shown.toFixed(2)].join(' ').replace('  ', ' '),
      ),
      `${one.rounding.text} ${one.net.toFixed(2)}`,
    ])
    expect(statements).toEqual([
      [
        'acme',
        'usage 121.55561 121.56',
        'usage 33.73333333 33.73',
        'usage 5.005 5.01',
        'refund 2026-10-28 -1.1055 -1.11',
        '0.00155667 159.19',
      ],
      ['birch', 'usage 7.27222221 7.27', 'refund 2026-10-20 -37.4 -37.40', '-0.00222221 -30.13'],
    ])
    const report = await makeReport(
      (async function* () {
        yield rows
      })(),
    )
    const share = ({revenue, cost, margin, margin_percent}: Share) =>
      [revenue, cost, margin, margin_percent].map(one => one?.text ?? '-').join(' ')
    expect(report.cost_basis).toBe('settlement')
    expect([...report.customers, ...report.services, report.total].map(share)).toEqual([
      '159.18844333 145.17176666 14.01667667 8.8',
      '-30.12777779 -27.3888889 -2.73888889 -',
      '90.32233221 82.1112111 8.21112111 9.1',
      '33.73333333 30.66666666 3.06666667 9.1',
      '5.005 5.005 0 0',
      '129.06066554 117.78287776 11.27778778 8.7',
    ])
  })
})

describe('the worked month in Parquet', () => {
  it('keeps its settlement amounts, and both engines rate it on them, field for field', async () => {
    const folder = temporaryFolder()
    const out = join(folder, 'october.parquet')
    const line = ['bill', 'export', '--source', 'bill-file', '--from', at('console-zh'), '--cycle', '2026-10']
    const exported = await cli([...line, '--out', out, '--profile', 'sandbox'])
    expect([exported.exit, exported.stdout]).toEqual([0, expect.stringContaining('117.78287776 settlement')])
    const {costs} = await rateBills({records: readBatches(out), book: await readPriceBook(example('pricebook.yaml'))})
    expect(amounts(costs)).toEqual(['USD 117.78287776'])
    const plain = (price: string, rest: string) =>
      `version: 1\ncurrency: USD\n${rest}rules:\n  - {id: all, price: ${price}}\n`
    const settled = 'cost: settlement\nsettlement:\n  - {settlement: expenditure - 15%}\n'
    const books = [
      readFileSync(example('pricebook.yaml'), 'utf8'),
      plain('expenditure', ''),
      plain('settlement + 10%', settled),
      plain('cost', 'cost: expenditure\n'),
    ]
    for (const text of books) {
      const path = join(folder, 'book.yaml')
      writeFileSync(path, text)
      const book = await readPriceBook(path)
      const [left, right] = [join(folder, 'stream.csv'), join(folder, 'duckdb.csv')]
      const {file: _, ...stream} = await rateBills({records: readBatches(out), book, origin: out, out: left})
      const {file: __, ...duckdb} = await rateParquet({records: out, book, out: right})
      expect(JSON.stringify(duckdb)).toBe(JSON.stringify(stream))
      const lines = (name: string) => readFileSync(name, 'utf8').split('\r\n').sort()
      expect(lines(right)).toEqual(lines(left))
      const told = (name: string) => JSON.parse(readFileSync(`${name}.provenance.json`, 'utf8')).cost_basis
      expect(told(right)).toBe(told(left))
    }
    // What is settled in a rated file is held against its records, too.
    const hold = (file: string) => cli(['bill', 'reconcile', out, '--rated', join(folder, file), '--cycle', '2026-10'])
    expect((await hold('stream.csv')).exit).toBe(0)
    const text = readFileSync(join(folder, 'stream.csv'), 'utf8')
    expect(text).toContain(',102,')
    writeFileSync(join(folder, 'other.csv'), text.replace(',102,', ',101,'))
    const other = await hold('other.csv')
    expect([other.exit, other.stdout]).toEqual([10, expect.stringContaining('settlement_amount 101 instead of 102')])
    // A row in another currency is in no sum of the others.
    const euros = text.split('\r\n').find(row => row.includes(',CS1,'))!
    writeFileSync(
      join(folder, 'euros.csv'),
      `${text}${euros.replace(',CS1,', ',CS9,').replaceAll(',USD,', ',EUR,')}\r\n`,
    )
    const mixed = await hold('euros.csv')
    expect([mixed.exit, mixed.stdout]).toEqual([
      10,
      expect.stringMatching(/records EUR 120.00 · USD 135[\s\S]*EUR \+120.00/),
    ])
  })
})

describe('the same month', () => {
  it('of a partner whose amounts are settlement already is no discount twice', async () => {
    const records = (await recordsOf('console-en')).map(({settlement_amount, ...record}) => ({
      ...record,
      amount: settlement_amount,
    })) as BillRecord[]
    const {bases, records: count} = await sumRecords(given(records), '2026-10')
    expect(fitOf(bill, bases, count)).toMatchObject({
      basis: 'settlement',
      text: 'settlement (your bill equals the records)',
    })
  })

  it('without the file cannot be compared, and is not called a rate', async () => {
    const records = (await recordsOf('console-en')).map(({settlement_amount, ...record}) => record as BillRecord)
    const {bases, records: count} = await sumRecords(given(records), '2026-10')
    expect(fitOf(bill, bases, count)).toBeUndefined()
    expect(shareText(bill, bases)).toMatch(
      /^your bill is 87.17 % of your customers' expenditure \(spend 86.75 %, refunds 85.00 %, adjustments 100.50 %\): on average, not one rate/,
    )
  })

  it('of a partner of the China site is charged on expenditure, without a line in the book', async () => {
    const path = join(temporaryFolder(), 'book.yaml')
    writeFileSync(path, 'version: 1\ncurrency: USD\nrules:\n  - {id: all, price: cost + 10%}\n')
    const records = (await recordsOf('console-zh')).map(({settlement_amount, ...record}) => record as BillRecord)
    const {charges, costs, cost_basis} = await rateBills({
      records: (async function* () {
        yield records
      })(),
      book: await readPriceBook(path, {isChinese: true}),
    })
    expect([amounts(charges), amounts(costs), cost_basis]).toEqual([
      ['USD 148.62882221'],
      ['USD 135.1171111'],
      'expenditure',
    ])
    await expect(readPriceBook(path)).rejects.toThrow(/mistake/)
  })
})
