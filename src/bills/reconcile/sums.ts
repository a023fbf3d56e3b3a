// What records come to, by customer, kind and line: the figures that are held against Huawei's own.
import {hash} from 'node:crypto'
import {counted} from '../../counted.js'
import {type Decimal, divideRounded} from '../../decimal.js'
import type {BillRecord} from '../records/bill-record.js'
import {isTax} from '../records/bill-types.js'
import {isListPrice} from '../records/needed.js'
import {namesOf, wholeText} from './fields.js'
import {addMoney, type Money} from './money.js'

/** Spend, refunds and adjustments: the kinds that Huawei's sums are told apart by. */
export type Kind = 'spend' | 'refund' | 'adjustment'
export const kinds: Kind[] = ['spend', 'refund', 'adjustment']

const refundTypes = new Set(['4', '20', '24', '100'])
const adjustmentTypes = new Set(['9', '16', '101', '102'])

export function kindOf(billType: unknown): Kind {
  const type = String(billType)
  return refundTypes.has(type) ? 'refund' : adjustmentTypes.has(type) ? 'adjustment' : 'spend'
}

/** What monthly sums are cut by: service, resource type, charge mode and kind. */
export const lineOf = (record: BillRecord): string =>
  [record.cloud_service_type, record.resource_type, record.charge_mode, kindOf(record.bill_type)]
    .map(part => part ?? '')
    .join(' / ')

/** Amounts by kind, in 10^-8. */
export type ByKind = Record<Kind, bigint>

export const noAmounts = (): ByKind => ({spend: 0n, refund: 0n, adjustment: 0n})

/** Records added up in the ways in which a bill may have been made of them. */
export interface BillSums {
  /** Nothing is cut on the way. */
  exact: ByKind
  /** Each settled amount rounded to whole cents, as in June and July 2021. */
  rounded: ByKind
  /** Each settled amount of what is used or bid for cut to whole cents, as until May 2021. */
  cut: ByKind
}

const noSums = (): BillSums => ({exact: noAmounts(), rounded: noAmounts(), cut: noAmounts()})

/**
 * What changes when any one of some records does: of its figures, of them without the day, of what is settled (0 where
 * no record tells it), and of all it says.
 */
export interface Digests {
  figures: number
  dayless: number
  settled: number
  whole: number
}

export interface CustomerSums {
  customer_id: string
  account_name: string
  /** What the customer's account shows. 10^-8. */
  kinds: ByKind
  lines: Map<string, bigint>
  /** List prices. */
  list: ByKind
  listLines: Map<string, bigint>
  tax: bigint
  records: number
  currency: string
  /** The same by the currencies that its records have. */
  money: Money
  /** An id may stand there twice; the rows themselves must tell. */
  suspect: boolean
  /** The same for the same records in any order; 0 where nobody asks for them. */
  digests: Digests
}

/** What a whole file of records comes to. Holds sums and a small mark for each id, never the records. */
export interface RecordSums {
  customers: Map<string, CustomerSums>
  records: number
  /** Records of other cycles, by cycle. */
  otherCycles: Map<string, number>
  /** Where the records were read. */
  sources: Set<string>
  /** The fields that records have, where they are compared as a whole; an id only where one stands in it. */
  fields: Set<string>
  /** All records as they make a bill: on each basis, with and without the tax among them. */
  bases: Bases
}

/** What records come to on each basis that they have. */
export interface Bases {
  expenditure: BillSums
  list: BillSums
  records: number
  /** Settlement amounts, how many records have one, and how many of these their source states. */
  settlement: BillSums
  settled: number
  stated: number
  /** What the book's settlement rules make of expenditure, and records that no rule settles. */
  ruled: BillSums
  unruled: number
  /** Whether there are such rules. */
  hasRules: boolean
  /** Records without an amount, and the first that lacks a figure, in words: those are no basis of all. */
  unpriced: number
  /** Rows of FOCUS whose list cost is not the list price of their record. */
  unlisted: number
  first: {settlement?: string; rule?: string; amount?: string; list?: string}
  /** The tax in each basis, in records of their own. */
  tax: Record<'expenditure' | 'list' | 'settlement' | 'ruled', BillSums>
  coupons: bigint
}

const noBases = (): Bases => ({
  expenditure: noSums(),
  list: noSums(),
  settlement: noSums(),
  records: 0,
  settled: 0,
  stated: 0,
  ruled: noSums(),
  unruled: 0,
  hasRules: false,
  unpriced: 0,
  unlisted: 0,
  first: {},
  tax: {expenditure: noSums(), list: noSums(), settlement: noSums(), ruled: noSums()},
  coupons: 0n,
})

/** What a record costs by the settlement rules of a book; undefined where none settles it. In 10^-8. */
export type Settle = (record: BillRecord) => bigint | undefined

type Costing = {settlement_amount?: Decimal | null; amount?: Decimal | null}

/** What is told of records of other months, which are in no sum. */
export const otherCycleNotes = (otherCycles: Map<string, number>, name: string): string[] =>
  [...otherCycles].map(
    ([cycle, count]) =>
      `${counted(count, 'record')} of ${name} ${count === 1 ? 'is' : 'are'} of cycle ${cycle || 'none'} and left out`,
  )

/**
 * What a record costs the partner, as its source says it; undefined where it does not. Of what costs nothing nothing is
 * owed. In 10^-8.
 */
export const settlementOf = ({settlement_amount, amount}: Costing): bigint | undefined =>
  settlement_amount ? settlement_amount.units : amount?.isZero ? 0n : undefined

/** A number of 48 bits for an id: equal ids have equal marks, and two different ones hardly ever. */
const mark = (text: string): number => hash('md5', text, 'buffer').readUIntBE(0, 6)

/** Adds up the records of a cycle. */
export async function sumRecords(
  records: AsyncIterable<BillRecord>,
  cycle: string,
  {settle, whole = false}: {settle?: Settle; whole?: boolean} = {},
): Promise<RecordSums> {
  const bases = {...noBases(), hasRules: settle !== undefined}
  const customers = new Map<string, CustomerSums>()
  const otherCycles = new Map<string, number>()
  const seen = new Set<number>()
  const sources = new Set<string>()
  const shapes = new Set<string>()
  let hasIds = false
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
    addRecord(sums, record)
    sources.add(record.source ?? '')
    if (whole) {
      shapes.add(namesOf(record))
      addDigests(sums.digests, record)
    }
    addBases(bases, record, settle)
    // Records without an id may honestly be equal.
    if (record.id) {
      hasIds = true
      const one = mark(`${record.id}|${record.trade_id ?? ''}`)
      if (seen.has(one)) sums.suspect = true
      else seen.add(one)
    }
  }
  const fields = new Set([...shapes].flatMap(shape => shape.split(' ')))
  if (!hasIds) fields.delete('id')
  return {customers, records: count, otherCycles, bases, sources, fields}
}

export const emptySums = (customer_id: string, account_name: string, currency: string): CustomerSums => ({
  customer_id,
  account_name,
  kinds: noAmounts(),
  lines: new Map(),
  list: noAmounts(),
  listLines: new Map(),
  tax: 0n,
  records: 0,
  currency,
  money: new Map(),
  suspect: false,
  digests: {figures: 0, dayless: 0, settled: 0, whole: 0},
})

/** The fields of a record that figures and their lines are made of. */
const figured = ['currency', 'cloud_service_type', 'charge_mode', 'bill_type'] as const

function addDigests(digests: Digests, record: BillRecord): void {
  const units = record.amount?.units ?? 0n
  const figures = [units, record.official_amount?.units ?? 0n, ...figured.map(name => record[name] ?? '')].join('|')
  const add = (name: keyof Digests, text: string) => {
    digests[name] = (digests[name] + mark(text)) % 2 ** 48
  }
  add('dayless', figures)
  add('figures', `${figures}|${record.bill_date ?? ''}`)
  if (record.settlement_amount) add('settled', `${units}|${record.settlement_amount.units}`)
  add('whole', `${units}|${wholeText(record)}`)
}

function addRecord(sums: CustomerSums, record: BillRecord): void {
  const units = record.amount?.units ?? 0n
  const list = record.official_amount?.units ?? 0n
  const line = lineOf(record)
  const kind = kindOf(record.bill_type)
  sums.records++
  sums.kinds[kind] += units
  sums.list[kind] += list
  sums.lines.set(line, (sums.lines.get(line) ?? 0n) + units)
  sums.listLines.set(line, (sums.listLines.get(line) ?? 0n) + list)
  addMoney(sums.money, record.currency, units)
  if (isTax(record.bill_type)) sums.tax += units
}

const CENT = 1_000_000n

const roundedCent = (units: bigint): bigint => divideRounded(units, CENT, 'half-up') * CENT

function addBases(bases: Bases, record: BillRecord, settle: Settle | undefined): void {
  const kind = kindOf(record.bill_type)
  const taxed = isTax(record.bill_type)
  // The older cuts concern what is paid by use, spot prices included.
  const used = String(record.charge_mode) === '3'
  const add = (basis: keyof Bases['tax'], units: bigint) => {
    for (const sums of taxed ? [bases[basis], bases.tax[basis]] : [bases[basis]]) {
      sums.exact[kind] += units
      sums.rounded[kind] += roundedCent(units)
      sums.cut[kind] += used ? units - (units % CENT) : units
    }
  }
  const expenditure = record.amount?.units ?? 0n
  add('expenditure', expenditure)
  add('list', record.official_amount?.units ?? 0n)
  bases.records++
  const place = () => `${record.id || 'one'} of ${record.account_name || record.customer_id}`
  if (!record.amount) {
    bases.unpriced++
    bases.first.amount ??= place()
  }
  if (!isListPrice((record as {ListCost?: string}).ListCost, record.official_amount)) {
    bases.unlisted++
    bases.first.list ??= place()
  }
  const settlement = settlementOf(record)
  if (settlement !== undefined) {
    add('settlement', settlement)
    bases.settled++
    if (record.settlement_amount) bases.stated++
  } else bases.first.settlement ??= place()
  const ruled = settle?.(record)
  if (ruled !== undefined) add('ruled', ruled)
  else {
    bases.unruled++
    bases.first.rule ??= place()
  }
  bases.coupons += (record.coupon_amount?.units ?? 0n) + (record.flexipurchase_coupon_amount?.units ?? 0n)
}

export const totalOf = (sums: CustomerSums): bigint => sums.kinds.spend + sums.kinds.refund + sums.kinds.adjustment
