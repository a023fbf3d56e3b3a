// What is compared of a record, as one text: its fields in their order, amounts by value. Made from the bytes of a
// page, without a record.
import {parseJson, stringifyJson} from '../../api/json.js'
import {Decimal} from '../../decimal.js'
import {isIdField, isShortenedIdAt} from '../read/cells.js'
import type {Batch, PageBatch} from '../read/exported-file.js'
import {plainNumberEnd} from '../read/numbers.js'
import {type BillRecord, blankRecord, cellValue} from '../records/bill-record.js'
import {CellTexts} from '../records/cell-texts.js'
import {ESCAPED, KIND, NESTED, TEXT} from '../records/record-page.js'

/** Stands behind each field. */
export const BETWEEN = '\u001f'
const BETWEEN_BYTE = 31
const ZERO = 48
const DOT = 46

/** Texts of a column whose bytes are remembered. */
const REMEMBERED = 1000

/** What an export knows beside the records: it says when and how was exported, not what was billed. */
export const beside = new Set([
  'account_name',
  'xreseller_id',
  'xreseller_account',
  'source',
  'site',
  'partner_id',
  'detail',
  'is_final',
  'fetched_at',
])

/** What tells a record without an id from others. Equal ones are told apart by counting them. */
export const identity = [
  'bill_date',
  'trade_id',
  'order_id',
  'resource_id',
  'sub_resource_id',
  'cloud_service_type',
  'resource_type',
  'region',
  'charge_mode',
  'sku_code',
  'usage_type',
  'effective_time',
  'consume_time',
  'bill_type',
  'currency',
]

/** The fields of a record, each as its text. */
export const contentOf = (record: BillRecord, names: readonly string[]): string => {
  let content = ''
  for (const name of names) content += textOf((record as Record<string, unknown>)[name]) + BETWEEN
  return packed(content)
}

/** The bytes of a content, one a character: so most texts are half as long, and none is made twice. */
const packed = (content: string) => Buffer.from(content).toString('latin1')

export const unpacked = (content: string): string => Buffer.from(content, 'latin1').toString()

/** The fields that records of a page have. */
export const fieldsOf = ({page, facts}: PageBatch): string[] =>
  Object.keys(blankRecord(page.layout.columns)).filter(
    name => (name !== 'currency' && name !== 'bill_cycle') || facts[name] !== '' || page.layout.commonPlace(name) >= 0,
  )

/** Of them those that records may lack. */
export const uncertainOf = ({page: {layout}}: PageBatch): string[] =>
  layout.columns.slice(layout.certain).map(({common}) => common)

/** The cycles that records tell, empty where they tell none. */
export function cyclesOf(batch: Batch): string[] {
  if (Array.isArray(batch)) return [...new Set(batch.map(({bill_cycle}) => bill_cycle ?? ''))]
  const {page, cells, facts} = batch
  const place = page.layout.commonPlace('bill_cycle')
  if (place < 0) return [facts.bill_cycle]
  const cycles = new Map<string, string>()
  for (let row = 0; row < page.rows; row++) {
    const text = page.text(row, place)
    if (cycles.has(text)) continue
    const isThere = page.kinds[row * page.layout.width + place]! >= TEXT
    const value = isThere && cells ? batch.told(() => cells.value(place, text, page.numberOf(row))) : text
    cycles.set(text, String(value))
  }
  return [...cycles.values()]
}

export function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value.includes(BETWEEN) ? value.replaceAll(BETWEEN, ' ') : value
  if (value instanceof Decimal) return plainDigits(value.text)
  return typeof value === 'object' ? stringifyJson(value) : String(value)
}

/** The same text for the same value: without exponent and zeros that say nothing. */
function plainDigits(text: string): string {
  if (/[eE]/.test(text)) return Decimal.fromUnits(Decimal.parse(text).units).text
  if (!text.endsWith('0') || !text.includes('.')) return text
  return text.replace(/\.?0+$/, '')
}

/** How a column's cells become text: as they stand, as digits, or by their value. */
type Way = 'bytes' | 'digits' | 'value'

interface Field {
  name: string
  /** -1 where the page has no such column. */
  place: number
  way: Way
  /** What a spreadsheet may have taken for a number. */
  isId: boolean
  /** What texts came to. */
  known: Map<string, Buffer>
}

/** Makes contents of a file's pages. Cells that somebody may have written are recognised or refused. */
export class PageContents {
  readonly #fields: Field[]
  /** Columns that are looked at, but not compared. */
  readonly #looked: Field[]
  readonly #texts: CellTexts
  readonly #customer: number
  #scratch = Buffer.allocUnsafe(1 << 14)

  constructor(
    readonly batch: PageBatch,
    names: readonly string[],
  ) {
    const {page, cells} = batch
    const {layout} = page
    this.#texts = new CellTexts(page)
    this.#customer = cells ? layout.commonPlace('customer_id') : -1
    const field = (name: string): Field => {
      const place = layout.commonPlace(name)
      const isId = cells !== undefined && isIdField(name)
      return {name, place, way: place < 0 ? 'bytes' : this.#wayOf(place), isId, known: new Map()}
    }
    this.#fields = names.map(field)
    this.#looked = layout.columns
      .map(({common}) => field(common))
      .filter(({name, way, isId}) => cells && (way !== 'bytes' || isId) && !names.includes(name))
  }

  #wayOf(place: number): Way {
    const {type, common} = this.batch.page.layout.columns[place]!
    if (common === 'charge_mode' || common === 'period_type') return 'bytes'
    if (type === 'decimal') return 'digits'
    const isChecked = this.batch.cells && (common === 'customer_id' || common === 'currency')
    return type === 'text' && !isChecked ? 'bytes' : 'value'
  }

  /** The contents of all rows of the page as it stands. Throws `Unfit`. */
  contents({page, facts}: PageBatch): string[] {
    const contents = new Array<string>(page.rows)
    for (let row = 0; row < page.rows; row++) contents[row] = this.#at(row, facts)
    return contents
  }

  /** The text of a field in a row, as it stands. */
  textAt(row: number, name: string): string {
    const place = this.batch.page.layout.commonPlace(name)
    return place < 0 ? '' : (this.#texts.text(row, place) ?? '')
  }

  #at(row: number, facts: PageBatch['facts']): string {
    const {page, cells} = this.batch
    for (const field of this.#looked) this.#put(row, field, 0)
    let length = 0
    for (const field of this.#fields) {
      const {name, place} = field
      if (name === 'other_fields' && page.others.has(row)) {
        length = this.#write(textOf(parseJson(page.otherFields(row))), length)
      } else if (place >= 0) length = this.#put(row, field, length)
      else if (name === 'bill_cycle' || name === 'currency') length = this.#write(facts[name], length)
      this.#reserve(length, 1)
      this.#scratch[length++] = BETWEEN_BYTE
    }
    if (this.#customer >= 0 && !this.#texts.text(row, this.#customer)?.trim()) {
      throw cells!.withoutCustomer(page.numberOf(row))
    }
    return this.#scratch.toString('latin1', 0, length)
  }

  /** Puts the text of a cell behind what is there. Returns where it ends. */
  #put(row: number, field: Field, at: number): number {
    const {place, way, known} = field
    const {page, cells} = this.batch
    const cell = row * page.layout.width + place
    const kind = page.kinds[cell]!
    if (kind < TEXT) return at
    const start = page.starts[cell]!
    const end = page.ends[cell]!
    this.#reserve(at, end - start)
    if (way === 'bytes' && !(field.isId && isShortenedIdAt(page.bytes, start, end))) {
      if (kind & ESCAPED || (kind & KIND) === NESTED) return this.#write(textOf(this.#texts.text(row, place)), at)
      const {bytes} = page
      const scratch = this.#scratch
      for (let from = start; from < end; from++) scratch[at + from - start] = bytes[from]!
      return at + end - start
    }
    if (way === 'digits' && !cells?.facts.decimalComma) {
      const length = copyDigits(page.bytes, start, end, this.#scratch, at)
      if (length > 0) return at + length
    }
    const text = this.#texts.text(row, place)!
    let bytes = known.get(text)
    if (!bytes) {
      const value = cells ? cells.value(place, text, page.numberOf(row)) : cellValue(page.layout.columns[place]!, text)
      bytes = Buffer.from(textOf(value))
      if (known.size === REMEMBERED) known.clear()
      known.set(text, bytes)
    }
    this.#reserve(at, bytes.length)
    return at + bytes.copy(this.#scratch, at)
  }

  #write(text: string, at: number): number {
    if (text === '') return at
    this.#reserve(at, text.length * 3)
    return at + this.#scratch.write(text, at)
  }

  /** Makes room behind what is there. */
  #reserve(at: number, size: number): void {
    const scratch = this.#scratch
    if (scratch.length - at >= size) return
    this.#scratch = Buffer.allocUnsafe(2 * scratch.length + size)
    scratch.copy(this.#scratch)
  }
}

/** Copies a plain number without zeros that say nothing; 0 where it is none, or has more decimals than amounts have. */
function copyDigits(bytes: Uint8Array, start: number, end: number, target: Uint8Array, at: number): number {
  if (plainNumberEnd(bytes, start, end) !== end) return 0
  let point = start
  while (point < end && bytes[point] !== DOT) point++
  if (end - point > 9) return 0
  let last = end
  if (point < end) {
    while (bytes[last - 1] === ZERO) last--
    if (last === point + 1) last = point
  }
  for (let from = start; from < last; from++) target[at + from - start] = bytes[from]!
  return last - start
}
