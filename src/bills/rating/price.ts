// What a rule charges: the formulas of a price book, and how they are worked out exactly.
import {Decimal, divideRounded, ONE, type Rounding} from '../../decimal.js'

/** Steps of 10^-8: how amounts, quantities, factors and exchange rates are held. */
export type Units = bigint

/** What a formula starts from: the list price, what the customer's account shows, or what the partner owes Huawei. */
export type Base = 'official' | 'expenditure' | 'settlement'

/** What the word `cost` stands for in a book. */
export type CostBasis = 'expenditure' | 'settlement'

/** What is asked where a book does not say it. */
export const COST_QUESTION =
  "say in the book whether cost is what your customers' accounts show (expenditure) or what you pay Huawei (settlement): cost: expenditure, or cost: settlement"

/** The basis that a word of a book means. Throws a RangeError for `cost` where the book does not say what it is. */
export function basisOf(word: Base | 'cost', cost: CostBasis | undefined): Base {
  if (word !== 'cost') return word
  if (!cost) throw new RangeError(COST_QUESTION)
  return cost
}

export interface Step {
  /** End of the step, inclusive; absent in the last. */
  upTo?: Units
  /** Price of a unit, or the factor on the amount. */
  price: Units
}

/** What the rules of a book say, ready to calculate. */
export type Formula =
  | {kind: 'change'; base: Base; factor: Units; said?: 'cost'}
  | {kind: 'unit'; price: Units; currency: string}
  | {kind: 'tiers'; mode: 'graduated' | 'volume'; of: 'usage' | Base; steps: Step[]; currency: string; said?: 'cost'}
  | {kind: 'package'; size: Units; price: Units; included: Units; currency: string}

/** Formulas that need the whole month's sum. */
export const isMonthly = (formula: Formula): boolean => formula.kind === 'tiers' || formula.kind === 'package'

const CHANGE = /^(official|expenditure|settlement|cost)?\s*(?:([+-])\s*(\d{1,6}(?:\.\d{1,6})?)\s*%)?$/
const UNIT = /^(\d{1,12}(?:\.\d{1,8})?)\s*([A-Z]{3})?\s*(?:per unit|\/\s*unit)$/

/** Reads `8%`, `-2.5 %` as a factor on the grid: 0.08. */
export function parsePercent(text: string): Units {
  const match = /^(-?\d{1,6}(?:\.\d{1,6})?)\s*%$/.exec(text.trim())
  if (!match) throw new RangeError(`"${text}" is not a percentage; write 8% or 2.5%`)
  return Decimal.parse(match[1]!).units / 100n
}

/**
 * Reads `official - 8%`, `cost + 12%`, `official`, `free`, `0.05 USD per unit`. Throws a RangeError that says what can
 * be written.
 */
export function parsePrice(text: string, currency: string, cost?: CostBasis): Formula {
  const written = text.trim()
  if (written === 'free') return {kind: 'change', base: 'expenditure', factor: 0n}
  const unit = UNIT.exec(written)
  if (unit) return {kind: 'unit', price: Decimal.parse(unit[1]!).units, currency: unit[2] ?? currency}
  const change = CHANGE.exec(written)
  if (change?.[1]) {
    const word = change[1] as Base | 'cost'
    const factor = changeFactor(change[2], change[3])
    return {kind: 'change', base: basisOf(word, cost), factor, ...(word === 'cost' ? {said: word} : {})}
  }
  throw new RangeError(
    `"${text}" is not a price; write official - 8%, cost + 12%, expenditure, settlement, free, or 0.05 USD per unit`,
  )
}

/**
 * Reads `expenditure - 15%` or `expenditure`: a form of its own, so that 15 % off and 85 % paid cannot be confused.
 */
export function parseSettlement(text: string): Formula {
  const change = CHANGE.exec(text.trim())
  if (change?.[1] === 'expenditure' && change[2] !== '+') {
    return {kind: 'change', base: 'expenditure', factor: changeFactor(change[2], change[3])}
  }
  throw new RangeError(
    `"${text}" is not a settlement; write expenditure - 15%, or expenditure where nothing is taken off`,
  )
}

/** Reads the change of an amount in a tier: `- 5%`, `+10%`, `0%`. */
export function parseChange(text: string): Units {
  const change = CHANGE.exec(text.trim())
  if (change?.[2] && !change[1]) return changeFactor(change[2], change[3])
  if (/^0+(\.0+)?\s*%$/.test(text.trim())) return ONE
  throw new RangeError(`"${text}" is not a change; write - 5% or + 10%`)
}

function changeFactor(sign: string | undefined, percent: string | undefined): Units {
  const change = percent ? Decimal.parse(percent).units / 100n : 0n
  const factor = sign === '-' ? ONE - change : ONE + change
  if (factor < 0n) throw new RangeError(`- ${percent}% would make the price negative`)
  return factor
}

/** `base x factor x rate`, rounded once to 8 decimals and alike on both sides of zero. */
export const charged = (base: Units, factor: Units, rate: Units, rounding: Rounding): Units =>
  rate === ONE
    ? factor === ONE
      ? base
      : divideRounded(base * factor, ONE, rounding)
    : divideRounded(base * factor * rate, ONE * ONE, rounding)

export interface TierPart {
  from: Units
  upTo?: Units
  /** Quantity or amount that fell into the step. */
  quantity: Units
  price: Units
}

/** How a month's quantity falls into the steps. A negative month (only refunds) mirrors the positive one. */
export function tierParts(quantity: Units, steps: Step[], mode: 'graduated' | 'volume'): TierPart[] {
  const negative = quantity < 0n
  const size = negative ? -quantity : quantity
  const parts: TierPart[] = []
  let from = 0n
  for (const {upTo, price} of steps) {
    const inside = upTo === undefined || size <= upTo
    if (mode === 'volume') {
      if (inside) parts.push({from, upTo, quantity: size, price})
    } else if (size > from) {
      parts.push({from, upTo, quantity: (inside ? size : upTo!) - from, price})
    }
    if (inside) break
    from = upTo!
  }
  return negative ? parts.map(part => ({...part, quantity: -part.quantity})) : parts
}

/** Whole packages that a quantity takes; a started package counts. */
export function packagesOf(quantity: Units, size: Units, included: Units): bigint {
  const negative = quantity < 0n
  const beyond = (negative ? -quantity : quantity) - included
  const count = beyond <= 0n ? 0n : (beyond + size - 1n) / size
  return negative ? -count : count
}

/** The formula in words, as `explain` and tier lines show it. */
export function formulaText(formula: Formula): string {
  switch (formula.kind) {
    case 'change':
      return changeText(formula.said ?? formula.base, formula.factor)
    case 'unit':
      return `${plain(formula.price)} ${formula.currency} per unit of usage`
    case 'tiers':
      return `${formula.mode} tiers of the month's ${formula.said ?? formula.of}, in ${formula.steps.length} steps`
    case 'package':
      return `packages of ${plain(formula.size)} at ${plain(formula.price)} ${formula.currency}`
  }
}

export function changeText(base: Base | 'cost', factor: Units): string {
  if (factor === 0n) return 'free'
  const percent = (factor > ONE ? factor - ONE : ONE - factor) * 100n
  return factor === ONE ? base : `${base} ${factor > ONE ? '+' : '-'} ${plain(percent)}%`
}

export const plain = (units: Units): string => Decimal.fromUnits(units).text
