// The cells of pages, column by column: each has a number, and cells that say the same have the same one. Whoever
// needs what a cell says (a text, a value, bytes of a file) makes it once for a number, not for each row.
import {grown, hashAt, isSameAt} from './cell-bytes.js'
import type {Layout} from './layout.js'
import {type RecordPage, TEXT, textAt} from './record-page.js'

/** The cells of one column in the rows that were read last. */
export interface NumberedCells {
  /** The number of each cell; 0 for null and for what is absent. */
  readonly ids: Int32Array
  /** Another one when all numbers are given anew, never within the rows of one reading. */
  readonly generation: number
  /** What a number stands for. Undefined for 0. */
  text(id: number): string | undefined
}

/** Distinct cells of a column, and bytes of them, behind which numbers are given anew: memory stays bounded. */
const MOST = 1 << 15
const LARGEST = 1 << 20
/** Bytes of a cell that is worth comparing. */
const LONGEST = 1 << 10
/** Cells that are looked for before a column is known to be one in which nothing comes again, as ids do not. */
const TRIED = 1 << 12

/** The distinct cells of a column, by their bytes. */
class ByteDictionary implements NumberedCells {
  ids = new Int32Array(0)
  generation = 0
  #count = 1
  /** Copies of the cells; of a column in which nothing comes again the page itself. */
  #bytes: Buffer = Buffer.alloc(0)
  #view: DataView = new DataView(new ArrayBuffer(0))
  #used = 0
  #starts = new Int32Array(8)
  #lengths = new Int32Array(8)
  #hashes = new Int32Array(8)
  #kinds = new Uint8Array(8)
  /** Made when they are asked for. */
  #texts: (string | undefined)[] = [undefined]
  /** Numbers by hashes, in open addressing. */
  #slots = new Int32Array(16)
  #tried = 0
  #found = 0
  #isHopeless = false
  /** Nothing comes again: cells are compared with the one before only. */
  #isUnique = false
  #dialect: RecordPage['dialect'] = 'json'

  /** Gives the cells of some rows their numbers. */
  read(page: RecordPage, view: DataView, place: number, from: number, to: number): void {
    this.#begin(page, view, to - from)
    const {starts, ends, kinds} = page
    const {width} = page.layout
    const {ids} = this
    let last = 0
    for (let i = 0, cell = from * width + place; i < to - from; i++, cell += width) {
      const kind = kinds[cell]!
      if (kind < TEXT) {
        ids[i] = 0
        continue
      }
      const start = starts[cell]!
      const length = ends[cell]! - start
      if (last === 0 || !this.#is(last, view, kind, start, length)) last = this.#number(page, view, kind, start, length)
      ids[i] = last
    }
  }

  text(id: number): string | undefined {
    const known = this.#texts[id]
    if (known !== undefined || id === 0) return known
    const start = this.#starts[id]!
    const text = textAt(this.#bytes, this.#kinds[id]!, start, start + this.#lengths[id]!, this.#dialect)
    this.#texts[id] = text
    return text
  }

  #begin(page: RecordPage, view: DataView, rows: number): void {
    if (this.ids.length < rows) this.ids = new Int32Array(rows)
    if (this.#isHopeless) this.#isUnique = true
    const isFull = this.#isUnique || this.#count > MOST || this.#used > LARGEST
    if (isFull || page.dialect !== this.#dialect) this.#clear()
    this.#dialect = page.dialect
    if (!this.#isUnique) return
    this.#bytes = page.bytes
    this.#view = view
  }

  #clear(): void {
    this.generation++
    this.#count = 1
    this.#used = 0
    this.#texts = [undefined]
    if (this.#isUnique) return
    this.#slots.fill(0)
    if (this.#bytes.length > 2 * LARGEST) this.#setBytes(Buffer.alloc(0))
  }

  #setBytes(bytes: Buffer): void {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  #is(id: number, view: DataView, kind: number, start: number, length: number): boolean {
    return (
      this.#lengths[id] === length &&
      this.#kinds[id] === kind &&
      length <= LONGEST &&
      isSameAt(view, start, this.#view, this.#starts[id]!, length)
    )
  }

  #number(page: RecordPage, view: DataView, kind: number, start: number, length: number): number {
    if (this.#isUnique) return this.#add(kind, start, length, 0)
    if (length > LONGEST) {
      // Its text is made while the page is there.
      const id = this.#add(kind, 0, length, 0)
      this.#texts[id] = page.textOf(kind, start, start + length)
      this.#used += length
      return id
    }
    const hash = hashAt(view, start, length)
    const slots = this.#slots
    const mask = slots.length - 1
    let slot = hash & mask
    for (let id = slots[slot]!; id !== 0; id = slots[slot]!) {
      if (this.#hashes[id] === hash && this.#is(id, view, kind, start, length)) {
        this.#found++
        return id
      }
      slot = (slot + 1) & mask
    }
    const at = this.#used
    if (at + length > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(1 << 12, 2 * (at + length)))
      this.#bytes.copy(larger, 0, 0, at)
      this.#setBytes(larger)
    }
    for (let i = 0; i < length; i++) this.#bytes[at + i] = page.bytes[start + i]!
    this.#used = at + length
    const id = this.#add(kind, at, length, hash)
    slots[slot] = id
    if (this.#count * 2 > slots.length) this.#spread()
    if (++this.#tried === TRIED) this.#judge()
    return id
  }

  #add(kind: number, start: number, length: number, hash: number): number {
    const id = this.#count++
    if (id === this.#starts.length) {
      this.#starts = grown(this.#starts)
      this.#lengths = grown(this.#lengths)
      this.#hashes = grown(this.#hashes)
      this.#kinds = grown(this.#kinds)
    }
    this.#starts[id] = start
    this.#lengths[id] = length
    this.#hashes[id] = hash
    this.#kinds[id] = kind
    this.#texts[id] = undefined
    return id
  }

  #spread(): void {
    const slots = new Int32Array(this.#slots.length * 2)
    for (const id of this.#slots) {
      if (id === 0) continue
      let slot = this.#hashes[id]! & (slots.length - 1)
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
      slots[slot] = id
    }
    this.#slots = slots
  }

  #judge(): void {
    this.#isHopeless = this.#found < TRIED / 3
    this.#tried = 0
    this.#found = 0
  }
}

/** The columns of the pages of one layout. */
export class Columns {
  readonly cells: readonly ByteDictionary[]

  constructor(
    layout: Layout,
    /** Those that are read; all when absent. */
    readonly places: readonly number[] = layout.columns.map((_, place) => place),
  ) {
    this.cells = layout.columns.map(() => new ByteDictionary())
  }

  /** Gives the cells of some rows their numbers. */
  read(page: RecordPage, from: number, to: number): void {
    const {buffer, byteOffset, byteLength} = page.bytes
    const view = new DataView(buffer, byteOffset, byteLength)
    for (const place of this.places) this.cells[place]!.read(page, view, place, from, to)
  }
}

/** Cells that are made, not read: distinct texts, each with a number. */
export class MadeCells implements NumberedCells {
  ids = new Int32Array(0)
  generation = 0
  #texts: (string | undefined)[] = [undefined]
  readonly #numbers = new Map<string, number>()
  #size = 0
  #last: string | undefined
  #lastId = 0
  #tried = 0
  #found = 0
  /** As of what is read: nothing comes again. */
  #isUnique = false

  /** Makes room for some rows; true when numbers are given anew. */
  begin(rows: number): boolean {
    if (this.ids.length < rows) this.ids = new Int32Array(rows)
    if (this.#tried >= TRIED) {
      this.#isUnique = this.#found < TRIED / 3
      this.#tried = 0
      this.#found = 0
    }
    const isFull = this.#isUnique || this.#texts.length > MOST || this.#size > LARGEST
    if (!isFull || this.#texts.length === 1) return false
    this.generation++
    this.#texts = [undefined]
    this.#numbers.clear()
    this.#size = 0
    this.#last = undefined
    this.#lastId = 0
    return true
  }

  number(text: string | undefined): number {
    if (text === this.#last) return this.#lastId
    this.#last = text
    this.#lastId = text === undefined ? 0 : this.#isUnique ? this.#texts.push(text) - 1 : this.#find(text)
    return this.#lastId
  }

  text(id: number): string | undefined {
    return this.#texts[id]
  }

  #find(text: string): number {
    const known = this.#numbers.get(text)
    if (known !== undefined) {
      this.#found++
      return known
    }
    const id = this.#texts.push(text) - 1
    this.#numbers.set(text, id)
    this.#size += text.length
    this.#tried++
    return id
  }
}
