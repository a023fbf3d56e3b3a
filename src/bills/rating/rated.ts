// A rated row: what a record, a tier or a fee costs the customer, and which rule says so. Files of them are written and
// read here.
import {createReadStream} from 'node:fs'
import {extname} from 'node:path'
import {createInterface} from 'node:readline'
import {csvLine, csvRows, unharmed} from '../../csv.js'
import {Decimal} from '../../decimal.js'
import {usage} from '../../failure.js'
import {withoutExponent} from '../formats/excel.js'
import {parquetRows} from '../read/parquet-rows.js'

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
  id: string
  /** Currency of the three amounts that follow. */
  currency: string
  official_amount?: Decimal
  /** What Huawei charges the partner. */
  amount?: Decimal
  /** Charge before exchange, less amount. Absent where the book has no rate to tell. */
  margin?: Decimal
  /** 1 `currency` in `charge_currency`, on the bill date. */
  exchange_rate?: Decimal
  /** What the customer pays before tax, 8 decimals. */
  charge: Decimal
  charge_currency: string
  /** Tax codes, separated by blanks. */
  tax: string
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
  'id',
  'currency',
  'official_amount',
  'amount',
  'margin',
  'exchange_rate',
  'charge',
  'charge_currency',
  'tax',
] as const satisfies readonly (keyof RatedRow)[]

const amounts = new Set<string>(['usage', 'official_amount', 'amount', 'margin', 'exchange_rate', 'charge'])

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

export const ratedHeading = (): string => csvLine(ratedColumns)

export function ratedLine(row: RatedRow): string {
  return csvLine(
    ratedColumns.map(column => {
      const value = row[column]
      return value === undefined ? '' : typeof value === 'string' ? value : digits(value)
    }),
  )
}

/** One row a line; amounts are text, so that no reader takes them for floating point numbers. */
export const ratedJson = (row: RatedRow): string =>
  `${JSON.stringify(row, (_, value) => (value instanceof Decimal ? digits(value) : value))}\n`

function ratedRow(values: Record<string, unknown>): RatedRow {
  const row: Record<string, unknown> = {}
  for (const column of ratedColumns) {
    const value = values[column]
    const text = value === undefined || value === null ? '' : String(value)
    row[column] = amounts.has(column) ? (text === '' ? undefined : Decimal.parse(text)) : text
  }
  return row as unknown as RatedRow
}

/** The rows of a rated Parquet file: amounts are decimals there, the rest is text. */
async function* ratedParquet(path: string): AsyncGenerator<RatedRow[]> {
  for await (const {rows, columns} of parquetRows(path)) {
    const names = new Set(columns.map(({name}) => name))
    if (!names.has('charge') || !names.has('rule')) throw notRated(path)
    for (let start = 0; start < rows; start += 2000) {
      const batch: RatedRow[] = []
      for (let row = start; row < Math.min(rows, start + 2000); row++) {
        batch.push(checked(ratedRow(Object.fromEntries(columns.map(({name, cells}) => [name, cells[row]]))), path))
      }
      yield batch
    }
  }
}

/** Reads a rated file, CSV, JSON lines or Parquet, portion by portion. Throws `usage` when it is none. */
export async function* readRated(path: string): AsyncGenerator<RatedRow[]> {
  const isJson = ['.jsonl', '.ndjson'].includes(extname(path).toLowerCase())
  let line = 0
  try {
    if (/\.parquet$/i.test(path)) return yield* ratedParquet(path)
    const stream = createReadStream(path)
    if (isJson) {
      for await (const text of createInterface({input: stream, crlfDelay: Number.POSITIVE_INFINITY})) {
        line++
        if (text.trim() !== '') yield [checked(ratedRow(JSON.parse(text)), path)]
      }
      return
    }
    let heading: string[] | undefined
    for await (const rows of csvRows(stream)) {
      if (!heading) {
        heading = rows.shift()!
        if (!heading.includes('charge') || !heading.includes('rule')) throw notRated(path)
      }
      const names = heading
      yield rows.map(cells => {
        line++
        return checked(ratedRow(Object.fromEntries(names.map((name, i) => [name, unharmed(cells[i] ?? '')]))), path)
      })
    }
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) {
      throw usage(`${path}, row ${line}: ${error.message}`, 'Make it again with partnerctl bill rate')
    }
    const {code} = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') {
      throw usage(`the rated file ${path} cannot be read (${code})`, 'partnerctl bill rate    makes one')
    }
    throw error
  }
}

function checked(row: RatedRow, path: string): RatedRow {
  if (!row.charge || !row.customer_id) throw notRated(path)
  return row
}

const notRated = (path: string) =>
  usage(`${path} is no file of rated records`, 'partnerctl bill rate    makes one from an export and a price book')
