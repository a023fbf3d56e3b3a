// Two books over the same records: what changes, for whom.
import {abs, Decimal} from '../../decimal.js'
import type {BillRecord} from '../records/bill-record.js'
import type {PriceBook} from './book.js'
import type {RatedRow} from './rated.js'
import {Rater, type Unmatched} from './rater.js'

export interface CustomerChange {
  customer_id: string
  account_name: string
  currency: string
  before: Decimal
  after: Decimal
  change: Decimal
  /** In percent of before, two decimals; absent when there was nothing before. */
  percent?: Decimal
  /** Records that another rule prices. */
  other_rule: number
  /** Records whose charge differs. */
  records: number
}

interface Sums {
  customer_id: string
  account_name: string
  currency: string
  before: bigint
  after: bigint
  other: number
  records: number
}

/**
 * Rates every record with both books and gives each customer whose charge or rules change, the largest change first.
 */
export async function compareBooks(
  records: AsyncIterable<BillRecord>,
  before: PriceBook,
  after: PriceBook,
  unmatched: Unmatched = 'error',
  where?: string[],
): Promise<{customers: CustomerChange[]; records: number; unchanged: number}> {
  const raters = {before: new Rater(before, unmatched), after: new Rater(after, unmatched)}
  const sums = new Map<string, Sums>()
  const customers = new Set<string>()
  const sumsOf = (row: RatedRow): Sums => {
    const key = `${row.customer_id} ${row.charge_currency}`
    let sum = sums.get(key)
    if (!sum) {
      const {customer_id, account_name, charge_currency: currency} = row
      sum = {customer_id, account_name, currency, before: 0n, after: 0n, other: 0, records: 0}
      sums.set(key, sum)
    }
    customers.add(row.customer_id)
    return sum
  }
  for await (const record of records) {
    const old = raters.before.rate(record)
    const now = raters.after.rate(record)
    if (old) sumsOf(old).before += old.charge.units
    if (now) {
      const sum = sumsOf(now)
      sum.after += now.charge.units
      if (old?.rule !== now.rule) sum.other++
      if (!old || old.charge.units !== now.charge.units) sum.records++
    } else if (old) sumsOf(old).records++
  }
  for (const rater of [raters.before, raters.after]) rater.check(where && [...where, '--book', rater.book.path])
  for (const row of raters.before.finish()) sumsOf(row).before += row.charge.units
  for (const row of raters.after.finish()) sumsOf(row).after += row.charge.units
  const changed = [...sums.values()].filter(sum => sum.before !== sum.after || sum.other > 0 || sum.records > 0)
  return {
    customers: changed.map(asChange).sort((a, b) => larger(a, b)),
    records: raters.before.counts.records,
    unchanged: customers.size - new Set(changed.map(sum => sum.customer_id)).size,
  }
}

function asChange({before, after, other, records, ...who}: Sums): CustomerChange {
  const change = Decimal.fromUnits(after - before)
  const percent =
    before === 0n ? undefined : change.times(Decimal.of(100)).dividedBy(Decimal.fromUnits(before)).rounded(2)
  return {
    ...who,
    before: Decimal.fromUnits(before),
    after: Decimal.fromUnits(after),
    change,
    percent,
    other_rule: other,
    records,
  }
}

const size = ({change}: CustomerChange) => abs(change.units)
const larger = (a: CustomerChange, b: CustomerChange) =>
  size(a) === size(b) ? (a.customer_id < b.customer_id ? -1 : 1) : size(b) > size(a) ? 1 : -1
