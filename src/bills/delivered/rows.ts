// The rows of a delivered table as cells of a page. A cell stays where it is in the file; what is written there in
// another way than in records stands beside.
import type {Site} from '../../api/contract/contract.js'
import {usage} from '../../failure.js'
import {lookUp} from '../../look-up.js'
import {NUMBER as A_NUMBER, AMOUNT, type Amounts, dayOf, headingAgain, monthOf, notAs, shown} from '../read/cells.js'
import {type CsvScanner, QUOTED} from '../read/csv-scanner.js'
import {isAmountAt, isNumberAt} from '../read/numbers.js'
import {chargeModes, type FileColumn} from '../records/delivered-columns.js'
import type {Layout} from '../records/layout.js'
import {ABSENT, NUMBER, RecordPage, TEXT} from '../records/record-page.js'
import {Unfit} from '../records/unfit.js'

/** What a file says of all its rows. */
export interface RowFacts {
  /** Name of the file, for messages. */
  name: string
  /** The month in that name. */
  month: string | undefined
  /** The month whose records are wanted; any when absent. */
  cycle?: string
  site: Site
}

const currencies: Record<Site, string> = {intl: 'USD', eu: 'EUR', cn: 'CNY'}

/** Ids are 32 hexadecimal digits. Others are believed as long as no word is one: the row `Total` is no customer's. */
const isCustomerId = (text: string) => /^(?=.*\d|.{32})[\w-]{1,64}$/.test(text)

const AS_DELIVERED = 'Take the file as it was delivered, not as a spreadsheet saved it'

/** What is looked at in a cell. */
type Look = 'text' | 'number' | 'money' | 'day' | 'cycle' | 'customer' | 'mode' | 'other'

const looks: Record<string, Look> = {
  bill_date: 'day',
  bill_cycle: 'cycle',
  customer_id: 'customer',
  charging_mode: 'mode',
}

function lookOf({known}: FileColumn): Look {
  if (!known) return 'other'
  if (known.money) return 'money'
  return lookUp(looks, known.name) ?? (known.type === 'text' ? 'text' : 'number')
}

/** The rows of one table, which become a page. */
export class DeliveredRows {
  readonly page: RecordPage
  readonly #looks: Look[]
  /** Where the cells of each column go; -1 where no field has its name. */
  readonly #places: number[]
  readonly #customer: number
  readonly #cycle: number
  readonly #currency: number
  readonly #mode: number
  /** Cells as they were last, and what became of them: most say the same in row after row. */
  readonly #last = {customer: '', mode: '', code: undefined as string | undefined, cycle: '', month: ''}

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
    this.#customer = layout.placeOf('customer_id')
    this.#cycle = layout.placeOf('bill_cycle')
    this.#currency = layout.placeOf('currency')
    this.#mode = layout.placeOf('charge_mode')
    this.page.order = this.#order()
  }

  /** As JSON, a record begins with its month and has the columns in the order of the file. */
  #order(): (number | string)[] {
    const order = new Set<number | string>([this.#cycle])
    for (const [index, {heading, known}] of this.columns.entries()) {
      const place = this.#places[index]!
      order.add(place < 0 ? heading : place)
      if (known?.name === 'charging_mode') order.add(this.#mode)
    }
    return [...order.add(this.#currency)]
  }

  /** Adds the row that the scanner stands on; `place` names it. Throws {@link Unfit} and `usage`. */
  add(place: string): void {
    const {page, scanner, amounts} = this
    const looks = this.#looks
    const row = page.addRow()
    const base = row * page.layout.width
    page.plain[row] = 0
    page.recordStarts[row] = scanner.rowStart
    page.recordEnds[row] = scanner.rowEnd
    let month = ''
    let wrong: Unfit | undefined
    const refuse = (index: number, what: string, next: string) => {
      wrong ??= notAs(place, this.columns[index]!.heading, scanner.text(index), what, next)
    }
    for (let index = 0; index < looks.length; index++) {
      const {bytes} = scanner
      const start = scanner.starts[index]!
      const end = scanner.ends[index]!
      if (start === end) continue
      const cell = base + this.#places[index]!
      const flags = scanner.flags[index]! & ~QUOTED
      let kind = TEXT | flags
      /** How records say it. */
      let text: string | undefined
      switch (looks[index]) {
        case 'money':
          kind = NUMBER
          if (!amounts.decimalComma() && isAmountAt(bytes, start, end)) break
          text = amounts.read(index, scanner.text(index), scanner.number)
          // Left as text it would be missing in every sum.
          if (text === undefined) refuse(index, A_NUMBER, AMOUNT)
          break
        case 'number':
          if (isNumberAt(bytes, start, end)) kind = NUMBER
          break
        case 'day':
          if (isUsualDay(bytes, start, end)) break
          kind = TEXT
          text = dayOf(scanner.text(index))
          if (text === undefined) refuse(index, 'a day such as 2026-10-03', AS_DELIVERED)
          break
        case 'cycle':
          month = this.#monthAt(index)
          if (!month) refuse(index, 'a month such as 2026-10', AS_DELIVERED)
          continue
        case 'customer':
          if (isText(bytes, start, end, this.#last.customer)) break
          text = this.#idAt(index, place)
          kind = TEXT
          break
        case 'mode':
          this.#putMode(index, base + this.#mode)
          break
        case 'other':
          if (this.#places[index]! >= 0) break
          this.#putOther(row, index, kind)
          continue
      }
      page.starts[cell] = text === undefined ? start : scanner.put(text)
      page.ends[cell] = text === undefined ? end : page.starts[cell]! + text.length
      page.kinds[cell] = kind
    }
    if (page.kinds[base + this.#customer] === ABSENT) throw withoutCustomer(place, '')
    if (wrong) throw wrong
    if (page.kinds[base + this.#currency] === ABSENT) this.#put(base + this.#currency, currencies[this.file.site])
    this.#put(base + this.#cycle, recordMonth(month, this.file))
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
      last.code = lookUp(chargeModes, last.mode)
    }
    if (last.code) this.#put(cell, last.code)
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
      throw withoutCustomer(place, id)
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

/** Whether the bytes are those of a text in ASCII. */
function isText(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start !== text.length || start === end) return false
  for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text.charCodeAt(i)) return false
  return true
}

/** Whether a day stands there as records say it, and in any month; the last days of months are looked at closer. */
function isUsualDay(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== 10) return false
  const digit = (at: number) => bytes[start + at]! - 48
  for (const at of [0, 1, 2, 3, 5, 6, 8, 9]) if (digit(at) < 0 || digit(at) > 9) return false
  const month = digit(5) * 10 + digit(6)
  const day = digit(8) * 10 + digit(9)
  return (
    digit(0) === 2 &&
    digit(1) === 0 &&
    bytes[start + 4] === 45 &&
    bytes[start + 7] === 45 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 28
  )
}

/**
 * The month of a record, or of a file without any: as it says itself, or its file's name, or else the one that is
 * wanted. Throws `usage`.
 */
export function recordMonth(cycle: string, file: RowFacts): string {
  const month = cycle || file.month || file.cycle
  if (!month) {
    throw usage(
      `neither ${file.name} nor its records say of which month they are`,
      'Name the file customerBill_202610.csv',
    )
  }
  if (file.cycle && month !== file.cycle) {
    throw usage(
      `${file.name} is of cycle ${month}, not ${file.cycle}`,
      `Add --cycle ${month}, or name the file of ${file.cycle}`,
    )
  }
  return month
}
