// From the rows of a delivered file to pages of records, each of one customer and currency.
import type {Site} from '../../api/contract/contract.js'
import {usage} from '../../failure.js'
import {PageReader} from '../read/json-pages.js'
import {columnsByHeading, columnsByOrder, type DeliveredSource, type FileColumn} from '../records/delivered-columns.js'
import type {Layout} from '../records/layout.js'
import {BrokenPage, type RecordPage} from '../records/record-page.js'
import {Unfit} from '../records/unfit.js'
import {membersOf} from './archive.js'
import {monthOf, type Row, type RowFacts, rowOf} from './row.js'
import {tableRows} from './rows.js'

export interface Delivered {
  source: DeliveredSource
  /** Name of the file, for messages and for the month in it. */
  name: string
  /** The month whose records are wanted; any when absent. */
  cycle?: string
  site: Site
  /** Only these customers. */
  customers?: string[]
  chunks: AsyncIterable<Buffer>
}

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
export async function* deliveredPortions(
  file: Delivered,
  layout: Layout,
  remark: (text: string) => void,
): AsyncGenerator<Portion> {
  try {
    yield* portions(file, layout, remark)
  } catch (error) {
    if (error instanceof Unfit) throw usage(`${file.name}: ${error.message}`, error.next)
    if (!(error instanceof BrokenPage)) throw error
    throw usage(`${file.name} is not a whole bill file: ${error.message}`, 'Fetch it again, and compare its size')
  }
}

async function* portions(file: Delivered, layout: Layout, remark: (text: string) => void): AsyncGenerator<Portion> {
  const facts: RowFacts = {...file, month: monthIn(file.name)}
  const reader = new PageReader(layout, '', '')
  const wanted = file.customers && new Set(file.customers)
  let members = 0
  let tables = 0
  let records = 0
  for await (const {name, archived, chunks} of membersOf(file.name, file.chunks)) {
    if (archived && !/\.(csv|txt)$/i.test(name)) continue
    members++
    let columns: FileColumn[] | undefined
    let about = ''
    let rows: Row[] = []
    const table = tableRows(chunks, ({encoding, delimiter}) => {
      if (members > 1) return
      remark(`${file.name}: ${encoding}, ${delimiterName[delimiter]}`)
      remark(about)
    })
    let line = 0
    for await (const some of table) {
      for (const cells of some) {
        line++
        if (!columns) {
          const named = columnsByHeading(cells)
          columns = named ?? columnsByOrder(file.source, cells)
          const found = columns?.some(({known}) => known?.name === 'customer_id')
          if (!columns || !found) {
            throw new BrokenPage(
              `its columns are ${cells.slice(0, 4).join(', ')} ..., none of which is a customer's id`,
            )
          }
          about = aboutColumns(columns, named !== undefined)
          tables++
          if (named) continue
        }
        const place = archived ? `${name} row ${line}` : `row ${line}`
        if (cells.length !== columns.length) {
          throw new BrokenPage(`${place} has ${cells.length} cells, not ${columns.length}`)
        }
        const row = rowOf(cells, columns, facts, place)
        records++
        if (!wanted || wanted.has(row.customer)) rows.push(row)
        if (rows.length === PORTION) {
          yield grouped(rows, reader)
          rows = []
        }
      }
    }
    if (rows.length > 0) yield grouped(rows, reader)
  }
  if (tables === 0) throw usage(`${file.name} has no record`, 'Is it a bill file?', 'partnerctl bill export --help')
  // A month without a record is one nevertheless, and may be another than the wanted one.
  if (records === 0 && facts.month) monthOf('', facts)
}

const delimiterName: Record<string, string> = {',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars'}

function aboutColumns(columns: FileColumn[], named: boolean): string {
  const unknown = columns.filter(({known}) => !known).map(({heading}) => heading)
  if (!named) return `no headings: the published columns were taken, ${unknown.length} others are kept in other_fields`
  return unknown.length === 0
    ? `${columns.length} columns`
    : `${columns.length} columns, of which ${unknown.join(', ')} are kept in other_fields`
}

/** Whether a name is that of a delivered file, or of an archive. */
export const isDeliveredName = (name: string): boolean =>
  /(^|[\\/])customer(Bill|Usage(V2)?)_\d{6}[^\\/]*$|\.(tar|tgz|tar\.gz)$/i.test(name)

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
