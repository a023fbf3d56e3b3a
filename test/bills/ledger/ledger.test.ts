// What accountants get: a journal that balances, Xero, DATEV; each document once.
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {exportLedger, type LedgerRequest} from '../../../src/bills/ledger/ledger.js'
import {readPriceBook} from '../../../src/bills/rating/book.js'
import {rateBills} from '../../../src/bills/rating/rate.js'
import {readRated} from '../../../src/bills/rating/read-rated.js'
import {readBatches} from '../../../src/bills/rating/read-records.js'
import {issueStatements} from '../../../src/bills/statement/issue.js'
import {Decimal} from '../../../src/decimal.js'
import {temporaryFolder} from '../../support/cli.js'

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

beforeAll(async () => {
  mkdirSync(folder, {recursive: true})
  const records = join(folder, 'records.csv')
  const heading =
    'id,customer_id,account_name,bill_cycle,bill_date,bill_type,charge_mode,cloud_service_type,currency,official_amount,amount,usage'
  const rows = RECORDS.map((row, i) => {
    const [customer, service, amount] = row.split(',')
    const month = customer === 'none' ? '2026-09' : '2026-10'
    return `r${i},id-${customer},${customer},${month},${month}-07,${amount!.startsWith('-') ? 4 : 5},3,${service},EUR,${amount},${amount},1`
  })
  writeFileSync(records, `${[heading, ...rows].join('\n')}\n`)
  const prices = await book()
  const rated = join(folder, 'rated.csv')
  await rateBills({records: readBatches(records), book: prices, out: rated})
  const issue = {
    rated: readRated(rated),
    book: prices,
    out: statements,
    formats: ['html' as const],
    issued: '2026-11-05',
  }
  await issueStatements({...issue, now: new Date('2026-11-20T00:00:00Z')})
})

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
