// Amounts as people and spreadsheets write them into files.
import {Decimal} from '../../decimal.js'

/** What most cells are: a JSON number that is summed exactly. */
const PLAIN = /^-?(0|[1-9]\d*)(\.\d{1,8})?$/

const WRITTEN = /^([+-]?)0*(?=\.?\d)(\d*)(?:\.(\d*))?([eE][+-]?\d{1,3})?$/

/**
 * The JSON number of an amount; undefined where it is none, or cannot be summed exactly. Blanks around it, a plus sign,
 * zeros before it and a missing side of the point (`.5`, `5.`) leave no doubt. All else does: a comma may part
 * thousands or decimals, brackets may mean minus.
 */
export function amountOf(cell: string): string | undefined {
  if (PLAIN.test(cell)) return cell
  const [, sign, whole, fraction, exponent = ''] = WRITTEN.exec(cell.trim()) ?? []
  if (whole === undefined) return undefined
  const number = `${sign === '-' ? '-' : ''}${whole || '0'}${fraction ? `.${fraction}` : ''}${exponent}`
  try {
    Decimal.parse(number).units
  } catch {
    return undefined
  }
  return number
}
