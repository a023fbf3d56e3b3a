// What is priced by the month: tiers, packages, fees and minimums, over sums that do not depend on the order of the
// records.
import {daysOf} from '../../cycle.js'
import {Decimal, divideRounded, ONE} from '../../decimal.js'
import {usage} from '../../failure.js'
import type {BillRecord} from '../records/bill-record.js'
import type {Fee, PriceBook} from './book.js'
import type {Whose} from './parties/parties.js'
import {charged, type Formula, packagesOf, plain, type TierPart, tierParts, type Units} from './price.js'
import type {RatedRow} from './rated.js'
import {isValidOn, type Rule, ruleName} from './rules.js'
import {baseOf} from './terms.js'

/** The month's sum of what one rule prices for one customer. */
interface Meter {
  rule: Rule
  quantity: Units
  /** Unit of the usage, or currency of the amount. */
  unit: string
  service: string
  serviceName: string
}

interface Month {
  cycle: string
  /** Whose it is, as its records say. */
  whose: Whose
  customerId: string
  billTo: string
  accountName: string
  currency: string
  charges: Units
  /** Sums per currency of the records. */
  official: Map<string, Units>
  expenditure: Map<string, Units>
  settlement: Map<string, Units>
  meters: Map<string, Meter>
}

/** Its customer is called as the whole month calls it. */
const whoseOf = ({whose, customerId, accountName}: Month): Whose => ({
  ...whose,
  customer_id: customerId,
  account_name: accountName,
})

/** Of two texts the one that sorts first: the same whatever the order. */
const lesser = (a: string, b: string) => (b !== '' && (a === '' || b < a) ? b : a)

const add = (sums: Map<string, Units>, key: string, value: Units) => sums.set(key, (sums.get(key) ?? 0n) + value)

export class MonthBook {
  readonly #months = new Map<string, Month>()
  readonly #cycles = new Set<string>()
  /** The one that was asked for last: a customer's records stand together. */
  #last: Month | undefined

  constructor(readonly book: PriceBook) {}

  /**
   * Adds a record with its charge. The sums of many do as well, when those are of one customer, rule and currency: a
   * record with the summed amounts, and their summed `quantity`.
   */
  add(record: BillRecord, rule: Rule, currency: string, charge: Units, quantity?: Units): void {
    const month = this.#month(record.bill_cycle, record, currency)
    month.accountName = lesser(month.accountName, record.account_name ?? '')
    month.charges += charge
    const official = record.official_amount?.units ?? 0n
    add(month.expenditure, record.currency, record.amount?.units ?? 0n)
    add(month.settlement, record.currency, record.settlement_amount?.units ?? 0n)
    add(month.official, record.currency, official)
    const {formula} = rule
    if (formula.kind !== 'tiers' && formula.kind !== 'package') return
    const of = formula.kind === 'tiers' ? formula.of : 'usage'
    const unit = of === 'usage' ? String(record.usage_measure_id ?? '') : record.currency
    const key = `${rule.id}\u0000${unit}`
    const meter = month.meters.get(key) ?? {rule, quantity: 0n, unit, service: '', serviceName: ''}
    meter.quantity += quantity ?? baseOf(record, of)
    meter.service = lesser(meter.service, record.cloud_service_type ?? '')
    meter.serviceName = lesser(meter.serviceName, record.cloud_service_type_name ?? '')
    month.meters.set(key, meter)
  }

  #month(cycle: string, whose: Whose, currency: string): Month {
    const customerId = whose.customer_id ?? ''
    const {bill_to = ''} = this.book.payer(whose)
    const last = this.#last
    if (last?.customerId === customerId && last.cycle === cycle && last.billTo === bill_to) return last
    const key = [cycle, customerId, ...(bill_to ? [bill_to] : [])].join('\u0000')
    let month = this.#months.get(key)
    if (!month) {
      month = {
        cycle,
        whose,
        customerId,
        billTo: bill_to,
        accountName: '',
        currency,
        charges: 0n,
        official: new Map(),
        expenditure: new Map(),
        settlement: new Map(),
        meters: new Map(),
      }
      this.#months.set(key, month)
      this.#cycles.add(cycle)
    }
    this.#last = month
    return month
  }

  *rows(): Generator<RatedRow> {
    this.#addQuietCustomers()
    const months = [...this.#months.values()].sort(
      (a, b) => compare(a.cycle, b.cycle) || compare(a.customerId, b.customerId) || compare(a.billTo, b.billTo),
    )
    for (const month of months) {
      const meters = [...month.meters.values()]
        .filter(meter => meter.quantity !== 0n)
        .sort((a, b) => compare(a.rule.id, b.rule.id) || compare(a.unit, b.unit))
      oneUnitEach(meters)
      for (const meter of meters) {
        for (const row of this.#metered(month, meter)) {
          month.charges += row.charge.units
          yield row
        }
      }
      // Fees look at the charges of records, tiers and packages, never at one another: their order does not matter.
      for (const fee of this.book.fees) {
        const row = this.#applies(fee, month) && this.#fee(fee, month)
        if (row) yield row
      }
    }
  }

  /** A customer without records pays fees, too, when the book names it with its id: as `id`, or as its key. */
  #addQuietCustomers(): void {
    if (this.book.fees.length === 0) return
    for (const cycle of this.#cycles) {
      const months = [...this.#months.values()].filter(month => month.cycle === cycle)
      const known = new Set(months.flatMap(month => [month.customerId, month.accountName]))
      for (const {id: given, key} of this.book.customers.values()) {
        const id = given ?? idIn(key)
        if (!id || known.has(id) || known.has(key)) continue
        const account = key === id ? '' : key
        const whose = {customer_id: id, account_name: account}
        const {party} = this.book.payer(whose)
        this.#month(cycle, whose, party?.currency ?? this.book.currency).accountName = account
      }
    }
  }

  *#metered(month: Month, {rule, quantity, unit, service, serviceName}: Meter): Generator<RatedRow> {
    const {formula} = rule
    const row = (
      kind: 'tier' | 'package',
      description: string,
      used: Units,
      price: Units,
      factor: Units,
      currency: string,
    ) =>
      this.#row(month, rule, {
        kind,
        description,
        currency,
        quantity: factor,
        price,
        service,
        serviceName,
        usage: formula.kind === 'tiers' && formula.of !== 'usage' ? undefined : used,
        unit,
      })
    if (formula.kind === 'package') {
      const count = packagesOf(quantity, formula.size, formula.included)
      const text = `${count} x ${plain(formula.price)} ${formula.currency} (${plain(quantity)} / ${plain(formula.size)})`
      yield row('package', text, quantity, formula.price, count * ONE, formula.currency)
    } else if (formula.kind === 'tiers') {
      for (const part of tierParts(quantity, formula.steps, formula.mode)) {
        const currency = formula.of === 'usage' ? formula.currency : unit
        yield row('tier', tierText(formula, part, currency), part.quantity, part.price, part.quantity, currency)
      }
    }
  }

  #applies(fee: Fee, month: Month): boolean {
    const {names, groups, resellers} = this.book.namesOf(whoseOf(month) as BillRecord)
    if (fee.customers && !names.some(name => fee.customers!.has(name))) return false
    if (fee.groups && !fee.groups.some(group => groups.includes(group))) return false
    if (fee.resellers && !resellers.some(name => fee.resellers!.has(name))) return false
    if (names.some(name => fee.except.has(name))) return false
    return isValidOn(fee as unknown as Rule, lastDay(month.cycle))
  }

  #fee(fee: Fee, month: Month): RatedRow | undefined {
    const {book} = this
    const day = lastDay(month.cycle)
    const inCurrency = (units: Units, from: string) =>
      charged(units, ONE, book.exchange.rate(from, month.currency, day), book.rounding)
    let charge: Units
    let description = fee.name
    if (fee.amount !== undefined) {
      return this.#row(month, fee, {kind: 'fee', description, currency: fee.currency, quantity: ONE, price: fee.amount})
    }
    if (fee.minimum !== undefined) {
      const minimum = inCurrency(fee.minimum, fee.currency)
      if (month.charges >= minimum) return undefined
      charge = minimum - month.charges
    } else {
      // In steps of 10^-16 until it is rounded, once.
      const rateOf = (from: string) => book.exchange.rate(from, month.currency, day)
      const base =
        fee.of === 'charges'
          ? month.charges * ONE
          : [...month[fee.of]].reduce((sum, [currency, units]) => sum + units * rateOf(currency), 0n)
      charge = divideRounded(base * fee.percent!, ONE * ONE, book.rounding)
      const least = fee.atLeast === undefined ? undefined : inCurrency(fee.atLeast, fee.currency)
      if (least !== undefined && charge < least) charge = least
      else description = `${fee.name} ${plain(fee.percent! * 100n)}%`
    }
    const kind = fee.minimum === undefined ? 'fee' : 'minimum'
    // What is worked out in the customer's currency is told in the book's, too, so that margins can be added up.
    const rate = book.exchange.has(book.currency, month.currency)
      ? book.exchange.rate(book.currency, month.currency, day)
      : ONE
    if (rate !== ONE) {
      const row = this.#row(month, fee, {kind, description, currency: book.currency, quantity: 0n, price: 0n})
      const margin = Decimal.fromUnits(divideRounded(charge * ONE, rate, book.rounding))
      return {...row, charge: Decimal.fromUnits(charge), margin}
    }
    return this.#row(month, fee, {kind, description, currency: month.currency, quantity: ONE, price: charge})
  }

  #row(
    month: Month,
    {id, tax}: {id: string; tax?: string[]},
    line: {
      kind: RatedRow['kind']
      description: string
      /** Currency of the price. */
      currency: string
      quantity: Units
      price: Units
      service?: string
      serviceName?: string
      usage?: Units
      unit?: string
    },
  ): RatedRow {
    const {book} = this
    const day = lastDay(month.cycle)
    const rate = book.exchange.rate(line.currency, month.currency, day)
    const charge = charged(line.quantity, line.price, rate, book.rounding)
    const revenue = charged(line.quantity, line.price, ONE, book.rounding)
    const {party, bill_to, bill_to_name} = book.payer(whoseOf(month))
    return {
      kind: line.kind,
      bill_cycle: month.cycle,
      bill_date: day,
      customer_id: month.customerId,
      account_name: month.accountName,
      rule: id,
      book_version: book.version,
      description: line.description,
      cloud_service_type: line.service ?? '',
      cloud_service_type_name: line.serviceName ?? '',
      resource_type: '',
      resource_type_name: '',
      region: '',
      region_name: '',
      resource_id: '',
      resource_name: '',
      sku_code: '',
      charge_mode: '',
      bill_type: '',
      usage_type: '',
      usage: line.usage === undefined ? undefined : Decimal.fromUnits(line.usage),
      usage_measure_id: line.usage === undefined ? '' : (line.unit ?? ''),
      trade_id: '',
      order_id: '',
      original_order_id: '',
      id: '',
      currency: line.currency,
      official_amount: undefined,
      amount: undefined,
      settlement_amount: undefined,
      cost_basis: '',
      margin: Decimal.fromUnits(revenue),
      exchange_rate: rate === ONE ? undefined : Decimal.fromUnits(rate),
      charge: Decimal.fromUnits(charge),
      charge_currency: month.currency,
      tax: (tax ?? party?.tax ?? book.tax).join(' '),
      ...(bill_to === undefined ? {} : {bill_to, bill_to_name}),
    }
  }
}

/** The id of a customer that the book calls by it: account names are shorter, and not of such digits alone. */
const idIn = (key: string): string | undefined => (/^[0-9a-f]{32}$/.test(key) ? key : undefined)

/** Usage in two units cannot be added up: ten gigabytes and ten megabytes are not twenty of anything. */
function oneUnitEach(meters: Meter[]): void {
  for (const [index, {rule, unit}] of meters.entries()) {
    const next = meters[index + 1]
    const {formula} = rule
    if (next?.rule.id !== rule.id || (formula.kind === 'tiers' && formula.of !== 'usage')) continue
    throw usage(
      `${ruleName(rule)} would add up usage in different units (usage_measure_id ${unit || 'none'} and ${next.unit || 'none'})`,
      'Make a rule for each, with measure: ID',
    )
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** What the month prices is converted with the rate of its last day. */
const lastDay = (cycle: string): string => daysOf(cycle).at(-1)!

/** Without words, so that it can stand on a statement in any language: `120.5 x 0.12 USD (0 – 500)`. */
function tierText(formula: Formula & {kind: 'tiers'}, part: TierPart, currency: string): string {
  const {from, upTo, quantity, price} = part
  const range = upTo === undefined ? (from === 0n ? '' : ` (> ${plain(from)})`) : ` (${plain(from)} – ${plain(upTo)})`
  const percent = price >= ONE ? `+${plain((price - ONE) * 100n)}%` : `-${plain((ONE - price) * 100n)}%`
  const step = formula.of === 'usage' ? `x ${plain(price)} ${currency}` : `${currency} ${percent}`
  return `${plain(quantity)} ${step}${range}`
}
