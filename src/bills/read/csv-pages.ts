// Reads CSV of any size as pages of records, in the bytes as they come.
import {counted} from '../../counted.js'
import {unharmed} from '../../csv.js'
import type {Layout} from '../records/layout.js'
import {ABSENT, BrokenPage, ESCAPED, NESTED, NUMBER, RecordPage, TEXT} from '../records/record-page.js'
import {CsvScanner, QUOTED} from './csv-scanner.js'
import {isNumberAt} from './numbers.js'

/** Rows of a page, and bytes of them at most. */
const ROWS = 2000
const LARGEST = 1 << 22

const APOSTROPHE = 39
const EQUALS = 61

/**
 * Gives the rows of a CSV stream, UTF-8 without a mark, in pages; the first row names the columns. The delimiter is
 * what a line `sep=` says, else what the heading has most of; `onDelimiter` is told. A page is overwritten by the next
 * one. Throws {@link BrokenPage}.
 */
export async function* csvPages(
  chunks: AsyncIterable<Buffer>,
  layoutOf: (heading: string[]) => Layout,
  onDelimiter: (delimiter: string) => void = () => {},
): AsyncGenerator<RecordPage> {
  const scanner = new CsvScanner(chunks)
  if (!(await scanner.open())) throw new BrokenPage('it is empty')
  onDelimiter(scanner.delimiter)
  while (!scanner.next()) if (!(await scanner.more())) throw new BrokenPage('it is empty')
  const layout = layoutOf(scanner.texts.map((text, cell) => (scanner.flags[cell]! & QUOTED ? text : text.trim())))
  const page = new RecordPage(layout, 'csv')
  for (let isEnd = false; !isEnd; ) {
    page.reset(scanner.bytes)
    scanner.release()
    page.firstNumber = scanner.number + 1
    for (;;) {
      if (scanner.next()) {
        addRow(page, scanner)
        if (page.rows === ROWS || scanner.held > LARGEST) break
      } else if (!(await scanner.more())) {
        isEnd = true
        break
      }
    }
    // A portion may be nothing but empty lines.
    if (page.rows === 0) continue
    page.bytes = scanner.bytes
    yield page
  }
}

function addRow(page: RecordPage, scanner: CsvScanner): void {
  const {number, cells} = scanner
  const {width, columns} = page.layout
  if (cells === 0) {
    // An empty line is no row, unless rows are a single cell.
    if (width > 1) page.gaps.push(page.rows)
    else page.plain[page.addRow()] = 0
    return
  }
  if (cells > width) throw new BrokenPage(`row ${number} has more cells than the heading`)
  if (cells < width) {
    throw new BrokenPage(
      scanner.isUnended
        ? `it is cut off in row ${number}`
        : `row ${number} has ${counted(cells, 'cell')}, not ${width}`,
    )
  }
  const row = page.addRow()
  page.recordStarts[row] = scanner.rowStart
  page.recordEnds[row] = scanner.rowEnd
  page.plain[row] = 0
  const base = row * width
  let isEmpty = true
  for (let place = 0; place < width; place++) {
    const start = scanner.starts[place]!
    const end = scanner.ends[place]!
    const flags = scanner.flags[place]!
    if (start === end && !(flags & QUOTED)) continue
    isEmpty &&= end === start
    setCell(page, base + place, columns[place]!.type, scanner.bytes, start, end, flags)
  }
  if (isEmpty && width > 1) {
    // Spreadsheets leave rows in which nothing is.
    page.rows--
    page.gaps.push(page.rows)
  }
}

function setCell(
  page: RecordPage,
  cell: number,
  type: string,
  bytes: Buffer,
  from: number,
  to: number,
  marks: number,
): void {
  let start = from
  let end = to
  let flags = marks & ~QUOTED
  if (bytes[start] === APOSTROPHE) {
    const text = bytes.toString('utf8', start, end)
    if (unharmed(text) !== text) start++
  } else if (bytes[start] === EQUALS && flags & ESCAPED) {
    // ="0123": how a number is kept text in a spreadsheet; in the file its quotes are doubled.
    // The pattern is the whole cell, or it is not: a formula that holds such quotes stays as it is.
    const quoted = (marks & QUOTED) !== 0
    const wrapped = (quoted ? /^=""((?:[^"]|"{4})*)""$/ : /^="((?:[^"]|"")*)"$/).exec(
      bytes.toString('latin1', start, end),
    )
    if (wrapped) {
      const width = quoted ? 2 : 1
      start += 1 + width
      end -= width
      // Quotes inside are doubled once more.
      if (!wrapped[1]!.includes('"')) flags = 0
    }
  }
  page.starts[cell] = start
  page.ends[cell] = end
  const numeric = type === 'decimal' || type === 'integer'
  if (numeric && isNumberAt(bytes, start, end)) page.kinds[cell] = NUMBER
  else if (type === 'json' && (bytes[start] === 91 || bytes[start] === 123)) page.kinds[cell] = NESTED | flags
  else page.kinds[cell] = end === start ? (to > from && type === 'text' ? TEXT : ABSENT) : TEXT | flags
}
