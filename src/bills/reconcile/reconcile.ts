// Do the records come to what Huawei says? Three answers: they do, they do not, or it cannot be told.
import type {Api} from '../../api/client.js'
import {isFinal} from '../../cycle.js'
import {Decimal} from '../../decimal.js'
import {Failure} from '../../failure.js'
import {customerRecords, type Unread} from '../read/customer-records.js'
import type {BillRecord} from '../records/bill-record.js'
import {type Finding, findDifferences, rowsOf} from './findings.js'
import {compareOwnBill, ownBill} from './own-bill.js'
import {type MonthlySum, monthlySums, type PartnerBill} from './platform.js'
import {abs, type CustomerSums, type RecordSums, sumRecords, totalOf} from './sums.js'

export type Outcome = 'matched' | 'differences' | 'not-comparable'

/** One figure held against another. */
export interface Comparison {
  what: string
  left: string
  right: string
  outcome: Outcome
  /** Left less right, after what is known to lie between them. */
  difference?: Decimal
  /** Why it could not be compared. */
  reason?: string
}

export interface Reconciliation {
  cycle: string
  final: boolean
  outcome: Outcome
  /** What the figures mean: which amounts, with or without tax, coupons, refunds. */
  basis: string
  currency: string
  records: number
  customers: number
  /** Sums of the records, what Huawei cut off to whole cents, and the monthly sums. */
  records_amount: Decimal
  truncated: Decimal
  monthly_amount?: Decimal
  due?: Decimal
  comparisons: Comparison[]
  findings: Finding[]
  unread: Unread[]
  notes: string[]
}

/** Records that can be read more than once. */
export type Records = () => AsyncIterable<BillRecord>

export interface Request {
  cycle: string
  /** Records from a file; those that the API gives now when absent. */
  records?: Records
  /** Name of the records in messages. */
  name: string
  now: Date
  onProgress?(text: string): void
}

/** Customers whose records are read again to explain a difference. */
const EXPLAINED = 40

const BASIS =
  'amounts after discounts, coupons included, with tax records, in UTC+8 cycles; records have 8 decimals, monthly sums are cut to cents'

/** Holds records against the customers' monthly sums, and those against the partner's bill. */
export async function reconcile(api: Api, request: Request): Promise<Reconciliation> {
  const {cycle, now, onProgress = () => {}} = request
  const final = isFinal(cycle, now)
  const bill = await ownBill(api, cycle)
  onProgress('Asking for the customers’ monthly sums')
  const {sums, unread} = await monthlySums(api, cycle, {
    onProgress: count => onProgress(`${count} customers’ monthly sums`),
  })
  onProgress(`Reading ${request.name}`)
  const records = request.records ?? (() => liveRecords(api, cycle, sums.values()))
  const recordSums = await sumRecords(records(), cycle)
  const {differing, comparisons} = compareCustomers(recordSums, sums, unread, final)
  const findings = await explain(api, cycle, records, differing, recordSums, sums, onProgress)
  if (bill) comparisons.push(...compareOwnBill(bill, sums, recordSums, unread, final))
  return result({...request, records: recordSums, final, bill, sums, comparisons, findings, unread})
}

async function* liveRecords(api: Api, cycle: string, customers: Iterable<CustomerSums>): AsyncGenerator<BillRecord> {
  for (const {customer_id, account_name} of customers) {
    for await (const page of customerRecords(api, {customer_id, account_name} as never, cycle)) yield* page
  }
}

/** What records should come to before Huawei cuts to whole cents. */
const expected = (sum: MonthlySum | undefined): bigint => (sum ? totalOf(sum) + sum.truncated : 0n)

interface Differing {
  customer_id: string
  account_name: string
  difference: bigint
  comparison: Comparison
}

/** Each line of the monthly sum against the records of its service, resource type, charge mode and kind. */
const linesAgree = (left: CustomerSums, right: MonthlySum) =>
  [...new Set([...left.lines.keys(), ...right.lines.keys()])].every(line => lineAgrees(line, left, right))

const lineAgrees = (line: string, left: CustomerSums, right: MonthlySum) =>
  (left.lines.get(line) ?? 0n) === (right.lines.get(line) ?? 0n) + (right.truncatedLines.get(line) ?? 0n)

function compareCustomers(records: RecordSums, sums: Map<string, MonthlySum>, unread: Unread[], final: boolean) {
  const comparisons: Comparison[] = []
  const differing: Differing[] = []
  const unreadIds = new Set(unread.map(one => one.customer_id))
  const ids = new Set([...sums.keys(), ...records.customers.keys()])
  for (const id of [...ids].sort()) {
    const left = records.customers.get(id)
    const right = sums.get(id)
    const name = right?.account_name || left?.account_name || id
    const what = `records of ${name}`
    const shown = {
      left: Decimal.fromUnits(left ? totalOf(left) : 0n).text,
      right: Decimal.fromUnits(expected(right)).text,
    }
    if (unreadIds.has(id)) {
      comparisons.push({what, ...shown, outcome: 'not-comparable', reason: 'its monthly sum could not be read'})
      continue
    }
    const difference = (left ? totalOf(left) : 0n) - expected(right)
    // Nothing on either side is no comparison.
    if (!left && (!right || right.lines.size === 0)) continue
    const isEqual = difference === 0n
    if (!final) {
      comparisons.push({what, ...shown, outcome: 'not-comparable', reason: 'the month is not final'})
      continue
    }
    comparisons.push({
      what,
      ...shown,
      outcome: isEqual ? 'matched' : 'differences',
      difference: Decimal.fromUnits(difference),
    })
    // Sums that agree may hide one error in another: where an id may stand twice, or lines disagree, the records are
    // looked at, too.
    if (!isEqual || left?.suspect || (left && right && !linesAgree(left, right))) {
      differing.push({customer_id: id, account_name: name, difference, comparison: comparisons.at(-1)!})
    }
  }
  return {comparisons, differing}
}

/** Finds out record by record why customers differ; what records cannot explain is a residual. */
async function explain(
  api: Api,
  cycle: string,
  records: Records,
  differing: Differing[],
  left: RecordSums,
  right: Map<string, MonthlySum>,
  onProgress: (text: string) => void,
): Promise<Finding[]> {
  if (differing.length === 0) return []
  const currency = [...left.customers.values()][0]?.currency ?? ''
  const findings: Finding[] = []
  const customerFinding = (kind: Finding['kind'], {customer_id, account_name, difference}: Differing, text: string) =>
    findings.push({kind, customer_id, account_name, difference: Decimal.fromUnits(difference), currency, text})
  const known = differing.filter(one => right.has(one.customer_id) && left.customers.has(one.customer_id))
  for (const one of differing) {
    if (!left.customers.has(one.customer_id)) {
      customerFinding('missing-customer', one, `no record of ${one.account_name} is there`)
    } else if (!right.has(one.customer_id)) {
      customerFinding('unknown-customer', one, `${one.account_name} is no customer on this partner's bill`)
    }
  }
  const looked = known
    .sort((a, b) => (abs(a.difference) === abs(b.difference) ? 0 : abs(b.difference) > abs(a.difference) ? 1 : -1))
    .slice(0, EXPLAINED)
  const ids = new Set(looked.map(one => one.customer_id))
  onProgress(`Reading the records of ${ids.size} customers again`)
  const there = await rowsOf(
    liveRecords(
      api,
      cycle,
      looked.map(one => right.get(one.customer_id)!),
    ),
    ids,
  )
  const here = await rowsOf(records(), ids)
  const found = findDifferences(here, there, cycle, currency)
  findings.push(...found)
  for (const one of known) {
    const explained = found
      .filter(finding => finding.customer_id === one.customer_id)
      .reduce((sum, finding) => sum + finding.difference.units, 0n)
    const rest = one.difference - explained
    if (found.some(finding => finding.customer_id === one.customer_id)) one.comparison.outcome = 'differences'
    if (rest !== 0n) customerFinding('residual', {...one, difference: rest}, residualText(one, ids, left, right))
  }
  return findings
}

function residualText(
  {customer_id, account_name}: Differing,
  looked: Set<string>,
  left: RecordSums,
  right: Map<string, MonthlySum>,
): string {
  if (!looked.has(customer_id)) return `${account_name} was not looked at record by record: too many customers differ`
  const [ours, theirs] = [left.customers.get(customer_id)!, right.get(customer_id)!]
  const unequal = [...new Set([...ours.lines.keys(), ...theirs.lines.keys()])].filter(
    line => !lineAgrees(line, ours, theirs),
  )
  return `Huawei's own records of ${account_name} do not come to its monthly sum${unequal.length > 0 ? `, in ${unequal.slice(0, 3).join('; ')}` : ''}`
}

export function overall(comparisons: {outcome: Outcome}[]): Outcome {
  if (comparisons.some(one => one.outcome === 'differences')) return 'differences'
  const compared = comparisons.some(one => one.outcome === 'matched')
  return compared && comparisons.every(one => one.outcome === 'matched') ? 'matched' : 'not-comparable'
}

function result(
  found: Omit<Request, 'records'> & {
    records: RecordSums
    final: boolean
    bill: PartnerBill | undefined
    sums: Map<string, MonthlySum>
    comparisons: Comparison[]
    findings: Finding[]
    unread: Unread[]
  },
): Reconciliation {
  const {records, sums, bill} = found
  const add = (values: Iterable<bigint>) => Decimal.fromUnits([...values].reduce((sum, units) => sum + units, 0n))
  const others = [...records.otherCycles].map(
    ([cycle, count]) =>
      `${count.toLocaleString('en')} records of ${found.name} are of cycle ${cycle || 'none'} and were left out`,
  )
  return {
    cycle: found.cycle,
    final: found.final,
    outcome: overall(found.comparisons),
    basis: BASIS,
    currency: bill?.currency ?? [...records.customers.values()][0]?.currency ?? '',
    records: records.records,
    customers: sums.size,
    records_amount: add([...records.customers.values()].map(totalOf)),
    truncated: add([...sums.values()].map(sum => sum.truncated)),
    monthly_amount: add([...sums.values()].map(totalOf)),
    due: bill?.initial_amount_due,
    comparisons: found.comparisons,
    findings: found.findings,
    unread: found.unread,
    notes: bill
      ? others
      : [
          'The China site does not give your own bill: the records were held against the customers’ monthly sums only',
          ...others,
        ],
  }
}

/** The failure that a command ends with when the answer is not `matched`. */
export function reconciliationFailure(found: {
  outcome: Outcome
  comparisons: Comparison[]
  cycle: string
}): Failure | undefined {
  if (found.outcome === 'matched') return undefined
  const open = found.comparisons.filter(one => one.outcome === found.outcome)
  if (found.outcome === 'differences') {
    return new Failure(
      'differences',
      `cycle ${found.cycle}: ${open.length} of ${found.comparisons.length} figures differ`,
    )
  }
  const reasons = [...new Set(open.map(one => one.reason))].filter(Boolean) as string[]
  return new Failure('not-comparable', `cycle ${found.cycle}: not comparable`, {
    next: reasons.length > 0 ? reasons.slice(0, 5) : ['there was nothing to compare'],
  })
}
