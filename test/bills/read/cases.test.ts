// Files as people hand them in, after spreadsheets and shells had them: each through every command that reads its kind.
// What is read is read as it was meant; what could be meant in two ways is refused with its place; nothing is left out
// in silence.
import {copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {parse} from 'csv-parse/sync'
import {beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {cli, emptyHome} from '../../support/cli.js'
import {xlsx} from '../../support/xlsx.js'

const cases = join(import.meta.dirname, 'cases')
const home = emptyHome()
const path = (name: string) => join(home, name)

beforeEach(() => rmSync(path('rated.csv'), {force: true}))

beforeAll(() => {
  for (const kind of readdirSync(cases)) {
    for (const name of readdirSync(join(cases, kind))) copyFileSync(join(cases, kind, name), path(name))
  }
  const rows = parse(readFileSync(path('export-plain-20.csv'), 'utf8')) as string[][]
  // As a spreadsheet keeps it: what looks like a number is one.
  const typed = rows.map(cells => cells.map(cell => (/^-?\d+\.\d+$/.test(cell) ? {number: cell} : cell)))
  writeFileSync(path('export-plain-20.xlsx'), xlsx({Records: typed}))
  writeFileSync(path('book.yaml'), 'version: a\ncurrency: USD\ncost: expenditure\nrules:\n  - {id: all, price: cost}\n')
  writeFileSync(
    path('dated.yaml'),
    `version: a
currency: USD
cost: expenditure
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
async function rate(name: string, book = 'book.yaml', ...words: string[]): Promise<string> {
  const line = ['bill', 'rate', path(name), '--book', path(book), '--out', path('rated.csv'), '-o', 'json']
  const ran = await cli([...line, ...words])
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

describe('an export that somebody saved again', () => {
  it.each([
    ['export-plain-20.csv', 'USD 29.53'],
    ['export-plus-amount.csv', 'USD 95.00'],
    ['export-leading-dot-amount.csv', 'USD 9.50'],
    ['export-blank-around-amount.csv', 'USD 95.00'],
    ['export-tab-separated.csv', 'USD 29.53'],
    ['export-utf16.csv', 'USD 29.53'],
    ['export-semicolon-decimal-comma.csv', 'USD 29.53'],
    ['export-plain-20.xlsx', 'USD 29.53'],
  ])('is read where it leaves no doubt: %s', async (name, charged) => {
    expect(await rate(name)).toBe(`19 records, ${charged}`)
    const same = charged === 'USD 29.53'
    expect(await diff(name)).toEqual(same ? 'the same' : expect.stringMatching(/^exit 10: 19 changed: USD /))
    expect(await reconcile(name)).toEqual(same ? 'matched' : expect.stringMatching(/^exit 10/))
  })

  it.each([
    ['export-currency-sign-amount.csv', 'row 2 has "$5.00" as amount, not a plain number'],
    ['export-thousands-amount.csv', 'row 2 has "1,234.56" as amount, not'],
    ['export-brackets-negative.csv', 'row 2 has "(5.00)" as amount, not'],
    ['export-unicode-minus.csv', 'row 2 has "−5.00" as amount, not'],
    ['export-tiny-9-decimals.csv', 'row 2 has "3E-09" as amount, not'],
    ['export-excel-cycle-Oct-26.csv', 'row 2 has "Oct-26" as bill_cycle, not a month'],
    ['export-two-files-concatenated.csv', 'row 21 is the heading again'],
    [
      'export-cp1252-name.csv',
      /line 3 is (not UTF-8|neither UTF-8 nor GB 18030): "cce-máil-26á5" if it is windows-1252/,
    ],
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
    ['export-dates-excel-us.csv', refused('row 2 has "10/3/2026" as bill_date, not a day such as 2026-10-03')],
    ['export-dates-excel-eu.csv', refused('row 2 has "03.10.2026" as bill_date, not')],
    ['export-dates-serial.csv', refused('row 2 has "46298" as bill_date, not')],
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
    const message = 'row 2 has "30/09/2026 16:00" as BillingPeriodStart, not the time at which a month begins'
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
    ['n/a', [row('N/A')], 'row 2 has "N/A" as amount, not a plain number'],
    ['dash', [row(), row('-')], 'row 3 has "-" as amount, not a plain number'],
    ['nine decimals', [row('0.123456789')], 'row 2 has "0.123456789" as amount, not a plain number'],
    ['null day', [row('1', 'NULL')], 'row 2 has "NULL" as bill_date, not a day'],
    ['31 September', [row('1', '2026-09-31')], 'row 2 has "2026-09-31" as bill_date, not a day'],
    ['behind empty lines', ['', ',,,,,,,,', row('1', '3 Oct')], 'row 4 has "3 Oct" as bill_date, not a day'],
    ['total', [row(), 'Total,,,,,,20,,'], 'row 3 has "Total" as bill_cycle, not a month'],
    [
      'total of customers',
      [row(), row('20', '2026-10-03', 'Grand Total')],
      'row 3 has "Grand Total" as customer_id, not a customer',
    ],
    ['an id as a number', [row('1', '2026-10-03', '1.23E+15')], "a customer's id: a spreadsheet took the id for a"],
    ['an id that was cut', [row('1', '2026-10-03', `123456789012345${'0'.repeat(17)}`)], 'its last digits are lost'],
    [
      'a record’s id as a number',
      [row().replace(/r1$/, '4.76608E+15')],
      'row 2 has "4.76608E+15" as id, not an id: a sp',
    ],
    ['a day as a currency', [row().replace('USD', 'OCT')], 'row 2 has "OCT" as currency, not a currency'],
    ['sum without a customer', [row(), row('20', '2026-10-03', '')], 'row 3 has no customer_id'],
    ['another width', [row(), '1,2'], 'is not an export of bill records: it is cut off in row 3'],
    ['more cells', [`${row()},7`], 'row 2 has more cells than the heading'],
  ])('is refused with %s', async (name, rows, message) => {
    writeFileSync(path('odd.csv'), [heading, ...rows].join('\r\n'))
    expect([name, await rate('odd.csv')]).toEqual([name, expect.stringContaining(message)])
    expect([name, await diff('odd.csv')]).toEqual([name, expect.stringContaining(message)])
  })

  it('keeps each decimal of a quantity, which is priced only where it can be summed', async () => {
    const line = (usage: string) => `2026-10,USD,2026-10-03,${acme},ecs,${usage},4,1,r1`
    const names = 'bill_cycle,currency,bill_date,customer_id,cloud_service_type,usage,usage_measure_id,amount,id'
    writeFileSync(path('fine.csv'), `${names}\n${line('72.4788850001')}\n`)
    writeFileSync(path('unit.yaml'), 'version: a\ncurrency: USD\nrules:\n  - {id: all, price: 0.05 USD per unit}\n')
    expect(await rate('fine.csv')).toBe('1 records, USD 1.00')
    expect(readFileSync(path('rated.csv'), 'utf8')).toContain('72.4788850001')
    expect((await cli(['bill', 'report', path('rated.csv'), '--no-credit'])).exit).toBe(0)
    expect(await rate('fine.csv', 'unit.yaml')).toEqual(
      refused('record r1 has 72.4788850001 as usage, more than 8 decimals'),
    )
  })

  const parted = (delimiter: string, ...amounts: string[]) =>
    [heading, ...amounts.map((amount, i) => `${row(amount)}.${i}`)]
      .join('\n')
      .replaceAll(',', delimiter)
      .replaceAll('~', ',')

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
    ['two marks in a column', parted(';', '1~5', '1.5'), 'row 3 has "1.5" as amount, not'],
    ['both marks in a cell', parted(';', '1.234~50'), 'row 2 has "1.234,50" as amount, not'],
  ])('with %s', async (_, text, expected) => {
    writeFileSync(path('parted.CSV'), text)
    expect(await rate('parted.CSV')).toContain(expected)
  })
})

describe('JSON lines', () => {
  it.each(['records-utf8-bom.jsonl', 'records-utf16-powershell-redirect.jsonl'])(
    'are read as shells write them: %s',
    async name => {
      expect(await rate(name)).toMatch(/^\d+ records, USD \d/)
    },
  )
})

describe('a rated file', () => {
  it.each([
    ['rated-thousands.csv', 'row 2 has "1,234.50" as charge, not a plain number'],
    ['rated-excel-dates.csv', 'row 2 has "10/3/2026" as bill_date, not a day'],
  ])('is refused with its place: %s', async (name, message) => {
    const report = await cli(['bill', 'report', path(name), '--no-credit', '-o', 'json'])
    expect([report.exit, told(report.stderr)]).toEqual([2, expect.stringContaining(message)])
    const line = [
      'bill',
      'statement',
      path(name),
      '--book',
      path('book.yaml'),
      '--out',
      path('statements'),
      '--preview',
    ]
    const statement = await cli([...line, '-o', 'json'])
    expect([statement.exit, told(statement.stderr)]).toEqual([2, expect.stringContaining(message)])
  })

  it('comes in as it went out, with semicolons and decimal commas too', async () => {
    await rate('export-plain-20.csv')
    const rows = parse(readFileSync(path('rated.csv'))) as string[][]
    const isAmount = (cell: string) => /^-?\d+\.\d+$/.test(cell)
    const cells = rows.map(row => row.map(cell => (isAmount(cell) ? cell.replace('.', ',') : cell)).join(';'))
    writeFileSync(path('european.csv'), `\uFEFF${cells.join('\r\n')}`)
    const report = (name: string) => cli(['bill', 'report', path(name), '--no-credit', '-o', 'json'])
    const plain = await report('rated.csv')
    const european = await report('european.csv')
    expect([european.exit, european.stdout]).toEqual([0, plain.stdout])
  })
})

describe('names in other scripts', () => {
  const book = 'pricebook-customer-names-by-script.yaml'
  const statement = (name: string, format: string) =>
    cli(['bill', 'statement', path('rated.csv'), '--book', path(name), '--out', path('issued'), '--format', format])

  it('are in a statement letter by letter, or refused before it has a number', async () => {
    expect(await rate('records-customer-names-by-script.jsonl', book)).toMatch(/^16 records/)
    const pdf = await statement(book, 'pdf')
    expect([pdf.exit, pdf.stderr]).toEqual([
      2,
      expect.stringMatching(/customer \S+ \(\S+\): name: "안데스 주식회사" has no font: \S U\+C548/),
    ])
    expect(existsSync(path('issued'))).toBe(false)
    const html = await statement(book, 'html')
    expect(html.exit).toBe(0)
    expect(readFileSync(join(path('issued'), 'CC-2026-10-0001-acct-ar.html'), 'utf8')).toContain('شركة الأنديز')
  })
})

describe('budgets in a workbook', () => {
  it.each([
    ['budgets-no-cell-refs.xlsx', ''],
    ['budgets-first-sheet-hidden-valid.xlsx', 'is hidden and was not read; --sheet names one'],
  ])('are those of the first visible sheet: %s', async (name, said) => {
    const ran = await cli(['budget', 'apply', path(name), '--validate', '--profile', 'sandbox', '-o', 'json'])
    expect([ran.exit, ran.stderr]).toEqual([0, expect.stringContaining(said)])
    expect(JSON.parse(ran.stdout)).toMatchObject({rows: 2, counts: {'not-sent': 2}})
  })
})

describe('a price book', () => {
  const check = async (name: string, ...words: string[]) => {
    const ran = await cli(['pricebook', 'check', path(name), '-o', 'json', ...words])
    return ran.exit === 0 ? (JSON.parse(ran.stdout) as {rules: number}).rules : `exit ${ran.exit}: ${told(ran.stderr)}`
  }

  it.each([
    'pricebook-semicolon.csv',
    'pricebook-semicolon-decimal-comma.csv',
    'pricebook-utf16.csv',
    'pricebook-sep.csv',
  ])('is read as it was meant: %s', async name => {
    expect(await check(name)).toBe(2)
    expect(await rate('export-plain-20.csv', name, '--unmatched', 'error')).toMatch(/^19 records, USD /)
  })

  it('in UTF-16 is YAML as well', async () => {
    expect(await check('pricebook-saved-as-utf16.yaml')).toBeGreaterThan(0)
  })

  it('in an encoding that nobody named is refused, and read where it is named', async () => {
    expect(await check('pricebook-saved-as-ansi.yaml')).toMatch(
      /^exit 2: .*is not UTF-8: ".*ñ.*" if it is windows-1252/,
    )
    expect(await check('pricebook-saved-as-ansi.yaml', '--encoding', 'windows-1252')).toBeGreaterThan(0)
    expect(await check('pricebook-saved-as-ansi.yaml', '--encoding', 'klingon')).toMatch(/"klingon" is no encoding/)
  })

  it('whose aliases multiply is refused', async () => {
    const lines = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
    for (let i = 1; i < 9; i++) {
      const [before, name] = [String.fromCharCode(96 + i), String.fromCharCode(97 + i)]
      lines.push(`${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`)
    }
    writeFileSync(path('bomb.yaml'), lines.join('\n'))
    expect(await check('bomb.yaml')).toMatch(/^exit 2: .*has a mistake/)
  })
})

describe('an encoding', () => {
  it('is what the reader says, in each command', async () => {
    const file = path('export-cp1252-name.csv')
    expect(await rate('export-cp1252-name.csv', 'book.yaml', '--encoding', 'windows-1252')).toBe(
      '19 records, USD 29.53',
    )
    expect(readFileSync(path('rated.csv'), 'utf8')).toContain('cce-máil-26á5')
    const diff = await cli(['bill', 'diff', file, file, '--encoding', 'cp1252'])
    expect([diff.exit, diff.stderr]).toEqual([0, expect.stringContaining('19 records before, 19 after')])
  })

  it('windows-1252 has its euro sign', async () => {
    const text = readFileSync(path('export-plain-20.csv'), 'latin1').replaceAll(
      'tamarind-health-0l',
      '\x80 \x93caf\xe9\x94',
    )
    writeFileSync(path('euro.csv'), text, 'latin1')
    await rate('euro.csv', 'book.yaml', '--encoding', 'windows-1252')
    expect(readFileSync(path('rated.csv'), 'utf8')).toContain('€ “café”')
  })

  it('is GB 18030 without being named on the China site only, and that is said', async () => {
    const text = readFileSync(path('export-plain-20.csv'), 'latin1').replaceAll(
      'tamarind-health-0l',
      '\xc9\xcf\xba\xa3',
    )
    writeFileSync(path('gb.csv'), text, 'latin1')
    expect(await rate('gb.csv')).toMatch(/is not UTF-8: ".*" if it is windows-1252, "上海" if it is GB 18030/)
    mkdirSync(path('config'), {recursive: true})
    writeFileSync(path('config/config.json'), '{"version": 1, "profiles": {"china": {"site": "cn"}}}', {mode: 0o600})
    const line = ['bill', 'rate', path('gb.csv'), '--book', path('book.yaml'), '--out', path('rated.csv')]
    const ran = await cli([...line, '--profile', 'china'])
    rmSync(path('config'), {recursive: true})
    expect([ran.exit, ran.stderr]).toEqual([0, expect.stringContaining('gb.csv was read as GB 18030')])
    expect(readFileSync(path('rated.csv'), 'utf8')).toContain('上海')
  })
})

describe('a bill file', () => {
  const bill = async (name: string, ...words: string[]) => {
    const out = path('bill.csv')
    for (const file of [out, `${out}.manifest.json`]) rmSync(file, {force: true})
    const line = ['bill', 'export', '--source', 'bill-file', '--from', path(name), '--cycle', '2026-10', '--out', out]
    const ran = await cli([...line, '--profile', 'sandbox', '-o', 'json', ...words])
    if (ran.exit !== 0) return `exit ${ran.exit}: ${told(ran.stderr)}`
    return parse(readFileSync(out), {columns: true, bom: true}) as Record<string, string>[]
  }

  it.each([
    ['plain.csv', 10],
    ['gnu-two-parts-long-second.tar.gz', 10],
    ['pax-two-parts-long-second.tar.gz', 10],
    ['macos-appledouble.tar.gz', 0],
    ['zip', 0],
    ['gz-inside.tar.gz', 0],
    ['preamble-lines.csv', 0],
    ['sep-line.csv', 0],
    ['utf16le-bom.csv', 0],
    ['documented-chinese-headings.csv', 1],
    ['documented-console-headings.csv', 1],
  ])('is read: %s', async (name, count) => {
    const rows = await bill(`customerBill_202610.${name}`)
    expect(rows).toBeInstanceOf(Array)
    if (count > 0) expect(rows).toHaveLength(count)
  })

  it('is rated, compared and exported in the currency that it says, or that is typed', async () => {
    const file = path('customerBill_202610.plain.csv')
    const rate = ['bill', 'rate', file, '--book', path('book.yaml'), '--out', path('rated.csv'), '--force']
    const diff = ['bill', 'diff', file, path('customerBill_202610.zip')]
    for (const line of [rate, diff]) {
      const silent = await cli(line)
      expect([silent.exit, silent.stderr]).toEqual([2, expect.stringContaining('add --currency USD')])
      expect(await cli([...line, '--currency', 'usd'])).toMatchObject({exit: 0})
      expect(await cli([...line, '--currency', 'dollars'])).toMatchObject({
        exit: 2,
        stderr: expect.stringContaining('not three letters'),
      })
    }
    const [row] = (await bill('customerBill_202610.plain.csv', '--currency', 'eur')) as Record<string, string>[]
    expect(row!.currency).toBe('EUR')
  })

  it.each([
    [
      'windows-1252.csv',
      'line 2 is not UTF-8: "Compañía Andina" if it is windows-1252, "Compa耥a Andina" if it is GB 18030',
    ],
    ['thousands.csv', 'row 2 has "1,234.50" as official_amount, not a plain number'],
    ['total-row.csv', 'no customer id, but "'],
    ['excel-cycle-slash.csv', 'row 2 has "2026/10/1" as bill_cycle, not a month'],
    [
      'same-file-twice.tar.gz',
      'two of its files are the same: customerBill_202610.csv and backup/customerBill_202610.csv',
    ],
  ])('is refused with its place: %s', async (name, message) => {
    expect(await bill(`customerBill_202610.${name}`)).toEqual(refused(message))
  })

  it('is in the encoding that is named', async () => {
    const rows = await bill('customerBill_202610.windows-1252.csv', '--encoding', 'windows-1252')
    expect((rows as Record<string, string>[])[0]!.account_name).toBe('Compañía Andina')
  })

  it('has its amounts under the documented headings', async () => {
    for (const name of ['documented-chinese-headings', 'documented-console-headings']) {
      const [row] = (await bill(`customerBill_202610.${name}.csv`)) as Record<string, string>[]
      expect(row).toMatchObject({
        customer_id: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
        official_amount: '0.24',
        discount_amount: '0.04',
        amount: '0.20',
        charge_mode: '3',
      })
    }
  })
})
