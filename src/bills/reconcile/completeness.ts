// Is a month done? For each customer whether it was exported, rated and issued, or why not; and whether what was issued
// and what was not come to the partner's own bill, and that to Huawei's invoices.
import type {Api} from '../../api/client.js'
import {counted} from '../../counted.js'
import {isFinal} from '../../cycle.js'
import {Decimal} from '../../decimal.js'
import {Failure} from '../../failure.js'
import {payingCustomers} from '../export/customers/billed.js'
import {publishedAt} from '../export/files/published.js'
import {doubtsOf, readProvenance} from '../rating/provenance.js'
import {oneBasis} from '../rating/rated.js'
import {readRated} from '../rating/read-rated.js'
import {readRecords} from '../rating/read-records.js'
import {TwiceThere} from '../rating/twice.js'
import type {Reading} from '../read/exported-file.js'
import type {BillRecord} from '../records/bill-record.js'
import {isTax} from '../records/bill-types.js'
import {isDelivered} from '../records/sources.js'
import {brokenDocument} from '../statement/documents.js'
import {isOfAnotherRating, isStanding, Register} from '../statement/register.js'
import {hasSettlement, shareText} from './basis.js'
import type {Comparison} from './comparison.js'
import {type Draft, newDraft, ratedOtherwise, unsettledText} from './draft.js'
import {type ExportedFiles, exportedFiles, recordsAsExported} from './exported.js'
import {invoicesAgainst} from './invoices.js'
import {addMoney, isNoMoney, isSameMoney, moneyTexts} from './money.js'
import {OF_THE_MONTH, ofOtherMonths, recordFaults} from './month.js'
import {compareOwnBill, ownBill} from './own-bill.js'
import type {PartnerBill} from './platform.js'
import {otherCycleNotes, type RecordSums, type Settle, settlementOf, sumRecords} from './sums.js'

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
  /** What it pays, before tax, where it is in one currency. */
  charge?: Decimal
  /** The statement that holds. */
  statement: string
  /** Why it is not issued; empty where it is, or where there is nothing to issue. */
  why: string
  /**
   * What the partner owes for it, before tax and coupons, as far as its records tell, and the coupons that they used;
   * its expenditure where the basis is that.
   */
  settlement?: Decimal
  coupons?: Decimal
  isDone: boolean
  /** It is no customer, but billed for its customers. */
  isReseller?: true
}

export interface Completeness {
  cycle: string
  final: boolean
  customers: CustomerStatus[]
  currency: string
  /** What the sums are of: settlement where records or rules tell it, and else expenditure. Never both. */
  basis: 'settlement' | 'expenditure'
  /** What the partner owes for customers with a statement, and for those without. */
  issued: Decimal
  not_issued: Decimal
  coupons: Decimal
  comparisons: Comparison[]
  /** What is in no sum. */
  notes: string[]
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
  const bill = await ownBill(api, cycle)
  const sums = request.records === undefined ? undefined : await exported(request.records, request, bill?.currency, of)
  const rated = request.rated === undefined ? undefined : await ratedRows(request.rated, request, of)
  if (sums?.hasAll) for (const draft of customers.values()) draft.records ??= 0
  if (request.statements !== undefined) issuedIn(request.statements, cycle, rated?.sha256, of)
  const bases = sums?.sums.bases
  const basis = !bases || bases.hasRules || hasSettlement(bases) ? 'settlement' : 'expenditure'
  const foreign = sums && ofOtherMonths(sums.sums, cycle, request.records!)
  const others = foreign ? [...sums.sums.otherCycles.keys()].sort() : []
  const known = {
    ...request,
    final,
    basis,
    isEstimate: sums?.isEstimate ?? false,
    doubts: rated?.doubts ?? [],
    others,
  } as const
  const statuses = [...customers.values()]
    .map(draft => statusOf(draft, known))
    .sort((a, b) => Number(a.isDone) - Number(b.isDone) || (a.account_name < b.account_name ? -1 : 1))
  const add = (some: CustomerStatus[], name: 'settlement' | 'coupons') =>
    Decimal.sum(some.map(one => one[name]).filter(one => one !== undefined))
  const issued = add(
    // What a document does not have in full is not issued.
    statuses.filter(({statement, isDone}) => statement !== '' && isDone),
    'settlement',
  )
  const all = add(statuses, 'settlement')
  return {
    cycle,
    final,
    customers: statuses,
    currency: bill?.currency ?? [...(sums?.sums.customers.values() ?? [])][0]?.currency ?? '',
    basis,
    issued,
    not_issued: all.minus(issued),
    coupons: add(statuses, 'coupons'),
    comparisons: [
      ...(sums?.files.comparisons ?? []),
      ...(sums ? recordFaults(sums.sums, sums.twice) : []),
      ...(foreign ? [foreign] : []),
      ...(bill ? await comparisonsOf(api, bill, all, foreign ? undefined : sums, {...request, final}) : []),
    ],
    notes: [...(sums?.notes ?? []), ...(rated?.notes ?? [])],
  }
}

type Of = (customer_id: string, account_name?: string) => Draft

/** Reads the export once: who is in it, and what the partner owes for whom. */
async function exported(
  path: string,
  {cycle, settle, reading}: CompletenessRequest,
  billed: string | undefined,
  of: Of,
) {
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
  const twice = new TwiceThere()
  let currency = billed
  const foreign = new Map<string, number>()
  const add = (draft: Draft, record: BillRecord) => {
    const amount = record.amount?.units ?? 0n
    // Never one for the other: what a record does not tell is in no sum.
    const settled = settle ? settle(record) : settlementOf(record)
    addMoney(draft.expenditure, record.currency, amount)
    if (settled === undefined) draft.unsettled++
    else addMoney(draft.settled, record.currency, settled)
    currency ??= record.currency
    if (record.currency !== currency) {
      foreign.set(record.currency, (foreign.get(record.currency) ?? 0) + 1)
      return
    }
    // Tax comes on top of the amount due.
    if (!isTax(record.bill_type)) {
      draft.owed.expenditure += amount
      draft.owed.settlement += settled ?? 0n
    }
    draft.coupons += (record.coupon_amount?.units ?? 0n) + (record.flexipurchase_coupon_amount?.units ?? 0n)
  }
  async function* records() {
    for await (const record of recordsAsExported(
      files,
      readRecords(path, {...reading, isHeld: files.comparisons.length > 0}),
    )) {
      if (record.bill_cycle === cycle) {
        const draft = of(record.customer_id ?? '', record.account_name ?? '')
        draft.records = (draft.records ?? 0) + 1
        if (record.id) twice.addId(record.id, record.account_name || record.customer_id || '')
        add(draft, record)
      }
      yield record
    }
  }
  const sums = await sumRecords(records(), cycle, {settle})
  const notes = [
    ...otherCycleNotes(sums.otherCycles, path),
    ...[...foreign].map(([one, count]) => `not in the sums in ${currency}: ${counted(count, 'record')} in ${one}`),
  ]
  return {sums, files, twice, isEstimate, hasAll, unread, notes}
}

async function ratedRows(path: string, {cycle, reading}: CompletenessRequest, of: Of) {
  const provenance = await readProvenance(path)
  const otherCycles = new Map<string, number>()
  let basis: string | undefined
  for await (const rows of readRated(path, reading)) {
    for (const row of rows) {
      if (row.bill_cycle !== cycle) {
        otherCycles.set(row.bill_cycle, (otherCycles.get(row.bill_cycle) ?? 0) + 1)
        continue
      }
      basis = oneBasis(basis, row)
      const draft = of(row.customer_id, row.account_name)
      draft.rated++
      addMoney(draft.charge, row.charge_currency, row.charge.units)
      if (row.bill_to) {
        draft.payer = of(row.bill_to, row.bill_to_name)
        draft.payer.isPayer = true
        draft.payer.rated++
        addMoney(draft.payer.charge, row.charge_currency, row.charge.units)
      }
      if (row.kind !== 'record') continue
      draft.ratedRecords++
      addMoney(draft.ratedExpenditure, row.currency, row.amount?.units ?? 0n)
      if (row.cost_basis !== 'settlement') continue
      const settled = settlementOf(row)
      if (settled !== undefined) addMoney(draft.ratedSettled, row.currency, settled)
      else if (row.amount) draft.ratedUnsettled++
    }
  }
  const doubts = provenance ? doubtsOf(provenance.sources.filter(source => source.cycle === cycle)) : undefined
  return {
    sha256: provenance?.rated_sha256,
    notes: otherCycleNotes(otherCycles, path),
    doubts: [
      ...(doubts?.estimate.length ? ['its rating was an estimate: rate the month again'] : []),
      ...(doubts?.partial.length ? ['customers were unread when it was rated'] : []),
    ],
  }
}

function issuedIn(folder: string, cycle: string, sha256: string | undefined, of: Of): void {
  for (const entry of Register.open(folder).statements) {
    if (entry.cycle !== cycle || !isStanding(entry)) continue
    const draft = of(entry.customer_id, entry.account_name)
    if (!entry.delta) draft.entry = entry
    for (const id of entry.customers ?? []) {
      draft.isPayer = true
      of(id).payer ??= draft
    }
    draft.broken ??= brokenDocument(folder, entry)
    addMoney(draft.stated, entry.currency, Decimal.parse(entry.net).minus(Decimal.parse(entry.rounding)).units)
    draft.isOfAnotherRating ||= isOfAnotherRating(entry, sha256)
  }
}

interface Known extends CompletenessRequest {
  final: boolean
  /** The export was made while its figures could still change. */
  isEstimate: boolean
  doubts: string[]
  basis: 'settlement' | 'expenditure'
  /** The months of an export that has no record of the one that is looked at. */
  others: readonly string[]
}

function statusOf(draft: Draft, known: Known): CustomerStatus {
  const {customer_id, account_name, records, ratedRecords, charge, owed, coupons} = draft
  const {entry} = draft.payer ?? draft
  const why = whyNot(draft, known)
  const hasAmounts = known.records !== undefined && records !== undefined
  return {
    customer_id,
    account_name,
    records,
    rated: known.rated === undefined ? undefined : ratedRecords,
    // Of what its reseller is billed for, the reseller's document tells.
    charge: charge.size === 1 && !draft.payer ? Decimal.fromUnits([...charge.values()][0]!) : undefined,
    statement: entry?.number ?? '',
    why,
    settlement: hasAmounts ? Decimal.fromUnits(owed[known.basis]) : undefined,
    coupons: hasAmounts ? Decimal.fromUnits(coupons) : undefined,
    isDone: why === '',
    // What it uses itself, it is a customer for.
    ...(draft.isPayer && !records && ratedRecords === 0 ? {isReseller: true as const} : {}),
  }
}

/** What is still to be done for a customer; empty where nothing is. */
function whyNot(draft: Draft, known: Known): string {
  const {records, unread, rated} = draft
  // Its documents are those of who is billed for it.
  const {charge, stated, entry, broken, isOfAnotherRating} = draft.payer ?? draft
  if (unread) return `could not be read: ${unread}`
  if (known.records !== undefined) {
    // Fees are paid by customers without records, too.
    if (records === undefined && rated === 0 && !entry?.customers)
      return known.others.length > 0 ? `not in the export, which is of ${known.others.join(', ')}` : 'not in the export'
    if (records && known.isEstimate && known.final) return 'exported as an estimate, and the month is final now'
  }
  if (entry?.estimate && known.final) return 'issued from an estimate, and the month is final now'
  if (known.rated !== undefined) {
    if (known.records === undefined ? rated === 0 && !entry : records && rated === 0) return 'not rated'
    const other = known.records === undefined ? unsettledText(draft) : ratedOtherwise(draft, known.basis)
    if (other) return other
  }
  if (broken) return broken
  if (entry && known.rated !== undefined && !isSameMoney(stated, charge)) {
    const [issued, now] = moneyTexts(stated, charge)
    return `issued for ${issued}, and ${now} is charged by the rating`
  }
  if (entry && isOfAnotherRating) return 'issued from another rating than this one'
  if (entry) return ''
  if (!records && rated === 0 && known.records !== undefined) return ''
  if (known.rated !== undefined && isNoMoney(charge)) return ''
  if (known.statements === undefined && known.rated === undefined) return ''
  return ['not issued', ...known.doubts].join(': ')
}

/** What the partner owes against its own bill, and that against Huawei's invoices. */
async function comparisonsOf(
  api: Api,
  bill: PartnerBill,
  all: Decimal,
  found: {sums: RecordSums; unread: never[] | {reason: string}[]} | undefined,
  {cycle, final, now}: CompletenessRequest & {final: boolean},
): Promise<Comparison[]> {
  const comparisons: Comparison[] = []
  const due = bill.initial_amount_due
  if (found) {
    const shown = {what: OWN_BILL, left: all.text, right: due?.text ?? ''}
    const month = {records: found.sums, unread: found.unread as never[], final, isDiffering: false}
    const {comparisons: own, fit} = compareOwnBill(bill, month)
    const reason = own.find(one => one.reason)?.reason ?? shareText(bill, found.sums.bases)
    // The same judgement as that of reconciliation.
    if (fit) comparisons.push({...shown, left: Decimal.fromUnits(fit.due).text, outcome: 'matched'})
    else comparisons.push({...shown, outcome: 'not-comparable', reason})
  }
  comparisons.push(await invoicesAgainst(api, bill, cycle, now))
  return comparisons
}

const OWN_BILL = 'settlement of documents + not issued = your bill'

/** How many are customers, and how many are billed for those of theirs alone. */
export function counts(all: CustomerStatus[]): {own: number; resellers: number} {
  const resellers = all.filter(({isReseller}) => isReseller).length
  return {own: all.length - resellers, resellers}
}

/** How the command ends where something is left to do, or figures differ. */
export function completenessFailure({customers, comparisons, cycle, final}: Completeness): Failure | undefined {
  const differing = comparisons.filter(({outcome}) => outcome === 'differences')
  if (differing.length > 0) {
    return new Failure('differences', `cycle ${cycle}: ${differing.map(({what}) => what).join('; ')} does not hold`, {
      next: differing.map(({reason}) => reason).filter(reason => reason !== undefined),
    })
  }
  const foreign = comparisons.find(({what}) => what === OF_THE_MONTH)
  if (foreign) return new Failure('not-comparable', `cycle ${cycle}: not comparable`, {next: [foreign.reason!]})
  const open = customers.filter(({isDone}) => !isDone)
  if (open.length > 0) {
    const {own, resellers} = counts(customers)
    const waiting = counts(open)
    const more = waiting.resellers > 0 ? ` and ${waiting.resellers} of ${counted(resellers, 'reseller')}` : ''
    return new Failure('pending', `cycle ${cycle}: ${waiting.own} of ${own} customers${more} are not done`)
  }
  if (!final) return new Failure('pending', `cycle ${cycle} is not final: what is done can still change`)
  const untold = comparisons.find(({what, outcome}) => what === OWN_BILL && outcome === 'not-comparable')
  if (!untold) return undefined
  return new Failure('not-comparable', `cycle ${cycle}: not comparable: ${OWN_BILL}`, {next: [untold.reason!]})
}
