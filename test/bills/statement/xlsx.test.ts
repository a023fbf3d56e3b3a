// A statement as a workbook: it prints on pages that a person can read, and holds what was billed.
import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import readXlsx from 'read-excel-file/node'
import {beforeAll, expect, it} from 'vitest'
import {zipEntries} from '../../../src/bills/read/zip.js'
import {BASE, CUSTOMERS, issueRows, newOut, row, SELLER, TAXES} from './rows.js'

const ID = '0a1f3c5e7092b4d6f8011223344556a1'
let bytes: Buffer
let parts: Record<string, string>

beforeAll(async () => {
  const rows = [row('A & B', 'vat', '10.005', {id: ID}), row('Books', 'low', '2'), row('Cloud', 'vat', '0.12345678')]
  const write = async () => {
    const out = newOut()
    await issueRows(rows, BASE + TAXES + CUSTOMERS + SELLER, out, {formats: ['xlsx']})
    return readFileSync(join(out, readdirSync(out).find(name => name.endsWith('.xlsx'))!))
  }
  bytes = await write()
  expect((await write()).equals(bytes)).toBe(true)
  parts = {}
  for (const {name, chunks} of zipEntries(bytes)) {
    let text = ''
    for await (const chunk of chunks()) text += chunk
    parts[name] = text
  }
})

it('fits each sheet on the width of A4, and repeats the heading of records', () => {
  for (const [sheet, orientation] of [
    ['sheet1', 'portrait'],
    ['sheet2', 'landscape'],
  ]) {
    const xml = parts[`xl/worksheets/${sheet}.xml`]!
    expect(xml).toContain('<pageSetUpPr fitToPage="1"/>')
    expect(xml).toMatch(
      new RegExp(`<pageSetup paperSize="9" orientation="${orientation}" fitToWidth="1" fitToHeight="0"/>`),
    )
  }
  expect(parts['xl/workbook.xml']).toMatch(/<definedName name="_xlnm.Print_Titles" localSheetId="1">'[^']+'!\$1:\$1</)
})

it('breaks an id that is wider than its column, and makes room for its lines', () => {
  const [, height] = /<row r="2" ht="(\d+)" customHeight="1">/.exec(parts['xl/worksheets/sheet2.xml']!) ?? []
  expect(Number(height)).toBeGreaterThan(14)
})

it('has labels beside amounts, and every row', async () => {
  const [sums, records] = (await readXlsx(bytes)) as unknown as {data: unknown[][]}[]
  const texts = sums!.data.map(cells => cells.map(cell => (cell === null ? '' : String(cell))))
  const beside = (label: RegExp) => texts.filter(cells => label.test(cells[1]!)).map(cells => Number(cells[2]))
  expect(beside(/^Netto$/)).toEqual([12.13])
  expect(beside(/^MwSt\. 19 % auf 10,13$/)).toEqual([1.92])
  expect(beside(/^MwSt\. 7 % auf 2,00$/)).toEqual([0.14])
  expect(beside(/^Gesamt \(EUR\)$/)).toEqual([14.19])
  expect(texts.flat()).toEqual(expect.arrayContaining(['A & B', 'Danke', 'BIC: SOLADEST600']))
  expect(records!.data).toHaveLength(4)
  expect(records!.data[1]).toContain(ID)
})
