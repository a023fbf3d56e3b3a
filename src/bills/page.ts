// A page of records as the server's bytes, and where in them each cell lies. Cells are read where they stand: the digits of an amount never
// pass through a number, and nothing is copied that is not needed.
import {isUtf8} from 'node:buffer'
import type {Layout} from './layout.js'
import {canonicalJson} from './text.js'

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
/** The bytes are not the characters: the text has escapes, or doubled quotes in a page of CSV; the JSON is not in its shortest form. */
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
    this.total = undefined
    this.currency = undefined
  }

  /** Makes room for one more row, with all its cells absent. */
  addRow(): number {
    const row = this.rows++
    const {width} = this.layout
    if (row === this.recordStarts.length) {
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
    this.kinds.fill(ABSENT, row * width, (row + 1) * width)
    return row
  }

  /** The text of a cell: of a string its characters, of anything else its JSON. Empty for null and for what is absent. */
  text(row: number, column: number): string {
    const cell = row * this.layout.width + column
    return this.textOf(this.kinds[cell]!, this.starts[cell]!, this.ends[cell]!)
  }

  textOf(kind: number, start: number, end: number): string {
    switch (kind & KIND) {
      case TEXT:
        if (kind & ESCAPED) return unescaped(this.bytes.toString('utf8', start, end), this.dialect)
        return kind & WIDE ? this.bytes.toString('utf8', start, end) : this.bytes.toString('latin1', start, end)
      case NUMBER:
      case LITERAL:
        return this.bytes.toString('latin1', start, end)
      case NESTED: {
        const text = this.bytes.toString('utf8', start, end)
        if (!(kind & ESCAPED)) return text
        return canonicalJson(this.dialect === 'csv' ? unescaped(text, 'csv') : text)
      }
      default:
        return ''
    }
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

/** The texts of a page's cells. Most repeat from row to row, and then the same string is given again: it is made once, and compares quickly. */
export class CellTexts {
  readonly #last: {bytes: Uint8Array; length: number; kind: number; text: string}[]

  constructor(readonly page: RecordPage) {
    this.#last = page.layout.columns.map(() => ({bytes: new Uint8Array(64), length: -1, kind: ABSENT, text: ''}))
  }

  /** Undefined for null and for what is absent. */
  text(row: number, place: number): string | undefined {
    const {page} = this
    const cell = row * page.layout.width + place
    const kind = page.kinds[cell]!
    if (kind < TEXT) return undefined
    const {bytes} = page
    const start = page.starts[cell]!
    const length = page.ends[cell]! - start
    const last = this.#last[place]!
    if (last.length === length && last.kind === kind && standsAt(bytes, start, last.bytes, length)) return last.text
    if (length > last.bytes.length) last.bytes = new Uint8Array(2 * length)
    for (let i = 0; i < length; i++) last.bytes[i] = bytes[start + i]!
    last.length = length
    last.kind = kind
    last.text = page.textOf(kind, start, start + length)
    return last.text
  }
}

function standsAt(bytes: Uint8Array, start: number, other: Uint8Array, length: number): boolean {
  for (let i = 0; i < length; i++) if (bytes[start + i] !== other[i]) return false
  return true
}

/** Characters of a JSON string between its quotes, or of a quoted CSV cell, whose quotes are doubled. */
function unescaped(text: string, dialect: 'json' | 'csv'): string {
  return dialect === 'csv' ? text.replaceAll('""', '"') : (JSON.parse(`"${text}"`) as string)
}

const QUOTE = 34
const COMMA = 44
const COLON = 58
const PLUS = 43
const MINUS = 45
const DOT = 46
const ZERO = 48
const NINE = 57
const LETTER_E = 101
const BACKSLASH = 92
const OPEN_BRACKET = 91
const CLOSE_BRACKET = 93
const OPEN_BRACE = 123
const CLOSE_BRACE = 125

/** What each byte of a string says about it. */
const classes = new Uint8Array(257)
const BAD = 128
const END = 255
classes.fill(BAD, 0, 32)
classes.fill(WIDE, 128)
classes[BACKSLASH] = ESCAPED
classes[COMMA] = DELIMITED
classes[QUOTE] = END

/** A page that is not what the API gives: cut off, or not JSON. */
export class BrokenPage extends Error {
  override name = 'BrokenPage'
}

/**
 * Reads pages of one API source. Fields usually come in the same order in every record, so each key is first compared with the one that
 * stood at the same place in the record before.
 */
export class PageReader {
  readonly page: RecordPage
  readonly #layout: Layout
  /** What stood at each place of the last record: the key's bytes and its column, -1 for a field that the layout does not know. */
  readonly #keys: Key[] = []
  readonly #columns: number[] = []
  #bytes: Buffer = Buffer.alloc(0)
  #view: DataView = new DataView(new ArrayBuffer(0))
  #position = 0
  #spaced = false
  #start = 0
  #end = 0

  constructor(
    layout: Layout,
    /** Name of the list in the answer, and of the number of records on the server. */
    readonly items: string,
    readonly total: string,
  ) {
    this.#layout = layout
    this.page = new RecordPage(layout)
  }

  /** Finds the cells of an answer. Throws {@link BrokenPage}. */
  read(bytes: Buffer): RecordPage {
    if (!isUtf8(bytes)) throw new BrokenPage('the answer is not UTF-8')
    const {page} = this
    page.reset(bytes)
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#position = 0
    this.#open(OPEN_BRACE)
    if (this.#peek() === CLOSE_BRACE) this.#position++
    else {
      do {
        const name = this.#key()
        const kind = name === this.items && this.#peek() === OPEN_BRACKET ? this.#records() : this.#value()
        if (name === this.total && kind === NUMBER) page.total = Number(page.textOf(kind, this.#start, this.#end))
        else if (name === 'currency' && (kind & KIND) === TEXT)
          page.currency = page.textOf(kind, this.#start, this.#end)
      } while (this.#more(CLOSE_BRACE))
    }
    this.#space()
    if (this.#position !== bytes.length) throw this.#broken()
    return page
  }

  /** Finds the cells of records that stand one a line, as in JSON lines, or in an array with a line for each. */
  readLines(bytes: Buffer): RecordPage {
    if (!isUtf8(bytes)) throw new BrokenPage('it is not UTF-8')
    this.page.reset(bytes)
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#position = 0
    for (;;) {
      const byte = this.#peek()
      if (this.#position >= bytes.length) return this.page
      if (byte === OPEN_BRACE) this.#record()
      else if (byte === COMMA || byte === OPEN_BRACKET || byte === CLOSE_BRACKET) this.#position++
      else throw this.#broken()
    }
  }

  #records(): number {
    this.#position++
    if (this.#peek() === CLOSE_BRACKET) this.#position++
    else {
      do this.#record()
      while (this.#more(CLOSE_BRACKET))
    }
    return ABSENT
  }

  #record(): void {
    const {page} = this
    const bytes = this.#bytes
    const row = page.addRow()
    const view = this.#view
    const {width} = this.#layout
    const base = row * width
    const {starts, ends, kinds} = page
    this.#open(OPEN_BRACE)
    page.recordStarts[row] = this.#position - 1
    this.#spaced = false
    let plain = 1
    let place = 0
    if (this.#peek() === CLOSE_BRACE) this.#position++
    else {
      do {
        // The key and its colon, most likely those that stood here in the last record.
        const at = bytes[this.#position] === QUOTE ? this.#position : this.#seek(QUOTE)
        const expected = this.#keys[place]
        let column: number
        let keyEnd: number
        if (expected?.standsAt(view, at)) {
          column = this.#columns[place]!
          this.#position = at + expected.bytes.length
          keyEnd = this.#position - 2
        } else {
          const name = this.#string()
          keyEnd = this.#end
          if (name & ODD) plain = 0
          column = this.#layout.placeOf(page.textOf(name, this.#start, this.#end))
          // As it is written: a key with escapes meets only its like.
          this.#keys[place] = new Key(bytes.subarray(this.#start, this.#end))
          this.#columns[place] = column
          this.#seek(COLON)
          this.#position++
        }
        const cell = base + column
        // The value, quite likely the one of the last record.
        const before = cell - width
        if (
          column >= 0 &&
          before >= 0 &&
          kinds[before]! >= TEXT &&
          repeats(view, this.#position, starts[before]!, ends[before]!, kinds[before]!)
        ) {
          if (kinds[cell] !== ABSENT) plain = 0
          const quote = (kinds[before]! & KIND) === TEXT ? 1 : 0
          const start = this.#position + quote
          const end = start + ends[before]! - starts[before]!
          starts[cell] = start
          ends[cell] = end
          kinds[cell] = kinds[before]!
          if (kinds[cell]! & ODD) plain = 0
          this.#position = end + quote
        } else {
          const kind = this.#value()
          if (kind & ODD) plain = 0
          if (column >= 0) {
            if (kinds[cell] !== ABSENT) plain = 0
            starts[cell] = this.#start
            ends[cell] = this.#end
            kinds[cell] = kind
          } else if (this.#keepOther(row, at + 1, keyEnd, kind)) plain = 0
        }
        place++
      } while (this.#more(CLOSE_BRACE))
    }
    page.recordEnds[row] = this.#position
    page.plain[row] = this.#spaced ? 0 : plain
  }

  /** Keeps a field that the layout does not know; true when its name came before. */
  #keepOther(row: number, keyStart: number, keyEnd: number, kind: number): boolean {
    const {others} = this.page
    const name = unescaped(this.#bytes.toString('utf8', keyStart, keyEnd), 'json')
    const field = {name, kind, start: this.#start, end: this.#end}
    const fields = others.get(row)
    if (!fields) {
      others.set(row, [field])
      return false
    }
    const known = fields.findIndex(other => other.name === name)
    if (known < 0) fields.push(field)
    else fields[known] = field
    return known >= 0
  }

  /** Reads a value; its place is in start and end. */
  #value(): number {
    const bytes = this.#bytes
    let byte = bytes[this.#position]!
    if (byte <= 32) byte = this.#peek()
    if (byte === QUOTE) return this.#string()
    const start = this.#position
    let at = start
    let kind: number
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      at = this.#nestedEnd(start)
      kind = NESTED | (isPlainNested(bytes, start, at) ? 0 : ESCAPED | ODD)
    } else if (byte === MINUS || (byte >= ZERO && byte <= NINE)) {
      at = this.#numberEnd(start)
      kind = NUMBER
    } else {
      while (bytes[at]! >= 97 && bytes[at]! <= 122) at++
      const word = bytes.toString('latin1', start, at)
      if (word !== 'null' && word !== 'true' && word !== 'false') throw this.#broken()
      kind = word === 'null' ? NULL : LITERAL
    }
    this.#start = start
    this.#end = at
    this.#position = at
    return kind
  }

  #numberEnd(start: number): number {
    const bytes = this.#bytes
    let at = start
    if (bytes[at] === MINUS) at++
    const whole = at
    while (bytes[at]! >= ZERO && bytes[at]! <= NINE) at++
    let good = at === whole + 1 || (at > whole && bytes[whole] !== ZERO)
    if (bytes[at] === DOT) {
      const fraction = ++at
      while (bytes[at]! >= ZERO && bytes[at]! <= NINE) at++
      good &&= at > fraction
    }
    if ((bytes[at]! | 32) === LETTER_E) {
      at++
      if (bytes[at] === PLUS || bytes[at] === MINUS) at++
      const exponent = at
      while (bytes[at]! >= ZERO && bytes[at]! <= NINE) at++
      good &&= at > exponent
    }
    if (!good) throw this.#broken()
    return at
  }

  /** Reads a string whose quote is at the position. */
  #string(): number {
    const bytes = this.#bytes
    let at = this.#position + 1
    this.#start = at
    let flags = 0
    for (;;) {
      const found = classes[bytes[at]!]!
      if (found === 0) at++
      else if (found === END) break
      else if (found === BAD || at >= bytes.length) throw this.#broken()
      else {
        flags |= found
        at += found === ESCAPED ? 2 : 1
      }
    }
    this.#end = at
    this.#position = at + 1
    if (flags & ESCAPED) {
      const raw = `"${bytes.toString('utf8', this.#start, at)}"`
      try {
        if (JSON.stringify(JSON.parse(raw)) !== raw) flags |= ODD
      } catch {
        throw this.#broken()
      }
    }
    return TEXT | flags
  }

  #nestedEnd(start: number): number {
    const bytes = this.#bytes
    let at = start
    let depth = 0
    for (;;) {
      const byte = bytes[at]
      if (byte === undefined) throw this.#broken()
      if (byte === QUOTE) {
        at++
        while (bytes[at] !== QUOTE) {
          if (bytes[at] === BACKSLASH) at++
          if (++at >= bytes.length) throw this.#broken()
        }
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        if (--depth === 0) break
      }
      at++
    }
    try {
      JSON.parse(bytes.toString('utf8', start, at + 1))
    } catch {
      throw this.#broken()
    }
    return at + 1
  }

  #key(): string {
    if (this.#peek() !== QUOTE) throw this.#broken()
    const kind = this.#string()
    const name = this.page.textOf(kind, this.#start, this.#end)
    if (this.#peek() !== COLON) throw this.#broken()
    this.#position++
    return name
  }

  #open(bracket: number): void {
    this.#seek(bracket)
    this.#position++
  }

  /** Passes over white space to where that byte must stand. */
  #seek(byte: number): number {
    if (this.#peek() !== byte) throw this.#broken()
    return this.#position
  }

  /** Whether another member follows; passes over the comma or over the closing bracket. */
  #more(close: number): boolean {
    const bytes = this.#bytes
    let byte = bytes[this.#position]!
    if (byte !== COMMA && byte !== close) byte = this.#peek()
    this.#position++
    if (byte === COMMA) return true
    if (byte === close) return false
    throw this.#broken()
  }

  /** The next byte that is not white space. */
  #peek(): number {
    const byte = this.#bytes[this.#position]!
    return byte <= 32 ? this.#space() : byte
  }

  #space(): number {
    const bytes = this.#bytes
    let byte = bytes[this.#position]!
    while (byte === 32 || byte === 10 || byte === 13 || byte === 9) {
      this.#spaced = true
      byte = bytes[++this.#position]!
    }
    return byte
  }

  #broken(): BrokenPage {
    const at = this.#position
    const what = at >= this.#bytes.length ? 'it ends too early' : `byte ${at} is not JSON`
    return new BrokenPage(`the answer is not whole JSON: ${what}`)
  }
}

/** Without white space and escapes, an object or array is its own canonical JSON. */
function isPlainNested(bytes: Buffer, start: number, end: number): boolean {
  let inText = false
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!
    if (byte === QUOTE) inText = !inText
    else if (byte === BACKSLASH || (byte <= 32 && !inText)) return false
  }
  return true
}

/** The bytes of a key with its quotes and colon, comparable in steps of four. */
class Key {
  readonly bytes: Buffer
  readonly words: Int32Array

  constructor(name: Uint8Array) {
    this.bytes = Buffer.concat([Buffer.from('"'), name, Buffer.from('":')])
    this.words = new Int32Array(this.bytes.length >> 2)
    for (let i = 0; i < this.words.length; i++) this.words[i] = this.bytes.readInt32LE(i * 4)
  }

  standsAt(view: DataView, at: number): boolean {
    const {bytes, words} = this
    if (at + bytes.length > view.byteLength) return false
    for (let i = 0; i < words.length; i++) if (view.getInt32(at + i * 4, true) !== words[i]) return false
    for (let i = words.length * 4; i < bytes.length; i++) if (view.getUint8(at + i) !== bytes[i]) return false
    return true
  }
}

/** Whether a cell of the last record stands at this place again, whole: its quotes, or what ends a number, included. */
function repeats(view: DataView, at: number, start: number, end: number, kind: number): boolean {
  const text = (kind & KIND) === TEXT ? 1 : 0
  let from = start - text
  const to = end + 1
  if (at + to - from > view.byteLength) return false
  for (; from + 4 <= to; from += 4, at += 4) if (view.getInt32(at) !== view.getInt32(from)) return false
  for (; from < to; from++, at++) if (view.getUint8(at) !== view.getUint8(from)) return false
  return true
}
