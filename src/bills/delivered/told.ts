// What the reader of a delivered file should know of it: on which basis its amounts stand, where its days come from,
// which words and discounts nobody understood.
import {counted} from '../../counted.js'
import {Decimal, divideRounded, ONE} from '../../decimal.js'
import type {FileColumn} from '../records/delivered-columns.js'

/** Gathers what was not understood, each word once. */
export class Told {
  readonly #words = new Map<string, number>()
  #misfits = 0
  #firstMisfit = ''
  readonly #zoneless = new Set<string>()
  readonly #dues = new Map<string, {there: number; lacking: number; first: string}>()

  /** A word that nobody knows: it is kept as it came. */
  unknown(what: string, word: string): void {
    const key = `${what} "${word.slice(0, 40)}"`
    if (this.#words.size < 50 || this.#words.has(key)) this.#words.set(key, (this.#words.get(key) ?? 0) + 1)
  }

  /** A settlement discount by which no reading gives the settlement amount. */
  misfit(place: string): void {
    this.#firstMisfit ||= place
    this.#misfits++
  }

  /** A column with a time that does not say its zone. */
  zoneless(heading: string): void {
    this.#zoneless.add(heading)
  }

  /** Whether a record has an amount that its table has a column of. */
  due(name: string, isThere: boolean, place: string): void {
    const seen = this.#dues.get(name) ?? {there: 0, lacking: 0, first: ''}
    if (isThere) seen.there++
    else {
      seen.lacking++
      seen.first ||= place
    }
    if (seen.there + seen.lacking === 1) this.#dues.set(name, seen)
  }

  get lines(): string[] {
    return [
      ...[...this.#words].map(([key, rows]) => `${key} is not known here, and was kept in ${counted(rows, 'row')}`),
      ...(this.#zoneless.size > 0 ? [`times without a zone were read as UTC: ${[...this.#zoneless].join(', ')}`] : []),
      ...[...this.#dues]
        .filter(([, {there, lacking}]) => there > 0 && lacking > 0)
        .map(([name, {lacking, first}]) => `${counted(lacking, 'row')} without ${name}, beside others: first ${first}`),
      ...(this.#misfits > 0
        ? [
            `in ${counted(this.#misfits, 'row')} the settlement amount is neither what the discount leaves nor what it takes off: first ${this.#firstMisfit}`,
          ]
        : []),
    ]
  }
}

/** On which basis the amounts of a file stand, and where its days come from. `isNews`: a reader must know it. */
export function aboutMoney(columns: FileColumn[]): {text: string; isNews: boolean}[] {
  const names = new Set(columns.map(({known}) => known?.name))
  const has = (name: string) => names.has(name)
  const basis = has('settlement_amount')
    ? has('amount')
      ? 'settlement amounts beside the customers’ expenditure'
      : 'settlement amounts only: no expenditure'
    : has('amount')
      ? 'no settlement column: its amounts are expenditure, what the customers’ accounts show'
      : 'no settlement column and no expenditure: its amounts are list prices'
  const day = has('bill_date')
    ? []
    : has('trade_time') || has('consume_time')
      ? [{text: 'no bill date: records have the day (UTC+8) of their transaction', isNews: false}]
      : [{text: 'no day at all: records have the last day of their cycle, for rules and rates', isNews: true}]
  return [{text: basis, isNews: !has('amount') && !has('settlement_amount')}, ...day]
}

/** Whether a file has money that can be added up. */
export const hasMoney = (columns: FileColumn[]): boolean =>
  columns.some(({known}) => ['settlement_amount', 'amount', 'official_amount'].includes(known?.name ?? ''))

/**
 * The share that is paid; undefined where no reading of the discount gives what is settled. 75% may mean what is paid
 * or what is taken off: the amounts of its row decide, and where they leave it open it is what is paid, as in the
 * page's sample.
 */
export function paidShare(discount: string, amount: string, settled: string): string | undefined {
  const share = Decimal.parse(discount).units
  const decimals = /\.(\d+)$/.exec(settled)?.[1]?.length ?? 0
  const step = 10n ** BigInt(Math.max(0, 8 - decimals))
  const given = Decimal.parse(settled).units
  const fits = (part: bigint) => {
    const rest = divideRounded(Decimal.parse(amount).units * part, ONE, 'half-up') - given
    return rest <= step && -rest <= step
  }
  if (fits(share)) return discount
  return fits(ONE - share) ? Decimal.fromUnits(ONE - share).text : undefined
}
