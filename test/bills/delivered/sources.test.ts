import {join} from 'node:path'
import {expect, it} from 'vitest'
import {parseJson} from '../../../src/api/json.js'
import {apiSources} from '../../../src/bills/records/sources.js'
import {Decimal} from '../../../src/decimal.js'
import {cli, emptyHome} from '../../support/cli.js'
import {testSandbox} from '../../support/sandbox.js'

const cycle = '2026-10'
/** Sources whose lines are cut to whole hundredths; the others keep all 8 decimals. */
const billed = new Set(['fee-records', 'monthly-sums'])

it.each([
  ['intl', 'small', 1],
  ['eu', 'messy', 4],
  ['cn', 'messy', 3],
] as const)(
  'all sources of %s, %s world with seed %i, agree with the ledger to the last decimal',
  async (site, scenario, seed) => {
    const home = emptyHome()
    const sandbox = await testSandbox({site, scenario, seed})
    const ledger = await sandbox.admin<Record<'initial_amount_due' | 'tax_amount', string>>(
      'GET',
      `/ledger?cycle=${cycle}`,
    )
    const cut = new Set<string>()
    const exact = new Set<string>()
    const official = new Set<string>()
    for (const [source, {sites}] of Object.entries(apiSources)) {
      if (!sites.includes(site)) continue
      const out = join(home, `${source}.csv`)
      const ran = await cli(['bill', 'export', '--cycle', cycle, '--source', source, '--out', out, '-o', 'json'])
      expect([source, ran.exit, ran.stderr]).toEqual([source, 0, ''])
      const {amounts} = parseJson(ran.stdout) as {amounts: {amount: unknown; official_amount: unknown}[]}
      expect(amounts).toHaveLength(1)
      const amount = Decimal.parse(String(amounts[0]!.amount)).toFixed(8)
      official.add(Decimal.parse(String(amounts[0]!.official_amount)).toFixed(8))
      ;(billed.has(source) ? cut : exact).add(amount)
    }
    expect([exact.size, official.size, cut.size]).toEqual([1, 1, 1])
    const due = Decimal.parse(ledger.initial_amount_due)
    // On the China site the bill is what the cut lines come to; elsewhere nothing is cut, and tax comes on top.
    if (site === 'cn') expect([...cut]).toEqual([ledger.initial_amount_due])
    else {
      const paid = Number(due.plus(Decimal.parse(ledger.tax_amount)).text)
      expect(Math.abs(Number([...exact][0]) - paid)).toBeLessThan(0.0101)
    }
  },
  60_000,
)
