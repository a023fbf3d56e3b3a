// The partner's own month: what came in, what it cost, what is left, and what is unlike the rest.

import {commandLine} from '../../command-line.js'
import {daysOf} from '../../cycle.js'
import {Decimal, ONE} from '../../decimal.js'
import {usage} from '../../failure.js'
import {costOf, oneBasis, type RatedRow} from '../rating/rated.js'

/** Revenue, cost and margin of one customer or service; all in the currency of the costs. */
export interface Share {
  name: string
  revenue: Decimal
  cost: Decimal
  margin: Decimal
  /** Margin of revenue, in percent with one decimal; absent without revenue. */
  margin_percent?: Decimal
  /** Revenue of the month before, and the change to it in percent. */
  before?: Decimal
  change_percent?: Decimal
}

/** What the partner can still consume on credit, as the platform says it today. Used is an estimate. */
export interface CreditLeft {
  currency: string
  quota: Decimal
  used: Decimal
  left: Decimal
  used_percent?: Decimal
}

/** Undefined where the platform does not tell. */
export function creditLeft(answer: {
  currency?: string
  consumption_quota?: Decimal | string
  used_consumption_quota?: Decimal | string
}): CreditLeft | undefined {
  if (!answer.consumption_quota || !answer.used_consumption_quota) return undefined
  const [quota, used] = [Decimal.of(answer.consumption_quota), Decimal.of(answer.used_consumption_quota)]
  const left = quota.minus(used)
  return {currency: answer.currency ?? '', quota, used, left, used_percent: percent(used.units, quota.units)}
}

export interface Report {
  cycle: string
  currency: string
  total: Share
  /** What costs and margins stand on. */
  cost_basis: string
  customers: Share[]
  services: Share[]
  days: {day: string; charge: Decimal}[]
  /** Sentences about what is unlike the rest. */
  anomalies: string[]
  notes: string[]
  credit?: CreditLeft
}

interface Sums {
  revenue: bigint
  cost: bigint
}

/** A month's sums, by customer, service and day. */
class Month {
  readonly customers = new Map<string, Sums>()
  readonly services = new Map<string, Sums>()
  readonly days = new Map<string, bigint>()
  readonly customerDays = new Map<string, Map<string, bigint>>()
  readonly cycles = new Set<string>()
  readonly currencies = new Map<string, number>()
  readonly total: Sums = {revenue: 0n, cost: 0n}
  without = 0
  basis: string | undefined

  add(row: RatedRow): void {
    this.cycles.add(row.bill_cycle)
    this.currencies.set(row.currency, (this.currencies.get(row.currency) ?? 0) + 1)
    this.basis = oneBasis(this.basis, row)
    const cost = costOf(row)?.units ?? 0n
    if (!row.margin) this.without++
    const revenue = cost + (row.margin?.units ?? -cost)
    const who = row.account_name || row.customer_id
    const what = row.cloud_service_type_name || row.cloud_service_type || row.description
    for (const sums of [this.total, sumsOf(this.customers, who), sumsOf(this.services, what)]) {
      sums.revenue += revenue
      sums.cost += cost
    }
    if (row.kind !== 'record') return
    this.days.set(row.bill_date, (this.days.get(row.bill_date) ?? 0n) + revenue)
    // Purchases, refunds and tax fall on single days; what is used all month is what can be out of the ordinary.
    if (row.bill_type !== '5') return
    const days = this.customerDays.get(who) ?? new Map<string, bigint>()
    days.set(row.bill_date, (days.get(row.bill_date) ?? 0n) + revenue)
    this.customerDays.set(who, days)
  }
}

function sumsOf(map: Map<string, Sums>, key: string): Sums {
  let sums = map.get(key)
  if (!sums) {
    sums = {revenue: 0n, cost: 0n}
    map.set(key, sums)
  }
  return sums
}

const HUNDRED = Decimal.of(100)
const percent = (part: bigint, whole: bigint): Decimal | undefined =>
  whole <= 0n ? undefined : Decimal.fromUnits(part).times(HUNDRED).dividedBy(Decimal.fromUnits(whole)).rounded(1)

/** Makes the report of a rated month, and of its change against the month before when that is given. */
export async function makeReport(
  rated: AsyncIterable<RatedRow[]>,
  previous?: AsyncIterable<RatedRow[]>,
): Promise<Report> {
  const month = await read(rated)
  const before = previous && (await read(previous))
  const [cycle] = [...month.cycles]
  if (!cycle || month.cycles.size > 1) {
    throw usage(
      month.cycles.size > 1 ? `the rated rows are of ${month.cycles.size} cycles` : 'there are no rated rows',
      `A report is of one month: rate it with ${commandLine`bill rate ${cycle ? ['--cycle', [...month.cycles].sort().at(-1)!] : undefined}`}`,
    )
  }
  if (before?.basis && month.basis && before.basis !== month.basis) {
    throw usage(
      `the month stands on ${month.basis}, the one before on ${before.basis}: their margins cannot be compared`,
      'Rate both with one book: cost: settlement, or cost: expenditure',
    )
  }
  const currencies = [...month.currencies].sort(([, a], [, b]) => b - a).map(([code]) => code)
  return {
    cost_basis: month.basis ?? 'expenditure',
    cycle,
    currency: currencies[0]!,
    total: share('total', month.total, before?.total),
    customers: shares(month.customers, before?.customers),
    services: shares(month.services, before?.services),
    days: daysOf(cycle).map(day => ({day, charge: Decimal.fromUnits(month.days.get(day) ?? 0n)})),
    anomalies: anomalies(month, before),
    notes: [
      ...(currencies.length > 1
        ? [`Amounts in ${currencies.slice(1).join(', ')} are added as if they were ${currencies[0]}`]
        : []),
      ...(month.without > 0
        ? [`${month.without} rows have no margin: the price book has no exchange rate to tell it`]
        : []),
    ],
  }
}

async function read(rated: AsyncIterable<RatedRow[]>): Promise<Month> {
  const month = new Month()
  for await (const rows of rated) for (const row of rows) month.add(row)
  return month
}

function share(name: string, {revenue, cost}: Sums, before?: Sums): Share {
  return {
    name,
    revenue: Decimal.fromUnits(revenue),
    cost: Decimal.fromUnits(cost),
    margin: Decimal.fromUnits(revenue - cost),
    margin_percent: percent(revenue - cost, revenue),
    ...(before
      ? {before: Decimal.fromUnits(before.revenue), change_percent: percent(revenue - before.revenue, before.revenue)}
      : {}),
  }
}

function shares(now: Map<string, Sums>, before?: Map<string, Sums>): Share[] {
  const none = {revenue: 0n, cost: 0n}
  const names = new Set([...now.keys(), ...(before?.keys() ?? [])])
  return [...names]
    .map(name => share(name, now.get(name) ?? none, before && (before.get(name) ?? none)))
    .sort((a, b) => b.revenue.compare(a.revenue) || (a.name < b.name ? -1 : 1))
}

/** A day is out of the ordinary when it is this many times the customer's middle day. */
const TIMES = 3n
/** Customers that are named at most, for each kind of anomaly. */
const NAMED = 5

function anomalies(month: Month, before?: Month): string[] {
  const money = (units: bigint) => Decimal.fromUnits(units).rounded(2).toDisplay()
  const losses = [...month.customers]
    .filter(([, {revenue, cost}]) => revenue < cost)
    .sort(([, a], [, b]) => (a.revenue - a.cost < b.revenue - b.cost ? -1 : 1))
    .slice(0, NAMED)
    .map(([name, {revenue, cost}]) => `${name} is sold below cost: ${money(revenue)} for ${money(cost)}`)
  const peaks: {excess: bigint; text: string}[] = []
  for (const [name, days] of month.customerDays) {
    const sorted = [...days.values()].sort((a, b) => (a < b ? -1 : 1))
    const middle = sorted[Math.floor(sorted.length / 2)]!
    // A few days are no pattern.
    if (sorted.length < 10 || middle <= 0n) continue
    for (const [day, units] of days) {
      if (units > middle * TIMES && units - middle > 10n * ONE) {
        peaks.push({
          excess: units - middle,
          text: `${name} on ${day}: ${money(units)}, on its middle day ${money(middle)}`,
        })
      }
    }
  }
  peaks.sort((a, b) => (b.excess > a.excess ? 1 : -1))
  const gone = before
    ? [...before.customers]
        .filter(([name, sums]) => sums.revenue > 0n && !month.customers.has(name))
        .slice(0, NAMED)
        .map(([name, sums]) => `${name} has nothing this month, ${money(sums.revenue)} the month before`)
    : []
  const doubled = before
    ? [...month.customers]
        .filter(([name, {revenue}]) => {
          const old = before.customers.get(name)?.revenue ?? 0n
          return old > 0n && revenue > 2n * old && revenue - old > 10n * ONE
        })
        .slice(0, NAMED)
        .map(
          ([name, {revenue}]) =>
            `${name} more than doubled, from ${money(before.customers.get(name)!.revenue)} to ${money(revenue)}`,
        )
    : []
  return [...losses, ...peaks.slice(0, NAMED).map(peak => peak.text), ...doubled, ...gone]
}
