// Where bill records come from: the customers of the partner, each asked as that customer.
import type {Api} from '../../api/client.js'
import {noProgress, printOf} from '../../api/paging.js'
import type {Customer} from '../../customers/find.js'
import {Failure} from '../../failure.js'
import {type BillRecord, RecordMaker} from '../records/bill-record.js'
import {BrokenPage, type RecordPage} from '../records/record-page.js'
import {apiSources, layoutOf} from '../records/sources.js'
import {PageReader} from './json-pages.js'

/** A customer whose records could not be read. */
export interface Unread {
  customer_id: string
  account_name: string
  reason: string
  next: string[]
}

const SOURCE = 'res-fee-records'

/**
 * All records of one customer and cycle, page by page. An international partner has no list of all customers' records:
 * each customer is asked with its own identity (reference: customer bills).
 */
export async function* customerRecords(api: Api, customer: Customer, cycle: string): AsyncGenerator<BillRecord[]> {
  const source = apiSources[SOURCE]!
  const reader = new PageReader(layoutOf(SOURCE), source.items, source.total)
  const maker = new RecordMaker(reader.page)
  const input = source.input({customer_id: customer.customer_id, cycle, detail: 'detail'}) as {cycle: string}
  let offset = 0
  let before: string | undefined
  for (;;) {
    const bytes = await api.bytes(
      'ListCustomerselfResourceRecords',
      {...input, offset, limit: source.limit},
      {as: customer.customer_id},
    )
    const page = readPage(reader, bytes)
    const print = page.total === undefined && page.rows > 0 ? printOf(bytes) : undefined
    if (print && print === before) throw noProgress('ListCustomerselfResourceRecords', offset)
    before = print
    if (page.rows > 0) yield maker.records({bill_cycle: cycle, currency: page.currency ?? ''})
    offset += page.rows
    if (page.rows === 0 || offset >= page.total!) {
      if (offset !== page.total) {
        throw new Failure('failed', `${customer.account_name}: ${offset} of ${page.total} records arrived`)
      }
      return
    }
  }
}

function readPage(reader: PageReader, bytes: Buffer): RecordPage {
  try {
    return reader.read(bytes)
  } catch (error) {
    if (!(error instanceof BrokenPage)) throw error
    throw new Failure('failed', `ListCustomerselfResourceRecords: ${error.message}`, {cause: error})
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
