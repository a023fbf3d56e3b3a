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

/** A month in one currency: amounts of several are never added up. */
export interface InCurrency {
  currency: string
  total: Share
  customers: Share[]
  services: Share[]
}

/** The month in the currency that most rows are in. */
export interface Report extends InCurrency {
  cycle: string
  /** What costs and margins stand on. */
  cost_basis: string
  days: {day: string; charge: Decimal}[]
  /** Rows in other currencies: costs, and prices without a rate to that of the cost. */
  others?: InCurrency[]
  /** Sentences about what is unlike the rest. */
  anomalies: string[]
  notes: string[]
  credit?: CreditLeft
}

interface Amounts {
  revenue: bigint
  cost: bigint
}

/** A month's sums in one currency, by customer, service and day. */
class Sums {
  readonly customers = new Map<string, Amounts>()
  readonly services = new Map<string, Amounts>()
  readonly days = new Map<string, bigint>()
  readonly customerDays = new Map<string, Map<string, bigint>>()
  readonly total: Amounts = {revenue: 0n, cost: 0n}
  rows = 0

  add(row: RatedRow): void {
    this.rows++
    const cost = costOf(row)?.units ?? 0n
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

/** A month's sums, currency by currency. */
class Month {
  readonly cycles = new Set<string>()
  readonly #currencies = new Map<string, Sums>()
  without = 0
  basis: string | undefined

  add(row: RatedRow): void {
    this.cycles.add(row.bill_cycle)
    this.basis = oneBasis(this.basis, row)
    if (!row.margin) this.without++
    const sums = this.#currencies.get(row.currency) ?? new Sums()
    this.#currencies.set(row.currency, sums)
    sums.add(row)
  }

  sums(currency: string): Sums | undefined {
    return this.#currencies.get(currency)
  }

  /** That of most rows first. */
  get currencies(): string[] {
    return [...this.#currencies]
      .sort(([a, one], [b, other]) => other.rows - one.rows || (a < b ? -1 : 1))
      .map(([a]) => a)
  }

  /** In how many currencies a customer has rows. */
  currenciesOf(customer: string): number {
    return [...this.#currencies.values()].filter(({customers}) => customers.has(customer)).length
  }
}

function sumsOf(map: Map<string, Amounts>, key: string): Amounts {
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
  const [first, ...others] = month.currencies
  const {days} = month.sums(first!)!
  return {
    cost_basis: month.basis ?? 'expenditure',
    cycle,
    ...inCurrency(first!, month, before),
    days: daysOf(cycle).map(day => ({day, charge: Decimal.fromUnits(days.get(day) ?? 0n)})),
    ...(others.length > 0 ? {others: others.map(one => inCurrency(one, month, before))} : {}),
    // What fell silent may have been all that was in its currency.
    anomalies: [...new Set([...month.currencies, ...(before?.currencies ?? [])])].flatMap(one =>
      anomalies(one, month, before),
    ),
    notes: [
      ...(others.length > 0
        ? [
            `${[first, ...others].join(', ')} are not added up: what is in each stands by itself, days are those in ${first}`,
          ]
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

function inCurrency(currency: string, month: Month, before?: Month): InCurrency {
  const now = month.sums(currency)!
  const old = before && (before.sums(currency) ?? new Sums())
  return {
    currency,
    total: share('total', now.total, old?.total),
    customers: shares(now.customers, old?.customers),
    services: shares(now.services, old?.services),
  }
}

function share(name: string, {revenue, cost}: Amounts, before?: Amounts): Share {
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

function shares(now: Map<string, Amounts>, before?: Map<string, Amounts>): Share[] {
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

function anomalies(currency: string, whole: Month, wholeBefore?: Month): string[] {
  const month = whole.sums(currency) ?? new Sums()
  const before = wholeBefore?.sums(currency)
  const amount = (units: bigint) => Decimal.fromUnits(units).rounded(2).toDisplay()
  const money = (units: bigint) => `${currency} ${amount(units)}`
  const losses = [...month.customers]
    // What is paid in another currency than its cost is no loss.
    .filter(([name, {revenue, cost}]) => revenue < cost && whole.currenciesOf(name) === 1)
    .sort(([, a], [, b]) => (a.revenue - a.cost < b.revenue - b.cost ? -1 : 1))
    .slice(0, NAMED)
    .map(([name, {revenue, cost}]) => `${name} is sold below cost: ${money(revenue)} for ${amount(cost)}`)
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
          text: `${name} on ${day}: ${money(units)}, on its middle day ${amount(middle)}`,
        })
      }
    }
  }
  peaks.sort((a, b) => (b.excess > a.excess ? 1 : -1))
  const gone = before
    ? [...before.customers]
        .filter(([name, sums]) => sums.revenue > 0n && whole.currenciesOf(name) === 0)
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
            `${name} more than doubled, from ${money(before.customers.get(name)!.revenue)} to ${amount(revenue)}`,
        )
    : []
  return [...losses, ...peaks.slice(0, NAMED).map(peak => peak.text), ...doubled, ...gone]
}
