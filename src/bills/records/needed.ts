// What records must tell, so that anybody can say that they are the same or what they should be.
import type {Decimal} from '../../decimal.js'

/** Without one of these in one of two exports of a source they are not comparable, whatever else agrees. */
export const neededFields = ['customer_id', 'official_amount', 'settlement_amount'] as const

/** Why two exports are not comparable. */
export const neededText = (name: string, fields: readonly string[]): string =>
  `${name} has no ${fields.join(', ')}: what it should be is not known`

/** The digits of a list cost that a list price has. */
const TO_UNITS = /^(-?)(\d+)(?:\.(\d{1,8})\d*)?$/

/**
 * Whether the list cost of a row of FOCUS, which has every digit, is its list price; what programs of floating point
 * numbers make of either is no difference. True where one of them is not told.
 */
export function isListPrice(cost: string | undefined | null, list: Decimal | undefined | null): boolean {
  const [, sign, whole = '', rest = ''] = TO_UNITS.exec(cost ?? '') ?? []
  if (sign === undefined || !list) return true
  const units = BigInt(`${sign}${whole}${rest.padEnd(8, '0')}`)
  const apart = units - list.units
  const size = units < 0n ? -units : units
  return (apart < 0n ? -apart : apart) <= 1n + size / 10n ** 14n
}
