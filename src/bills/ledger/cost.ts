// What a month costs the partner: what its rated records settle at, rounded once as Huawei's own bill is.
import {commandLine} from '../../command-line.js'
import {Decimal, roundUnits} from '../../decimal.js'
import {usage} from '../../failure.js'
import {currencyDecimals, type PriceBook} from '../rating/book.js'
import {payerOf, type RatedRow} from '../rating/rated.js'
import {isTax} from '../records/bill-types.js'
import {type Entry, isOfAnotherRating, isStanding, type Register} from '../statement/register.js'
import type {JournalEntry} from './journal.js'

/** A rated file, and the checksum by which documents know it; stdin has none. */
export interface RatedFile {
  name: string
  sha256?: string
}

/** What records settle at, by month and currency, and what customers are charged for them. */
export class MonthCosts {
  /** 10^-8, by currency, by cycle. */
  readonly #costs = new Map<string, Map<string, bigint>>()
  /** By month, payer and currency. */
  readonly #charges = new Map<string, bigint>()
  /** Records with an amount that do not say what they settle at, by cycle. */
  readonly unsettled = new Map<string, number>()

  /** What they are of, as far as it is known. */
  rated: RatedFile = {name: 'the rated file'}

  add(row: RatedRow): void {
    const {kind, bill_cycle, bill_type, currency, amount, settlement_amount, charge, charge_currency} = row
    const payer = chargeKey({cycle: bill_cycle, customer_id: payerOf(row).id, currency: charge_currency})
    this.#charges.set(payer, (this.#charges.get(payer) ?? 0n) + charge.units)
    if (kind !== 'record' || isTax(bill_type)) return
    if (settlement_amount) {
      const costs = this.#costs.get(bill_cycle) ?? new Map<string, bigint>()
      costs.set(currency, (costs.get(currency) ?? 0n) + settlement_amount.units)
      this.#costs.set(bill_cycle, costs)
    } else if (amount && !amount.isZero) this.unsettled.set(bill_cycle, (this.unsettled.get(bill_cycle) ?? 0) + 1)
  }

  /** What a customer's month comes to before tax, unrounded. */
  chargeOf(month: Pick<Entry, 'cycle' | 'customer_id' | 'currency'>): Decimal {
    return Decimal.fromUnits(this.#charges.get(chargeKey(month)) ?? 0n)
  }

  get cycles(): string[] {
    return [...new Set([...this.#costs.keys(), ...this.unsettled.keys()])].sort()
  }

  /** In the smallest coin of each currency, and of `others` where there is none. */
  of(cycle: string, book: PriceBook, others: string[] = []): MonthCost[] {
    const costs = this.#costs.get(cycle)
    return [...new Set([...(costs?.keys() ?? []), ...others])].sort().map(currency => {
      const decimals = currencyDecimals(book, currency)
      return {
        currency,
        decimals,
        amount: Decimal.fromUnits(roundUnits(costs?.get(currency) ?? 0n, decimals, 'half-up')),
      }
    })
  }
}

export interface MonthCost {
  currency: string
  decimals: number
  amount: Decimal
}

/** The number of a month's booking; where there is one for each of several currencies, it says which. */
export const costName = (name: string, {currency}: MonthCost, all: MonthCost[]): string =>
  all.length > 1 ? `${name}-${currency}` : name

const chargeKey = ({cycle, customer_id, currency}: Pick<Entry, 'cycle' | 'customer_id' | 'currency'>) =>
  [cycle, customer_id, currency].join(' ')

/**
 * Throws `usage` where the documents of a month are not of this rating: by its checksum, and by what they charge where
 * they do not say of which one they are. What another one costs would be taken for a difference.
 */
export function checkDocuments({folder, statements}: Register, cycle: string, costs: MonthCosts): void {
  const {name, sha256} = costs.rated
  const standing = statements.filter(entry => entry.cycle === cycle && isStanding(entry))
  const refused = (what: string) =>
    usage(
      what,
      'Name the rating that the documents were issued from',
      ...(sha256
        ? [commandLine`bill statement ${name} --out ${folder}    issues this one, and names what is different`]
        : []),
    )
  for (const key of new Set(standing.map(chargeKey))) {
    const entries = standing.filter(one => chargeKey(one) === key)
    const stated = Decimal.sum(entries.map(one => Decimal.parse(one.net).minus(Decimal.parse(one.rounding))))
    const charge = costs.chargeOf(entries[0]!)
    if (stated.isZero && charge.isZero) continue
    const other = entries.find(entry => isOfAnotherRating(entry, sha256))
    if (other) throw refused(`${other.number} was issued from another rating than ${name}`)
    const isTold = sha256 && entries.every(({rated_sha256}) => rated_sha256)
    if (isTold || charge.compare(stated) === 0) continue
    const {number, currency} = entries[0]!
    throw refused(`${number} was issued for ${currency} ${stated.text}, and ${name} charges ${charge.text}`)
  }
}

/** Cost against what is owed to Huawei. Throws `usage` where the book has no accounts for it. */
export function costEntry(
  {accounts = {}, path}: PriceBook,
  document: string,
  {date, cycle}: {date: string; cycle: string},
  {currency, decimals, amount}: MonthCost,
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
