// The partner's own bill, held against what its customers' records come to.
import type {Api} from '../../api/client.js'
import {counted} from '../../counted.js'
import {Decimal} from '../../decimal.js'
import type {Unread} from '../read/open-records.js'
import {billedKinds, type Fit, fitOf, hasSettlement, shareText, within} from './basis.js'
import type {Comparison} from './comparison.js'
import type {PartnerBill} from './platform.js'
import {kinds, type RecordSums} from './sums.js'

/** The partner's bill of a cycle; the API of the China site has none. */
export async function ownBill(api: Api, cycle: string): Promise<PartnerBill | undefined> {
  const {site} = await api.session
  return site === 'cn' ? undefined : api.call('ListPostpaidBillSum', {bill_cycle: cycle})
}

/** What is known of the month beside its figures. */
export interface BilledMonth {
  records: RecordSums
  unread: Unread[]
  final: boolean
  /** The records are not what the customers' sums say. */
  isDiffering: boolean
}

const words = {spend: 'spend', refund: 'refunds', adjustment: 'adjustments'}

/** Holds the records against the partner's own bill. */
export function compareOwnBill(bill: PartnerBill, month: BilledMonth): {comparisons: Comparison[]; fit?: Fit} {
  const {records} = month
  const reason = reasonAgainst(bill, month)
  const fit = reason ? undefined : fitOf(bill, records.bases, records.records)
  const {expenditure, tax} = records.bases
  const sums = fit?.kinds ?? {
    spend: expenditure.exact.spend - tax.expenditure.exact.spend,
    refund: expenditure.exact.refund - tax.expenditure.exact.refund,
    adjustment: expenditure.exact.adjustment - tax.expenditure.exact.adjustment,
  }
  const billed = billedKinds(bill)
  const why = reason ?? (fit ? undefined : shareText(bill, records.bases))
  const compare = (what: string, ours: bigint, theirs: bigint | undefined, limit: bigint): Comparison => {
    const shown = {
      what: `${what} of your bill`,
      left: Decimal.fromUnits(ours).text,
      right: theirs === undefined ? '' : Decimal.fromUnits(theirs).text,
    }
    if (why || theirs === undefined) {
      return {...shown, outcome: 'not-comparable', reason: why ?? `your bill does not say its ${what}`}
    }
    const difference = ours - theirs
    const matched = within(difference, limit)
    return {...shown, outcome: matched ? 'matched' : 'differences', difference: Decimal.fromUnits(difference)}
  }
  const due = fit?.due ?? sums.spend + sums.refund + sums.adjustment
  const comparisons = [
    ...kinds.map(kind => compare(words[kind], sums[kind], billed[kind], CENT)),
    compare('amount due', due, bill.initial_amount_due?.units, HALF_A_CENT),
  ]
  // A bill that shows tax in cents is not wrong by what lies below a cent.
  if (fit && bill.tax_amount && (fit.tax !== 0n || bill.tax_amount.isZero))
    comparisons.push(compare('tax', fit.tax, bill.tax_amount.units, CENT - 1n))
  return {comparisons, fit}
}

const CENT = 1_000_000n
const HALF_A_CENT = CENT / 2n

/** Why the bill cannot be held against anything yet. */
function reasonAgainst(bill: PartnerBill, {records, unread, final, isDiffering}: BilledMonth): string | undefined {
  if (!bill.initial_amount_due) return 'there is no bill of this month yet: it comes on the 5th before 12:00 (UTC+8)'
  if (!final) return 'the month is not final'
  if (unread.length > 0) return `${counted(unread.length, 'customer')} could not be read`
  if (records.records === 0) return 'there are no records to add up'
  const {unpriced} = records.bases
  if (unpriced > 0 && !hasSettlement(records.bases)) return shareText(bill, records.bases)
  if (isDiffering) return 'the records are not what your customers’ sums say: that comes first'
  const currencies = new Set([...records.customers.values()].flatMap(({money}) => [...money.keys()]))
  const others = [...currencies].filter(currency => bill.currency && currency !== bill.currency)
  if (others.length > 0) return `records in ${others.join(', ')} cannot be added up to a bill in ${bill.currency}`
  return undefined
}
