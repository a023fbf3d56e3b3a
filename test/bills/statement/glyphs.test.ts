// What a font does not have is said before a number is taken, wherever on a statement it would stand.
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it, vi} from 'vitest'
import {readPriceBook} from '../../../src/bills/rating/book.js'
import {rateBills} from '../../../src/bills/rating/rate.js'
import {readRated} from '../../../src/bills/rating/read-rated.js'
import {readBatches} from '../../../src/bills/rating/read-records.js'
import {FontSet} from '../../../src/bills/statement/fonts.js'
import {issueStatements} from '../../../src/bills/statement/issue.js'
import {temporaryFolder} from '../../support/cli.js'
import {BASE, issueRows, newOut, row} from './rows.js'

const folder = temporaryFolder()
const read = (name: string) => readFileSync(`docs/examples/${name}`, 'utf8')
const texts = {book: read('pricebook.yaml'), records: read('records.csv')}
let worlds = 0

/** A world whose book or records have something else; what is issued in it goes to `out`. */
async function world(from: string, to: string) {
  const own = join(folder, String(worlds++))
  mkdirSync(own)
  for (const text of Object.values(texts).filter(text => text.includes(from))) {
    expect(text.replace(from, to)).not.toBe(text)
  }
  writeFileSync(join(own, 'book.yaml'), texts.book.replaceAll(from, to))
  writeFileSync(join(own, 'records.csv'), texts.records.replaceAll(from, to))
  const book = await readPriceBook(join(own, 'book.yaml'))
  const rated = join(own, 'rated.csv')
  await rateBills({records: readBatches(join(own, 'records.csv')), book, out: rated})
  const out = join(own, 'out')
  const issue = (more: Partial<Parameters<typeof issueStatements>[0]> = {}) =>
    issueStatements({rated: readRated(rated), book, out, formats: ['pdf'], issued: '2026-11-05', ...more})
  return {out, issue}
}

// Cuneiform, which no office has a font for.
const SIGN = '𒀭'
const CODE = 'U+1202D'

describe('a character without a font', () => {
  it.each([
    ['the customer’s name', 'name: Andes Retail SA', `name: Andes ${SIGN}`, 'customer andes-retail (0a1f', ' name: '],
    ['its address', 'language: es}', `language: es, address: [Lima, Jr. ${SIGN}]}`, 'customer ', ' address: '],
    ['its reference', 'language: es}', `language: es, reference: ${SIGN}-1}`, 'customer ', ' reference: '],
    ['its tax id', 'language: es}', `language: es, tax_id: ${SIGN}-1}`, 'customer ', ' tax_id: '],
    ['the issuer’s name', 'name: Costa Cloud SAC', `name: Costa ${SIGN}`, 'statement', 'name: '],
    ['its payment', 'Banco Ejemplo', `Banco ${SIGN}`, 'statement', 'payment: '],
    ['its legal words', 'priced by', SIGN, 'statement', 'legal: '],
    ['a tax', 'name: IGV 18%', `name: IGV ${SIGN}`, 'customer andes-retail', 'taxes.name: '],
    ['a fee', 'name: Support', `name: ${SIGN}`, 'customer bluebird', 'lines.label: '],
    ['a service of the records', ',Elastic Cloud Server,', `,Cloud ${SIGN},`, 'customer ', 'lines.label: '],
    ['a resource', ',shop-1,', `,shop-${SIGN},`, 'customer andes-retail', 'resources.name: '],
    ['the number itself', 'number: CC-', `number: ${SIGN}-`, 'customer andes-retail', 'number: '],
    ['half a character', 'name: Andes Retail SA', 'name: "Andes \\uD800"', 'customer andes-retail', 'name: '],
  ])('in %s is named, and nothing is written', async (what, from, to, owner, field) => {
    const {out, issue} = await world(from!, to!)
    const failure = await issue().catch(error => error)
    expect(failure).toMatchObject({outcome: 'usage'})
    const said = [failure.message, ...failure.next].join('\n')
    expect(said).toContain(owner)
    expect(said).toContain(`${field}"`)
    expect(said).toContain(what === 'half a character' ? 'U+D800' : `has no font: ${SIGN} ${CODE}`)
    expect(said).toContain('--format html')
    expect(existsSync(out)).toBe(false)
  })

  it('is no matter where nothing is printed, and is only told of a preview', async () => {
    const {issue} = await world('name: Andes Retail SA', `name: Andes ${SIGN}`)
    const notes: string[] = []
    expect(await issue({preview: true, onNote: text => notes.push(text)})).toHaveLength(3)
    expect(notes).toEqual([expect.stringMatching(/customer andes-retail .*: name: "Andes 𒀭" has no font: 𒀭 U\+1202D/)])
    expect(await issue({formats: ['html']})).toHaveLength(3)
    // What was issued as a page is looked up when it is to be printed.
    await expect(issue()).rejects.toMatchObject({outcome: 'usage'})
  })

  it('is none that has no shape: joiners, marks of direction, tabs', async () => {
    const fonts = new FontSet()
    for (const text of ['a\u200db', '\u200eabc\u200f', 'a\u00adb', 'a\tb\u00a0c\u202fd', 'x\ufe0f']) {
      expect([text, await fonts.missing(text)]).toEqual([text, undefined])
      expect(
        fonts
          .runs(text, 400)
          .map(run => run.text)
          .join(''),
      ).not.toContain('\u25a1')
    }
  })
})

describe('names of customers', () => {
  it.each([
    ...[
      'Łódź Chmura Sp. z o.o.',
      'Český Krumlov a.s.',
      'Őrség Kft.',
      'Țara Românească',
      'Ağaç Şirketi İstanbul',
      'Ķēniņš SIA',
    ],
    ...[
      'Žalgiris UAB',
      'Þór ehf.',
      'Đorđe d.o.o.',
      'Ħal Għaxaq',
      'Αθήνα Α.Ε.',
      'Ἑλλάς',
      'ООО «Облако»',
      'ТОВ Ґрунт',
      'ЂОРЂЕ Љиљана',
    ],
    ...[
      'Công ty Nguyễn Thị Ánh',
      'บริษัท น้ำมันไทย จำกัด',
      'हिन्दी क्लाउड प्राइवेट लिमिटेड',
      '北京云计算有限公司',
      'Zu\u0308rich',
    ],
  ])('%s has a glyph for each character, and the letters that it had', async name => {
    const fonts = new FontSet()
    expect(await fonts.missing(name)).toBeUndefined()
    for (const weight of [400, 650] as const) {
      const runs = fonts.runs(name, weight)
      expect(runs.map(run => run.text).join('')).toBe(name.normalize('NFC'))
      for (const run of runs)
        expect([name, run.font.layout(run.text).glyphs.every(({id}) => id % 0x10000 > 0)]).toEqual([name, true])
    }
  })

  it('have marks where their letter is, and text where a glyph has none of its own', async () => {
    const fonts = new FontSet()
    await fonts.prepare('น้ำมัน हिन्दी Thị')
    // Several glyphs that stand for a letter with its marks: the file says which it is.
    expect(fonts.runs('น้ำมัน', 400).map(run => [run.text, fonts.isComposed(run)])).toEqual([
      ['น้ำ', true],
      ['มั', true],
      ['น', false],
    ])
    const {positions} = fonts.runs('हिन्दी', 400)[0]!.font.layout('हिन्दी')
    expect(positions.some(({xAdvance}) => xAdvance === 0) || positions.length < [...'हिन्दी'].length).toBe(true)
  })
})

it.each(['en', 'fr', 'zh'])('what stands around the texts of a statement is printed, too (%s)', async language => {
  const runs = vi.spyOn(FontSet.prototype, 'runs')
  try {
    await issueRows([row('vm', '', '1')], `${BASE}language: ${language}\nstatement: {name: X}\n`, newOut(), {
      formats: ['pdf'],
    })
    const texts = runs.mock.results.map(({value}) => (value as {text: string}[]).map(({text}) => text).join(''))
    expect(texts.filter(text => /\p{Cn}|\p{Co}|\ufffd|\u25a1/u.test(text))).toEqual([])
    expect(texts.some(text => /[(（]EUR[)）]/.test(text))).toBe(true)
  } finally {
    runs.mockRestore()
  }
})
