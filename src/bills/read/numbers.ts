// Numbers in the bytes of a file.

const MINUS = 45
const DOT = 46
const ZERO = 48

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= ZERO && byte <= 57

/** Where the digits end that begin there. */
function digitsEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && isDigit(bytes[at])) at++
  return at
}

/** Where an integer and its decimals end, as JSON writes them; -1 where there is none. */
export function plainNumberEnd(bytes: Uint8Array, start: number, end: number): number {
  const whole = bytes[start] === MINUS ? start + 1 : start
  const point = digitsEnd(bytes, whole, end)
  if (point === whole || (bytes[whole] === ZERO && point > whole + 1)) return -1
  if (point === end || bytes[point] !== DOT) return point
  const last = digitsEnd(bytes, point + 1, end)
  return last > point + 1 ? last : -1
}

/** Whether a JSON number stands there, and nothing else. */
export function isNumberAt(bytes: Uint8Array, start: number, end: number): boolean {
  const at = plainNumberEnd(bytes, start, end)
  if (at === end || at < 0) return at === end
  // 69 and 101 are the letter of an exponent, 43 is its plus.
  if (bytes[at] !== 69 && bytes[at] !== 101) return false
  const exponent = bytes[at + 1] === MINUS || bytes[at + 1] === 43 ? at + 2 : at + 1
  return exponent < end && digitsEnd(bytes, exponent, end) === end
}

/** Characters of an amount that may be too large for a column of decimals. */
export const LONGEST = 30

/**
 * Whether an amount stands there as it is summed up and written: a JSON number with at most 8 decimals, or the zero of
 * some programs, `0E-8`. Others may be amounts as well.
 */
export function isAmountAt(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > LONGEST) return false
  if (plainNumberEnd(bytes, start, end) === end) {
    for (let back = 1; back <= 9 && end - back > start; back++) if (bytes[end - back] === DOT) return true
    for (let at = start; at < end - 9; at++) if (bytes[at] === DOT) return false
    return true
  }
  return (
    end - start === 4 &&
    bytes[start] === ZERO &&
    bytes[start + 1] === 69 &&
    bytes[start + 2] === MINUS &&
    isDigit(bytes[start + 3]) &&
    bytes[start + 3]! <= ZERO + 8
  )
}
