// What a spreadsheet makes of a cell: its numbers have 15 digits, and a text that looks like a number becomes one.
import type {TableColumn} from './table.js'

/** Digits that a spreadsheet keeps. */
const DIGITS = 15
const number = /^-?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/
/** What a spreadsheet turns into a number, a date or a truth value: `0123`, `1e5`, `1-2`, `mar1`, `TRUE`. */
const numberLike = /^[+-]?[\d.,\s/:-]*\d[\d.,\s/:-]*([eE][+-]?\d+)?%?$/
const wordLike = /^(true|false|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-./ ]?\d{1,4})$/i

/** Whether a spreadsheet's number holds the value to the last digit. */
export const fitsSpreadsheet = (text: string): boolean =>
  number.test(text) && text.replace(/[eE].*$/, '').replace(/^-?0*\.?0*|[.]|0+$/g, '').length <= DIGITS

/** A number without an exponent, where it has at most as many decimals as a spreadsheet shows. */
export function withoutExponent(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d{1,2})$/.exec(text)
  if (!match) return text
  const [, sign, whole, fraction = '', exponent] = match
  const digits = `${whole}${fraction}`
  const point = whole!.length + Number(exponent)
  if (point >= digits.length) return `${sign}${trimZeros(digits.padEnd(point, '0'))}`
  const padded = point > 0 ? digits : digits.padStart(digits.length - point + 1, '0')
  const place = padded.length - (digits.length - point)
  return `${sign}${trimZeros(padded.slice(0, place))}.${padded.slice(place)}`
}

const trimZeros = (digits: string) => digits.replace(/^0+(?=\d)/, '')

/**
 * A cell as Excel, LibreOffice and Google Sheets show it unchanged: `="0123"` for a text that looks like a number and
 * for a number with more digits than they keep. Undefined where the ordinary form is right.
 */
export function excelCell(text: string, {type}: TableColumn): string | undefined {
  const isNumber = type === 'money' || type === 'product' || type === 'quantity' || type === 'integer'
  if (isNumber && number.test(text)) {
    const plain = withoutExponent(text)
    return fitsSpreadsheet(plain) ? plain : asText(plain)
  }
  const mayTurn = type !== 'date' && type !== 'time' && (numberLike.test(text) || wordLike.test(text))
  return mayTurn ? asText(text) : undefined
}

// The formula ="0123" gives the text 0123; as a cell of CSV its quotes are doubled.
const asText = (text: string) => `"=""${text}"""`
