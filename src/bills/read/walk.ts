// The way through a month: customer by customer, window by window, page by page, in one order, with everything that
// shows that a window came whole.
import {BufferPool} from '../../api/body.js'
import type {Api} from '../../api/client.js'
import {noProgress, printOf} from '../../api/paging.js'
import type {Input} from '../../api/types.js'
import {daysOf} from '../../cycle.js'
import {concernsOnePart, Failure} from '../../failure.js'
import {bytesRead} from '../records/garbage.js'
import {BrokenPage, ListlessPage, type RecordPage} from '../records/record-page.js'
import {
  type ApiSource,
  apiSources,
  type Detail,
  layoutOf,
  type Method,
  type SourceName,
  type Window,
} from '../records/sources.js'
import {PageReader} from './json-pages.js'
import {ReadAhead, type ReadAheadLimits} from './read-ahead.js'

/** A customer of an export, or of one of the partner's resellers. */
export interface BilledCustomer {
  customer_id: string
  account_name: string
  indirect_partner_id?: string
  /** Account name of the reseller. */
  reseller_account?: string
}

/** Where the walk stands: the page that comes next. */
export interface Place {
  customer: number
  /** Days of the window's cycle before it; 0 in a window of the whole cycle. */
  day: number
  offset: number
  /** Records of the window on the server, as its first page said. */
  total?: number
}

export interface WalkedPage {
  page: RecordPage
  /** Number of the customer in the plan. */
  index: number
  customer: BilledCustomer
  /** The page after this one. */
  next: Place
  /** The customer's last page. */
  last: boolean
}

/** A way through records, which an export follows. */
export interface RecordWalk {
  /** Customers that are read day by day, because their records change. */
  readonly byDay: Set<number>
  /** Customers that are left out. */
  readonly skipped: Set<number>
  /** Milliseconds of waiting, by what was waited for. */
  readonly waited: {throttle: number; network: number}
  readonly requests: number
  readonly pages: number
  /** What the reader of the records should know. */
  readonly remarks: readonly string[]
  pagesFrom(start: Place): AsyncGenerator<WalkedPage>
  /** Whether a customer's records can be read in smaller windows than they were. */
  canSplit(customer: number): boolean
}

export interface WalkPlan {
  source: SourceName
  cycle: string
  detail: Detail
  customers: readonly BilledCustomer[]
  method?: Method
  /** The figures cannot change any more. */
  final: boolean
}

/** The records of a window changed while it was read. */
export class Moved extends Error {
  override name = 'Moved'
  constructor(readonly customer: number) {
    super('the records changed while they were read')
  }
}

/** A customer that cannot be read. */
export class Unreadable extends Error {
  override name = 'Unreadable'
  constructor(
    readonly customer: number,
    readonly failure: Failure,
    /** Pages of the customer that were given before. */
    readonly pages: number,
  ) {
    super(failure.message, {cause: failure})
  }
}

interface Task {
  customer: number
  day: number
  offset: number
  limit: number
}

/** Pages that are looked ahead at most. */
const AHEAD = 64

/** Fetches of one page before a broken answer is believed to stay broken. */
const READS = 4

export class Walk implements RecordWalk {
  readonly remarks: string[] = []
  readonly #source: ApiSource
  readonly #reader: PageReader
  readonly #ahead: ReadAhead<Task>
  readonly #days: string[]
  /** Customers that are read day by day, because their records change. */
  readonly byDay = new Set<number>()
  /** Customers that are left out. */
  readonly skipped = new Set<number>()
  /** What first pages said of their windows, for guessing what comes next. */
  readonly #totals = new Map<string, number>()
  /** Pages of those windows. */
  #knownPages = 0
  /** Rows of a full page: less than asked for when the server gives less. */
  #limit: number
  #place: Place = {customer: 0, day: 0, offset: 0}
  /** Buffers of pages that were read. */
  readonly #pool = new BufferPool()
  #held: Buffer | undefined
  pages = 0

  constructor(
    readonly api: Api,
    readonly plan: WalkPlan,
    limits?: ReadAheadLimits,
  ) {
    const source = apiSources[plan.source]
    if (!source) throw new Error(`${plan.source} is not read from the API`)
    this.#source = source
    this.#limit = source.limit
    this.#days = daysOf(plan.cycle)
    this.#reader = new PageReader(layoutOf(plan.source), source.items, source.total)
    this.#ahead = new ReadAhead<Task>(
      {
        fetch: (task, throttled) => this.#fetch(task, throttled),
        keyOf: task => `${task.customer} ${task.day} ${task.offset} ${task.limit}`,
        expected: () => this.#expected(),
        arrived: (task, bytes) => this.#guess(task, bytes),
      },
      limits,
    )
  }

  get page(): RecordPage {
    return this.#reader.page
  }

  /** Milliseconds of waiting, by what was waited for. */
  get waited() {
    return this.#ahead.waited
  }

  get requests(): number {
    return this.#ahead.requests
  }

  /**
   * Pages from a place on. Throws {@link Moved} and {@link Unreadable}; the walk may then begin again, at any place.
   */
  async *pagesFrom(start: Place): AsyncGenerator<WalkedPage> {
    const {customers} = this.plan
    this.#ahead.drop()
    for (let index = start.customer; index < customers.length; index++) {
      if (this.skipped.has(index)) continue
      const resumed = index === start.customer
      yield* this.#customer(index, resumed ? start : {customer: index, day: 0, offset: 0})
    }
  }

  async *#customer(index: number, start: Place): AsyncGenerator<WalkedPage> {
    let given = 0
    try {
      const windows = () => (this.byDay.has(index) ? this.#days.length : 1)
      for (let day = start.day; day < windows(); day++) {
        let {offset, total}: {offset: number; total?: number} = day === start.day ? start : {offset: 0}
        let before: string | undefined
        for (;;) {
          this.#place = {customer: index, day, offset, total}
          const page = await this.#read({customer: index, day, offset, limit: this.#limit})
          total ??= page.total
          if (page.total !== total) throw new Moved(index)
          // Without a total, a server that takes no notice of the offset would be asked for ever.
          const print = total === undefined && page.rows > 0 ? printOf(page.bytes) : undefined
          if (print && print === before) throw noProgress(this.#source.operation, offset)
          before = print
          const whole = total === undefined ? page.rows < this.#limit : offset + page.rows >= total
          if (!whole && offset === 0 && this.#mustSplit(index)) {
            // Nothing of this window was given yet: begin with its first day.
            this.byDay.add(index)
            day = -1
            break
          }
          offset += page.rows
          if ((total !== undefined && offset > total) || (page.rows === 0 && !whole)) throw new Moved(index)
          if (!whole && page.rows < this.#limit) this.#clamp(page.rows)
          const last = whole && day === windows() - 1
          const next = !whole
            ? {customer: index, day, offset, total}
            : last
              ? {customer: index + 1, day: 0, offset: 0}
              : {customer: index, day: day + 1, offset: 0}
          given++
          this.pages++
          yield {page, index, customer: this.plan.customers[index]!, next, last}
          if (whole) break
        }
      }
    } catch (error) {
      if (!concernsOnePart(error)) throw error
      throw new Unreadable(index, error, given)
    }
  }

  /** While a month runs, records come in between: then each day is a window of its own, and only today's can move. */
  #mustSplit(customer: number): boolean {
    return !this.plan.final && this.#source.days && !this.byDay.has(customer)
  }

  /** Whether a customer's records can be read in smaller windows than they were. */
  canSplit(customer: number): boolean {
    return this.#source.days && !this.byDay.has(customer)
  }

  /** The server gives fewer rows than it was asked for. */
  #clamp(rows: number): void {
    this.#limit = rows
    this.#ahead.drop()
  }

  async #read(task: Task): Promise<RecordPage> {
    if (this.#held) this.#pool.give(this.#held)
    for (let attempt = 1; ; attempt++) {
      const bytes = await this.#ahead.get(task)
      this.#held = bytes
      try {
        return this.#reader.read(bytes)
      } catch (error) {
        if (!(error instanceof BrokenPage)) throw error
        const outcome = error instanceof ListlessPage ? 'failed' : 'unavailable'
        if (attempt === READS) throw new Failure(outcome, `${this.#source.operation}: ${error.message}`)
      }
    }
  }

  async #fetch(task: Task, throttled: (milliseconds: number) => void): Promise<Buffer> {
    const {operation, asCustomer} = this.#source
    const customer = this.plan.customers[task.customer]!
    const window: Window = {
      customer_id: customer.customer_id,
      indirect_partner_id: customer.indirect_partner_id,
      cycle: this.plan.cycle,
      detail: this.plan.detail,
      day: this.byDay.has(task.customer) ? this.#days[task.day] : undefined,
      method: this.#source.hasMethod && (this.plan.method ?? 'all'),
    }
    const input = {...this.#source.input(window), offset: task.offset, limit: task.limit}
    const bytes = await this.api.bytes(operation, input as unknown as Input<typeof operation>, {
      as: asCustomer ? customer.customer_id : undefined,
      trace: entry => throttled(entry.throttled),
      allocate: this.#pool.take,
    })
    bytesRead(bytes.length)
    return bytes
  }

  /** What will be asked for after the page that is being read, as far as first pages have told. */
  *#expected(): Generator<Task> {
    const {customers} = this.plan
    let {customer, day, offset} = this.#place
    let now = true
    // Of windows that nothing is known of yet only the first page can be asked for. They are as long as others,
    // probably: fetched too far ahead, their first pages would take the room of what is needed sooner.
    const probable = this.#totals.size > 0 ? this.#knownPages / this.#totals.size : 1
    let pages = 0
    for (; customer < customers.length; customer++, day = 0, offset = 0) {
      if (this.skipped.has(customer)) continue
      const windows = this.byDay.has(customer) ? this.#days.length : 1
      for (; day < windows; day++, offset = 0) {
        const total = this.#totals.get(`${customer} ${day} ${windows}`)
        if (total === undefined) pages += probable - 1
        do {
          if (!now) yield {customer, day, offset, limit: this.#limit}
          now = false
          offset += this.#limit
          if (++pages > AHEAD) return
        } while (offset < (total ?? 0))
      }
    }
  }

  /**
   * The number of records stands at the beginning or the end of an answer; whether it is right is seen when the page
   * is read.
   */
  #guess({customer, day, offset}: Task, bytes: Buffer): void {
    if (offset > 0) return
    const edges = bytes.toString('latin1', 0, 200) + bytes.toString('latin1', Math.max(0, bytes.length - 200))
    const match = new RegExp(`"${this.#source.total}"\\s*:\\s*(\\d+)`).exec(edges)
    if (!match) return
    const total = Number(match[1])
    const windows = this.byDay.has(customer) ? this.#days.length : 1
    if (windows === 1 && total > this.#limit && this.#mustSplit(customer)) return
    const window = `${customer} ${day} ${windows}`
    if (!this.#totals.has(window)) this.#knownPages += Math.max(1, Math.ceil(total / this.#limit))
    this.#totals.set(window, total)
  }
}
