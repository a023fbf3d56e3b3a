// The rules of FOCUS once more, in SQL: DuckDB evaluates the same table, and shares no code with `bill validate`.
import {supported} from '../../../src/bills/formats/focus/supported.js'
import {literal} from '../../../src/bills/query/duckdb.js'
import {type Check, readModel, rulesBelow} from '../../../src/bills/validate/model.js'
import {queryRows} from '../../support/exported.js'

/** What a text must be, as SQL over the quoted column. */
const forms: Record<string, (column: string) => string> = {
  CheckDecimalValue: column => `try_cast(${column} AS DECIMAL(38,16)) IS NOT NULL`,
  FormatDateTime: column => `try_cast(${column} AS TIMESTAMPTZ) IS NOT NULL`,
  FormatJSON: column => `json_valid(${column})`,
  FormatString: column => `trim(${column}) <> ''`,
  FormatCurrency: column => `regexp_matches(${column}, '^[A-Z]{3}$')`,
}
const same: Record<string, string> = {
  TypeDecimal: 'CheckDecimalValue',
  FormatNumeric: 'CheckDecimalValue',
  TypeDateTime: 'FormatDateTime',
  TypeJSON: 'FormatJSON',
  FormatKeyValue: 'FormatJSON',
  TypeString: 'FormatString',
  CheckNationalCurrency: 'FormatCurrency',
}

/** Checks in SQL, over columns that are all text. */
class Sql {
  constructor(readonly names: ReadonlySet<string>) {}

  column(name: unknown): string {
    return this.names.has(name as string) ? `"${name}"` : 'NULL::VARCHAR'
  }

  /** Undefined for what is not put into SQL here. A null is what a condition says it is; a requirement lets it pass. */
  of([name, ...values]: Check, isCondition = false): string | undefined {
    if (name === 'AND' || name === 'OR') {
      const parts = (values as Check[]).map(one => this.of(one, isCondition))
      return parts.includes(undefined) ? undefined : `(${parts.join(` ${name} `)})`
    }
    const [first, second, third] = values
    const column = this.column(first)
    const ofValue = (sql: string) => (isCondition ? sql : `(${column} IS NULL OR ${sql})`)
    const number = (one: unknown) => `${this.column(one)}::DECIMAL(38,16)`
    const isValue =
      typeof second === 'number' ? `${number(first)} = ${second}` : `${column} = ${literal(String(second))}`
    const form = forms[same[name] ?? name]
    if (form) return ofValue(form(column))
    switch (name) {
      case 'CheckValue':
        return second === null ? `${column} IS NULL` : ofValue(`coalesce(${isValue}, false)`)
      case 'CheckNotValue':
        return second === null ? `${column} IS NOT NULL` : ofValue(`NOT coalesce(${isValue}, false)`)
      case 'CheckSameValue':
        return `(${column} IS NOT DISTINCT FROM ${this.column(second)} OR coalesce(try_cast(${column} AS DECIMAL(38,16)) = try_cast(${this.column(second)} AS DECIMAL(38,16)), false))`
      case 'ColumnByColumnEqualsColumnValue':
        return `coalesce(${column}::DECIMAL(19,8) * ${this.column(second)}::DECIMAL(19,8) = ${number(third)}, true)`
      case 'CheckGreaterOrEqualThanValue':
        return ofValue(`${number(first)} >= ${second}`)
      case 'CheckLessOrEqualThanValue':
        return ofValue(`${number(first)} <= ${second}`)
      default:
        return undefined
    }
  }
}

/** Which rules a FOCUS file of this program breaks, and how many were asked. */
export async function inDuckDb(file: string, folder: string): Promise<{rules: number; broken: string[]}> {
  const from = file.endsWith('.parquet') ? literal(file) : `read_csv(${literal(file)}, all_varchar = true)`
  const described = await queryRows(`DESCRIBE SELECT * FROM ${from}`, [folder])
  const sql = new Sql(new Set(described.map(row => row.column_name!)))
  const model = readModel()
  const counts: string[] = []
  const broken: string[] = []
  let rules = 0
  for (const {id, keyword, check, conditions, criteria} of rulesBelow(model, model.datasets.CostAndUsage!)) {
    if (!check || keyword === 'MAY') continue
    const [name, first, second] = check
    if (name === 'ColumnPresent') {
      if (!criteria.every(one => supported.includes(one))) continue
      rules++
      if (!sql.names.has(first as string)) broken.push(id)
      continue
    }
    if (typeof first === 'string' && !sql.names.has(first)) continue
    const when = conditions.map(one => sql.of(one, true))
    const asked =
      name === 'CheckDistinctCount'
        ? `count(DISTINCT ${sql.column(first)}) <> count(DISTINCT CASE WHEN ${sql.column(first)} IS NOT NULL THEN (${sql.column(first)}, ${sql.column(second)}) END)`
        : sql.of(check)
    if (!asked || when.includes(undefined)) continue
    rules++
    const holds = when.length > 0 ? when.map(one => `(${one})`).join(' AND ') : 'true'
    counts.push(
      name === 'CheckDistinctCount'
        ? `(SELECT ${asked} FROM rows WHERE ${holds})::INTEGER AS "${id}"`
        : `(SELECT count(*) FROM rows WHERE ${holds} AND NOT (${asked})) AS "${id}"`,
    )
  }
  const [found] = await queryRows(
    `WITH rows AS MATERIALIZED (SELECT COLUMNS(*)::VARCHAR FROM ${from}) SELECT ${counts.join(',\n')}`,
    [folder],
  )
  for (const [id, count] of Object.entries(found!)) if (count !== '0') broken.push(id)
  return {rules, broken}
}
