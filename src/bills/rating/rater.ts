// Rating: one pass over the records in constant memory, and a second one over the month's sums.
import {Decimal, divideRounded} from '../../decimal.js'
import {Failure} from '../../failure.js'
import type {BillRecord} from '../record.js'
import type {PriceBook} from './book.js'
import {MonthBook} from './month.js'
import {charged, isMonthly, ONE, type Units} from './price.js'
import type {RatedRow} from './rated.js'
import {Matcher, type Rule, ruleName} from './rules.js'

/** What becomes of a record that no rule prices. */
export type Unmatched = 'error' | 'cost' | 'official' | 'skip'

/** Records that could not be priced, alike in everything that the rules ask about. */
export interface Problem {
  reason: string
  records: number
  /** The first of them: what to give to `pricebook explain`. */
  example: BillRecord
}

const EIGHT = 10n ** 8n

export class Rater {
  readonly #matcher: Matcher
  readonly #months: MonthBook
  readonly #problems = new Map<string, Problem>()
  /** Records seen, priced by a rule, priced by `--unmatched`, and left out. */
  readonly counts = {records: 0, matched: 0, unmatched: 0, skipped: 0}

  constructor(
    readonly book: PriceBook,
    readonly unmatched: Unmatched = 'error',
  ) {
    this.#matcher = new Matcher(book.rules, book.namesOf)
    this.#months = new MonthBook(book)
  }

  /** Prices one record. Undefined when it is left out or cannot be priced; {@link problems} says why. */
  rate(record: BillRecord): RatedRow | undefined {
    this.counts.records++
    const match = this.#matcher.find(record)
    if (match && 'tie' in match) {
      const {first, second} = match.tie
      return this.#complain(
        record,
        `${ruleName(first)} and ${ruleName(second)} are equally specific: give one a higher priority`,
      )
    }
    if (match) {
      const lacking = lacks(match.rule, record)
      if (!lacking) {
        this.counts.matched++
        return this.#priced(record, match.rule)
      }
      return this.#without(record, `${ruleName(match.rule)} ${lacking}`)
    }
    return this.#without(record, 'no rule matches')
  }

  /** The rows of the month's end: tiers, packages, fees, minimums. Call it when every record has been seen. */
  *finish(): Generator<RatedRow> {
    yield* this.#months.rows()
  }

  get problems(): Problem[] {
    return [...this.#problems.values()].sort((a, b) => b.records - a.records)
  }

  /** Throws one failure about everything that could not be priced. */
  check(): void {
    const {problems} = this
    if (problems.length === 0) return
    const records = problems.reduce((sum, problem) => sum + problem.records, 0)
    const kinds = problems.length === 1 ? '' : `, of ${problems.length} kinds`
    throw new Failure('usage', `${records} of ${this.counts.records} records cannot be priced${kinds}`, {
      next: [
        ...problems
          .slice(0, 8)
          .map(problem => `${problem.records}: ${problem.reason}; e.g. ${describe(problem.example)}`),
        'Add rules, or say --unmatched cost, official or skip. partnerctl pricebook explain shows why for one record',
      ],
      details: problems.map(({reason, records, example}) => ({reason, records, example: describe(example)})),
    })
  }

  #complain(record: BillRecord, reason: string): undefined {
    const key = `${reason}\u0000${this.#matcher.key(record)}`
    const problem = this.#problems.get(key)
    if (problem) problem.records++
    // A book that fits nothing must not fill the memory with examples.
    else if (this.#problems.size < 1000) this.#problems.set(key, {reason, records: 1, example: record})
    return undefined
  }

  /** A record without a rule that can price it. */
  #without(record: BillRecord, reason: string): RatedRow | undefined {
    if (this.unmatched === 'error') return this.#complain(record, reason)
    if (this.unmatched === 'skip') {
      this.counts.skipped++
      return undefined
    }
    this.counts.unmatched++
    const base = this.unmatched
    return this.#priced(record, {
      id: `(${base})`,
      conditions: [],
      priority: 0,
      formula: {kind: 'change', base, factor: ONE},
    })
  }

  #priced(record: BillRecord, rule: Rule): RatedRow {
    const {book} = this
    const customer = book.customer(record.customer_id, record.account_name)
    const currency = customer?.currency ?? book.currency
    const day = record.bill_date as string
    const cost = record.amount?.units ?? 0n
    const {formula} = rule
    let charge: Units = 0n
    let revenue: Units | undefined
    let rate: Units | undefined
    if (formula.kind === 'change') {
      const base = formula.base === 'cost' ? cost : (record.official_amount?.units ?? 0n)
      rate = book.exchange.rate(record.currency, currency, day)
      charge = charged(base, formula.factor, rate, book.rounding)
      revenue = rate === ONE ? charge : charged(base, formula.factor, ONE, book.rounding)
    } else if (formula.kind === 'unit') {
      const quantity = signedUsage(record)
      const exchange = book.exchange.rate(formula.currency, currency, day)
      charge = charged(quantity, formula.price, exchange, book.rounding)
      const isKnown = record.currency === currency || book.exchange.has(record.currency, currency)
      rate = isKnown ? book.exchange.rate(record.currency, currency, day) : undefined
      revenue = rate === undefined ? undefined : divideRounded(charge * EIGHT, rate, book.rounding)
    } else revenue = 0n
    this.#months.add(record, rule, currency, charge)
    return {
      kind: 'record',
      bill_cycle: record.bill_cycle,
      bill_date: day,
      customer_id: record.customer_id ?? '',
      account_name: record.account_name ?? '',
      rule: rule.id,
      book_version: book.version,
      description: isMonthly(formula) ? 'priced with the month' : '',
      cloud_service_type: record.cloud_service_type ?? '',
      cloud_service_type_name: record.cloud_service_type_name ?? '',
      resource_type: record.resource_type ?? '',
      resource_type_name: record.resource_type_name ?? '',
      region: record.region ?? '',
      region_name: record.region_name ?? '',
      resource_id: record.resource_id ?? '',
      resource_name: record.resource_name ?? '',
      sku_code: record.sku_code ?? '',
      charge_mode: text(record.charge_mode),
      bill_type: text(record.bill_type),
      usage_type: record.usage_type ?? '',
      usage: record.usage ?? undefined,
      usage_measure_id: text(record.usage_measure_id),
      trade_id: record.trade_id ?? '',
      id: record.id ?? '',
      currency: record.currency,
      official_amount: record.official_amount ?? undefined,
      amount: record.amount ?? undefined,
      margin: revenue === undefined ? undefined : Decimal.fromUnits(revenue - cost),
      exchange_rate: rate === undefined || rate === ONE ? undefined : Decimal.fromUnits(rate),
      charge: Decimal.fromUnits(charge),
      charge_currency: currency,
      tax: (rule.tax ?? customer?.tax ?? book.tax).join(' '),
    }
  }
}

const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value))

/**
 * The quantity of a record. A refund gives its quantity back, also where the source writes it without a sign: what was charged for
 * a quantity and refunded for it comes to nothing.
 */
export function signedUsage(record: BillRecord): Units {
  const quantity = record.usage?.units ?? 0n
  const isRefund = (record.amount?.isNegative ?? false) || (record.official_amount?.isNegative ?? false)
  return isRefund && quantity > 0n ? -quantity : quantity
}

/** What a record lacks that the rule's formula needs. */
function lacks({formula}: Rule, record: BillRecord): string | undefined {
  const needsUsage =
    formula.kind === 'unit' || formula.kind === 'package' || (formula.kind === 'tiers' && formula.of === 'usage')
  if (needsUsage) {
    return record.usage === undefined || record.usage === null ? 'prices usage, and the record has none' : undefined
  }
  const base = formula.kind === 'change' ? formula.base : formula.kind === 'tiers' ? formula.of : 'cost'
  if (base === 'official' && !record.official_amount) return 'starts from the official price, and the record has none'
  if (base === 'cost' && !record.amount) return 'starts from the cost, and the record has no amount'
  return undefined
}

/** A record in a few words. */
export function describe(record: BillRecord): string {
  const {account_name, customer_id, bill_date, cloud_service_type, usage_type, bill_type, id} = record
  const what = [cloud_service_type, usage_type].filter(Boolean).join(' ')
  return `${account_name || customer_id}, ${bill_date}, ${what || 'no service'}, bill type ${text(bill_type)}${id ? `, record ${id}` : ''}`
}
