// What stands in a delivered file is taken as it was meant, or refused with its place: parts that are not alike, months
// that a spreadsheet cut, quantities, currencies in headings and cells, times without a zone.
import {describe, expect, it} from 'vitest'
import {timesIn} from '../../../src/bills/delivered/cell-forms.js'
import type {Delivered} from '../../../src/bills/delivered/pages.js'
import {customerOf, monthOf} from '../../../src/bills/read/cells.js'
import type {BillRecord} from '../../../src/bills/records/bill-record.js'
import {Decimal} from '../../../src/decimal.js'
import type {Failure} from '../../../src/failure.js'
import {tarMember} from '../../../src/sandbox/bucket/archive.js'
import {xlsx} from '../../support/xlsx.js'
import {read} from './read.js'

const id = '0a1b2c3d4e5f60718293a4b5c6d7e8f9'

const told = async (content: string | Buffer, more: Partial<Delivered> = {}) => {
  try {
    return await read(content, more)
  } catch (error) {
    return (error as Error).message
  }
}

const field = (record: BillRecord | undefined, name: string) => {
  const value = (record as unknown as Record<string, unknown> | undefined)?.[name]
  return value instanceof Decimal ? value.text : value
}

const table = (headings: string, ...rows: string[]) => `${[headings, ...rows].join('\n')}\n`
const MONEY = 'Customer ID,Billing Cycle,List Price (USD),Customer Expenditure (USD),Settlement Amount (USD)'
const row = (money: string) => `${id},2026-10,${money}`

describe('parts of an archive', () => {
  const archive = (...parts: string[]) =>
    Buffer.concat([...parts.map((part, i) => tarMember(`part-${i + 1}.csv`, Buffer.from(part), 0)), Buffer.alloc(1024)])
  const bill = {name: 'customerBill_202610.tar'}
  const whole = table(MONEY, row('10,8,6.8'))

  it.each([
    [
      'another settlement column',
      MONEY.replace('Settlement Amount', 'Net to Pay'),
      'part-2.csv has no column settlement_amount, and part-1.csv has',
    ],
    [
      'no expenditure',
      MONEY.replace('Customer Expenditure', 'Billed'),
      'part-2.csv has no column amount, and part-1.csv has',
    ],
  ])('are refused where the second has %s', async (_, headings, message) => {
    const second = table(headings, row('10,8,6.8'))
    expect(await told(archive(whole, second), bill)).toContain(`customerBill_202610.tar: ${message}`)
    expect(await told(archive(second, whole), bill)).toContain(message.replace(/part-2(.*)part-1/, 'part-1$1part-2'))
    expect(await told(archive(whole, whole.replace('10,8', '10,7'), second), bill)).toContain(
      'part-3.csv has no column',
    )
  })

  it('may have their columns in another order, and others beside them, which is said', async () => {
    const second = table(
      'Weather,Amount Due (USD),Customer ID,Settlement Amount (USD),List Price',
      `sun,8,${id},6.8,10`,
    )
    const {records, remarks} = await read(archive(whole, second), bill)
    expect(records.map(one => [field(one, 'amount'), field(one, 'settlement_amount')])).toEqual([
      ['8', '6.8'],
      ['8', '6.8'],
    ])
    expect(remarks.filter(text => text.includes('part-2.csv'))).toEqual([
      'part-2.csv has other columns: 5 columns, of which Weather are kept in other_fields',
    ])
  })

  it('are said to be in another form where they are', async () => {
    const {remarks} = await read(archive(whole, table(MONEY, row('10,8,6')).replaceAll(',', ';')), bill)
    expect(remarks).toContain('part-2.csv: UTF-8, semicolons')
  })

  it.each(['', '\n', '\r\n\r\n'])('may have nothing in them, which is said: %j', async empty => {
    const {records, remarks} = await read(archive(empty, whole, empty), bill)
    expect([records.length, remarks.some(text => text.includes('5 columns'))]).toEqual([1, true])
    expect(remarks.filter(text => text.includes('empty'))).toEqual([
      'part-1.csv in it is empty',
      'part-3.csv in it is empty',
    ])
  })

  it.each([
    ['line ends', whole.replaceAll('\n', '\r\n')],
    ['quotes', whole.replace(',8,', ',"8",')],
    ['a delimiter', whole.replaceAll(',', ';')],
    ['an encoding', Buffer.from(`\ufeff${whole}`, 'utf16le')],
    ['empty lines', `\n${whole}\n\n`],
    [
      'an order of columns',
      table(MONEY.replace('Customer ID,Billing Cycle', 'Billing Cycle,Customer ID'), `2026-10,${id},10,8,6.8`),
    ],
  ])('are the same in spite of %s', async (_, twin) => {
    const both = [
      tarMember('a.csv', Buffer.from(whole), 0),
      tarMember('b.csv', Buffer.from(twin), 0),
      Buffer.alloc(1024),
    ]
    expect(await told(Buffer.concat(both), bill)).toContain('two of its files are the same: a.csv and b.csv')
  })

  it('are not the same with another cell, known or not', async () => {
    const other = table(`${MONEY},Seat`, row('10,8,6.8,1'))
    const parts = [whole, whole.replace('6.8', '6.9'), other, other.replace('6.8,1', '6.8,2')]
    expect((await read(archive(...parts), bill)).records).toHaveLength(4)
  })

  it('are refused as text beside a workbook of the same month', async () => {
    const book = xlsx({Bill: [MONEY.split(','), row('10,8,6').split(',')]})
    const both = (name: string) =>
      told(
        Buffer.concat([tarMember('a_202610.csv', Buffer.from(whole), 0), tarMember(name, book, 0), Buffer.alloc(1024)]),
        {
          name: 'bills.tar',
          cycle: undefined,
        },
      )
    expect(await both('b_202610.xlsx')).toContain('a_202610.csv in it is text, and b_202610.xlsx a workbook')
    expect(await both('b_202609.xlsx')).toMatchObject({records: [{}, {}]})
  })
})

it.each([
  ['2026.1', undefined],
  ['2026.9', undefined],
  ['2026.10', '2026-10'],
  ['2026.01', '2026-01'],
  ['2026-1', '2026-01'],
  ['2026/10', '2026-10'],
  ['202601', '2026-01'],
  ['20261', undefined],
  ['2026/13', undefined],
  ['2026-00', undefined],
  ['202613', undefined],
  ['2026-10-01', undefined],
  ['46296', undefined],
  ['10/2026', undefined],
])('a month is read where it can be no other: %s', (cell, month) => {
  expect(monthOf(cell)).toBe(month)
})

describe('the month', () => {
  const bare = table('Customer ID,Amount (USD)', `${id},5`)
  const archive = (...members: [name: string, content: string][]) =>
    Buffer.concat([...members.map(([name, text]) => tarMember(name, Buffer.from(text), 0)), Buffer.alloc(1024)])
  const months = async (content: string | Buffer, more: Partial<Delivered>) => {
    const found = await told(content, more)
    return typeof found === 'string' ? found : found.records.map(one => one.bill_cycle).join(' ')
  }

  it.each([
    ['customerBill_202610.tar', '2026-10', 'b_202609.csv', 'b_202609.csv in it is of cycle 2026-09 by its name, and'],
    ['customerBill_202610.tar', undefined, 'x/b_202609_2.csv', 'x/b_202609_2.csv in it is of cycle 2026-09 by its'],
    ['bills.tar', '2026-10', 'b_202609.csv', 'b_202609.csv in bills.tar is of cycle 2026-09, not 2026-10'],
    ['bills.tar', undefined, 'b_202609.csv', '2026-10 2026-09'],
    ['bills.tar', '2026-10', 'b-2026-09.csv', 'b-2026-09.csv in bills.tar is of cycle 2026-09, not 2026-10'],
    ['bills.tar', '2026-10', '202609/a.csv', '202609/a.csv in bills.tar is of cycle 2026-09, not 2026-10'],
    ['bills.tar', '2026-10', 'bill 2026_09.csv', 'is of cycle 2026-09, not 2026-10'],
    ['customerBill_202610.tar', '2026-10', 'b_202610_20261103.csv', '2026-10 2026-10'],
    ['customerBill_202610.tar', '2026-10', 'b-2026-11-03.csv', '2026-10 2026-10'],
    ['customerBill_202610.tar', '2026-10', 'part-2.csv', '2026-10 2026-10'],
    ['customerBill_202610.tar', '2026-10', 'part_000112.csv', '2026-10 2026-10'],
  ])('of a file in %s, of which %s is wanted, is told by its own name first: %s', async (name, cycle, member, says) => {
    const both = archive(['b_202610.csv', bare], [member, bare.replace('5', '6')])
    expect(await months(both, {name, cycle})).toContain(says)
  })

  it('of a file without records in an archive is one, too', async () => {
    const both = archive(['b_202610.csv', bare], ['b_202609.csv', 'Customer ID,Amount (USD)\n'])
    expect(await months(both, {name: 'bills.tar'})).toContain('b_202609.csv in bills.tar is of cycle 2026-09')
  })

  it('of one row is named with it, and no other month is proposed for the file', async () => {
    const rows = ['202610', '202609', '202610'].map(month => `${id},${month},5`)
    const mixed = table('Customer ID,Billing Cycle,Amount (USD)', ...rows)
    const asked = async (cycle: string) => {
      try {
        return await read(mixed, {cycle})
      } catch (error) {
        return [(error as Error).message, ...(error as Failure).next]
      }
    }
    expect(await asked('2026-10')).toEqual([
      'bill.csv: row 3 is of cycle 2026-09, not 2026-10',
      'Make a file of each month',
    ])
    expect(await asked('2026-09')).toEqual([
      'bill.csv: row 2 is of cycle 2026-10, not 2026-09',
      'Add --cycle 2026-10 if all of it is of that month, or name the file of 2026-09',
    ])
  })
})

describe('money', () => {
  const three = (...cells: string[]) => table(MONEY, row('10,8,6.8'), ...cells.map(row), row('10,8,6.8'))

  it.each([
    [three('10,,'), 'row 3 has nothing as Customer Expenditure (USD) and Settlement Amount (USD)'],
    [three('10,8,6', ',,'), 'row 4 has nothing as Customer Expenditure (USD) and Settlement Amount (USD)'],
    [table('Customer ID,Amount (USD)', `${id},5`, `${id},`), 'row 3 has nothing as Amount (USD)'],
  ])('is refused where a record has none', async (content, message) => {
    expect(await told(content)).toContain(message)
  })

  it.each([
    [three('10,8,', '10,8,'), '2 rows without settlement_amount, beside others: first row 3'],
    [three('10,,6'), '1 row without amount, beside others: first row 3'],
    [three('10,0,0'), undefined],
    [table(MONEY, row('10,8,'), row('10,8,')), undefined],
  ])('is said to be missing beside others', async (content, said) => {
    const {remarks} = await read(content)
    expect(remarks.filter(text => text.includes('beside others'))).toEqual(said ? [said] : [])
  })

  it.each(['6', '1,234', '6.00', '445', '000012', '1.23456789012345E+31'])(
    'of a count below the ids is no customer’s: %s',
    async count => {
      expect(await told(`${table(MONEY, row('10,8,6.8'))}"${count}",,10,8,6.8\n`)).toContain(
        'row 3 has no customer id, but "',
      )
      expect(customerOf(count)).toBeUndefined()
    },
  )
})

it.each(['00000000000e00000000000000000012', '12345678901234567890123456789012', id])(
  'an id of digits is one: %s',
  one => {
    expect(customerOf(one)).toBe(one)
  },
)

it.each(['1.23E+15', '1,23457E+31', '1E15', `123456789012345${'0'.repeat(17)}`])(
  'what a spreadsheet left of an id is told: %s',
  async cut => {
    const said = await told(table(MONEY, `"${cut}",2026-10,10,8,6.8`))
    expect(said).toContain(`row 2 has no customer id, but "${cut}": a spreadsheet took the id for a number`)
    expect(customerOf(cut)).toBeUndefined()
  },
)

describe('a table', () => {
  const rows = [row('10,8,6.8'), row('20,16,12')]
  const plain = table(MONEY, ...rows)

  it.each([
    ['a delimiter at the end of each row', table(MONEY, ...rows.map(one => `${one},`))],
    ['two of them', table(MONEY, ...rows.map(one => `${one},,`))],
    ['a line above it with commas', `Bill details, October 2026, Meridian\n\n${plain.replaceAll(',', ';')}`],
    ['a line above it with semicolons', `Generated;by;console;v2\n\n${plain}`],
  ])('is read with %s', async (_, content) => {
    const {records} = await read(content)
    expect(records.map(one => field(one, 'settlement_amount'))).toEqual(['6.8', '12'])
  })

  it('has rows of equal width, and one without an end is named', async () => {
    expect(await told(table(MONEY, `${rows[0]},7`))).toContain('row 2 has 6 cells, not 5')
    const cut = (await read(plain.slice(0, -2))).remarks
    expect(cut).toContain('bill.csv: its last row has no line end: look whether it was cut off there')
    expect((await read(plain)).remarks.join()).not.toContain('line end')
  })

  it.each(['1e400', '1e30', `1${'0'.repeat(40)}`])('has no amount of %s', async amount => {
    expect(await told(table(MONEY, row(`10,8,${amount}`)))).toContain('not a plain number')
  })
})

describe('quantities', () => {
  const used = (usage: string, mark = ',') =>
    table('Customer ID,Usage,Usage Unit ID,Amount Due', `${id},${usage},4,2`).replaceAll(',', mark).replaceAll('~', ',')

  it.each([
    ['24.5', ',', '24.5'],
    ['24~5', ';', '24.5'],
    [' +.5 ', ',', '0.5'],
    ['1e3', ',', '1e3'],
    ['', ',', undefined],
    ['-', ',', undefined],
    ['N/A', ',', undefined],
  ])('are numbers: "%s" parted by %s', async (cell, mark, usage) => {
    const {records} = await read(used(cell, mark), {currency: 'USD'})
    expect(field(records[0], 'usage')).toBe(usage)
  })

  it.each([
    ['"24~5"', ',', '"24,5" as Usage, not a plain number'],
    ['24.5 GB', ',', '"24.5 GB" as Usage'],
    ['(5)', ',', '"(5)" as Usage'],
    ['1.024~5', ';', '"1.024,5" as Usage'],
    ['1~024', ';', '"1,024" may be 1.024 or 1024'],
  ])('are refused where they could be anything: %s', async (cell, mark, message) => {
    expect(await told(used(cell, mark), {currency: 'USD'})).toContain(message)
  })

  it('have a unit by its number', async () => {
    expect(await told(used('1').replace(',4,', ',GB,'), {currency: 'USD'})).toContain(
      'row 2 has "GB" as Usage Unit ID, not a whole number',
    )
  })
})

describe('the currency', () => {
  it.each([
    ['Amount (USD)', 'USD'],
    ['Amount (eur)', 'EUR'],
    ['Amount [EUR]', 'EUR'],
    ['Amount（EUR）', 'EUR'],
    ['Amount (US$)', 'USD'],
    ['Amount (US Dollars)', 'USD'],
    ['Amount EUR', 'EUR'],
    ['Amount in EUR', 'EUR'],
    ['amount_usd', 'USD'],
    ['EUR Amount', 'EUR'],
    ['Amount (THB)', 'THB'],
    ['应付金额（欧元）', 'EUR'],
    ['应付金额EUR', 'EUR'],
    ['应付金额美元', 'USD'],
    ['应付金额(元)', 'CNY'],
  ])('is read from a heading: %s', async (heading, currency) => {
    const {records} = await read(table(`Customer ID,${heading}`, `${id},5`))
    expect(records.map(one => [field(one, 'amount'), one.currency])).toEqual([['5', currency]])
    expect(await told(table(`Customer ID,${heading}`, `${id},5`), {currency: 'SGD'})).toContain(
      `say ${currency}, not SGD`,
    )
  })

  it.each([
    ['Net EUR', 'EUR'],
    ['net (usd)', 'USD'],
    ['To pay [EUR]', 'EUR'],
    ['Net', 'SGD'],
    ['Net ALL', 'ALL'],
    ['Pay for all', 'SGD'],
    ['TOP COST', 'SGD'],
  ])('is read from a heading that was mapped: %s', async (heading, currency) => {
    const typed = currency === 'SGD' ? {currency} : {}
    const {records} = await read(table(`Customer ID,${heading}`, `${id},5`), {
      map: {settlement_amount: heading},
      ...typed,
    })
    expect(records.map(one => [field(one, 'settlement_amount'), one.currency])).toEqual([['5', currency]])
  })

  it.each([
    ['usd', 'USD'],
    [' USD ', 'USD'],
    ['US Dollar', 'USD'],
    ['人民币', 'CNY'],
    ['-', 'SGD'],
  ])('is read from a column: %s', async (cell, currency) => {
    const {records} = await read(table('Customer ID,Amount,Currency', `${id},5,${cell}`), {currency: 'SGD'})
    expect(records.map(one => one.currency)).toEqual([currency])
  })

  it('is refused where it is none', async () => {
    expect(await told(table('Customer ID,Amount,Currency', `${id},5,$`))).toContain(
      'row 2 has "$" as Currency, not a currency',
    )
  })

  it.each(['Discount (%)', 'Discount % (USD)'])('is not that of a share: %s', async heading => {
    const {records} = await read(table(`Customer ID,Amount,${heading}`, `${id},5,15`), {currency: 'USD'})
    expect([field(records[0], 'discount_amount'), field(records[0], 'other_fields')]).toEqual([
      undefined,
      expect.objectContaining({[heading]: '15'}),
    ])
  })
})

describe('times', () => {
  const timed = (cell: string) =>
    read(table('Customer ID,Amount,Transaction Time', `${id},5,${cell}`), {currency: 'USD'})

  it('without a zone are UTC, and that is said once', async () => {
    const {records, remarks} = await timed(`2026-10-03 20:00:00\n${id},5,2026-10-04 20:00`)
    expect(records.map(one => field(one, 'trade_time'))).toEqual(['2026-10-03T20:00:00Z', '2026-10-04T20:00:00Z'])
    expect(remarks.filter(text => text.includes('zone'))).toEqual([
      'times without a zone were read as UTC: Transaction Time',
    ])
  })

  it.each(['2026-10-03T20:00:00Z', '2026-10-03 20:00:00 GMT+08:00', '2026-10-03 20:00 UTC', '2026-10-03'])(
    'with one are not: %s',
    async cell => {
      expect((await timed(cell)).remarks.filter(text => text.includes('zone'))).toEqual([])
    },
  )

  it('of a span have the zone that stands at its end', () => {
    expect(timesIn('2026-10-03 08:00:00 - 2026-10-03 09:00:00 GMT+08:00')).toEqual([
      '2026-10-03T00:00:00Z',
      '2026-10-03T01:00:00Z',
    ])
  })
})
