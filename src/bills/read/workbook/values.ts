// What the number cells of a workbook mean: numbers with the digits that were typed, and days and times, which are
// numbers with a format.
import {attribute, type XmlHandler} from './xml.js'

const DAY = 86_400_000
/** Formats of days and times that every workbook has, and of spreadsheets in East Asia. */
const DATES = /^(1[4-9]|2[0-2]|2[7-9]|3[0-6]|4[5-7]|5[0-8])$/
/** The one of them that shows a month: `mmm-yy`. */
const MONTH = '17'
/** Numbers from here on have lost digits: a spreadsheet keeps 15. */
const ROUNDED = 1e15
const MOST_FORMATS = 1 << 16

/** How numbers of a style are shown. */
export type NumberKind = 'number' | 'time' | 'month'

/** The styles of a workbook, by their numbers. */
export class Styles implements XmlHandler {
  readonly #codes = new Map<string, string>()
  readonly #kinds: NumberKind[] = []
  #isCell = false

  open(name: string, attributes: string): void {
    if (name === 'cellXfs') this.#isCell = true
    else if (name === 'numFmt' && this.#codes.size < MOST_FORMATS) {
      this.#codes.set(attribute(attributes, 'numFmtId') ?? '', attribute(attributes, 'formatCode') ?? '')
    } else if (name === 'xf' && this.#isCell && this.#kinds.length < MOST_FORMATS) {
      this.#kinds.push(this.#kindOf(attribute(attributes, 'numFmtId') ?? '0'))
    }
  }

  close(name: string): void {
    if (name === 'cellXfs') this.#isCell = false
  }

  kindOf(style: string | undefined): NumberKind {
    return this.#kinds[Number(style ?? 0)] ?? 'number'
  }

  #kindOf(id: string): NumberKind {
    const code = this.#codes.get(id)
    if (code === undefined) return id === MONTH ? 'month' : DATES.test(id) ? 'time' : 'number'
    // Only the first of its sections; without texts, colours and languages.
    const letters = code.replace(/"[^"]*"|\[[^\]]*\]|[\\_*]./g, '').replace(/;.*$/s, '')
    if (!/[ymdhs]/i.test(letters) || /^general$/i.test(letters)) return 'number'
    return /y/i.test(letters) && !/[dhs]/i.test(letters) ? 'month' : 'time'
  }
}

/** Whether a spreadsheet has rounded a whole number, an id mostly. */
export const isRounded = (digits: string): boolean => Math.abs(Number(digits)) >= ROUNDED

/**
 * A number as it was typed, without an exponent; one that {@link isRounded} keeps its, which every column of numbers
 * refuses.
 */
export function numberText(digits: string): string {
  const value = Number(digits)
  if (!Number.isFinite(value)) return digits
  if (isRounded(digits)) return value.toExponential().toUpperCase()
  const count = digits.replace(/[^\d]/g, '').replace(/^0+/, '').length
  if (/^-?\d+(\.\d+)?$/.test(digits) && count <= 15) return digits
  // 0.1 + 0.2 is stored as 0.30000000000000004 and shown as 0.3.
  const shown = String(Number(value.toPrecision(15)))
  return shown.includes('e') ? value.toFixed(20).replace(/0+$/, '') : shown
}

/**
 * A day or a time as ISO writes it, without a zone, for spreadsheets have none; a month where it is shown as one, and
 * begins there. Undefined where the number is none.
 */
export function timeText(digits: string, kind: NumberKind, isFrom1904: boolean): string | undefined {
  const days = Number(digits) + (isFrom1904 ? 1462 : 0)
  // Before March 1900 spreadsheets disagree, and after 9999 there is none.
  if (!(days >= 61 && days < 2_958_466)) return undefined
  const text = new Date(Date.UTC(1899, 11, 30) + Math.round(days * DAY)).toISOString()
  if (kind === 'month' && text.endsWith('-01T00:00:00.000Z')) return text.slice(0, 7)
  return text.replace(/T00:00:00\.000Z$/, '').replace(/(\.000)?Z$/, '')
}

/** `_x000D_` stands for a character that XML cannot hold. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
