// What several columns say together, each different combination with a number.
import {grown} from './cell-bytes.js'

/** Combinations behind which all are forgotten. */
const MOST = 1 << 15
/** Combinations that are looked for before it is known that they do not come again. */
const TRIED = 1 << 12

export class Tuples {
  #slots = new Int32Array(16)
  #tuples: Int32Array
  #hashes = new Int32Array(8)
  #tried = 0
  #found = 0
  count = 1
  /** None ever comes again. */
  isHopeless = false

  constructor(readonly width: number) {
    this.#tuples = new Int32Array(8 * Math.max(width, 1))
  }

  get isFull(): boolean {
    return this.count > MOST
  }

  clear(): void {
    this.#slots.fill(0)
    this.count = 1
  }

  /** The number of a combination. One that is new has the number {@link count} had before. */
  number(tuple: Int32Array): number {
    const {width} = this
    let hash = width
    for (let i = 0; i < width; i++) {
      hash = Math.imul(hash ^ tuple[i]!, 0x9e3779b1)
      hash ^= hash >>> 15
    }
    const slots = this.#slots
    const mask = slots.length - 1
    let slot = hash & mask
    for (let at = slots[slot]!; at !== 0; at = slots[slot]!) {
      if (this.#hashes[at] === hash && this.#is(at, tuple)) {
        this.#found++
        return at
      }
      slot = (slot + 1) & mask
    }
    if (++this.#tried === TRIED) {
      this.isHopeless = this.#found < TRIED / 3
      this.#tried = 0
      this.#found = 0
    }
    const at = this.count++
    if (at === this.#hashes.length) {
      this.#hashes = grown(this.#hashes)
      this.#tuples = grown(this.#tuples)
    }
    this.#hashes[at] = hash
    this.#tuples.set(tuple, at * width)
    slots[slot] = at
    if (this.count * 2 > slots.length) this.#spread()
    return at
  }

  #is(at: number, tuple: Int32Array): boolean {
    const base = at * this.width
    for (let i = 0; i < this.width; i++) if (this.#tuples[base + i] !== tuple[i]) return false
    return true
  }

  #spread(): void {
    const slots = new Int32Array(this.#slots.length * 2)
    for (let at = 1; at < this.count; at++) {
      let slot = this.#hashes[at]! & (slots.length - 1)
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
      slots[slot] = at
    }
    this.#slots = slots
  }
}
