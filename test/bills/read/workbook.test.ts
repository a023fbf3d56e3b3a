// Workbooks as spreadsheets and scripts write them: what stands in them is read as it was typed, and what could be
// something else is refused with its place. The same for records and for the tables of bulk commands.
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {deflateRawSync} from 'node:zlib'
import {describe, expect, it} from 'vitest'
import {exportedRecords} from '../../../src/bills/read/open-records.js'
import {readSheet} from '../../../src/bulk/sheet.js'
import {Decimal} from '../../../src/decimal.js'
import {emptyHome} from '../../support/cli.js'
import {xlsx, zip} from '../../support/xlsx.js'

const home = emptyHome()
const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

interface Sheet {
  name?: string
  state?: string
  type?: string
  /** What stands in the sheet's XML. */
  rows: string
}

interface Book {
  sheets: Sheet[]
  shared?: string
  styles?: string
  pr?: string
  types?: string
  main?: string
}

/** A workbook out of the XML of its rows. */
function book({sheets, shared, styles, pr = '', types = office, main = 'spreadsheetml'}: Book): Buffer {
  const part = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${types}/${type}" Target="${target}"/>`
  return zip({
    '_rels/.rels': `${xml}<Relationships>${part('r1', 'officeDocument', '/xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `${xml}<workbook xmlns="${main}" xmlns:r="r"><workbookPr ${pr}/><sheets>${sheets
      .map(
        ({name = `S${1}`, state}, i) =>
          `<sheet name="${name}" sheetId="${i + 1}" ${state ? `state="${state}"` : ''} r:id="s${i}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships>${sheets
      .map(({type = 'worksheet'}, i) => part(`s${i}`, type, `worksheets/sheet${i}.xml`))
      .join('')}${part('t', 'sharedStrings', 'texts.xml')}${part('y', 'styles', '../xl/styles.xml')}</Relationships>`,
    ...Object.fromEntries(
      sheets.map(({rows}, i) => [
        `xl/worksheets/sheet${i}.xml`,
        `${xml}<worksheet xmlns="${main}"><dimension ref="A1:XFD1048576"/><sheetData>${rows}</sheetData><mergeCells/></worksheet>`,
      ]),
    ),
    ...(shared ? {'xl/texts.xml': `${xml}<sst>${shared}</sst>`} : {}),
    ...(styles ? {'xl/styles.xml': `${xml}<styleSheet>${styles}</styleSheet>`} : {}),
  })
}

const names = ['bill_cycle', 'currency', 'bill_date', 'customer_id', 'account_name', 'amount', 'id']
const text = (value: string) => `<c t="inlineStr"><is><t xml:space="preserve">${value}</t></is></c>`
const row = (...cells: string[]) =>
  `<row>${cells.map(cell => (cell.startsWith('<') ? cell : text(cell))).join('')}</row>`
const acme = '0a1f3c5e7092b4d6f8011223344556a1'
const heading = row(...names)
const record = ({cycle = '2026-10', day = '2026-10-03', name = 'andes', amount = '10', id = 'r1'} = {}) =>
  row(cycle, 'USD', day, acme, name, amount, id)

let files = 0
function file(content: Buffer): string {
  const path = join(home, `${++files}.xlsx`)
  writeFileSync(path, content)
  return path
}

/** The records of a workbook, with what was noted beside; or how it was refused. */
async function records(content: Buffer): Promise<unknown[]> {
  const path = file(content)
  const notes: string[] = []
  const found: unknown[] = []
  try {
    for await (const batch of exportedRecords(path, {note: one => notes.push(one)}).batches()) {
      for (const {bill_cycle, bill_date, account_name, amount, id} of batch) {
        found.push([bill_cycle, bill_date, account_name, amount instanceof Decimal ? amount.text : amount, id])
      }
    }
  } catch (error) {
    const {outcome, message} = error as {outcome: string; message: string}
    return [`${outcome}: ${message.replace(path, 'X')}`]
  }
  return [...found, ...notes.map(one => one.replace(path, 'X'))]
}

/** The same for the rows of a bulk command. */
async function bulk(content: Buffer, sheet?: string): Promise<unknown> {
  const path = file(content)
  const notes: string[] = []
  try {
    const {headings, rows} = await readSheet(path, sheet, one => notes.push(one))
    return [headings.length, ...rows.map(({cells}) => cells.join('|')), ...notes.map(one => one.replace(path, 'X'))]
  } catch (error) {
    const {outcome, message} = error as {outcome: string; message: string}
    return `${outcome}: ${message.replace(path, 'X')}`
  }
}

const one = ['2026-10', '2026-10-03', 'andes', '10', 'r1']
const refused = (message: string) => [expect.stringContaining(`usage: X: ${message}`)]
const notRecords = (message: string) => [
  expect.stringContaining(`usage: X is not an export of bill records: ${message}`),
]
const styles = (...formats: string[]) =>
  `<numFmts>${formats.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${code}"/>`).join('')}</numFmts>
  <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="17"/><xf numFmtId="22"/>${formats
    .map((_, i) => `<xf numFmtId="${164 + i}"/>`)
    .join('')}</cellXfs>`
const number = (digits: string, style = 0) => `<c s="${style}"><v>${digits}</v></c>`

describe('the sheets of a workbook', () => {
  const table = {name: 'Bill', rows: heading + record()}
  const other = {name: 'Other', rows: row('What', 'Why') + row('a', 'b')}

  it.each<[string, Sheet[], unknown[]]>([
    [
      'a hidden one before',
      [{...table, name: 'Old', state: 'hidden'}, table],
      [one, 'X: sheet "Old" is hidden and was not read'],
    ],
    [
      'a very hidden one before',
      [{...other, state: 'veryHidden'}, table],
      [one, 'X: sheet "Other" is hidden and was not read'],
    ],
    ['a chart before', [{name: 'Chart', type: 'chartsheet', rows: ''}, table], [one]],
    ['an empty one before', [{name: 'Empty', rows: '<row r="1"><c r="A1" s="1"/></row>'}, table], [one]],
    ['a cover before', [other, table], [one, 'X: sheet "Other" is no export of records and was not read']],
    ['another one behind', [table, other], [one, 'X: sheet "Other" has other columns and was not read']],
    [
      'one that goes on',
      [table, {name: 'Bill 2', rows: heading + record({id: 'r2'})}],
      [one, [...one.slice(0, 4), 'r2']],
    ],
    ['none that is visible', [{...table, state: 'hidden'}], refused('no visible sheet in it has a table')],
    ['only a cover', [other], notRecords('its columns are What, Why')],
  ])('are looked at in their order: %s', async (_, sheets, expected) => {
    const found = await records(book({sheets}))
    expect(found.filter(line => !String(line).includes('is hidden') || expected.includes(line))).toEqual(expected)
  })

  it('are the same to a bulk command', async () => {
    const hidden = {...other, name: 'Old', state: 'hidden'}
    const chart = {name: 'Chart', type: 'chartsheet', rows: ''}
    const content = book({sheets: [chart, hidden, {name: 'Empty', rows: ''}, table, other]})
    expect(await bulk(content)).toEqual([
      7,
      `2026-10|USD|2026-10-03|${acme}|andes|10|r1`,
      'X: the sheet "Old" is hidden and was not read; --sheet names one',
      'X: the sheet "Other" stands behind another and was not read; --sheet names one',
    ])
    expect(await bulk(content, 'Old')).toEqual([2, 'a|b'])
    expect(await bulk(content, 'Chart')).toMatch(/has no sheet "Chart"/)
  })
})

describe('the cells of a workbook', () => {
  const strict = 'http://purl.oclc.org/ooxml/officeDocument/relationships'
  const prefixed = (rows: string) => rows.replace(/<(\/?)([a-z])/gi, '<$1x:$2')

  it.each<[string, Book]>([
    ['without references', {sheets: [{rows: heading + record()}]}],
    [
      'with references and gaps',
      {
        sheets: [
          {
            rows: `<row r="3">${heading.slice(5)}<row r="7"><c r="A7" t="str"><f>x</f><v>2026-10</v></c>${record()
              .slice(5)
              .replace(/<c.*?<\/c>/, '')}`,
          },
        ],
      },
    ],
    [
      'in the strict form',
      {sheets: [{rows: heading + record()}], types: strict, main: 'http://purl.oclc.org/ooxml/spreadsheetml/main'},
    ],
    [
      'with a prefix',
      {sheets: [{rows: `</sheetData><x:sheetData>${prefixed(heading + record())}</x:sheetData><sheetData>`}]},
    ],
    [
      'that are shared',
      {
        sheets: [{rows: heading + record({name: '<c t="s"><v>1</v></c>', amount: number('10')})}],
        shared: '<si><t>x</t></si><si><r><rPr/><t>an</t></r><r><t>des</t></r><rPh sb="0"><t>アンデス</t></rPh></si>',
      },
    ],
    [
      'with days and months as numbers',
      {sheets: [{rows: heading + record({cycle: number('46296', 2), day: number('46298', 1)})}], styles: styles()},
    ],
    [
      'with formats of their own',
      {
        sheets: [
          {rows: heading + record({cycle: number('46296', 5), day: number('46298', 4), amount: number('10', 6)})},
        ],
        styles: styles('dd&quot;.&quot;mm\\.yyyy', '[$-409]mmm\\ yy;@', '#,##0.00\\ &quot;USD/day&quot;'),
      },
    ],
    [
      'counted from 1904',
      {sheets: [{rows: heading + record({day: number('44836', 1)})}], styles: styles(), pr: 'date1904="1"'},
    ],
    ['with a day in ISO', {sheets: [{rows: heading + record({day: '<c t="d"><v>2026-10-03T00:00:00</v></c>'})}]}],
    [
      'with comments and CDATA',
      {sheets: [{rows: heading + record({name: '<c t="inlineStr"><is><t><!-- > --><![CDATA[an]]>des</t></is></c>'})}]},
    ],
  ])('are read %s', async (_, content) => {
    expect(await records(book(content))).toEqual([one])
  })

  it.each([
    ['0.30000000000000004', '0.3'],
    ['6.9999999999999994E-5', '0.00007'],
    ['1E-8', '0.00000001'],
    ['-1234.5', '-1234.5'],
    ['1e3', '1000'],
  ])('have the number that was typed: %s', async (digits, amount) => {
    const [found] = (await records(book({sheets: [{rows: heading + record({amount: number(digits)})}]}))) as string[][]
    expect(found![3]).toBe(amount)
  })

  it('have their words, whatever XML makes of them', async () => {
    const name = 'A &amp; B &lt;x&gt; &#x4e0a;海 _x0041__x005F_x0041_ &quot;&apos;'
    const [found] = (await records(book({sheets: [{rows: heading + record({name})}]}))) as string[][]
    expect(found![2]).toBe('A & B <x> 上海 A_x0041_ "\'')
    expect(
      await bulk(book({sheets: [{rows: row('yes', 'no') + row('<c t="b"><v>1</v></c>', '<c t="b"><v>0</v></c>')}]})),
    ).toEqual([2, 'true|false'])
  })

  it.each<[string, string, string]>([
    ['an error', record({amount: '<c r="F2" t="e"><v>#REF!</v></c>'}), 'row 2, cell F2 is the error #REF!'],
    [
      'a formula that nobody worked out',
      record({amount: '<c><f>A1*2</f></c>'}),
      'row 2, cell F2 is a formula without its result',
    ],
    [
      'an id that was rounded',
      record({id: number('1.2345678901234567E+17')}),
      'row 2, cell G2 is a number of more than 15 digits',
    ],
    ['an amount with a comma', record({amount: '1,234.50'}), 'row 2 has "1,234.50" as amount, not a plain number'],
    ['a day of two meanings', record({day: '10/3/2026'}), 'row 2 has "10/3/2026" as bill_date, not a day'],
    ['a serial number', record({day: number('46298')}), 'row 2 has "46298" as bill_date, not a day'],
    ['a total', row('Total', '', '', '', '', '10'), 'row 2 has "Total" as bill_cycle, not a month'],
    ['a row without a customer', row('2026-10', 'USD', '2026-10-03', '', 'andes', '10'), 'row 2 has no customer_id'],
    [
      'a cell beside the table',
      record().replace('</row>', `${text('look')}</row>`),
      'row 2 has more cells than the heading',
    ],
    [
      'a cell far away',
      '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
      'row 1048576, cell XFD1048576 stands outside any table',
    ],
  ])('are refused with their place: %s', async (_, rows, message) => {
    expect(await records(book({sheets: [{rows: heading + rows}]}))).toEqual(refused(message))
  })

  it('are refused under headings that are merged, or twice there', async () => {
    const merged = heading.replace(text('account_name'), '<c s="1"/>')
    const sheets = [{rows: merged + record()}]
    expect(await records(book({sheets}))).toEqual(refused('row 2 has "andes" in a column without a heading'))
    expect(await bulk(book({sheets}))).toMatch(/row 2: "andes" stands in column 5, which has no heading/)
    const twice = [{rows: heading.replace('account_name', 'amount') + record()}]
    expect(await records(book({sheets: twice}))).toEqual(notRecords('two of its columns are named amount'))
  })

  it('are refused in bulk as in records', async () => {
    const far = `${row('a')}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`
    expect(await bulk(book({sheets: [{rows: far}]}))).toMatch(/^usage: X: row 1048576, cell XFD1048576 stands outside/)
    const error = row('a') + row('<c t="e"><v>#N/A</v></c>')
    expect(await bulk(book({sheets: [{rows: error}]}))).toMatch(/^usage: X: row 2, cell A2 is the error #N\/A/)
  })
})

describe('a workbook that is none', () => {
  /** The last part packed anew, of which the directory says another size. */
  const sheet = (rows: string) => book({sheets: [{rows}]})

  it.each<[string, Buffer, string]>([
    ['cut off', sheet(heading + record()).subarray(0, 900), 'it was cut off'],
    ['another archive', zip({'a.txt': 'a'}), 'it is a ZIP archive without a workbook'],
    ['of OpenDocument', zip({'content.xml': '<a/>'}), 'it is an OpenDocument file'],
    ['with entities', sheet(`<!DOCTYPE x [<!ENTITY a "b">]>${heading}`), 'it declares what no workbook does'],
    [
      'with rows that go back',
      sheet('<row r="5"><c r="A5"><v>1</v></c></row><row r="2"/>'),
      'its sheet "S1" has a row 2 behind row 5',
    ],
    ['with more rows than there are', sheet('<row r="1048577"/>'), 'has a row 1048577'],
    [
      'with a text that has no end',
      sheet(`<row>${text('x'.repeat(1 << 21))}</row>`),
      'row 1: a text in it has more than 1 MB',
    ],
    [
      'with a text that is not there',
      sheet('<row><c t="s"><v>7</v></c></row>'),
      'row 1, cell A1 has a text that is not in it',
    ],
    ['with changed bytes', flipped(sheet(heading + record())), 'in it is damaged'],
  ])('is refused: %s', async (_, content, message) => {
    expect(await records(content)).toEqual([expect.stringContaining(message)])
    expect(await bulk(content)).toEqual(expect.stringMatching(/^usage: /))
  })

  it('that says less than it unpacks to is refused before it is unpacked', async () => {
    const content = xlsx({One: [names, ['2026-10']]})
    const bomb = packedAs(content, 'xl/worksheets/sheet1.xml', deflateRawSync(Buffer.alloc(1 << 26, ' ')))
    expect(await records(bomb)).toEqual([expect.stringContaining('xl/worksheets/sheet1.xml in it is damaged')])
  })
})

function flipped(content: Buffer): Buffer {
  const at = content.indexOf('andes')
  content[at] = content[at]! ^ 1
  return content
}

/** An archive whose entry holds other packed bytes, as its directory says by their number only. */
function packedAs(content: Buffer, name: string, data: Buffer): Buffer {
  const directory = content.lastIndexOf(name) - 46
  const local = content.readUInt32LE(directory + 42)
  const start = local + 30 + name.length
  const changed = Buffer.concat([content.subarray(0, start), data, content.subarray(start)])
  changed.writeUInt16LE(8, directory + data.length + 10)
  changed.writeUInt32LE(data.length, directory + data.length + 20)
  for (let at = directory + data.length; changed.readUInt32LE(at) === 0x02014b50; ) {
    const offset = changed.readUInt32LE(at + 42)
    if (offset > local) changed.writeUInt32LE(offset + data.length, at + 42)
    at += 46 + changed.readUInt16LE(at + 28)
  }
  const first = changed.indexOf(Buffer.from('PK\x01\x02', 'latin1'))
  changed.writeUInt32LE(first, changed.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1')) + 16)
  return changed
}

describe('an apostrophe that was put before a cell of CSV', () => {
  const saved = (name: string) => ({sheets: [{rows: heading + record({name})}]})

  it.each([
    ["'=1+1", '=1+1'],
    ["''=1+1", "'=1+1"],
    ["'-x", '-x'],
    ["'@home", '@home'],
    ["'t Hooft", "'t Hooft"],
    ["'-5", "'-5"],
  ])('is taken away again after a spreadsheet saved it: %s', async (cell, name) => {
    expect(await records(book(saved(cell)))).toEqual([['2026-10', '2026-10-03', name, '10', 'r1']])
  })

  it('was never put into a workbook of bill export', async () => {
    const own = book({...saved("'=1+1"), pr: '/><fileVersion appName="partnerctl"'})
    expect(await records(own)).toEqual([['2026-10', '2026-10-03', "'=1+1", '10', 'r1']])
  })
})
