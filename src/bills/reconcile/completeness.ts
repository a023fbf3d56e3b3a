// Is a month done? For each customer whether it was exported, rated and issued, or why not; and whether what was issued
// and what was not come to the partner's own bill, and that to Huawei's invoices.
import type {Api} from '../../api/client.js'
import type {Input, Item} from '../../api/types.js'
import {cycleStart, isFinal} from '../../cycle.js'
import {Decimal} from '../../decimal.js'
import {Failure} from '../../failure.js'
import {payingCustomers} from '../export/customers/billed.js'
import {publishedAt} from '../export/files/published.js'
import {doubtsOf, readProvenance} from '../rating/provenance.js'
import {readRated} from '../rating/read-rated.js'
import {readRecords} from '../rating/read-records.js'
import type {Reading} from '../read/exported-file.js'
import {isDelivered} from '../records/sources.js'
import {type Entry, Register} from '../statement/register.js'
import {shareText} from './basis.js'
import type {Comparison} from './comparison.js'
import {type ExportedFiles, exportedFiles, recordsAsExported} from './exported.js'
import {compareOwnBill, ownBill} from './own-bill.js'
import type {PartnerBill} from './platform.js'
import {isTax, type RecordSums, type Settle, sumRecords} from './sums.js'

export interface CompletenessRequest {
  cycle: string
  /** The export of the month, its rated file, and the folder of its statements, as far as they are there. */
  records?: string
  rated?: string
  statements?: string
  /** What the settlement rules of a price book make of a record. */
  settle?: Settle
  reading: Reading
  now: Date
}

/** How far a customer's month is. */
export interface CustomerStatus {
  customer_id: string
  account_name: string
  /** Records in the export; undefined where the customer is not in it. */
  records?: number
  /** Records of it that were rated. */
  rated?: number
  /** What it pays, before tax. */
  charge?: Decimal
  /** The statement that holds. */
  statement: string
  /** Why it is not issued; empty where it is, or where there is nothing to issue. */
  why: string
  /** What the partner owes for it, before tax and coupons, and the coupons that its records used. */
  settlement?: Decimal
  coupons?: Decimal
  isDone: boolean
}

export interface Completeness {
  cycle: string
  final: boolean
  customers: CustomerStatus[]
  currency: string
  /** What the partner owes for customers with a statement, and for those without. */
  issued: Decimal
  not_issued: Decimal
  coupons: Decimal
  comparisons: Comparison[]
}

export async function completeness(api: Api, request: CompletenessRequest): Promise<Completeness> {
  const {cycle, now} = request
  const final = isFinal(cycle, now)
  const customers = new Map<string, Draft>()
  const of = (customer_id: string, account_name = ''): Draft => {
    const known = customers.get(customer_id) ?? newDraft(customer_id)
    known.account_name ||= account_name
    customers.set(customer_id, known)
    return known
  }
  for await (const {customer_id, account_name} of payingCustomers(api)) of(customer_id, account_name)
  const sums = request.records === undefined ? undefined : await exported(request.records, request, of)
  const rated = request.rated === undefined ? undefined : await ratedRows(request.rated, request, of)
  if (sums?.hasAll) for (const draft of customers.values()) draft.records ??= 0
  if (request.statements !== undefined) issuedIn(request.statements, cycle, rated?.sha256, of)
  const known = {...request, final, isEstimate: sums?.isEstimate ?? false, doubts: rated?.doubts ?? []}
  const statuses = [...customers.values()]
    .map(draft => statusOf(draft, known))
    .sort((a, b) => Number(a.isDone) - Number(b.isDone) || (a.account_name < b.account_name ? -1 : 1))
  const bill = await ownBill(api, cycle)
  const add = (some: CustomerStatus[], name: 'settlement' | 'coupons') =>
    Decimal.sum(some.map(one => one[name]).filter(one => one !== undefined))
  const issued = add(
    statuses.filter(({statement}) => statement !== ''),
    'settlement',
  )
  const all = add(statuses, 'settlement')
  return {
    cycle,
    final,
    customers: statuses,
    currency: bill?.currency ?? [...(sums?.sums.customers.values() ?? [])][0]?.currency ?? '',
    issued,
    not_issued: all.minus(issued),
    coupons: add(statuses, 'coupons'),
    comparisons: [
      ...(sums?.files.comparisons ?? []),
      ...(bill ? await comparisonsOf(api, bill, all, sums, {...request, final}) : []),
    ],
  }
}

interface Draft {
  customer_id: string
  account_name: string
  records?: number
  unread?: string
  /** Rows of records that were rated, and all rows: also those of fees. */
  ratedRecords: number
  rated: number
  charge: bigint
  /** What its account shows, by the export and by the rated rows. */
  expenditure: bigint
  ratedExpenditure: bigint
  entry?: Entry
  /** What its statements charge, before tax and before they were rounded. */
  stated: bigint
  settlement: bigint
  coupons: bigint
  isOfAnotherRating: boolean
}

const newDraft = (customer_id: string): Draft => ({
  customer_id,
  account_name: '',
  ratedRecords: 0,
  rated: 0,
  charge: 0n,
  expenditure: 0n,
  ratedExpenditure: 0n,
  stated: 0n,
  settlement: 0n,
  coupons: 0n,
  isOfAnotherRating: false,
})

type Of = (customer_id: string, account_name?: string) => Draft

/** Reads the export once: who is in it, and what the partner owes for whom. */
async function exported(path: string, {cycle, settle, reading}: CompletenessRequest, of: Of) {
  const files: ExportedFiles = await exportedFiles(path, cycle)
  const unread: {customer_id: string; account_name: string; reason: string; next: string[]}[] = []
  let isEstimate = false
  // A delivered file has nobody who has no records.
  let hasAll = false
  for (const {manifest} of publishedAt(path)) {
    const {query} = manifest
    if (query.cycle !== cycle) continue
    isEstimate ||= manifest.state !== 'final'
    hasAll ||= isDelivered(query.source) && !query.customers && !query.shard
    for (const {customer_id, account_name} of manifest.customers) of(customer_id, account_name).records ??= 0
    for (const one of manifest.unread) {
      of(one.customer_id, one.account_name).unread = one.reason
      unread.push(one)
    }
  }
  async function* records() {
    for await (const record of recordsAsExported(
      files,
      readRecords(path, {...reading, isHeld: files.comparisons.length > 0}),
    )) {
      if (record.bill_cycle === cycle) {
        const draft = of(record.customer_id ?? '', record.account_name ?? '')
        draft.records = (draft.records ?? 0) + 1
        draft.expenditure += record.amount?.units ?? 0n
        const owed = record.settlement_amount?.units ?? settle?.(record) ?? record.amount?.units ?? 0n
        // Tax comes on top of the amount due.
        if (!isTax(record.bill_type)) draft.settlement += owed
        draft.coupons += (record.coupon_amount?.units ?? 0n) + (record.flexipurchase_coupon_amount?.units ?? 0n)
      }
      yield record
    }
  }
  return {sums: await sumRecords(records(), cycle, {settle}), files, isEstimate, hasAll, unread}
}

async function ratedRows(path: string, {cycle, reading}: CompletenessRequest, of: Of) {
  const provenance = await readProvenance(path)
  for await (const rows of readRated(path, reading)) {
    for (const row of rows) {
      if (row.bill_cycle !== cycle) continue
      const draft = of(row.customer_id, row.account_name)
      draft.rated++
      if (row.kind === 'record') draft.ratedRecords++
      draft.ratedExpenditure += row.amount?.units ?? 0n
      draft.charge += row.charge.units
    }
  }
  const doubts = provenance ? doubtsOf(provenance.sources.filter(source => source.cycle === cycle)) : undefined
  return {
    sha256: provenance?.rated_sha256,
    doubts: [
      ...(doubts?.estimate.length ? ['its rating was an estimate: rate the month again'] : []),
      ...(doubts?.partial.length ? ['customers were unread when it was rated'] : []),
    ],
  }
}

function issuedIn(folder: string, cycle: string, sha256: string | undefined, of: Of): void {
  for (const entry of Register.open(folder).statements) {
    if (entry.cycle !== cycle || entry.status !== 'issued' || entry.kind !== 'statement') continue
    const draft = of(entry.customer_id, entry.account_name)
    draft.entry = entry
    draft.stated += Decimal.parse(entry.net).minus(Decimal.parse(entry.rounding)).units
    draft.isOfAnotherRating = Boolean(sha256 && entry.rated_sha256 && entry.rated_sha256 !== sha256)
  }
}

interface Known extends CompletenessRequest {
  final: boolean
  /** The export was made while its figures could still change. */
  isEstimate: boolean
  doubts: string[]
}

function statusOf(draft: Draft, known: Known): CustomerStatus {
  const {customer_id, account_name, records, rated, ratedRecords, charge, entry, settlement, coupons} = draft
  const why = whyNot(draft, known)
  const hasAmounts = known.records !== undefined && records !== undefined
  return {
    customer_id,
    account_name,
    records,
    rated: known.rated === undefined ? undefined : ratedRecords,
    charge: rated > 0 ? Decimal.fromUnits(charge) : undefined,
    statement: entry?.number ?? '',
    why,
    settlement: hasAmounts ? Decimal.fromUnits(settlement) : undefined,
    coupons: hasAmounts ? Decimal.fromUnits(coupons) : undefined,
    isDone: why === '',
  }
}

/** What is still to be done for a customer; empty where nothing is. */
function whyNot(draft: Draft, known: Known): string {
  const {records, unread, rated, charge, stated, entry, isOfAnotherRating} = draft
  if (unread) return `could not be read: ${unread}`
  if (known.records !== undefined) {
    // Fees are paid by customers without records, too.
    if (records === undefined && rated === 0) return 'not in the export'
    if (records && known.isEstimate && known.final) return 'exported as an estimate, and the month is final now'
  }
  if (entry?.estimate && known.final) return 'issued from an estimate, and the month is final now'
  if (known.rated !== undefined) {
    if (known.records === undefined ? rated === 0 && !entry : records && rated === 0) return 'not rated'
    const other = known.records === undefined ? '' : ratedOtherwise(draft)
    if (other) return other
  }
  if (entry && known.rated !== undefined && stated !== charge) {
    const [issued, now] = [stated, charge].map(units => Decimal.fromUnits(units).toDisplay())
    return `issued for ${issued}, and ${now} is charged by the rating`
  }
  if (entry && isOfAnotherRating) return 'issued from another rating than this one'
  if (entry) return ''
  if (!records && rated === 0 && known.records !== undefined) return ''
  if (known.rated !== undefined && charge === 0n) return ''
  if (known.statements === undefined && known.rated === undefined) return ''
  return ['not issued', ...known.doubts].join(': ')
}

/** How what was rated is not what was exported; empty where it is. */
function ratedOtherwise({records = 0, ratedRecords, expenditure, ratedExpenditure}: Draft): string {
  if (records !== ratedRecords)
    return `${ratedRecords.toLocaleString('en')} records were rated, not the ${records.toLocaleString('en')} of the export`
  if (expenditure === ratedExpenditure) return ''
  const [before, now] = [ratedExpenditure, expenditure].map(units => Decimal.fromUnits(units).toDisplay())
  return `records of ${before} were rated, and the export has ${now}`
}

/** What the partner owes against its own bill, and that against Huawei's invoices. */
async function comparisonsOf(
  api: Api,
  bill: PartnerBill,
  all: Decimal,
  found: {sums: RecordSums; unread: never[] | {reason: string}[]} | undefined,
  {cycle, final, now, settle}: CompletenessRequest & {final: boolean},
): Promise<Comparison[]> {
  const comparisons: Comparison[] = []
  const due = bill.initial_amount_due
  if (found) {
    const shown = {what: OWN_BILL, left: all.text, right: due?.text ?? ''}
    const month = {records: found.sums, unread: found.unread as never[], final, isDiffering: false}
    const {comparisons: own, fit} = compareOwnBill(bill, month)
    const matched = due !== undefined && all.rounded(2).compare(due) === 0
    const isSettled = found.sums.bases.settled === found.sums.records || (settle && found.sums.bases.unruled === 0)
    const reason = own.find(one => one.reason)?.reason ?? shareText(bill, found.sums.bases)
    if (matched) comparisons.push({...shown, outcome: 'matched', difference: all.minus(due)})
    else if (fit) comparisons.push({...shown, left: Decimal.fromUnits(fit.due).text, outcome: 'matched'})
    else if (isSettled && due && final && found.unread.length === 0)
      comparisons.push({...shown, outcome: 'differences', difference: all.minus(due)})
    else comparisons.push({...shown, outcome: 'not-comparable', reason})
  }
  comparisons.push(await invoicesAgainst(api, bill, cycle, now))
  return comparisons
}

/** Rejected, returned and cancelled requests, and drafts, are no invoices. */
const asked = (state: number | undefined) => state === undefined || ![0, 9, 11, 13, 14, 15].includes(state)

async function invoicesAgainst(api: Api, bill: PartnerBill, cycle: string, now: Date): Promise<Comparison> {
  const {initial_amount_due: due, tax_amount: tax = Decimal.zero} = bill
  const expected = due?.plus(tax ?? Decimal.zero)
  const shown = {what: 'invoices = amount due + tax', left: '', right: expected?.text ?? ''}
  const none = (reason: string): Comparison => ({...shown, outcome: 'not-comparable', reason})
  if (!expected) return none('there is no bill of this month yet')
  const invoices: Item<'ListInvoices'>[] = []
  try {
    const seconds = (time: Date) => `${time.toISOString().slice(0, 19)}Z`
    const window = {start_time: seconds(cycleStart(cycle)), end_time: seconds(now)}
    for await (const invoice of api.list('ListInvoices', window as Input<'ListInvoices'>)) {
      if (invoice.billCycle?.replace('-', '') === cycle.replace('-', '') && asked(invoice.invoiceState))
        invoices.push(invoice)
    }
  } catch (error) {
    if (!(error instanceof Failure) || error.outcome === 'interrupted' || error.outcome === 'terminated') throw error
    return none(`the invoices could not be read: ${error.message}`)
  }
  if (invoices.length === 0) return none('there is no invoice of this month yet')
  const sum = Decimal.sum(invoices.map(({invoiceAmount}) => invoiceAmount ?? Decimal.zero))
  const difference = sum.minus(expected)
  // An invoice is cut to cents.
  const outcome = difference.units < CENT && -difference.units < CENT ? 'matched' : 'differences'
  return {...shown, left: sum.text, outcome, difference}
}

const CENT = 1_000_000n

const OWN_BILL = 'settlement of documents + not issued = your bill'

/** How the command ends where something is left to do, or figures differ. */
export function completenessFailure({customers, comparisons, cycle, final}: Completeness): Failure | undefined {
  const differing = comparisons.filter(({outcome}) => outcome === 'differences')
  if (differing.length > 0) {
    return new Failure('differences', `cycle ${cycle}: ${differing.map(({what}) => what).join('; ')} does not hold`)
  }
  const open = customers.filter(({isDone}) => !isDone).length
  if (open > 0) return new Failure('pending', `cycle ${cycle}: ${open} of ${customers.length} customers are not done`)
  if (!final) return new Failure('pending', `cycle ${cycle} is not final: what is done can still change`)
  const untold = comparisons.find(({what, outcome}) => what === OWN_BILL && outcome === 'not-comparable')
  if (!untold) return undefined
  return new Failure('not-comparable', `cycle ${cycle}: not comparable: ${OWN_BILL}`, {next: [untold.reason!]})
}
