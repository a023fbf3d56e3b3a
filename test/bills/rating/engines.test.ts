// Both engines give the same rows, sums and refusals, over made-up books and records. ENGINE_SEEDS=500 tries more of
// them.
import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {DuckDBInstance} from '@duckdb/node-api'
import {expect, it} from 'vitest'
import {readPriceBook} from '../../../src/bills/rating/book.js'
import {rateBills} from '../../../src/bills/rating/rate.js'
import type {Unmatched} from '../../../src/bills/rating/rater.js'
import {readRated} from '../../../src/bills/rating/read-rated.js'
import {readBatches} from '../../../src/bills/rating/read-records.js'
import {rateParquet} from '../../../src/bills/rating/sql-engine.js'
import {csvLines} from '../../../src/csv.js'
import {Decimal} from '../../../src/decimal.js'
import {Failure} from '../../../src/failure.js'
import {customers, madeUpBook, type Next, pick} from '../../support/books.js'
import {temporaryFolder} from '../../support/cli.js'
import {random} from '../../support/records.js'

const folder = temporaryFolder()
const connection = await (await DuckDBInstance.create(':memory:')).connect()

const services = ['hws.ec2', 'hws.ebs', 'hws.vpc', '']

const columns = [
  'bill_cycle',
  'currency',
  'account_name',
  'customer_id',
  'bill_date',
  'bill_type',
  'charge_mode',
  'cloud_service_type',
  'resource_id',
  'resource_name',
  'enterprise_project_id',
  'resource_tag',
  'usage',
  'usage_measure_id',
  'official_amount',
  'amount',
  'settlement_amount',
  'id',
  'trade_id',
  'order_id',
  'relative_order_id',
]

/** Which records say what is settled. */
type Stated = 'none' | 'some' | 'all'

/** A book that settles: records, expenditure by its own rules, or both. */
function settling(next: Next, text: string): string {
  const rules = [
    '  - {id: s0, settlement: expenditure - 15%}',
    '  - {id: s1, service: hws.ec2, from: 2026-10-11, settlement: expenditure - 8.333333%}',
    '  - {id: s2, customer: cedro, priority: 2, settlement: expenditure - 33.333333%}',
    '  - {id: s3, service: hws.ebs, settlement: expenditure}',
    '  - {id: s4, bill_type: "4", settlement: expenditure - 7%}',
  ].filter((_, i) => next() < (i === 4 ? 0.2 : 0.7))
  return text
    .replace('cost: expenditure', `cost: ${next() < 0.6 ? 'settlement' : 'expenditure'}`)
    .replace(/^rules:/m, rules.length > 0 ? `settlement:\n${rules.join('\n')}\nrules:` : 'rules:')
    .replace('price: cost}', next() < 0.5 ? 'price: settlement + 12.345678%}' : 'price: cost}')
}

/** Small ones, ties of rounding, large ones and, when wide, very large ones, on both sides of zero. */
function madeUpAmount(next: Next, wide: boolean): string {
  const kind = next()
  const size =
    kind < 0.4
      ? BigInt(Math.floor(next() * 1e9))
      : kind < 0.6
        ? BigInt(Math.floor(next() * 20)) * 5n
        : kind < 0.8
          ? 1_000_000_000_000n + BigInt(Math.floor(next() * 2 ** 45))
          : kind < 0.85 && wide
            ? 10n ** 18n + BigInt(Math.floor(next() * 2 ** 50))
            : BigInt(Math.floor(next() * 2 ** 36))
  return Decimal.fromUnits(next() < 0.15 ? -size : size).text
}

function madeUpRows(next: Next, wide: boolean, stated: Stated = 'none', dice: Next = next): string[][] {
  const gaps = next() < 0.3 ? 0.02 : 0
  const mayLack = (text: string) => (next() < gaps ? '' : text)
  return Array.from({length: 250}, (_, index) => {
    const [id, name] = pick(next, customers)
    const amount = madeUpAmount(next, wide)
    const isRefund = amount.startsWith('-')
    const cycle = next() < 0.9 ? '2026-10' : '2026-09'
    return [
      cycle,
      next() < 0.9 ? 'USD' : 'CNY',
      name,
      id,
      `${cycle}-${String(1 + Math.floor(next() * 30)).padStart(2, '0')}`,
      isRefund ? '4' : '5',
      '3',
      pick(next, services),
      pick(next, ['res-1', '-res', "'=x", '+12', '#5']),
      pick(next, ['web, "1"', 'a\r\nb', '数据库', '@x', '']),
      pick(next, ['0', 'p1', '']),
      pick(next, ['env=prod', 'env=test;tier=1', '', '{"env":"prod"}']),
      mayLack(madeUpAmount(next, false).replace(next() < 0.5 ? /^-/ : '', '')),
      pick(next, ['4', '10']),
      mayLack(isRefund === next() < 0.98 ? `-${madeUpAmount(next, wide).replace('-', '')}` : madeUpAmount(next, wide)),
      mayLack(amount),
      stated === 'none' || (stated === 'some' && dice() < 0.5) ? '' : madeUpAmount(dice, wide),
      `r${index}`,
      `t${index}`,
      ...[index % 4 === 0 ? `CS${index}` : '', isRefund && index % 3 > 0 ? `CS${index - 4}` : ''],
    ]
  })
}

async function parquetOf(rows: string[][], name: string, wide: boolean): Promise<string> {
  const csv = join(folder, `${name}.csv`)
  const path = join(folder, `${name}.parquet`)
  // Without the guard that spreadsheets need.
  writeFileSync(
    csv,
    csvLines([columns]) + rows.map(row => `${row.map(one => `"${one.replaceAll('"', '""')}"`).join(',')}\n`).join(''),
  )
  const [money, quantity] = wide ? ['decimal(38,8)', 'decimal(38,12)'] : ['decimal(18,8)', 'decimal(18,8)']
  const empty = (column: string) => `nullif(${column}, '')`
  await connection.run(`copy (select * replace (bill_date::date as bill_date, bill_type::bigint as bill_type, usage_measure_id::bigint as usage_measure_id,
      ${empty('usage')}::${quantity} as usage, ${empty('official_amount')}::${money} as official_amount, ${empty('amount')}::${money} as amount,
      ${empty('settlement_amount')}::${money} as settlement_amount,
      ${empty('enterprise_project_id')} as enterprise_project_id)
    from read_csv('${csv}', all_varchar = true, header = true, quote = '"', escape = '"', new_line = '\\n', nullstr = 'NULL', strict_mode = false, max_line_size = 10000000, parallel = false)
    ) to '${path}' (format parquet, row_group_size 2048)`)
  return path
}

/** The lines of a file; rows of several threads come in any order. A cell may be quoted without need. */
async function linesOf(path: string): Promise<string[]> {
  const lines: string[] = []
  for await (const rows of readRated(path)) {
    for (const row of rows)
      lines.push(JSON.stringify(row, (_, v) => (v instanceof Decimal ? Decimal.fromUnits(v.units).text : v)))
  }
  return lines.sort()
}

async function outcome<T>(what: () => Promise<T>): Promise<T | string> {
  try {
    return await what()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return error.message
  }
}

const seeds = Array.from({length: Number(process.env.ENGINE_SEEDS ?? 25)}, (_, seed) => seed + 1)

it.each(seeds)('both engines price a month alike (seed %i)', async seed => {
  const next = random(seed)
  const wide = seed % 3 === 0
  const dice = random(seed + 1000)
  const isSettled = seed % 2 === 0
  const written = madeUpBook(next)
  const text = isSettled ? settling(dice, written) : written
  const stated = isSettled ? pick(dice, ['none', 'some', 'all'] as const) : 'none'
  const bookPath = join(folder, `book-${seed}.yaml`)
  writeFileSync(bookPath, text)
  const book = await readPriceBook(bookPath)
  const records = await parquetOf(madeUpRows(next, wide, stated, dice), `records-${seed}`, wide)
  const unmatched = pick(next, ['cost', 'official', 'skip', 'error'] as Unmatched[])
  const out = (name: string) => join(folder, `${name}-${seed}`)
  const stream = await outcome(() =>
    rateBills({records: readBatches(records), book, unmatched, out: `${out('a')}.csv`}),
  )
  const sql = await outcome(() => rateParquet({records, book, unmatched, out: `${out('b')}.csv`}))
  const parquet = await outcome(() => rateParquet({records, book, unmatched, out: `${out('c')}.parquet`, threads: 1}))
  // 38 digits are all that DuckDB has: then it must say so.
  if (wide && typeof sql === 'string' && sql.includes('more digits than DuckDB has')) return
  if (typeof stream === 'string') {
    expect([sql, parquet]).toEqual([stream, stream])
    return
  }
  const plain = (result: unknown) =>
    JSON.parse(JSON.stringify(typeof result === 'string' ? result : {...(result as object), file: ''}))
  expect(plain(sql)).toEqual(plain(stream))
  expect(plain(parquet)).toEqual(plain(stream))
  const expected = await linesOf(`${out('a')}.csv`)
  expect(await linesOf(`${out('b')}.csv`)).toEqual(expected)
  expect(await linesOf(`${out('c')}.parquet`)).toEqual(expected)
  const bytes = (name: string) =>
    readFileSync(`${out(name)}.csv`, 'utf8')
      .replaceAll('"#5"', '#5')
      .split('\r\n')
      .sort()
  expect(bytes('b')).toEqual(bytes('a'))
})

it('both engines bill the same resellers, whatever says whose the records are', async () => {
  const folderOf = 'docs/examples/resellers'
  const written = readFileSync(`${folderOf}/pricebook.yaml`, 'utf8')
  const bookPath = join(folder, 'resellers.yaml')
  // One of them by the book, for its records are made to say nothing.
  writeFileSync(bookPath, written.replace('    currency: EUR\n', '    currency: EUR\n    customers: [osprey-media]\n'))
  const book = await readPriceBook(bookPath)
  const records = join(folder, 'resellers.parquet')
  await connection.run(`copy (select * replace (bill_date::date as bill_date, usage::decimal(18,8) as usage,
      official_amount::decimal(18,8) as official_amount, amount::decimal(18,8) as amount,
      case account_name when 'osprey-media' then null else xreseller_id end as xreseller_id,
      case account_name when 'osprey-media' then null else xreseller_account end as xreseller_account)
    from read_csv('${folderOf}/records.csv', all_varchar = true)) to '${records}' (format parquet)`)
  const [a, b, c] = ['a.csv', 'b.csv', 'c.parquet'].map(name => join(folder, `resellers-${name}`)) as [
    string,
    string,
    string,
  ]
  await rateBills({records: readBatches(records), book, out: a})
  await rateParquet({records, book, out: b})
  await rateParquet({records, book, out: c})
  const expected = await linesOf(a)
  expect(expected.filter(line => line.includes('"bill_to_name":"kestrel-it"'))).toHaveLength(7)
  expect(await linesOf(b)).toEqual(expected)
  expect(await linesOf(c)).toEqual(expected)
})

it('reads exported Parquet and writes CSV and Parquet, and says so for anything else', async () => {
  const book = await readPriceBook('docs/examples/pricebook.yaml')
  await expect(rateParquet({records: 'docs/examples/records.csv', book})).rejects.toThrow('is not exported Parquet')
  const records = await parquetOf(madeUpRows(random(1), false), 'refused', false)
  await expect(rateParquet({records, book, out: join(folder, 'x.jsonl')})).rejects.toThrow('writes .csv and .parquet')
  const floats = join(folder, 'floats.parquet')
  await connection.run(`copy (select * replace (amount::double as amount) from '${records}') to '${floats}'`)
  await expect(rateParquet({records: floats, book})).rejects.toThrow('not exact')
  const fine = join(folder, 'fine.parquet')
  await connection.run(
    `copy (select * replace ((amount::decimal(38,12) + 0.000000000001) as amount) from '${records}') to '${fine}'`,
  )
  await expect(rateParquet({records: fine, book, unmatched: 'cost'})).rejects.toThrow('more than 8 decimals')
})

it.each(['timestamp', 'timestamptz', 'timestamp_ns', 'varchar'])('days that are a %s are days', async type => {
  writeFileSync(join(folder, 'until.yaml'), until)
  const book = await readPriceBook(join(folder, 'until.yaml'))
  const records = await parquetOf(madeUpRows(random(1), false), 'days', false)
  const typed = join(folder, `days-${type}.parquet`)
  const write = (day: string) =>
    connection.run(`copy (select * replace ('USD' as currency, '2026-10' as bill_cycle, (${day})::${type} as bill_date)
      from '${records}') to '${typed}'`)
  await connection.run("set timezone = 'UTC'")
  await write("case when row_number() over () % 2 = 0 then '2026-10-05' else '2026-10-06' end")
  const out = join(folder, `days-${type}.csv`)
  await rateParquet({records: typed, book, out})
  const told = new Set<string>()
  for await (const rows of readRated(out)) for (const {bill_date, rule} of rows) told.add(`${bill_date} ${rule}`)
  expect([...told].sort()).toEqual(['2026-10-05 early', '2026-10-06 late'])
  expect(readFileSync(out, 'utf8')).not.toContain('00:00:00')
  await write("'2026-10-05 12:30:00'")
  await expect(rateParquet({records: typed, book, out})).rejects.toThrow('not a day such as 2026-10-03')
})

const until = `version: a
currency: USD
cost: expenditure
rules:
  - {id: early, price: cost + 5%, to: 2026-10-05}
  - {id: late, price: cost + 5%, from: 2026-10-06}
`

it('whole amounts keep their zeros', async () => {
  const book = await readPriceBook('docs/examples/pricebook.yaml')
  const records = await parquetOf(madeUpRows(random(1), false), 'whole', false)
  const whole = join(folder, 'whole-amounts.parquet')
  await connection.run(`copy (select * replace (100::integer as amount, 500::decimal(18,0) as official_amount,
    null::decimal(18,8) as settlement_amount, 'USD' as currency, date '2026-10-05' as bill_date, '2026-10' as bill_cycle) from '${records}') to '${whole}'`)
  const out = join(folder, 'whole-rated.csv')
  await rateParquet({records: whole, book, out, unmatched: 'cost'})
  const told = new Set<string>()
  for await (const rows of readRated(out)) {
    for (const {amount, official_amount} of rows) if (amount) told.add(`${amount.text} ${official_amount?.text}`)
  }
  expect([...told]).toEqual(['100 500'])
})
