// One line of a bill as an object: what all sources have in common, under one name.

import {parseJson} from '../../api/json.js'
import type {Item} from '../../api/types.js'
import {Decimal} from '../../decimal.js'
import type {TypedCells} from '../read/cells.js'
import {Columns} from './columns.js'
import type {Column} from './layout.js'
import type {RecordPage} from './record-page.js'
import type {SourceName} from './sources.js'

/**
 * One line of a customer's bill in the common view: the fields of `res-fee-records`, and under their own names those
 * that another source has beside them (`partner_id`, `payer_account_id`, `promotion_type` ...). What a source does not
 * have is undefined. Amounts are exact and in units of `currency`; `bill_cycle` and `bill_date` are UTC+8, times are
 * UTC; `charge_mode` and `period_type` are codes as text.
 */
export type BillRecord = Item<'ListCustomerselfResourceRecords'> & {
  bill_cycle: string
  currency: string
  /** What the partner owes Huawei for it, where the source says so. */
  settlement_amount?: Decimal
  /** The reseller of its customer, where it has one and the source says so. */
  xreseller_id?: string
  xreseller_account?: string
  /** Where the record was read. */
  source: SourceName
  /** Fields that nobody announced, as they came. */
  other_fields?: Record<string, unknown>
}

/** What is known of every record of a page without being in it. */
export interface PageFacts {
  bill_cycle: string
  currency: string
  account_name?: string
  xreseller_id?: string
  xreseller_account?: string
}

/** Common fields that are text whatever the source makes of them. */
const textual = new Set(['charge_mode', 'period_type'])

/** Makes objects of the rows of pages. Strings that repeat from row to row, as most do, are made once. */
export class RecordMaker {
  readonly #columns: readonly Column[]
  readonly #cells: Columns
  /** What each number of a column stands for, as far as it came. */
  readonly #values: unknown[][]
  readonly #generations: Int32Array
  readonly #blank: Record<string, unknown>
  readonly #hasCustomers: boolean

  constructor(
    readonly page: RecordPage,
    /**
     * Cells that somebody may have written: what they hold is recognised or refused. What the API gives is shown as it
     * is.
     */
    readonly cells?: TypedCells,
  ) {
    this.#columns = page.layout.columns
    this.#cells = new Columns(page.layout)
    this.#values = this.#columns.map(() => [])
    this.#generations = new Int32Array(this.#columns.length)
    this.#hasCustomers = page.layout.commonPlace('customer_id') >= 0
    this.#blank = blankRecord(this.#columns)
  }

  /** All records of the page as it stands, or some. */
  records(facts: PageFacts, from = 0, to = this.page.rows): BillRecord[] {
    this.#read(from, to)
    const records: BillRecord[] = new Array(to - from)
    for (let row = from; row < to; row++) records[row - from] = this.#record(row, row - from, facts)
    return records
  }

  record(row: number, facts: PageFacts): BillRecord {
    this.#read(row, row + 1)
    return this.#record(row, 0, facts)
  }

  #read(from: number, to: number): void {
    this.#cells.read(this.page, from, to)
    for (const [place, {generation}] of this.#cells.cells.entries()) {
      if (generation === this.#generations[place]) continue
      this.#generations[place] = generation
      this.#values[place] = []
    }
  }

  /** `index` is the row's among those that were read. */
  #record(row: number, index: number, facts: PageFacts): BillRecord {
    const {page} = this
    const record = {...this.#blank}
    record.bill_cycle = facts.bill_cycle
    record.currency = facts.currency
    record.source = page.layout.source
    if (facts.account_name !== undefined) record.account_name = facts.account_name
    if (facts.xreseller_id !== undefined) {
      record.xreseller_id = facts.xreseller_id
      record.xreseller_account = facts.xreseller_account
    }
    const {cells} = this.#cells
    for (let place = 0; place < cells.length; place++) {
      const id = cells[place]!.ids[index]!
      if (id === 0) continue
      const values = this.#values[place]!
      if (values[id] === undefined) values[id] = this.#valueOf(place, id, row)
      record[this.#columns[place]!.common] = values[id]
    }
    if (this.cells && !record.customer_id && this.#hasCustomers) throw this.cells.withoutCustomer(page.numberOf(row))
    const others = page.otherFields(row)
    if (others) record.other_fields = parseJson(others)
    return record as BillRecord
  }

  #valueOf(place: number, id: number, row: number): unknown {
    const text = this.#cells.cells[place]!.text(id)!
    return this.cells ? this.cells.value(place, text, this.page.numberOf(row)) : cellValue(this.#columns[place]!, text)
  }
}

/** A record with every property and no value: copies of it share one shape, which makes them small and quick. */
export function blankRecord(columns: readonly Column[]): Record<string, unknown> {
  const names = new Set(['bill_cycle', 'currency', 'source', ...columns.map(({common}) => common), 'other_fields'])
  const blank = JSON.parse(`{${[...names].map(name => `${JSON.stringify(name)}:null`)}}`) as Record<string, unknown>
  for (const name of names) blank[name] = undefined
  return blank
}

/** A cell's text as the value that its column promises; the text itself where it is something else. */
export function cellValue(column: Column, text: string): unknown {
  if (column.type === 'text' || textual.has(column.common)) return text
  if (column.type === 'decimal') return isDecimal(text) ? Decimal.parse(text) : text
  if (column.type === 'integer') return /^-?\d{1,15}$/.test(text) ? Number(text) : text
  try {
    return parseJson(text)
  } catch {
    return text
  }
}

const isDecimal = (text: string) => /^-?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/.test(text)
