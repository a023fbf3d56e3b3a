// What readers of PDF make of names in the world's scripts: Poppler and MuPDF give back what was written.
import {execFileSync} from 'node:child_process'
import {beforeAll, describe, expect, it} from 'vitest'
import {MIXED, NAMES} from '../bills/statement/names.js'
import {BASE, issueRows, newOut, row} from '../bills/statement/rows.js'
import {programOf} from '../support/debian.js'

const readers = {
  pdftotext: programOf(['pdftotext'], ['poppler-utils']),
  mutool: programOf(['mutool'], ['mupdf-tools']),
}
const missing = Object.entries(readers).flatMap(([name, found]) => (found ? [] : [name]))
if (missing.length > 0) process.stderr.write(`Not looked at, for want of ${missing.join(' and ')}: names in PDFs\n`)

const all = {...NAMES, ...MIXED}
const files = new Map<string, string>()
beforeAll(async () => {
  const kinds = Object.keys(all)
  const customers = kinds.map((kind, i) => `  c${i}: {name: ${JSON.stringify(all[kind])}}`)
  const book = `${BASE}customers:\n${customers.join('\n')}\nstatement: {name: X, number: "I-{cycle}-{sequence:4}"}\n`
  const rows = kinds.map((_, i) => row('vm', '', '1', {customer_id: `c${i}`, account_name: `c${i}`}))
  for (const one of await issueRows(rows, book, newOut(), {formats: ['pdf']}))
    files.set(kinds[Number(one.account_name.slice(1))]!, one.files[0]!)
})

/** A text without marks of direction, which readers add, each run of blanks as one. */
const plain = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')

const readBy = {
  pdftotext: (file: string) => plain(execFileSync(readers.pdftotext!, [file, '-'], {encoding: 'utf8'})),
  mutool: (file: string) =>
    plain(
      execFileSync(readers.mutool!, ['draw', '-q', '-F', 'text', file], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    ),
}

describe.each(['pdftotext', 'mutool'] as const)('%s', reader => {
  it.skipIf(!readers[reader]).each(Object.keys(NAMES))('gives a name back: %s', kind => {
    expect(readBy[reader](files.get(kind)!)).toContain(plain(NAMES[kind]!))
  })

  it.skipIf(!readers[reader]).each(Object.keys(MIXED))('gives back the words where directions meet: %s', kind => {
    const text = readBy[reader](files.get(kind)!)
    if (reader === 'mutool') expect(text).toContain(plain(MIXED[kind]!))
    // Poppler guesses at the order of a line that runs both ways.
    for (const word of MIXED[kind]!.match(/[\p{L}\p{M}]+|\d+/gu)!) expect(text).toContain(plain(word))
  })
})
