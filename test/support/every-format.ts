// Whatever is exported, from wherever, in whichever format: each customer's sum is what the sandbox's ledger says, to
// the last decimal.
import {rmSync} from 'node:fs'
import {basename, join} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import type {Site} from '../../src/api/contract/contract.js'
import {parseJson} from '../../src/api/json.js'
import {type FormatName, formatNames} from '../../src/bills/formats/formats.js'
import type {Layout} from '../../src/bills/records/layout.js'
import {apiSources, layoutOf, type SourceName} from '../../src/bills/records/sources.js'
import {Decimal} from '../../src/decimal.js'
import {cli, emptyHome} from './cli.js'
import {filesBelow, type Row, rowsByFile, rowsOf} from './exported.js'
import {testSandbox} from './sandbox.js'

const cycle = '2026-10'
const clock = '2026-11-10T03:00:00Z'
/** Sources whose lines are cut to whole hundredths, as the bill is; the others keep all 8 decimals. */
const billed = new Set<SourceName>(['fee-records', 'monthly-sums'])

const splits = ['customer', 'service', 'day'] as const
type Split = (typeof splits)[number]

interface Shape {
  format: FormatName
  split?: Split
  gzip?: boolean
}

/**
 * All formats, each in another shape from source to source and world to world: one file, packed, or a file for each of
 * something.
 */
function shapesOf(source: SourceName, turn: number): Shape[] {
  const formats = formatNames.filter(format => !format.startsWith('focus') || source !== 'monthly-sums')
  return formats.map((format, i) => {
    const shapes: Omit<Shape, 'format'>[] = [
      {},
      ...splits.filter(split => canSplit(source, split)).map(split => ({split})),
    ]
    if (!/parquet|xlsx/.test(format)) shapes.push({gzip: true})
    return {format, ...shapes[(i + turn) % shapes.length]}
  })
}

const canSplit = (source: SourceName, split: Split) => split !== 'day' || layoutOf(source).commonPlace('bill_date') >= 0

/** Names of the columns that count, in an ordinary export and in FOCUS. */
function namesOf(layout: Layout, format: FormatName) {
  if (format.startsWith('focus')) {
    return {
      customer: 'SubAccountId',
      currency: 'BillingCurrency',
      amount: 'BilledCost',
      service: 'x_ServiceCode',
      day: 'x_BillDate',
    }
  }
  const own = (common: string) => layout.columns[layout.commonPlace(common)]?.name ?? common
  return {
    customer: own('customer_id'),
    currency: 'currency',
    amount: own('amount'),
    service: own('cloud_service_type'),
    day: own('bill_date'),
  }
}

type Sums = Record<string, string>

function sumsOf(rows: Row[], {customer, currency, amount}: ReturnType<typeof namesOf>): Sums {
  const sums = new Map<string, Decimal>()
  for (const row of rows) {
    const key = `${row[customer]} ${row[currency]}`
    sums.set(key, (sums.get(key) ?? Decimal.zero).plus(Decimal.parse(row[amount] ?? '0')))
  }
  return Object.fromEntries([...sums].sort().map(([key, sum]) => [key, sum.toFixed(8)]))
}

export interface World {
  site: Site
  scenario: 'small' | 'messy' | 'large'
  seed: number
  /** Only every so many customers are read. */
  step?: number
}

/** Tests over every export of a world; a file for each world, so that they run side by side. */
export function holdToLedger({site, scenario, seed, step}: World): void {
  describe(`every export of ${site}, ${scenario} world with seed ${seed}`, () => {
    let home: string
    let only: string[] = []
    const exact: Sums = {}
    const bill: Sums = {}

    beforeAll(async () => {
      home = emptyHome()
      const sandbox = await testSandbox({site, scenario, seed, clock})
      if (step) {
        const listed = await cli(['customer', 'list', '--all', '-o', 'json'])
        const ids = (parseJson(listed.stdout) as {customer_id: string}[]).map(({customer_id}) => customer_id).sort()
        only = ids.filter((_, i) => i % step === 0).flatMap(id => ['--customer', id])
      }
      const {amounts} = await exported({format: 'jsonl'}, Object.keys(apiSources)[0] as SourceName)
      const currency = amounts[0]!.currency
      const rows = await rowsOf(join(home, 'out.jsonl'), ['customer_id'])
      for (const id of [...new Set(rows.map(row => row.customer_id!))].sort()) {
        const ledger = await sandbox.admin<{amount: string; consume_amount: string}>(
          'GET',
          `/ledger?cycle=${cycle}&customer_id=${id}`,
        )
        exact[`${id} ${currency}`] = ledger.amount
        bill[`${id} ${currency}`] = ledger.consume_amount
      }
      expect(Object.keys(exact).length).toBeGreaterThan(30)
    }, 60_000)

    async function exported({format, split, gzip}: Shape, source: SourceName) {
      const extension = `.${format.replace('focus-', '')}${gzip ? '.gz' : ''}`
      const out = join(home, split ? 'parts' : `out${extension}`)
      const flags = ['--cycle', cycle, '--source', source, '--format', format, '--out', out, '--restart', '-o', 'json']
      const wide = scenario === 'messy' && format.endsWith('parquet') ? ['--wide-decimals'] : []
      const ran = await cli(['bill', 'export', ...flags, ...only, ...wide, ...(split ? ['--split', split] : [])])
      expect([ran.exit, ran.stderr]).toEqual([0, ''])
      return parseJson(ran.stdout) as {path: string; records: number; amounts: {currency: string}[]}
    }

    const sources = (Object.keys(apiSources) as SourceName[]).filter(name =>
      (apiSources[name]!.sites as readonly string[]).includes(site),
    )
    for (const [turn, source] of sources.entries()) {
      const layout = layoutOf(source)
      const shapes = shapesOf(source, seed + turn)
      it(`from ${source} has the ledger's sums`, async () => {
        const expected = billed.has(source) ? bill : exact
        for (const shape of shapes) {
          const names = namesOf(layout, shape.format)
          const {path, records} = await exported(shape, source)
          const files = await rowsByFile(filesBelow(path), Object.values(names))
          const all = [...files.values()].flat()
          // A file of a split holds nothing else; that of a customer who bought nothing has no rows.
          for (const [file, rows] of shape.split ? files : []) {
            const kinds = new Set(rows.map(row => row[names[shape.split!]]))
            expect([shape, basename(file), kinds.size > 1]).toEqual([shape, basename(file), false])
          }
          if (shape.split) expect(files.size).toBeGreaterThan(3)
          expect([shape, all.length]).toEqual([shape, records])
          const sums = sumsOf(all, names)
          expect({shape, sums}).toEqual({
            shape,
            sums: Object.fromEntries(Object.keys(sums).map(key => [key, expected[key]])),
          })
          const missing = Object.entries(expected).filter(([key, sum]) => !(key in sums) && !/^0\.0+$/.test(sum))
          expect([shape, missing]).toEqual([shape, []])
          rmSync(path, {recursive: true})
        }
      }, 240_000)
    }
  })
}
