// The rows of a FOCUS dataset as they lie in a file, CSV or Parquet, of whatever provider.
import {statSync} from 'node:fs'
import type {SchemaElement} from 'hyparquet'
import {usage} from '../../failure.js'
import {bytesOf, fileError, headOf, isJsonAt, type ReadFile, readFileAt} from '../read/bytes.js'
import {csvPages} from '../read/csv-pages.js'
import {Utf8, utf8Of} from '../read/encoding.js'
import type {Reading} from '../read/exported-file.js'
import {columnsOf, openParquet, parquetRows} from '../read/parquet-rows.js'
import {isZip} from '../read/zip.js'
import {CellTexts} from '../records/cell-texts.js'
import {Layout} from '../records/layout.js'
import {BrokenPage} from '../records/record-page.js'
import type {Cells, Column, Kind} from './checks.js'

/** Rows that are in memory together. */
export interface RowBatch {
  rows: number
  /** The cells of a row; the next call overwrites them. */
  cells(index: number): Cells
  /** Its number, as a spreadsheet counts it; in Parquet as a query does. */
  numberOf(index: number): number
}

export interface FocusRows {
  columns: readonly Column[]
  /** The rows, to be walked once; only these columns are read, the others are null. */
  batches(wanted: ReadonlySet<string>): AsyncIterable<RowBatch>
}

/** Unquoted, this stands for nothing in files that databases write. */
const NULL = 'NULL'

/** The rows of a file. Throws `usage` for one that is neither CSV nor Parquet. */
export async function focusRows(at: string, reading: Reading): Promise<FocusRows> {
  const file = await readFileAt(at)
  try {
    return await rowsOf(file, reading)
  } catch (error) {
    throw unfit(error, file.name)
  }
}

const unfit = (error: unknown, name: string) =>
  fileError(error, name, `${name} is not a table of FOCUS`, 'Copy it whole, or export it again')

async function rowsOf(file: ReadFile, reading: Reading): Promise<FocusRows> {
  const stats = statSync(file.path, {throwIfNoEntry: false})
  if (!stats) throw usage(`${file.name} does not exist`, 'Name a file of FOCUS, CSV or Parquet')
  if (stats.isDirectory()) throw usage(`${file.name} is a folder`, 'Name one of the files in it')
  const head = headOf(file.path)
  if (head.toString('latin1') === 'PAR1') return parquetOf(file, reading)
  if (isZip(head) || (await isJsonAt(file.path))) {
    throw usage(`${file.name} is neither CSV nor Parquet`, 'Save it as CSV or Parquet')
  }
  return csvOf(file, reading)
}

async function csvOf({path, name}: ReadFile, reading: Reading): Promise<FocusRows> {
  const decoder = new Utf8(reading)
  let columns: Column[] | undefined
  const pages = csvPages(utf8Of(bytesOf(path), decoder), names => {
    const twice = names.find((one, i) => names.indexOf(one) < i)
    if (twice !== undefined) throw new BrokenPage(`two of its columns are named ${twice}`)
    columns = names.map(one => ({name: one, kind: 'untyped'}))
    return new Layout(
      'res-fee-records',
      names.map(one => ({name: one, type: 'text'})),
    )
  })
  const first = await pages.next()
  if (!columns) throw usage(`${name} is empty`, 'Export it again')
  async function* batches(wanted: ReadonlySet<string>): AsyncGenerator<RowBatch> {
    const cells: (string | undefined)[] = columns!.map(() => undefined)
    const places = columns!.flatMap(({name}, place) => (wanted.has(name) ? place : []))
    let texts: CellTexts | undefined
    try {
      for (let next = first; !next.done; next = await pages.next()) {
        reading.signal?.throwIfAborted()
        const page = next.value
        if (!texts || texts.page !== page) texts = new CellTexts(page)
        const known: CellTexts = texts
        yield {
          rows: page.rows,
          cells(index) {
            for (const place of places) {
              const text = known.text(index, place)
              cells[place] = text === '' || text === NULL ? undefined : text
            }
            return cells
          },
          numberOf: index => page.numberOf(index),
        }
      }
    } catch (error) {
      throw unfit(error, name)
    }
    if (decoder.isGuess) reading.note?.(`${name} was read as ${decoder.encoding}`)
  }
  return {columns, batches}
}

async function parquetOf({path}: ReadFile, {signal}: Reading): Promise<FocusRows> {
  const file = await openParquet(path)
  await file.close()
  const columns: Column[] = columnsOf(file.metadata).map(one => ({name: one.name, kind: kindOf(one)}))
  async function* batches(wanted: ReadonlySet<string>): AsyncGenerator<RowBatch> {
    const cells: (string | undefined)[] = columns.map(() => undefined)
    const places = new Map(columns.map(({name}, place) => [name, place]))
    let before = 0
    for await (const group of parquetRows(path, wanted)) {
      signal?.throwIfAborted()
      const read = group.columns.map(column => ({values: column.cells, place: places.get(column.name)!}))
      const start = before + 1
      yield {
        rows: group.rows,
        cells(index) {
          for (const {values, place} of read) {
            const value = values[index]
            cells[place] = typeof value === 'object' ? value.text : value
          }
          return cells
        },
        numberOf: index => start + index,
      }
      before += group.rows
    }
  }
  return {columns, batches}
}

function kindOf({type, num_children, converted_type, logical_type}: SchemaElement): Kind {
  if (num_children) return 'nested'
  if (converted_type === 'DECIMAL' || logical_type?.type === 'DECIMAL') return 'decimal'
  if (converted_type === 'DATE' || logical_type?.type === 'DATE') return 'date'
  if (logical_type?.type === 'TIMESTAMP' || converted_type?.startsWith('TIMESTAMP')) return 'time'
  if (type === 'BYTE_ARRAY') return 'text'
  if (type === 'FLOAT' || type === 'DOUBLE') return 'float'
  if (type === 'BOOLEAN') return 'boolean'
  return type === 'INT32' || type === 'INT64' ? 'integer' : 'other'
}
