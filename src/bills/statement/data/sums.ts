// Sums and their order: what the parts of a statement calculate with.
import {divideRounded, type Rounding} from '../../../decimal.js'
import type {Units} from '../../rating/price.js'

/** Order of two texts by their code units: the same in every language. */
export const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Adds to a sum. */
export const add = (sums: Map<string, Units>, key: string, units: Units) => sums.set(key, (sums.get(key) ?? 0n) + units)

/** Rounds to the currency's decimals, alike on both sides of zero. */
export function roundTo(units: Units, decimals: number, rounding: Rounding): Units {
  const step = 10n ** BigInt(8 - decimals)
  return divideRounded(units, step, rounding) * step
}
