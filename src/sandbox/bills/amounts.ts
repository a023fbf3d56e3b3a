// How amounts stand on the wire: the way Java writes a BigDecimal of scale 8, trailing zeros and exponents included.

const ONE = 100_000_000

/** `26.97368100`, `0E-8`, `1.2E-7`: a number of 10^-8 below 2^53. */
export function scale8(units: number): string {
  if (units === 0) return '0E-8'
  if (units < 100 && units > -100) return small(units)
  const positive = units < 0 ? -units : units
  const whole = Math.floor(positive / ONE)
  const text = `${whole}.${(positive - whole * ONE + ONE).toString().slice(1)}`
  return units < 0 ? `-${text}` : text
}

/** Below 10^-6 Java turns to an exponent. */
function small(units: number): string {
  const digits = Math.abs(units).toString()
  const exponent = digits.length - 9
  const mantissa = digits.length === 1 ? digits : `${digits[0]}.${digits.slice(1)}`
  return `${units < 0 ? '-' : ''}${mantissa}E${exponent}`
}

/** The same for amounts of any size. */
export function scale8Big(units: bigint): string {
  if (units > -9_007_199_254_740_991n && units < 9_007_199_254_740_991n) return scale8(Number(units))
  const text = (units < 0n ? -units : units).toString().padStart(9, '0')
  return `${units < 0n ? '-' : ''}${text.slice(0, -8)}.${text.slice(-8)}`
}

/** With two decimals, for amounts that are whole hundredths. */
export function scale2(units: bigint): string {
  const text = ((units < 0n ? -units : units) / 1_000_000n).toString().padStart(3, '0')
  return `${units < 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`
}
