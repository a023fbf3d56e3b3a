// Reads the pages that the API gives, and the files of an export that look like them.
import {isUtf8} from 'node:buffer'
import type {Layout} from '../records/layout.js'
import {
  ABSENT,
  BrokenPage,
  KIND,
  ListlessPage,
  NUMBER,
  ODD,
  RecordPage,
  TEXT,
  unescaped,
} from '../records/record-page.js'
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  isNumeric,
  JsonScanner,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from './json-scanner.js'

/** Fields of a record at most. */
const MOST_FIELDS = 2000
/** Fields of a record that are compared with those of the record before. */
const FIELDS = 1024

/**
 * Reads pages of one API source. Fields usually come in the same order in every record and mostly say the same as in
 * the record before: as far as the bytes of two records are the same, the cells of the one are those of the other, so
 * many bytes further on.
 */
export class PageReader extends JsonScanner {
  readonly page: RecordPage
  readonly #layout: Layout
  /**
   * What stood at each place of the last record: the key's bytes and its column, -1 for a field that the layout does
   * not know.
   */
  readonly #keys: Key[] = []
  readonly #columns = new Int32Array(FIELDS)
  /** Where each field of the last record and of this one begins. */
  #lastStarts = new Int32Array(FIELDS)
  #starts = new Int32Array(FIELDS)
  /** Fields of the last record that this one may be compared with. */
  #comparable = 0

  constructor(
    layout: Layout,
    /** Name of the list in the answer, and of the number of records on the server. */
    readonly items: string,
    readonly total: string,
  ) {
    super()
    this.#layout = layout
    this.page = new RecordPage(layout)
  }

  /** Finds the cells of an answer. Throws {@link BrokenPage}. */
  read(bytes: Buffer): RecordPage {
    if (!isUtf8(bytes)) throw new BrokenPage('the answer is not UTF-8')
    const {page} = this
    this.#begin(bytes)
    this.open(OPEN_BRACE)
    let listed = this.items === ''
    if (this.peek() === CLOSE_BRACE) this.position++
    else {
      do {
        const name = this.key()
        const isList = name === this.items && this.peek() === OPEN_BRACKET
        listed ||= isList
        const kind = isList ? this.#records() : this.value()
        if (name === this.total && kind === NUMBER) page.total = Number(page.textOf(kind, this.start, this.end))
        else if (name === 'currency' && (kind & KIND) === TEXT) page.currency = page.textOf(kind, this.start, this.end)
      } while (this.more(CLOSE_BRACE))
    }
    this.space()
    if (this.position !== bytes.length) throw this.broken()
    if (!listed && page.total !== 0) throw new ListlessPage(this.items)
    return page
  }

  /** Finds the cells of records that stand one a line, as in JSON lines, or in an array with a line for each. */
  readLines(bytes: Buffer): RecordPage {
    if (!isUtf8(bytes)) throw new BrokenPage('it is not UTF-8')
    this.#begin(bytes)
    for (;;) {
      const byte = this.peek()
      if (this.position >= bytes.length) return this.page
      if (byte === OPEN_BRACE) this.#record()
      else if (byte === COMMA || byte === OPEN_BRACKET || byte === CLOSE_BRACKET) this.position++
      else throw this.broken()
    }
  }

  #begin(bytes: Buffer): void {
    this.page.reset(bytes)
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.position = 0
    this.#comparable = 0
  }

  #records(): number {
    this.position++
    if (this.peek() === CLOSE_BRACKET) this.position++
    else {
      do this.#record()
      while (this.more(CLOSE_BRACKET))
    }
    return ABSENT
  }

  #record(): void {
    const {page} = this
    const row = page.addRow()
    this.open(OPEN_BRACE)
    page.recordStarts[row] = this.position - 1
    this.spaced = false
    let plain = 1
    let place = 0
    if (this.peek() === CLOSE_BRACE) this.position++
    else {
      do {
        if (place < this.#comparable) {
          place = this.#repeated(row, place)
          // The last field too, and the brace behind it.
          if (place === this.#comparable) break
        }
        if (!this.#field(row, place)) plain = 0
        if (++place > MOST_FIELDS) throw new BrokenPage(`a record in it has more than ${MOST_FIELDS} fields`)
      } while (this.more(CLOSE_BRACE))
    }
    page.recordEnds[row] = this.position
    page.plain[row] = this.spaced ? 0 : plain
    // Only where nothing is odd two records that look the same are the same.
    this.#comparable = page.plain[row] === 1 && !page.others.has(row) && place <= FIELDS ? place : 0
    ;[this.#lastStarts, this.#starts] = [this.#starts, this.#lastStarts]
  }

  /**
   * Takes over the fields that stand here as they stood in the last record, and reads plain values that changed between
   * them; returns the place of the first that needs a closer look.
   */
  #repeated(row: number, from: number): number {
    const {page, bytes, view} = this
    const {starts, ends, kinds} = page
    const lastStarts = this.#lastStarts
    const fieldStarts = this.#starts
    const columns = this.#columns
    const count = this.#comparable
    const {width} = this.#layout
    const base = row * width
    const lastEnd = page.recordEnds[row - 1]!
    let position = this.position
    let place = from
    for (;;) {
      const delta = position - lastStarts[place]!
      const same = matches(view, lastStarts[place]!, lastEnd, delta)
      for (; place < count; place++) {
        const end = place + 1 < count ? lastStarts[place + 1]! : lastEnd
        const cell = base + columns[place]!
        // It changed, or came before, out of turn.
        if (end > same || kinds[cell] !== ABSENT) break
        starts[cell] = starts[cell - width]! + delta
        ends[cell] = ends[cell - width]! + delta
        kinds[cell] = kinds[cell - width]!
        fieldStarts[place] = lastStarts[place]! + delta
      }
      position = (place < count ? lastStarts[place]! : lastEnd) + delta
      this.position = position
      if (place === count) return place
      const value = position + this.#keys[place]!.bytes.length
      const cell = base + columns[place]!
      if (value > same + delta || kinds[cell] !== ABSENT) return place
      let start = value
      let end: number
      let kind = NUMBER
      if (bytes[value] === QUOTE) {
        start++
        this.flags = TEXT
        end = this.plainEnd(start)
        kind = this.flags
        position = end + 1
        if (bytes[end] !== QUOTE) return place
      } else if (isNumeric(bytes[value]!)) {
        end = this.numberEnd(start)
        position = end
      } else return place
      // The last field is left to who looks for the brace.
      if (bytes[position] !== COMMA || place + 1 === count) return place
      starts[cell] = start
      ends[cell] = end
      kinds[cell] = kind
      fieldStarts[place++] = this.position
      this.position = ++position
    }
  }

  /** Reads a field; false when the record is not its own canonical JSON because of it. */
  #field(row: number, place: number): boolean {
    const {page, bytes} = this
    let plain = true
    // The key and its colon, most likely those that stood here in the last record.
    const at = bytes[this.position] === QUOTE ? this.position : this.seek(QUOTE)
    const expected = this.#keys[place]
    let column: number
    let keyEnd: number
    if (expected?.standsAt(this.view, at)) {
      column = this.#columns[place]!
      this.position = at + expected.bytes.length
      keyEnd = this.position - 2
    } else {
      const name = this.string()
      keyEnd = this.end
      if (name & ODD) plain = false
      column = this.#layout.placeOf(page.textOf(name, this.start, this.end))
      // As it is written: a key with escapes meets only its like.
      if (place < FIELDS) this.#keys[place] = new Key(bytes.subarray(this.start, this.end))
      this.#columns[place] = column
      this.seek(COLON)
      this.position++
    }
    this.#starts[place] = at
    const kind = this.value()
    if (kind & ODD) plain = false
    if (column < 0) return !this.#keepOther(row, at + 1, keyEnd, kind) && plain
    const cell = row * this.#layout.width + column
    if (page.kinds[cell] !== ABSENT) plain = false
    page.starts[cell] = this.start
    page.ends[cell] = this.end
    page.kinds[cell] = kind
    return plain
  }

  /** Keeps a field that the layout does not know; true when its name came before. */
  #keepOther(row: number, keyStart: number, keyEnd: number, kind: number): boolean {
    const {others} = this.page
    const name = unescaped(this.bytes.toString('utf8', keyStart, keyEnd), 'json')
    const field = {name, kind, start: this.start, end: this.end}
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

/**
 * The first place between `from` and `end` whose byte does not stand again, so many bytes further on. Eight bytes are
 * compared at once, as a double:
 * no text in UTF-8 has the bytes of a double that differs from itself, or of a zero below zero.
 */
function matches(view: DataView, from: number, end: number, delta: number): number {
  const stop = Math.min(end, view.byteLength - delta)
  let at = from
  while (at + 8 <= stop && view.getFloat64(at, true) === view.getFloat64(at + delta, true)) at += 8
  while (at < stop && view.getUint8(at) === view.getUint8(at + delta)) at++
  return at
}
