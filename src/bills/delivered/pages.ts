// From the rows of a delivered file to pages of records, each of one customer and currency.
import type {Site} from '../../api/contract/contract.js'
import {usage} from '../../failure.js'
import {tablesIn} from '../read/archive.js'
import {Amounts} from '../read/cells.js'
import {delimiterNames, leavesComma} from '../read/delimiter.js'
import type {Decoding} from '../read/encoding.js'
import {PageReader} from '../read/json-pages.js'
import {openTable} from '../read/table-rows.js'
import {columnsByHeading, columnsByOrder, type DeliveredSource, type FileColumn} from '../records/delivered-columns.js'
import type {Layout} from '../records/layout.js'
import {BrokenPage, type RecordPage} from '../records/record-page.js'
import {Unfit} from '../records/unfit.js'
import {type Row, type RowFacts, recordMonth, rowOf} from './row.js'

export interface Delivered {
  source: DeliveredSource
  /** Name of the file, for messages and for the month in it. */
  name: string
  /** The month whose records are wanted; any when absent. */
  cycle?: string
  site: Site
  /** Only these customers. */
  customers?: string[]
  /** What the reader was told of its encoding. */
  encoding?: string
  chunks: AsyncIterable<Buffer>
}

/** Told what was recognised; `isNews`: what a reader must know who does not ask. */
export type Remark = (text: string, isNews: boolean) => void

/** Rows that are sorted by customer at a time. */
const PORTION = 2000

export interface DeliveredPage {
  page: RecordPage
  customer_id: string
  account_name: string
  currency: string
}

/** Groups of a portion: those of one customer and currency stand together, in the order of the file. */
export type Portion = (() => DeliveredPage)[]

/** The records of a file, a portion at a time. What the reader should know goes to `remark`. Throws `usage`. */
export async function* deliveredPortions(file: Delivered, layout: Layout, remark: Remark): AsyncGenerator<Portion> {
  try {
    yield* portions(file, layout, remark)
  } catch (error) {
    if (error instanceof Unfit) throw usage(`${file.name}: ${error.message}`, error.next)
    if (!(error instanceof BrokenPage)) throw error
    throw usage(`${file.name} is not a whole bill file: ${error.message}`, 'Fetch it again, and compare its size')
  }
}

async function* portions(file: Delivered, layout: Layout, remark: Remark): AsyncGenerator<Portion> {
  const facts: RowFacts = {...file, month: monthIn(file.name)}
  const reader = new PageReader(layout, '', '')
  const wanted = file.customers && new Set(file.customers)
  let members = 0
  let tables = 0
  let records = 0
  for await (const {name, archived, chunks} of tablesIn(file.name, file.chunks, remark)) {
    members++
    let columns: FileColumn[] | undefined
    let about = ''
    let rows: Row[] = []
    const decoding: Decoding = {encoding: file.encoding, isChinese: file.site === 'cn'}
    const table = await openTable(chunks, decoding)
    if (!table) continue
    const amounts = new Amounts(() => leavesComma(table.delimiter))
    const placeOf = (line: number) => (archived ? `${name} row ${line}` : `row ${line}`)
    let line = 0
    let strange: string[] | undefined
    for await (const some of table.rows()) {
      for (const cells of some) {
        line++
        if (cells.length === 0) continue
        if (!columns) {
          const named = columnsByHeading(cells)
          columns = named ?? columnsByOrder(file.source, cells)
          const found = columns?.some(({known}) => known?.name === 'customer_id')
          if (!columns || !found) {
            // Consoles write lines about the bill above it.
            columns = undefined
            strange ??= cells
            if (line < PREAMBLE) continue
            throw unknownColumns(strange)
          }
          about = aboutColumns(columns, named !== undefined)
          if (strange) about = `what stands above row ${line} was passed over; ${about}`
          tables++
          if (named) continue
        }
        const place = placeOf(line)
        if (cells.length !== columns.length) {
          throw new BrokenPage(`${place} has ${cells.length} cells, not ${columns.length}`)
        }
        const row = rowOf(cells, columns, facts, {place, row: line, amounts})
        records++
        if (!wanted || wanted.has(row.customer)) rows.push(row)
        if (rows.length === PORTION) {
          yield grouped(rows, reader)
          rows = []
        }
      }
    }
    if (!columns && strange) throw unknownColumns(strange)
    amounts.finish((place, row) => `${placeOf(row)}, column ${columns![place]!.heading}`)
    if (members === 1) {
      const {delimiter, decoder} = table
      const parted = delimiterNames[delimiter] ?? `parted by ${delimiter}`
      remark(`${file.name}: ${decoder.encoding}, ${parted}`, decoder.isGuess)
      remark(about, strange !== undefined)
    }
    if (rows.length > 0) yield grouped(rows, reader)
  }
  if (tables === 0) throw usage(`${file.name} has no record`, 'Is it a bill file?', 'partnerctl bill export --help')
  // A month without a record is one nevertheless, and may be another than the wanted one.
  if (records === 0 && facts.month) recordMonth('', facts)
}

/** Lines at most above the headings. */
const PREAMBLE = 20

const unknownColumns = (cells: string[]) =>
  new BrokenPage(`its columns are ${cells.slice(0, 4).join(', ')} ..., none of which is a customer's id`)

function aboutColumns(columns: FileColumn[], named: boolean): string {
  const unknown = columns.filter(({known}) => !known).map(({heading}) => heading)
  if (!named) return `no headings: the published columns were taken, ${unknown.length} others are kept in other_fields`
  return unknown.length === 0
    ? `${columns.length} columns`
    : `${columns.length} columns, of which ${unknown.join(', ')} are kept in other_fields`
}

/** Whether a name is that of a delivered file, or of an archive. */
export const isDeliveredName = (name: string): boolean =>
  /(^|[\\/])customer(Bill|Usage(V2)?)_\d{6}[^\\/]*$|\.(tar|tgz|tar\.gz|zip)$/i.test(name)

/** The month that the name of a file says: `customerBill_202610.tar.gz`. */
export const monthIn = (name: string): string | undefined =>
  /_(\d{4})(0[1-9]|1[0-2])(?=[_.])/.exec(name)?.slice(1).join('-')

function grouped(rows: Row[], reader: PageReader): Portion {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = `${row.customer}\n${row.currency}`
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return [...groups.values()].map(group => () => {
    const {customer, account, currency} = group[0]!
    const page = reader.readLines(Buffer.from(group.map(({json}) => json).join('')))
    return {page, customer_id: customer, account_name: account, currency}
  })
}
