// What makes two sets of records differ, record by record.
import {Decimal} from '../../decimal.js'
import type {BillRecord} from '../records/bill-record.js'
import {givesDay} from '../records/day.js'
import {changedFields} from './fields.js'
import {pairRows, type Row} from './pairing.js'
import {kindOf} from './sums.js'

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

/** Keeps the records of some customers. */
export async function rowsOf(records: AsyncIterable<BillRecord>, customers: Set<string>): Promise<Row[]> {
  const rows: Row[] = []
  for await (const record of records) {
    if (!customers.has(record.customer_id ?? '')) continue
    rows.push({
      id: record.id ?? '',
      customer_id: record.customer_id ?? '',
      account_name: record.account_name ?? '',
      cycle: record.bill_cycle,
      units: record.amount?.units ?? 0n,
      text: describe(record),
      isRefund: kindOf(record.bill_type) === 'refund',
      bill_date: record.bill_date ?? '',
      record,
    })
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

/** What records differ in, or why it cannot be told. */
export interface Found {
  findings: Finding[]
  reason?: string
}

/**
 * Compares records with those they should be. Each finding's difference is what it adds to or takes from the
 * customer's sum; together they are the difference of the sums, as far as records can explain it.
 */
export function findDifferences(actual: Row[], wanted: Row[], cycle: string, currency: string): Found {
  const findings: Finding[] = []
  const say = (kind: FindingKind, row: Row, units: bigint, text: string) =>
    findings.push({
      kind,
      customer_id: row.customer_id,
      account_name: row.account_name,
      ...(row.id ? {record: row.id} : {}),
      difference: Decimal.fromUnits(units),
      // A rated row may tell none.
      currency: /^[A-Z]{3}$/.test(row.record.currency) ? row.record.currency : currency,
      text,
    })
  const {pairs, extra, missing, reason} = pairRows(actual, wanted, cycle)
  if (reason) return {findings, reason}
  for (const [is, should] of pairs) {
    if (is.cycle !== cycle) {
      say('wrong-cycle', should, -should.units, `${should.text} stands in cycle ${is.cycle}`)
      continue
    }
    if (is.customer_id !== should.customer_id) {
      const belongs = `${should.text} belongs to ${should.account_name || should.customer_id}`
      const there = is.account_name || is.customer_id
      say('wrong-customer', is, is.units, `${belongs}, the records have it at ${there}`)
      say('wrong-customer', should, -should.units, `${should.text} stands at ${there}`)
      continue
    }
    if (is.units !== should.units) {
      const [left, right] = [is, should].map(({units}) => Decimal.fromUnits(units).text)
      say('wrong-amount', is, is.units - should.units, `${is.text} has ${left} instead of ${right}`)
    }
    const others = changedFields(is.record, should.record)
    if (others.length > 0) say('changed', is, 0n, `${is.text} has ${others.join(', ')}`)
  }
  for (const row of missing) {
    if (row.isRefund) {
      say('late-refund', row, -row.units, `the refund of ${row.text} came after the records were read`)
    } else say('missing', row, -row.units, `${row.text} is not among the records`)
  }
  for (const {row, twin, times} of extra) {
    if (twin && twin.customer_id === row.customer_id) {
      say('duplicate', row, row.units, `${row.text} stands there ${times} times`)
    } else if (twin) say('extra', row, row.units, `${row.text} is a record of ${twin.account_name || twin.customer_id}`)
    else if (row.bill_date && givesDay(row.record.source) && !row.bill_date.startsWith(cycle)) {
      say('wrong-cycle', row, row.units, `${row.text} is not of this cycle`)
    } else say('extra', row, row.units, `${row.text} is not among Huawei’s records`)
  }
  return {findings}
}
