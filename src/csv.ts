// CSV as spreadsheets want it: RFC 4180, UTF-8, and no cell that a spreadsheet would run as a formula.
import {stringify} from 'csv-stringify/sync'

const FORMULA = /^'*[=+\-@\t\r\0]/
const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/

/**
 * Puts an apostrophe before a cell that a spreadsheet could take for a formula. A plain number, negative too, stays a
 * number. A cell that begins with such an apostrophe gets another, so that {@link unharmed} can take it away.
 * (CWE-1236)
 */
export function harmless(cell: string): string {
  return FORMULA.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell
}

/** The text that {@link harmless} was given. */
export const unharmed = (cell: string): string =>
  cell.charCodeAt(0) === 39 && FORMULA.test(cell.slice(1)) && !PLAIN_NUMBER.test(cell.slice(1)) ? cell.slice(1) : cell

/**
 * One line or more, with line ends. A lone line feed is quoted too, and so is the empty cell of a row that has no
 * other.
 */
export const csvLines = (rows: string[][]): string =>
  stringify(
    rows.map(row => row.map(harmless)),
    {record_delimiter: 'windows', quoted_match: /[\r\n]/, quoted_empty: rows[0]?.length === 1},
  )

export const BOM = '\uFEFF'

const SUSPECT = /^['=+\-@\t\r\0]|[",\r\n]/

/** A cell as {@link csvLines} writes it. */
export function csvCell(text: string): string {
  // Most cells are neither.
  if (!SUSPECT.test(text)) return text
  const cell = harmless(text)
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** The same line as {@link csvLines} makes, several times as fast: for millions of rows. */
export function csvLine(cells: readonly string[]): string {
  if (cells.length === 1 && cells[0] === '') return '""\r\n'
  let line = ''
  for (let i = 0; i < cells.length; i++) line += i > 0 ? `,${csvCell(cells[i]!)}` : csvCell(cells[i]!)
  return `${line}\r\n`
}

/** Characters of a row at most: what is longer is not a table. */
const LONGEST_ROW = 1 << 24

/**
 * Reads CSV piece by piece: quoted cells, quotes doubled, CRLF or LF, a byte order mark. Yields the rows of each piece
 * of input; empty lines are left out, or have no cells where they are to be kept. Throws a SyntaxError when a quote is
 * never closed, and for what is no table.
 */
export async function* csvRows(
  chunks: AsyncIterable<Buffer | string> | Iterable<Buffer | string>,
  delimiter = ',',
  keepEmpty = false,
): AsyncGenerator<string[][]> {
  const separator = delimiter.charCodeAt(0)
  const decoder = new TextDecoder()
  let rest = ''
  let first = true
  for await (const chunk of chunks) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, {stream: true})
    if (first && rest.length > 0) {
      rest = rest.replace(/^\uFEFF/, '')
      first = false
    }
    const {rows, used} = splitRows(rest, separator, keepEmpty, false)
    rest = rest.slice(used)
    if (rest.length > LONGEST_ROW) throw new SyntaxError('a row does not end, perhaps for want of a closing quote')
    if (rows.length > 0) yield rows
  }
  const {rows} = splitRows(rest + decoder.decode(), separator, keepEmpty, true)
  if (rows.length > 0) yield rows
}

/** The whole rows at the beginning of a text, and how much of it they are. */
function splitRows(
  text: string,
  separator: number,
  keepEmpty: boolean,
  isEnd: boolean,
): {rows: string[][]; used: number} {
  const rows: string[][] = []
  let row: string[] = []
  let used = 0
  let at = 0
  while (at < text.length) {
    let cell: string
    if (text.charCodeAt(at) === 34) {
      let end = at + 1
      let doubled = false
      for (;;) {
        end = text.indexOf('"', end)
        if (end < 0 || (end + 1 === text.length && !isEnd)) {
          if (isEnd) throw new SyntaxError('a quoted cell is not closed')
          return {rows, used}
        }
        if (text.charCodeAt(end + 1) !== 34) break
        doubled = true
        end += 2
      }
      cell = text.slice(at + 1, end)
      if (doubled) cell = cell.replaceAll('""', '"')
      at = end + 1
    } else {
      let end = at
      for (; end < text.length; end++) {
        const code = text.charCodeAt(end)
        if (code === separator || code === 10 || code === 13) break
      }
      cell = text.slice(at, end)
      at = end
    }
    row.push(cell)
    const next = text.charCodeAt(at)
    if (next === separator) {
      at++
      // A delimiter at the very end has an empty cell behind it.
      if (at === text.length) {
        if (!isEnd) return {rows, used}
        row.push('')
      }
      continue
    }
    if (at >= text.length && !isEnd) return {rows, used}
    if (next === 13) {
      if (at + 1 === text.length && !isEnd) return {rows, used}
      at += text.charCodeAt(at + 1) === 10 ? 2 : 1
    } else if (next === 10) at++
    else if (at < text.length) throw new SyntaxError(`text after a closing quote: ${text.slice(at, at + 20)}`)
    if (row.length > 1 || row[0] !== '' || text.charCodeAt(used) === 34) rows.push(row)
    else if (keepEmpty) rows.push([])
    row = []
    used = at
  }
  // The last row ends with a delimiter, and with nothing behind it.
  if (row.length > 0) rows.push(row)
  return {rows, used}
}
