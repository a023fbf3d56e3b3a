// What the export, the rated rows and the statements of a customer's month come to, and where they are not alike.
import {counted} from '../../counted.js'
import type {Entry} from '../statement/register.js'
import {isSameMoney, type Money, moneyTexts} from './money.js'

/** What is found out of a customer's month. */
export interface Draft {
  customer_id: string
  account_name: string
  records?: number
  unread?: string
  /** Rows of records that were rated, and all rows: also those of fees. */
  ratedRecords: number
  rated: number
  charge: Money
  /** What its account shows, by the export and by the rated rows. */
  expenditure: Money
  ratedExpenditure: Money
  /** What is owed for it by the export, and by rated rows whose margin stands on that; records that do not tell. */
  settled: Money
  ratedSettled: Money
  unsettled: number
  ratedUnsettled: number
  entry?: Entry
  /** Whoever is billed for it, where that is its reseller. */
  payer?: Draft
  /** It is billed for others. */
  isPayer: boolean
  /** What its statements charge, before tax and before they were rounded. */
  stated: Money
  /** What is wrong with their documents. */
  broken?: string
  /** Before tax, in the currency of the bill. */
  owed: Record<'settlement' | 'expenditure', bigint>
  coupons: bigint
  isOfAnotherRating: boolean
}

export const newDraft = (customer_id: string): Draft => ({
  customer_id,
  account_name: '',
  ratedRecords: 0,
  rated: 0,
  charge: new Map(),
  expenditure: new Map(),
  ratedExpenditure: new Map(),
  settled: new Map(),
  ratedSettled: new Map(),
  unsettled: 0,
  ratedUnsettled: 0,
  stated: new Map(),
  isPayer: false,
  owed: {settlement: 0n, expenditure: 0n},
  coupons: 0n,
  isOfAnotherRating: false,
})

/** How what was rated is not what was exported; empty where it is. */
export function ratedOtherwise(draft: Draft, basis: 'settlement' | 'expenditure'): string {
  const {records = 0, ratedRecords, expenditure, ratedExpenditure, settled, ratedSettled, unsettled} = draft
  if (records !== ratedRecords)
    return `${ratedRecords.toLocaleString('en')} records were rated, not the ${records.toLocaleString('en')} of the export`
  if (!isSameMoney(expenditure, ratedExpenditure)) {
    const [before, now] = moneyTexts(ratedExpenditure, expenditure)
    return `records of ${before} were rated, and the export has ${now}`
  }
  const lacking = unsettledText(draft)
  if (lacking || ratedSettled.size === 0 || basis !== 'settlement' || unsettled > 0) return lacking
  if (isSameMoney(settled, ratedSettled)) return ''
  const [before, now] = moneyTexts(ratedSettled, settled)
  return `a settlement of ${before} was rated, and the export has ${now}`
}

export const unsettledText = ({ratedUnsettled}: Draft): string =>
  ratedUnsettled > 0 ? `${counted(ratedUnsettled, 'rated record')} without a settlement amount` : ''
