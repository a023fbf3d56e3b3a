// XLSX files as rows of text.
import {usage} from '../failure.js'

/** The rows of one sheet; the first when none is named. Numbers keep the digits that the file holds. */
export async function xlsxRows(
  bytes: Buffer,
  path: string,
  sheetName?: string,
): Promise<{number: number; cells: string[]}[]> {
  const {default: readXlsx} = await import('read-excel-file/node')
  let sheets: {sheet: string; data: unknown[][]}[]
  try {
    sheets = (await readXlsx(bytes, {parseNumber: asText as never, trim: false})) as never
  } catch (error) {
    throw usage(
      `${path} is not readable as XLSX: ${(error as Error).message}`,
      'Open it and save it again, or save as CSV',
    )
  }
  const wanted = sheetName === undefined ? sheets[0] : sheets.find(({sheet}) => sheet === sheetName)
  if (!wanted) {
    throw usage(`${path} has no sheet "${sheetName}"`, `Sheets: ${sheets.map(({sheet}) => sheet).join(', ')}`)
  }
  return wanted.data.map((cells, index) => ({number: index + 1, cells: cells.map(cellText)}))
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, '')
  return String(value)
}

/**
 * The digits of a number cell. A spreadsheet holds 15 of them: what is longer, an id mostly, has been rounded, and is
 * given in the notation with an exponent, which every column refuses.
 */
function asText(text: string): string {
  const value = Number(text)
  if (!Number.isFinite(value)) return text
  if (Math.abs(value) >= 1e15) return value.toExponential().toUpperCase()
  const digits = text.replace(/[^\d]/g, '').replace(/^0+/, '').length
  if (/^-?\d+(\.\d+)?$/.test(text) && digits <= 15) return text
  // 0.1 + 0.2 is stored as 0.30000000000000004 and shown as 0.3.
  const shown = String(Number(value.toPrecision(15)))
  return shown.includes('e') ? value.toFixed(15).replace(/0+$/, '') : shown
}
