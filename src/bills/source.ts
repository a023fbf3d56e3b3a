// Where bill records come from: the customers of the partner, each asked as that customer.
import type {Api} from '../api/client.js'
import type {Customer} from '../customers/find.js'
import {Failure} from '../failure.js'
import type {BillRecord} from './record.js'

/** A customer whose records could not be read. */
export interface Unread {
  customer_id: string
  account_name: string
  reason: string
  next: string[]
}

/** The API gives at most this many records at once. */
const PAGE = 1000

/**
 * All records of one customer and cycle, page by page. An international partner has no list of all customers' records: each
 * customer is asked with its own identity (reference: customer bills).
 */
export async function* customerRecords(api: Api, customer: Customer, cycle: string): AsyncGenerator<BillRecord[]> {
  const input = {cycle, statistic_type: 3, include_zero_record: true} as const
  let offset = 0
  for (;;) {
    const page = await api.call(
      'ListCustomerselfResourceRecords',
      {...input, offset, limit: PAGE},
      {as: customer.customer_id},
    )
    const rows = page.fee_records ?? []
    const currency = page.currency ?? ''
    if (rows.length > 0) yield rows.map(row => ({...row, bill_cycle: cycle, currency}))
    offset += rows.length
    if (rows.length === 0 || offset >= page.total_count!) {
      if (offset !== page.total_count) {
        throw new Failure('failed', `${customer.account_name}: ${offset} of ${page.total_count} records arrived`)
      }
      return
    }
  }
}

/** Runs `start` a few items ahead of the reader, and gives the results in order. */
export async function* ahead<Item, Result>(
  items: AsyncIterable<Item>,
  depth: number,
  start: (item: Item) => Promise<Result>,
): AsyncGenerator<{item: Item; result: Promise<Result>}> {
  const waiting: {item: Item; result: Promise<Result>}[] = []
  for await (const item of items) {
    const result = start(item)
    // Whoever takes the result handles its failure; until then it must not count as unhandled.
    result.catch(() => {})
    waiting.push({item, result})
    if (waiting.length >= depth) yield waiting.shift()!
  }
  yield* waiting
}
