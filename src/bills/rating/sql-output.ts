// Rated rows from DuckDB into a file: Parquet with exact decimals, or the CSV that the other engine writes.
import type {DuckDBConnection} from '@duckdb/node-api'
import {literal} from '../query/duckdb.js'
import {ratedAmounts as amounts, digits, type RatedColumn, type RatedRow} from './rated.js'
import {decimalType, mostDigits} from './sql-price.js'
import {repeated} from './sql-records.js'

export interface RatedOutput {
  columns: readonly RatedColumn[]
  /** Rows of the month's end; they come last. */
  monthly: RatedRow[]
  bookVersion: string
  /** Digits of the largest amount of a record. */
  digits: number
  /** Some usage has more than 8 decimals. */
  fineUsage: boolean
  costBasis: string
  path: string
  format: 'csv' | 'parquet'
}

/** Writes the view `priced`, in whatever order its rows come from several threads, and the rows of the month's end. */
export async function writeRated(connection: DuckDBConnection, output: RatedOutput): Promise<void> {
  const {columns, monthly, path, format} = output
  await putMonth(connection, monthly, columns)
  const from: Record<string, string> = {
    ...Object.fromEntries(repeated.map(name => [name, name])),
    kind: "'record'",
    settlement_amount: 'settled',
    cost_basis: literal(output.costBasis),
    book_version: literal(output.bookVersion),
  }
  const column = (name: string) => from[name] ?? name
  const select =
    format === 'csv'
      ? {
          record: (name: string) =>
            amounts.has(name) && name !== 'exchange_rate' ? shortest(column(name)) : cell(column(name)),
          month: (name: string) => (amounts.has(name) ? name : cell(name)),
        }
      : {record: (name: string) => typed(name, column(name)), month: (name: string) => typed(name, name)}
  const figures = monthly.flatMap(row => [row.charge, row.margin, row.usage].map(one => one?.units ?? 0n))
  const most = mostDigits(figures, output.digits)
  const amount = decimalType(most + 1)
  function typed(name: string, value: string): string {
    if (name === 'usage' && output.fineUsage) return `(${value})::decimal(38,12)`
    return amounts.has(name) ? `(${value})::${amount}` : value
  }
  const list = (make: (name: string) => string) => columns.map(name => `${make(name)} as ${name}`).join(', ')
  const options =
    format === 'csv'
      ? `format csv, header true, delimiter ',', quote '"', escape '"', nullstr '', new_line '\\r\\n', use_tmp_file false`
      : 'format parquet, compression snappy, use_tmp_file false'
  await connection.run(`copy (select ${list(select.record)} from priced
    union all select ${list(select.month)} from month_rows) to ${literal(path)} (${options})`)
}

async function putMonth(connection: DuckDBConnection, monthly: RatedRow[], columns: readonly RatedColumn[]) {
  await connection.run(`create temp table month_rows (${columns.map(column => `"${column}" varchar`).join(', ')})`)
  const appender = await connection.createAppender('month_rows')
  for (const row of monthly) {
    for (const name of columns) {
      const value = row[name]
      if (value === undefined) appender.appendNull()
      else appender.appendVarchar(typeof value === 'string' ? value : digits(value))
    }
    appender.endRow()
  }
  appender.closeSync()
}

/** A figure in its shortest form; zeros of a whole one are none of a fraction. */
const shortest = (amount: string) =>
  `case when contains(${amount}::varchar, '.') then rtrim(rtrim(${amount}::varchar, '0'), '.') else ${amount}::varchar end`

const FORMULA = literal("^'*[=+\\-@\\t\\r\\x00]")
const PLAIN_NUMBER = literal('[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?')

/**
 * A text that no spreadsheet takes for a formula; see `harmless`. What begins with a letter, as most does, is let
 * through at once.
 */
const cell = (text: string) =>
  `nullif(case when ${text} < 'A' and regexp_matches(${text}, ${FORMULA}) and not regexp_full_match(${text}, ${PLAIN_NUMBER})
    then '''' || ${text} else ${text} end, '')`
