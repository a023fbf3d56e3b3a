// What records come to, by customer, kind and line: the figures that are held against Huawei's own.
import {createHash} from 'node:crypto'
import type {BillRecord} from '../records/bill-record.js'

/** Spend, refunds and adjustments: the kinds that Huawei's sums are told apart by. */
export type Kind = 'spend' | 'refund' | 'adjustment'
export const kinds: Kind[] = ['spend', 'refund', 'adjustment']

const refundTypes = new Set(['4', '20', '24', '100'])
const adjustmentTypes = new Set(['9', '16', '101', '102'])
const taxTypes = new Set(['15', '100', '101', '102'])

export function kindOf(billType: unknown): Kind {
  const type = String(billType)
  return refundTypes.has(type) ? 'refund' : adjustmentTypes.has(type) ? 'adjustment' : 'spend'
}

export const isTax = (billType: unknown) => taxTypes.has(String(billType))

/** What monthly sums are cut by: service, resource type, charge mode and kind. */
export const lineOf = (record: BillRecord): string =>
  [record.cloud_service_type, record.resource_type, record.charge_mode, kindOf(record.bill_type)]
    .map(part => part ?? '')
    .join(' / ')

export interface CustomerSums {
  customer_id: string
  account_name: string
  /** 10^-8. */
  kinds: Record<Kind, bigint>
  lines: Map<string, bigint>
  tax: bigint
  records: number
  currency: string
  /** An id may stand there twice; the rows themselves must tell. */
  suspect: boolean
  /** The same for the same records in any order, and different when any one of them changes. */
  digest: number
}

/** What a whole file of records comes to. Holds sums and a small mark for each id, never the records. */
export interface RecordSums {
  customers: Map<string, CustomerSums>
  records: number
  /** Records of other cycles, by cycle. */
  otherCycles: Map<string, number>
}

/** A number of 48 bits for an id: equal ids have equal marks, and two different ones hardly ever. */
const mark = (text: string): number => createHash('md5').update(text).digest().readUIntBE(0, 6)

/** What tells one record from another: its id and trade, or everything about it where the source gives no id. */
export function recordKey(record: BillRecord): string {
  const {id, trade_id} = record
  if (id) return `${id}|${trade_id ?? ''}`
  const {resource_id, sku_code, usage_type, bill_date, bill_type, effective_time, consume_time, amount} = record
  return [
    trade_id,
    resource_id,
    sku_code,
    usage_type,
    bill_date,
    bill_type,
    effective_time ?? consume_time,
    amount?.text,
  ]
    .map(part => part ?? '')
    .join('|')
}

/** Adds up the records of a cycle. */
export async function sumRecords(records: AsyncIterable<BillRecord>, cycle: string): Promise<RecordSums> {
  const customers = new Map<string, CustomerSums>()
  const otherCycles = new Map<string, number>()
  const seen = new Set<number>()
  let count = 0
  for await (const record of records) {
    if (record.bill_cycle !== cycle) {
      otherCycles.set(record.bill_cycle, (otherCycles.get(record.bill_cycle) ?? 0) + 1)
      continue
    }
    count++
    const id = record.customer_id ?? ''
    let sums = customers.get(id)
    if (!sums) {
      sums = emptySums(id, record.account_name ?? '', record.currency)
      customers.set(id, sums)
    }
    const key = recordKey(record)
    addRecord(sums, record, key)
    // Records without an id may honestly be equal.
    if (record.id) {
      const one = mark(key)
      if (seen.has(one)) sums.suspect = true
      else seen.add(one)
    }
  }
  return {customers, records: count, otherCycles}
}

export const emptySums = (customer_id: string, account_name: string, currency: string): CustomerSums => ({
  customer_id,
  account_name,
  kinds: {spend: 0n, refund: 0n, adjustment: 0n},
  lines: new Map(),
  tax: 0n,
  records: 0,
  currency,
  suspect: false,
  digest: 0,
})

function addRecord(sums: CustomerSums, record: BillRecord, key: string): void {
  const units = record.amount?.units ?? 0n
  sums.digest = (sums.digest + mark(`${key}|${units}`)) % 2 ** 48
  const line = lineOf(record)
  sums.records++
  sums.kinds[kindOf(record.bill_type)] += units
  sums.lines.set(line, (sums.lines.get(line) ?? 0n) + units)
  if (isTax(record.bill_type)) sums.tax += units
}

export const totalOf = (sums: CustomerSums): bigint => sums.kinds.spend + sums.kinds.refund + sums.kinds.adjustment

export const abs = (units: bigint): bigint => (units < 0n ? -units : units)
