// Do the records come to what Huawei says? Three answers: they do, they do not, or it cannot be told.

import type {Api} from '../../api/client.js'
import {isFinal} from '../../cycle.js'
import {abs, Decimal} from '../../decimal.js'
import {Failure} from '../../failure.js'
import {liveBatches} from '../read/live-records.js'
import type {Unread} from '../read/open-records.js'
import type {BillRecord} from '../records/bill-record.js'
import type {BillBasis} from './basis.js'
import {within} from './basis.js'
import {asBilled, settlingBills} from './china.js'
import type {Comparison, Outcome} from './comparison.js'
import {compareCustomers, type Differing, linesInWords} from './customers.js'
import type {ExportedFiles} from './exported.js'
import {type Finding, findDifferences, rowsOf} from './findings.js'
import {moneyOf, type RecordsAmount, recordsAmount} from './money.js'
import {OF_THE_MONTH, ofOtherMonths, recordFaults} from './month.js'
import {compareOwnBill, ownBill} from './own-bill.js'
import {type MonthlySum, monthlySums, type PartnerBill} from './platform.js'
import {type CustomerSums, otherCycleNotes, type RecordSums, type Settle, sumRecords, totalOf} from './sums.js'

export interface Reconciliation extends RecordsAmount {
  cycle: string
  final: boolean
  outcome: Outcome
  /** The basis on which the own bill was made, or why that cannot be told; on the China site what the sums are. */
  basis: string
  /** The same as a word, where it is known. */
  bill_basis?: BillBasis
  /** What the figures mean: which amounts, with or without tax, coupons, refunds. */
  figures: string
  /** What was held against something, and what could not be. */
  compared: string[]
  not_compared: string[]
  currency: string
  records: number
  customers: number
  /** What Huawei cut off to whole cents, and the monthly sums. */
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
  /** Whether the files that the records come from are those that were exported. */
  files?: ExportedFiles
  /** What the settlement rules of a price book make of a record. */
  settle?: Settle
  now: Date
  onProgress?(text: string): void
}

const CENT = 1_000_000n

/** Customers whose records are read again to explain a difference. */
const EXPLAINED = 40

const FIGURES =
  'amounts after discounts, coupons included, with tax records, in UTC+8 cycles; records have 8 decimals, monthly sums are cut to cents'

const CHINA =
  'consumption before tax and before incentives; records have 8 decimals, the monthly bills of customers are cut to cents line by line'

/** Holds records against the customers' monthly sums and against the partner's bill. */
export async function reconcile(api: Api, request: Request): Promise<Reconciliation> {
  const {cycle, now, onProgress = () => {}} = request
  const final = isFinal(cycle, now)
  const bill = await ownBill(api, cycle)
  onProgress('Asking for the customers’ monthly sums')
  const tell = (count: number) => onProgress(`${count} customers’ monthly sums`)
  const isChina = (await api.session).site === 'cn'
  const {sums, unread} = isChina
    ? await settlingBills(api, cycle, tell)
    : await monthlySums(api, cycle, {method: request.files?.method, onProgress: tell})
  onProgress(`Reading ${request.name}`)
  const records = request.records ?? (() => liveRecords(api, request, sums.values()))
  const recordSums = await sumRecords(records(), cycle, {settle: request.settle})
  const foreign = ofOtherMonths(recordSums, cycle, request.name)
  if (foreign) {
    const comparisons = [foreign, ...(request.files?.comparisons ?? [])]
    const rest = {own: undefined, findings: [], unasked: 0}
    return result({...request, ...rest, records: recordSums, final, bill, sums, comparisons, unread})
  }
  const unasked = isChina ? asBilled(recordSums, sums) : 0
  const {differing, comparisons} = compareCustomers(recordSums, sums, unread, final)
  const findings = await explain(api, request, records, differing, recordSums, sums, onProgress)
  comparisons.push(...recordFaults(recordSums), ...(request.files?.comparisons ?? []))
  const isDiffering = comparisons.some(one => one.outcome === 'differences')
  const own = bill && compareOwnBill(bill, {records: recordSums, unread, final, isDiffering})
  if (own) comparisons.push(...own.comparisons)
  return result({...request, records: recordSums, final, bill, own, sums, comparisons, findings, unread, unasked})
}

async function* liveRecords(
  api: Api,
  {cycle, now}: Request,
  customers: Iterable<CustomerSums>,
): AsyncGenerator<BillRecord> {
  const lost = (_: unknown, failure: Failure) => {
    throw failure
  }
  for await (const batch of liveBatches(api, {cycle, now, customers: [...customers], lost})) yield* batch
}

/** Finds out record by record why customers differ; what records cannot explain is a residual. */
async function explain(
  api: Api,
  request: Request,
  records: Records,
  differing: Differing[],
  left: RecordSums,
  right: Map<string, MonthlySum>,
  onProgress: (text: string) => void,
): Promise<Finding[]> {
  if (differing.length === 0) return []
  const {cycle} = request
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
      request,
      looked.map(one => right.get(one.customer_id)!),
    ),
    ids,
  )
  const here = await rowsOf(records(), ids)
  const {findings: found, reason} = findDifferences(here, there, cycle, currency)
  for (const one of found) findings.push(one)
  for (const one of known) {
    const explained = found
      .filter(finding => finding.customer_id === one.customer_id)
      .reduce((sum, finding) => sum + finding.difference.units, 0n)
    const rest = one.difference - explained
    if (found.some(finding => finding.customer_id === one.customer_id)) one.comparison.outcome = 'differences'
    // What lies below a cent of each line is not known where lines are cut.
    const sum = right.get(one.customer_id)!
    const isNothing = sum.isCut ? within(rest, CENT * BigInt(sum.lines.size)) : rest === 0n
    const isUnexplained =
      one.comparison.outcome !== 'differences' && linesInWords(left.customers.get(one.customer_id)!, sum).length > 0
    if (!isNothing || isUnexplained)
      customerFinding('residual', {...one, difference: rest}, residualText(one, {looked: ids, left, right, reason}))
  }
  return findings
}

function residualText(
  {customer_id, account_name}: Differing,
  found: {looked: Set<string>; left: RecordSums; right: Map<string, MonthlySum>; reason?: string},
): string {
  const {looked, left, right, reason} = found
  if (!looked.has(customer_id)) return `${account_name} was not looked at record by record: too many customers differ`
  if (reason) return `${account_name} was not looked at record by record: ${reason}`
  const [ours, theirs] = [left.customers.get(customer_id)!, right.get(customer_id)!]
  const unequal = linesInWords(ours, theirs)
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
    own: ReturnType<typeof compareOwnBill> | undefined
    sums: Map<string, MonthlySum>
    unasked: number
    comparisons: Comparison[]
    findings: Finding[]
    unread: Unread[]
  },
): Reconciliation {
  const {records, sums, bill, own} = found
  const add = (values: Iterable<bigint>) => Decimal.fromUnits([...values].reduce((sum, units) => sum + units, 0n))
  const others = otherCycleNotes(records.otherCycles, found.name)
  return {
    cycle: found.cycle,
    final: found.final,
    outcome: overall(found.comparisons),
    basis: basisText(found),
    ...(own?.fit ? {bill_basis: own.fit.basis} : {}),
    figures: bill ? FIGURES : CHINA,
    ...comparedOf(found),
    currency: bill?.currency ?? [...records.customers.values()][0]?.currency ?? '',
    records: records.records,
    customers: sums.size,
    ...recordsAmount(moneyOf(records.customers.values())),
    truncated: add([...sums.values()].map(sum => sum.truncated)),
    monthly_amount: add([...sums.values()].map(totalOf)),
    due: bill?.initial_amount_due,
    comparisons: found.comparisons,
    findings: found.findings,
    unread: found.unread,
    notes: bill
      ? others
      : [
          'The China site does not give your own bill: the records were held against the customers’ monthly bills only',
          ...others,
        ],
  }
}

/** On which basis the figures stand, in words. */
function basisText({
  own,
  comparisons,
}: {
  own: ReturnType<typeof compareOwnBill> | undefined
  comparisons: Comparison[]
}): string {
  const [first] = comparisons
  if (first?.what === OF_THE_MONTH) return `not known: ${first.reason}`
  if (!own) return 'the monthly bills of your customers, which they are settled by, before tax and before incentives'
  if (own.fit) return own.fit.text
  return `not known: ${comparisons.find(one => one.what.endsWith('of your bill') && one.reason)?.reason ?? 'nothing fits'}`
}

/** What the answer rests on, and what it says nothing about. */
function comparedOf(found: {
  comparisons: Comparison[]
  bill: PartnerBill | undefined
  files?: ExportedFiles
  sums: Map<string, MonthlySum>
  unasked: number
}): {compared: string[]; not_compared: string[]} {
  const {comparisons, bill, files, sums, unasked} = found
  const done = comparisons.filter(one => one.outcome !== 'not-comparable')
  const has = (start: string) => done.some(({what}) => what.startsWith(start))
  const hasList = [...sums.values()].some(sum => sum.listLines.size > 0)
  const hasCurrency = has('currency of ')
  const own = done.filter(({what}) => what.endsWith('of your bill')).map(({what}) => what.replace(' of your bill', ''))
  const figures = ['amounts', ...(hasList ? ['list prices'] : []), ...(hasCurrency ? ['currencies'] : [])]
  const sum = bill ? 'their monthly sums' : 'the monthly bills that they are settled by'
  return {
    compared: [
      ...(has('records of ')
        ? [`${figures.join(', ')} of customers, by service, resource type, charge mode and kind, with ${sum}`]
        : []),
      ...(has('file ') ? ['the files with the checksums of their export'] : []),
      ...(own.length > 0 ? [`${own.join(', ')} with your bill`] : []),
    ],
    not_compared: [
      ...(hasList ? [] : ['list prices: the sums have none']),
      ...(bill && own.length > 0 && !own.includes('tax') ? ['tax: the records have no lines of it'] : []),
      ...(bill ? [] : ['your own bill: the API of the China site has none']),
      ...(unasked > 0
        ? [`reserved instances of ${unasked} customers: the operation does not take their charge mode`]
        : []),
      'days, resources and usage: no sum has them; --against another file compares them',
      ...(files?.missing ? [files.missing] : []),
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
