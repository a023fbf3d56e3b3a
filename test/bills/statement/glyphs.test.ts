// What a font does not have is said before a number is taken, wherever on a statement it would stand.
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {dirname, join, resolve} from 'node:path'
import {describe, expect, it, vi} from 'vitest'
import {readPriceBook} from '../../../src/bills/rating/book.js'
import {rateBills} from '../../../src/bills/rating/rate.js'
import {readRated} from '../../../src/bills/rating/read-rated.js'
import {readBatches} from '../../../src/bills/rating/read-records.js'
import {FIRST_DRAWN} from '../../../src/bills/statement/drawing/composite.js'
import {usualPieces} from '../../../src/bills/statement/drawing/pieces.js'
import {FontSet} from '../../../src/bills/statement/fonts.js'
import {issueStatements} from '../../../src/bills/statement/issue.js'
import {temporaryFolder} from '../../support/cli.js'
import {NAMES} from './names.js'
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

const NAMED = resolve('src/bills/statement/fonts/noto-sans-georgian.woff2')

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

  it('is printed with a package of fonts, or a file of one that the book names', async () => {
    const {issue} = await world('name: Andes Retail SA', 'name: 한국 클라우드')
    const failure = await issue().catch(error => error)
    expect(failure.message).toMatch(/customer andes-retail .*: name: "한국 클라우드" has no font: 한 U\+D55C/)
    expect(failure.next).toEqual([
      'npm install --global @fontsource-variable/noto-sans-kr     beside a partnerctl that is installed the same way',
      expect.stringMatching(
        /^Or name a file of a font that has it, fonts: \[FILE.ttf\] under statement in .*book.yaml$/,
      ),
      expect.stringContaining('--format html'),
    ])
    // The book's fonts go before those of Chinese: whoever wants another face of it names one.
    const fontOf = async (fonts: FontSet) => {
      expect(await fonts.missing('云')).toBeUndefined()
      return fonts.runs('云', 400)[0]!.font
    }
    const usual = await fontOf(new FontSet())
    const {file} = usualPieces([]).findLast(({ranges}) => ranges!.some(([from, to]) => from <= 0x4e91 && 0x4e91 <= to))!
    expect(await fontOf(new FontSet([file]))).not.toBe(usual)
    const {issue: issueNamed} = await world('color:', `fonts: [${file}]\n  color:`)
    expect(await issueNamed()).toHaveLength(3)
  })

  it.each([
    ['does not exist', 'none.ttf', 'does not exist'],
    ['is a folder', '.', 'is no file'],
    ['is text', 'text.ttf', 'is no font'],
    ['is a collection', 'collection.ttf', 'is a collection of fonts'],
    ['is damaged', 'damaged.ttf', 'cannot be read: it is damaged'],
    ['is half there', 'half.woff2', 'cannot be read: it is damaged'],
  ])('is not looked for in a file that %s', async (_, name, why) => {
    const {issue, out} = await world('color:', `fonts: ${name}\n  color:`)
    const own = dirname(out)
    writeFileSync(join(own, 'text.ttf'), 'no font at all')
    writeFileSync(join(own, 'collection.ttf'), 'ttcf and more of it')
    writeFileSync(join(own, 'damaged.ttf'), Buffer.concat([Buffer.from([0, 1, 0, 0]), Buffer.alloc(200, 7)]))
    writeFileSync(join(own, 'half.woff2'), readFileSync(NAMED).subarray(0, 9000))
    await expect(issue()).rejects.toMatchObject({outcome: 'usage', message: expect.stringContaining(why)})
    expect(existsSync(out)).toBe(false)
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
  it.each(Object.entries(NAMES))(
    'in %s have a glyph for each character, and the letters that they had',
    async (_, name) => {
      const fonts = new FontSet()
      expect(await fonts.missing(name)).toBeUndefined()
      for (const weight of [400, 650] as const) {
        const runs = fonts.runs(name, weight)
        expect(runs.map(run => run.text).join('')).toBe(name.normalize('NFC'))
        for (const run of runs) {
          const {glyphs} = run.font.layout(run.text, run.direction)
          // Each glyph says what it stands for: together it is the text, in the order in which it is read.
          const said = glyphs.map(({codePoints}) => String.fromCodePoint(...codePoints))
          expect(said.every(text => text !== '')).toBe(true)
          expect(said.join('')).toBe(run.text)
          for (const {id} of glyphs) expect(run.font.drawn[id - FIRST_DRAWN]).not.toEqual({glyph: 0})
        }
      }
    },
  )

  it('run from right to left where their letters do, and numbers and Latin words in them do not', async () => {
    const fonts = new FontSet()
    await fonts.prepare('Vega ACME 123 Ltd. (ע שלום شركة')
    /** The parts of a line as they lie on paper. */
    const placed = (text: string, direction?: 'ltr' | 'rtl') =>
      fonts
        .runs(text, 400, direction)
        .sort((a, b) => a.x - b.x)
        .map(run => `${run.text.trim()}${run.direction === 'rtl' ? '<' : ''}`)
        .filter(text => !/^<?$/.test(text))
    expect(placed('Vega شركة')).toEqual(['Vega', 'شركة<'])
    expect(placed('שלום ACME')).toEqual(['ACME', 'שלום<'])
    expect(placed('ACME שלום 123 Ltd.')).toEqual(['ACME', '123', 'שלום<', 'Ltd.'])
    // The second line of a paragraph runs as its first.
    expect(placed('ACME שלום', 'rtl')).toEqual(['שלום<', 'ACME'])
    // A bracket opens where the text is read from.
    const [bracket] = fonts.runs('(ע', 400, 'rtl')
    expect(bracket).toMatchObject({text: '(', direction: 'rtl'})
    expect(bracket!.font.layout('(', 'rtl').glyphs).not.toEqual(bracket!.font.layout('(').glyphs)
  })

  it('are whole where the font draws a letter with several glyphs, or several letters with one', async () => {
    const fonts = new FontSet()
    const said = async (text: string) => {
      await fonts.prepare(text)
      return fonts
        .runs(text, 400)
        .flatMap(run =>
          run.font.layout(run.text, run.direction).glyphs.map(one => String.fromCodePoint(...one.codePoints)),
        )
    }
    expect(await said('น้ำมัน')).toEqual(['น้ำ', 'มั', 'น'])
    expect(await said('हिन्दी')).toEqual(['हि', 'न्', 'दी'])
    expect(await said('Thị')).toEqual(['T', 'h', 'ị'])
    // Readers turn what runs from right to left round by the character.
    expect(await said('لا')).toEqual(['ل', 'ا'])
    expect(await said('שָׁ')).toEqual([...'שָׁ'.normalize('NFC')])
    expect(await said('می\u200cخ')).toEqual(['م', 'ی', '\u200c', 'خ'])
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
