// The records of a month as the API gives them now, as objects: each customer is asked as that customer, and the pages
// come in their order while the next ones are on their way.
import type {Api} from '../../api/client.js'
import {isFinal} from '../../cycle.js'
import {Failure} from '../../failure.js'
import {type BillRecord, RecordMaker} from '../records/bill-record.js'
import type {RecordSet, Unread} from './open-records.js'
import {type BilledCustomer, Moved, type Place, Unreadable, Walk} from './walk.js'

/** The source that all sites have. */
const SOURCE = 'res-fee-records'

/** What is read, and what becomes of a customer that cannot be read; some of its records may have come. */
export interface LivePlan {
  cycle: string
  now: Date
  customers: BilledCustomer[]
  lost(customer: BilledCustomer, failure: Failure): void
}

/** The records of some customers, some at a time. */
export async function* liveBatches(api: Api, {cycle, now, customers, lost}: LivePlan): AsyncGenerator<BillRecord[]> {
  const walk = new Walk(api, {source: SOURCE, cycle, detail: 'detail', customers, final: isFinal(cycle, now)})
  const maker = new RecordMaker(walk.page)
  for (let place: Place = {customer: 0, day: 0, offset: 0}; place.customer < customers.length; ) {
    try {
      for await (const {page, customer} of walk.pagesFrom(place)) {
        if (page.rows === 0) continue
        const {indirect_partner_id: xreseller_id, reseller_account: xreseller_account} = customer
        yield maker.records({bill_cycle: cycle, currency: page.currency ?? '', xreseller_id, xreseller_account})
      }
      return
    } catch (error) {
      const failure = error instanceof Unreadable ? error.failure : error instanceof Moved ? moved() : undefined
      if (!failure) throw error
      const {customer} = error as Unreadable | Moved
      lost(customers[customer]!, failure)
      place = {customer: customer + 1, day: 0, offset: 0}
    }
  }
}

const moved = () => new Failure('failed', 'its records changed while they were read', {next: ['Try again later']})

/** The records of a cycle as the API gives them now. Customers that cannot be read are listed, not thrown. */
export function liveRecords(api: Api, cycle: string, now: Date, customers: BilledCustomer[]): RecordSet {
  const unread: Unread[] = []
  const lost = ({customer_id, account_name}: BilledCustomer, {message, next}: Failure) => {
    unread.push({customer_id, account_name, reason: message, next})
  }
  return {
    origin: 'the API',
    cycle,
    final: isFinal(cycle, now),
    unread,
    batches: () => liveBatches(api, {cycle, now, customers, lost}),
  }
}
