// Yearly/monthly resources of customers.
import {rowOf} from '../api/asked.js'
import type {FailedRow, RowOutcome, Told} from '../api/chunks.js'
import type {Api} from '../api/client.js'
import type {Item} from '../api/types.js'
import {commandLine} from '../command-line.js'
import {Failure} from '../failure.js'

export type Subscription = Item<'ListPayPerUseCustomerResources'>

/** The API lists this many resources by id at once. */
const AT_ONCE = 50

/** Resources by their ids, as the customer that has them. Throws where one of them is not among what was answered. */
export async function readSubscriptions(api: Api, as: string, ids: string[]): Promise<Subscription[]> {
  const found: Subscription[] = []
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const resource_ids = ids.slice(start, start + AT_ONCE)
    const rows = await api.list('ListPayPerUseCustomerResources', {resource_ids}, {as}).toArray()
    for (const id of resource_ids) {
      const row = rowOf(rows, 'resource_id', id)
      if (!row)
        throw new Failure('not-found', `the customer has no yearly/monthly resource "${id}"`, {
          next: ['partnerctl subscription list'],
        })
      found.push(row)
    }
  }
  return found
}

/** `web-01 (Elastic Cloud Server, until 2026-12-31)`, a line for each. */
export const inWords = (subscriptions: Subscription[]): string[] =>
  subscriptions.map(
    ({resource_id, resource_name, resource_type_name, expire_time}) =>
      `${resource_name || resource_id} (${resource_type_name ?? 'resource'}, until ${expire_time?.slice(0, 10) ?? '?'})`,
  )

/** What an answer that makes orders says of the resources that were sent together. */
export const ordered = (orders: string[] = [], failed: FailedRow[] | undefined, check: string): Told => ({
  failed,
  orders,
  check: orders[0] ? commandLine`order show ${orders[0]}` : check,
})

/** A row with the orders that were made for it, or perhaps were. */
export const withOrders = <Row extends RowOutcome>(row: Row, order_ids: string[] | undefined) =>
  row.status === 'done' || row.status === 'unknown' ? {...row, order_ids} : row
