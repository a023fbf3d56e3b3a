// Which lines a statement shows, and in which order.
import {Decimal, type Rounding, roundUnits} from '../../../decimal.js'
import type {Account, Line, ShownLine} from './account.js'
import {order} from './sums.js'

/** Refunds of one service and tax that have a line each; more than that become one. */
const SINGLE_REFUNDS = 12

/**
 * By customer where a reseller is billed: services by charge, then their tiers, refunds and at last fees; too many
 * refunds of one service become one line.
 */
export function shownLines(account: Account, decimals: number, rounding: Rounding): ShownLine[] {
  const all = [...account.lines.values()].map(line => {
    const {customer} = line
    // Called alike on every line.
    return customer ? {...line, customer: {...customer, name: account.customers.get(customer.id) || customer.id}} : line
  })
  const refunds = new Map<string, Line[]>()
  for (const line of all) {
    if (line.kind !== 'refund') continue
    const key = `${line.label}\u0000${line.tax}\u0000${line.customer?.id}`
    refunds.set(key, [...(refunds.get(key) ?? []), line])
  }
  const kept = all.filter(line => line.kind !== 'refund')
  for (const lines of refunds.values()) {
    if (lines.length <= SINGLE_REFUNDS) kept.push(...lines)
    else {
      const records = lines.reduce((sum, line) => sum + line.records, 0)
      const units = lines.reduce((sum, line) => sum + line.units, 0n)
      const {label, tax, customer} = lines[0]!
      const orders = new Set(lines.flatMap(line => [...(line.orders ?? [])]))
      kept.push({kind: 'refund', label, detail: '', ...(customer ? {customer} : {}), tax, records, units, orders})
    }
  }
  const rank = {usage: 0, tier: 1, refund: 2, fee: 3}
  const shown = kept
    // A service whose charge is worked out with the month has its line there.
    .filter(
      line =>
        line.units !== 0n ||
        line.kind === 'fee' ||
        (line.kind === 'usage' &&
          !kept.some(
            other => other.kind === 'tier' && other.label === line.label && other.customer?.id === line.customer?.id,
          )),
    )
    .sort(
      (a, b) =>
        order(a.customer?.name ?? '', b.customer?.name ?? '') ||
        order(a.customer?.id ?? '', b.customer?.id ?? '') ||
        rank[a.kind] - rank[b.kind] ||
        (a.kind === 'usage' && a.units !== b.units ? (b.units > a.units ? 1 : -1) : 0) ||
        order(a.label, b.label) ||
        order(tierStart(a.detail), tierStart(b.detail)) ||
        order(a.tax, b.tax),
    )
  return shown.map(line => ({...line, shown: Decimal.fromUnits(roundUnits(line.units, decimals, rounding))}))
}

/** Steps in the order of where they begin: `(500 – 1000)`, `(> 1000)`. Other details keep their text. */
const tierStart = (detail: string) => /\((?:> )?(\d+)[^)]*\)$/.exec(detail)?.[1]?.padStart(13, '0') ?? detail
