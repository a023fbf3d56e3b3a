// Reads exports back with other programs' readers: what stands in a file, whoever wrote it. Amounts stay text.
import {readdirSync, readFileSync, statSync} from 'node:fs'
import {basename, join} from 'node:path'
import {gunzipSync} from 'node:zlib'
import {parse} from 'csv-parse/sync'
import {isLosslessNumber, parse as parseLossless} from 'lossless-json'
import readXlsx from 'read-excel-file/node'
import {literal, openDuckDb} from '../../src/bills/query/duckdb.js'
import {temporaryFolder} from './traces.js'

/** A row by its column names; null for what is empty. */
export type Row = Record<string, string | null>

export const filesBelow = (path: string): string[] =>
  statSync(path).isFile()
    ? [path]
    : readdirSync(path, {recursive: true, encoding: 'utf8'})
        .map(name => join(path, name))
        .filter(file => statSync(file).isFile() && !/manifest|_SUCCESS/.test(file.slice(path.length)))
        .sort()

/** The rows of exported files, by file; of their columns only those that are named, where any are. */
export async function rowsByFile(files: string[], columns?: string[]): Promise<Map<string, Row[]>> {
  const found = new Map<string, Row[]>(files.map(file => [file, []]))
  const tables = files.filter(file => file.endsWith('.parquet'))
  if (tables.length > 0) {
    const list = `[${tables.map(literal)}]`
    const names = columns && [...columns, 'filename'].map(literal)
    const chosen = names ? `COLUMNS(name -> name IN (${names}))` : '*'
    const sql = `SELECT ${chosen} FROM read_parquet(${list}, filename = true, hive_partitioning = false)`
    for (const {filename, ...row} of await queryRows(sql, tables)) found.get(filename!)!.push(row)
  }
  for (const file of files) if (!tables.includes(file)) found.set(file, await rowsOf(file, columns))
  return found
}

/** The rows of an exported file that is not Parquet. */
export async function rowsOf(file: string, columns?: string[]): Promise<Row[]> {
  const isWanted = (name: string) => columns?.includes(name) ?? true
  const packed = readFileSync(file)
  if (file.endsWith('.xlsx')) return sheetRows(packed, isWanted)
  const text = (file.endsWith('.gz') ? gunzipSync(packed) : packed).toString('utf8')
  const kind = basename(file).replace(/\.gz$/, '')
  if (kind.endsWith('.csv')) return csvRows(text, isWanted)
  const objects = kind.endsWith('.jsonl')
    ? text
        .split('\n')
        .filter(Boolean)
        .map(line => parseLossless(line))
    : (parseLossless(text) as unknown[])
  return objects.map(object => jsonRow(object as Record<string, unknown>, isWanted))
}

type Wanted = (name: string) => boolean

const csvRows = (text: string, isWanted: Wanted): Row[] =>
  parse<Row>(text, {
    columns: (heading: string[]) => heading.map(name => isWanted(name) && name),
    bom: true,
    record_delimiter: '\r\n',
  }).map(row => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell === '' ? null : cell])))

function jsonRow(object: Record<string, unknown>, isWanted: Wanted): Row {
  return Object.fromEntries(
    Object.entries(object)
      .filter(([name]) => isWanted(name))
      .map(([name, value]) => [
        name,
        value === null || value === ''
          ? null
          : isLosslessNumber(value)
            ? value.value
            : typeof value === 'object'
              ? JSON.stringify(value)
              : String(value),
      ]),
  )
}

async function sheetRows(bytes: Buffer, isWanted: Wanted): Promise<Row[]> {
  // The text of a number as it stands in the file.
  const sheets = (await readXlsx(bytes, {parseNumber: ((text: string) => text) as never, trim: false})) as unknown as {
    data: (string | null)[][]
  }[]
  return sheets.flatMap(({data: [heading, ...rows]}) =>
    rows.map(row =>
      Object.fromEntries(heading!.flatMap((name, i) => (isWanted(name!) ? [[name!, row[i] ?? null]] : []))),
    ),
  )
}

/** What DuckDB answers, every value as its own text. */
export async function queryRows(sql: string, places: string[]): Promise<Row[]> {
  const folders = places.map(place => (statSync(place).isDirectory() ? place : join(place, '..')))
  const database = await openDuckDb({places: folders, spill: temporaryFolder(), threads: 1})
  try {
    const reader = await database.connection.runAndReadAll(`SELECT COLUMNS(*)::VARCHAR FROM (${sql})`)
    return reader.getRowObjects() as Row[]
  } finally {
    database.close()
  }
}
