import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {readSheet} from '../../src/bulk/sheet.js'
import {csvLines} from '../../src/csv.js'
import {temporaryFolder} from '../support/cli.js'
import {xlsx} from '../support/xlsx.js'

const folder = temporaryFolder()
let files = 0

function file(content: string | Buffer, ending = 'csv'): string {
  const path = join(folder, `${++files}.${ending}`)
  writeFileSync(path, content)
  return path
}

const read = async (content: string | Buffer, ending?: string) => readSheet(file(content, ending))
const utf16be = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()

describe('CSV', () => {
  const table = {
    headings: ['id', 'name', 'amount'],
    rows: [
      {number: 2, cells: ['007', 'Ärger, "AG"', '1000.50']},
      {number: 3, cells: ['12345678901234567890', '安第斯', '']},
    ],
  }
  const text = 'id,name,amount\n007,"Ärger, ""AG""",1000.50\n12345678901234567890,安第斯,\n'
  const dialects: [string, string | Buffer][] = [
    ['plain', text],
    ['with a byte order mark', `\ufeff${text}`],
    ['with CRLF', text.replaceAll('\n', '\r\n')],
    ['with old Mac line ends', text.replaceAll('\n', '\r')],
    ['without a last line end', text.trimEnd()],
    ['with semicolons', 'id;name;amount\n007;"Ärger, ""AG""";1000.50\n12345678901234567890;安第斯;\n'],
    ['with tabs', 'id\tname\tamount\n007\t"Ärger, ""AG"""\t1000.50\n12345678901234567890\t安第斯\t\n'],
    ['as Excel writes Unicode text', Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`, 'utf16le')],
    ['in UTF-16 with the other byte order', utf16be(text)],
    ['in UTF-16 without a mark', Buffer.from(text, 'utf16le')],
    [
      'with blanks around the cells',
      'id , name,amount \n 007 ,"Ärger, ""AG"""  , 1000.50\n12345678901234567890,安第斯, \n',
    ],
    [
      'wrapped against Excel',
      'id,name,amount\n"=""007""","Ärger, ""AG""",1000.50\n"=""12345678901234567890""",安第斯,\n',
    ],
  ]
  for (const [name, content] of dialects) {
    it(`is read ${name}`, async () => {
      expect(await read(content)).toEqual(table)
    })
  }

  it.each([
    ['="a"&"b"', '="a"&"b"'],
    ['=HYPERLINK("a","b")', '=HYPERLINK("a","b")'],
    ['="say ""no"""', 'say "no"'],
    ['="007"', '007'],
  ])('takes a wrapping away only where it is the whole cell: %s', async (cell, expected) => {
    const {rows} = await read(`id\n"${cell.replaceAll('"', '""')}"\n`)
    expect(rows[0]!.cells).toEqual([expected])
  })

  it('keeps the row numbers of the spreadsheet past notes, empty lines and line breaks in cells', async () => {
    const {headings, rows} = await read(
      'sep=;\n# a note, with a "quote\n"# one; quoted"\nid;name\n\n1;"two\nlines"\n#9;left out\n;;;\n2;b\n',
    )
    expect(headings).toEqual(['id', 'name'])
    expect(rows).toEqual([
      {number: 6, cells: ['1', 'two\nlines']},
      {number: 9, cells: ['2', 'b']},
    ])
  })

  it('reads back what our own CSV made harmless', async () => {
    const cells = ['=1+1', '-op-name', '@x', '-42', '+1', "'quoted", '007']
    const {rows} = await read(csvLines([['a', 'b', 'c', 'd', 'e', 'f', 'g'], cells]))
    expect(rows[0]!.cells).toEqual(cells)
  })

  it('refuses what it would have to guess', async () => {
    await expect(read(Buffer.from('id,name\n1,Ärger\n', 'latin1'))).rejects.toThrow(/is not UTF-8 text/)
    await expect(read('id,name\n1,a,b\n')).rejects.toThrow(/row 2: more cells than headings/)
    await expect(read('id,name\n1,"a" b\n')).rejects.toThrow(/not readable as CSV/)
    await expect(read('\n\n# only a note\n')).rejects.toThrow(/is empty/)
    await expect(readSheet(join(folder, 'none.csv'))).rejects.toMatchObject({outcome: 'usage'})
    await expect(read(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).rejects.toThrow(/old or password-protected Excel/)
  })
})

describe('XLSX', () => {
  it('gives cells with the digits that stand in the file', async () => {
    const book = xlsx({
      One: [
        ['id', 'name', 'amount'],
        ['007', 'a & b', {number: '1000.5'}],
        ['', '', ''],
        ['12345678901234567890', '安第斯', {number: '0.30000000000000004'}],
      ],
    })
    expect(await read(book, 'xlsx')).toEqual({
      headings: ['id', 'name', 'amount'],
      rows: [
        {number: 2, cells: ['007', 'a & b', '1000.5']},
        {number: 4, cells: ['12345678901234567890', '安第斯', '0.3']},
      ],
    })
  })

  it('shows an id that the spreadsheet took for a number as what it has become', async () => {
    const {rows} = await read(xlsx({One: [['id'], [{number: '1.2345678901234568E+18'}]]}), 'xlsx')
    expect(rows[0]!.cells).toEqual(['1.2345678901234568E+18'])
  })

  it('reads the sheet that is named', async () => {
    const path = file(xlsx({One: [['a'], ['1']], Two: [['b'], ['2']]}), 'xlsx')
    expect((await readSheet(path, 'Two')).rows[0]!.cells).toEqual(['2'])
    await expect(readSheet(path, 'Three')).rejects.toMatchObject({next: ['Sheets: One, Two']})
  })

  it('says when it is no workbook', async () => {
    await expect(read(Buffer.from('PK\x03\x04 nothing', 'latin1'), 'xlsx')).rejects.toThrow(/not readable as XLSX/)
  })
})
