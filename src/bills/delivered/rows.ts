// The rows of a delivered table as cells of a page. A cell stays where it is in the file; what is written there in
// another way than in records stands beside.
import {usage} from '../../failure.js'
import {lookUp} from '../../look-up.js'
import {
  NUMBER as A_NUMBER,
  AMOUNT,
  type Amounts,
  cutId,
  cutIdOf,
  dayOf,
  headingAgain,
  isCount,
  isCutId,
  isIdField,
  isShortenedIdAt,
  monthOf,
  notAs,
  shown,
} from '../read/cells.js'
import {type CsvScanner, QUOTED} from '../read/csv-scanner.js'
import {isAmountAt, isNumberAt} from '../read/numbers.js'
import {currencyNamed} from '../records/currency-names.js'
import {dayAt} from '../records/day.js'
import type {FileColumn} from '../records/delivered-columns.js'
import type {Layout} from '../records/layout.js'
import {ABSENT, NUMBER, RecordPage, TEXT} from '../records/record-page.js'
import {Unfit} from '../records/unfit.js'
import {hasZone, isNothing, shareOf, timesIn} from './cell-forms.js'
import {paidShare, type Told} from './told.js'
import {isCode, isCountAt, isText, isUsualDay, isUsualTime} from './usual.js'
import {billTypeOf, chargeModeOf, periodTypeOf} from './words.js'

/** What a file says of all its rows. */
export interface RowFacts {
  /** Name of the file, for messages. */
  name: string
  /** The month in that name. */
  month: string | undefined
  /** The month whose records are wanted; any when absent. */
  cycle?: string
  /** A record was of the wanted month. */
  hasWanted?: boolean
  /** Of rows that do not say theirs. */
  currency?: string
  /** Gathers what the reader should know of the rows. */
  told: Told
}

/**
 * Ids are 32 hexadecimal digits. Others are believed as long as no word and no count is one: the row `Total` is no
 * customer's.
 */
const isCustomerId = (text: string) => /^(?=.*\d|.{32})[\w-]{1,64}$/.test(text) && !isCount(text) && !isCutId(text)

const AS_DELIVERED = 'Take the file as it was delivered, not as a spreadsheet saved it'

/** What is looked at in a cell. */
type Look =
  | 'text'
  | 'id'
  | 'quantity'
  | 'whole'
  | 'currency'
  | 'money'
  | 'share'
  | 'day'
  | 'time'
  | 'cycle'
  | 'customer'
  | 'mode'
  | 'period'
  | 'other'

const looks: Record<string, Look> = {
  bill_date: 'day',
  bill_cycle: 'cycle',
  customer_id: 'customer',
  charging_mode: 'mode',
  period_type: 'period',
  settlement_discount: 'share',
  currency: 'currency',
}

function lookOf({known}: FileColumn): Look {
  if (!known) return 'other'
  if (known.money) return 'money'
  if (known.name.endsWith('_time')) return 'time'
  if (known.type === 'text' && known.name !== 'customer_id' && isIdField(known.name)) return 'id'
  return lookUp(looks, known.name) ?? (known.type === 'text' ? 'text' : known.type === 'integer' ? 'whole' : 'quantity')
}

/** Cells that are made of others, or looked at beside them. */
const placed = [
  'bill_cycle',
  'bill_date',
  'customer_id',
  'currency',
  'charging_mode',
  'charge_mode',
  'bill_type',
  'bill_type_name',
  'order_type',
  'trade_time',
  'consume_time',
  'effective_time',
  'expire_time',
  'amount',
  'official_amount',
  'settlement_amount',
  'settlement_discount',
] as const
type Place = (typeof placed)[number]

/** What somebody owes for a record; list prices are nobody's debt. */
const dues = ['amount', 'settlement_amount'] as const

/** The rows of one table, which become a page. */
export class DeliveredRows {
  readonly page: RecordPage
  readonly #looks: Look[]
  /** Where the cells of each column go; -1 where no field has its name. */
  readonly #places: number[]
  readonly #at: Record<Place, number>
  /** What the headings of its amounts say. */
  readonly #headed: string | undefined
  readonly #hasDay: boolean
  readonly #hasType: boolean
  readonly #hasShare: boolean
  /** The amounts that the table has, and which a record must have one of. */
  readonly #dues: ('amount' | 'settlement_amount')[]
  /** The last row has no currency yet. */
  lacksCurrency = false
  /** The first cell of the last row that is not what it should be. */
  #wrong: Unfit | undefined
  /** Cells as they were last, and what became of them: most say the same in row after row. */
  readonly #last = {customer: '', mode: '', code: undefined as string | undefined, cycle: '', month: ''}
  readonly #type = {beside: '', code: undefined as string | undefined}
  readonly #lastDay = {cycle: '', day: ''}

  constructor(
    readonly scanner: CsvScanner,
    readonly columns: FileColumn[],
    layout: Layout,
    readonly file: RowFacts,
    readonly amounts: Amounts,
  ) {
    this.page = new RecordPage(layout, 'csv')
    this.#looks = columns.map(lookOf)
    this.#places = columns.map(({heading, known}) => layout.placeOf(known?.name ?? heading))
    this.#at = Object.fromEntries(placed.map(name => [name, layout.placeOf(name)])) as Record<Place, number>
    this.#headed = columns.find(({currency}) => currency)?.currency
    const has = (name: string) => columns.some(({known}) => known?.name === name)
    this.#hasDay = has('bill_date')
    this.#hasType = has('bill_type')
    this.#hasShare = has('settlement_discount')
    this.#dues = layout.source === 'bill-file' ? dues.filter(has) : []
    this.page.order = this.#order()
  }

  /** As JSON, a record begins with its month and has the columns in the order of the file. */
  #order(): (number | string)[] {
    const at = this.#at
    const order = new Set<number | string>([at.bill_cycle])
    for (const [index, {heading, known}] of this.columns.entries()) {
      const place = this.#places[index]!
      order.add(place < 0 ? heading : place)
      if (known?.name === 'charging_mode') order.add(at.charge_mode)
      if (known?.name === 'bill_type') order.add(at.bill_type_name)
    }
    for (const name of ['bill_date', 'effective_time', 'expire_time', 'currency'] as const) order.add(at[name])
    return [...order]
  }

  /** Adds the row that the scanner stands on; `place` names it. Throws {@link Unfit} and `usage`. */
  add(place: string): void {
    const {page, scanner, amounts} = this
    const at = this.#at
    const looks = this.#looks
    const places = this.#places
    const {starts: from, ends: to, flags: marks} = scanner
    const row = page.addRow()
    const {starts, ends, kinds} = page
    const base = row * page.layout.width
    page.plain[row] = 0
    page.recordStarts[row] = scanner.rowStart
    page.recordEnds[row] = scanner.rowEnd
    let month = ''
    this.#wrong = undefined
    for (let index = 0; index < looks.length; index++) {
      const start = from[index]!
      const end = to[index]!
      if (start === end) continue
      const cell = base + places[index]!
      let kind = TEXT | (marks[index]! & ~QUOTED)
      if (looks[index] === 'text') {
        starts[cell] = start
        ends[cell] = end
        kinds[cell] = kind
        continue
      }
      const {bytes} = scanner
      /** How records say it. */
      let text: string | undefined
      switch (looks[index]) {
        case 'money':
          kind = NUMBER
          if (!amounts.decimalComma() && isAmountAt(bytes, start, end)) break
          text = amounts.read(index, scanner.text(index), scanner.number)
          // Left as text it would be missing in every sum.
          if (text === undefined) this.#refuse(index, place, A_NUMBER, AMOUNT)
          break
        case 'quantity':
          if (!amounts.decimalComma() && isNumberAt(bytes, start, end)) {
            kind = NUMBER
            break
          }
          if (isNothing(scanner.text(index))) continue
          kind = NUMBER
          text = amounts.read(index, scanner.text(index), scanner.number, true)
          if (text === undefined) this.#refuse(index, place, 'a plain number', AMOUNT)
          break
        case 'whole':
          kind = NUMBER
          if (isCountAt(bytes, start, end)) break
          if (isNothing(scanner.text(index))) continue
          text = /^\s*(\d{1,15})\s*$/.exec(scanner.text(index))?.[1]
          if (text === undefined) this.#refuse(index, place, 'a whole number', AS_DELIVERED)
          break
        case 'currency':
          if (isCode(bytes, start, end)) break
          if (isNothing(scanner.text(index))) continue
          kind = TEXT
          text = currencyNamed(scanner.text(index))
          if (text === undefined) this.#refuse(index, place, 'a currency such as USD', AS_DELIVERED)
          break
        case 'id':
          if (isShortenedIdAt(bytes, start, end))
            this.#wrong ??= cutId(place, this.columns[index]!.heading, scanner.text(index))
          break
        case 'day':
          if (isUsualDay(bytes, start, end)) break
          kind = TEXT
          text = dayOf(scanner.text(index))
          if (text === undefined) this.#refuse(index, place, 'a day such as 2026-10-03', AS_DELIVERED)
          break
        case 'time':
          if (isUsualTime(bytes, start, end)) break
          text = this.#timeAt(index, base, place)
          if (text === undefined) continue
          kind = TEXT
          break
        case 'share':
          if (isNothing(scanner.text(index))) continue
          kind = NUMBER
          text = shareOf(scanner.text(index))
          if (text === undefined) this.#refuse(index, place, 'a discount such as 75% or 0.75', AMOUNT)
          break
        case 'period':
          text = periodTypeOf(scanner.text(index))
          if (text === undefined) break
          kind = TEXT
          break
        case 'cycle':
          month = this.#monthAt(index)
          if (!month) this.#refuse(index, place, 'a month such as 2026-10', AS_DELIVERED)
          continue
        case 'customer':
          if (isText(bytes, start, end, this.#last.customer)) break
          text = this.#idAt(index, place)
          kind = TEXT
          break
        case 'mode':
          this.#putMode(index, base + at.charge_mode)
          break
        case 'other':
          if (places[index]! >= 0) break
          this.#putOther(row, index, kind)
          continue
      }
      starts[cell] = text === undefined ? start : scanner.put(text)
      ends[cell] = text === undefined ? end : starts[cell]! + text.length
      kinds[cell] = kind
    }
    if (kinds[base + at.customer_id] === ABSENT) throw withoutCustomer(place, '')
    if (this.#wrong) throw this.#wrong
    const cycle = recordMonth(month, this.file, place)
    this.#put(base + at.bill_cycle, cycle)
    if (this.#hasType) this.#putType(base)
    if (!this.#hasDay || kinds[base + at.bill_date] === ABSENT) this.#putDay(base, cycle)
    if (this.#hasShare) this.#putShare(base, place)
    this.#checkDues(base, place)
    this.#checkCurrency(base, place)
  }

  #refuse(index: number, place: string, what: string, next: string): void {
    this.#wrong ??= notAs(place, this.columns[index]!.heading, this.scanner.text(index), what, next)
  }

  /** What a cell of the page says; nothing where it is absent. */
  #textAt(cell: number): string | undefined {
    const {page, scanner} = this
    if (page.kinds[cell] === ABSENT) return undefined
    return scanner.bytes.toString('utf8', page.starts[cell]!, page.ends[cell]!)
  }

  /** A time, UTC; a span fills the cells of its begin and end as well. Undefined where there is none, or no time. */
  #timeAt(index: number, base: number, place: string) {
    const written = this.scanner.text(index)
    if (isNothing(written)) return undefined
    const times = timesIn(written)
    if (!times) {
      this.#refuse(index, place, 'a time such as 2026-10-03 06:00:00 GMT+08:00', AS_DELIVERED)
      return undefined
    }
    const {heading, known} = this.columns[index]!
    if (!hasZone(written)) this.file.told.zoneless(heading)
    const {name} = known!
    const [begin, end] = times
    if (end === undefined || name === 'trade_time') return times.at(-1)
    const {effective_time, expire_time} = this.#at
    if (this.page.kinds[base + effective_time] === ABSENT) this.#put(base + effective_time, begin!)
    if (this.page.kinds[base + expire_time] === ABSENT) this.#put(base + expire_time, end)
    // What the API calls the time of a consumption is its end.
    return name === 'effective_time' ? begin : end
  }

  /** The API's code for the words of a bill type, and the words beside it. */
  #putType(base: number): void {
    const {page} = this
    const at = this.#at
    const cell = base + at.bill_type
    const word = this.#textAt(cell)
    if (!word || /^\d+$/.test(word)) return
    const amount = [at.amount, at.settlement_amount, at.official_amount].map(place => this.#textAt(base + place))
    const beside = {
      orderType: this.#textAt(base + at.order_type),
      billingMode: this.#textAt(base + at.charging_mode),
      isNegative: amount.find(text => text !== undefined)?.startsWith('-') ?? false,
    }
    const key = [word, beside.orderType, beside.billingMode, beside.isNegative].join('\n')
    const last = this.#type
    if (last.beside !== key) {
      last.beside = key
      last.code = billTypeOf(word, beside)
    }
    if (last.code === undefined) {
      this.file.told.unknown('bill type', word)
      return
    }
    const name = base + at.bill_type_name
    page.starts[name] = page.starts[cell]!
    page.ends[name] = page.ends[cell]!
    page.kinds[name] = page.kinds[cell]!
    this.#put(cell, last.code)
  }

  /** The day of a record that has none. */
  #putDay(base: number, cycle: string): void {
    const at = this.#at
    const time = this.#textAt(base + at.trade_time) ?? this.#textAt(base + at.consume_time)
    const last = this.#lastDay
    if (time === undefined && last.cycle !== cycle) Object.assign(last, {cycle, day: dayAt(undefined, cycle)})
    this.#put(base + at.bill_date, time === undefined ? last.day : dayAt(time, cycle))
  }

  /** A record without what is due would be missing in every sum. Throws {@link Unfit}. */
  #checkDues(base: number, place: string): void {
    const {page, file} = this
    let lacking = 0
    for (const name of this.#dues) {
      const isThere = page.kinds[base + this.#at[name]] !== ABSENT
      if (!isThere) lacking++
      file.told.due(name, isThere, place)
    }
    if (lacking === 0 || lacking < this.#dues.length) return
    const headings = this.columns.flatMap(({heading, known}) => (dues.some(one => one === known?.name) ? heading : []))
    throw new Unfit(`${place} has nothing as ${headings.join(' and ')}`, 'Write 0 where nothing is due')
  }

  #putShare(base: number, place: string): void {
    const {settlement_discount, amount, settlement_amount} = this.#at
    const [share, gross, settled] = [settlement_discount, amount, settlement_amount].map(one =>
      this.#textAt(base + one),
    )
    if (share === undefined || gross === undefined || settled === undefined) return
    const paid = paidShare(share, gross, settled)
    if (paid === undefined) {
      this.file.told.misfit(place)
      return
    }
    this.#put(base + settlement_discount, paid)
    this.page.kinds[base + settlement_discount] = NUMBER
  }

  /** The currency of a row: of its own column, or else of its headings, or of the file. Throws {@link Unfit}. */
  #checkCurrency(base: number, place: string): void {
    const cell = base + this.#at.currency
    const headed = this.#headed
    const isThere = this.page.kinds[cell] !== ABSENT
    if (isThere && headed && this.#textAt(cell) !== headed) {
      throw new Unfit(
        `${place} is in ${this.#textAt(cell)}, and the headings of its amounts say ${headed}`,
        'Make a file of each currency',
      )
    }
    this.lacksCurrency = !isThere && !headed && !this.file.currency
    if (!isThere && !this.lacksCurrency) this.#put(cell, headed ?? this.file.currency!)
  }

  /** Puts the currency of the file into the last row. */
  putCurrency(): void {
    const {page, file} = this
    this.#put((page.rows - 1) * page.layout.width + this.#at.currency, file.currency!)
    this.lacksCurrency = false
  }

  #put(cell: number, text: string): void {
    const {page, scanner} = this
    page.starts[cell] = scanner.put(text)
    page.ends[cell] = page.starts[cell]! + text.length
    page.kinds[cell] = TEXT
  }

  #putOther(row: number, index: number, kind: number): void {
    const {others} = this.page
    const field = {
      name: this.columns[index]!.heading,
      kind,
      start: this.scanner.starts[index]!,
      end: this.scanner.ends[index]!,
    }
    const fields = others.get(row)
    if (fields) fields.push(field)
    else others.set(row, [field])
  }

  /** The API's code for the file's charging mode. */
  #putMode(index: number, cell: number): void {
    const {bytes, starts, ends} = this.scanner
    const last = this.#last
    if (!isText(bytes, starts[index]!, ends[index]!, last.mode)) {
      last.mode = this.scanner.text(index)
      last.code = chargeModeOf(last.mode)
    }
    if (last.code) this.#put(cell, last.code)
    else this.file.told.unknown('billing mode', last.mode)
  }

  /** Empty where it is none. */
  #monthAt(index: number): string {
    const {bytes, starts, ends} = this.scanner
    const last = this.#last
    if (!isText(bytes, starts[index]!, ends[index]!, last.cycle)) {
      last.cycle = this.scanner.text(index)
      last.month = monthOf(last.cycle) ?? ''
    }
    return last.month
  }

  /** The customer's id, without blanks around it. Throws {@link Unfit}. */
  #idAt(index: number, place: string): string {
    const id = this.scanner.text(index).trim()
    if (!isCustomerId(id)) {
      if (id === this.columns[index]!.heading) throw headingAgain(place)
      throw isCutId(id) ? cutIdOf(`${place} has no customer id, but ${shown(id)}`) : withoutCustomer(place, id)
    }
    this.#last.customer = id
    return id
  }
}

const withoutCustomer = (place: string, id: string) =>
  new Unfit(
    `${place} has no customer id${id && `, but ${shown(id)}`}`,
    'Take lines that are no records out of the file, such as sums at its end',
  )

/**
 * The month of the record at a place, or of a file without any: as it says itself, or its file's name, or else the one
 * that is wanted. Throws `usage` and {@link Unfit}.
 */
export function recordMonth(cycle: string, file: Omit<RowFacts, 'told'>, place?: string): string {
  const month = cycle || file.month || file.cycle
  if (!month) {
    throw usage(
      `neither ${file.name} nor its records say of which month they are`,
      'Name the file customerBill_202610.csv',
    )
  }
  if (file.cycle && month !== file.cycle) {
    const isNot = `is of cycle ${month}, not ${file.cycle}`
    // Whoever names the month of one record would be told of the others.
    const next = file.hasWanted
      ? 'Make a file of each month'
      : `Add --cycle ${month} if all of it is of that month, or name the file of ${file.cycle}`
    throw cycle && place ? new Unfit(`${place} ${isNot}`, next) : usage(`${file.name} ${isNot}`, next)
  }
  file.hasWanted = true
  return month
}
