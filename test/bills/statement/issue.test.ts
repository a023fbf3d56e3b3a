// Statements: what is issued, what happens when it changes, and what the files say.
import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {type PriceBook, readPriceBook} from '../../../src/bills/rating/book.js'
import {rateBills} from '../../../src/bills/rating/rate.js'
import {readRated} from '../../../src/bills/rating/read-rated.js'
import {readBatches} from '../../../src/bills/rating/read-records.js'
import {compareStatements} from '../../../src/bills/reconcile/statements.js'
import {customerColumns} from '../../../src/bills/statement/details.js'
import {formatAmount} from '../../../src/bills/statement/format.js'
import {type Format, type Issued, issueStatements} from '../../../src/bills/statement/issue.js'
import {amountCell} from '../../../src/bills/statement/xlsx.js'
import {Decimal} from '../../../src/decimal.js'
import {temporaryFolder} from '../../support/cli.js'

const folder = temporaryFolder()
const book = await readPriceBook('docs/examples/pricebook.yaml')
const rated = join(folder, 'rated.csv')
await rateBills({records: readBatches('docs/examples/records.csv'), book, out: rated})

/** The same month with one more sol for Andes. */
const changedRated = join(folder, 'changed.csv')
writeFileSync(changedRated, readFileSync(rated, 'utf8').replace(',410.688,', ',411.688,'))

let folders = 0
const emptyFolder = () => {
  const path = join(folder, `out-${folders++}`)
  mkdirSync(path)
  return path
}

function issue(
  out: string,
  options: Partial<Parameters<typeof issueStatements>[0]> = {},
  file = rated,
): Promise<Issued[]> {
  return issueStatements({rated: readRated(file), book, out, formats: ['html'], issued: '2026-11-05', ...options})
}

const numbers = (issued: Issued[]) => issued.map(one => `${one.number} ${one.account_name} ${one.status}`)
const filesOf = (out: string) =>
  Object.fromEntries(
    readdirSync(out)
      .filter(name => /\.(pdf|html|xlsx|csv)$/.test(name))
      .map(name => [name, readFileSync(join(out, name)).toString('base64')]),
  )

describe('issuing', () => {
  it('numbers statements in one order, and the same run again gives the same files', async () => {
    const out = emptyFolder()
    const formats: Format[] = ['pdf', 'html', 'xlsx', 'csv']
    expect(numbers(await issue(out, {formats}))).toEqual([
      'CC-2026-10-0001 andes-retail issued',
      'CC-2026-10-0002 bluebird issued',
      'CC-2026-10-0003 cedro-games issued',
    ])
    const files = filesOf(out)
    expect(Object.keys(files)).toHaveLength(12)
    for (const name of Object.keys(files)) rmSync(join(out, name))
    // Days later, and with the files lost: as after a power cut between the register and the files.
    expect((await issue(out, {formats, issued: '2026-12-24'})).every(one => one.status === 'unchanged')).toBe(true)
    expect(filesOf(out)).toEqual(files)
  })

  it.each([
    ['N{sequence}', 'N{sequence:1}'],
    ['INV/{sequence}', 'INV_{sequence}'],
    ['n{sequence}', 'N{sequence}'],
  ])('gives no number twice, nor two numbers one file: %s and %s', async (before, after) => {
    const out = emptyFolder()
    const ranged = (number: string) => ({book: {...book, statement: {...book.statement, number}}})
    const one = await issue(out, {...ranged(before), customers: ['andes-retail']})
    const both = await issue(out, ranged(after))
    const given = both.map(({number}) => number!.replace('/', '_').toLowerCase())
    expect([one.length, new Set(given).size, given.length]).toEqual([1, 3, 3])
    expect(readdirSync(join(out, 'data')).filter(name => name.endsWith('.json'))).toHaveLength(3)
  })

  it('gives a replacement a number that nobody has', async () => {
    const out = emptyFolder()
    const ranged = {book: {...book, statement: {...book.statement, number: 'X-R{sequence}'}}}
    await issue(out, ranged)
    const again = await issue(out, {...ranged, changed: 'reissue'}, changedRated)
    expect(numbers(again)[0]).toBe('X-R1-R1 andes-retail reissued')
    expect(new Set(again.map(({number}) => number)).size).toBe(3)
  })

  it('does not issue a month in a second currency beside the first', async () => {
    const out = emptyFolder()
    await issue(out)
    const moved = join(folder, 'moved.csv')
    writeFileSync(moved, readFileSync(rated, 'utf8').replaceAll(',PEN,', ',EUR,'))
    await expect(issue(out, {}, moved)).rejects.toMatchObject({
      outcome: 'refused',
      next: expect.arrayContaining([expect.stringMatching(/^CC-2026-10-0001 for andes-retail: PEN .*, now EUR /)]),
    })
    const taken = await issue(out, {changed: 'full-credit-note'}, moved)
    expect(taken.filter(({kind}) => kind === 'credit-note').map(({account_name}) => account_name)).toContain(
      'andes-retail',
    )
  })

  it('refuses to change what was issued, and writes nothing', async () => {
    const out = emptyFolder()
    await issue(out)
    const before = [filesOf(out), readFileSync(join(out, 'statements.json'), 'utf8')]
    await expect(issue(out, {}, changedRated)).rejects.toMatchObject({
      outcome: 'refused',
      next: expect.arrayContaining(['CC-2026-10-0001 for andes-retail: PEN 939.55, now 940.73']),
    })
    expect([filesOf(out), readFileSync(join(out, 'statements.json'), 'utf8')]).toEqual(before)
  })

  it('replaces a statement by a re-issue that names it', async () => {
    const out = emptyFolder()
    await issue(out)
    const again = await issue(out, {changed: 'reissue'}, changedRated)
    expect(numbers(again)[0]).toBe('CC-2026-10-0001-R1 andes-retail reissued')
    expect(readFileSync(again[0]!.files[0]!, 'utf8')).toContain('<dt>Reemplaza a</dt><dd>CC-2026-10-0001</dd>')
    expect(numbers(await issue(out, {changed: 'reissue'}))[0]).toBe('CC-2026-10-0001-R2 andes-retail reissued')
  })

  it('takes a statement back by a credit note over the same amounts', async () => {
    const out = emptyFolder()
    const [first] = await issue(out)
    const [note, fresh] = await issue(out, {changed: 'full-credit-note'}, changedRated)
    expect(numbers([note!, fresh!])).toEqual([
      'CN-CC-2026-10-0001 andes-retail issued',
      'CC-2026-10-0004 andes-retail issued',
    ])
    expect(note).toMatchObject({kind: 'credit-note'})
    expect(note!.total.plus(first!.total).isZero).toBe(true)
    expect(note!.tax.plus(first!.tax).isZero).toBe(true)
    const page = readFileSync(note!.files[0]!, 'utf8')
    expect(page).toContain('Nota de crédito')
    expect(page).toContain('<dd>CC-2026-10-0001</dd>')
    expect((await compareStatements(changedRated, out, '2026-10')).outcome).toBe('matched')
    expect((await compareStatements(rated, out, '2026-10')).outcome).toBe('differences')
  })

  it('a preview takes no number', async () => {
    const out = emptyFolder()
    const [preview] = await issue(out, {preview: true})
    expect(preview).toMatchObject({number: '', status: 'preview'})
    expect(readdirSync(out).sort()).toEqual([
      'preview-2026-10-andes-retail.html',
      'preview-2026-10-bluebird.html',
      'preview-2026-10-cedro-games.html',
    ])
    expect(numbers(await issue(out))[0]).toBe('CC-2026-10-0001 andes-retail issued')
  })

  it('one customer at a time gets the next number', async () => {
    const out = emptyFolder()
    expect(numbers(await issue(out, {customers: ['cedro-games'], first: 40}))).toEqual([
      'CC-2026-10-0040 cedro-games issued',
    ])
    expect(numbers(await issue(out))).toEqual([
      'CC-2026-10-0041 andes-retail issued',
      'CC-2026-10-0042 bluebird issued',
      'CC-2026-10-0040 cedro-games unchanged',
    ])
    await expect(issue(out, {customers: ['nobody']})).rejects.toMatchObject({outcome: 'not-found'})
  })

  it('never takes a damaged register for an empty one', async () => {
    const out = emptyFolder()
    await issue(out)
    writeFileSync(join(out, 'statements.json'), '{"version":1,')
    await expect(issue(out)).rejects.toMatchObject({outcome: 'usage'})
  })

  it('two runs at once give each number once', async () => {
    const out = emptyFolder()
    const [a, b] = await Promise.all([issue(out), issue(out)])
    expect(a.map(one => one.number)).toEqual(b.map(one => one.number))
    expect(JSON.parse(readFileSync(join(out, 'statements.json'), 'utf8')).statements).toHaveLength(3)
  })
})

describe('what a customer sees', () => {
  it('is not what the partner pays, nor by which rule', async () => {
    const out = emptyFolder()
    await issue(out, {formats: ['html', 'csv', 'xlsx']})
    expect(customerColumns).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(amount|official_amount|margin|rule|book_version)$/)]),
    )
    for (const name of readdirSync(out).filter(file => /bluebird\.(html|csv)$/.test(file))) {
      // The cost of r06, and the name of its rule.
      expect(readFileSync(join(out, name), 'utf8')).not.toMatch(/175[.,]08|bluebird-ip/)
    }
  })

  it('a name that is markup stays text', async () => {
    const out = emptyFolder()
    const evil: PriceBook = {...book, statement: {...book.statement, name: '<script>alert(1)</script>'}}
    const [one] = await issueStatements({
      rated: readRated(rated),
      book: evil,
      out,
      formats: ['html'],
      issued: '2026-11-05',
    })
    const page = readFileSync(one!.files[0]!, 'utf8')
    expect(page).not.toContain('<script')
    expect(page).toContain('&#60;script&#62;alert(1)&#60;/script&#62;')
    // One file that asks nothing of the network.
    expect(page).not.toMatch(/(src|href)="(?!data:)/)
  })

  it.each([
    ['en', '1,234,567.50'],
    ['de', '1.234.567,50'],
    ['fr', '1\u00a0234\u00a0567,50'],
    ['zh-CN', '1,234,567.50'],
    ['no such language', '1,234,567.50'],
  ])('numbers in %s are %s', (language, text) => {
    expect(formatAmount(Decimal.parse('1234567.5'), 2, language)).toBe(text)
  })

  it('a spreadsheet gets a number only where it keeps every digit', () => {
    expect(amountCell(Decimal.parse('1234567.12345678'), 8)).toMatchObject({type: Number, value: 1234567.12345678})
    expect(amountCell(Decimal.parse('12345678.12345678'), 8)).toMatchObject({type: String, value: '12345678.12345678'})
  })
})
