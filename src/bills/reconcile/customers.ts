// Each customer's records against Huawei's sum of its month: amount, list prices, currency, and both line by line.
import {Decimal} from '../../decimal.js'
import type {Unread} from '../read/open-records.js'
import type {Comparison, Outcome} from './comparison.js'
import type {MonthlySum} from './platform.js'
import {type CustomerSums, type RecordSums, totalOf} from './sums.js'

/** A customer whose records are to be looked at one by one. */
export interface Differing {
  customer_id: string
  account_name: string
  difference: bigint
  comparison: Comparison
}

/** What records should come to before Huawei cuts to whole cents. */
const expected = (sum: MonthlySum | undefined): bigint => (sum ? totalOf(sum) + sum.truncated : 0n)

const listOf = ({list}: CustomerSums): bigint => list.spend + list.refund + list.adjustment

/** A line of the monthly sum, with what it is and what it should be. */
interface Line {
  what: string
  is: bigint
  should: bigint
}

/** Lines (service, resource type, charge mode and kind) whose records do not come to them. */
function unequalLines(left: CustomerSums, right: MonthlySum): Line[] {
  const lines = [...new Set([...left.lines.keys(), ...right.lines.keys()])].sort()
  const amounts = lines.map(line => ({
    what: line,
    is: left.lines.get(line) ?? 0n,
    should: (right.lines.get(line) ?? 0n) + (right.truncatedLines.get(line) ?? 0n),
  }))
  const prices = right.listLines.size === 0 ? [] : lines
  const lists = prices.map(line => ({
    what: `list prices of ${line}`,
    is: left.listLines.get(line) ?? 0n,
    should: right.listLines.get(line) ?? 0n,
  }))
  return [...amounts, ...lists].filter(({is, should}) => is !== should)
}

/** The lines that disagree, in words. */
export const linesInWords = (left: CustomerSums, right: MonthlySum): string[] =>
  unequalLines(left, right).map(({what}) => what)

export function compareCustomers(
  records: RecordSums,
  sums: Map<string, MonthlySum>,
  unread: Unread[],
  final: boolean,
): {comparisons: Comparison[]; differing: Differing[]} {
  const comparisons: Comparison[] = []
  const differing: Differing[] = []
  const unreadIds = new Set(unread.map(one => one.customer_id))
  const ids = new Set([...sums.keys(), ...records.customers.keys(), ...unreadIds])
  for (const id of [...ids].sort()) {
    const left = records.customers.get(id)
    const right = sums.get(id)
    const name =
      right?.account_name || left?.account_name || unread.find(one => one.customer_id === id)?.account_name || id
    const units = {is: left ? totalOf(left) : 0n, should: expected(right)}
    // Nothing on either side is no comparison.
    if (!unreadIds.has(id) && !left && (!right || right.lines.size === 0)) continue
    const reason = unreadIds.has(id)
      ? 'its monthly sum could not be read'
      : final
        ? undefined
        : 'the month is not final'
    const whole = figure(`records of ${name}`, units, reason)
    comparisons.push(whole)
    if (reason) continue
    const others = left && right ? compareParts(name, left, right) : []
    comparisons.push(...others)
    // Sums that agree may hide one error in another: where an id may stand twice, or anything disagrees, the records
    // are looked at, too.
    if (left?.suspect || [whole, ...others].some(({outcome}) => outcome === 'differences')) {
      differing.push({
        customer_id: id,
        account_name: name,
        difference: units.is - units.should,
        comparison: whole,
      })
    }
  }
  return {comparisons, differing}
}

function compareParts(name: string, left: CustomerSums, right: MonthlySum): Comparison[] {
  const parts: Comparison[] = []
  if (right.listLines.size > 0) {
    parts.push(figure(`list prices of ${name}`, {is: listOf(left), should: listOf(right)}))
  }
  if (right.currency) {
    const currencies = [...left.money.keys()].sort().join(', ')
    parts.push(worded(`currency of ${name}`, currencies, right.currency))
  }
  const unequal = unequalLines(left, right)
  if (unequal.length === 0) {
    // A line of nothing but zeros need not be there.
    parts.push(worded(`lines of ${name}`, String(right.lines.size), String(right.lines.size)))
  } else parts.push(...unequal.map(line => figure(`${line.what} of ${name}`, line)))
  return parts
}

function figure(what: string, {is, should}: {is: bigint; should: bigint}, reason?: string): Comparison {
  const shown = {what, left: Decimal.fromUnits(is).text, right: Decimal.fromUnits(should).text}
  if (reason) return {...shown, outcome: 'not-comparable', reason}
  const outcome: Outcome = is === should ? 'matched' : 'differences'
  return {...shown, outcome, difference: Decimal.fromUnits(is - should)}
}

/** What is no number: it is the same or it is not. */
export const worded = (what: string, left: string, right: string): Comparison => ({
  what,
  left,
  right,
  outcome: left === right ? 'matched' : 'differences',
})
