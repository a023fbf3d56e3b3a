// The corrections of a month that is closed, as a file: each record that changed, and what that comes to.
import {usage} from '../../failure.js'
import {WholeFile} from '../../whole-file.js'
import {STDIN} from '../read/bytes.js'
import type {Reading} from '../read/exported-file.js'
import {BilledOrders} from '../statement/chain.js'
import {Register} from '../statement/register.js'
import type {DifferenceSum} from './diff.js'
import {
  type CorrectionSum,
  correctionsHeading,
  hasColumn,
  RatedDiff,
  recordLine,
  type Statements,
  sumLine,
} from './rated.js'

export interface CorrectionRequest {
  /** Where it is written; it is only added up when absent. */
  out?: string
  /** A folder of statements, whose register tells which one is corrected. */
  statements?: string
  reading: Reading
}

/** Compares two ratings. The file has its name only when it is whole. Throws `usage`. */
export async function correctRated(
  old: string,
  now: string,
  {out, statements, reading}: CorrectionRequest,
): Promise<{sums: CorrectionSum[]; totals: DifferenceSum[]; records: [number, number]}> {
  const issued = issuedStatements(statements, now)
  const rated = new RatedDiff()
  const file = out === undefined ? undefined : await WholeFile.create(out, 'rows')
  try {
    const hasPayers = [old, now].some(path => path !== STDIN && hasColumn(path, 'bill_to'))
    await file?.write(correctionsHeading(hasPayers))
    for await (const difference of rated.differences(old, now, reading)) {
      const told = {order: rated.takenBackBy(difference), payerName: rated.payerName(difference)}
      await file?.write(recordLine(difference, told, issued, hasPayers))
    }
    if (rated.hasPayers && !hasPayers)
      throw usage('only stdin says that resellers are billed', 'Write that rating to a file, and name it')
    for (const sum of rated.lineSums) await file?.write(sumLine(sum, issued, hasPayers))
    await file?.finish()
  } catch (error) {
    await file?.discard()
    throw error
  }
  return {sums: rated.sums, totals: rated.diff.totals, records: rated.diff.records}
}

/** What was issued: a correction refers to the first statement of its month, a refund to that of what it takes back. */
function issuedStatements(folder: string | undefined, rated: string): Statements {
  if (folder === undefined) return {first: () => undefined, ofOrder: () => undefined}
  Register.check(folder, rated)
  const register = Register.open(folder)
  const billed = new BilledOrders(register)
  // Documents are of who is billed.
  return {
    first: ({bill_cycle: cycle, customer_id, bill_to, currency}) =>
      register.first({cycle, customer_id: bill_to || customer_id, currency})?.number,
    ofOrder: ({bill_cycle: cycle, customer_id, bill_to}, order) =>
      billed.statementOf({cycle, customer_id: bill_to || customer_id}, order),
  }
}
