// Amounts as operators type them.
import {Decimal} from './decimal.js'
import {usage} from './failure.js'

/** An amount above zero with at most two decimals, as budgets and payments have. */
export function parseAmount(text: string, what: string): Decimal {
  if (!/^-?\d+(\.\d+)?$/.test(text)) {
    throw usage(
      `${what} "${text}" is not an amount`,
      'Write digits with a dot: 1000 or 1000.50; no thousands separators',
    )
  }
  const amount = Decimal.parse(text)
  if ((text.split('.')[1] ?? '').length > 2) throw usage(`${what} ${text} has more than two decimals`)
  if (amount.isZero || amount.isNegative) throw usage(`${what} must be above zero, not ${text}`)
  return amount
}
