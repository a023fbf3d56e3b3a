// Costs by dimension and time (cost analysis): sums over the records of the bills, or with prepaid amounts spread over
// their time.
import {Decimal} from '../../../decimal.js'
import {billTypeOf, type Entry, entriesOf, isTaxEntry, modeOf, wholeMonth} from '../../bills/entries.js'
import type {Event} from '../../bills/events.js'
import {lastVisibleDay, MONTHS_KEPT, monthOfCustomer} from '../../bills/ledger.js'
import {type Names, namingOf} from '../../bills/naming.js'
import {asCustomer, type Call, type Input, type Topic} from '../../call.js'
import {
  DAY_MS,
  daysIn,
  firstDay,
  formatCycle,
  formatDay,
  monthOf,
  monthOfDay,
  parseCycle,
} from '../../state/calendar.js'
import {ApiFault, badParameter} from '../../wire/api-fault.js'
import {page} from '../../wire/paging.js'
import {catalogue} from '../../world/catalogue.js'
import type {Customer} from '../../world/model.js'
import {isResale} from '../resellers/state.js'

export const costs = {
  ListCosts(call) {
    const {input} = call
    const {customer} = asCustomer(call)
    const span = spanOf(call, input.time_condition)
    if (input.groupby.length === 0) throw badParameter('groupby', 'empty')
    if (new Set(input.groupby.map(g => `${g.type}/${g.key}`)).size < input.groupby.length)
      throw badParameter('groupby', 'a dimension is there twice')
    for (const g of input.groupby)
      if (g.type === 'dimension' && !Object.hasOwn(dimensions, g.key))
        throw badParameter('groupby/key', 'unknown dimension')
    const groups = new Map<string, Group>()
    for (const part of partsOf(call, customer, span, input.cost_type === 'AMORTIZED_COST')) {
      const about = {customer, names: namingOf(call.world), entry: part.entry, call}
      if (!(input.filters ?? []).every(f => passes(about, f))) continue
      const values = input.groupby.map(g => dimensionOf(about, g.type, g.key))
      const key = JSON.stringify(values)
      const group = groups.get(key) ?? newGroup(values, span.units.length)
      groups.set(key, group)
      const amount = input.amount_type === 'NET_AMOUNT' ? part.net : part.amount
      group.amounts[part.unit]! += amount
      group.officials[part.unit]! += part.official
      group.amount += amount
      group.official += part.official
    }
    const found = [...groups.values()].sort(byAmount)
    const text = (units: bigint) => Decimal.fromUnits(units).text
    return {
      currency: call.world.currency,
      total_count: found.length,
      cost_data: page(found, input).map(group => ({
        dimensions: input.groupby.map((g, i) => ({key: g.key, value: group.values[i]!})),
        costs: span.units.map((unit, i) => ({
          time_dimension_value: unit,
          time_measure_id: input.time_condition.time_measure_id,
          amount: text(group.amounts[i]!),
          official_amount: text(group.officials[i]!),
        })),
        amount_by_costs: text(group.amount),
        official_amount_by_costs: text(group.official),
      })),
    }
  },
} satisfies Topic

type CostsInput = Input<'ListCosts'>

/** The time of a query, cut into days or months. */
interface Span {
  byMonth: boolean
  /** First and last day. */
  from: number
  to: number
  /** How the days or months are written. */
  units: string[]
}

interface Group {
  values: string[]
  amounts: bigint[]
  officials: bigint[]
  amount: bigint
  official: bigint
}

const newGroup = (values: string[], units: number): Group => ({
  values,
  amounts: Array<bigint>(units).fill(0n),
  officials: Array<bigint>(units).fill(0n),
  amount: 0n,
  official: 0n,
})

const byAmount = (a: Group, b: Group): number =>
  a.amount === b.amount ? (a.values.join('\0') < b.values.join('\0') ? -1 : 1) : a.amount > b.amount ? -1 : 1

function spanOf(call: Call<unknown>, {time_measure_id, begin_time, end_time}: CostsInput['time_condition']): Span {
  const byMonth = time_measure_id === 2
  const read = (text: string, name: string): number => {
    const value = byMonth ? parseCycle(text) : parseDay(text)
    if (value === undefined) throw badParameter(name, byMonth ? 'not a month, YYYY-MM' : 'not a day, YYYY-MM-DD')
    return value
  }
  const [begin, end] = [read(begin_time, 'begin_time'), read(end_time, 'end_time')]
  if (end < begin) throw badParameter('end_time', 'before begin_time')
  if (end - begin >= (byMonth ? 12 : 366)) throw new ApiFault(400, 'CBC.80021021', 'The time span exceeds one year.')
  const first = byMonth ? begin : monthOfDay(begin)
  if (first < monthOf(call.now) - MONTHS_KEPT)
    throw badParameter('begin_time', `only the last ${MONTHS_KEPT} months are kept`)
  return {
    byMonth,
    from: byMonth ? firstDay(begin) : begin,
    to: byMonth ? firstDay(end) + daysIn(end) - 1 : end,
    units: Array.from({length: end - begin + 1}, (_, i) => (byMonth ? formatCycle(begin + i) : formatDay(begin + i))),
  }
}

function parseDay(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const day = Date.parse(`${text}T00:00:00Z`) / DAY_MS
  return Number.isNaN(day) || formatDay(day) !== text ? undefined : day
}

/** A part of the costs: which unit of time it falls in, and its amounts in 10^-8. */
interface Part {
  entry: Entry
  unit: number
  official: bigint
  amount: bigint
  /** Without what coupons paid. */
  net: bigint
}

function* partsOf(call: Call<unknown>, customer: Customer, span: Span, amortized: boolean): Generator<Part> {
  const names = namingOf(call.world)
  const unitOf = (day: number) => (span.byMonth ? monthOfDay(day) - monthOfDay(span.from) : day - span.from)
  for (let month = monthOfDay(span.from); month <= monthOfDay(span.to); month++) {
    const start = firstDay(month)
    const filter = {
      ...wholeMonth(span.byMonth ? 1 : 2),
      from: Math.max(1, span.from - start + 1),
      to: Math.min(daysIn(month), span.to - start + 1),
    }
    for (const entry of entriesOf(call, customer, month, filter, names)) {
      if (amortized && isPrepaid(entry.event)) continue
      const {official, discount, coupon, flexi} = entry
      const amount = official - discount
      yield {entry, unit: unitOf(entry.from), official, amount, net: amount - coupon - flexi}
    }
  }
  if (amortized) yield* spread(call, customer, span, unitOf)
}

const isPrepaid = (event: Event | undefined): boolean =>
  event !== undefined && event.mode === '1' && event.official > 0n && [1, 2, 3, 8].includes(event.type)

/** Months that a prepaid amount may reach back. */
const MOST_MONTHS = 36

/** Prepaid amounts, in even parts for each day of the time they are for; what does not divide goes to the last day. */
function* spread(
  call: Call<unknown>,
  customer: Customer,
  span: Span,
  unitOf: (day: number) => number,
): Generator<Part> {
  const last = Math.min(span.to, lastVisibleDay(monthOfDay(span.to), call.now))
  for (let month = monthOfDay(span.from) - MOST_MONTHS; month <= monthOfDay(last); month++) {
    for (const event of monthOfCustomer(call, customer, month).events) {
      if (!isPrepaid(event) || event.day > last) continue
      const end = firstDay(monthOfDay(event.day) + event.months) + (event.day - firstDay(month))
      const days = BigInt(end - event.day)
      const entry: Entry = {
        thing: event,
        event,
        from: event.day,
        to: event.day,
        official: 0n,
        discount: 0n,
        coupon: 0n,
        flexi: 0n,
      }
      for (let day = Math.max(event.day, span.from); day < end && day <= last; day++) {
        const of = (units: bigint) => units / days + (day === end - 1 ? units % days : 0n)
        const amount = of(event.official - event.discount)
        yield {entry, unit: unitOf(day), official: of(event.official), amount, net: amount - of(event.coupon)}
      }
    }
  }
}

interface About {
  call: Call<unknown>
  customer: Customer
  names: Names
  entry: Entry
}

/** The value of each dimension; empty where a cost has none. */
const dimensions: Record<string, (about: About) => string> = {
  CLOUD_SERVICE_TYPE: ({entry}) => entry.thing.product.service,
  RESOURCE_TYPE: ({entry}) => entry.thing.product.resource,
  ASSOCIATED_ACCOUNT: ({customer}) => customer.id,
  REGION_CODE: ({entry, names, customer}) => names.region(entry.thing, customer),
  AZ_CODE: ({entry, names, customer}) => zoneOf(names.region(entry.thing, customer), entry.thing.seed),
  ENTERPRISE_PROJECT_ID: ({entry, names}) => names.project(entry.thing) ?? '',
  RES_SPEC_CODE: ({entry}) => (isTaxEntry(entry) ? '' : entry.thing.product.sku),
  CHARGING_MODE: ({entry}) => modeOf(entry),
  USAGE_TYPE: ({entry}) => (entry.usage ? entry.thing.product.usages[entry.usage.index]!.type : ''),
  BILL_TYPE: ({entry}) => String(billTypeOf(entry)),
  BE_ID: ({call}) => `HW-${call.site.toUpperCase()}`,
  PAYER_ACCOUNT_ID: ({customer}) => (isResale(customer) ? customer.partnerId : customer.id),
  RESOURCE_ID({entry, names}) {
    const id = names.resourceId(entry.thing)
    const {service, resource} = entry.thing.product
    return id === null ? '' : `${service}:${resource}:${id}:${names.resourceName(entry.thing)}`
  },
}

function zoneOf(region: string, seed: number): string {
  const zones = catalogue().regions.find(r => r.id === region)?.azs ?? []
  return zones.length ? zones[seed % zones.length]! : `${region}a`
}

/** The value of a cost tag. */
function tagOf({entry, names}: About, key: string): string {
  const [name, value] = (isTaxEntry(entry) ? '' : (names.tag(entry.thing) ?? '')).split('=')
  return name === key ? (value ?? '') : ''
}

function dimensionOf(about: About, type: CostsInput['groupby'][number]['type'], key: string): string {
  if (type === 'tag') return tagOf(about, key)
  // Nobody has made cost units here.
  return type === 'cost_unit' ? '' : dimensions[key]!(about)
}

function passes(about: About, {operator, filter_factor}: NonNullable<CostsInput['filters']>[number]): boolean {
  const {key, value} = filter_factor
  const own =
    key === 'RESOURCE_TAG'
      ? (about.names.tag(about.entry.thing) ?? '')
      : key === 'COST_UNIT'
        ? ''
        : dimensions[key]!(about)
  return value.includes(own) === (operator === 0)
}
