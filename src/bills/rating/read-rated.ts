// Rated rows out of the files that hold them: what somebody changed in one is recognised, or refused with its place.
import {existsSync} from 'node:fs'
import {extname} from 'node:path'
import {unharmed} from '../../csv.js'
import {Decimal} from '../../decimal.js'
import {fileTrouble, isFileTrouble, usage} from '../../failure.js'
import {bytesOf, fileError, isJsonAt, linesOf, type ReadFile, readFileAt} from '../read/bytes.js'
import {
  AMOUNT,
  Amounts,
  customerOf,
  cutId,
  dayOf,
  headingAgain,
  isCutId,
  isIdField,
  isShortenedId,
  monthOf,
  NUMBER,
  notAs,
  quantities,
} from '../read/cells.js'
import {CsvScanner} from '../read/csv-scanner.js'
import {leavesComma} from '../read/delimiter.js'
import {type Decoding, Utf8, utf8Of} from '../read/encoding.js'
import {parquetRows} from '../read/parquet-rows.js'
import {Unfit} from '../records/unfit.js'
import {readProvenance} from './provenance.js'
import {type RatedRow, ratedAmounts, ratedColumns} from './rated.js'

/** Rows that are given at a time. */
const BATCH = 500
/** Bytes of rows that are held, before those that were read are given up. */
const LARGEST = 1 << 20
const AGAIN = 'Make it again with partnerctl bill rate'

/** Reads a rated file, CSV, JSON lines or Parquet, portion by portion; `-` is stdin. Throws `usage` when it is none. */
export async function* readRated(at: string, decoding: Decoding = {}): AsyncGenerator<RatedRow[]> {
  let name = at
  try {
    const file = await readFileAt(at)
    name = file.name
    // What is told of the file is of no other.
    const provenance = at === file.path ? await readProvenance(at) : undefined
    if (/\.parquet$/i.test(file.path)) yield* ratedParquet(file)
    else if (await isJson(file)) yield* ratedLines(file, decoding, provenance !== undefined)
    else yield* ratedTable(file, decoding)
  } catch (error) {
    if (isFileTrouble(error)) {
      throw usage(`the rated file ${name} cannot be read: ${fileTrouble(error)}`, ...rateSteps())
    }
    throw fileError(error, name, `${name} is no whole file of rated records`, AGAIN)
  }
}

const isJson = async ({path, name}: ReadFile) =>
  path === name ? ['.jsonl', '.ndjson'].includes(extname(path).toLowerCase()) : isJsonAt(path)

async function* ratedTable({path, name}: ReadFile, decoding: Decoding): AsyncGenerator<RatedRow[]> {
  const scanner = new CsvScanner(utf8Of(bytesOf(path), new Utf8(decoding)))
  if (!(await scanner.open())) throw notRated(name)
  const amounts = new Amounts(() => leavesComma(scanner.delimiter))
  let heading: string[] | undefined
  let batch: RatedRow[] = []
  for (;;) {
    if (scanner.held > LARGEST) scanner.release()
    if (!scanner.next()) {
      if (await scanner.more()) continue
      if (batch.length > 0) yield batch
      break
    }
    const {texts: cells, number} = scanner
    if (cells.every(cell => cell === '')) continue
    if (!heading) {
      heading = cells.map(cell => cell.trim())
      if (!isRated(heading)) throw notRated(name)
      continue
    }
    if (cells.length !== heading.length) {
      throw new Unfit(`row ${number} has ${cells.length} cells, not ${heading.length}`, AGAIN)
    }
    const values = Object.fromEntries(heading.map((column, i) => [column, unharmed(cells[i]!)]))
    batch.push(ratedRow(values, `row ${number}`, amounts, number))
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (!heading) throw notRated(name)
  amounts.finish((place, row) => `row ${row}, column ${ratedColumns[place]}`)
}

/** `mayBeEmpty`: something tells that no row is in it. */
async function* ratedLines(
  {path, name}: ReadFile,
  decoding: Decoding,
  mayBeEmpty: boolean,
): AsyncGenerator<RatedRow[]> {
  let isEmpty = true
  const amounts = new Amounts(() => false)
  let number = 0
  for await (const lines of linesOf(utf8Of(bytesOf(path), new Utf8(decoding)))) {
    const batch: RatedRow[] = []
    for (const line of lines) {
      number++
      if (line.trim() === '') continue
      let values: Record<string, unknown>
      try {
        values = JSON.parse(line)
      } catch (error) {
        throw new Unfit(`line ${number}: ${(error as Error).message}`, AGAIN)
      }
      if (typeof values !== 'object' || values === null || !isRated(Object.keys(values))) throw notRated(name)
      batch.push(ratedRow(values, `line ${number}`, amounts, number))
    }
    isEmpty &&= batch.length === 0
    yield batch
  }
  if (isEmpty && !mayBeEmpty) throw new Unfit('it is empty', AGAIN)
}

/** The rows of a rated Parquet file: amounts are decimals there, the rest is text. */
async function* ratedParquet({path, name}: ReadFile): AsyncGenerator<RatedRow[]> {
  const amounts = new Amounts(() => false)
  let number = 0
  for await (const {rows, columns} of parquetRows(path)) {
    if (!isRated(columns.map(column => column.name))) throw notRated(name)
    for (let start = 0; start < rows; start += BATCH) {
      const batch: RatedRow[] = []
      for (let row = start; row < Math.min(rows, start + BATCH); row++) {
        number++
        const values = Object.fromEntries(columns.map(column => [column.name, column.cells[row]]))
        batch.push(ratedRow(values, `row ${number}`, amounts, number))
      }
      yield batch
    }
  }
}

const isRated = (names: string[]) => names.includes('charge') && names.includes('rule')

/** Throws {@link Unfit}. */
function ratedRow(values: Record<string, unknown>, place: string, amounts: Amounts, number: number): RatedRow {
  const row: Record<string, unknown> = {}
  for (const [index, column] of ratedColumns.entries()) {
    const value = values[column]
    const text = value === undefined || value === null ? '' : String(value)
    if (ratedAmounts.has(column)) {
      row[column] =
        text === ''
          ? undefined
          : amountOf(text, amounts.read(index, text, number, quantities.has(column)), place, column)
    } else if (column === 'bill_cycle')
      row[column] = known(monthOf(text), text, place, column, 'a month such as 2026-10')
    else if (column === 'bill_date') row[column] = known(dayOf(text), text, place, column, 'a day such as 2026-10-03')
    else if (column === 'customer_id' && text !== '') {
      if (isCutId(text)) throw cutId(place, column, text)
      row[column] = known(customerOf(text), text, place, column, "a customer's id")
    } else if (isIdField(column) && isShortenedId(text)) throw cutId(place, column, text)
    else row[column] = text
  }
  // A customer that is billed itself has none.
  if (values.bill_to) {
    const text = String(values.bill_to)
    if (isCutId(text)) throw cutId(place, 'bill_to', text)
    row.bill_to = known(customerOf(text), text, place, 'bill_to', "a reseller's id")
    row.bill_to_name = String(values.bill_to_name ?? '')
  }
  if (!row.customer_id) throw new Unfit(`${place} has no customer_id`, AGAIN)
  if (!row.charge) throw new Unfit(`${place} has no charge`, AGAIN)
  return row as unknown as RatedRow
}

function amountOf(text: string, number: string | undefined, place: string, column: string): Decimal {
  if (number === undefined && text !== column) {
    throw notAs(place, column, text, NUMBER, AMOUNT)
  }
  return Decimal.parse(known(number, text, place, column, ''))
}

function known(value: string | undefined, text: string, place: string, column: string, what: string): string {
  if (value !== undefined) return value
  if (text === column) throw headingAgain(place)
  throw notAs(place, column, text, what, AGAIN)
}

const notRated = (name: string) => usage(`${name} is no file of rated records`, ...rateSteps())

/** How a rated file is made, from the beginning where there is no price book yet. */
const rateSteps = (): string[] => [
  ...(process.env.PARTNERCTL_PRICEBOOK || existsSync('pricebook.yaml')
    ? []
    : ['partnerctl pricebook init    makes a price book, which rating needs']),
  'partnerctl bill rate    makes a rated file of a month, or of the export that is named behind it',
]
