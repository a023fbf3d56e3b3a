// What is drawn of a month beside what is billed: days, services, the largest resources.
import {daysOf} from '../../../cycle.js'
import {Decimal} from '../../../decimal.js'
import type {Units} from '../../rating/price.js'
import type {Account} from './account.js'
import type {Overview, ResourceTotal} from './document.js'
import {add, order} from './sums.js'

/** Largest resources that a statement names. */
export const TOP_RESOURCES = 10

export const overviewOf = (account: Account, resources: ResourceTotal[]): Overview => ({
  days: daysIn(account.cycle).map(day => {
    const units = account.days.get(day)
    return {day, charge: units ? Decimal.fromUnits(units) : Decimal.zero}
  }),
  services: serviceTotals(account),
  resources,
})

let known: {cycle: string; days: string[]} | undefined

/** The days of a month, each once for all of its statements. */
function daysIn(cycle: string): string[] {
  if (known?.cycle !== cycle) known = {cycle, days: daysOf(cycle)}
  return known.days
}

function serviceTotals(account: Account): Overview['services'] {
  const sums = new Map<string, Units>()
  for (const line of account.lines.values()) add(sums, line.label, line.units)
  return [...sums]
    .sort(([a, x], [b, y]) => (x === y ? order(a, b) : y > x ? 1 : -1))
    .map(([service, units]) => ({service, charge: Decimal.fromUnits(units)}))
}
