// Why a record costs what it costs: the rule that priced it, the arithmetic, and why the other rules did not.
import {type Decimal, ONE} from '../../decimal.js'
import type {BillRecord} from '../records/bill-record.js'
import type {PriceBook} from './book.js'
import {formulaText, plain} from './price.js'
import {describe, Rater} from './rater.js'
import {compareRank, type Rule, refusal} from './rules.js'
import {amountOn, Settlement, signedUsage} from './terms.js'

export interface Explanation {
  record: string
  charge?: Decimal
  charge_currency?: string
  rule?: string
  /** The calculation, step by step. */
  steps: string[]
  /** Every rule of the book, the most specific first, and why it did or did not price the record. */
  rules: {rule: string; line?: number; verdict: 'priced' | 'refused' | 'outranked' | 'tied'; reason: string}[]
  /** Why no rule priced it. */
  problem?: string
}

export function explain(book: PriceBook, given: BillRecord): Explanation {
  const record = new Settlement(book).settled(given)
  const rater = new Rater(book)
  const row = rater.rate(record)
  const winner = row && book.rules.find(rule => rule.id === row.rule)
  const sorted = [...book.rules].sort(compareRank)
  const best = sorted.find(rule => !refusal(rule, record, book.namesOf))
  const rules = sorted.map(rule => {
    const reason = refusal(rule, record, book.namesOf)
    const told = {rule: rule.id, line: rule.line}
    if (reason) return {...told, verdict: 'refused' as const, reason}
    if (rule === winner) return {...told, verdict: 'priced' as const, reason: formulaText(rule.formula)}
    if (!winner && best && compareRank(best, rule) === 0) {
      return {...told, verdict: 'tied' as const, reason: 'matches, and is as specific as another'}
    }
    return {...told, verdict: 'outranked' as const, reason: `matches, but ${best!.id} ${whyBefore(best!, rule)}`}
  })
  return {
    record: describe(record),
    charge: row?.charge,
    charge_currency: row?.charge_currency,
    rule: row?.rule,
    steps: row && winner ? steps(book, record, winner, row.charge, row.charge_currency) : [],
    rules,
    problem: rater.problems[0]?.reason,
  }
}

/** What puts one matching rule before another. */
function whyBefore(first: Rule, second: Rule): string {
  const level = (rule: Rule) => (rule.customers ? 'the customer' : rule.groups ? 'a group' : 'nobody')
  if (level(first) !== level(second)) return `names ${level(first)}`
  if (first.resellers && !second.resellers) return 'names the reseller'
  if (first.conditions.length !== second.conditions.length) {
    return `has more conditions (${first.conditions.length} to ${second.conditions.length})`
  }
  const exact = (rule: Rule) => rule.conditions.filter(one => one.patterns.length === 0).length
  if (exact(first) !== exact(second)) return 'has exact values where this one has patterns'
  if (first.priority === second.priority) return 'holds for a time of its own'
  return `has the higher priority (${first.priority} to ${second.priority})`
}

function steps(book: PriceBook, record: BillRecord, rule: Rule, charge: Decimal, currency: string): string[] {
  const {formula} = rule
  const day = record.bill_date as string
  if (formula.kind === 'tiers' || formula.kind === 'package') {
    const counted = formula.kind === 'tiers' && formula.of !== 'usage' ? formula.of : 'usage'
    const value = counted === 'usage' ? signedUsage(record) : (amountOn(counted, record)?.units ?? 0n)
    return [`counts ${plain(value)} of ${counted} towards the month; ${formulaText(formula)}`]
  }
  const from = formula.kind === 'unit' ? formula.currency : record.currency
  const rate = book.exchange.rate(from, currency, day)
  const exchange = rate === ONE ? '' : ` x ${plain(rate)} ${from}/${currency} of ${day}`
  const result = `= ${currency} ${charge.text}`
  if (formula.kind === 'unit') {
    return [`${plain(signedUsage(record))} units x ${plain(formula.price)} ${from}${exchange}`, result]
  }
  const base = amountOn(formula.base, record)
  const field = {official: 'official_amount', expenditure: 'amount', settlement: 'settlement_amount'}[formula.base]
  const name = formula.said ? `${formula.said} (${field})` : field
  return [`${name} ${from} ${base?.text} x ${plain(formula.factor)}${exchange}`, result]
}
