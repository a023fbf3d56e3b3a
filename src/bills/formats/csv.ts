// CSV as bytes: cells are copied from the page to the file as they stand; only those that need quotes, or could be
// taken for a formula, are looked at more closely. The same bytes as `csvLine` makes of the same cells, several times
// as fast.
import {csvCell, csvLine} from '../../csv.js'
import {DELIMITED, ESCAPED, KIND, LITERAL, NULL, ODD, type RecordPage, TEXT} from '../records/record-page.js'
import {CellBytes} from './cell-bytes.js'
import {excelCell} from './excel.js'
import {copyShort, type Output, viewOf} from './output.js'
import type {Facts, RecordColumn, Table, TableColumn} from './table.js'

const LF = 10
const CR = 13
const QUOTE = 34
const COMMA = 44
const BACKSLASH = 92
/** First bytes of what a spreadsheet may take for a formula, or of what was made harmless before; and of an escape. */
const suspect = new Uint8Array(256)
for (const character of "=+-@\t\r\0'\\") suspect[character.charCodeAt(0)] = 1
/** What the short escapes of JSON stand for, by the character behind the backslash. */
const escaped = new Uint8Array(256)
for (const [i, character] of [...'"\\bfnrt'].entries()) escaped[character.charCodeAt(0)] = '"\\\b\f\n\r\t'.charCodeAt(i)

/** One cell as it stands in a line; `excel` keeps ids and long numbers what they are. */
const cellText = (text: string, column: TableColumn, excel: boolean): string =>
  (excel && excelCell(text, column)) || csvCell(text)

export const csvHeading = (columns: readonly TableColumn[]): string => csvLine(columns.map(({name}) => name))

/** Writes rows of pages as CSV, cell by cell from the page's bytes. */
export class CsvRecords {
  #facts: Facts | undefined
  #known: Buffer[] = []
  readonly #places: Int32Array

  constructor(
    readonly columns: readonly RecordColumn[],
    readonly excel: boolean,
  ) {
    this.#places = Int32Array.from(columns, ({place}) => place)
  }

  write(page: RecordPage, from: number, to: number, facts: Facts, output: Output): void {
    if (facts !== this.#facts) {
      this.#facts = facts
      this.#known = this.columns.map(column =>
        Buffer.from(column.fact ? cellText(facts[column.fact] ?? '', column, this.excel) : ''),
      )
    }
    const source = viewOf(page.bytes)
    for (let row = from; row < to; row++) this.#row(page, source, row, output)
  }

  #row(page: RecordPage, source: DataView, row: number, output: Output): void {
    const {columns, excel} = this
    const places = this.#places
    const {bytes, starts, ends, kinds} = page
    const base = row * page.layout.width
    const odd = page.dialect === 'json' ? ODD : ESCAPED
    // A cell grows to twice its bytes at most, when it is all quotes, and by what --excel adds.
    output.reserve(2 * (page.recordEnds[row]! - page.recordStarts[row]!) + 64 * columns.length + 1024)
    const {bytes: target, view} = output
    let at = output.length
    for (let i = 0; i < places.length; i++) {
      const place = places[i]!
      if (place < 0) {
        const known = this.#known[i]!
        for (let j = 0; j < known.length; j++) target[at++] = known[j]!
        if (!columns[i]!.fact && page.others.size > 0) {
          at += target.write(cellText(page.otherFields(row), columns[i]!, excel), at)
        }
      } else {
        const cell = base + place
        const kind = kinds[cell]!
        if (kind > NULL) {
          const start = starts[cell]!
          const end = ends[cell]!
          const type = kind & KIND
          if (excel || kind & odd || type > LITERAL || (type === TEXT && end > start && suspect[bytes[start]!] === 1)) {
            at += target.write(cellText(page.text(row, place), columns[i]!, excel), at)
          } else if (kind & ESCAPED) at = copyUnescaped(bytes, start, end, target, at)
          else {
            if (kind & DELIMITED) target[at++] = QUOTE
            at = copyShort(source, start, end, view, at)
            if (kind & DELIMITED) target[at++] = QUOTE
          }
        }
      }
      target[at++] = COMMA
    }
    // A row whose only cell is empty: readers take an empty line for none.
    if (places.length === 1 && at === output.length + 1) {
      target[at - 1] = QUOTE
      target[at++] = QUOTE
      at++
    }
    // In the place of the last comma.
    target[at - 1] = CR
    target[at++] = LF
    output.length = at
  }
}

/** Writes a text with short escapes of JSON as a cell. Returns where it ends. */
function copyUnescaped(bytes: Buffer, start: number, end: number, target: Buffer, from: number): number {
  let at = from + 1
  let quoted = false
  for (let i = start; i < end; i++) {
    let byte = bytes[i]!
    if (byte === BACKSLASH) byte = escaped[bytes[++i]!]!
    if (byte === QUOTE) target[at++] = QUOTE
    quoted ||= byte === QUOTE || byte === COMMA || byte === LF || byte === CR
    target[at++] = byte
  }
  if (quoted) {
    target[from] = QUOTE
    target[at++] = QUOTE
    return at
  }
  target.copyWithin(from, from + 1, at)
  return at - 1
}

/**
 * Writes rows of any table as CSV. What a cell is in the file is made once for each text, and cells that say the same
 * as in the row before are copied together.
 */
export class CsvTable {
  readonly #cells: CellBytes[]
  /** Where each cell of the last row ends in its line, the comma included. */
  #ends: Int32Array
  #others: Int32Array

  constructor(
    readonly table: Table,
    readonly excel: boolean,
  ) {
    const known = new Map<string, CellBytes>()
    this.#cells = table.columns.map((column, i) => {
      const cells = table.cells[i]!
      const key = `${table.cells.indexOf(cells)} ${column.type}`
      const made = known.get(key) ?? new CellBytes(cells, text => cellText(text, column, excel))
      known.set(key, made)
      return made
    })
    this.#ends = new Int32Array(table.columns.length)
    this.#others = new Int32Array(table.columns.length)
  }

  write(page: RecordPage, from: number, to: number, facts: Facts, output: Output): void {
    const cells = this.#cells
    this.table.read(page, from, to, facts)
    for (const column of cells) column.begin()
    const ids = cells.map(column => column.cells.ids)
    const {length} = cells
    let before = -1
    for (let row = 0; row < to - from; row++) {
      const start = output.length
      const last = this.#ends
      const ends = this.#others
      for (let i = 0; i < length; ) {
        let next = i
        if (before >= 0) while (next < length && ids[next]![row] === ids[next]![row - 1]) next++
        if (next === i) {
          output.reserve(cells[i]!.sizeAt(row) + 8)
          output.length = cells[i]!.copy(row, output.view, output.length)
          output.bytes[output.length++] = COMMA
          ends[i++] = output.length - start
          continue
        }
        const first = i === 0 ? 0 : last[i - 1]!
        const end = last[next - 1]!
        const moved = output.length - start - first
        output.reserve(end - first + 8)
        output.length = copyShort(output.view, before + first, before + end, output.view, output.length)
        for (; i < next; i++) ends[i] = last[i]! + moved
      }
      this.#ends = ends
      this.#others = last
      before = length > 1 ? start : -1
      const {bytes} = output
      // As above.
      if (length === 1 && output.length === start + 1) {
        bytes[start] = QUOTE
        bytes[start + 1] = QUOTE
        output.length = start + 3
      }
      // In the place of the last comma.
      bytes[output.length - 1] = CR
      bytes[output.length++] = LF
    }
  }
}
