// What two exports of a month differ in, record by record, however many there are.

import {Decimal} from '../../decimal.js'
import {usage} from '../../failure.js'
import {TwiceThere} from '../rating/twice.js'
import type {Batch} from '../read/exported-file.js'
import {BETWEEN, beside, contentOf, fieldsOf, identity, PageContents, uncertainOf, unpacked} from './contents.js'
import {type Entry, SortedRuns} from './sorted-runs.js'
import {figures, type Ground} from './survey.js'

export type DifferenceKind = 'added' | 'removed' | 'changed'

/** A record that is not the same in both. */
export interface Difference {
  kind: DifferenceKind
  customer_id: string
  account_name: string
  /** Empty where the source gives none. */
  id: string
  bill_date: string
  currency: string
  amount_before?: Decimal
  amount_after?: Decimal
  /** After minus before. */
  difference: Decimal
  /** Fields of a changed record. */
  changes: {field: string; before: string; after: string}[]
  /** The fields of the record that were compared, as it is now. */
  cells?: Readonly<Record<string, string>>
}

/** Differences of one customer in one currency; of all of them where `customer_id` is empty. */
export interface DifferenceSum {
  customer_id: string
  account_name: string
  currency: string
  added: number
  removed: number
  changed: number
  difference: Decimal
}

type Batches = AsyncGenerator<Batch>
type Cells = Record<string, string>

/**
 * Records of which it is not known yet whether the other side has them, that are kept in memory: about 50 MB. More go
 * to a file.
 */
const WAITING = 50_000

/**
 * Compares records by all fields that both sides have; amounts by value, so that `0E-8` is `0.00000000`. Both sides are
 * read once and in step:
 * what is equal leaves memory as soon as both have it, and what waits too long is sorted in files, so that memory is
 * bounded. Records are paired by their id, those without one by what identifies them and their number among equal ones.
 * Differences come by customer and id.
 */
export class Diff {
  readonly #names: string[] = []
  readonly #accounts = new Map<string, string>()
  readonly #runs = new SortedRuns()
  #waiting = new Map<string, {side: 0 | 1; count: number}>()
  readonly #sums = new Map<string, DifferenceSum>()
  constructor(
    /** Records that wait in memory. */
    readonly limit = WAITING,
    /** Of exports of two sources: what both tell. */
    readonly ground?: Ground,
  ) {}

  /** Records that were read, of the old side and the new. */
  readonly records: [number, number] = [0, 0]
  /** Records whose id is there more than once on a side. */
  readonly twice: [TwiceThere, TwiceThere] = [new TwiceThere(), new TwiceThere()]
  /** Fields that are not in the old side, though in the new, and the other way round. */
  notIn: [string[], string[]] = [[], []]

  /** Columns of lists and structures, which are not read. */
  readonly nested: [Set<string>, Set<string>] = [new Set(), new Set()]

  /** Whether both sides are exports that say of themselves what they hold: nothing is something then. */
  isTold = false

  /** Whether nothing was held against nothing. */
  get isOfNothing(): boolean {
    return !this.isTold && this.records.every(count => count === 0)
  }

  /** Fields that only one side has. */
  get notCompared(): string[] {
    const [old, now] = this.notIn
    return [...now, ...old, ...this.nested.flatMap(names => [...names])]
  }

  /** Sums of the differences that were given, per customer. */
  get sums(): DifferenceSum[] {
    return [...this.#sums.values()]
  }

  /** Per currency. */
  get totals(): DifferenceSum[] {
    const totals = new Map<string, DifferenceSum>()
    for (const sum of this.#sums.values()) {
      const total = totals.get(sum.currency) ?? {
        ...sum,
        customer_id: '',
        account_name: '',
        added: 0,
        removed: 0,
        changed: 0,
        difference: Decimal.zero,
      }
      totals.set(sum.currency, {
        ...total,
        added: total.added + sum.added,
        removed: total.removed + sum.removed,
        changed: total.changed + sum.changed,
        difference: total.difference.plus(sum.difference),
      })
    }
    return [...totals.values()]
  }

  /** To be walked once, to its end; then the sums are known. */
  async *differences(old: Batches, now: Batches): AsyncGenerator<Difference> {
    try {
      await this.#read(old, now)
      let group: Entry[] = []
      for await (const entry of this.#runs.merged(this.#entries())) {
        if (group.length > 0 && group[0]!.key !== entry.key) {
          yield* this.#ofGroup(group)
          group = []
        }
        group.push(entry)
      }
      yield* this.#ofGroup(group)
    } finally {
      this.#runs.remove()
    }
  }

  async #read(old: Batches, now: Batches): Promise<void> {
    const sides = [old, now] as const
    const first = [await old.next(), await now.next()] as const
    this.#choose(first.map(({value}) => value as Batch | undefined))
    const isOpen = [true, true]
    const take = (side: 0 | 1, {value, done}: IteratorResult<Batch>) => {
      if (done) isOpen[side] = false
      else this.#add(side, value)
    }
    take(0, first[0])
    take(1, first[1])
    while (isOpen[0] || isOpen[1]) {
      const side = isOpen[0] && (!isOpen[1] || this.records[0] <= this.records[1]) ? 0 : 1
      take(side, await sides[side].next())
    }
  }

  #choose(batches: (Batch | undefined)[]): void {
    const [old, now] = batches.map(fieldsIn)
    const uncertain = batches.flatMap(batch => (!batch || Array.isArray(batch) ? [] : uncertainOf(batch)))
    const [left = [], right = []] = [old, now].map(fields => fields?.filter(name => !beside.has(name)))
    const only = (one: string[], other: string[]) =>
      one.filter(name => !other.includes(name) && !uncertain.includes(name))
    const known = left.length === 0 ? right : right.length === 0 ? left : left.filter(name => right.includes(name))
    const {names, notIn} = this.ground ?? {names: known, notIn: [only(right, left), only(left, right)]}
    this.#names.push(...names)
    if (old && now) this.notIn = notIn as [string[], string[]]
    // Figures that one side lacks would be equal to whatever the other says.
    const lacking = this.notIn.findIndex(fields => fields.includes('amount'))
    if (lacking < 0) return
    const [it, other] = lacking === 1 ? ['second', 'first'] : ['first', 'second']
    throw usage(
      `the ${it} export has no column amount, and the ${other} has: they cannot be compared`,
      'Export both with the same columns: partnerctl bill export',
    )
  }

  #add(side: 0 | 1, batch: Batch): void {
    const contents = this.#contentsOf(side, batch)
    const waiting = this.#waiting
    for (const content of contents) {
      const same = waiting.get(content)
      if (!same) waiting.set(content, {side, count: 1})
      else if (same.side === side) same.count++
      else if (--same.count === 0) waiting.delete(content)
    }
    this.records[side] += contents.length
    if (waiting.size <= this.limit) return
    this.#runs.spill(this.#entries())
    this.#waiting = new Map()
  }

  readonly #pages: (PageContents | undefined)[] = [undefined, undefined]

  #contentsOf(side: 0 | 1, batch: Batch): string[] {
    if (Array.isArray(batch)) {
      for (const {id, customer_id = '', account_name} of batch) {
        if (id) this.twice[side].addId(id, account_name || customer_id)
        if (account_name) this.#accounts.set(customer_id, account_name)
      }
      return batch.map(record => contentOf(record, this.#names))
    }
    const known = this.#pages[side]
    const made = known?.batch.page === batch.page ? known : new PageContents(batch, this.#names)
    this.#pages[side] = made
    const contents = batch.told(() => made.contents(batch))
    let last = ''
    for (let row = 0; row < batch.page.rows; row++) {
      const account_name = made.textAt(row, 'account_name')
      const customer_id = made.textAt(row, 'customer_id').trim()
      const id = made.textAt(row, 'id')
      if (id) this.twice[side].addId(id, account_name || customer_id)
      if (!account_name || customer_id === last) continue
      last = customer_id
      this.#accounts.set(customer_id, account_name)
    }
    return contents
  }

  #cells(content: string): Cells {
    const texts = content.split(BETWEEN)
    return Object.fromEntries(this.#names.map((name, i) => [name, texts[i]!]))
  }

  #entries(): Entry[] {
    const entries: Entry[] = []
    const known = this.ground?.identity ?? identity
    for (const [packed, {side, count}] of this.#waiting) {
      const content = unpacked(packed)
      const cells = this.#cells(content)
      const {customer_id = '', id} = cells
      const key = `${customer_id} ${id || known.map(name => cells[name] ?? '').join(' ')}`
      for (let i = 0; i < count; i++) entries.push({key, side, content})
    }
    return entries
  }

  /**
   * Entries of one key: equal ones are no difference, the others of a currency are pairs in their order, and what is
   * left has no partner.
   */
  *#ofGroup(group: Entry[]): Generator<Difference> {
    const counts = new Map<string, number>()
    for (const {side, content} of group) counts.set(content, (counts.get(content) ?? 0) + (side === 0 ? -1 : 1))
    const left: [Cells[], Cells[]] = [[], []]
    for (const [content, count] of counts) {
      for (let i = 0; i < Math.abs(count); i++) left[count < 0 ? 0 : 1].push(this.#cells(content))
    }
    const [before, after] = left
    const currencies = new Set(left.flat().flatMap(({currency}) => currency || []))
    if (currencies.size < 2) yield* this.#pairs(before, after)
    else {
      // Amounts of two currencies are no difference of one record.
      for (const currency of ['', ...[...currencies].sort()]) {
        const isOf = (cells: Cells) => (cells.currency ?? '') === currency
        yield* this.#pairs(before.filter(isOf), after.filter(isOf))
      }
    }
  }

  *#pairs(before: Cells[], after: Cells[]): Generator<Difference> {
    for (let i = 0; i < Math.max(before.length, after.length); i++) {
      const changes = this.#changes(before[i], after[i])
      if (changes.length > 0 || !before[i] || !after[i]) yield this.#difference(before[i], after[i], changes)
    }
  }

  /** The fields that are not the same. What one of two sources leaves empty is not told, unless it is a figure. */
  #changes(before: Cells | undefined, after: Cells | undefined): Difference['changes'] {
    if (!before || !after) return []
    const isTold = (name: string) => !this.ground || figures.has(name) || (before[name] !== '' && after[name] !== '')
    return this.#names
      .filter(field => before[field] !== after[field] && isTold(field))
      .map(field => ({field, before: before[field]!, after: after[field]!}))
  }

  #difference(before: Cells | undefined, after: Cells | undefined, changes: Difference['changes']): Difference {
    const kind = !before ? 'added' : !after ? 'removed' : 'changed'
    const {customer_id = '', id = '', bill_date = '', currency = ''} = (after ?? before)!
    const account_name = this.#accounts.get(customer_id) ?? ''
    const amount = (cells: Cells | undefined) => (cells?.amount ? Decimal.parse(cells.amount) : undefined)
    const [amount_before, amount_after] = [amount(before), amount(after)]
    const difference = (amount_after ?? Decimal.zero).minus(amount_before ?? Decimal.zero)
    const key = `${customer_id} ${currency}`
    const sum = this.#sums.get(key) ?? {
      customer_id,
      account_name,
      currency,
      added: 0,
      removed: 0,
      changed: 0,
      difference: Decimal.zero,
    }
    sum[kind]++
    sum.difference = sum.difference.plus(difference)
    this.#sums.set(key, sum)
    const amounts = {amount_before, amount_after, difference}
    const known = {kind, customer_id, account_name, id, bill_date, currency, ...amounts, changes}
    // For who asks: what is shown and written of a difference does not repeat them.
    return Object.defineProperty(known as Difference, 'cells', {value: after ?? before, enumerable: false})
  }
}

/** The fields of the records of a batch; undefined where there is none. */
function fieldsIn(batch: Batch | undefined): string[] | undefined {
  if (batch === undefined || !Array.isArray(batch)) return batch && fieldsOf(batch)
  return batch[0] && Object.keys(batch[0])
}
