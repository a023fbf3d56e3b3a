// CSV as spreadsheets want it: RFC 4180, UTF-8, and no cell that a spreadsheet would run as a formula.
import {type Stringifier, stringify} from 'csv-stringify'
import {stringify as stringifySync} from 'csv-stringify/sync'

/**
 * Puts an apostrophe before a cell that a spreadsheet could take for a formula. A plain number, negative too, stays a number.
 * (CWE-1236)
 */
export function harmless(cell: string): string {
  return /^[=+\-@\t\r\0]/.test(cell) && !/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(cell) ? `'${cell}` : cell
}

const options = {record_delimiter: 'windows'} as const

/** One line or more, with line ends. */
export const csvLines = (rows: string[][]): string =>
  stringifySync(
    rows.map(row => row.map(harmless)),
    options,
  )

export const csvStream = (): Stringifier => stringify(options)

export const BOM = '\uFEFF'
