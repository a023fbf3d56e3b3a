// Which file a row goes to.

import {noDevice} from '../../file-name.js'
import type {Facts} from '../formats/table.js'
import {writers} from '../formats/writers.js'
import type {BilledCustomer} from '../read/walk.js'
import type {Layout} from '../records/layout.js'
import {type RecordPage, TEXT} from '../records/record-page.js'
import type {ExportQuery} from './files/manifest.js'
import type {Parts} from './files/parts.js'
import type {Target} from './files/target.js'

/** Part of a file name: what every file system takes, and no path. */
const fileSafe = (text: string): string =>
  noDevice(
    text
      .replace(/[^\p{L}\p{N}._-]+/gu, '-')
      .slice(0, 80)
      .replace(/^[.-]+|[.-]+$/g, '') || 'none',
  )

/** Sends rows to one file after the other, or to one for each customer, service or day. */
export class Router {
  /** Number of the file that is being written, of those that follow each other. */
  sequence = 0
  readonly #column: number
  #key = Buffer.alloc(0)
  #name = ''

  constructor(
    readonly target: Target,
    readonly query: Pick<ExportQuery, 'split' | 'format'>,
    readonly layout: Layout,
    readonly run: string,
  ) {
    const common = query.split === 'service' ? 'cloud_service_type' : 'bill_date'
    this.#column = query.split === 'service' || query.split === 'day' ? layout.commonPlace(common) : -1
  }

  async write(parts: Parts, page: RecordPage, facts: Facts, owner: BilledCustomer): Promise<void> {
    if (!this.query.split) return parts.write(this.#next, page, 0, page.rows, facts)
    if (this.query.split === 'customer') return parts.write(this.#ofCustomer(owner), page, 0, page.rows, facts)
    // Rows of one kind mostly stand together.
    for (let row = 0; row < page.rows; ) {
      const name = this.#ofRow(page, row)
      let end = row + 1
      while (end < page.rows && this.#ofRow(page, end) === name) end++
      await parts.write(name, page, row, end, facts)
      row = end
    }
  }

  /** A customer's file is whole with its last record, and need not stay open. */
  async customerDone(parts: Parts, owner: BilledCustomer): Promise<void> {
    if (this.query.split === 'customer') await parts.finish(this.#ofCustomer(owner))
  }

  /** Begins another file where this one has its size. */
  async roll(parts: Parts): Promise<void> {
    const {rowsPerFile} = writers[this.query.format]
    if (this.query.split || this.target.kind !== 'table' || !rowsPerFile || parts.rowsOf(this.#next) < rowsPerFile)
      return
    await parts.finish(this.#next)
    this.sequence++
  }

  /** An export without a record is a file without a row. */
  async begin(parts: Parts): Promise<void> {
    if (!this.query.split && this.sequence === 0) await parts.begin(this.#next)
  }

  get #next(): string {
    return this.target.fileName(undefined, this.run, this.sequence)
  }

  #ofCustomer({customer_id, account_name}: BilledCustomer): string {
    const key = account_name ? `${fileSafe(account_name)}_${fileSafe(customer_id)}` : fileSafe(customer_id)
    return this.target.fileName(key, this.run, 0)
  }

  #ofRow(page: RecordPage, row: number): string {
    const cell = row * page.layout.width + this.#column
    const known = this.#column >= 0 && page.kinds[cell]! >= TEXT
    const start = known ? page.starts[cell]! : 0
    const end = known ? page.ends[cell]! : 0
    if (this.#name && page.bytes.compare(this.#key, 0, this.#key.length, start, end) === 0) return this.#name
    this.#key = Buffer.from(page.bytes.subarray(start, end))
    this.#name = this.target.fileName(fileSafe(known ? page.text(row, this.#column) : ''), this.run, 0)
    return this.#name
  }
}
