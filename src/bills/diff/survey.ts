// What two exports of two sources tell alike: their columns are other ones, their ids may be of two kinds, and what one
// leaves empty throughout is no difference.
import {hash} from 'node:crypto'
import {Failure} from '../../failure.js'
import type {BillRecord} from '../records/bill-record.js'
import {apiSources, type SourceName} from '../records/sources.js'
import {beside, identity, textOf} from './contents.js'

/** What is compared of two exports, and by what their records are paired. */
export interface Ground {
  /** The fields that are compared. */
  names: string[]
  /** What tells records apart; undefined where their ids do. */
  identity?: readonly string[]
  /** What is not in the old one, not in the new one, and what is told in other words in each. */
  notIn: [string[], string[]]
  unlike: string[]
}

/** Compared by its value wherever both sides tell it, however few of the others are alike. */
export const figures: ReadonlySet<string> = new Set([
  'amount',
  'official_amount',
  'settlement_amount',
  'currency',
  'bill_cycle',
  'bill_date',
  'customer_id',
  'cloud_service_type',
  'charge_mode',
  'bill_type',
])

/** Of what is told apart at least one of these is needed. */
const strong = ['trade_id', 'order_id', 'resource_id']

/** Texts that are kept of a field; of more a share that is the same on both sides. */
const KEPT = 20_000

/** Some of the texts of a field: those whose mark is a multiple of a power of two, the same of two sides. */
class Sample {
  readonly #marks = new Set<number>()
  step = 1

  add(text: string): void {
    const mark = hash('md5', text, 'buffer').readUIntBE(0, 6)
    if (mark % this.step !== 0) return
    this.#marks.add(mark)
    if (this.#marks.size > KEPT) this.thin(this.step * 2)
  }

  thin(step: number): void {
    if (step <= this.step) return
    this.step = step
    for (const mark of this.#marks) if (mark % step !== 0) this.#marks.delete(mark)
  }

  /** Whether most texts of the side with fewer are on the other, too. */
  isLike(other: Sample): boolean {
    this.thin(other.step)
    other.thin(this.step)
    let both = 0
    for (const mark of this.#marks) if (other.#marks.has(mark)) both++
    return both > 0 && both * 2 >= Math.min(this.#marks.size, other.#marks.size)
  }
}

interface Told {
  fields: Map<string, Sample>
  sources: Set<SourceName>
}

async function told(batches: AsyncIterable<BillRecord[]>): Promise<Told> {
  const fields = new Map<string, Sample>()
  const last = new Map<string, string>()
  const sources = new Set<SourceName>()
  for await (const records of batches) {
    for (const record of records) {
      sources.add(record.source)
      for (const [name, value] of Object.entries(record)) {
        const text = textOf(value)
        if (text === '' || last.get(name) === text) continue
        last.set(name, text)
        let sample = fields.get(name)
        if (!sample) {
          sample = new Sample()
          fields.set(name, sample)
        }
        sample.add(text)
      }
    }
  }
  return {fields, sources}
}

/** Reads both exports. Throws `not-comparable` where nothing tells which record of one is which of the other. */
export async function groundOf(
  old: {path: string; batches: AsyncIterable<BillRecord[]>},
  now: {path: string; batches: AsyncIterable<BillRecord[]>},
): Promise<Ground | undefined> {
  const [left, right] = [await told(old.batches), await told(now.batches)]
  if (left.fields.size === 0 || right.fields.size === 0) return undefined
  const isCut = ({sources}: Told) => [...sources].some(name => apiSources[name]?.inCents)
  if (isCut(left) !== isCut(right)) {
    const [cut, whole] = isCut(left) ? [old, now] : [now, old]
    throw new Failure(
      'not-comparable',
      `the amounts of ${cut.path} are cut to whole cents, those of ${whole.path} are not`,
      {
        next: ['Compare two exports of one source'],
      },
    )
  }
  const isLike = (name: string) => {
    const [ours, theirs] = [left.fields.get(name), right.fields.get(name)]
    return ours !== undefined && theirs !== undefined && ours.isLike(theirs)
  }
  const only = (one: Told, other: Told) =>
    [...one.fields.keys()].filter(name => !beside.has(name) && !other.fields.has(name))
  const both = [...left.fields.keys()].filter(name => !beside.has(name) && right.fields.has(name))
  const byId = isLike('id')
  const names = both.filter(name => (name === 'id' ? byId : figures.has(name) || isLike(name)))
  const ground: Ground = {
    names,
    notIn: [only(right, left), only(left, right)],
    unlike: both.filter(name => !names.includes(name)),
  }
  if (byId) return ground
  const alike = identity.filter(isLike)
  if (!alike.some(name => strong.includes(name))) {
    throw new Failure(
      'not-comparable',
      `the record ids of ${old.path} and ${now.path} are of two kinds, and no trade, order or resource tells which record is which`,
      {next: ['Compare two exports of one source']},
    )
  }
  return {...ground, identity: alike}
}
