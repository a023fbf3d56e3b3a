// Reads bill records wherever they are: live from the API, or from an export. For everything that works on records
// rather than on files.
import {createReadStream, existsSync, readdirSync, statSync} from 'node:fs'
import {basename, join} from 'node:path'
import {pipeline} from 'node:stream'
import {createGunzip} from 'node:zlib'
import type {Api} from '../../api/client.js'
import {type Customer, listCustomers} from '../../customers/find.js'
import {isFinal} from '../../cycle.js'
import {concernsOnePart, usage} from '../../failure.js'
import {lookUp} from '../../look-up.js'
import {deliveredPortions, isDeliveredName} from '../delivered/pages.js'
import {fieldsOfFocus, isFocus} from '../formats/focus/names.js'
import {type BillRecord, RecordMaker} from '../records/bill-record.js'
import {type ColumnType, Layout} from '../records/layout.js'
import {BrokenPage, type RecordPage} from '../records/record-page.js'
import {layoutOf, type SourceName, sourceNames} from '../records/sources.js'
import {Unfit} from '../records/unfit.js'
import {type TableFacts, TypedCells} from './cells.js'
import {csvPages} from './csv-pages.js'
import {customerRecords, type Unread} from './customer-records.js'
import {leavesComma} from './delimiter.js'
import {PageReader} from './json-pages.js'
import {recordsOf} from './parquet-records.js'
import {parquetRows} from './parquet-rows.js'

/** Records of a month, to be walked once. */
export interface RecordSet {
  /** Where they are, for messages: a path, or the profile. */
  origin: string
  /** Known before reading where an export says it, or when they are read live. */
  cycle?: string
  /** False while the figures can still change; undefined when nobody knows. */
  final?: boolean
  /** Customers whose records are not among them. Complete after the walk. */
  unread: Unread[]
  /** The records as they come, some at a time. Throws a Failure. */
  batches(): AsyncGenerator<BillRecord[]>
}

/** The files of an export: one, or all of a folder. Throws `usage` where there are none. */
export function exportedFiles(path: string): string[] {
  if (!existsSync(path)) throw usage(`${path} does not exist`, 'Make it with: partnerctl bill export')
  const files = statSync(path).isDirectory() ? recordFilesIn(path) : [path]
  if (files.length === 0) throw usage(`${path} holds no exported records`, 'Make them with: partnerctl bill export')
  return files
}

/**
 * The records of an export: a file of `bill export` (CSV, JSON or JSON lines, also gzipped, or Parquet; FOCUS too), or
 * a folder of such files.
 */
export function exportedRecords(path: string): RecordSet {
  const files = exportedFiles(path)
  return {
    origin: path,
    unread: [],
    async *batches() {
      for (const file of files) yield* fileRecords(file)
    },
  }
}

/** The records of a cycle as the API gives them now. Customers that cannot be read are listed, not thrown. */
export function liveRecords(api: Api, cycle: string, now: Date, customers?: Customer[]): RecordSet {
  const unread: Unread[] = []
  return {
    origin: 'the API',
    cycle,
    final: isFinal(cycle, now),
    unread,
    async *batches() {
      for await (const customer of customers ?? listCustomers(api, {})) {
        try {
          yield* customerRecords(api, customer, cycle)
        } catch (error) {
          if (!concernsOnePart(error)) throw error
          const {customer_id, account_name} = customer
          unread.push({customer_id, account_name, reason: error.message, next: error.next})
        }
      }
    },
  }
}

const recordFile = /\.(?:(csv|jsonl|json)(?:\.gz)?|(parquet))$/i

const kindOf = (path: string): string | undefined => {
  const [, text, parquet] = recordFile.exec(path) ?? []
  return (text ?? parquet)?.toLowerCase()
}

function recordFilesIn(folder: string): string[] {
  const names = readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .filter(name => kindOf(name) && !/(^|[\\/.])manifest\.json$/.test(name) && !/(^|[\\/])_/.test(name))
    .sort()
  // The same month in two formats would be counted twice.
  const kinds = [...new Set(names.map(kindOf))]
  if (kinds.length > 1) {
    throw usage(`${folder} holds ${kinds.join(' and ')} files, which may be the same records twice`, 'Name one of them')
  }
  return names.map(name => join(folder, name))
}

async function* fileRecords(path: string): AsyncGenerator<BillRecord[]> {
  if (isDeliveredName(path)) {
    yield* deliveredRecords(path)
    return
  }
  const kind = kindOf(path)
  if (!kind) {
    throw usage(`${path} is not a file of records`, 'Known are .csv, .jsonl and .json, also with .gz, and .parquet')
  }
  try {
    if (kind === 'parquet') {
      let first = 1
      for await (const rows of parquetRows(path)) {
        yield* recordsOf(rows, exportedLayout(rows.columns.map(({name}) => name)), first)
        first += rows.rows
      }
      return
    }
    const facts: TableFacts = {unit: kind === 'csv' ? 'row' : 'line'}
    const pages = kind === 'csv' ? exportedCsv(fileBytes(path), facts) : exportedLines(fileBytes(path))
    let maker: RecordMaker | undefined
    for await (const page of pages) {
      maker ??= new RecordMaker(page, new TypedCells(page.layout.columns, facts))
      yield maker.records({bill_cycle: '', currency: ''})
    }
    maker?.cells?.finish()
  } catch (error) {
    if (error instanceof Unfit) throw usage(`${path}: ${error.message}`, error.next)
    if (error instanceof BrokenPage) throw usage(`${path} is not an export of bill records: ${error.message}`)
    const {code} = error as NodeJS.ErrnoException
    if (code === 'Z_BUF_ERROR') throw usage(`${path} is cut off`, COPY)
    if (code?.startsWith('Z_')) throw usage(`${path} is damaged: its packed bytes make no sense`, COPY)
    throw error
  }
}

const COPY = 'Copy it whole, or export it again'

/** The records of a file that Huawei delivered. */
async function* deliveredRecords(path: string): AsyncGenerator<BillRecord[]> {
  const source = /usage/i.test(basename(path)) ? ('usage-file' as const) : ('bill-file' as const)
  const file = {source, name: basename(path), site: 'intl' as const, chunks: createReadStream(path)}
  let maker: RecordMaker | undefined
  for await (const groups of deliveredPortions(file, layoutOf(source), () => {})) {
    for (const read of groups) {
      const {page, currency} = read()
      maker ??= new RecordMaker(page)
      yield maker.records({bill_cycle: '', currency})
    }
  }
}

function fileBytes(path: string): AsyncIterable<Buffer> {
  const file = createReadStream(path, {highWaterMark: 1 << 20})
  // An error of the file is one of what is unpacked from it, too.
  return path.endsWith('.gz') ? pipeline(file, createGunzip(), () => {}) : file
}

async function* withoutMark(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let first = true
  for await (const chunk of chunks) {
    yield first && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk
    first = false
  }
}

function exportedCsv(chunks: AsyncIterable<Buffer>, facts: TableFacts): AsyncGenerator<RecordPage> {
  return csvPages(withoutMark(chunks), exportedLayout, delimiter => {
    facts.decimalComma = leavesComma(delimiter)
  })
}

async function* exportedLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<RecordPage> {
  let reader: PageReader | undefined
  let rest: Buffer = Buffer.alloc(0)
  const read = (bytes: Buffer) => {
    reader ??= new PageReader(exportedLayout(firstKeys(bytes)), '', '')
    const page = reader.readLines(bytes)
    page.firstNumber = line
    line += page.rows
    return page
  }
  let line = 1
  let first = ''
  let last = ''
  for await (const chunk of chunks) {
    first ||= chunk.toString('latin1', 0, BLANKS).trim().slice(0, 1)
    last = chunk.subarray(-BLANKS).toString('latin1').trim().slice(-1) || last
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const end = rest.lastIndexOf(10) + 1
    if (end === 0 || !rest.subarray(0, end).includes('{')) continue
    yield read(rest.subarray(0, end))
    rest = rest.subarray(end)
  }
  if (first === '[' && last !== ']') throw new BrokenPage('it is cut off')
  if (rest.includes('{')) yield lastLine(() => read(rest))
}

/** Blanks that may stand at an end of a file. */
const BLANKS = 64

/** A line without a line end may be a part of one. */
function lastLine(read: () => RecordPage): RecordPage {
  try {
    return read()
  } catch (error) {
    throw error instanceof BrokenPage ? new BrokenPage('it is cut off in its last line') : error
  }
}

function firstKeys(bytes: Buffer): string[] {
  const start = bytes.indexOf('{')
  const end = bytes.indexOf('\n', start)
  const line = bytes.toString('utf8', start, end < 0 ? undefined : end).replace(/,\s*$/, '')
  try {
    return Object.keys(JSON.parse(line) as object)
  } catch {
    throw new BrokenPage('it has no record on a line')
  }
}

/** Of the sources that the API has, the one of which most is known. */
const bestSource = (known: (source: SourceName) => number): SourceName =>
  sourceNames
    .filter(source => !source.endsWith('-file'))
    .reduce((left, right) => (known(right) > known(left) ? right : left))

/** The columns of FOCUS that a record has no field for keep their names. */
function focusLayout(names: string[]): Layout {
  const fields = (source: SourceName) => fieldsOfFocus(layoutOf(source))
  const best = bestSource(source => names.filter(name => fields(source).has(name)).length)
  const source = layoutOf(best)
  const common = fields(best)
  const typeOf = (field: string): ColumnType =>
    field === 'bill_cycle' ? 'cycle' : fileType(field, source.columns[source.commonPlace(field)]?.type)
  return new Layout(
    best,
    names.map(name => ({name, type: typeOf(common.get(name) ?? name)})),
    Object.fromEntries(common),
  )
}

/** What an export has beside the fields of its source. */
const addedColumns: Record<string, ColumnType> = {
  other_fields: 'json',
}

/**
 * The type of a field, by its common name, in a file: days and times are looked at there, for spreadsheets write them
 * anew.
 */
const fileType = (field: string, type: ColumnType | undefined): ColumnType =>
  field === 'bill_cycle'
    ? 'month'
    : field === 'bill_date'
      ? 'day'
      : field.endsWith('_time')
        ? 'time'
        : (type ?? lookUp(addedColumns, field) ?? 'text')

/**
 * The layout of an export by its column names: that of the source that knows most of them. Unknown columns are kept as
 * text.
 */
export function exportedLayout(names: string[]): Layout {
  if (names.includes('book_version')) throw new BrokenPage('its rows are rated already')
  if (isFocus(names)) return focusLayout(names)
  const known = (source: SourceName) => names.filter(name => layoutOf(source).placeOf(name) >= 0).length
  const best = bestSource(known)
  if (known(best) === 0) throw new BrokenPage(`its columns are ${names.slice(0, 4).join(', ')} ...`)
  const source = layoutOf(best)
  const fields = names.map(name => {
    const column = source.columns[source.placeOf(name)]
    return {name, type: fileType(column?.common ?? name, column?.type)}
  })
  return new Layout(best, fields, Object.fromEntries(source.columns.map(({name, common}) => [name, common])))
}
