// Sums and their order: what the parts of a statement calculate with.
import type {Units} from '../../rating/price.js'

/** Order of two texts by their code units: the same in every language. */
export const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Adds to a sum. */
export const add = (sums: Map<string, Units>, key: string, units: Units) => sums.set(key, (sums.get(key) ?? 0n) + units)
