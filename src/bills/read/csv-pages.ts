// Reads CSV of any size as pages of records, in the bytes as they come.
import {counted} from '../../counted.js'
import {unharmed} from '../../csv.js'
import type {Layout} from '../records/layout.js'
import {ABSENT, BrokenPage, DELIMITED, ESCAPED, NESTED, NUMBER, RecordPage, TEXT, WIDE} from '../records/record-page.js'
import {beginningOf} from './delimiter.js'

/** Bytes of a row at most: what is longer is not a table. */
const LONGEST_ROW = 16 * 1024 * 1024

const QUOTE = 34
const LF = 10
const CR = 13
const APOSTROPHE = 39
const EQUALS = 61

/** Marks what is not copied as it stands: quotes, backslashes and control characters are escaped in JSON. */
const classes = new Uint8Array(256)
classes.fill(ESCAPED, 0, 32)
classes.fill(WIDE, 128)
classes[QUOTE] = ESCAPED
classes[92] = ESCAPED
classes[44] = DELIMITED

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
  let rest: Buffer = Buffer.alloc(0)
  let rows: Rows | undefined
  const start = (bytes: Buffer): Buffer => {
    const {delimiter, skipped, lines} = beginningOf(bytes)
    const first = lineCells(bytes.subarray(skipped), delimiter.charCodeAt(0))
    onDelimiter(delimiter)
    rows = new Rows(delimiter.charCodeAt(0), layoutOf(first.cells), lines + 1)
    return bytes.subarray(skipped + first.end)
  }
  for await (const chunk of chunks) {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const end = lastLineEnd(rest)
    if (end < 0) {
      if (rest.length > LONGEST_ROW) throw new BrokenPage('it has no lines')
      continue
    }
    let whole = rest.subarray(0, end)
    // A line end inside quotes does not end a row: wait for the quote.
    if (quotes(whole) % 2 === 1) {
      if (rest.length > LONGEST_ROW) throw new BrokenPage('a quoted cell does not end')
      continue
    }
    rest = rest.subarray(end)
    if (!rows) whole = start(whole)
    if (whole.length > 0) yield rows!.page(whole)
  }
  if (rest.length === 0) return
  if (quotes(rest) % 2 === 1) throw new BrokenPage('the file ends inside a quoted cell')
  if (!rows) rest = start(rest)
  if (rest.length > 0) yield rows!.page(rest)
}

function lastLineEnd(bytes: Buffer): number {
  return bytes.lastIndexOf(LF) + 1 || -1
}

function quotes(bytes: Buffer): number {
  let count = 0
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === QUOTE) count++
  return count
}

/** The cells of the first line, and where the next one begins. */
export function lineCells(bytes: Buffer, delimiter: number): {cells: string[]; end: number} {
  const cells: string[] = []
  let at = 0
  for (;;) {
    const cell = cellAt(bytes, at, delimiter)
    const text = bytes.toString('utf8', cell.start, cell.end)
    cells.push(cell.quoted ? text.replaceAll('""', '"') : text.trim())
    at = cell.next
    if (cell.last) return {cells, end: at}
  }
}

function cellAt(bytes: Buffer, start: number, delimiter: number) {
  let at = start
  const quoted = bytes[at] === QUOTE
  if (quoted) {
    at++
    for (;;) {
      if (at >= bytes.length) throw new BrokenPage('a quoted cell does not end')
      if (bytes[at++] !== QUOTE) continue
      if (bytes[at] !== QUOTE) break
      at++
    }
  }
  const end = at - 1
  while (at < bytes.length && bytes[at] !== delimiter && bytes[at] !== LF && bytes[at] !== CR) at++
  const cell = quoted ? {start: start + 1, end} : {start, end: at}
  const last = bytes[at] !== delimiter
  if (bytes[at] === CR && bytes[at + 1] === LF) at++
  return {...cell, quoted, last, next: Math.min(at + 1, bytes.length)}
}

class Rows {
  readonly #page: RecordPage

  constructor(
    readonly delimiter: number,
    readonly layout: Layout,
    /** Number of the last row, as a spreadsheet counts them. */
    public number: number,
  ) {
    this.#page = new RecordPage(layout, 'csv')
  }

  page(bytes: Buffer): RecordPage {
    const page = this.#page
    page.reset(bytes)
    page.firstNumber = this.number + 1
    const {delimiter} = this
    const {width, columns} = this.layout
    let at = 0
    while (at < bytes.length) {
      this.number++
      if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] === LF)) {
        at += bytes[at] === LF ? 1 : 2
        // An empty line is no row, unless rows are a single cell.
        if (width > 1) {
          page.gaps.push(page.rows)
          continue
        }
        page.plain[page.addRow()] = 0
        continue
      }
      const row = page.addRow()
      const base = row * width
      page.recordStarts[row] = at
      page.plain[row] = 0
      let place = 0
      let isEmpty = true
      for (;;) {
        const quoted = bytes[at] === QUOTE
        let start = at
        let flags = 0
        if (quoted) {
          start = ++at
          for (;;) {
            const byte = bytes[at]
            if (byte === undefined) throw new BrokenPage(`row ${this.number}: a quoted cell does not end`)
            if (byte === QUOTE && bytes[++at] !== QUOTE) break
            flags |= classes[byte]!
            at++
          }
        } else {
          let byte = bytes[at]!
          while (at < bytes.length && byte !== delimiter && byte !== LF && byte !== CR) {
            flags |= classes[byte]!
            byte = bytes[++at]!
          }
        }
        const end = quoted ? at - 1 : at
        if (place >= width) throw new BrokenPage(`row ${this.number} has more cells than the heading`)
        const cell = base + place
        if (end > start || quoted) {
          isEmpty &&= end === start
          this.#set(cell, columns[place]!.type, bytes, start, end, flags, quoted)
        }
        place++
        const byte = bytes[at]
        if (byte === delimiter) {
          at++
          continue
        }
        if (at < bytes.length && byte !== LF && byte !== CR) {
          throw new BrokenPage(`row ${this.number}: something follows a quoted cell`)
        }
        break
      }
      page.recordEnds[row] = at
      if (place !== width) {
        const isCut = at >= bytes.length && place < width
        throw new BrokenPage(
          isCut
            ? `it is cut off in row ${this.number}`
            : `row ${this.number} has ${counted(place, 'cell')}, not ${width}`,
        )
      }
      if (bytes[at] === CR) at++
      if (bytes[at] === LF) at++
      if (isEmpty && width > 1) {
        // Spreadsheets leave rows in which nothing is.
        page.rows--
        page.gaps.push(page.rows)
      }
    }
    return page
  }

  #set(cell: number, type: string, bytes: Buffer, from: number, to: number, flags: number, quoted: boolean): void {
    const page = this.#page
    let start = from
    let end = to
    if (bytes[start] === APOSTROPHE) {
      const text = bytes.toString('utf8', start, end)
      if (unharmed(text) !== text) start++
    } else if (bytes[start] === EQUALS && flags & ESCAPED) {
      // ="0123": how a number is kept text in a spreadsheet; in the file its quotes are doubled.
      // The pattern is the whole cell, or it is not: a formula that holds such quotes stays as it is.
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
    if (numeric && isNumber(bytes, start, end)) page.kinds[cell] = NUMBER
    else if (type === 'json' && (bytes[start] === 91 || bytes[start] === 123)) page.kinds[cell] = NESTED | flags
    else page.kinds[cell] = end === start ? (to > from && type === 'text' ? TEXT : ABSENT) : TEXT | flags
  }
}

function isNumber(bytes: Buffer, start: number, end: number): boolean {
  let at = start
  if (bytes[at] === 45) at++
  const whole = at
  while (bytes[at]! >= 48 && bytes[at]! <= 57 && at < end) at++
  if (at === whole || (bytes[whole] === 48 && at > whole + 1)) return false
  if (at === end) return true
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(bytes.toString('latin1', start, end))
}
