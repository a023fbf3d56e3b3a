// What makes two sets of records differ, record by record.
import {Decimal} from '../../decimal.js'
import type {BillRecord} from '../records/bill-record.js'
import {givesDay} from '../records/day.js'
import {changedFields} from './fields.js'
import {kindOf, recordKey} from './sums.js'

export type FindingKind =
  | 'missing-customer'
  | 'unknown-customer'
  | 'duplicate'
  | 'missing'
  | 'late-refund'
  | 'wrong-amount'
  | 'changed'
  | 'wrong-customer'
  | 'wrong-cycle'
  | 'extra'
  | 'residual'

/** One reason for a difference. */
export interface Finding {
  kind: FindingKind
  customer_id: string
  account_name: string
  /** Id of the record, where it is about one. */
  record?: string
  /** By how much it moves the records away from what they are compared with. */
  difference: Decimal
  currency: string
  text: string
}

/** A record as far as comparing needs it. */
interface Row {
  id: string
  customer_id: string
  account_name: string
  cycle: string
  units: bigint
  text: string
  isRefund: boolean
  bill_date: string
  record: BillRecord
}

/** Records by key; more than one row under a key are duplicates. */
export type Rows = Map<string, Row[]>

/** Keeps the records of some customers. */
export async function rowsOf(records: AsyncIterable<BillRecord>, customers: Set<string>): Promise<Rows> {
  const rows: Rows = new Map()
  for await (const record of records) {
    if (!customers.has(record.customer_id ?? '')) continue
    const key = recordKey(record)
    const row: Row = {
      id: record.id ?? '',
      customer_id: record.customer_id ?? '',
      account_name: record.account_name ?? '',
      cycle: record.bill_cycle,
      units: record.amount?.units ?? 0n,
      text: describe(record),
      isRefund: kindOf(record.bill_type) === 'refund',
      bill_date: record.bill_date ?? '',
      record,
    }
    const known = rows.get(key)
    if (known) known.push(row)
    else rows.set(key, [row])
  }
  return rows
}

const describe = (record: BillRecord) =>
  [
    record.bill_date,
    record.cloud_service_type_name || record.cloud_service_type,
    record.resource_name || record.resource_id,
  ]
    .filter(Boolean)
    .join(', ')

/**
 * Compares records with those they should be. Each finding's difference is what it adds to or takes from the
 * customer's sum; together they are the difference of the sums, as far as records can explain it.
 */
export function findDifferences(actual: Rows, wanted: Rows, cycle: string, currency: string): Finding[] {
  const findings: Finding[] = []
  const say = (kind: FindingKind, row: Row, units: bigint, text: string) =>
    findings.push({
      kind,
      customer_id: row.customer_id,
      account_name: row.account_name,
      ...(row.id ? {record: row.id} : {}),
      difference: Decimal.fromUnits(units),
      currency,
      text,
    })
  for (const [key, right] of wanted) {
    // The same key more than once on the right side is honest: records without an id may be equal.
    const left = actual.get(key) ?? []
    const inCycle = left.filter(row => row.cycle === cycle)
    const [expected] = right
    const same = inCycle.filter(row => row.customer_id === expected!.customer_id)
    const elsewhere = inCycle.filter(row => row.customer_id !== expected!.customer_id)
    for (const row of elsewhere.slice(0, Math.max(0, right.length - same.length))) {
      const belongs = `${expected!.text} belongs to ${expected!.account_name || expected!.customer_id}`
      say('wrong-customer', row, row.units, `${belongs}, the records have it at ${row.account_name || row.customer_id}`)
      say(
        'wrong-customer',
        expected!,
        -expected!.units,
        `${expected!.text} stands at ${row.account_name || row.customer_id}`,
      )
    }
    for (const row of elsewhere.slice(Math.max(0, right.length - same.length))) {
      say('extra', row, row.units, `${row.text} is a record of ${expected!.account_name || expected!.customer_id}`)
    }
    for (const [index, row] of same.entries()) {
      const partner = right[index]
      if (!partner) say('duplicate', row, row.units, `${row.text} stands there ${same.length} times`)
      else if (row.units !== partner.units) {
        const [is, should] = [Decimal.fromUnits(row.units).text, Decimal.fromUnits(partner.units).text]
        say('wrong-amount', row, row.units - partner.units, `${row.text} has ${is} instead of ${should}`)
      }
      const others = partner ? changedFields(row.record, partner.record) : []
      if (others.length > 0) say('changed', row, 0n, `${row.text} has ${others.join(', ')}`)
    }
    for (let lacking = right.length - inCycle.length; lacking > 0; lacking--) {
      const other = left.find(row => row.cycle !== cycle)
      if (other) say('wrong-cycle', expected!, -expected!.units, `${expected!.text} stands in cycle ${other.cycle}`)
      else if (expected!.isRefund) {
        say(
          'late-refund',
          expected!,
          -expected!.units,
          `the refund of ${expected!.text} came after the records were read`,
        )
      } else say('missing', expected!, -expected!.units, `${expected!.text} is not among the records`)
    }
  }
  for (const [key, left] of actual) {
    if (wanted.has(key)) continue
    for (const [index, row] of left.entries()) {
      if (row.cycle !== cycle) continue
      if (index > 0 && row.customer_id === left[0]!.customer_id) {
        say('duplicate', row, row.units, `${row.text} stands there ${left.length} times`)
      } else if (row.bill_date && givesDay(row.record.source) && !row.bill_date.startsWith(cycle)) {
        say('wrong-cycle', row, row.units, `${row.text} is not of this cycle`)
      } else say('extra', row, row.units, `${row.text} is not among Huawei’s records`)
    }
  }
  return findings
}
