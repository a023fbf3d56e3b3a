// Under which names the fields of a record stand in a FOCUS export, so that it can be read back.

import {lookUp} from '../../../look-up.js'
import type {Layout} from '../../records/layout.js'

/** Fields, by their common names, that stand in a column of FOCUS in every row. The cycle is told by its beginning. */
export const shownAs: Record<string, string> = {
  bill_cycle: 'BillingPeriodStart',
  currency: 'BillingCurrency',
  region: 'RegionId',
  resource_id: 'ResourceId',
  customer_id: 'SubAccountId',
  account_name: 'SubAccountName',
}

const ownNames: Record<string, string> = {
  cloud_service_type: 'x_ServiceCode',
  official_amount: 'x_ListAmount',
  resource_type: 'x_ResourceTypeCode',
  resource_type_name: 'x_ResourceTypeName',
  other_fields: 'x_OtherFields',
}

/** The column of a field that FOCUS has no column for. */
export const extensionName = (common: string): string =>
  lookUp(ownNames, common) ?? `x_${common.replace(/(^|_)([a-zA-Z])/g, (_, __, letter: string) => letter.toUpperCase())}`

/** Whether these are the columns of a FOCUS export of this program, which has every field of its source. */
export const isFocus = (names: readonly string[]): boolean =>
  ['BillingPeriodStart', 'SubAccountId', extensionName('amount')].every(name => names.includes(name))

/** Whether they are of FOCUS, but not such an export: of another provider, or without the fields of the records. */
export const isOtherFocus = (names: readonly string[]): boolean =>
  !isFocus(names) &&
  ['BilledCost', 'ChargeCategory', 'BillingPeriodStart'].filter(name => names.includes(name)).length > 1

/**
 * For the columns of a FOCUS export the fields that stand in them, by their common names: those of a source, and of
 * others beside it.
 */
export function fieldsOfFocus(source: Layout, others: readonly Layout[] = []): Map<string, string> {
  const fields = [...others, source].flatMap(({columns}) => columns.map(({common}) => common))
  const names = [...Object.keys(shownAs), ...fields, 'other_fields']
  return new Map(names.map(common => [lookUp(shownAs, common) ?? extensionName(common), common]))
}
