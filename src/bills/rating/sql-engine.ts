// Rating of exported Parquet in DuckDB: rules are looked up once for records that are alike, amounts are worked out in
// SQL, and the month as always.
// The digits are those of the other engine; a test holds them together.
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join, resolve} from 'node:path'
import type {DuckDBConnection} from '@duckdb/node-api'
import {Decimal, ONE} from '../../decimal.js'
import {usage} from '../../failure.js'
import {WholeFile} from '../../whole-file.js'
import {checkAsPublished} from '../export/files/held.js'
import {openDuckDb} from '../query/duckdb.js'
import {exportedFiles, readAt} from '../read/open-records.js'
import type {BillRecord} from '../records/bill-record.js'
import type {PriceBook} from './book.js'
import {charged, type Units} from './price.js'
import {ratedSources, writeProvenance} from './provenance.js'
import {RatedTotals, type RateResult, rateResult} from './rate.js'
import {ratedColumnsOf} from './rated.js'
import {Rater, type Unmatched} from './rater.js'
import {againLine, readBatches} from './read-records.js'
import {writeRated} from './sql-output.js'
import {decimalType, mostDigits, multiplier, Product, quotient} from './sql-price.js'
import {viewRecords} from './sql-records.js'
import {baseOf, type Terms, termsOf} from './terms.js'
import {type OnDuplicates, TwiceThere} from './twice.js'

export interface SqlRateRequest {
  /** A Parquet file of an export, or a folder of such files. */
  records: string
  book: PriceBook
  unmatched?: Unmatched
  duplicates?: OnDuplicates
  now?: Date
  /** Path of the rated file, Parquet or CSV by its ending; none only adds up. */
  out?: string
  /** What DuckDB may take: `1GB`. */
  memory?: string
  threads?: number
}

/** Keys that are looked up; more than these are a book that asks about every single record. */
const MOST_KEYS = 2_000_000

interface KeyRow extends Record<string, unknown> {
  key: number
  records: number
  lacking: number
  fine_amounts: number
  fine_usage: number
  cost: string | null
  official: string | null
  settled: string | null
  used: string | null
  /** Records with an amount that is not nothing. */
  billed: number
}

/** Records that share their terms. */
interface Group {
  key: number
  records: number
  record: BillRecord
  terms: Terms
  /** What a rule makes of the amount, where the records do not say themselves what is settled. */
  settles?: Units
  /** Largest amount, list price and usage. */
  largest: Record<'expenditure' | 'settlement' | 'official' | 'usage', Units>
}

/** Rates exported Parquet. Throws what {@link rateBills} throws, and `usage` for what this engine does not do. */
export async function rateParquet(request: SqlRateRequest): Promise<RateResult> {
  const {book, unmatched, out, duplicates = 'refuse', now = new Date()} = request
  const lying = readAt(request.records)
  const files = exportedFiles(request.records, lying).map(file => resolve(file))
  if (!files.every(file => file.endsWith('.parquet'))) {
    throw usage(
      `${request.records} is not exported Parquet, which --engine duckdb reads`,
      'partnerctl bill export --format parquet',
    )
  }
  if (out !== undefined && !/\.(csv|parquet)$/i.test(out)) {
    throw usage(`--engine duckdb writes .csv and .parquet, not ${out}`)
  }
  await checkAsPublished(request.records, files, lying)
  const spill = mkdtempSync(join(tmpdir(), 'partnerctl-rate-'))
  const file =
    out === undefined
      ? undefined
      : await WholeFile.create(resolve(out), /\.csv$/i.test(out) ? 'rows' : 'parquet', 'rated')
  try {
    const places = [...new Set([...files, ...(file ? [file.part] : [])].map(path => dirname(path)))]
    const db = await openDuckDb({places, spill, memory: request.memory, threads: request.threads})
    try {
      const rater = new Rater(book, unmatched)
      const {result, notes} = await rate(
        db.connection,
        {files, path: request.records},
        rater,
        duplicates,
        ['--records', request.records],
        file,
      )
      await file?.finish()
      const sources = ratedSources(request.records, result.cycles, now)
      if (out !== undefined) await writeProvenance(out, book, sources, rater.basis ?? 'expenditure')
      return {...result, sources, notes, ...(out === undefined ? {} : {file: out})}
    } finally {
      db.close()
    }
  } catch (error) {
    await file?.discard()
    throw error
  } finally {
    rmSync(spill, {recursive: true, force: true})
  }
}

/** The first record that tells says what the margins stand on, whichever engine rates it. */
async function begin(rater: Rater, path: string): Promise<void> {
  for await (const records of readBatches(path, {isHeld: true})) if (records.some(record => rater.begin(record))) return
}

async function rate(
  connection: DuckDBConnection,
  {files, path}: {files: string[]; path: string},
  rater: Rater,
  duplicates: OnDuplicates,
  where: string[],
  file?: WholeFile,
) {
  const {book} = rater
  const {keys, fine, isSettled} = await viewRecords(connection, files, book)
  if (isSettled || book.settlement.length > 0) await begin(rater, path)
  const groups = await groupsOf(connection, keys, fine, rater)
  rater.check(where)
  const twice = await twiceThere(connection)
  twice.check(duplicates)
  const columns = await makeTerms(connection, groups, keys, rater)
  await connection.run(`create temp view priced as select *, ${columns.margin} as margin from (
    select *, ${columns.revenue} as revenue from (select *, ${columns.charge} as charge from joined))`)
  const totals = await addUp(connection, groups, rater)
  const monthly = [...rater.finish()]
  for (const row of monthly) totals.add(row)
  if (file) {
    const format = file.path.toLowerCase().endsWith('.csv') ? 'csv' : 'parquet'
    await writeRated(connection, {
      columns: ratedColumnsOf(book),
      monthly,
      bookVersion: book.version,
      digits: columns.digits,
      fineUsage: fine.has('usage'),
      costBasis: rater.basis ?? 'expenditure',
      path: file.part,
      format,
    })
  }
  return {result: rateResult(rater, totals), notes: twice.notes}
}

/** Ids that are there more than once. */
async function twiceThere(connection: DuckDBConnection): Promise<TwiceThere> {
  const reader = await connection.runAndReadAll(
    `select id, any_value(customer_id) as customer_id, any_value(account_name) as account_name, count(*)::integer as times
      from records where id <> '' group by id having count(*) > 1 order by id`,
  )
  const there = new TwiceThere()
  for (const {id, customer_id, account_name, times} of reader.getRowObjectsJS()) {
    for (let i = 0; i < Number(times); i++) there.add({id, customer_id, account_name} as unknown as BillRecord)
  }
  return there
}

/** Finds what the records have in common, and the rule and terms for each kind. */
async function groupsOf(
  connection: DuckDBConnection,
  keys: string[],
  fine: Set<string>,
  rater: Rater,
): Promise<Group[]> {
  const odd = (field: string) => (fine.has(field) ? `count(*) filter (${field}::decimal(38,8) <> ${field})` : '0')
  await connection.run(`create temp table keys as select (row_number() over ())::integer as key, * from (
    select ${keys.join(', ')}, any_value(hash(${keys.join(', ')})) as hashed, count(*) as records, min(bill_date) as bill_date, min(id) as id,
      min(cloud_service_type) as some_service,
      max(abs(amount)) as cost, max(abs(official_amount)) as official, max(abs(usage)) as used,
      max(abs(settlement_amount)) as settled, count(*) filter (amount <> 0) as billed,
      ${odd('amount')} + ${odd('official_amount')} + ${odd('settlement_amount')} as fine_amounts, ${odd('usage')} as fine_usage
    from records group by ${keys.join(', ')})`)
  const [[count]] = (await connection.runAndReadAll('select count(*) from keys')).getRowsJS() as [[bigint]]
  if (count > MOST_KEYS) {
    throw usage(
      `the book asks about so much that ${count} kinds of records are priced on their own`,
      'Rate them without --engine duckdb',
    )
  }
  const reader = await connection.runAndReadAll(
    `select * replace (cost::varchar as cost, official::varchar as official, settled::varchar as settled, used::varchar as used, billed::integer as billed,
      fine_amounts::integer as fine_amounts, fine_usage::integer as fine_usage, records::integer as records, bill_date::varchar as bill_date) from keys order by key`,
  )
  const groups: Group[] = []
  for (const row of reader.getRowObjectsJS() as unknown as KeyRow[]) {
    const lacking = Number(row.lacking)
    const given = {
      ...row,
      cloud_service_type: row.cloud_service_type ?? row.some_service,
      amount: lacking & 2 ? undefined : Decimal.zero,
      official_amount: lacking & 4 ? undefined : Decimal.zero,
      usage: lacking & 8 ? undefined : Decimal.zero,
      settlement_amount: lacking & 16 ? undefined : Decimal.zero,
    } as unknown as BillRecord
    const missing = (['customer_id', 'bill_date', 'bill_cycle', 'currency'] as const).find(name => !given[name])
    if (missing || lacking & 1) {
      throw usage(`record ${given.id || '?'} has no ${missing ?? 'bill_date'}`, againLine(given.bill_cycle))
    }
    const record = rater.settled(given, Number(row.records))
    const rule = record && rater.ruleOf(record, Number(row.records), record.settlement_amount ? 0 : Number(row.billed))
    if (!record || !rule) continue
    const settles = lacking & 16 && record.settlement_amount ? rater.settlement.factorOf(given) : undefined
    const terms = termsOf(rater.book, rule, record)
    const {formula} = rule
    const looksAtUsage =
      terms.base === 'usage' || formula.kind === 'package' || (formula.kind === 'tiers' && formula.of === 'usage')
    if (row.fine_amounts > 0 || (looksAtUsage && row.fine_usage > 0)) {
      throw usage(`an amount or usage of ${record.account_name || record.customer_id} has more than 8 decimals`)
    }
    const units = (text: string | null) =>
      text === null ? 0n : Decimal.parse(text.replace(/(\.\d{8})\d+$/, '$1')).units + 1n
    groups.push({
      key: Number(row.key),
      records: Number(row.records),
      record,
      terms,
      ...(settles === undefined ? {} : {settles}),
      largest: {
        expenditure: units(row.cost),
        settlement: settles === undefined ? units(row.settled) : charged(units(row.cost), settles, ONE, 'up') + 1n,
        official: units(row.official),
        usage: looksAtUsage ? units(row.used) : 0n,
      },
    })
  }
  return groups
}

const BASES = {none: 0, expenditure: 1, settlement: 4, official: 2, usage: 3} as const

/** Joins the records with their terms, as the view `joined`. Gives the SQL of the amounts that follow from them. */
async function makeTerms(connection: DuckDBConnection, groups: Group[], keys: string[], {book, basis}: Rater) {
  const largest = ({terms, largest: all}: Group) => (terms.base === 'none' ? 0n : all[terms.base])
  const priceOf = ({terms}: Group) => multiplier(terms.factor, terms.exchange)
  const revenueOf = ({terms}: Group) => multiplier(terms.factor, ONE)
  const abroad = (group: Group) => group.terms.base !== 'none' && group.terms.rate !== ONE
  const hasFactor = (group: Group) => abroad(group) && group.terms.base !== 'usage'
  const hasDivisor = (group: Group) => abroad(group) && group.terms.base === 'usage' && group.terms.rate !== undefined
  const charge = new Product(
    groups.map(group => ({multiplier: priceOf(group), largest: largest(group)})),
    book.rounding,
  )
  const others = groups.filter(hasFactor)
  const revenue = new Product(
    others.map(group => ({multiplier: revenueOf(group), largest: largest(group)})),
    book.rounding,
  )
  const settling = groups.filter(({settles}) => settles !== undefined)
  const settlement = new Product(
    settling.map(({settles, largest: {expenditure}}) => ({
      multiplier: multiplier(settles!, ONE),
      largest: expenditure,
    })),
    book.rounding,
  )
  const figures = groups.flatMap(({largest: all}) => Object.values(all))
  const widest = mostDigits(figures, 9)
  const baseType = decimalType(widest)
  await connection.run(`create temp table written (key integer, base integer, factor varchar, below varchar, own_factor varchar, own_below varchar,
    settles varchar, settles_below varchar, divisor varchar, told boolean, rule varchar, tax varchar, description varchar, exchange_rate varchar, charge_currency varchar, bill_to varchar, bill_to_name varchar)`)
  const appender = await connection.createAppender('written')
  const put = (text: string | undefined) => (text === undefined ? appender.appendNull() : appender.appendVarchar(text))
  for (const group of groups) {
    const {terms} = group
    const {rate} = terms
    appender.appendInteger(group.key)
    appender.appendInteger(BASES[terms.base])
    put(charge.written(priceOf(group)))
    put(Decimal.fromUnits(charge.limit(priceOf(group))).text)
    put(hasFactor(group) ? revenue.written(revenueOf(group)) : undefined)
    put(hasFactor(group) ? Decimal.fromUnits(revenue.limit(revenueOf(group))).text : undefined)
    const settles = group.settles === undefined ? undefined : multiplier(group.settles, ONE)
    put(settles && settlement.written(settles))
    put(settles && Decimal.fromUnits(settlement.limit(settles)).text)
    put(hasDivisor(group) ? String(rate) : undefined)
    appender.appendBoolean(terms.base === 'none' || rate !== undefined)
    put(terms.rule.id)
    put(terms.tax)
    put(terms.description)
    put(rate === undefined || rate === ONE ? undefined : Decimal.fromUnits(rate).text)
    put(terms.currency)
    put(terms.payer.bill_to || undefined)
    put(terms.payer.bill_to_name || undefined)
    appender.endRow()
  }
  appender.closeSync()
  await connection.run(`create temp table terms as select keys.hashed, ${keys.map(key => `keys.${key} as key_${key}`).join(', ')},
    written.* replace (factor::${charge.columnType} as factor, below::decimal(18,8) as below, own_factor::${revenue.columnType} as own_factor,
      own_below::decimal(18,8) as own_below, settles::${settlement.columnType} as settles,
      settles_below::decimal(18,8) as settles_below, divisor::hugeint as divisor)
    from keys join written using (key)`)
  const [[hashes]] = (
    await connection.runAndReadAll('select count(distinct hashed) = count(*) from keys')
  ).getRowsJS() as [[boolean]]
  const same = hashes
    ? `terms.hashed = hash(${keys.map(key => `records.${key}`).join(', ')})`
    : keys.map(key => `terms.key_${key} = records.${key}`).join(' and ')
  const signed = `case when usage > 0 and (coalesce(amount < 0, false) or coalesce(official_amount < 0, false)) then -usage else usage end`
  const settled = `case when settlement_amount is not null then settlement_amount::${baseType}
      ${settling.length > 0 ? `when settles is not null then (${settlement.sql(`amount::${baseType}`, 'settles', 'settles_below')})::${baseType}` : ''} end`
  await connection.run(`create temp view joined as select *,
      (coalesce(case base when 1 then amount::${baseType} when 2 then official_amount::${baseType} when 3 then (${signed})::${baseType}
        when 4 then settled end, 0::${baseType})) as basis, ${signed} as signed_usage
    from (select *, ${settled} as settled from records join terms on ${same})`)
  return {
    charge: charge.sql('basis', 'factor', 'below'),
    revenue: `case when not told then null ${others.length > 0 ? `when own_factor is not null then ${revenue.sql('basis', 'own_factor', 'own_below')}` : ''}
      ${groups.some(hasDivisor) ? `when divisor is not null then ${quotient('charge', 'divisor', book.rounding)}` : ''} else charge end`,
    margin: `revenue - coalesce(${basis === 'settlement' ? 'settled' : 'amount'}, 0::decimal(18,8))`,
    digits: Math.max(widest, charge.digits, revenue.digits),
  }
}

/** The sums of the month, for its fees and tiers and for what is told at the end. */
async function addUp(connection: DuckDBConnection, groups: Group[], rater: Rater): Promise<RatedTotals> {
  const totals = new RatedTotals()
  const byKey = new Map(groups.map(group => [group.key, group]))
  const sum = (column: string) => `sum(${column})::varchar`
  const result =
    await connection.stream(`select key, ${sum('charge')}, ${sum('margin')}, ${sum('amount')}, ${sum('official_amount')}, ${sum('settled')},
      ${sum('case when base = 0 then signed_usage end')}, min(nullif(cloud_service_type, '')), min(nullif(cloud_service_type_name, ''))
    from priced group by key order by key`)
  for await (const rows of result.yieldRowsJs()) {
    for (const [key, charge, margin, amount, official, settled, used, service, serviceName] of rows as (
      | string
      | null
    )[][]) {
      const group = byKey.get(Number(key))!
      const {terms, records, record} = group
      const decimal = (text: string | null | undefined) => (text ? Decimal.parse(text) : undefined)
      const {formula} = terms.rule
      const summed = {
        ...record,
        amount: decimal(amount),
        official_amount: decimal(official),
        settlement_amount: decimal(settled),
        usage: undefined,
        cloud_service_type: service ?? '',
        cloud_service_type_name: serviceName ?? '',
      } as BillRecord
      const ofUsage = formula.kind === 'package' || (formula.kind === 'tiers' && formula.of === 'usage')
      const quantity = ofUsage
        ? (decimal(used)?.units ?? 0n)
        : formula.kind === 'tiers'
          ? baseOf(summed, formula.of)
          : 0n
      rater.months.add(summed, terms.rule, terms.currency, decimal(charge)!.units, quantity)
      const {bill_cycle, customer_id = '', currency} = record
      totals.addSums(
        {
          bill_cycle,
          customer_id,
          rule: terms.rule.id,
          currency,
          amount: summed.amount ?? undefined,
          settlement_amount: summed.settlement_amount,
          cost_basis: rater.basis ?? 'expenditure',
          margin: decimal(margin),
          charge: decimal(charge)!,
          charge_currency: terms.currency,
        },
        records,
      )
    }
  }
  return totals
}
