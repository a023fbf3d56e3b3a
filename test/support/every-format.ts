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
import type {Scenario} from '../../src/sandbox/world/model.js'
import {makeWorld} from '../../src/sandbox/world/world.js'
import {cli, emptyHome} from './cli.js'
import {filesBelow, type Row, rowsByFile} from './exported.js'
import {testSandbox} from './sandbox.js'

const cycle = '2026-10'
const clock = '2026-11-10T03:00:00Z'
/** Sources whose lines are cut to whole hundredths, as the bill is; the others keep all 8 decimals. */
const billed = new Set<SourceName>(['fee-records', 'monthly-sums'])

const splits = ['customer', 'service', 'day'] as const
type Split = (typeof splits)[number]

export interface Shape {
  format: FormatName
  split?: Split
  gzip?: boolean
}

/**
 * All formats, each in another shape from source to source and world to world: one file, packed, or a file for each of
 * something. Another format is the first each time.
 */
function shapesOf(source: SourceName, turn: number): Shape[] {
  const formats = formatNames.filter(format => !format.startsWith('focus') || source !== 'monthly-sums')
  const first = turn % formats.length
  return [...formats.slice(first), ...formats.slice(0, first)].map((format, i) => {
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
  scenario: Scenario
  seed: number
}

/**
 * A sandbox with that world, and what its ledger says of those customers, or of everybody whom the partner pays for.
 * Calls `emptyHome()`.
 */
export async function ledgerOf({site, scenario, seed}: World, customers?: string[]) {
  const home = emptyHome()
  const sandbox = await testSandbox({site, scenario, seed, clock})
  const world = makeWorld(site, scenario, seed)
  const {id: partner} = world.partners[0]!
  const billedTo = world.partners.filter(({id, distributorId}) => [id, distributorId].includes(partner))
  const exact: Sums = {}
  const bill: Sums = {}
  for (const id of customers ?? billedTo.flatMap(({id}) => world.customersOf(id).map(({id}) => id))) {
    const ledger = await sandbox.admin<{amount: string; consume_amount: string}>(
      'GET',
      `/ledger?cycle=${cycle}&customer_id=${id}`,
    )
    exact[`${id} ${world.currency}`] = ledger.amount
    bill[`${id} ${world.currency}`] = ledger.consume_amount
  }

  /** Exports, and holds every sum against the ledger: of everybody, or of some customers. Tells how many records. */
  async function hold(source: SourceName, shape: Shape, only?: string[]): Promise<number> {
    const {format, split, gzip} = shape
    const names = namesOf(layoutOf(source), format)
    const extension = `.${format.replace('focus-', '')}${gzip ? '.gz' : ''}`
    const flags = ['--cycle', cycle, '--source', source, '--format', format, '--restart', '-o', 'json']
    if (split) flags.push('--split', split)
    if (scenario === 'messy' && format.endsWith('parquet')) flags.push('--wide-decimals')
    flags.push(...(only ?? []).flatMap(id => ['--customer', id]))
    const ran = await cli(['bill', 'export', ...flags, '--out', join(home, split ? 'parts' : `out${extension}`)])
    expect([ran.exit, ran.stderr]).toEqual([0, ''])
    const {path, records} = parseJson(ran.stdout) as {path: string; records: number}
    const files = await rowsByFile(filesBelow(path), Object.values(names))
    const all = [...files.values()].flat()
    // A file of a split holds nothing else; that of a customer who bought nothing has no rows.
    for (const [file, rows] of split ? files : []) {
      const kinds = new Set(rows.map(row => row[names[split!]]))
      expect([shape, basename(file), kinds.size > 1]).toEqual([shape, basename(file), false])
    }
    if (split) expect(files.size).toBeGreaterThan(3)
    expect([shape, all.length]).toEqual([shape, records])
    const sums = sumsOf(all, names)
    const expected = Object.entries(billed.has(source) ? bill : exact).filter(
      ([key]) => !only || only.includes(key.split(' ')[0]!),
    )
    const isThere = ([key, sum]: [string, string]) => key in sums || !/^0\.0+$/.test(sum)
    expect({shape, sums}).toEqual({shape, sums: Object.fromEntries(expected.filter(isThere))})
    rmSync(path, {recursive: true})
    return records
  }

  return {hold, customers: Object.keys(exact).length}
}

/**
 * Tests over every export of a world; a file for each world, so that they run side by side. In one format the first
 * source and the sums have everybody and the others every third customer; in every other format each has those
 * customers that are chosen by their place in the world.
 */
export function holdToLedger(of: World, chosen: number[]): void {
  describe(`every export of ${of.site}, ${of.scenario} world with seed ${of.seed}`, () => {
    const world = makeWorld(of.site, of.scenario, of.seed)
    const own = world.customersOf(world.partners[0]!.id).map(({id}) => id)
    const few = chosen.map(index => world.customerAt(index)!.id)
    let ledger: Awaited<ReturnType<typeof ledgerOf>>
    beforeAll(async () => {
      ledger = await ledgerOf(of)
      expect(ledger.customers).toBeGreaterThan(30)
    }, 60_000)

    const sources = (Object.keys(apiSources) as SourceName[]).filter(name =>
      (apiSources[name]!.sites as readonly string[]).includes(of.site),
    )
    for (const [turn, source] of sources.entries()) {
      const isEverybody = turn === 0 || source === 'monthly-sums'
      const many = isEverybody ? undefined : own.filter((_, i) => i % 3 === turn % 3)
      it(`from ${source} has the ledger's sums`, async () => {
        const [first, ...others] = shapesOf(source, of.seed + turn)
        const records = await ledger.hold(source, first!, many)
        for (const shape of others) {
          const some = await ledger.hold(source, shape, few)
          expect([shape, some > 0, some < records]).toEqual([shape, true, true])
        }
      }, 240_000)
    }
  })
}
