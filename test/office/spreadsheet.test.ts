// What a spreadsheet program makes of the files: LibreOffice opens them, and says what stands in each cell, and whether
// it is text or a number.
import {execFileSync} from 'node:child_process'
import {readFileSync, writeFileSync} from 'node:fs'
import {basename, join} from 'node:path'
import {pathToFileURL} from 'node:url'
import {parse} from 'csv-parse/sync'
import {beforeAll, describe, expect, it} from 'vitest'
import {newWriter} from '../../src/bills/export/writer.js'
import type {FormatName} from '../../src/bills/formats/formats.js'
import {PageReader} from '../../src/bills/read/json-pages.js'
import {layoutOf} from '../../src/bills/records/sources.js'
import {unharmed} from '../../src/csv.js'
import {Decimal} from '../../src/decimal.js'
import {cliJson, emptyHome} from '../support/cli.js'
import {rowsOf} from '../support/exported.js'
import {testSandbox} from '../support/sandbox.js'

interface Cell {
  text: string
  isText: boolean
}

let home: string
beforeAll(() => {
  home = emptyHome()
})

/**
 * The cells of a file as LibreOffice has them after opening it: it writes texts in quotes, and numbers with all the
 * digits that it keeps.
 */
function opened(file: string): Record<string, Cell>[] {
  const import_ = file.endsWith('.csv') ? ['--infilter=CSV:44,34,76,1'] : []
  const out = join(home, 'opened')
  execFileSync(
    process.env.SOFFICE!,
    [
      `-env:UserInstallation=${pathToFileURL(join(home, 'office'))}`,
      '--headless',
      ...import_,
      ...['--convert-to', 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false', '--outdir', out, file],
    ],
    {stdio: ['ignore', 'ignore', 'pipe']},
  )
  const rows = parse(readFileSync(join(out, basename(file).replace(/\.\w+$/, '.csv'))), {
    bom: true,
    cast: (text, {quoting}) => ({text, isText: quoting}),
  }) as unknown as Cell[][]
  const names = rows[0]!.map(({text}) => text)
  return rows.slice(1).map(cells => Object.fromEntries(names.map((name, i) => [name, cells[i]!])))
}

/** Records with what spreadsheets spoil, in a file of that format. */
async function written(format: FormatName, name: string, flags: {bom?: boolean; excel?: boolean}): Promise<string> {
  const layout = layoutOf('res-fee-records')
  const json = `{"fee_records":[${hostile.map(record => `{${Object.entries(record).map(([key, value]) => `"${key}":${value}`)}}`)}],"total_count":${hostile.length},"currency":"USD"}`
  const page = new PageReader(layout, 'fee_records', 'total_count').read(Buffer.from(json))
  const query = {
    site: 'intl',
    partner_id: 'p',
    language: '',
    cycle: '2026-09',
    source: layout.source,
    detail: 'detail',
    gzip: false,
  } as const
  const writer = await newWriter({...query, format, bom: flags.bom ?? false, excel: flags.excel ?? false}, layout, {})
  writer.start()
  writer.write(page, 0, page.rows, {
    bill_cycle: '2026-09',
    currency: 'USD',
    account_name: 'andes',
    site: 'intl',
    partner_id: 'p',
    detail: 'detail',
    is_final: 'true',
  })
  const bytes = [Buffer.from(writer.flush(true)), Buffer.from(writer.finish())]
  const file = join(home, name)
  writeFileSync(file, Buffer.concat(bytes))
  return file
}

const names = [
  '生产环境-数据库',
  'שלום עולם',
  'مرحبا',
  '😀',
  '=1+1',
  '+1',
  '-name',
  '@SUM(1)',
  '=cmd|/C calc!A1',
  'comma, "quoted"',
  'two\nlines',
  'TRUE',
]
const ids = [
  '0123',
  '1234567890123456789',
  '0000000000000000001',
  '12e5',
  '1-2',
  'mar1',
  '0a1f',
  '00301-240018-0--0',
  '1,234',
  '12/05',
  '50%',
  '1:30',
]
const amounts = [
  '26.97368100',
  '0E-8',
  '-3.20000000',
  '0.00000001',
  '9000000.12345678',
  '12345678901234.12345678',
  '-0.50',
  '1E+2',
  '0',
  '99999999.99999999',
  '-1234567.12345678',
  '5',
]
const hostile = names.map((name, i) => ({
  id: JSON.stringify(ids[i]),
  resource_name: JSON.stringify(name),
  amount: amounts[i]!,
  bill_date: '"2026-09-05"',
}))

const sameNumber = (a: string, b: string) => Decimal.parse(a).compare(Decimal.parse(b)) === 0

describe.each([
  ['csv', 'excel.csv', {excel: true, bom: true}],
  ['xlsx', 'sheet.xlsx', {}],
] as const)('%s for spreadsheets (%s)', (format, file, flags) => {
  let rows: Record<string, Cell>[]
  beforeAll(async () => {
    rows = opened(await written(format, file, flags))
  })

  it('keeps ids as text, zeros and all 19 digits included', () => {
    expect(rows.map(({id}) => id)).toEqual(ids.map(text => ({text, isText: true})))
  })

  it('keeps every digit of an amount: as a number, or as text where a number has too few', () => {
    for (const [i, {amount}] of rows.entries()) {
      expect([amounts[i], amount!.text, sameNumber(amount!.text, amounts[i]!)]).toEqual([
        amounts[i],
        amount!.text,
        true,
      ])
      const digits = amounts[i]!.replace(/E.*/, '')
        .replace(/^-?[0.]*|\./g, '')
        .replace(/0+$/, '').length
      expect([amounts[i], amount!.isText]).toEqual([amounts[i], digits > 15])
    }
  })

  it('keeps names of all scripts, and runs none of them', () => {
    expect(rows.map(row => ({...row.resource_name!, text: unharmed(row.resource_name!.text)}))).toEqual(
      names.map(text => ({text, isText: true})),
    )
  })
})

it('CSV with a byte order mark alone keeps names of all scripts, runs none, and keeps numbers up to 15 digits', async () => {
  const rows = opened(await written('csv', 'plain.csv', {bom: true}))
  // What looks like a number becomes one here: --excel is for that.
  const texts = names.filter(name => !/^[+]1$|^TRUE$/.test(name))
  const found = rows.map(row => unharmed(row.resource_name!.text))
  expect(found.filter(text => texts.includes(text))).toEqual(texts)
  expect(sameNumber(rows[0]!.amount!.text, amounts[0]!)).toBe(true)
  expect(rows[0]!.amount!.isText).toBe(false)
})

it.each([
  ['csv', ['--excel']],
  ['xlsx', []],
] as const)('a messy customer as %s opens with every cell as it came', async (format, flags) => {
  await testSandbox({scenario: 'messy', seed: 5, clock: '2026-11-10T03:00:00Z'})
  const lines = join(home, `${format}.jsonl`)
  const all = [
    'bill',
    'export',
    '--cycle',
    '2026-10',
    '--columns',
    'id,customer_id,account_name,resource_name,product_name,amount,official_amount,usage,unit_price',
  ]
  const {customers} = await cliJson<{customers: number}>([...all, '--out', lines])
  expect(customers).toBeGreaterThan(10)
  const out = join(home, `messy.${format}`)
  await cliJson([...all, '--out', out, ...flags])
  const expected = await rowsOf(lines)
  const rows = opened(out)
  expect(rows).toHaveLength(expected.length)
  for (const [i, row] of rows.entries()) {
    for (const [name, want] of Object.entries(expected[i]!)) {
      const {text, isText} = row[name]!
      const same = isText || want === null ? unharmed(text) === (want ?? '') : sameNumber(text, want)
      if (!same && !(isText && Number.isFinite(Number(want)) && sameNumber(text, want!)))
        expect([i, name, text]).toEqual([i, name, want])
    }
  }
})
