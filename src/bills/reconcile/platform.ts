// What Huawei says: the customers that a partner pays for, their monthly sums, and the partner's own bill.
import type {Api} from '../../api/client.js'
import type {Item, Output} from '../../api/types.js'
import type {Customer} from '../../customers/find.js'
import {concernsOnePart} from '../../failure.js'
import {payingCustomers} from '../export/customers/billed.js'
import type {Unread} from '../read/open-records.js'
import type {Method} from '../records/source-names.js'
import {type CustomerSums, emptySums, type Kind} from './sums.js'

type SumItem = Item<'ShowCustomerMonthlySum'>

/** A customer's month as Huawei sums it up. */
export interface MonthlySum extends CustomerSums {
  /** What was cut off to whole cents, line by line. 10^-8. */
  truncated: bigint
  /** Truncation of each line, to hold lines against records. */
  truncatedLines: Map<string, bigint>
  /** The lines are cut to whole cents, and nothing says what was cut off; it has no list prices and no currency. */
  isCut?: true
}

const kindOfSum: Record<number, Kind> = {1: 'spend', 2: 'refund', 3: 'adjustment'}

/** At most this many customers are asked for at once; the throttle says how many of them a second. */
const AHEAD = 32

/** Monthly sums of all customers, or of those that are wanted, and those that could not be read. */
export async function monthlySums(
  api: Api,
  cycle: string,
  {
    isWanted = () => true,
    method,
    onProgress = () => {},
  }: {
    isWanted?: (customer_id: string) => boolean
    method?: Method
    onProgress?: (customers: number) => void
  } = {},
): Promise<{sums: Map<string, MonthlySum>; unread: Unread[]}> {
  const sums = new Map<string, MonthlySum>()
  const unread: Unread[] = []
  const customers = wanted(payingCustomers(api), isWanted)
  const queue = ahead(customers, AHEAD, customer => monthlySum(api, customer, cycle, method))
  for await (const {item, result} of queue) {
    try {
      sums.set(item.customer_id, await result)
      onProgress(sums.size)
    } catch (error) {
      if (!concernsOnePart(error)) throw error
      const {customer_id, account_name} = item
      unread.push({customer_id, account_name, reason: error.message, next: error.next})
    }
  }
  return {sums, unread}
}

/** Runs `start` a few items ahead of the reader, and gives the results in order. */
async function* ahead<Item, Result>(
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

async function* wanted(
  customers: AsyncIterable<Customer>,
  isWanted: (customer_id: string) => boolean,
): AsyncGenerator<Customer> {
  for await (const customer of customers) if (isWanted(customer.customer_id)) yield customer
}

async function monthlySum(api: Api, customer: Customer, cycle: string, method: Method = 'all'): Promise<MonthlySum> {
  const as = customer.customer_id
  const items: SumItem[] = []
  let currency: string | undefined
  for await (const page of api.pages('ShowCustomerMonthlySum', {bill_cycle: cycle, method}, {as})) {
    items.push(...page.rows)
    currency ??= page.answer?.currency
  }
  return sumUp(customer, items, currency ?? '')
}

function sumUp({customer_id, account_name}: Customer, items: SumItem[], currency: string): MonthlySum {
  const sum: MonthlySum = {
    ...emptySums(customer_id, account_name, currency),
    truncated: 0n,
    truncatedLines: new Map(),
  }
  for (const item of items) {
    const units = item.consume_amount?.units ?? 0n
    const truncated = item.truncated_amount?.units ?? 0n
    const kind = kindOfSum[Number(item.bill_type)] ?? 'spend'
    const line = [item.service_type_code, item.resource_type_code, item.charging_mode, kind]
      .map(part => part ?? '')
      .join(' / ')
    const official = item.official_amount?.units ?? 0n
    sum.kinds[kind] += units
    sum.list[kind] += official
    if (item.official_amount) sum.listLines.set(line, (sum.listLines.get(line) ?? 0n) + official)
    sum.truncated += truncated
    sum.lines.set(line, (sum.lines.get(line) ?? 0n) + units)
    sum.truncatedLines.set(line, (sum.truncatedLines.get(line) ?? 0n) + truncated)
    sum.records++
  }
  return sum
}

export type PartnerBill = Output<'ListPostpaidBillSum'>
