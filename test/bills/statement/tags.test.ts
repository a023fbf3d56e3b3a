// What the parts of a PDF are: everything on its pages is a heading, a paragraph, a cell ..., or decoration.
import {readFileSync} from 'node:fs'
import {inflateSync} from 'node:zlib'
import {beforeAll, describe, expect, it} from 'vitest'
import {BASE, CUSTOMERS, issueRows, newOut, row, SELLER, TAXES} from './rows.js'

/** The objects of a PDF, their streams inflated where they can be. */
function objectsOf(file: string): string[] {
  const pdf = readFileSync(file, 'latin1')
  return [...pdf.matchAll(/^\d+ 0 obj\n([\s\S]*?)\nendobj/gm)].map(([, text]) => {
    const [, head, stream] = /^([\s\S]*?)\nstream\n([\s\S]*)\nendstream/.exec(text!) ?? []
    if (!stream || !head!.includes('/FlateDecode')) return text!
    return `${head}\nstream\n${inflateSync(Buffer.from(stream, 'latin1')).toString('latin1')}`
  })
}

/** Operators that draw outside of what is marked, and how deep marks lie in each other. */
function unmarked(content: string): {drawn: string[]; deepest: number} {
  const drawn: string[] = []
  let depth = 0
  let deepest = 0
  for (const line of content.split('\n')) {
    const [operator] = /\S+$/.exec(line) ?? ['']
    if (operator === 'BDC' || operator === 'BMC') deepest = Math.max(deepest, ++depth)
    else if (operator === 'EMC') depth--
    else if (depth === 0 && /^(TJ|Tj|f|S|B|Do)$/.test(operator)) drawn.push(line)
  }
  return {drawn, deepest}
}

const kinds = (objects: string[]) => objects.flatMap(text => /^\/S \/(\w+)$/m.exec(text.split('stream')[0]!)?.[1] ?? [])

describe('a tagged PDF', () => {
  let out: string
  let files: string[]
  beforeAll(async () => {
    out = newOut()
    // More lines than a page has room for, two kinds of tax, and one of the invoices in a file of its own kind.
    const rows = Array.from({length: 60}, (_, i) =>
      row(`service-${i}`, i % 2 ? 'vat' : 'low', '1.25', {
        bill_date: '2026-10-07',
        resource_id: 'r',
        resource_name: 'shop-1',
        region: 'eu-1',
      }),
    )
    const book = `${BASE}${TAXES}${CUSTOMERS.replace('einvoice: xrechnung', 'einvoice: zugferd')}${SELLER}`
    const done = await issueRows(rows, book, out, {formats: ['pdf']})
    files = done.flatMap(one => one.files)
  })

  it('marks all that it draws, and nothing twice', () => {
    const pages = objectsOf(files[0]!).filter(text => /\nstream\n[\s\S]* (TJ|Tj)\n/.test(text))
    expect(pages.length).toBeGreaterThan(1)
    for (const page of pages) expect(unmarked(page.split('\nstream\n')[1]!)).toEqual({drawn: [], deepest: 1})
  })

  it('has headings, and tables whose rows have as many cells as their head', () => {
    const objects = objectsOf(files[0]!)
    const found = kinds(objects)
    expect(found.filter(kind => kind === 'H1')).toHaveLength(1)
    expect(found).toEqual(expect.arrayContaining(['Document', 'H2', 'P', 'Table', 'TR', 'TH', 'TD', 'Figure', 'LBody']))
    const rows = objects.filter(text => text.includes('/S /TR'))
    // 60 lines, net, two taxes, total; heads of two tables, and what was used most.
    expect(rows.length).toBeGreaterThan(65)
    const cells = rows.map(text => /\/K \[(.*)\]/.exec(text)![1]!.match(/\d+ 0 R/g)!.length)
    expect(new Set(cells)).toEqual(new Set([4, 3]))
    expect(objects.filter(text => text.includes('/Scope /Row')).length).toBeGreaterThan(60)
    expect(objects.filter(text => text.includes('/Scope /Column'))).toHaveLength(7)
    expect(objects.filter(text => /\/S \/Figure/.test(text)).every(text => text.includes('/Alt ('))).toBe(true)
    const [catalog] = objects.filter(text => text.includes('/Type /Catalog'))
    expect(catalog).toMatch(/\/Lang \(de\)/)
    expect(objects.some(text => text.includes('/Marked true'))).toBe(true)
  })

  it('says the language of its words, where those of the statement are not known', async () => {
    const [italian] = await issueRows([row('vm', '', '1')], `${BASE}language: it\nstatement: {name: X}\n`, newOut(), {
      formats: ['pdf'],
    })
    const [catalog] = objectsOf(italian!.files[0]!).filter(text => text.includes('/Type /Catalog'))
    expect(catalog).toMatch(/\/Lang \(en\)/)
  })
})

it('pages say which way their texts run, the language of words and dates, and have headings that can be read', async () => {
  const customer = 'customers: {vega: {name: "ענן 12", address: [Kouter 1, "תל אביב"]}}'
  const book = `${BASE}language: he\n${customer}\nstatement: {name: X, color: "#ffe9a8"}\n`
  const [page] = await issueRows([row('vm', '', '1')], book, newOut(), {formats: ['html']})
  const html = readFileSync(page!.files[0]!, 'utf8')
  expect(html).toContain('<html lang="en">')
  expect(html).toContain('<p class="name"><bdi dir="auto">ענן 12</bdi></p>')
  expect(html).toContain('Kouter 1<br><bdi dir="auto">תל אביב</bdi>')
  expect(html).toMatch(/<time datetime="2026-12-05" lang="he"><bdi dir="auto">5 ב/)
  expect(html).toMatch(/<caption lang="he">/)
  expect(html).toContain('--brand:#ffe9a8;--title:#1c2530')
})
