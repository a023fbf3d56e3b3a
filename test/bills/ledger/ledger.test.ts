// What accountants get: a journal that balances, Xero, DATEV; each document once.
import {existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterEach, beforeAll, describe, expect, it} from 'vitest'
import {digestOf} from '../../../src/bills/export/files/held.js'
import {exportAccrual} from '../../../src/bills/ledger/accrual.js'
import {costsIn, type MonthCosts} from '../../../src/bills/ledger/cost.js'
import {exportLedger, type LedgerRequest} from '../../../src/bills/ledger/ledger.js'
import {type PriceBook, readPriceBook} from '../../../src/bills/rating/book.js'
import {readProvenance} from '../../../src/bills/rating/provenance.js'
import {rateBills} from '../../../src/bills/rating/rate.js'
import type {RatedRow} from '../../../src/bills/rating/rated.js'
import {readRated} from '../../../src/bills/rating/read-rated.js'
import {readBatches} from '../../../src/bills/rating/read-records.js'
import {type IssueRequest, issueStatements} from '../../../src/bills/statement/issue.js'
import {Decimal} from '../../../src/decimal.js'
import {protect} from '../../../src/place.js'
import {cli, emptyHome, temporaryFolder} from '../../support/cli.js'

const folder = temporaryFolder()
const statements = join(folder, 'statements')
let files = 0

const BOOK = `version: 1
currency: EUR
taxes:
  vat: {name: MwSt. 19 %, rate: 19%}
  low: {name: MwSt. 7 %, rate: 7%}
  rc: {name: Reverse charge, rate: 0%, category: AE}
tax: vat
customers:
  vega: {name: Vega GmbH, city: Hamburg, account: "10001"}
  lumen: {name: Lumen NV, tax: rc}
  none: {name: 'Łódź, "Cloud"', tax: none}
rules:
  - {id: all, price: official}
  - {id: low, service: evs, price: official, tax: low}
statement: {name: Partner GmbH, number: "INV-{sequence}"}
`
const ACCOUNTS = `accounts:
  debtors: "1400"
  revenue: {vat: "8400", low: "8300", rc: "8337", none: "8200"}
  tax: {vat: "1776", low: "1771"}
  tax_types: {vat: "19% (VAT)", low: "7% (VAT)", rc: Reverse charge, none: No VAT}
  datev: {consultant: "1001", client: "1", account_length: "4"}
`
const RECORDS = [
  'vega,ec2,1057.833',
  'vega,ec2,-12.501',
  'vega,evs,355.2051',
  'lumen,ec2,100.125',
  'lumen,evs,33.33333333',
  'minus,ec2,-20.005',
  'none,ec2,7',
]

async function book(text = BOOK + ACCOUNTS) {
  const path = join(folder, `book-${files++}.yaml`)
  writeFileSync(path, text)
  return readPriceBook(path)
}

const request = async (more: Partial<LedgerRequest> = {}): Promise<LedgerRequest> => ({
  folder: statements,
  book: await book(),
  format: 'csv',
  out: join(folder, `ledger-${files++}.csv`),
  today: '2026-11-06',
  ...more,
})
const ledger = async (more: Partial<LedgerRequest> = {}) => {
  const asked = await request(more)
  const result = await exportLedger(asked)
  return {result, text: existsSync(asked.out) ? readFileSync(asked.out, 'latin1') : ''}
}

/** Issues the month of these records into a folder of statements. */
async function issue(rows: string[], out: string, prices: PriceBook, more: Partial<IssueRequest> = {}) {
  const records = join(folder, `records-${files++}.csv`)
  const heading =
    'id,customer_id,account_name,bill_cycle,bill_date,bill_type,charge_mode,cloud_service_type,currency,official_amount,amount,usage'
  const cells = rows.map((row, i) => {
    const [customer, service, amount] = row.split(',')
    const month = customer === 'none' ? '2026-09' : '2026-10'
    return `r${i},id-${customer},${customer},${month},${month}-07,${amount!.startsWith('-') ? 4 : 5},3,${service},EUR,${amount},${amount},1`
  })
  writeFileSync(records, `${[heading, ...cells].join('\n')}\n`)
  const rated = join(folder, `rated-${files++}.csv`)
  await rateBills({records: readBatches(records), book: prices, out: rated})
  await issueStatements({
    rated: readRated(rated),
    book: prices,
    out,
    formats: ['html'],
    issued: '2026-11-05',
    now: new Date('2026-11-20T00:00:00Z'),
    ...more,
  })
  return rated
}

beforeAll(async () => issue(RECORDS, statements, await book()))
afterEach(() => protect([], false))

describe('the ledger', () => {
  it('lacks an account, and is told which before anything is written', async () => {
    const poor = await request({
      book: await book(BOOK + ACCOUNTS.replace('low: "8300", ', '').replace('  debtors: "1400"\n', '')),
    })
    await expect(exportLedger(poor)).rejects.toMatchObject({
      outcome: 'usage',
      next: expect.arrayContaining(['accounts.revenue.low', 'accounts.debtors, or account of the customer lumen']),
    })
    expect(existsSync(poor.out)).toBe(false)
  })

  it('has a journal in which the debits of each document are its credits', async () => {
    const {result, text} = await ledger()
    expect(result).toMatchObject({documents: 4, before: 0})
    const [, ...rows] = text
      .trim()
      .split('\r\n')
      .map(line => line.split(','))
    const sums = new Map<string, Decimal>()
    for (const [, document, , , debit, credit] of rows) {
      const amount = Decimal.parse(debit || '0').minus(Decimal.parse(credit || '0'))
      sums.set(document!, (sums.get(document!) ?? Decimal.parse('0')).plus(amount))
      expect(`${debit}${credit}`).not.toContain('-')
    }
    expect([...sums.values()].map(sum => sum.text)).toEqual(['0', '0', '0', '0'])
    const vega = rows.filter(([, , customer]) => customer === 'vega').map(row => row.slice(3, 8))
    expect(vega).toEqual([
      ['10001', '1624.01', '', 'EUR', ''],
      ['8400', '', '1045.33', 'EUR', 'vat'],
      ['1776', '', '198.61', 'EUR', 'vat'],
      ['8300', '', '355.21', 'EUR', 'low'],
      ['1771', '', '24.86', 'EUR', 'low'],
    ])
    // A month that gives back stands on the other side.
    expect(rows.find(([, , customer, account]) => customer === 'minus' && account === '1400')!.slice(4, 6)).toEqual([
      '',
      '23.81',
    ])
  })

  it('has each document once, and once more when it is asked', async () => {
    await ledger({again: true})
    expect((await ledger()).result).toMatchObject({documents: 0, before: 4, file: ''})
    expect((await ledger({again: true})).result).toMatchObject({documents: 4, before: 0})
    expect((await ledger({cycle: '2026-08', again: true})).result).toMatchObject({documents: 0})
    const register = JSON.parse(readFileSync(join(statements, 'statements.json'), 'utf8'))
    expect(register.statements[0].ledger).toEqual({csv: '2026-11-06'})
  })

  it('has the columns of Xero, with the tax as it was billed', async () => {
    const {text} = await ledger({format: 'xero'})
    const [heading, ...rows] = text.trim().split('\r\n')
    expect(heading!.split(',')).toHaveLength(29)
    const vega = rows.filter(row => row.startsWith('Vega GmbH'))
    expect(vega[0]).toContain('05/11/2026')
    expect(vega.map(row => row.split(',').slice(18, 23))).toEqual([
      ['1045.33', '', '8400', '19% (VAT)', '198.61'],
      ['355.21', '', '8300', '7% (VAT)', '24.86'],
    ])
    const without = await request({
      format: 'xero',
      again: true,
      book: await book(BOOK + ACCOUNTS.replace(', none: No VAT', '')),
    })
    await expect(exportLedger(without)).rejects.toThrow('accounts.tax_types lacks none')
  })

  it('names what DATEV has no character for, and writes the rest as DATEV reads it', async () => {
    const all = await request({format: 'datev'})
    await expect(exportLedger(all)).rejects.toMatchObject({
      outcome: 'usage',
      next: expect.arrayContaining([expect.stringMatching(/^INV-\d+ \(Łódź.*\): Ł U\+0141, ź U\+017A$/)]),
    })
    expect(existsSync(all.out)).toBe(false)

    const {text} = await ledger({format: 'datev', cycle: '2026-10'})
    const [header, columns, ...rows] = text.split('\r\n')
    expect(header).toMatch(/^"EXTF";700;21;"Buchungsstapel";13;\d{17};;"RE";"";"";1001;1;20260101;4;20261105;20261105;/)
    expect(columns!.split(';')).toHaveLength(125)
    expect(rows[0]!.split(';')).toHaveLength(125)
    const minus = rows.find(row => row.includes('minus'))!.split(';')
    expect([...minus.slice(0, 3), ...minus.slice(6, 12)]).toEqual([
      ...['23,81', '"H"', '"EUR"', '1400', '8400', '', '0511'],
      ...[minus[10], '"051226"'],
    ])
  })
})

describe('the place of a ledger', () => {
  const taken = (name: string) => {
    const path = join(folder, name)
    writeFileSync(path, 'date,document\r\n2026-11-06,INV-1\r\n')
    return path
  }

  it('is a free name, where none was said and the usual one is taken', async () => {
    const out = taken('usual.csv')
    const before = readFileSync(out, 'utf8')
    for (const name of ['usual-2.csv', 'usual-3.csv']) {
      const {result, text} = await ledger({out, isUsual: true, again: true})
      expect(result.file).toBe(join(folder, name))
      expect(readFileSync(result.file, 'utf8')).toContain('INV-2')
      expect(text).toBe(before)
    }
  })

  it('is refused where a file is there, and taken with --force', async () => {
    const out = taken('mine.csv')
    const before = readFileSync(out, 'utf8')
    const asked = {out, again: true, today: '2026-12-24'}
    await expect(ledger(asked)).rejects.toMatchObject({outcome: 'usage', next: [expect.stringContaining('--force')]})
    expect(readFileSync(out, 'utf8')).toBe(before)
    expect(readFileSync(join(statements, 'statements.json'), 'utf8')).not.toContain('2026-12-24')
    protect([], true)
    expect((await ledger({out, again: true})).text).toContain('INV-2')
  })

  it('is nothing of the statements, not even with --force', async () => {
    symlinkSync(statements, join(folder, 'other-way'))
    const page = readdirSync(statements).find(name => name.endsWith('.html'))!
    protect([], true)
    for (const out of [
      ...['statements.json', '.statements.lock', page, 'data/new.csv', 'data/deep/new.csv'].map(one =>
        join(statements, one),
      ),
      join(folder, 'other-way', 'statements.json'),
    ]) {
      const before = existsSync(out) ? readFileSync(out, 'utf8') : ''
      await expect(exportLedger(await request({out, again: true})), out).rejects.toMatchObject({
        outcome: 'usage',
        message: expect.stringContaining('the statements'),
      })
      if (!out.endsWith('.lock')) expect(existsSync(out) ? readFileSync(out, 'utf8') : '').toBe(before)
    }
    const beside = join(statements, 'ledger.csv')
    expect((await ledger({out: beside, again: true})).text).toContain('INV-2')
  })

  it('is made where its folder is not there, and told where it cannot be', async () => {
    expect((await ledger({out: join(folder, 'no', 'where', 'x.csv'), again: true})).text).toContain('INV-2')
    mkdirSync(join(folder, 'a-folder'))
    const under = join(taken('a-file.csv'), 'x.csv')
    for (const out of [join(folder, 'a-folder'), under, join(under, 'y.csv')])
      await expect(exportLedger(await request({out, again: true})), out).rejects.toMatchObject({outcome: 'usage'})
  })
})

describe('what is exported', () => {
  it('adds up where the rate of a tax has changed since', async () => {
    const out = join(folder, 'rates')
    const low = ['vega,ec2,100', 'vega,evs,10']
    await issue(low, out, await book())
    const raised = BOOK.replace('MwSt. 19 %, rate: 19%', 'MwSt. 20 %, rate: 20%')
    await issue(low, out, await book(raised), {changed: 'credit-note'})
    const {result, text} = await ledger({folder: out})
    expect(result).toMatchObject({documents: 2})
    const delta = text.split('\r\n').filter(row => row.includes(',INV-2,'))
    expect(delta.map(row => row.split(',').slice(3, 8))).toEqual([
      ['10001', '1.00', '', 'EUR', ''],
      ['8400', '', '100.00', 'EUR', 'vat'],
      ['1776', '', '20.00', 'EUR', 'vat'],
      ['8400', '100.00', '', 'EUR', 'vat'],
      ['1776', '19.00', '', 'EUR', 'vat'],
    ])
  })

  it('is what was issued: data that were changed since are refused', async () => {
    const out = join(folder, 'changed')
    await issue(['vega,ec2,100'], out, await book())
    const path = join(out, 'data', 'INV-1.json')
    const text = readFileSync(path, 'utf8')
    for (const other of [text.replaceAll('Vega GmbH', 'Other GmbH'), '{', 'null']) {
      expect(other).not.toBe(text)
      writeFileSync(path, other)
      const asked = await request({folder: out})
      await expect(exportLedger(asked), other).rejects.toMatchObject({outcome: 'usage'})
      expect(existsSync(asked.out)).toBe(false)
    }
    writeFileSync(path, text)
    expect((await ledger({folder: out})).result).toMatchObject({documents: 1})
  })
})

describe('what has no document', () => {
  const rows = (path: string) =>
    readFileSync(path, 'utf8')
      .trim()
      .split('\r\n')
      .slice(1)
      .map(line => line.split(','))
  const sums = (path: string) => {
    const all = new Map<string, bigint>()
    for (const [, document, , , debit, credit] of rows(path)) {
      const units = Decimal.parse(debit || '0').units - Decimal.parse(credit || '0').units
      all.set(document!, (all.get(document!) ?? 0n) + units)
    }
    return all
  }
  const row = (customer: string, amount: string, settled: string | undefined, more: Partial<RatedRow> = {}): RatedRow =>
    ({
      ...{kind: 'record', bill_cycle: '2026-12', bill_date: '2026-12-07', customer_id: `id-${customer}`},
      ...{account_name: customer, book_version: '1', rule: 'all', description: '', resource_id: '', bill_type: '5'},
      ...{cloud_service_type: 'ec2', cloud_service_type_name: 'ec2', usage_type: '', usage_measure_id: ''},
      ...{currency: 'USD', amount: Decimal.parse(amount), charge: Decimal.parse(amount), charge_currency: 'EUR'},
      ...(settled === undefined ? {} : {settlement_amount: Decimal.parse(settled)}),
      ...{tax: 'vat', cost_basis: 'expenditure', ...more},
    }) as RatedRow
  async function* rated(...all: RatedRow[]) {
    yield all
  }
  const accounts = ACCOUNTS.replace('accounts:\n', 'accounts:\n  unbilled: "1410"\n  cost: "3100"\n  payable: "1600"\n')

  it('of an open month is accrued on its last day, and taken back on the first of the next', async () => {
    const out = join(folder, 'accrual.csv')
    const all = [row('vega', '10.005', '7.333'), row('vega', '-2', '-1'), row('lumen', '1', '0.5', {tax: 'rc'})]
    // Huawei's tax comes on top of what is settled.
    const tax = row('lumen', '0', '9', {bill_type: '15', charge: Decimal.parse('0'), tax: 'rc'})
    const result = await exportAccrual({rated: rated(...all, tax), book: await book(BOOK + accounts), out})
    expect(result).toMatchObject({documents: 2, remarks: [], totals: [{currency: 'EUR', net: {text: '9.01'}}]})
    expect([...sums(out)]).toHaveLength(6)
    expect([...sums(out).values()].every(units => units === 0n)).toBe(true)
    expect(
      rows(out)
        .filter(([, document]) => /vega|COST/.test(document!))
        .map(cells => cells.slice(0, 7).join()),
    ).toEqual([
      '2026-12-31,ACCRUAL-2026-12-vega,vega,1410,8.01,,EUR',
      '2026-12-31,ACCRUAL-2026-12-vega,vega,8400,,8.01,EUR',
      '2027-01-01,ACCRUAL-2026-12-vega-R,vega,1410,,8.01,EUR',
      '2027-01-01,ACCRUAL-2026-12-vega-R,vega,8400,8.01,,EUR',
      '2026-12-31,ACCRUAL-2026-12-COST,Huawei Cloud,3100,6.83,,USD',
      '2026-12-31,ACCRUAL-2026-12-COST,Huawei Cloud,1600,,6.83,USD',
      '2027-01-01,ACCRUAL-2026-12-COST-R,Huawei Cloud,3100,,6.83,USD',
      '2027-01-01,ACCRUAL-2026-12-COST-R,Huawei Cloud,1600,6.83,,USD',
    ])
  })

  it('of an open month lacks accounts, or its cost, and says so', async () => {
    const poor = {
      rated: rated(row('vega', '1', undefined)),
      book: await book(BOOK + ACCOUNTS),
      out: join(folder, 'poor.csv'),
    }
    await expect(exportAccrual(poor)).rejects.toMatchObject({
      outcome: 'usage',
      next: expect.arrayContaining(['accounts.unbilled']),
    })
    expect(existsSync(poor.out)).toBe(false)
    const result = await exportAccrual({
      ...poor,
      rated: rated(row('vega', '1', undefined)),
      book: await book(BOOK + accounts),
    })
    expect(result.remarks).toEqual(['2026-12 is without its cost: 1 record without a settlement amount'])
  })

  it('is what issued months cost: once, and of a month that was rated again the difference', async () => {
    const own = join(folder, 'with-cost')
    const prices = await book(BOOK + accounts)
    await issue(RECORDS.slice(0, 2), own, prices)
    const charge = {bill_cycle: '2026-10', charge: Decimal.parse('1045.332')}
    const settled = (amount: string | undefined) => costsIn(rated(row('vega', '10', amount, charge)))
    const write = async (amount: string | undefined, name: string) =>
      exportLedger({
        ...(await request({folder: own, book: prices, out: join(folder, name)})),
        costs: await settled(amount),
      })
    await expect(write(undefined, 'cost-0.csv')).rejects.toThrow(
      '1 rated record of 2026-10 without a settlement amount',
    )
    expect(await write('7.335', 'cost-1.csv')).toMatchObject({documents: 1, costs: 1})
    expect(await write('7.335', 'cost-2.csv')).toMatchObject({documents: 0, costs: 0, file: ''})
    expect(await write('7.00', 'cost-3.csv')).toMatchObject({documents: 0, costs: 1})
    const costs = ['cost-1.csv', 'cost-3.csv'].flatMap(name =>
      rows(join(folder, name)).filter(([, one]) => one!.startsWith('COST')),
    )
    const {today} = await request()
    expect(costs.map(cells => cells.slice(0, 7).join())).toEqual([
      '2026-10-31,COST-2026-10,Huawei Cloud,3100,7.34,,USD',
      '2026-10-31,COST-2026-10,Huawei Cloud,1600,,7.34,USD',
      `${today},COST-2026-10-2,Huawei Cloud,3100,,0.34,USD`,
      `${today},COST-2026-10-2,Huawei Cloud,1600,0.34,,USD`,
    ])
    const of = async (month: string, more: object) =>
      exportLedger({
        ...(await request({folder: own, book: prices, out: join(folder, `cost-${month}.csv`)})),
        costs: await costsIn(rated(row('vega', '10', '7.00', {...charge, bill_cycle: month}))),
        ...more,
      })
    // What was lost is made again, as a whole.
    expect(await of('2026-10', {again: true})).toMatchObject({documents: 1, costs: 1})
    await expect(of('2026-09', {})).rejects.toThrow('the rated file has no record of 2026-10: it is of 2026-09')
    await expect(of('2026-10', {again: true, out: '-'})).rejects.toThrow('a ledger is a file')
  })

  it('is what the documents cost: of no other rating, nor of a part of it', async () => {
    const own = join(folder, 'of-one-rating')
    const prices = await book(BOOK + accounts)
    const made = await issue(RECORDS.slice(0, 5), own, prices)
    const write = async (costs: MonthCosts) =>
      exportLedger(await request({folder: own, book: prices, costs, again: true}))
    const of = async (...all: RatedRow[]) => costsIn(rated(...all))
    const october = (customer: string, charge: string, settled: string) =>
      row(customer, charge, settled, {bill_cycle: '2026-10', charge: Decimal.parse(charge)})
    const whole = [october('vega', '1400.5371', '900'), october('lumen', '133.45833333', '80')]
    const register = () => readFileSync(join(own, 'statements.json'), 'utf8')
    expect(await write(await of(...whole))).toMatchObject({costs: 1})
    const before = register()
    for (const [rows, said] of [
      [whole.slice(0, 1), /INV-\d was issued for EUR 133.45833333, and the rated file charges 0$/],
      [
        [...whole, october('vega', '1', '1')],
        /INV-\d was issued for EUR 1400.5371, and the rated file charges 1401.5371$/,
      ],
    ] as const)
      await expect(write(await of(...rows))).rejects.toMatchObject({
        outcome: 'usage',
        message: expect.stringMatching(said),
        next: ['Name the rating that the documents were issued from'],
      })
    // By its checksum, a rating that charges the same is told from the one that was issued, too.
    const told = join(folder, 'told')
    await issue(RECORDS.slice(0, 1), told, prices, {provenance: await readProvenance(made)})
    const other = join(folder, 'other-rated.csv')
    writeFileSync(other, `${readFileSync(made, 'utf8')}\r\n`)
    const costs = await costsIn(readRated(other))
    costs.rated = {name: other, sha256: await digestOf(other)}
    await expect(exportLedger(await request({folder: told, book: prices, costs}))).rejects.toMatchObject({
      message: `INV-1 was issued from another rating than ${other}`,
      next: expect.arrayContaining([expect.stringContaining(`bill statement ${other} --out ${told}`)]),
    })
    expect(register()).toBe(before)
  })

  it('in two currencies has a booking of its own name for each', async () => {
    const own = join(folder, 'two-currencies')
    const prices = await book(BOOK + accounts)
    await issue(RECORDS.slice(0, 2), own, prices)
    const october = {bill_cycle: '2026-10', charge: Decimal.parse('1045.332')}
    const none = {...october, charge: Decimal.zero}
    const [usd, eur] = [row('vega', '1', '2', october), row('vega', '1', '3', {...none, currency: 'EUR'})]
    const write = async (name: string, ...all: RatedRow[]) => {
      const out = join(folder, name)
      await exportLedger({...(await request({folder: own, book: prices, out})), costs: await costsIn(rated(...all))})
      return rows(out)
        .filter(([, one]) => one!.startsWith('COST'))
        .map(cells => cells.slice(1, 7).join())
        .filter(cells => cells.includes(',3100,'))
    }
    expect(await write('one.csv', usd)).toEqual(['COST-2026-10,Huawei Cloud,3100,2.00,,USD'])
    expect(await write('both.csv', usd, eur)).toEqual(['COST-2026-10-EUR,Huawei Cloud,3100,3.00,,EUR'])
    // What is not in the rating any more is taken back.
    const zero = row('vega', '0', undefined, {...october, currency: 'EUR', amount: Decimal.zero})
    expect(await write('back.csv', zero, {...eur, settlement_amount: Decimal.parse('4')})).toEqual([
      'COST-2026-10-EUR-2,Huawei Cloud,3100,1.00,,EUR',
      'COST-2026-10-USD-2,Huawei Cloud,3100,,2.00,USD',
    ])
    const out = join(folder, 'accrued-both.csv')
    const more = {charge_currency: 'USD', charge: Decimal.parse('1')}
    await exportAccrual({
      rated: rated(row('vega', '1', '2'), row('vega', '1', '3', {currency: 'EUR', ...more})),
      book: prices,
      out,
    })
    const names = [...sums(out).keys()].filter(name => !name.endsWith('-R'))
    expect(names).toEqual(['vega-EUR', 'vega-USD', 'COST-EUR', 'COST-USD'].map(name => `ACCRUAL-2026-12-${name}`))
  })

  it('is not asked of a rated file in place of a folder', async () => {
    emptyHome()
    const path = join(folder, 'rated-0.csv')
    writeFileSync(path, 'kind,rule,charge,book_version\r\n')
    const {exit, stderr} = await cli(['bill', 'ledger', path])
    expect([exit, stderr]).toEqual([2, expect.stringContaining(`bill ledger ${path} --accrual`)])
    expect(stderr).not.toContain(`--out ${path}`)
  })
})
