// The records of one file: an export of this program in any of its formats, or what Huawei delivered.
import {createReadStream} from 'node:fs'
import {basename} from 'node:path'
import {usage} from '../../failure.js'
import type {KeptColumns} from '../delivered/headed.js'
import {deliveredPortions, isDeliveredName} from '../delivered/pages.js'
import {formatTold, publishedFiles} from '../export/files/published.js'
import {type BillRecord, type PageFacts, RecordMaker} from '../records/bill-record.js'
import type {RecordPage} from '../records/record-page.js'
import {layoutOf} from '../records/sources.js'
import {bytesOf, fileError, headOf, isJsonAt, type ReadFile, readFileAt} from './bytes.js'
import {type TableFacts, TypedCells} from './cells.js'
import {csvPages} from './csv-pages.js'
import {leavesComma} from './delimiter.js'
import {type Decoding, Utf8, utf8Of} from './encoding.js'
import {exportedLayout} from './exported-layout.js'
import {jsonPages} from './json-records.js'
import {cycleOfFile, recordsOf} from './parquet-records.js'
import {nestedColumns, parquetRows} from './parquet-rows.js'
import {workbookAt, workbookRecords} from './workbook-records.js'
import {isZip, zipEntries} from './zip.js'

/** How files are read. */
export interface Reading extends Decoding {
  /** Of amounts of a delivered file that does not say it. */
  currency?: string
  /** The files were held against their manifests before. */
  isHeld?: boolean
  /** What was said before of the columns of delivered files. */
  columns?(): Promise<KeptColumns | undefined>
  /** Told of columns that hold lists or structures, which are not read. */
  nested?(names: string[]): void
  /** Told what the reader should know and is no error. */
  note?(text: string): void
}

type Kind = 'csv' | 'json' | 'parquet' | 'xlsx' | 'delivered'

const recordFile = /\.(?:(csv|jsonl|ndjson|json)(?:\.gz)?|(parquet|xlsx))$/i

/** What a file is by its name, or where that tells nothing by the manifest of its export; undefined without both. */
export function kindOf(path: string): string | undefined {
  const [, text, packed] = recordFile.exec(path) ?? []
  return (text ?? packed)?.toLowerCase() ?? formatTold(path)?.replace('focus-', '')
}

/** What a file is by its name, or without one by what it holds. Throws `usage`. */
async function kindAt({path, name}: ReadFile): Promise<Kind> {
  const isFile = path === name
  if (isDeliveredName(name) && !(isFile && formatTold(path))) return 'delivered'
  const kind = isFile ? kindOf(path) : undefined
  if (kind) return kind === 'parquet' || kind === 'csv' || kind === 'xlsx' ? kind : 'json'
  if (isFile) {
    throw usage(
      `${name} is not a file of records`,
      'Known are .csv, .jsonl, .ndjson and .json, also with .gz, .parquet and .xlsx, and what has its manifest beside it',
    )
  }
  const head = headOf(path)
  if (head.toString('latin1') === 'PAR1') return 'parquet'
  if (isZip(head))
    return zipEntries(workbookAt(path)).some(entry => /workbook\.xml$/i.test(entry.name)) ? 'xlsx' : 'delivered'
  if (headOf(path, 262).toString('latin1', 257) === 'ustar') return 'delivered'
  return (await isJsonAt(path)) ? 'json' : 'csv'
}

/** Records as they lie in a page, which the next batch of the file overwrites. */
export interface PageBatch {
  page: RecordPage
  /** Of a file that somebody may have written. */
  cells?: TypedCells
  facts: PageFacts
  /** Runs what may find a cell unfit, so that it is told of the file. */
  told<T>(look: () => T): T
}

/** Records of a file: those of a page, or where none is made as they are. */
export type Batch = PageBatch | BillRecord[]

/** The records of a file, some at a time. Throws `usage`. */
export async function* fileRecords(at: string, reading: Reading): AsyncGenerator<BillRecord[]> {
  let maker: RecordMaker | undefined
  for await (const batch of fileBatches(at, reading)) {
    if (Array.isArray(batch)) {
      yield batch
      continue
    }
    const {page, cells, facts} = batch
    if (maker?.page !== page) maker = new RecordMaker(page, cells)
    const making = maker
    for (let row = 0; row < page.rows; row += MADE) {
      yield batch.told(() => making.records(facts, row, Math.min(row + MADE, page.rows)))
    }
  }
}

/** Records that are made at a time: few of them are there still when memory is cleared. */
const MADE = 250

/** The same, of a text file as it is. */
export async function* fileBatches(at: string, reading: Reading): AsyncGenerator<Batch> {
  const file = await readFileAt(at)
  const {path, name} = file
  const unfit = (error: unknown) => fileError(error, name, `${name} is not an export of bill records`, COPY)
  try {
    const kind = await kindAt(file)
    if (kind === 'delivered') return yield* deliveredBatches(file, reading)
    if (kind === 'parquet') {
      if (reading.nested) reading.nested(await nestedColumns(path))
      let first = 1
      for await (const rows of parquetRows(path)) {
        reading.signal?.throwIfAborted()
        yield* recordsOf(rows, exportedLayout(rows.columns.map(({name}) => name)), first, cycleOfFile(path, rows.told))
        first += rows.rows
      }
      return
    }
    if (kind === 'xlsx') return yield* workbookRecords(path, text => reading.note?.(`${name}: ${text}`), reading.signal)
    const facts: TableFacts = {unit: kind === 'csv' ? 'row' : 'line'}
    const decoder = new Utf8(reading)
    const bytes = utf8Of(bytesOf(path), decoder)
    const pages = kind === 'csv' ? exportedCsv(bytes, facts) : jsonPages(bytes, facts, () => isSaidEmpty(path))
    let cells: TypedCells | undefined
    for await (const page of pages) {
      cells ??= new TypedCells(page.layout.columns, facts)
      yield {page, cells, facts: {bill_cycle: '', currency: ''}, told: look => tellOf(look, unfit)}
    }
    cells?.finish()
    if (decoder.isGuess) reading.note?.(`${name} was read as ${decoder.encoding}`)
  } catch (error) {
    throw unfit(error)
  }
}

function tellOf<T>(look: () => T, told: (error: unknown) => unknown): T {
  try {
    return look()
  } catch (error) {
    throw told(error)
  }
}

const COPY = 'Copy it whole, or export it again'

/** What bills of the China site are in. */
export const CHINA = 'CNY'

/** The records of a file that Huawei delivered. */
async function* deliveredBatches({path, name}: ReadFile, reading: Reading): AsyncGenerator<PageBatch> {
  const source = /usage/i.test(basename(name)) ? ('usage-file' as const) : ('bill-file' as const)
  const {encoding, isChinese, signal, note = () => {}} = reading
  const chunks = createReadStream(path, {highWaterMark: 1 << 18})
  const site = isChinese ? ('cn' as const) : ('intl' as const)
  const currency = reading.currency ?? (isChinese ? CHINA : undefined)
  const file = {source, name: basename(name), site, encoding, signal, currency, kept: await reading.columns?.(), chunks}
  for await (const groups of deliveredPortions(file, layoutOf(source), (text, isNews) => {
    if (isNews) note(text)
  })) {
    for (const read of groups) {
      const {page, currency} = read()
      yield {page, facts: {bill_cycle: '', currency}, told: look => look()}
    }
  }
}

function exportedCsv(chunks: AsyncIterable<Buffer>, facts: TableFacts): AsyncGenerator<RecordPage> {
  return csvPages(chunks, exportedLayout, delimiter => {
    facts.decimalComma = leavesComma(delimiter)
  })
}

/** A file without bytes is whole where its manifest says that no record is in it. */
const isSaidEmpty = (path: string) => publishedFiles(path).some(({part}) => part.rows === 0)
