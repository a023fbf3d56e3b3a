// What two ratings of a month differ in: late records, other prices. It is told record by record, and summed up by
// customer, service and tax, as a correction needs it; documents are made of it by `bill statement`.
import {closeSync, existsSync, fstatSync, openSync, readSync} from 'node:fs'
import {csvLine} from '../../csv.js'
import {Decimal} from '../../decimal.js'
import {usage} from '../../failure.js'
import {digits, oneBasis, type RatedRow} from '../rating/rated.js'
import {readRated} from '../rating/read-rated.js'
import {STDIN} from '../read/bytes.js'
import type {Reading} from '../read/exported-file.js'
import type {BillRecord} from '../records/bill-record.js'
import {type LineName, lineGroup, lineOf, orderOf} from '../statement/lines.js'
import {Diff, type Difference} from './diff.js'

/** What is charged differently to one customer for one service, with one tax. Amounts in `currency`. */
export interface CorrectionSum {
  bill_cycle: string
  customer_id: string
  account_name: string
  /** The reseller that is billed; empty where the customer itself is. */
  bill_to: string
  bill_to_name: string
  cloud_service_type: string
  cloud_service_type_name: string
  tax: string
  currency: string
  before: Decimal
  after: Decimal
  /** After minus before. */
  difference: Decimal
}

/** Of that, what stands on one line of a document. */
export interface LineSum extends CorrectionSum {
  line: LineName
  /** Orders that were not on it before: of refunds those that they take back, of others those that they are. */
  orders: string[]
}

interface Sum {
  key: Omit<CorrectionSum, 'before' | 'after' | 'difference'>
  line: LineName
  units: [bigint, bigint]
  orders: [Set<string>, Set<string>]
}

/** What a customer sees of a rated row: another edition of the book alone is no difference. */
const compared = [
  'bill_cycle',
  'bill_date',
  'customer_id',
  'bill_to',
  'description',
  'cloud_service_type',
  'cloud_service_type_name',
  'resource_type',
  'region',
  'resource_id',
  'charge_mode',
  'bill_type',
  'usage_type',
  'usage_measure_id',
  'trade_id',
  'tax',
] as const

const EDGE = 1 << 16

/** Whether a file is one of rated rows: their heading says the edition of the book, which no export has. */
export const isRatedFile = (path: string): boolean => hasColumn(path, 'book_version')

/** Whether the heading of a file has a column. */
export function hasColumn(path: string, column: string): boolean {
  if (!existsSync(path)) return false
  const file = openSync(path, 'r')
  try {
    const stats = fstatSync(file)
    if (!stats.isFile()) return false
    const {size} = stats
    const bytes = Buffer.alloc(Math.min(size, EDGE))
    // A text says it at its beginning, Parquet at its end.
    return [0, Math.max(0, size - EDGE)].some(at => {
      const read = readSync(file, bytes, 0, bytes.length, at)
      return bytes.subarray(0, read).includes(column)
    })
  } finally {
    closeSync(file)
  }
}

export class RatedDiff {
  readonly diff = new Diff()
  #basis: string | undefined
  readonly #sums = new Map<string, Sum>()
  /** Orders that refunds take back, by customer and record. */
  readonly #takenBack = new Map<string, string>()
  /** Some rows are billed to resellers. */
  hasPayers = false
  /** Names of resellers that are billed, by id. */
  readonly #payers = new Map<string, string>()

  /** To be walked once, to its end; then the sums are known. */
  differences(old: string, now: string, reading: Reading): AsyncGenerator<Difference> {
    return this.diff.differences(this.#records(old, 0, reading), this.#records(now, 1, reading))
  }

  /** What is charged differently, by customer, service and tax. */
  get sums(): CorrectionSum[] {
    const services = new Map<string, Sum>()
    for (const one of this.#sums.values()) {
      const key = serviceKey(one.key)
      const [before, after] = services.get(key)?.units ?? [0n, 0n]
      services.set(key, {...one, units: [before + one.units[0], after + one.units[1]]})
    }
    return inOrder([...services.values()].filter(isChanged)).map(({line: _, orders: _o, ...sum}) => sum)
  }

  /**
   * The same by lines of documents, with what stands on a changed line as well: services that are called alike are held
   * against it together, and so are refunds of a service.
   */
  get lineSums(): LineSum[] {
    const sums = [...this.#sums.values()]
    const changed = new Set(sums.filter(isChanged).map(lineKey))
    return inOrder(sums.filter(one => changed.has(lineKey(one))))
  }

  /** The order that a changed record takes back, where it says one. */
  takenBackBy = (record: Pick<Difference, 'customer_id' | 'id'>): string | undefined =>
    record.id ? this.#takenBack.get(takenBackKey(record)) : undefined

  /** What the ratings call who is billed for a changed record. */
  payerName = ({cells}: Difference): string => this.#payers.get(cells?.bill_to ?? '') ?? ''

  async *#records(path: string, side: 0 | 1, reading: Reading): AsyncGenerator<BillRecord[]> {
    const numbers = new Map<string, number>()
    for await (const rows of readRated(path, reading)) {
      for (const row of rows) {
        this.#basis = oneBasis(this.#basis, row)
        this.#add(row, side)
      }
      yield rows.map(row => recordOf(row, numbers))
    }
  }

  #add(row: RatedRow, side: 0 | 1): void {
    const {bill_cycle, customer_id, account_name, cloud_service_type, cloud_service_type_name, tax} = row
    const {bill_to = '', bill_to_name = ''} = row
    if (bill_to) this.hasPayers = true
    if (bill_to && bill_to_name) this.#payers.set(bill_to, bill_to_name)
    const named = {bill_cycle, customer_id, account_name, bill_to, bill_to_name}
    const of = {cloud_service_type, cloud_service_type_name}
    const one: Sum = {
      key: {...named, ...of, tax, currency: row.charge_currency},
      line: lineOf(row),
      units: [0n, 0n],
      orders: [new Set(), new Set()],
    }
    const {kind, label, detail} = one.line
    const key = [serviceKey(one.key), kind, label, detail].join('\n')
    const sum = this.#sums.get(key) ?? one
    sum.units[side] += row.charge.units
    const order = orderOf(row, sum.line)
    if (order) sum.orders[side].add(order)
    if (order && sum.line.kind === 'refund') this.#takenBack.set(takenBackKey(row), order)
    this.#sums.set(key, sum)
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const takenBackKey = ({customer_id, id}: Pick<Difference, 'customer_id' | 'id'>) => `${customer_id} ${id}`

const isChanged = ({units: [before, after]}: Sum) => before !== after

const serviceKey = ({bill_cycle, customer_id, bill_to, cloud_service_type, tax, currency}: Sum['key']) =>
  [bill_cycle, customer_id, bill_to, cloud_service_type, tax, currency].join('\n')

const lineKey = ({key: {bill_cycle, customer_id, bill_to, currency, tax}, line}: Sum) =>
  [bill_cycle, customer_id, bill_to, currency, lineGroup({...line, tax})].join('\n')

const inOrder = (sums: Sum[]): LineSum[] =>
  sums
    .map(({key, line, units: [before, after], orders: [old, now]}) => ({
      ...key,
      before: Decimal.fromUnits(before),
      after: Decimal.fromUnits(after),
      difference: Decimal.fromUnits(after - before),
      line,
      orders: [...now].filter(one => !old.has(one)).sort(),
    }))
    .sort((a, b) => compare(sortKey(a), sortKey(b)))

const sortKey = ({bill_cycle, account_name, customer_id, cloud_service_type, tax, line}: LineSum) =>
  [bill_cycle, account_name, customer_id, cloud_service_type, tax, line.kind, line.label, line.detail].join('\n')

/** A row as it is compared. What the end of the month makes has no id: its rule and its number tell which it is. */
function recordOf(row: RatedRow, numbers: Map<string, number>): BillRecord {
  let {id} = row
  if (row.kind !== 'record') {
    const made = [row.bill_cycle, row.customer_id, row.kind, row.rule, row.usage_measure_id].join(' ')
    const number = (numbers.get(made) ?? 0) + 1
    numbers.set(made, number)
    id = `${row.kind} ${row.rule} ${number}`
  }
  const record: Record<string, unknown> = {
    ...Object.fromEntries(compared.map(name => [name, row[name] ?? ''])),
    account_name: row.account_name,
    id,
    usage: row.usage === undefined ? '' : digits(row.usage),
    currency: row.charge_currency,
    amount: row.charge,
  }
  return record as unknown as BillRecord
}

interface CustomerMonth {
  bill_cycle: string
  customer_id: string
  /** The reseller that is billed, where one is. */
  bill_to?: string
}

/** What was issued. */
export interface Statements {
  /** The number of the first statement that a customer got for a month. */
  first(month: CustomerMonth & {currency: string}): string | undefined
  /** The same of the earlier month in which an order was charged. */
  ofOrder(month: CustomerMonth, order: string): string | undefined
}

const columns = [
  'kind',
  'bill_cycle',
  'customer_id',
  'account_name',
  'cloud_service_type',
  'tax',
  'id',
  'bill_date',
  'currency',
  'before',
  'after',
  'difference',
  'fields',
  'statement',
  'cloud_service_type_name',
  'line_kind',
  'line_label',
  'line_detail',
  'orders',
  'original_statement',
] as const

/** What lines have beside them where a rating has resellers that are billed. */
const payers = ['bill_to', 'bill_to_name']

export const correctionsHeading = (hasPayers: boolean): string => csvLine([...columns, ...(hasPayers ? payers : [])])

const amount = (value: Decimal | undefined) => (value === undefined ? '' : digits(value))

/** A changed record as a line of the corrections. */
export function recordLine(
  difference: Difference,
  {order, payerName}: {order: string | undefined; payerName: string},
  statements: Statements,
  hasPayers: boolean,
): string {
  const {kind, customer_id, account_name, id, bill_date, currency, amount_before, amount_after, changes, cells} =
    difference
  const {bill_cycle = '', cloud_service_type = '', tax = '', bill_to = ''} = cells ?? {}
  return csvLine([
    kind,
    bill_cycle,
    customer_id,
    account_name,
    cloud_service_type,
    tax,
    id,
    bill_date,
    currency,
    amount(amount_before),
    amount(amount_after),
    digits(difference.difference),
    changes.map(({field, before, after}) => `${field}: ${before} -> ${after}`).join('; '),
    statements.first({bill_cycle, customer_id, bill_to, currency}) ?? '',
    cells?.cloud_service_type_name ?? '',
    ...['', '', ''],
    order ?? '',
    originals({bill_cycle, customer_id, bill_to}, order ? [order] : [], statements),
    ...(hasPayers ? [bill_to, payerName] : []),
  ])
}

/** Statements on which the orders stand that are taken back. */
const originals = (month: CustomerMonth, orders: string[], statements: Statements) =>
  [...new Set(orders.flatMap(order => statements.ofOrder(month, order) ?? []))].join(' ')

/** A sum as a line of the corrections. */
export function sumLine(sum: LineSum, statements: Statements, hasPayers: boolean): string {
  const {bill_cycle, customer_id, account_name, cloud_service_type, tax, currency, before, after, difference} = sum
  const amounts = [before, after, difference].map(digits)
  const statement = statements.first(sum) ?? ''
  const empty = ['', '']
  return csvLine([
    'sum',
    bill_cycle,
    customer_id,
    account_name,
    cloud_service_type,
    tax,
    ...empty,
    currency,
    ...amounts,
    '',
    statement,
    sum.cloud_service_type_name,
    ...[sum.line.kind, sum.line.label, sum.line.detail],
    sum.orders.join(' '),
    originals(sum, sum.line.kind === 'refund' ? sum.orders : [], statements),
    ...(hasPayers ? [sum.bill_to, sum.bill_to_name] : []),
  ])
}

/** Throws `usage` where only one of two files is rated. */
export function checkBothRated(old: string, now: string): boolean {
  for (const path of [old, now])
    if (path !== STDIN && !existsSync(path))
      throw usage(`${path} does not exist`, 'Name two exports, or two rated files')
  const [left, right] = [isRatedFile(old), isRatedFile(now)]
  if (left !== right) throw usage(`${left ? old : now} is rated, ${left ? now : old} is not`, 'Compare two of a kind')
  return left
}
