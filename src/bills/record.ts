// The columns of an exported bill record.
import {openApi} from '../api/contract/contract.js'
import type {Item} from '../api/types.js'

/** One line of a customer's bill, with the source's own fields, and the page's currency beside them. */
export type BillRecord = Item<'ListCustomerselfResourceRecords'> & {bill_cycle: string; currency: string}

/** Column names in the order of the contract. */
export function recordColumns(): string[] {
  return ['bill_cycle', 'currency', ...Object.keys(openApi('bss').components.schemas.ResFeeRecordV2!.properties!)]
}
