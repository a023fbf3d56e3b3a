// Which kind of charge a record is.
import {taxTypes} from '../../records/bill-types.js'

/**
 * `huawei`: refunds are adjustments and deductions purchases, as in Huawei's own FOCUS export; `spec` as FOCUS says.
 */
export type FocusDialect = 'spec' | 'huawei'

/** Types of bills (`bill_type`) in FOCUS' categories. Source: intl/en-us/api-oce/mbc_00004.html */
export const categories: Record<string, number[]> = {
  Purchase: [1, 2, 3, 8, 14, 17, 18, 103, 4, 20, 24],
  Usage: [5, 12, 23],
  Tax: [...taxTypes],
  Adjustment: [9, 16, 25],
}
const categoryOf = new Map(
  Object.entries(categories).flatMap(([name, types]) => types.map(type => [String(type), name])),
)
/** Where Huawei's own FOCUS export says something else. */
export const inHuaweisWords = new Map([
  ['4', 'Adjustment'],
  ['20', 'Adjustment'],
  ['24', 'Adjustment'],
  ['16', 'Purchase'],
])

export function chargeCategory(row: {get(name: string): string | undefined}, dialect: FocusDialect): string {
  const type = row.get('bill_type') ?? ''
  const own = dialect === 'huawei' ? inHuaweisWords.get(type) : undefined
  // A type that nobody announced: what is paid by use is usage.
  return own ?? categoryOf.get(type) ?? (row.get('charge_mode') === '3' ? 'Usage' : 'Purchase')
}
