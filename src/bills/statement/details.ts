// The rows behind a statement, sorted by customer on disk while the month streams by. What the partner pays, and which
// rule it has, is not the customer's business: those columns stay out.
import {createReadStream, mkdirSync, mkdtempSync, rmSync} from 'node:fs'
import {appendFile} from 'node:fs/promises'
import {join} from 'node:path'
import {csvLine, csvRows, unharmed} from '../../csv.js'
import type {RatedRow} from '../rating/rated.js'

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

export const columnsFor = (isReseller: boolean): readonly (keyof RatedRow)[] =>
  isReseller ? resellerColumns : customerColumns

export const isAmount = (column: string) => column === 'usage' || column === 'charge'

/** Text that is kept in memory before it goes to the files. */
const BUFFERED = 16 << 20

export const accountKey = (row: {bill_cycle: string; customer_id: string; bill_to?: string; charge_currency: string}) =>
  `${row.bill_cycle} ${row.bill_to || row.customer_id} ${row.charge_currency}`

export class Details {
  readonly #folder: string
  readonly #texts = new Map<string, string>()
  readonly #files = new Map<string, string>()
  #buffered = 0

  constructor(within: string) {
    mkdirSync(within, {recursive: true})
    this.#folder = mkdtempSync(join(within, '.details-'))
  }

  async add(row: RatedRow): Promise<void> {
    const line = csvLine(
      columnsFor(Boolean(row.bill_to)).map(column => {
        const value = row[column]
        return value === undefined ? '' : typeof value === 'string' ? value : value.text
      }),
    )
    const key = accountKey(row)
    this.#texts.set(key, (this.#texts.get(key) ?? '') + line)
    this.#buffered += line.length
    if (this.#buffered >= BUFFERED) await this.#flush()
  }

  async #flush(): Promise<void> {
    for (const [key, text] of this.#texts) {
      let file = this.#files.get(key)
      if (!file) {
        file = join(this.#folder, `${this.#files.size}.csv`)
        this.#files.set(key, file)
      }
      await appendFile(file, text)
    }
    this.#texts.clear()
    this.#buffered = 0
  }

  /** The rows of one account, as cells of {@link columnsFor} it. */
  async *rows(key: string): AsyncGenerator<string[][]> {
    await this.#flush()
    const file = this.#files.get(key)
    if (!file) return
    for await (const rows of csvRows(createReadStream(file))) yield rows.map(cells => cells.map(unharmed))
  }

  /** The same as the pieces of a CSV file for spreadsheets: a customer's month may be larger than any text. */
  async *csv(key: string, isReseller: boolean): AsyncGenerator<string> {
    yield csvLine(columnsFor(isReseller))
    for await (const rows of this.rows(key)) yield rows.map(csvLine).join('')
  }

  remove(): void {
    rmSync(this.#folder, {recursive: true, force: true})
  }
}
