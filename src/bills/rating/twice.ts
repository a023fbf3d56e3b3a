// Records that come twice: one with an id must not be charged twice, one without an id may honestly be equal to
// another.
import {counted} from '../../counted.js'
import {usage} from '../../failure.js'
import type {BillRecord} from '../records/bill-record.js'

/** What becomes of records whose id was there before. */
export type OnDuplicates = 'refuse' | 'keep'

export interface Twice {
  /** The id, or for records without one what they are. */
  what: string
  customer: string
}

const EXAMPLES = 10

/** 85 bits of a text in two numbers: of a billion different texts no two are taken for the same. */
class Marks {
  #size = 0
  #first = new Float64Array(1024)
  #second = new Uint32Array(1024)

  /** True when it was there. */
  add(text: string): boolean {
    let a = 0x811c9dc5
    let b = 0x9e3779b9
    let c = text.length
    // Three hashes that have nothing in common but the text: a digest of the system costs a hundred times as much.
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      a = Math.imul(a ^ code, 0x01000193) ^ (a >>> 13)
      b = Math.imul(b ^ code, 0x85ebca6b) ^ (b >>> 15)
      c = Math.imul(c ^ code, 0xc2b2ae35) ^ (c >>> 16)
    }
    return this.#put((mixed(b) & 0x1fffff) * 4294967296 + mixed(a) || 1, mixed(c))
  }

  #put(first: number, second: number): boolean {
    if (this.#size * 2 >= this.#first.length) this.#grow()
    const mask = this.#first.length - 1
    let slot = second & mask
    while (this.#first[slot] !== 0) {
      if (this.#first[slot] === first && this.#second[slot] === second) return true
      slot = (slot + 1) & mask
    }
    this.#first[slot] = first
    this.#second[slot] = second
    this.#size++
    return false
  }

  #grow(): void {
    const [first, second] = [this.#first, this.#second]
    this.#first = new Float64Array(first.length * 2)
    this.#second = new Uint32Array(second.length * 2)
    this.#size = 0
    for (const [i, one] of first.entries()) if (one !== 0) this.#put(one, second[i]!)
  }
}

/** Lets each bit of a hash depend on all others. */
function mixed(hash: number): number {
  let bits = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}

const some = (all: Twice[]) =>
  all
    .slice(0, 3)
    .map(one => `${one.what} of ${one.customer}`)
    .join('; ')

/** Notices records that come twice. */
export class TwiceThere {
  readonly #marks = new Marks()
  /** Records whose id was there before, and some of them. */
  count = 0
  readonly examples: Twice[] = []
  /** Records without an id that are equal to another in every column. */
  equal = 0
  readonly equalExamples: Twice[] = []

  add(record: BillRecord): void {
    const {id, customer_id = '', account_name} = record
    const customer = account_name || customer_id
    if (id) {
      this.addId(id, customer)
      return
    }
    if (!this.#marks.add(`\u0000${Object.values(record).map(String).join('\u0001')}`)) return
    this.equal++
    const {bill_date, cloud_service_type, resource_id} = record
    const what = [bill_date, cloud_service_type, resource_id].filter(Boolean).join(', ')
    if (this.equalExamples.length < EXAMPLES) this.equalExamples.push({what, customer})
  }

  /** The id of a record, and whose it is. */
  addId(id: string, customer: string): void {
    if (!this.#marks.add(id)) return
    this.count++
    if (this.examples.length < EXAMPLES) this.examples.push({what: id, customer})
  }

  /** That records are there twice, in words; undefined where none is. */
  get text(): string | undefined {
    if (this.count === 0) return undefined
    return `${counted(this.count, 'record')} ${this.count === 1 ? 'is' : 'are'} there twice: ${some(this.examples)}`
  }

  /** Throws `usage` where a record would be charged twice. */
  check(what: OnDuplicates): void {
    if (this.count === 0 || what === 'keep') return
    throw usage(
      `${this.count} records are there twice: each would be charged twice`,
      ...this.examples.map(one => `${one.what} of ${one.customer}`),
      'Export the month again, or charge them twice with --duplicates keep',
    )
  }

  /** What is to be told of those that are kept. */
  get notes(): string[] {
    return [
      ...(this.count > 0 ? [`${this.count} records are there twice and charged twice: ${some(this.examples)}`] : []),
      ...(this.equal > 0
        ? [`${this.equal} records without an id are equal to another in every column: ${some(this.equalExamples)}`]
        : []),
    ]
  }
}
