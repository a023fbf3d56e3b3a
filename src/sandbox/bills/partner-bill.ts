// The partner's bill of a month: the sum of what its customers' records are settled by, rounded once.
import {Decimal} from '../../decimal.js'
import type {Here} from '../here.js'
import type {Customer, Partner, World} from '../world/model.js'
import {isClosed, lastVisibleDay, type SumLine, sumLines} from './ledger.js'
import {hasDiscounts, settlementOf} from './settlement.js'

/** A partner's month, in 10^-8. `due` is what it has to pay, tax included. */
export interface PartnerMonth {
  consume: bigint
  refunds: bigint
  adjustments: bigint
  /** What the bill calls due: without tax where tax comes on top of it. */
  billed: bigint
  tax: bigint
  customers: number
  due: Decimal
}

/**
 * Rounded to whole hundredths, once: since August 2021 nothing is cut on the way to an international partner's bill
 * (intl/en-us/usermanual-bpconsole/faq_dp_080027.html).
 */
const roundedOnce = (units: bigint): bigint => Decimal.fromUnits(units).rounded(2).units

const memory = new WeakMap<World, Map<string, PartnerMonth>>()

/**
 * The sum over all customers that a partner pays for, those of its resellers included. Remembered until something
 * changes.
 */
export function partnerSum(
  call: Here & {customers: {paidBy(partner: Partner, now: number): Customer[]}},
  partner: Partner,
  month: number,
): PartnerMonth {
  let known = memory.get(call.world)
  if (!known) {
    known = new Map()
    memory.set(call.world, known)
  }
  const key = `${partner.id}/${month}/${lastVisibleDay(month, call.now)}/${isClosed(month, call.now)}/${call.store.version()}`
  const remembered = known.get(key)
  if (remembered) return remembered
  const sum = {consume: 0n, refunds: 0n, adjustments: 0n, tax: 0n, customers: 0}
  // A partner of the China site pays what its customers' sums come to, which are cut line by line.
  const isCut = call.world.site === 'cn'
  const part = (line: SumLine) => (isCut ? line.consume : line.consume + line.truncated - line.tax)
  const isSettled = hasDiscounts(call)
  for (const customer of call.customers.paidBy(partner, call.now)) {
    const lines = sumLines(call, customer, month)
    if (isSettled && lines.length > 0) {
      const {1: consume, 2: refunds, 3: adjustments} = settlementOf(call, customer, month)
      sum.consume += consume
      sum.refunds += refunds
      sum.adjustments += adjustments
    }
    if (lines.length > 0) sum.customers++
    for (const line of lines) {
      sum.tax += line.tax
      if (isSettled) continue
      if (line.kind === 1) sum.consume += part(line)
      else if (line.kind === 2) sum.refunds += part(line)
      else sum.adjustments += part(line)
    }
  }
  const exact = sum.consume + sum.refunds + sum.adjustments
  const result = isCut
    ? {...sum, billed: exact, due: Decimal.fromUnits(exact)}
    : {
        consume: roundedOnce(sum.consume),
        refunds: roundedOnce(sum.refunds),
        adjustments: roundedOnce(sum.adjustments),
        billed: roundedOnce(exact),
        tax: roundedOnce(sum.tax),
        customers: sum.customers,
        due: Decimal.fromUnits(roundedOnce(exact) + roundedOnce(sum.tax)),
      }
  if (known.size > 100) known.clear()
  known.set(key, result)
  return result
}
