// The formulas of single records in SQL: exact decimals, rounded once, alike on both sides of zero (reference: bills
// C2).
import {abs, type Rounding} from '../../decimal.js'
import {usage} from '../../failure.js'
import type {Units} from './price.js'

/** Digits of DuckDB's decimals: those of 64 bits, which are quick, and all. */
const QUICK = 18
const ALL = 38

export const digitsOf = (units: Units): number => String(abs(units)).length

/** The digits that the longest of some figures has; as many as there are customers may be looked at. */
export function mostDigits(figures: Iterable<Units>, least: number): number {
  let most = least
  for (const units of figures) most = Math.max(most, digitsOf(units))
  return most
}

export const decimalType = (digits: number): string => `decimal(${digits <= QUICK ? QUICK : ALL},8)`

/** A multiplier `units x 10^-scale`, for decimals with 8 places. */
export interface Multiplier {
  units: bigint
  scale: number
}

/** `factor x exchange` in as few decimals as hold it. */
export function multiplier(factor: Units, exchange: Units): Multiplier {
  let units = factor * exchange
  let scale = 16
  while (scale > 0 && units % 10n === 0n) {
    units /= 10n
    scale--
  }
  return {units, scale}
}

/** How products of a month's amounts with multipliers are worked out. */
export class Product {
  /** Decimals of the multipliers' column. */
  readonly scale: number
  readonly #width: number
  readonly #baseDigits: number
  /** Digits of the largest result. */
  readonly digits: number

  /**
   * `pairs` are the multipliers with the largest amount that each meets. Throws `usage` when 38 digits do not hold a
   * product.
   */
  constructor(
    pairs: {multiplier: Multiplier; largest: Units}[],
    readonly rounding: Rounding,
  ) {
    this.scale = pairs.reduce((most, {multiplier}) => Math.max(most, multiplier.scale), 0)
    const scaled = pairs.map(({multiplier}) => this.#scaled(multiplier))
    this.#width = mostDigits(scaled, Math.max(1, this.scale))
    const bases = pairs.map(one => one.largest)
    this.#baseDigits = mostDigits(bases, 9)
    if (this.#baseDigits + this.#width > ALL) {
      throw usage(
        'amounts and prices of this month need more digits than DuckDB has (38)',
        'Rate it without --engine duckdb',
      )
    }
    const largest = pairs.reduce((most, {multiplier, largest}) => {
      const product = largest * this.#scaled(multiplier)
      return product > most ? product : most
    }, 0n)
    this.digits = digitsOf(largest / 10n ** BigInt(this.scale) + 1n)
  }

  get #isQuick(): boolean {
    return this.rounding === 'half-up' && this.scale + 8 <= QUICK && this.#width <= QUICK && this.#baseDigits <= QUICK
  }

  #scaled({units, scale}: Multiplier): bigint {
    return units * 10n ** BigInt(this.scale - scale)
  }

  /** The multiplier for its column, as text. */
  written(one: Multiplier): string {
    const digits = String(this.#scaled(one)).padStart(this.scale + 1, '0')
    return this.scale === 0 ? digits : `${digits.slice(0, -this.scale)}.${digits.slice(-this.scale)}`
  }

  /** Type of the result. */
  get type(): string {
    return decimalType(this.digits)
  }

  get columnType(): string {
    return `decimal(${this.#width},${this.scale})`
  }

  /** Amounts below this, in units, have a product of 18 digits. */
  limit(one: Multiplier): Units {
    const scaled = this.#scaled(one)
    const limit = scaled === 0n ? 10n ** 18n : (10n ** 18n - 1n) / scaled
    return limit < 10n ** 18n ? limit : 10n ** 18n - 1n
  }

  /** SQL of `base x multiplier`; `limit` is the column of {@link limit}s. */
  sql(base: string, multiplierColumn: string, limit: string): string {
    const exact = this.#wide(base, multiplierColumn)
    const rounded = `(${exact})::${this.type}`
    if (this.rounding === 'half-up') {
      if (!this.#isQuick) return rounded
      return `case when abs(${base}) <= ${limit} then (${base} * ${multiplierColumn})::${this.type} else ${rounded} end`
    }
    if (this.scale === 0) return rounded
    // A cast rounds half away from zero; here it is taken back where the mode says so.
    const step = `case when ${exact} < 0 then -0.00000001 else 0.00000001 end`
    const back =
      this.rounding === 'down'
        ? `abs(${rounded}) > abs(${exact})`
        : `abs((${exact}) - ${rounded}) = 0.000000005 and ${rounded} % 0.00000002 <> 0`
    return `(case when ${back} then ${rounded} - ${step} else ${rounded} end)::${this.type}`
  }

  /** In 128 bits, however large. */
  #wide(base: string, multiplierColumn: string): string {
    const digits = this.#baseDigits > QUICK || this.#width > QUICK ? this.#baseDigits : QUICK + 2
    return `(${base})::decimal(${digits},8) * ${multiplierColumn}`
  }
}

/**
 * SQL of `charge / rate`, rounded once; `rate` is a column of rates in units. In integers, as DuckDB's decimals do not
 * divide exactly.
 */
export function quotient(charge: string, rate: string, rounding: Rounding): string {
  const scaled = `(abs(${charge})::decimal(29,8) * 100000000::decimal(9,0))::hugeint * 100000000`
  const [whole, rest] = [`((${scaled}) // ${rate})`, `((${scaled}) % ${rate})`]
  const up = {
    'half-up': `2 * ${rest} >= ${rate}`,
    'half-even': `2 * ${rest} > ${rate} or (2 * ${rest} = ${rate} and ${whole} % 2 = 1)`,
    down: 'false',
    up: `${rest} > 0`,
  }[rounding]
  const units = `(${whole} + (${up})::hugeint)`
  return `(case when ${charge} < 0 then -1 else 1 end) * (${units}::decimal(29,0) * 0.00000001::decimal(9,8))`
}
