import {describe, expect, it} from 'vitest'
import {parseJson, stringifyJson} from '../../../src/api/json.js'
import {CsvRecords, CsvTable} from '../../../src/bills/formats/csv.js'
import {excelCell, fitsSpreadsheet, withoutExponent} from '../../../src/bills/formats/excel.js'
import {JsonRecords} from '../../../src/bills/formats/json.js'
import {Output} from '../../../src/bills/formats/output.js'
import {type Facts, type RecordColumn, recordColumns, recordTable} from '../../../src/bills/formats/table.js'
import {PageReader} from '../../../src/bills/read/json-pages.js'
import {layoutOf} from '../../../src/bills/records/sources.js'
import {csvLines} from '../../../src/csv.js'
import {pageJson} from '../../support/bill-pages.js'

const facts: Facts = {
  bill_cycle: '2026-09',
  currency: 'USD',
  account_name: 'andes, "retail"',
  site: 'intl',
  partner_id: 'p1',
  detail: 'detail',
  is_final: 'true',
}
const layout = layoutOf('res-fee-records')
const selections: {wanted?: string[]}[] = [
  {},
  {wanted: ['amount', 'resource_name', 'currency', 'customer_id']},
  {wanted: ['other_fields', 'resource_name']},
  {wanted: ['id']},
]

type Row = Record<string, unknown>
const rowsOf = (json: string) => (parseJson(json) as {fee_records: Row[]}).fee_records

/** The simple way: parsed records, one cell after the other. It says what the bytes must be. */
function plainCells(row: Row, columns: readonly RecordColumn[]): string[] {
  const known = layout.columns.map(({name}) => name)
  const others = Object.fromEntries(Object.entries(row).filter(([name]) => !known.includes(name)))
  return columns.map(({name, fact}) => {
    if (fact) return facts[fact] ?? ''
    if (name === 'other_fields') return Object.keys(others).length > 0 ? stringifyJson(others) : ''
    const value = row[name]
    return value === undefined || value === null
      ? ''
      : typeof value === 'object' && !('text' in value)
        ? stringifyJson(value)
        : String(value)
  })
}

describe.each(selections)('records written from bytes (columns $wanted)', ({wanted: selection}) => {
  const columns = recordColumns(layout, selection)
  const reader = new PageReader(layout, 'fee_records', 'total_count')

  it('are the CSV that a CSV writer makes of parsed records', () => {
    const csv = new CsvRecords(columns, false)
    const viaTable = new CsvTable(recordTable(columns, layout), false)
    for (let seed = 1; seed <= 40; seed++) {
      const json = pageJson({seed, rows: 40, hostile: seed % 4 > 0})
      const page = reader.read(Buffer.from(json))
      const expected = csvLines(rowsOf(json).map(row => plainCells(row, columns)))
      const output = new Output()
      csv.write(page, 0, page.rows, facts, output)
      expect(output.take().toString()).toBe(expected)
      viaTable.write(page, 0, page.rows, facts, output)
      expect(output.take().toString()).toBe(expected)
    }
  })

  it('are the JSON lines that a JSON writer makes of parsed records', () => {
    const lines = new JsonRecords(columns, selection === undefined)
    const known = new Set(columns.map(({name}) => name))
    for (let seed = 1; seed <= 40; seed++) {
      const json = pageJson({seed, rows: 40, hostile: seed % 4 > 0})
      const page = reader.read(Buffer.from(json))
      const output = new Output()
      for (const [row, record] of rowsOf(json).entries()) {
        lines.write(page, row, facts, output)
        const text = output.take().toString()
        if (!selection) {
          expect(text).toBe(stringifyJson({bill_cycle: '2026-09', currency: 'USD', ...record}))
          continue
        }
        const {other_fields, ...rest} = parseJson(text) as Row
        const own = Object.entries(record).filter(([name]) => known.has(name))
        const added = columns.filter(({fact}) => fact).map(({name, fact}) => [name, facts[fact!]])
        expect(stringifyJson(sorted(rest))).toBe(stringifyJson(sorted(Object.fromEntries([...own, ...added]))))
        if (other_fields) expect(known).toContain('other_fields')
      }
    }
  })
})

const sorted = (row: Row) => Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))

describe('a record', () => {
  const columns = recordColumns(layout)
  const lines = new JsonRecords(columns, true)
  const write = (record: string) => {
    const page = new PageReader(layout, 'fee_records', 'total_count').read(Buffer.from(`{"fee_records":[${record}]}`))
    const output = new Output()
    lines.write(page, 0, facts, output)
    return output.take().toString()
  }

  it('without fields is still an object', () => {
    expect(write('{}')).toBe('{"bill_cycle":"2026-09","currency":"USD"}')
  })

  it('never gets a name twice, even when the source invents one of ours', () => {
    expect(write('{"amount":1.50,"currency":"EUR"}')).toBe(
      '{"bill_cycle":"2026-09","currency":"USD","amount":1.50,"other_fields":{"currency":"EUR"}}',
    )
  })
})

describe('cells for spreadsheets', () => {
  const text = {name: 'id', type: 'text'} as const
  const money = {name: 'amount', type: 'money'} as const

  it.each([
    ['0123', '"=""0123"""'],
    ['12345678901234567', '"=""12345678901234567"""'],
    ['1e5', '"=""1e5"""'],
    ['1-2', '"=""1-2"""'],
    ['mar1', '"=""mar1"""'],
    ['TRUE', '"=""TRUE"""'],
    ['c6.large.2', undefined],
    ['0a1f', undefined],
    ['', undefined],
  ])('keep the text %s', (value, expected) => expect(excelCell(value, text)).toBe(expected))

  it.each([
    ['26.97368100', '26.97368100'],
    ['0E-8', '0.00000000'],
    ['1E+2', '100'],
    ['-1.5E1', '-15'],
    ['12.5e-3', '0.0125'],
    ['12345678901234.12345678', '"=""12345678901234.12345678"""'],
    ['-9000000.12345678', '-9000000.12345678'],
    ['9000000.123456789', '"=""9000000.123456789"""'],
  ])('keep every digit of %s', (value, expected) => expect(excelCell(value, money)).toBe(expected))

  it('counts significant digits only', () => {
    expect(fitsSpreadsheet('0.00000000000000000001')).toBe(true)
    expect(fitsSpreadsheet('1000000000000000000000')).toBe(true)
    expect(fitsSpreadsheet('1.234567890123456')).toBe(false)
    expect(withoutExponent('1E-999')).toBe('1E-999')
  })
})
