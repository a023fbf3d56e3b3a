// The rows behind a statement, sorted by customer on disk while the month streams by. What the partner pays, and which
// rule it has, is not the customer's business: those columns stay out.
import {csvLine, csvRows, unharmed} from '../../csv.js'
import type {RatedRow} from '../rating/rated.js'
import {KeyedLines} from './data/keyed-lines.js'

/** What a customer sees of a rated row. */
export const customerColumns = [
  'bill_date',
  'cloud_service_type_name',
  'resource_type_name',
  'region_name',
  'resource_id',
  'resource_name',
  'sku_code',
  'usage_type',
  'usage',
  'description',
  'trade_id',
  'id',
  'charge',
  'charge_currency',
  'tax',
] as const satisfies readonly (keyof RatedRow)[]

/** What a reseller sees beside: which of its customers a row is of. */
const resellerColumns = ['account_name', 'customer_id', ...customerColumns] as const

export type DetailColumn = (typeof resellerColumns)[number]

export const columnsFor = (isReseller: boolean): readonly DetailColumn[] =>
  isReseller ? resellerColumns : customerColumns

export const isAmount = (column: string) => column === 'usage' || column === 'charge'

export const accountKey = (row: {bill_cycle: string; customer_id: string; bill_to?: string; charge_currency: string}) =>
  `${row.bill_cycle} ${row.bill_to || row.customer_id} ${row.charge_currency}`

export class Details {
  readonly #lines: KeyedLines

  constructor(within: string) {
    this.#lines = new KeyedLines(within)
  }

  add(row: RatedRow): void {
    const cells = columnsFor(Boolean(row.bill_to)).map(column => {
      const value = row[column]
      return value === undefined ? '' : typeof value === 'string' ? value : value.text
    })
    this.#lines.add(accountKey(row), csvLine(cells))
  }

  /** Puts on the disk what is too much for the memory. */
  relieve(): Promise<void> {
    return this.#lines.relieve()
  }

  /** The rows of one account, as cells of {@link columnsFor} it. */
  async *rows(key: string): AsyncGenerator<string[][]> {
    for await (const rows of csvRows(this.#lines.pieces(key))) yield rows.map(cells => cells.map(unharmed))
  }

  /** The same as the pieces of a CSV file for spreadsheets: a customer's month may be larger than any text. */
  async *csv(key: string, isReseller: boolean): AsyncGenerator<string> {
    yield csvLine(columnsFor(isReseller))
    for await (const rows of this.rows(key)) yield rows.map(csvLine).join('')
  }

  remove(): void {
    this.#lines.remove()
  }
}
