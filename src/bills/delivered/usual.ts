// Whether the bytes of a cell are what a record says already, so that it stays where it is.
import {timeOf} from '../read/cells.js'

/** Whether the bytes are those of a text in ASCII. */
export function isText(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start !== text.length || start === end) return false
  for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text.charCodeAt(i)) return false
  return true
}

/** Whether three capitals stand there, as of a currency. */
export function isCode(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== 3) return false
  for (let at = start; at < end; at++) if (bytes[at]! < 65 || bytes[at]! > 90) return false
  return true
}

/** Whether a time stands there as records say it. */
export function isUsualTime(bytes: Buffer, start: number, end: number): boolean {
  if (end - start !== 20 || bytes[end - 1] !== Z) return false
  const isPlain = isUsualDay(bytes, start, start + 10) && isClock(bytes, start + 10)
  return isPlain || timeOf(bytes.toString('latin1', start, end)) !== undefined
}

/** Whether `T06:00:00` stands there. */
function isClock(bytes: Uint8Array, at: number): boolean {
  const two = (from: number) => {
    const [ten, one] = [bytes[at + from]! - 48, bytes[at + from + 1]! - 48]
    return ten < 0 || ten > 9 || one < 0 || one > 9 ? 99 : ten * 10 + one
  }
  return (
    bytes[at] === T && bytes[at + 3] === COLON && bytes[at + 6] === COLON && two(1) < 24 && two(4) < 60 && two(7) < 60
  )
}

const T = 84
const Z = 90
const COLON = 58

/** Whether a day stands there as records say it, and in any month; the last days of months are looked at closer. */
export function isUsualDay(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== 10) return false
  const digit = (at: number) => bytes[start + at]! - 48
  for (const at of [0, 1, 2, 3, 5, 6, 8, 9]) if (digit(at) < 0 || digit(at) > 9) return false
  const month = digit(5) * 10 + digit(6)
  const day = digit(8) * 10 + digit(9)
  return (
    digit(0) === 2 &&
    digit(1) === 0 &&
    bytes[start + 4] === 45 &&
    bytes[start + 7] === 45 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 28
  )
}
