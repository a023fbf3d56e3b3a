// On which terms a rule prices a record: everything that depends on who, when and what, but not on how much.
import {Decimal, divideRounded, ONE, type Rounding} from '../../decimal.js'
import {usage} from '../../failure.js'
import type {BillRecord} from '../records/bill-record.js'
import type {PriceBook} from './book.js'
import type {Payer} from './parties/parties.js'
import {type Base, charged, isMonthly, type Units} from './price.js'
import {Matcher, type Rule, ruleName} from './rules.js'

/** Records that agree in customer, reseller, currency, rule and the rates of their day share their terms. */
export interface Terms {
  rule: Rule
  payer: Payer
  /** Currency of the charge: the payer's. */
  currency: string
  /** What is multiplied; `none` where only the month is priced. */
  base: Base | 'usage' | 'none'
  /**
   * Price or factor, and the exchange rate into the customer's currency: the charge is `base x factor x exchange`,
   * rounded once.
   */
  factor: Units
  exchange: Units
  /** 1 currency of the record in the charge's; undefined where the book has no rate to tell. */
  rate: Units | undefined
  tax: string
  description: string
}

/** Throws `usage` when the book lacks a rate that is needed. */
export function termsOf(book: PriceBook, rule: Rule, record: BillRecord): Terms {
  const payer = book.payer(record)
  const {party} = payer
  const currency = party?.currency ?? book.currency
  const day = record.bill_date as string
  const {formula} = rule
  const terms: Terms = {
    rule,
    payer,
    currency,
    base: 'none',
    factor: 0n,
    exchange: ONE,
    rate: undefined,
    tax: (rule.tax ?? party?.tax ?? book.tax).join(' '),
    description: isMonthly(formula) ? 'priced with the month' : '',
  }
  if (formula.kind === 'change') {
    terms.base = formula.base
    terms.factor = formula.factor
    terms.exchange = book.exchange.rate(record.currency, currency, day)
    terms.rate = terms.exchange
  } else if (formula.kind === 'unit') {
    terms.base = 'usage'
    terms.factor = formula.price
    terms.exchange = book.exchange.rate(formula.currency, currency, day)
    const isKnown = record.currency === currency || book.exchange.has(record.currency, currency)
    terms.rate = isKnown ? book.exchange.rate(record.currency, currency, day) : undefined
  }
  return terms
}

/** The charge on these terms, and what it is in the record's currency; undefined where the book does not tell. */
export function priced(terms: Terms, base: Units, rounding: Rounding): {charge: Units; revenue: Units | undefined} {
  if (terms.base === 'none') return {charge: 0n, revenue: 0n}
  const charge = charged(base, terms.factor, terms.exchange, rounding)
  const {rate} = terms
  if (rate === ONE) return {charge, revenue: charge}
  if (terms.base !== 'usage') return {charge, revenue: charged(base, terms.factor, ONE, rounding)}
  return {charge, revenue: rate === undefined ? undefined : divideRounded(charge * ONE, rate, rounding)}
}

/**
 * The quantity of a record. A refund gives its quantity back, also where the source writes it without a sign: what was
 * charged for a quantity and refunded for it comes to nothing.
 */
export function signedUsage(record: BillRecord): Units {
  if (record.usage && !record.usage.isExact) {
    throw usage(
      `record ${record.id || record.customer_id} has ${record.usage.text} as usage, more than 8 decimals`,
      'Price it by its amount: cost or official',
    )
  }
  const quantity = record.usage?.units ?? 0n
  const isRefund = (record.amount?.isNegative ?? false) || (record.official_amount?.isNegative ?? false)
  return isRefund && quantity > 0n ? -quantity : quantity
}

/** The amount of a record on a basis: that one, and never another. */
export const amountOn = (base: Base, record: BillRecord): Decimal | undefined =>
  (base === 'official' ? record.official_amount : base === 'settlement' ? record.settlement_amount : record.amount) ??
  undefined

/** The quantity or amount of a record that terms or a month look at. */
export function baseOf(record: BillRecord, base: Terms['base']): Units {
  if (base === 'usage') return signedUsage(record)
  if (base === 'none') return 0n
  return amountOn(base, record)?.units ?? 0n
}

/** Whether a rule prices what was used, and not an amount. */
export const needsUsage = ({formula}: Rule): boolean =>
  formula.kind === 'unit' || formula.kind === 'package' || (formula.kind === 'tiers' && formula.of === 'usage')

/** What a record lacks that the rule's formula needs. */
export function lacks(rule: Rule, record: BillRecord): string | undefined {
  const {formula} = rule
  if (formula.kind === 'change' && formula.factor === 0n) return undefined
  if (needsUsage(rule)) {
    return record.usage === undefined || record.usage === null ? 'prices usage, and the record has none' : undefined
  }
  const base = formula.kind === 'change' ? formula.base : formula.kind === 'tiers' ? formula.of : 'expenditure'
  if (base === 'official' && !record.official_amount) return 'starts from the official price, and the record has none'
  if (base === 'expenditure' && !record.amount) return 'starts from expenditure, and the record has no amount'
  if (base === 'settlement' && !record.settlement_amount)
    return 'starts from the settlement amount, and the record has none, nor a settlement rule of the book'
  return undefined
}

/** Settles records by the settlement rules of a book. */
export class Settlement {
  readonly #matcher: Matcher | undefined

  constructor(readonly book: Pick<PriceBook, 'settlement' | 'namesOf' | 'rounding'>) {
    if (book.settlement.length > 0) this.#matcher = new Matcher(book.settlement, book.namesOf)
  }

  /**
   * The settlement amount of a record in 10^-8: its own, or what a rule makes of its amount; undefined without both.
   */
  unitsOf(record: BillRecord): bigint | undefined {
    if (record.settlement_amount) return record.settlement_amount.units
    const factor = this.factorOf(record)
    if (factor === undefined || !record.amount) return undefined
    return charged(record.amount.units, factor, ONE, this.book.rounding)
  }

  /** What a rule makes of the amount of a record; undefined where none settles it. */
  factorOf(record: BillRecord): Units | undefined {
    const match = this.#matcher?.find(record)
    if (!match || 'tie' in match || match.rule.formula.kind !== 'change') return undefined
    return match.rule.formula.factor
  }

  /** The record with its settlement amount; the same one where nothing settles it. */
  settled(record: BillRecord): BillRecord {
    if (!this.#matcher || record.settlement_amount) return record
    const units = this.unitsOf(record)
    return units === undefined ? record : {...record, settlement_amount: Decimal.fromUnits(units)}
  }

  /** Two rules that settle a record and are equally specific. */
  tieOf(record: BillRecord): string | undefined {
    if (record.settlement_amount) return undefined
    const match = this.#matcher?.find(record)
    if (!match || !('tie' in match)) return undefined
    const {first, second} = match.tie
    return `settlement rules ${ruleName(first)} and ${ruleName(second)} are equally specific: give one a higher priority`
  }
}
