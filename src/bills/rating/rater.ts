// Rating: one pass over the records in constant memory, and a second one over the month's sums.
import {commandLine} from '../../command-line.js'
import {Decimal, ONE} from '../../decimal.js'
import {Failure, usage} from '../../failure.js'
import type {BillRecord} from '../records/bill-record.js'
import type {PriceBook} from './book.js'
import {MonthBook} from './month.js'
import {type Base, COST_QUESTION, type CostBasis} from './price.js'
import {originalOrder, type RatedRow} from './rated.js'
import {Matcher, type Rule, ruleName} from './rules.js'
import {baseOf, lacks, needsUsage, priced, Settlement, termsOf} from './terms.js'

/** What becomes of a record that no rule prices. */
export type Unmatched = 'error' | 'cost' | 'official' | 'skip'

/** What helps: a rule or another way to price, an amount that is missing, or what the reason says itself. */
type Remedy = 'rule' | 'amount' | 'reason'

/** Records that could not be priced, alike in everything that the rules ask about. */
export interface Problem {
  reason: string
  remedy: Remedy
  records: number
  /** The first of them: what to give to `pricebook explain`. */
  example: BillRecord
}

/** What `--unmatched` makes of a record. */
const passedOn = (base: Base, id: string = base): Rule => ({
  id: `(${id})`,
  conditions: [],
  priority: 0,
  formula: {kind: 'change', base, factor: ONE},
})
const AT_OFFICIAL = passedOn('official')

export class Rater {
  readonly #matcher: Matcher
  /** What is priced by the month. */
  readonly months: MonthBook
  readonly #problems = new Map<string, Problem>()
  /** Records seen, priced by a rule, priced by `--unmatched`, and left out. */
  readonly counts = {records: 0, matched: 0, unmatched: 0, skipped: 0}

  readonly settlement: Settlement
  /** What the margins stand on; undefined until a record tells. */
  basis: CostBasis | undefined

  constructor(
    readonly book: PriceBook,
    readonly unmatched: Unmatched = 'error',
  ) {
    if (unmatched === 'cost' && !book.cost)
      throw usage(`--unmatched cost: ${COST_QUESTION}`, `Write it in ${book.path}`)
    this.settlement = new Settlement(book)
    this.#matcher = new Matcher(book.rules, book.namesOf)
    this.months = new MonthBook(book)
  }

  /** Prices one record. Undefined when it is left out or cannot be priced; {@link problems} says why. */
  rate(given: BillRecord): RatedRow | undefined {
    const record = this.settled(given, 1)
    if (!record) return undefined
    this.#chooseBasis(record)
    const isUnsettled = !record.settlement_amount && !(record.amount?.isZero ?? true)
    const rule = this.ruleOf(record, 1, isUnsettled ? 1 : 0)
    return rule && this.#priced(record, rule)
  }

  /** The record with what it settles at; undefined where two rules settle it and others that are alike. */
  settled(given: BillRecord, records: number): BillRecord | undefined {
    const record = this.settlement.settled(given)
    const tie = this.settlement.tieOf(given)
    if (!tie) return record
    this.counts.records += records
    return this.#complain(record, tie, records, 'reason')
  }

  /** Looks at the first records for what the margins stand on. Gives whether one has told. */
  begin(given: BillRecord): boolean {
    if (!this.settlement.tieOf(given)) this.#chooseBasis(this.settlement.settled(given))
    return this.basis !== undefined
  }

  /** The first record tells: margins stand on settlement where it is known, and the book does not want another. */
  #chooseBasis(record: BillRecord): void {
    if (this.basis) return
    const isKnown = this.book.cost !== 'expenditure' && record.settlement_amount !== undefined
    if (record.amount || record.settlement_amount) this.basis = isKnown ? 'settlement' : 'expenditure'
  }

  /**
   * The rule that prices a record, and others that are alike in everything that matters. Undefined when they are left
   * out or cannot be priced.
   * `--unmatched` counts as a rule. `unsettled` of them have an amount, and no settlement amount.
   */
  ruleOf(record: BillRecord, records: number, unsettled: number): Rule | undefined {
    const rule = this.#ruleOf(record, records)
    if (!rule || this.basis !== 'settlement' || unsettled === 0) return rule
    const reason = 'has no settlement amount, and others have: margins would stand on two bases'
    return this.#complain(record, reason, unsettled, 'amount')
  }

  #ruleOf(record: BillRecord, records: number): Rule | undefined {
    this.counts.records += records
    const match = this.#matcher.find(record)
    if (match && 'tie' in match) {
      const {first, second} = match.tie
      const reason = `${ruleName(first)} and ${ruleName(second)} are equally specific: give one a higher priority`
      return this.#complain(record, reason, records, 'reason')
    }
    if (match) {
      const lacking = lacks(match.rule, record)
      if (lacking) {
        const reason = `${ruleName(match.rule)} ${lacking}`
        return needsUsage(match.rule) ? this.#without(record, reason, records) : this.#lacking(record, reason, records)
      }
      this.counts.matched += records
      return match.rule
    }
    return this.#without(record, 'no rule matches', records)
  }

  /** The rows of the month's end: tiers, packages, fees, minimums. Call it when every record has been seen. */
  *finish(): Generator<RatedRow> {
    for (const row of this.months.rows()) yield {...row, cost_basis: this.basis ?? 'expenditure'}
  }

  get problems(): Problem[] {
    return [...this.#problems.values()].sort((a, b) => b.records - a.records)
  }

  /**
   * Throws one failure about everything that could not be priced. `where` is how `pricebook explain` is told where the
   * records are.
   */
  check(where?: string[]): void {
    const {problems} = this
    if (problems.length === 0) return
    const records = problems.reduce((sum, problem) => sum + problem.records, 0)
    const kinds = problems.length === 1 ? '' : `, of ${problems.length} kinds`
    throw new Failure('usage', `${records} of ${this.counts.records} records cannot be priced${kinds}`, {
      next: [
        ...problems
          .slice(0, 8)
          .map(problem => `${problem.records}: ${problem.reason}; e.g. ${describe(problem.example)}`),
        ...this.#remedies(problems),
        ...(where ? explained(problems, where) : []),
      ],
      details: problems.map(({reason, records, example}) => ({reason, records, example: describe(example)})),
    })
  }

  /** What can be done, as far as it would help. */
  #remedies(problems: Problem[]): string[] {
    const without = problems.filter(({remedy}) => remedy === 'rule')
    const helps = (base: Base | undefined) =>
      base !== undefined && without.every(({example}) => !lacks(passedOn(base), example))
    const ways = [
      ...(helps(this.book.cost) ? ['cost'] : []),
      ...(helps('official') ? ['official'] : []),
      'skip, which leaves them out',
    ]
    return [
      ...(without.length > 0 ? [`Add rules, or say --unmatched ${ways.join(' or ')}`] : []),
      ...(problems.some(({remedy}) => remedy === 'amount')
        ? ['Export the records with the amounts that rules start from, or write rules that start from those they have']
        : []),
    ]
  }

  #complain(record: BillRecord, reason: string, records: number, remedy: Remedy): undefined {
    const key = `${reason}\u0000${this.#matcher.key(record)}`
    const problem = this.#problems.get(key)
    if (problem) problem.records += records
    // A book that fits nothing must not fill the memory with examples.
    else if (this.#problems.size < 1000) this.#problems.set(key, {reason, remedy, records, example: record})
    return undefined
  }

  /** Records without a rule that can price them. */
  #without(record: BillRecord, reason: string, records: number): Rule | undefined {
    if (this.unmatched === 'error') return this.#complain(record, reason, records, 'rule')
    if (this.unmatched === 'skip') {
      this.counts.skipped += records
      return undefined
    }
    const rule = this.unmatched === 'cost' ? passedOn(this.book.cost!, 'cost') : AT_OFFICIAL
    const lacking = lacks(rule, record)
    if (lacking) return this.#complain(record, `--unmatched ${this.unmatched} ${lacking}`, records, 'amount')
    this.counts.unmatched += records
    return rule
  }

  /**
   * A record without the amount that its rule starts from is priced on no other basis: it is an error, or left out.
   */
  #lacking(record: BillRecord, reason: string, records: number): undefined {
    if (this.unmatched !== 'skip') return this.#complain(record, reason, records, 'amount')
    this.counts.skipped += records
    return undefined
  }

  #priced(record: BillRecord, rule: Rule): RatedRow {
    const {book} = this
    const terms = termsOf(book, rule, record)
    const {charge, revenue} = priced(terms, baseOf(record, terms.base), book.rounding)
    this.months.add(record, rule, terms.currency, charge)
    const {rate, payer} = terms
    const cost = this.basis === 'settlement' ? record.settlement_amount : record.amount
    return {
      kind: 'record',
      bill_cycle: record.bill_cycle,
      bill_date: record.bill_date as string,
      customer_id: record.customer_id ?? '',
      account_name: record.account_name ?? '',
      rule: rule.id,
      book_version: book.version,
      description: terms.description,
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
      order_id: record.order_id ?? '',
      original_order_id: originalOf(record),
      id: record.id ?? '',
      currency: record.currency,
      official_amount: record.official_amount ?? undefined,
      amount: record.amount ?? undefined,
      settlement_amount: record.settlement_amount ?? undefined,
      margin: revenue === undefined ? undefined : Decimal.fromUnits(revenue - (cost?.units ?? 0n)),
      exchange_rate: rate === undefined || rate === ONE ? undefined : Decimal.fromUnits(rate),
      charge: Decimal.fromUnits(charge),
      charge_currency: terms.currency,
      tax: terms.tax,
      cost_basis: this.basis ?? 'expenditure',
      ...(payer.bill_to === undefined ? {} : {bill_to: payer.bill_to, bill_to_name: payer.bill_to_name}),
    }
  }
}

const originalOf = (record: BillRecord & {pre_order_id?: string}): string =>
  originalOrder.map(name => record[name]).find(Boolean) ?? ''

const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value))

/** How the first of them that has an id is looked at. */
function explained(problems: Problem[], where: string[]): string[] {
  const ids = problems.map(({example}) => example.id || example.trade_id || example.resource_id)
  const id = ids.find(Boolean)
  return id ? [commandLine`pricebook explain ${id} ${where}    shows why for one record`] : []
}

/** A record in a few words. */
export function describe(record: BillRecord): string {
  const {account_name, customer_id, bill_date, cloud_service_type, usage_type, bill_type, id} = record
  const what = [cloud_service_type, usage_type].filter(Boolean).join(' ')
  return `${account_name || customer_id}, ${bill_date}, ${what || 'no service'}, bill type ${text(bill_type)}${id ? `, record ${id}` : ''}`
}
