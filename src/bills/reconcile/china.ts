// The China site's basis of settlement: the partner's monthly bills of its customers, before tax and incentives.
import type {Api} from '../../api/client.js'
import type {Input, Item} from '../../api/types.js'
import {concernsOnePart} from '../../failure.js'
import {lookUp} from '../../look-up.js'
import {payingCustomers} from '../export/customers/billed.js'
import type {Unread} from '../read/open-records.js'
import type {MonthlySum} from './platform.js'
import {emptySums, type Kind, noAmounts, type RecordSums} from './sums.js'

type Bill = Item<'ListSubcustomerMonthlyBills'>
type ChargeMode = Input<'ListSubcustomerMonthlyBills'>['charge_mode']

const kindOfBill: Record<string, Kind> = {'0': 'spend', '1': 'refund', '2': 'adjustment'}

/** The operation takes one charge mode at a time, and has none for reserved instances. */
export const chargeModes: ChargeMode[] = ['1', '3', '11']

const CENT = 1_000_000n

/**
 * What the partner's customers, and those of its resellers, are settled by. Source: devg-bpconsole/mb_00002.html. Each
 * line is cut to whole cents, and the operation does not say what was cut off.
 */
export async function settlingBills(
  api: Api,
  cycle: string,
  onProgress: (customers: number) => void = () => {},
): Promise<{sums: Map<string, MonthlySum>; unread: Unread[]}> {
  const sums = new Map<string, MonthlySum>()
  const unread: Unread[] = []
  const bySeller = new Map<string | undefined, {customer_id: string; account_name: string}[]>()
  for await (const {customer_id, account_name, indirect_partner_id} of payingCustomers(api)) {
    const sold = bySeller.get(indirect_partner_id) ?? []
    sold.push({customer_id, account_name})
    bySeller.set(indirect_partner_id, sold)
  }
  for (const [indirect_partner_id, customers] of bySeller) {
    try {
      const bills: Bill[] = []
      for (const charge_mode of chargeModes) {
        for await (const bill of api.list('ListSubcustomerMonthlyBills', {cycle, charge_mode, indirect_partner_id}))
          bills.push(bill)
      }
      for (const {customer_id, account_name} of customers) {
        sums.set(customer_id, {
          ...emptySums(customer_id, account_name, 'CNY'),
          truncated: 0n,
          truncatedLines: new Map(),
          isCut: true,
        })
      }
      for (const bill of bills) add(sums, bill)
      onProgress(sums.size)
    } catch (error) {
      if (!concernsOnePart(error)) throw error
      for (const one of customers) unread.push({...one, reason: error.message, next: error.next})
    }
  }
  return {sums, unread}
}

function add(sums: Map<string, MonthlySum>, bill: Bill): void {
  const id = bill.customer_id ?? ''
  let sum = sums.get(id)
  if (!sum) {
    sum = {...emptySums(id, '', 'CNY'), truncated: 0n, truncatedLines: new Map(), isCut: true}
    sums.set(id, sum)
  }
  const units = bill.amount?.units ?? 0n
  const kind = lookUp(kindOfBill, String(bill.bill_type)) ?? 'spend'
  const line = [bill.cloud_service_type, bill.resource_type_code, bill.charge_mode, kind]
    .map(part => part ?? '')
    .join(' / ')
  sum.kinds[kind] += units
  sum.lines.set(line, (sum.lines.get(line) ?? 0n) + units)
  sum.records++
}

/**
 * Brings records into the lines of those bills: adjustments that are charged count as consumption there, and charge
 * modes that the operation does not take are left out. Writes down in the bills what was cut off, which is what lies
 * below a whole cent of the records behind a line. Gives how many customers have records that were left out.
 */
export function asBilled(records: RecordSums, bills: Map<string, MonthlySum>): number {
  let leftOut = 0
  for (const [id, sums] of records.customers) {
    const bill = bills.get(id)
    const lines = new Map<string, bigint>()
    const kinds = noAmounts()
    let isWhole = true
    for (const [line, units] of sums.lines) {
      const [service, resource, mode, kind] = line.split(' / ') as [string, string, ChargeMode, Kind]
      if (!chargeModes.includes(mode)) {
        isWhole = false
        continue
      }
      const billed = kind === 'adjustment' && units >= 0n ? 'spend' : kind
      const name = [service, resource, mode, billed].join(' / ')
      kinds[billed] += units
      lines.set(name, (lines.get(name) ?? 0n) + units)
      if (!bill) continue
      const cut = units % CENT
      bill.truncatedLines.set(name, (bill.truncatedLines.get(name) ?? 0n) + cut)
      bill.truncated += cut
    }
    Object.assign(sums, {lines, kinds})
    if (!isWhole) leftOut++
  }
  return leftOut
}
