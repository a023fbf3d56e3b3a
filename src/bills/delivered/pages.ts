// From the rows of a delivered file to pages of records, each of one customer and currency.
import {basename} from 'node:path'
import type {Site} from '../../api/contract/contract.js'
import {usage} from '../../failure.js'
import {tablesIn} from '../read/archive.js'
import {Amounts} from '../read/cells.js'
import {CsvScanner} from '../read/csv-scanner.js'
import {leavesComma} from '../read/delimiter.js'
import type {ColumnMap, DeliveredSource} from '../records/delivered-columns.js'
import type {Layout} from '../records/layout.js'
import {BrokenPage, RecordPage} from '../records/record-page.js'
import {Unfit} from '../records/unfit.js'
import {Headed, type HeadedColumns, type KeptColumns} from './headed.js'
import {DeliveredRows, type RowFacts, recordMonth} from './rows.js'
import {bytesIn} from './tables.js'
import {Told} from './told.js'
import {Twins} from './twins.js'

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
  /** Ends the reading with its reason. */
  signal?: AbortSignal
  /** Which of its columns is which: what was typed, what of that it must have, and what was said before. */
  map?: ColumnMap
  mustHave?: ColumnMap
  kept?: KeptColumns
  /** Told the columns of its first table. */
  onHeaded?(found: HeadedColumns): void
  /** The currency of amounts that do not say it: as it was typed, or as the platform says when it is asked. */
  currency?: string | (() => Promise<string | undefined>)
  chunks: AsyncIterable<Buffer>
}

/** Told what was recognised; `isNews`: what a reader must know who does not ask. */
export type Remark = (text: string, isNews: boolean) => void

/** Rows that are sorted by customer at a time, and bytes of them at most. */
const PORTION = 2000
const LARGEST_PORTION = 1 << 25

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
    throw toldOf(file, error)
  }
}

function toldOf({name}: Delivered, error: unknown): unknown {
  if (error instanceof Unfit) return usage(`${name}: ${error.message}`, error.next)
  if (!(error instanceof BrokenPage)) return error
  return usage(`${name} is not a whole bill file: ${error.message}`, 'Fetch it again, and compare its size')
}

async function* portions(file: Delivered, layout: Layout, remark: Remark): AsyncGenerator<Portion> {
  const told = new Told()
  const typed = typeof file.currency === 'string' ? file.currency : undefined
  const facts: RowFacts = {
    name: file.name,
    month: monthIn(basename(file.name)),
    cycle: file.cycle,
    currency: typed,
    told,
  }
  const given = new RecordPage(layout, 'csv')
  const wanted = file.customers && new Set(file.customers)
  let first: Headed | undefined
  let form = ''
  const seen = new Twins()
  for await (const member of tablesIn(file.name, file.chunks, remark)) {
    const {name, archived} = member
    if (archived) Object.assign(facts, {name: `${name} in ${file.name}`, month: monthOfMember(name, file.name)})
    seen.begin(member, facts.month)
    const table = await bytesIn(member, file)
    const scanner = new CsvScanner(table.bytes)
    const placeOf = (row: number) => (archived ? `${name} row ${row}` : `row ${row}`)
    const headed = new Headed(file, placeOf, archived ? name : file.name)
    if (await scanner.open()) await headedBy(scanner, headed)
    const {columns} = headed
    const {delimiter} = scanner
    if (!columns) {
      if (archived) remark(`${name} in it is empty`, true)
      continue
    }
    if (first) headed.checkBeside(first)
    else file.onHeaded?.(headed)
    const amounts = new Amounts(() => leavesComma(delimiter))
    const rows = new DeliveredRows(scanner, columns, layout, facts, amounts)
    const {page} = rows
    const add = () => {
      const place = placeOf(scanner.number)
      if (scanner.cells < columns.length || scanner.hasMoreThan(columns.length)) {
        throw new BrokenPage(
          `${place} has ${scanner.cells} ${scanner.cells === 1 ? 'cell' : 'cells'}, not ${columns.length}`,
        )
      }
      rows.add(place)
      records++
    }
    let records = 0
    // Without headings, the row that told the columns is a record.
    let isThere = !headed.isNamed
    for (;;) {
      if (isThere || scanner.next()) {
        isThere = false
        if (scanner.cells > 0) add()
        if (rows.lacksCurrency) {
          facts.currency = await currencyOf(file)
          rows.putCurrency()
        }
        if (archived && scanner.cells > 0) seen.add(page, scanner.bytes)
        if (page.rows < PORTION && scanner.held < LARGEST_PORTION) continue
      } else if (await scanner.more()) continue
      else if (page.rows === 0) break
      page.bytes = scanner.bytes
      // A portion may be nothing but empty lines.
      if (page.rows > 0) yield grouped(page, given, wanted)
      page.reset(scanner.bytes)
      scanner.release()
    }
    amounts.finish((place, row) => `${placeOf(row)}, column ${columns[place]!.heading}`)
    const {text, isGuess} = table.form(delimiter)
    if (text !== form) remark(`${first ? headed.name : file.name}: ${text}`, isGuess)
    form = text
    if (scanner.isUnended && records > 0) {
      remark(`${headed.name}: its last row has no line end: look whether it was cut off there`, true)
    }
    headed.tell(remark, first)
    first ??= headed
    seen.finish()
    // A month without a record is one nevertheless, and may be another than the wanted one.
    if (records === 0 && facts.month) recordMonth('', facts)
  }
  if (facts.currency && !typed) remark(`no currency in it: ${facts.currency}, as your own bill says`, false)
  if (!first) throw usage(`${file.name} has no record`, 'Is it a bill file?', 'partnerctl bill export --help')
  for (const text of told.lines) remark(text, true)
}

/** The headings of a file, and which of them is which, as far as its first table tells. Throws `usage`. */
export async function headingsIn(file: Delivered): Promise<HeadedColumns | undefined> {
  try {
    for await (const member of tablesIn(file.name, file.chunks, () => {})) {
      const scanner = new CsvScanner((await bytesIn(member, file)).bytes)
      if (await scanner.open()) return await headedBy(scanner, new Headed(file, row => `row ${row}`))
    }
    return undefined
  } catch (error) {
    throw toldOf(file, error)
  }
}

/** Looks for the heading of a table; nothing has none. Throws `usage`, {@link BrokenPage} and {@link Unfit}. */
async function headedBy(scanner: CsvScanner, headed: Headed): Promise<Headed> {
  for (;;) {
    if (scanner.held > LARGEST_PORTION) scanner.release()
    if (!scanner.next()) {
      if (await scanner.more()) continue
      headed.finish()
      return headed
    }
    if (scanner.cells > 0 && headed.found(scanner.texts, scanner.number)) return headed
  }
}

/** The currency of rows that do not say theirs. Throws `usage` where nobody knows it: it is never assumed. */
async function currencyOf(file: Delivered): Promise<string> {
  const asked = typeof file.currency === 'function' ? await file.currency() : file.currency
  if (!asked) {
    throw usage(`${file.name} does not say in which currency its amounts are`, 'Say it: add --currency USD')
  }
  return asked
}

/** Whether a name is that of a delivered file, or of an archive. */
export const isDeliveredName = (name: string): boolean =>
  /(^|[\\/])customer(Bill|Usage(V2)?)_\d{6}[^\\/]*$|\.(tar|tgz|tar\.gz|zip)$/i.test(name)

/** The month that the name of a file says: `customerBill_202610.tar.gz`. */
export const monthIn = (name: string): string | undefined =>
  /(?<!\d)(20\d\d)[-_]?(0[1-9]|1[0-2])(?!\d|[-_]\d\d(?!\d))/.exec(name)?.slice(1).join('-')

/** The month of a file in an archive: as its own name says, or else that of the archive. Throws {@link Unfit}. */
function monthOfMember(name: string, archive: string): string | undefined {
  const [own, whole] = [monthIn(name), monthIn(archive)]
  if (own && whole && own !== whole) {
    throw new Unfit(
      `${name} in it is of cycle ${own} by its name, and the archive is of ${whole}`,
      'Take it out of the archive, or name the archive without a month',
    )
  }
  return own ?? whole
}

/** The rows of a page by customer and currency; each group is put into `given` when it is read. */
function grouped(page: RecordPage, given: RecordPage, wanted: Set<string> | undefined): Portion {
  const groups = new Map<string, Group>()
  const [customer, currency, account] = ['customer_id', 'currency', 'account_name'].map(name =>
    page.layout.placeOf(name),
  ) as [number, number, number]
  let last: Group | undefined
  for (let row = 0; row < page.rows; row++) {
    if (last && isSameCell(page, customer, row) && isSameCell(page, currency, row)) {
      last.runs.at(-1)!.count++
      continue
    }
    const customer_id = page.text(row, customer)
    const key = `${customer_id}\n${page.text(row, currency)}`
    last = groups.get(key)
    if (!last) {
      last = {customer_id, account_name: page.text(row, account), currency: page.text(row, currency), runs: []}
      groups.set(key, last)
    }
    last.runs.push({from: row, count: 1})
  }
  return [...groups.values()]
    .filter(({customer_id}) => !wanted || wanted.has(customer_id))
    .map(({runs, ...facts}) => () => {
      given.reset(page.bytes)
      given.order = page.order
      for (const {from, count} of runs) given.addRows(page, from, count)
      return {page: given, ...facts}
    })
}

interface Group extends Omit<DeliveredPage, 'page'> {
  runs: {from: number; count: number}[]
}

/** Whether a cell says the same as in the row before. */
function isSameCell({bytes, starts, ends, layout: {width}}: RecordPage, place: number, row: number): boolean {
  const cell = row * width + place
  const start = starts[cell]!
  const before = starts[cell - width]!
  const length = ends[cell]! - start
  if (length !== ends[cell - width]! - before) return false
  for (let i = 0; i < length; i++) if (bytes[start + i] !== bytes[before + i]) return false
  return true
}
