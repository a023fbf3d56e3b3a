// Amounts of several currencies, which are never added up.
import {Decimal} from '../../decimal.js'

/** 10^-8, by currency. */
export type Money = Map<string, bigint>

export const addMoney = (money: Money, currency: string, units: bigint): Money =>
  money.set(currency, (money.get(currency) ?? 0n) + units)

export const isNoMoney = (money: Money): boolean => [...money.values()].every(units => units === 0n)

export const isSameMoney = (left: Money, right: Money): boolean =>
  [...new Set([...left.keys(), ...right.keys()])].every(one => (left.get(one) ?? 0n) === (right.get(one) ?? 0n))

/** Two amounts as texts, with their currencies where these are more than one. */
export function moneyTexts(left: Money, right: Money): [string, string] {
  const isOne = new Set([...left.keys(), ...right.keys()]).size <= 1
  const text = (money: Money) =>
    [...money]
      .sort()
      .map(([currency, units]) => `${isOne ? '' : `${currency} `}${Decimal.fromUnits(units).toDisplay()}`)
      .join(' + ') || Decimal.zero.toDisplay()
  return [text(left), text(right)]
}

/** Money of several as one. */
export function moneyOf(all: Iterable<{money: Money}>): Money {
  const sum: Money = new Map()
  for (const {money} of all) for (const [currency, units] of money) addMoney(sum, currency, units)
  return sum
}

/** The sum of records as an answer tells it. */
export interface RecordsAmount {
  records_amount: Decimal
  /** Where they are in several currencies: each sum by itself. `records_amount` is zero then. */
  sums?: {currency: string; amount: Decimal}[]
}

export const recordsAmount = (money: Money): RecordsAmount =>
  money.size > 1
    ? {
        records_amount: Decimal.zero,
        sums: [...money].sort().map(([currency, units]) => ({currency, amount: Decimal.fromUnits(units)})),
      }
    : {records_amount: Decimal.fromUnits([...money.values()][0] ?? 0n)}
