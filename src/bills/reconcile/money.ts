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
