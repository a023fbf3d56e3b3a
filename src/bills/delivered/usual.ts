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

/** Whether a whole number stands there that is counted with. */
export function isCountAt(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at]! < 48 || bytes[at]! > 57) return false
  return end > start && end - start <= 15
}

/** Whether a time stands there as records say it. */
export function isUsualTime(bytes: Buffer, start: number, end: number): boolean {
  if (end - start !== 20 || bytes[end - 1] !== Z) return false
  const isPlain = isUsualDay(bytes, start, start + 10) && isClock(bytes, start + 10)
  return isPlain || timeOf(bytes.toString('latin1', start, end)) !== undefined
}

/** Whether `T06:00:00` stands there. */
function isClock(bytes: Uint8Array, at: number): boolean {
  return (
    bytes[at] === T &&
    bytes[at + 3] === COLON &&
    bytes[at + 6] === COLON &&
    twoDigits(bytes, at + 1) < 24 &&
    twoDigits(bytes, at + 4) < 60 &&
    twoDigits(bytes, at + 7) < 60
  )
}

/** The number of two digits; 100 where they are none. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const ten = bytes[at]! - 48
  const one = bytes[at + 1]! - 48
  return ten < 0 || ten > 9 || one < 0 || one > 9 ? 100 : ten * 10 + one
}

const T = 84
const Z = 90
const COLON = 58

/** Whether a day stands there as records say it, and of the usual ones; the last of a month are looked at closer. */
export function isUsualDay(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== 10 || bytes[start + 4] !== 45 || bytes[start + 7] !== 45) return false
  const month = twoDigits(bytes, start + 5)
  const day = twoDigits(bytes, start + 8)
  return (
    twoDigits(bytes, start) === 20 &&
    twoDigits(bytes, start + 2) < 100 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= (month === 2 ? 28 : 30)
  )
}
