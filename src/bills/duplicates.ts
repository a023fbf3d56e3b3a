// Notices records that come twice, as paging over changing data makes them. They are reported, never dropped: two honest records may be equal.
import {KIND, type RecordPage, TEXT} from './page.js'

/** Records that are remembered at once, twice over: those that paging repeats stand close to each other. */
const REMEMBERED = 1 << 19
const SLOTS = REMEMBERED * 2
const EXAMPLES = 20

export interface Repeated {
  customer_id: string
  id: string
}

export interface WrittenDuplicates {
  count: number
  examples: Repeated[]
}

/** Hashes of 53 bits in open addressing: 8 MB for half a million records. */
class Seen {
  #slots = new Float64Array(1024)
  size = 0

  /** True when it was there. */
  add(hash: number): boolean {
    if (this.size * 2 >= this.#slots.length && this.#slots.length < SLOTS) this.#grow()
    const mask = this.#slots.length - 1
    let slot = hash & mask
    while (this.#slots[slot] !== 0) {
      if (this.#slots[slot] === hash) return true
      slot = (slot + 1) & mask
    }
    this.#slots[slot] = hash
    this.size++
    return false
  }

  has(hash: number): boolean {
    const mask = this.#slots.length - 1
    for (let slot = hash & mask; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      if (this.#slots[slot] === hash) return true
    }
    return false
  }

  clear(): void {
    if (this.size === 0) return
    if (this.#slots.length > 4096) this.#slots = new Float64Array(1024)
    else this.#slots.fill(0)
    this.size = 0
  }

  #grow(): void {
    const old = this.#slots
    this.#slots = new Float64Array(old.length * 2)
    this.size = 0
    for (const hash of old) if (hash !== 0) this.add(hash)
  }
}

/**
 * Compares the records of one customer by their id, and by all their bytes where the source gives none. The newest half million at
 * least are remembered.
 */
export class Duplicates {
  #now = new Seen()
  #before = new Seen()
  readonly #id: number
  count = 0
  examples: Repeated[] = []

  constructor(idPlace: number) {
    this.#id = idPlace
  }

  add(page: RecordPage, customer_id: string): void {
    const {bytes, starts, ends, kinds} = page
    const {width} = page.layout
    for (let row = 0; row < page.rows; row++) {
      const cell = row * width + this.#id
      const hasId = this.#id >= 0 && (kinds[cell]! & KIND) === TEXT && ends[cell]! > starts[cell]!
      const hash = hasId
        ? hashOf(bytes, starts[cell]!, ends[cell]!)
        : hashOf(bytes, page.recordStarts[row]!, page.recordEnds[row]!)
      if (!this.#before.has(hash) && !this.#now.add(hash)) {
        if (this.#now.size >= REMEMBERED) {
          ;[this.#now, this.#before] = [this.#before, this.#now]
          this.#now.clear()
        }
        continue
      }
      this.count++
      if (this.examples.length < EXAMPLES) {
        this.examples.push({customer_id, id: hasId ? page.text(row, this.#id) : '(no id; all fields are the same)'})
      }
    }
  }

  /** The records of another customer follow. */
  forget(): void {
    this.#now.clear()
    this.#before.clear()
  }

  written(): WrittenDuplicates {
    return {count: this.count, examples: [...this.examples]}
  }

  restore({count, examples}: WrittenDuplicates): void {
    this.forget()
    this.count = count
    this.examples = [...examples]
  }
}

/** 53 bits of two mixed 32-bit hashes; never 0. */
function hashOf(bytes: Buffer, start: number, end: number): number {
  let a = 0x811c9dc5
  let b = 0x9e3779b9
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!
    a = Math.imul(a ^ byte, 0x01000193)
    b = Math.imul(b ^ byte, 0x85ebca6b) ^ (b >>> 15)
  }
  a ^= a >>> 16
  b = Math.imul(b ^ (b >>> 13), 0xc2b2ae35)
  return ((b >>> 0) & 0x1fffff) * 4294967296 + (a >>> 0) || 1
}
