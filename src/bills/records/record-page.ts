// A page of records as the server's bytes, and where in them each cell lies. Cells are read where they stand: the
// digits of an amount never pass through a number, and nothing is copied that is not needed.

import {canonicalJson} from './canonical-json.js'
import type {Layout} from './layout.js'

/** What a cell holds. Flags of a text are added to {@link TEXT}. */
export const ABSENT = 0
export const NULL = 1
export const TEXT = 2
export const NUMBER = 3
/** `true` or `false`. */
export const LITERAL = 4
/** A JSON object or array. */
export const NESTED = 5
export const KIND = 7
/**
 * The bytes are not the characters: the text has escapes, or doubled quotes in a page of CSV; the JSON is not in its
 * shortest form.
 */
export const ESCAPED = 8
/** The text has a comma or a line break. */
export const DELIMITED = 16
/** The text has characters beyond ASCII. */
export const WIDE = 32
/** The JSON is not in its canonical form: white space between members, or escapes that are not needed. */
export const ODD = 64

/** A field that the layout does not know. */
export interface OtherField {
  name: string
  kind: number
  start: number
  end: number
}

/** The rows of one page. The page that a reader gives is overwritten by the next one. */
export class RecordPage {
  bytes: Buffer = Buffer.alloc(0)
  rows = 0
  /** Place of each cell: row * width + column. Quotes of texts lie outside. */
  starts: Int32Array
  ends: Int32Array
  kinds: Uint8Array
  /** Place of each whole record, braces included. */
  recordStarts = new Int32Array(1024)
  recordEnds = new Int32Array(1024)
  /** 1 where the record's bytes are its canonical JSON: no white space, no escapes, no key twice. */
  plain = new Uint8Array(1024)
  readonly others = new Map<number, OtherField[]>()
  /**
   * The fields of a record as JSON, in their order: places, and names of those that the layout does not know. Absent
   * where a record's bytes are JSON already.
   */
  order: readonly (number | string)[] | undefined
  /** Number of the first row in its file, as people count. */
  firstNumber = 1
  /** Rows before which the file has an empty one. */
  readonly gaps: number[] = []
  /** What the page says of itself. */
  total: number | undefined
  currency: string | undefined

  constructor(
    readonly layout: Layout,
    /** What escapes look like in these bytes. */
    readonly dialect: 'json' | 'csv' = 'json',
  ) {
    const cells = 1024 * layout.width
    this.starts = new Int32Array(cells)
    this.ends = new Int32Array(cells)
    this.kinds = new Uint8Array(cells)
  }

  reset(bytes: Buffer): void {
    this.bytes = bytes
    this.rows = 0
    this.others.clear()
    this.gaps.length = 0
    this.total = undefined
    this.currency = undefined
  }

  /** Makes room for one more row, with all its cells absent. */
  addRow(): number {
    const row = this.rows++
    const {width} = this.layout
    if (row === this.recordStarts.length) this.#grow()
    this.kinds.fill(ABSENT, row * width, (row + 1) * width)
    return row
  }

  #grow(): void {
    const grow = <T extends Int32Array | Uint8Array>(array: T): T => {
      const larger = new (array.constructor as new (length: number) => T)(array.length * 2)
      larger.set(array)
      return larger
    }
    this.starts = grow(this.starts)
    this.ends = grow(this.ends)
    this.kinds = grow(this.kinds)
    this.recordStarts = grow(this.recordStarts)
    this.recordEnds = grow(this.recordEnds)
    this.plain = grow(this.plain)
  }

  /** Adds rows of another page of the same bytes and layout. */
  addRows(page: RecordPage, from: number, count: number): void {
    const {width} = this.layout
    const row = this.rows
    while (this.recordStarts.length < row + count) this.#grow()
    this.rows += count
    const copy = <T extends Int32Array | Uint8Array>(target: T, source: T, unit: number) =>
      target.set(source.subarray(from * unit, (from + count) * unit), row * unit)
    copy(this.starts, page.starts, width)
    copy(this.ends, page.ends, width)
    copy(this.kinds, page.kinds, width)
    copy(this.recordStarts, page.recordStarts, 1)
    copy(this.recordEnds, page.recordEnds, 1)
    copy(this.plain, page.plain, 1)
    if (page.others.size === 0) return
    for (let i = 0; i < count; i++) {
      const others = page.others.get(from + i)
      if (others) this.others.set(row + i, others)
    }
  }

  /** Number of a row in its file. */
  numberOf(row: number): number {
    let number = this.firstNumber + row
    for (const gap of this.gaps) if (gap <= row) number++
    return number
  }

  /**
   * The text of a cell: of a string its characters, of anything else its JSON. Empty for null and for what is absent.
   */
  text(row: number, column: number): string {
    const cell = row * this.layout.width + column
    return this.textOf(this.kinds[cell]!, this.starts[cell]!, this.ends[cell]!)
  }

  textOf(kind: number, start: number, end: number): string {
    return textAt(this.bytes, kind, start, end, this.dialect)
  }

  /** The fields that the layout does not know, as a JSON object; empty when there are none. */
  otherFields(row: number): string {
    const fields = this.others.get(row)
    if (!fields) return ''
    const members = fields.map(field => `${JSON.stringify(field.name)}:${this.jsonOf(field)}`)
    return `{${members.join(',')}}`
  }

  jsonOf({kind, start, end}: {kind: number; start: number; end: number}): string {
    if ((kind & KIND) === NULL) return 'null'
    const text = this.textOf(kind, start, end)
    return (kind & KIND) === TEXT ? JSON.stringify(text) : text
  }

  /** The whole record as canonical JSON, in the order in which its fields came. */
  canonicalRecord(row: number): string {
    return canonicalJson(this.bytes.toString('utf8', this.recordStarts[row]!, this.recordEnds[row]!))
  }
}

/** The text of what stands between two places. */
export function textAt(bytes: Buffer, kind: number, start: number, end: number, dialect: 'json' | 'csv'): string {
  switch (kind & KIND) {
    case TEXT:
      if (kind & ESCAPED) return unescaped(bytes.toString('utf8', start, end), dialect)
      return kind & WIDE ? bytes.toString('utf8', start, end) : bytes.toString('latin1', start, end)
    case NUMBER:
    case LITERAL:
      return bytes.toString('latin1', start, end)
    case NESTED: {
      const text = bytes.toString('utf8', start, end)
      if (!(kind & ESCAPED)) return text
      return canonicalJson(dialect === 'csv' ? unescaped(text, 'csv') : text)
    }
    default:
      return ''
  }
}

/** Characters of a JSON string between its quotes, or of a quoted CSV cell, whose quotes are doubled. */
export function unescaped(text: string, dialect: 'json' | 'csv'): string {
  return dialect === 'csv' ? text.replaceAll('""', '"') : (JSON.parse(`"${text}"`) as string)
}

/** A page that is not what the API gives: cut off, or not JSON. */
export class BrokenPage extends Error {
  override name = 'BrokenPage'
}

/** A page that came whole, but without the list that it should hold. */
export class ListlessPage extends BrokenPage {
  constructor(list: string) {
    super(`the answer has no ${list}`)
  }
}
