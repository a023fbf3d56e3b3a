import {beforeAll, describe, expect, it} from 'vitest'
import type {SourceName} from '../../../src/bills/records/sources.js'
import {makeWorld} from '../../../src/sandbox/world/world.js'
import {ledgerOf, type Shape} from '../../support/every-format.js'

const world = {site: 'intl', scenario: 'large', seed: 2} as const
const {partners, customersOf} = makeWorld(world.site, world.scenario, world.seed)
const bySize = customersOf(partners[0]!.id).sort((a, b) => b.billing.slots - a.billing.slots)
const largest = bySize.slice(0, 4).map(({id}) => id)
/** With the largest who is not as large. */
const large = [...largest.slice(1), bySize.find(({billing}) => billing.slots < 90)!.id]

/** The formats that many-records.test.ts leaves out, and a file for each of something; and how many rows at least. */
const volumes: [SourceName, Shape, customers: string[], least: number][] = [
  ['res-fee-records', {format: 'json', gzip: true}, large, 20_000],
  ['res-records', {format: 'xlsx'}, large, 20_000],
  ['res-fee-records', {format: 'focus-csv', split: 'day'}, large, 20_000],
  ['res-records', {format: 'focus-parquet', split: 'customer'}, largest, 25_000],
]

describe('the largest customers of the large world', () => {
  let ledger: Awaited<ReturnType<typeof ledgerOf>>
  beforeAll(async () => {
    ledger = await ledgerOf(world, [...new Set([...largest, ...large])])
  }, 60_000)

  it.each(volumes)(
    'from %s as %o have the sums of the ledger, with many rows',
    async (source, shape, only, least) => {
      expect(await ledger.hold(source, shape, only)).toBeGreaterThan(least)
    },
    240_000,
  )
})
