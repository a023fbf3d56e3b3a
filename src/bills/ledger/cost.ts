// What a month costs the partner: what its rated records settle at, rounded once as Huawei's own bill is.
import {Decimal, roundUnits} from '../../decimal.js'
import {usage} from '../../failure.js'
import {currencyDecimals, type PriceBook} from '../rating/book.js'
import type {RatedRow} from '../rating/rated.js'
import {isTax} from '../records/bill-types.js'
import type {JournalEntry} from './journal.js'

/** What records settle at, by month and currency. */
export class MonthCosts {
  /** 10^-8, by currency, by cycle. */
  readonly #costs = new Map<string, Map<string, bigint>>()
  /** Records with an amount that do not say what they settle at, by cycle. */
  readonly unsettled = new Map<string, number>()

  add({kind, bill_cycle, bill_type, currency, amount, settlement_amount}: RatedRow): void {
    if (kind !== 'record' || isTax(bill_type)) return
    if (settlement_amount) {
      const costs = this.#costs.get(bill_cycle) ?? new Map<string, bigint>()
      costs.set(currency, (costs.get(currency) ?? 0n) + settlement_amount.units)
      this.#costs.set(bill_cycle, costs)
    } else if (amount && !amount.isZero) this.unsettled.set(bill_cycle, (this.unsettled.get(bill_cycle) ?? 0) + 1)
  }

  get cycles(): string[] {
    return [...new Set([...this.#costs.keys(), ...this.unsettled.keys()])].sort()
  }

  /** In the smallest coin of each currency. */
  of(cycle: string, book: PriceBook): {currency: string; decimals: number; amount: Decimal}[] {
    return [...(this.#costs.get(cycle) ?? [])].sort().map(([currency, units]) => {
      const decimals = currencyDecimals(book, currency)
      return {currency, decimals, amount: Decimal.fromUnits(roundUnits(units, decimals, 'half-up'))}
    })
  }
}

/** Cost against what is owed to Huawei. Throws `usage` where the book has no accounts for it. */
export function costEntry(
  {accounts = {}, path}: PriceBook,
  document: string,
  {date, cycle}: {date: string; cycle: string},
  {currency, decimals, amount}: {currency: string; decimals: number; amount: Decimal},
): JournalEntry {
  const {cost, payable} = accounts
  if (!cost || !payable) {
    const missing = [...(cost ? [] : ['accounts.cost']), ...(payable ? [] : ['accounts.payable'])]
    throw usage(
      `the price book ${path} lacks ${missing.join(' and ')}`,
      'Write e.g. accounts: {cost: "3100", payable: "1600"}',
    )
  }
  return {
    ...{date, document, currency, decimals},
    ...{customer: 'Huawei Cloud', refersTo: '', dueDate: '', text: `Huawei Cloud ${cycle}`},
    rows: [
      {account: cost, amount, side: 'debit'},
      {account: payable, amount, side: 'credit'},
    ],
  }
}

/** What the months of a rating cost. */
export async function costsIn(rated: AsyncIterable<RatedRow[]>): Promise<MonthCosts> {
  const costs = new MonthCosts()
  for await (const rows of rated) for (const row of rows) costs.add(row)
  return costs
}
