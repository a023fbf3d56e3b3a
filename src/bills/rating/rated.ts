// A rated row: what a record, a tier or a fee costs the customer, and which rule says so. Files of them are
// written here.
import {csvCell, csvLine} from '../../csv.js'
import {Decimal} from '../../decimal.js'
import {usage} from '../../failure.js'
import {withoutExponent} from '../formats/excel.js'

/** Every value that is not an amount is text, as it came. Empty text where there is none. */
export interface RatedRow {
  /** `record` is a bill record; the others are made at the end of the month. */
  kind: 'record' | 'tier' | 'package' | 'fee' | 'minimum'
  bill_cycle: string
  bill_date: string
  customer_id: string
  account_name: string
  /** Id of the rule or fee; `(cost)` and `(official)` where none matched and that was allowed. */
  rule: string
  book_version: string
  /** What a tier, package or fee is. */
  description: string
  cloud_service_type: string
  cloud_service_type_name: string
  resource_type: string
  resource_type_name: string
  region: string
  region_name: string
  resource_id: string
  resource_name: string
  sku_code: string
  charge_mode: string
  bill_type: string
  usage_type: string
  usage?: Decimal
  usage_measure_id: string
  trade_id: string
  /** The order of a purchase, and the one that a refund takes back, where the record says so. */
  order_id: string
  original_order_id: string
  id: string
  /** Currency of the three amounts that follow. */
  currency: string
  official_amount?: Decimal
  /** What the customer's account shows. */
  amount?: Decimal
  /** What the partner owes Huawei, where it is known. */
  settlement_amount?: Decimal
  /** Charge before exchange, less what the record costs on `cost_basis`. Absent where the book has no rate to tell. */
  margin?: Decimal
  /** 1 `currency` in `charge_currency`, on the bill date. */
  exchange_rate?: Decimal
  /** What the customer pays before tax, 8 decimals. */
  charge: Decimal
  charge_currency: string
  /** Tax codes, separated by blanks. */
  tax: string
  /** What the margin of the file stands on: `settlement`, or `expenditure`, also where a source says nothing else. */
  cost_basis: string
  /** Id and account name of the reseller that is billed; empty or absent where the customer itself is. */
  bill_to?: string
  bill_to_name?: string
}

/** Fields of records that say which order is taken back: sources have one of them. */
export const originalOrder = ['relative_order_id', 'pre_order_id'] as const

/** Who pays a rated row: a reseller, or the customer itself. */
export const payerOf = (row: RatedRow): {id: string; name: string} =>
  row.bill_to ? {id: row.bill_to, name: row.bill_to_name ?? ''} : {id: row.customer_id, name: row.account_name}

/** What a row costs the partner, on its basis. */
export const costOf = ({cost_basis, amount, settlement_amount}: RatedCost): Decimal | undefined =>
  cost_basis === 'settlement' ? settlement_amount : amount

export type RatedCost = Pick<RatedRow, 'cost_basis' | 'amount' | 'settlement_amount'>

/** Throws `usage` where rows of two bases would be added up. */
export function oneBasis(known: string | undefined, row: RatedCost): string | undefined {
  const basis = row.cost_basis || 'expenditure'
  if (!row.amount && !row.settlement_amount) return known
  if (known === undefined || known === basis) return basis
  throw usage(
    `rated rows stand on two bases, ${known} and ${basis}: their margins cannot be added up`,
    'Rate all of it with one book: cost: settlement, or cost: expenditure',
  )
}

/** Columns of a rated file, in this order. */
export const ratedColumns = [
  'kind',
  'bill_cycle',
  'bill_date',
  'customer_id',
  'account_name',
  'rule',
  'book_version',
  'description',
  'cloud_service_type',
  'cloud_service_type_name',
  'resource_type',
  'resource_type_name',
  'region',
  'region_name',
  'resource_id',
  'resource_name',
  'sku_code',
  'charge_mode',
  'bill_type',
  'usage_type',
  'usage',
  'usage_measure_id',
  'trade_id',
  'order_id',
  'original_order_id',
  'id',
  'currency',
  'official_amount',
  'amount',
  'settlement_amount',
  'margin',
  'exchange_rate',
  'charge',
  'charge_currency',
  'tax',
  'cost_basis',
] as const satisfies readonly (keyof RatedRow)[]

/** What rows have beside them where the price book has resellers. */
export const payerColumns = ['bill_to', 'bill_to_name'] as const satisfies readonly (keyof RatedRow)[]

export type RatedColumn = (typeof ratedColumns)[number] | (typeof payerColumns)[number]

/** The columns of a file that is rated with a book. */
export const ratedColumnsOf = (book: {resellers: ReadonlyMap<string, unknown>}): readonly RatedColumn[] =>
  book.resellers.size > 0 ? [...ratedColumns, ...payerColumns] : ratedColumns

export const ratedAmounts: ReadonlySet<string> = new Set([
  'usage',
  'official_amount',
  'amount',
  'settlement_amount',
  'margin',
  'exchange_rate',
  'charge',
])

/** An amount in its shortest form: the same whether a source writes `2.50`, `2.50000000` or `25E-1`. */
export function digits({text}: Decimal): string {
  const plain = /[eE]/.test(text) ? withoutExponent(text) : text
  let end = plain.length
  if (plain.includes('.')) {
    while (plain.charCodeAt(end - 1) === 48) end--
    if (plain.charCodeAt(end - 1) === 46) end--
  }
  const short = plain.slice(0, end)
  return short === '-0' ? '0' : short
}

export const ratedHeading = (columns: readonly RatedColumn[] = ratedColumns): string => csvLine(columns)

/** Makes the lines of a file. Most cells say what they said in the row before, and are then looked at once. */
export function ratedCsv(columns: readonly RatedColumn[] = ratedColumns): (row: RatedRow) => string {
  const last: (string | Decimal | undefined)[] = columns.map(() => undefined)
  const cells = columns.map(() => '')
  return row => {
    for (let i = 0; i < columns.length; i++) {
      const value = row[columns[i]!]
      if (value === last[i]) continue
      last[i] = value
      cells[i] = value === undefined ? '' : csvCell(typeof value === 'string' ? value : digits(value))
    }
    return `${cells.join(',')}\r\n`
  }
}

/** One row a line; amounts are text, so that no reader takes them for floating point numbers. */
export const ratedJson = (row: RatedRow): string =>
  `${JSON.stringify(row, (_, value) => (value instanceof Decimal ? digits(value) : value))}\n`
