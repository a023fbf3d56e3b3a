// The cells of FOCUS columns in some rows: columns that depend on the same fields are made together, once for each
// combination of what these say.

import {grown} from '../../records/cell-bytes.js'
import {type Columns, MadeCells} from '../../records/columns.js'
import type {Layout} from '../../records/layout.js'
import {Tuples} from '../../records/tuples.js'
import type {Facts} from '../table.js'
import {chargeCategory} from './category.js'
import type {FocusColumn} from './columns.js'
import type {FocusOptions, FocusRow} from './row.js'

/** Combinations of facts that are told apart at a time. */
const FACTS = 10_000

/** A row while columns are made of it. */
export class MadeRow implements FocusRow {
  readonly #places: ReadonlyMap<string, number>
  /** What was made for the row, and whether the facts were asked for. */
  readonly #once = new Map<unknown, {value: unknown; sawFacts: boolean}>()
  #row = -1
  #facts!: Facts
  readonly #numbers = new Map<string, number>()
  #lastNumber = 0
  /** Tells combinations of facts apart. */
  factsNumber = 0
  /** The facts were asked for since this was last false. */
  sawFacts = false

  constructor(
    readonly columns: Columns,
    layout: Layout,
    readonly options: FocusOptions,
  ) {
    this.#places = new Map(layout.columns.map(({common}, place) => [common, place]))
  }

  /** What is known of the rows that were read. */
  begin(facts: Facts): void {
    this.#row = -1
    if (facts === this.#facts) return
    this.#facts = facts
    const key = Object.values(facts).join('\u0000')
    let number = this.#numbers.get(key)
    if (number === undefined) {
      if (this.#numbers.size === FACTS) this.#numbers.clear()
      number = ++this.#lastNumber
      this.#numbers.set(key, number)
    }
    this.factsNumber = number
  }

  at(row: number): void {
    if (row !== this.#row) this.#once.clear()
    this.#row = row
  }

  get facts(): Facts {
    this.sawFacts = true
    return this.#facts
  }

  get(name: string): string | undefined {
    const place = this.#places.get(name)
    if (place === undefined) return undefined
    const cells = this.columns.cells[place]!
    return cells.text(cells.ids[this.#row]!) || undefined
  }

  get category(): string {
    return this.once(categoryOf)
  }

  get isCommitment(): boolean {
    return this.once(isCommitment)
  }

  once<T>(make: (row: FocusRow) => T): T {
    const known = this.#once.get(make)
    if (known) {
      this.sawFacts ||= known.sawFacts
      return known.value as T
    }
    const sawBefore = this.sawFacts
    this.sawFacts = false
    const value = make(this)
    this.#once.set(make, {value, sawFacts: this.sawFacts})
    this.sawFacts ||= sawBefore
    return value
  }
}

const categoryOf = (row: FocusRow) => chargeCategory(row, row.options.dialect)

const isCommitment = (row: FocusRow) =>
  row.category === 'Purchase' && /^1[01]$/.test(row.get('charge_mode') ?? '') && row.get('resource_id') !== undefined

/** Columns that depend on the same fields. */
export class MadeColumns {
  /** The cells of each column; columns that are made in the same way have the same ones. */
  readonly made: readonly MadeCells[]
  readonly #ways: readonly FocusColumn[]
  readonly #cells: readonly MadeCells[]
  readonly #tuples: Tuples
  /** What the fields say in the last row, and behind them the number of the facts, where these matter. */
  readonly #last: Int32Array
  readonly #generations: Int32Array
  /** The numbers of the made cells by combination. */
  #results: Int32Array
  #usesFacts = false
  #isNew = true

  constructor(
    readonly columns: readonly FocusColumn[],
    readonly places: readonly number[],
  ) {
    this.#ways = columns.filter(({make}, i) => columns.findIndex(one => one.make === make) === i)
    this.#cells = this.#ways.map(() => new MadeCells())
    this.made = columns.map(({make}) => this.#cells[this.#ways.findIndex(one => one.make === make)]!)
    this.#tuples = new Tuples(places.length + 1)
    this.#last = new Int32Array(places.length + 1)
    this.#generations = new Int32Array(places.length)
    this.#results = new Int32Array(8 * this.#ways.length)
  }

  /** The made cells of the last row. */
  readonly #now: number[] = []
  #fields: readonly Int32Array[] = []

  /** Some rows were read. */
  begin(row: MadeRow, rows: number): void {
    let isAnew = this.#tuples.isFull
    for (const cells of this.#cells) if (cells.begin(rows)) isAnew = true
    for (const [k, place] of this.places.entries()) {
      const {generation} = row.columns.cells[place]!
      if (generation !== this.#generations[k]) isAnew = true
      this.#generations[k] = generation
    }
    if (isAnew) this.#clear()
    this.#fields = this.places.map(place => row.columns.cells[place]!.ids)
    const at = this.places.length
    if (!this.#usesFacts || this.#last[at] === row.factsNumber) return
    this.#last[at] = row.factsNumber
    this.#isNew = true
  }

  /** Makes the cells of one of them. */
  put(row: MadeRow, index: number): void {
    const last = this.#last
    const fields = this.#fields
    const cells = this.#cells
    let isSame = !this.#isNew
    for (let k = 0; k < fields.length; k++) {
      const id = fields[k]![index]!
      if (id === last[k]) continue
      last[k] = id
      isSame = false
    }
    if (!isSame) this.#find(row, index)
    this.#isNew = false
    for (let k = 0; k < cells.length; k++) cells[k]!.ids[index] = this.#now[k]!
  }

  #clear(): void {
    if (!this.#tuples.isHopeless) this.#tuples.clear()
    this.#isNew = true
  }

  #find(row: MadeRow, index: number): void {
    const tuples = this.#tuples
    if (tuples.isHopeless) {
      this.#make(row, index)
      return
    }
    const count = this.#ways.length
    const before = tuples.count
    const at = tuples.number(this.#last)
    if (at < before) {
      for (let k = 0; k < count; k++) this.#now[k] = this.#results[at * count + k]!
      return
    }
    while ((at + 1) * count > this.#results.length) this.#results = grown(this.#results)
    const knewFacts = this.#usesFacts
    this.#make(row, index)
    // From now on the facts tell combinations apart, too: none that was made before depends on them.
    if (this.#usesFacts !== knewFacts) this.#last[this.places.length] = row.factsNumber
    for (let k = 0; k < count; k++) this.#results[at * count + k] = this.#now[k]!
  }

  #make(row: MadeRow, index: number): void {
    row.at(index)
    row.sawFacts = false
    for (let k = 0; k < this.#ways.length; k++) this.#now[k] = this.#cells[k]!.number(this.#ways[k]!.make(row))
    this.#usesFacts ||= row.sawFacts
  }
}
