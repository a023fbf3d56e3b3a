// Records to rate: from an export, live, or made up field by field.
import type {Api} from '../../api/client.js'
import {operationTable} from '../../api/contract/contract.js'
import {commandLine} from '../../command-line.js'
import {counted} from '../../counted.js'
import {Decimal} from '../../decimal.js'
import {Failure, usage} from '../../failure.js'
import {payingCustomers} from '../export/customers/billed.js'
import {unreadLines} from '../export/unread.js'
import type {Reading} from '../read/exported-file.js'
import {liveRecords} from '../read/live-records.js'
import {exportedRecords, type RecordSet} from '../read/open-records.js'
import type {BilledCustomer} from '../read/walk.js'
import type {BillRecord} from '../records/bill-record.js'
import {putDay} from '../records/day.js'
import type {SourceName} from '../records/source-names.js'

/** The records of an export, some at a time. Throws `usage` when one lacks what rating cannot do without. */
export const readBatches = (path: string, reading?: Reading): AsyncGenerator<BillRecord[]> =>
  checked(exportedRecords(path, reading))

/**
 * The records of a month as the API gives them now, of the partner's own customers and of its resellers'. Throws
 * `partial` at the end when customers could not be read: a month that lacks them must not look like a whole one.
 */
export async function* monthBatches(api: Api, cycle: string, now: Date): AsyncGenerator<BillRecord[]> {
  const customers: BilledCustomer[] = []
  const changed = (message: string) => {
    throw new Failure('failed', `the customers of the month are not known: ${message}`)
  }
  for await (const customer of payingCustomers(api, changed)) customers.push(customer)
  const live = liveRecords(api, cycle, now, customers)
  yield* checked(live)
  if (live.unread.length === 0) return
  throw new Failure('partial', `${live.unread.length} of ${counted(customers.length, 'customer')} could not be read`, {
    next: unreadLines(live.unread),
    details: live.unread,
  })
}

async function* checked(set: RecordSet): AsyncGenerator<BillRecord[]> {
  let row = 0
  for await (const records of set.batches()) {
    for (const record of records) {
      row++
      if (record.source === SUMS) {
        throw usage(`${set.origin} holds the sums of a month, which are no records`, againLine(record.bill_cycle))
      }
      if (!record.bill_date) putDay(record)
      if (record.customer_id && record.bill_date && record.bill_cycle && record.currency) continue
      const lacking = (['customer_id', 'bill_date', 'bill_cycle', 'currency'] as const).find(name => !record[name])
      throw usage(`${set.origin}: record ${record.id ?? row} has no ${lacking}`, againLine(record.bill_cycle))
    }
    yield records
  }
}

const SUMS = 'monthly-sums' satisfies SourceName

/** Those records that are of a month. Throws `usage` where there are none, and notes how many others there are. */
export async function* ofCycle(
  batches: AsyncIterable<BillRecord[]>,
  cycle: string,
  origin: string,
  note: (text: string) => void,
): AsyncGenerator<BillRecord[]> {
  const others = new Map<string, number>()
  let found = 0
  for await (const records of batches) {
    const ours = records.filter(({bill_cycle}) => bill_cycle === cycle)
    if (ours.length < records.length) {
      for (const {bill_cycle} of records)
        if (bill_cycle !== cycle) others.set(bill_cycle, (others.get(bill_cycle) ?? 0) + 1)
    }
    found += ours.length
    if (ours.length > 0) yield ours
  }
  if (others.size === 0) return
  const months = [...others.keys()].sort()
  if (found === 0) {
    throw usage(`${origin} has no record of cycle ${cycle}: it is of ${months.join(', ')}`, `--cycle ${months.at(-1)}`)
  }
  const count = [...others.values()].reduce((sum, one) => sum + one, 0)
  note(`${counted(count, 'record')} of ${months.join(', ')} passed over`)
}

/** How records of a month are exported again. */
export const againLine = (cycle: string | undefined): string =>
  `Export the records again: ${commandLine`bill export ${cycle ? ['--cycle', cycle] : undefined}`}`

/** The records of an export one by one. */
export const readRecords = (path: string, reading?: Reading): AsyncGenerator<BillRecord> =>
  eachRecord(readBatches(path, reading))

export async function* eachRecord(batches: AsyncIterable<BillRecord[]>): AsyncGenerator<BillRecord> {
  for await (const records of batches) yield* records
}

/** A record from text values, amounts as decimals. Throws a RangeError for an amount that is none. */
export function recordFrom(values: Record<string, string>): BillRecord {
  const decimals = new Set(operationTable().decimals)
  return Object.fromEntries(
    Object.entries(values).map(([name, text]) => [name, decimals.has(name) ? Decimal.parse(text) : text]),
  ) as unknown as BillRecord
}
