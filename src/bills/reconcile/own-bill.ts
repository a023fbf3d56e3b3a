// The partner's own bill, held against what its customers' months add up to.

import type {Api} from '../../api/client.js'
import {counted} from '../../counted.js'
import {Decimal} from '../../decimal.js'
import type {Unread} from '../read/customer-records.js'
import type {MonthlySum, PartnerBill} from './platform.js'
import type {Comparison} from './reconcile.js'
import {abs, type Kind, type RecordSums} from './sums.js'

/** The partner's bill of a cycle; the API of the China site has none. */
export async function ownBill(api: Api, cycle: string): Promise<PartnerBill | undefined> {
  const {site} = await api.session
  return site === 'cn' ? undefined : api.call('ListPostpaidBillSum', {bill_cycle: cycle})
}

/** Holds the customers' sums against the partner's own bill. */
export function compareOwnBill(
  bill: PartnerBill,
  sums: Map<string, MonthlySum>,
  records: RecordSums,
  unread: Unread[],
  final: boolean,
): Comparison[] {
  const total = (kind: Kind) => [...sums.values()].reduce((sum, one) => sum + one.kinds[kind], 0n)
  const due = total('spend') + total('refund') + total('adjustment')
  const pairs: [string, Decimal | undefined, bigint][] = [
    ['spend', bill.consume_amount, total('spend')],
    ['refunds', bill.refunds, total('refund')],
    ['adjustments', bill.adjustments, total('adjustment')],
    ['amount due', bill.initial_amount_due, due],
  ]
  const comparisons = pairs.map(([what, theirs, ours]): Comparison => {
    const shown = {
      what: `${what} of your bill`,
      left: Decimal.fromUnits(ours).text,
      right: theirs?.text ?? '',
    }
    const reason = !theirs
      ? 'there is no bill of this month yet: it comes on the 5th before 12:00 (UTC+8)'
      : !final
        ? 'the month is not final'
        : unread.length > 0
          ? `${counted(unread.length, 'customer')} could not be read`
          : sums.size === 0
            ? 'there are no customers to add up'
            : undefined
    if (reason) return {...shown, outcome: 'not-comparable', reason}
    const difference = ours - theirs!.units
    return {...shown, outcome: difference === 0n ? 'matched' : 'differences', difference: Decimal.fromUnits(difference)}
  })
  const tax = compareTax(bill, records, sums, comparisons)
  return tax ? [...comparisons, tax] : comparisons
}

/** Tax stands in the records as lines of their own; it can be compared when all customers' records are there. */
function compareTax(
  bill: PartnerBill,
  records: RecordSums,
  sums: Map<string, MonthlySum>,
  others: Comparison[],
): Comparison | undefined {
  const complete = [...sums.values()].every(sum => sum.lines.size === 0 || records.customers.has(sum.customer_id))
  if (!bill.tax_amount || !complete || others.some(one => one.outcome === 'not-comparable')) return undefined
  const ours = [...records.customers.values()].reduce((sum, one) => sum + one.tax, 0n)
  const difference = ours - bill.tax_amount.units
  return {
    what: 'tax of your bill',
    left: Decimal.fromUnits(ours).text,
    right: bill.tax_amount.text,
    // A bill that shows tax in cents is not wrong by what lies below a cent.
    outcome: abs(difference) < 1_000_000n ? 'matched' : 'differences',
    difference: Decimal.fromUnits(difference),
  }
}
