// Notices records that come twice, as paging over changing data makes them. They are reported, never dropped: two
// honest records may be equal.
import {closeSync, existsSync, openSync, readSync} from 'node:fs'
import {open} from 'node:fs/promises'
import {crc32} from 'node:zlib'
import {KIND, type RecordPage, TEXT} from '../records/record-page.js'

/** Records that are remembered at once, twice over: those that paging repeats stand close to each other. */
const REMEMBERED = 1 << 19
const SLOTS = REMEMBERED * 2
/** Slots that are kept for the next customer: emptying more takes longer than growing again. */
const KEPT = 1 << 15
const EXAMPLES = 20

export interface Repeated {
  customer_id: string
  /** Empty where the source gives none. */
  id: string
}

export interface WrittenDuplicates {
  count: number
  examples: Repeated[]
  /** Where in the file the records of a customer lie that is not whole yet. */
  from: number
  to: number
  /** CRC-32 of what lies there. */
  crc: number
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
    if (this.#slots.length > KEPT) this.#slots = new Float64Array(1024)
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
 * Compares the records of one customer by their id, and by all their bytes where the source gives none. The newest half
 * million at least are remembered, and those of a customer that is not whole at a checkpoint are kept in a file: who
 * goes on there knows them too.
 */
export class Duplicates {
  #now = new Seen()
  #before = new Seen()
  readonly #id: number
  /** What came since the last checkpoint. */
  #fresh: number[] = []
  #from = 0
  #to = 0
  #crc = 0
  count = 0
  examples: Repeated[] = []

  constructor(
    idPlace: number,
    /** Keeps what is remembered; without it nothing can be gone on with. */
    readonly path?: string,
  ) {
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
      if (this.#remember(hash)) {
        if (this.path) this.#fresh.push(hash)
        continue
      }
      this.count++
      if (this.examples.length < EXAMPLES) {
        this.examples.push({customer_id, id: hasId ? page.text(row, this.#id) : ''})
      }
    }
  }

  /** The records of another customer follow. */
  forget(): void {
    this.#now.clear()
    this.#before.clear()
    this.#fresh = []
    this.#from = this.#to
    this.#crc = 0
  }

  /** The state at a checkpoint, in the middle of a customer or behind one; `sync` makes it last. */
  written(inside: boolean): {state: WrittenDuplicates; sync: () => Promise<void>} {
    const at = this.#to
    const hashes = inside ? Float64Array.from(this.#fresh) : new Float64Array()
    this.#fresh = []
    // Never over what an earlier checkpoint tells of: it may be gone back to.
    this.#to += hashes.byteLength
    this.#crc = inside ? crc32(new Uint8Array(hashes.buffer), this.#crc) : 0
    if (!inside) this.#from = this.#to
    return {
      state: {count: this.count, examples: [...this.examples], from: this.#from, to: this.#to, crc: this.#crc},
      sync: async () => {
        if (hashes.length === 0) return
        const file = await open(this.path!, existsSync(this.path!) ? 'r+' : 'w', 0o600)
        try {
          const bytes = new Uint8Array(hashes.buffer)
          for (let done = 0; done < bytes.length; ) {
            done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten
          }
          await file.datasync()
        } finally {
          await file.close()
        }
      },
    }
  }

  /** Whether what a checkpoint tells of is on disk. */
  isSound(state: WrittenDuplicates): boolean {
    return this.#kept(state) !== undefined
  }

  /** Goes back to a checkpoint that {@link isSound}. */
  restore(state: WrittenDuplicates): void {
    this.#to = state.to
    this.forget()
    this.#from = state.from
    this.#crc = state.crc
    this.count = state.count
    this.examples = [...state.examples]
    for (const hash of this.#kept(state)!) this.#remember(hash)
  }

  /** What is remembered of a customer; undefined where the file has something else. */
  #kept({from, to, crc}: WrittenDuplicates): Float64Array | undefined {
    const hashes = new Float64Array((to - from) / 8)
    if (to === from) return hashes
    if (!existsSync(this.path!)) return undefined
    const bytes = new Uint8Array(hashes.buffer)
    const file = openSync(this.path!, 'r')
    try {
      for (let done = 0; done < bytes.length; ) {
        const count = readSync(file, bytes, done, bytes.length - done, from + done)
        if (count === 0) return undefined
        done += count
      }
    } finally {
      closeSync(file)
    }
    return crc32(bytes) === crc ? hashes : undefined
  }

  /** False when it was there. */
  #remember(hash: number): boolean {
    if (this.#before.has(hash) || this.#now.add(hash)) return false
    if (this.#now.size >= REMEMBERED) {
      ;[this.#now, this.#before] = [this.#before, this.#now]
      this.#now.clear()
    }
    return true
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
