// A rated file against the records that it was made of: what it says of each must be what the record says.
import {counted} from '../../counted.js'
import {oneBasis, type RatedRow} from '../rating/rated.js'
import {readRated} from '../rating/read-rated.js'
import type {Decoding} from '../read/encoding.js'
import type {BillRecord} from '../records/bill-record.js'
import type {Comparison} from './comparison.js'
import type {ExportedFiles} from './exported.js'
import {compareFiles} from './files.js'
import {overall, type Reconciliation, type Records} from './reconcile.js'

const NONE = 'none'

/** What a rated row says of its record. What is empty is told as such: a record that has it was changed. */
const recordOf = (row: RatedRow): BillRecord =>
  ({
    ...row,
    // It has days, and of other fields only what every source has.
    source: 'rated',
    currency: row.currency || NONE,
    official_amount: row.official_amount ?? NONE,
    cloud_service_type: row.cloud_service_type || NONE,
    charge_mode: row.charge_mode || NONE,
    bill_type: row.bill_type || NONE,
  }) as unknown as BillRecord

/** Holds the records of a rated file against those it was made of, customer by customer and record by record. */
export async function compareRated(
  rated: string,
  records: Records,
  {cycle, name, files, decoding}: {cycle: string; name: string; files: ExportedFiles[]; decoding?: Decoding},
): Promise<Reconciliation> {
  let unsettled = 0
  const rows: Records = async function* () {
    unsettled = 0
    let basis: string | undefined
    for await (const batch of readRated(rated, decoding)) {
      for (const row of batch) {
        basis = oneBasis(basis, row)
        if (row.kind !== 'record') continue
        if (
          row.bill_cycle === cycle &&
          row.cost_basis === 'settlement' &&
          !row.settlement_amount &&
          !row.amount?.isZero
        )
          unsettled++
        yield recordOf(row)
      }
    }
  }
  const compared = await compareFiles(rows, records, {cycle, left: rated, right: name, files})
  const found = {
    ...compared,
    not_compared: [...compared.not_compared, 'charges: only the price book says what they should be'],
  }
  if (unsettled === 0) return found
  const reason = `${counted(unsettled, 'rated record')} without a settlement amount, on which the margins stand`
  const lack: Comparison = {what: 'settlement amounts', left: 'not all', right: 'all', outcome: 'differences', reason}
  return {...found, comparisons: [...found.comparisons, lack], outcome: 'differences', notes: [...found.notes, reason]}
}

/** Two answers as one. */
export const both = (first: Reconciliation, second: Reconciliation): Reconciliation => ({
  ...first,
  outcome: overall([...first.comparisons, ...second.comparisons]),
  basis: `${first.basis}; ${second.basis}`,
  figures: `${first.figures}; ${second.figures}`,
  compared: [...first.compared, ...second.compared],
  not_compared: [...first.not_compared, ...second.not_compared],
  comparisons: [...first.comparisons, ...second.comparisons],
  findings: [...first.findings, ...second.findings],
  notes: [...first.notes, ...second.notes],
})
