// Exported records as a view in DuckDB: what rating looks at, under the names of the common view.
import type {DuckDBConnection} from '@duckdb/node-api'
import {usage} from '../../failure.js'
import {literal} from '../query/duckdb.js'
import {exportedLayout} from '../read/exported-layout.js'
import {cycleOfFile} from '../read/parquet-records.js'
import {parquetTold} from '../read/parquet-rows.js'
import {givesDay} from '../records/day.js'
import type {PriceBook} from './book.js'
import {originalOrder} from './rated.js'
import {askedBy, fieldOf, resellerFields} from './rules.js'

/** Fields of a record that a rated row repeats as they are. */
export const repeated = [
  'bill_cycle',
  'customer_id',
  'account_name',
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
  'usage_measure_id',
  'trade_id',
  'order_id',
  'original_order_id',
  'id',
  'currency',
] as const

const amounts = ['amount', 'official_amount', 'settlement_amount', 'usage'] as const

export interface RecordView {
  /** Columns in which records must agree to have the same terms. */
  keys: string[]
  /** Amounts whose column has more than 8 decimals. */
  fine: Set<string>
  /** Some records say themselves what is settled. */
  isSettled: boolean
}

/**
 * Makes the view `records`. Texts are never null; the amounts are decimals. `period` counts the days of the book
 * on which something changes, so that records of one period have the same rules and rates.
 */
export async function viewRecords(connection: DuckDBConnection, files: string[], book: PriceBook): Promise<RecordView> {
  const source = `read_parquet([${files.map(literal).join(', ')}], union_by_name = true, hive_partitioning = false, filename = true)`
  const described = await connection.runAndReadAll(`describe select * from ${source}`)
  const types = new Map(described.getRowsJS().map(([name, type]) => [String(name), String(type)]))
  types.delete('filename')
  const layout = exportedLayout([...types.keys()])
  const columns = new Map(layout.columns.map(({name, common}) => [common, name]))
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
  const text = (field: string): string => {
    if (field === 'original_order_id')
      return `coalesce(${originalOrder.map(name => `nullif(${text(name)}, '')`).join(', ')}, '')`
    const name = columns.get(field)
    if (name === undefined) return "''"
    if (layout.columns[layout.placeOf(name)]!.type === 'cycle') return cycleOf(quoted(name))
    return types.get(name) === 'VARCHAR' ? `coalesce(${quoted(name)}, '')` : `coalesce(${quoted(name)}::varchar, '')`
  }
  const cycle = columns.has('bill_cycle') ? text('bill_cycle') : await cyclesOf(files)
  const amount = (field: string) => {
    const name = columns.get(field)
    if (name === undefined) return 'null::decimal(18,8)'
    const type = types.get(name)!
    if (/^(DECIMAL|(U?(TINY|SMALL|BIG|HUGE)?INT|U?INTEGER)$)/.test(type)) return quoted(name)
    throw usage(`${field} of these records is ${type}, which is not exact`, 'Export them again as decimals')
  }
  const rules = [...book.rules, ...book.settlement]
  const hasResellers = book.resellers.size > 0 || rules.some(({resellers}) => resellers)
  // What a month counts is told with its unit, and two units are never added up.
  const hasUnits = book.rules.some(({formula}) => formula.kind === 'package' || formula.kind === 'tiers')
  const asked = [
    ...askedBy(rules).map(dimension => fieldOf[dimension]),
    ...(hasResellers ? resellerFields : []),
    ...(hasUnits ? (['usage_measure_id'] as const) : []),
  ]
  const given = columns.get('bill_date')
  // The same day as records without one have elsewhere.
  const time = ['trade_time', 'consume_time'].map(field => columns.get(field)).filter(name => name !== undefined)
  const day =
    given !== undefined
      ? await dayIn(connection, source, quoted(given), types.get(given)!)
      : givesDay(layout.source) || time.length === 0
        ? undefined
        : dayOf(time.map(quoted))
  const texts = [...new Set([...repeated, ...asked])]
  const breaks = [
    ...new Set([
      ...book.exchange.days,
      ...[...book.rules, ...book.settlement].flatMap(({from, to}) => [from, nextDay(to)]),
    ]),
  ]
    .filter(one => one !== undefined)
    .sort()
  await connection.run(`create temp view records as select
    ${texts.map(field => `${field === 'bill_cycle' ? cycle : text(field)} as ${field}`).join(',\n    ')},
    ${day ? `coalesce(${day}, '')` : text('bill_date')} as bill_date,
    ${amounts.map(field => `${amount(field)} as ${field}`).join(',\n    ')},
    (${['0', ...breaks.map(date => `(coalesce(${day ?? 'null'} >= ${literal(date!)}, false))::integer`)].join(' + ')}) as period,
    (${day ? `${day} is null` : 'true'})::integer + 2 * (amount is null)::integer
      + 4 * (official_amount is null)::integer + 8 * (usage is null)::integer + 16 * (settlement_amount is null)::integer as lacking
    from ${source}`)
  const keys = ['customer_id', 'account_name', 'currency', 'bill_cycle', ...asked, 'period', 'lacking']
  const fine = amounts.filter(field => Number(/,(\d+)/.exec(types.get(columns.get(field) ?? '') ?? '')?.[1] ?? 0) > 8)
  const settled = await connection.runAndReadAll('select 1 from records where settlement_amount is not null limit 1')
  return {keys: [...new Set(keys)], fine: new Set(fine), isSettled: settled.currentRowCount > 0}
}

/** The day that a column says, as text. Throws `usage` where it says something else in a row. */
async function dayIn(connection: DuckDBConnection, source: string, name: string, type: string): Promise<string> {
  if (type === 'DATE') return `${name}::varchar`
  const time = type.endsWith('WITH TIME ZONE') ? `(${name} at time zone 'UTC')` : name
  const day = type.startsWith('TIMESTAMP')
    ? `replace(strftime(${time}, '%Y-%m-%d %H:%M:%S.%f'), ' 00:00:00.000000', '')`
    : `${name}::varchar`
  const wrong = await connection.runAndReadAll(
    `select ${day} from ${source} where not regexp_full_match(${day}, '(\\d{4}-\\d\\d-\\d\\d)?') limit 1`,
  )
  const [found] = wrong.getRowsJS()
  if (!found) return day
  throw usage(`bill_date of a record is ${String(found[0])}, not a day such as 2026-10-03`, 'Export the records again')
}

/** The cycle of a row by its file, where no column says it. */
async function cyclesOf(files: string[]): Promise<string> {
  const cycles = new Map<string, string>()
  for (const file of files) cycles.set(file, cycleOfFile(file, await parquetTold(file)))
  const [first, ...others] = new Set(cycles.values())
  if (others.length === 0) return literal(first!)
  return `case filename ${[...cycles].map(([file, cycle]) => `when ${literal(file)} then ${literal(cycle)}`).join(' ')} end`
}

/** The cycle that begins at a time, which DuckDB has in the zone of the session. */
const cycleOf = (name: string) => `strftime((${name} at time zone 'UTC') + interval 8 hours, '%Y-%m')`

/** The day (UTC+8) of the first of some times that is there. */
const dayOf = (names: string[]) =>
  `strftime((coalesce(${names.map(name => `try_cast(${name} as timestamptz)`).join(', ')}) at time zone 'UTC') + interval 8 hours, '%Y-%m-%d')`

/** The first day on which a rule that holds until a day no longer does. */
function nextDay(day: string | undefined): string | undefined {
  return day === undefined
    ? undefined
    : new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
