// Files as people hand them in, after spreadsheets and shells had them: each through every command that reads its kind.
// What is read is read as it was meant; what could be meant in two ways is refused with its place; nothing is left out
// in silence.
import {copyFileSync, existsSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {cli, emptyHome} from '../support/cli.js'

const cases = join(import.meta.dirname, 'cases')
const home = emptyHome()
const path = (name: string) => join(home, name)

beforeEach(() => rmSync(path('rated.csv'), {force: true}))

beforeAll(() => {
  for (const kind of readdirSync(cases)) {
    for (const name of readdirSync(join(cases, kind))) copyFileSync(join(cases, kind, name), path(name))
  }
  writeFileSync(path('book.yaml'), 'version: a\ncurrency: USD\nrules:\n  - {id: all, price: cost}\n')
  writeFileSync(
    path('dated.yaml'),
    `version: a
currency: USD
rules:
  - {id: before, price: cost, to: 2026-10-16}
  - {id: after, price: cost + 100%, from: 2026-10-17}
`,
  )
})

interface Rated {
  records: number
  cycles: string[]
  charges: {currency: string; charge: string | number}[]
}

/** What rating a file comes to, or how it was refused. */
async function rate(name: string, book = 'book.yaml'): Promise<string> {
  const ran = await cli(['bill', 'rate', path(name), '--book', path(book), '--out', path('rated.csv'), '-o', 'json'])
  if (ran.exit !== 0) return `exit ${ran.exit}: ${told(ran.stderr)}`
  const {records, charges, cycles} = JSON.parse(ran.stdout) as Rated
  expect(cycles).toEqual(['2026-10'])
  return `${records} records, ${charges.map(({currency, charge}) => `${currency} ${Number(charge).toFixed(2)}`).join(', ')}`
}

/** What a file differs in from itself as it was before. */
async function diff(name: string, old = 'export-plain-20.csv'): Promise<string> {
  const ran = await cli(['bill', 'diff', path(old), path(name), '-o', 'json'])
  return ran.exit === 0 ? 'the same' : `exit ${ran.exit}: ${told(ran.stderr)}`
}

async function reconcile(name: string, against = 'export-plain-20.csv'): Promise<string> {
  const ran = await cli([
    'bill',
    'reconcile',
    path(name),
    '--against',
    path(against),
    '--cycle',
    '2026-10',
    '-o',
    'json',
  ])
  return ran.exit === 0
    ? (JSON.parse(ran.stdout) as {outcome: string}).outcome
    : `exit ${ran.exit}: ${told(ran.stderr)}`
}

/** The first line of an error, without the folder. */
const told = (stderr: string): string => {
  const line = stderr.trim().split('\n').at(-1)!
  const {error} = JSON.parse(line) as {error: {message: string}}
  return error.message.replaceAll(`${home}/`, '')
}

const refused = (text: string | RegExp) =>
  expect.stringMatching(
    new RegExp(`^exit 2: .*${typeof text === 'string' ? text.replace(/[$()[\]+.*?]/g, '\\$&') : text.source}`),
  )

const FIRST = 'row 2, column amount: '

describe('an export that somebody saved again', () => {
  it.each([
    ['export-plain-20.csv', 'USD 29.53'],
    ['export-plus-amount.csv', 'USD 95.00'],
    ['export-leading-dot-amount.csv', 'USD 9.50'],
    ['export-blank-around-amount.csv', 'USD 95.00'],
    ['export-tab-separated.csv', 'USD 29.53'],
    ['export-semicolon-decimal-comma.csv', 'USD 29.53'],
  ])('is read where it leaves no doubt: %s', async (name, charged) => {
    expect(await rate(name)).toBe(`19 records, ${charged}`)
    const same = charged === 'USD 29.53'
    expect(await diff(name)).toEqual(same ? 'the same' : expect.stringMatching(/^exit 10: 19 changed: USD /))
    expect(await reconcile(name)).toEqual(same ? 'matched' : expect.stringMatching(/^exit 10/))
  })

  it.each([
    ['export-currency-sign-amount.csv', `${FIRST}"$5.00" is not a plain number`],
    ['export-thousands-amount.csv', `${FIRST}"1,234.56" is not`],
    ['export-brackets-negative.csv', `${FIRST}"(5.00)" is not`],
    ['export-unicode-minus.csv', `${FIRST}"−5.00" is not`],
    ['export-tiny-9-decimals.csv', `${FIRST}"3E-09" is not`],
    ['export-excel-cycle-Oct-26.csv', 'row 2, column bill_cycle: "Oct-26" is not a month'],
    ['export-two-files-concatenated.csv', 'row 21 is the heading again'],
  ])('is refused with its place where it does: %s', async (name, message) => {
    expect(await rate(name)).toEqual(refused(message))
    expect(await diff(name)).toEqual(refused(message))
    expect(await reconcile(name)).toEqual(refused(message))
    expect(await reconcile('export-plain-20.csv', name)).toEqual(refused(message))
    expect(existsSync(path('rated.csv'))).toBe(false)
  })

  it.each([
    ['export-dates-iso.csv', '2 records, USD 30.00'],
    ['export-dates-excel-slash.csv', '2 records, USD 30.00'],
    ['export-dates-compact.csv', '2 records, USD 30.00'],
    ['export-dates-excel-us.csv', refused('row 2, column bill_date: "10/3/2026" is not a day such as 2026-10-03')],
    ['export-dates-excel-eu.csv', refused('row 2, column bill_date: "03.10.2026" is not')],
    ['export-dates-serial.csv', refused('row 2, column bill_date: "46298" is not')],
  ])('has its days, whoever wrote them: %s', async (name, expected) => {
    expect(await rate(name, 'dated.yaml')).toEqual(expected)
  })
})

describe('FOCUS', () => {
  it.each(['UTC', 'Asia/Shanghai', 'America/Lima'])('has times in UTC where no zone stands, in %s too', async zone => {
    const before = process.env.TZ
    process.env.TZ = zone
    try {
      expect(await rate('focus-timestamps-without-zone.csv')).toBe('39 records, USD 56.92')
    } finally {
      if (before === undefined) delete process.env.TZ
      else process.env.TZ = before
    }
  })

  it('is refused after a spreadsheet wrote its times', async () => {
    const message = 'row 2, column BillingPeriodStart: "30/09/2026 16:00" is not the time at which a month begins'
    expect(await rate('focus-timestamps-excel-eu.csv')).toEqual(refused(message))
    expect(await diff('focus-timestamps-excel-eu.csv')).toEqual(refused(message))
  })
})

describe('a table', () => {
  const heading = 'bill_cycle,currency,bill_date,customer_id,account_name,cloud_service_type,amount,official_amount,id'
  const acme = '0a1f3c5e7092b4d6f8011223344556a1'
  const row = (amount = '10', day = '2026-10-03', customer = acme) =>
    `2026-10,USD,${day},${customer},andes,ecs,${amount},10,r1`

  it.each([
    ['n/a', [row('N/A')], 'row 2, column amount: "N/A" is not a plain number'],
    ['dash', [row(), row('-')], 'row 3, column amount: "-" is not a plain number'],
    ['nine decimals', [row('0.123456789')], 'row 2, column amount: "0.123456789" is not a plain number'],
    ['null day', [row('1', 'NULL')], 'row 2, column bill_date: "NULL" is not a day'],
    ['31 September', [row('1', '2026-09-31')], 'row 2, column bill_date: "2026-09-31" is not a day'],
    ['behind empty lines', ['', ',,,,,,,,', row('1', '3 Oct')], 'row 4, column bill_date: "3 Oct" is not a day'],
    ['total', [row(), 'Total,,,,,,20,,'], 'row 3, column bill_cycle: "Total" is not a month'],
    [
      'total of customers',
      [row(), row('20', '2026-10-03', 'Grand Total')],
      'row 3, column customer_id: "Grand Total" is not a customer',
    ],
    ['sum without a customer', [row(), row('20', '2026-10-03', '')], 'row 3 has no customer_id'],
    ['another width', [row(), '1,2'], 'is not an export of bill records: it is cut off in row 3'],
    ['more cells', [`${row()},7`], 'row 2 has more cells than the heading'],
  ])('is refused with %s', async (name, rows, message) => {
    writeFileSync(path('odd.csv'), [heading, ...rows].join('\r\n'))
    expect([name, await rate('odd.csv')]).toEqual([name, expect.stringContaining(message)])
    expect([name, await diff('odd.csv')]).toEqual([name, expect.stringContaining(message)])
  })

  const parted = (delimiter: string, ...amounts: string[]) =>
    [heading, ...amounts.map(amount => row(amount))].join('\n').replaceAll(',', delimiter).replaceAll('~', ',')

  it.each([
    ['decimal commas with semicolons', parted(';', '1~5', '-2~25'), '2 records, USD -0.75'],
    ['decimal commas with tabs', parted('\t', '1~5', '1~234'), '2 records, USD 2.73'],
    ['a sep= line', `sep=|\r\n${parted('|', '1.5')}`, '1 records, USD 1.50'],
    ['days with a midnight', [heading, row('1', '2026-10-03 00:00:00')].join('\n'), '1 records, USD 1.00'],
    [
      'a text kept text',
      [heading, `="2026-10",USD,2026-10-03,"=""${acme}""",andes,ecs,1,1,r`].join('\n'),
      '1 records, USD 1.00',
    ],
    [
      'commas that may part thousands',
      parted(';', '1~234', '2~500'),
      'row 2, column amount: "1,234" may be 1.234 or 1234',
    ],
    ['two marks in a column', parted(';', '1~5', '1.5'), 'row 3, column amount: "1.5" is not'],
    ['both marks in a cell', parted(';', '1.234~50'), 'row 2, column amount: "1.234,50" is not'],
  ])('with %s', async (_, text, expected) => {
    writeFileSync(path('parted.CSV'), text)
    expect(await rate('parted.CSV')).toContain(expected)
  })
})
