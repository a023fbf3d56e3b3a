// Exact decimal numbers: the one way this program holds and calculates with money and quantities.

const SCALE = 8
/** The number 1, in steps of 10^-8. */
export const ONE = 10n ** BigInt(SCALE)
const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/

/** How a value that lies between two representable ones is settled. All modes are symmetric for negative values. */
export type Rounding = 'half-up' | 'half-even' | 'down' | 'up'

/** Divides two integers and rounds the quotient once. */
export function divideRounded(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  const negative = dividend < 0n !== divisor < 0n
  const a = abs(dividend)
  const b = abs(divisor)
  let quotient = a / b
  const rest = a % b
  if (rest !== 0n) {
    const twice = rest * 2n
    const up =
      rounding === 'up' ||
      (rounding === 'half-up' && twice >= b) ||
      (rounding === 'half-even' && (twice > b || (twice === b && quotient % 2n === 1n)))
    if (up) quotient += 1n
  }
  return negative ? -quotient : quotient
}

/** Rounds steps of 10^-8 to a number of decimals from 0 to 8. */
export function roundUnits(units: bigint, decimals: number, rounding: Rounding): bigint {
  const step = 10n ** BigInt(SCALE - decimals)
  return divideRounded(units, step, rounding) * step
}

export const abs = (units: bigint): bigint => (units < 0n ? -units : units)

/**
 * A decimal number that remembers the digits it was written with (`26.97368100`, `0E-8`) and calculates exactly on a
 * grid of 10^-8, as the API's amounts do. Prints the digits that came; results of calculations print without trailing
 * zeros.
 */
export class Decimal {
  #units: bigint | undefined

  private constructor(
    /** The digits as they were written. */
    readonly text: string,
    units?: bigint,
  ) {
    this.#units = units
  }

  static readonly zero = Decimal.fromUnits(0n)

  /** Reads a JSON number or plain decimal text. Throws a RangeError when it is none. */
  static parse(text: string): Decimal {
    if (!NUMBER.test(text)) throw new RangeError(`not a decimal number: ${text.slice(0, 40)}`)
    return new Decimal(text)
  }

  /** The decimal that a text is; undefined for any other text. */
  static read(text: string | undefined): Decimal | undefined {
    const plain = text?.trim()
    return plain !== undefined && NUMBER.test(plain) ? new Decimal(plain) : undefined
  }

  static fromUnits(units: bigint): Decimal {
    return new Decimal(plainUnits(units, SCALE), units)
  }

  /** Exact for text, bigint and Decimal; a JavaScript number must be a safe integer. */
  static of(value: Decimal | string | bigint | number): Decimal {
    if (value instanceof Decimal) return value
    if (typeof value === 'bigint') return Decimal.fromUnits(value * ONE)
    if (typeof value === 'string') return Decimal.parse(value.trim())
    if (!Number.isSafeInteger(value)) throw new RangeError(`not exact: ${value}`)
    return Decimal.fromUnits(BigInt(value) * ONE)
  }

  /** Adds many values, one conversion each. */
  static sum(values: Iterable<Decimal>): Decimal {
    let units = 0n
    for (const value of values) units += value.units
    return Decimal.fromUnits(units)
  }

  /** The value in steps of 10^-8. Throws a RangeError when it has more than 8 significant decimals: it is never cut. */
  get units(): bigint {
    this.#units ??= toUnits(this.text)
    return this.#units
  }

  /** Whether {@link units} can tell it. */
  get isExact(): boolean {
    try {
      return this.units !== undefined
    } catch {
      return false
    }
  }

  plus(other: Decimal): Decimal {
    return Decimal.fromUnits(this.units + other.units)
  }

  minus(other: Decimal): Decimal {
    return Decimal.fromUnits(this.units - other.units)
  }

  negated(): Decimal {
    return Decimal.fromUnits(-this.units)
  }

  /** The value without its sign. */
  abs(): Decimal {
    return this.isNegative ? this.negated() : this
  }

  /** Product, rounded once to 8 decimals. */
  times(other: Decimal, rounding: Rounding = 'half-up'): Decimal {
    return Decimal.fromUnits(divideRounded(this.units * other.units, ONE, rounding))
  }

  /** Quotient, rounded once to 8 decimals. */
  dividedBy(other: Decimal, rounding: Rounding = 'half-up'): Decimal {
    return Decimal.fromUnits(divideRounded(this.units * ONE, other.units, rounding))
  }

  /** Rounds to a number of decimals from 0 to 8. */
  rounded(decimals: number, rounding: Rounding = 'half-up'): Decimal {
    return Decimal.fromUnits(roundUnits(this.units, decimals, rounding))
  }

  compare(other: Decimal): -1 | 0 | 1 {
    return this.units < other.units ? -1 : this.units > other.units ? 1 : 0
  }

  get isZero(): boolean {
    return this.units === 0n
  }

  get isNegative(): boolean {
    return this.units < 0n
  }

  /** Decimals that are not trailing zeros. */
  get significantDecimals(): number {
    const [, fraction = ''] = plainUnits(this.units, SCALE).split('.')
    return fraction.length
  }

  /** Without exponent and with exactly that many decimals; throws when that would lose digits. */
  toFixed(decimals: number): string {
    if (this.significantDecimals > decimals) throw new RangeError(`${this.text} has more than ${decimals} decimals`)
    const [whole, fraction = ''] = plainUnits(this.units, SCALE).split('.')
    return decimals === 0 ? whole! : `${whole}.${fraction.padEnd(decimals, '0')}`
  }

  /**
   * For people: thousands separated, at least two decimals, nothing cut. `1,234.50`. What is finer than the grid is
   * shown as it was written.
   */
  toDisplay(): string {
    if (!this.isExact) return this.text
    const [whole, fraction = ''] = plainUnits(this.units, SCALE).split('.')
    return `${whole!.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction.padEnd(2, '0')}`
  }

  toString(): string {
    return this.text
  }
}

function toUnits(text: string): bigint {
  const small = smallUnits(text)
  if (small !== undefined) return BigInt(small)
  const match = NUMBER.exec(text)!
  const [, sign, whole, fraction = '', exponent = '0'] = match
  const shift = Number(exponent) - fraction.length + SCALE
  let units = BigInt(`${whole}${fraction}`)
  if (shift >= 0) units *= 10n ** BigInt(shift)
  else {
    const step = 10n ** BigInt(-shift)
    if (units % step !== 0n) throw new RangeError(`${text} has more than ${SCALE} decimals`)
    units /= step
  }
  return sign ? -units : units
}

/** Whole parts below this, with 8 decimals, are integers that a number holds exactly. */
const SAFE_WHOLE = 90_000_000

/**
 * A plain decimal with at most 8 decimals in steps of 10^-8, as an integer below 2^53; undefined for any other text.
 */
export function smallUnits(text: string): number | undefined {
  const negative = text.charCodeAt(0) === 45
  let at = negative ? 1 : 0
  let whole = 0
  let code = text.charCodeAt(at)
  if (!(code >= 48 && code <= 57)) return undefined
  for (; code >= 48 && code <= 57; code = text.charCodeAt(++at)) whole = whole * 10 + code - 48
  let fraction = 0
  let digits = 0
  if (code === 46) {
    for (code = text.charCodeAt(++at); code >= 48 && code <= 57; code = text.charCodeAt(++at)) {
      fraction = fraction * 10 + code - 48
      digits++
    }
    if (digits === 0) return undefined
  }
  if (at !== text.length || digits > 8 || whole > SAFE_WHOLE) return undefined
  for (; digits < 8; digits++) fraction *= 10
  return negative ? -(whole * 1e8 + fraction) : whole * 1e8 + fraction
}

/** Steps of 10^-scale as text, without exponent and without zeros at its end. */
export function plainUnits(units: bigint, scale: number): string {
  const negative = units < 0n
  const digits = abs(units)
    .toString()
    .padStart(scale + 1, '0')
  const fraction = digits.slice(-scale).replace(/0+$/, '')
  return `${negative ? '-' : ''}${digits.slice(0, -scale)}${fraction ? `.${fraction}` : ''}`
}
