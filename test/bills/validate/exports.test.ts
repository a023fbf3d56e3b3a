// What the program writes as FOCUS keeps every rule that a file can answer: each site, each format, ordinary and messy
// months, and the file that Huawei delivers.
import {readFileSync, writeFileSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {afterAll, describe, expect, it} from 'vitest'
import {type Validation, validateFocus} from '../../../src/bills/validate/validate.js'
import {cliJson, emptyHome} from '../../support/cli.js'
import {rowsOf} from '../../support/exported.js'
import {testSandbox} from '../../support/sandbox.js'
import {inDuckDb} from './in-duckdb.js'

/** So many rules were answered the last time somebody looked; it may only grow. */
const ANSWERED = 250
/** And so many by DuckDB. */
const IN_SQL = 225

const kinds = [
  ['small', ['--format', 'focus-csv', '--shard', '1/8']],
  ['small', ['--format', 'focus-parquet', '--shard', '7/8']],
  ['messy', ['--format', 'focus-csv', '--shard', '3/8', '--focus-dialect', 'huawei']],
  ['messy', ['--format', 'focus-parquet', '--shard', '6/8', '--wide-decimals']],
  ['tiny', ['--format', 'focus-csv', '--source', 'bill-file']],
  ['tiny', ['--format', 'focus-parquet', '--source', 'bill-file']],
] as const
const called: Record<string, string> = {tiny: 'delivered file', small: 'records', messy: 'messy records'}

const figures: string[] = []

describe.each(['intl', 'eu', 'cn'] as const)('on the site %s', site => {
  it.each(['tiny', 'small', 'messy'] as const)('a %s month breaks no rule', async scenario => {
    const home = emptyHome()
    const sandbox = await testSandbox({
      scenario,
      seed: 5,
      clock: '2026-11-10T03:00:00Z',
      site,
      validateResponses: false,
    })
    for (const [world, flags] of kinds) {
      if (world !== scenario) continue
      const format = flags[1]
      const out = join(home, `${world}.${format.slice(6)}`)
      await cliJson(['bill', 'export', '--cycle', '2026-10', '--out', out, ...flags])
      const found = await validateFocus(out)
      expect(found.broken).toEqual([])
      expect(found.rows).toBeGreaterThan(300)
      expect(found.passed).toBe(found.checked)
      expect(found.checked).toBeGreaterThanOrEqual(ANSWERED)
      const again = await inDuckDb(out, home)
      expect(again.broken).toEqual([])
      expect(again.rules).toBeGreaterThanOrEqual(IN_SQL)
      // Without these a rule about them would have nothing to find.
      if (out.endsWith('small.csv')) {
        const text = readFileSync(out, 'utf8')
        expect([text.includes(',Committed,'), text.includes(',Reserved Instance,')]).toEqual([true, true])
      }
      figures.push(line(site, `${called[world]}, ${format.slice(6)}`, found))
    }
    await sandbox.close()
  })
})

describe('the file that settles with partners', () => {
  const example = resolve(import.meta.dirname, '../../../docs/examples/settlement')

  it('costs what the partner pays, and is read back as it was', async () => {
    const home = emptyHome()
    await testSandbox({scenario: 'tiny', clock: '2026-11-10T03:00:00Z'})
    const from = join(example, 'customerBill_202610.delivered-en.csv')
    const rated: string[] = []
    for (const format of ['csv', 'focus-csv', 'focus-parquet']) {
      const out = join(home, `${format}.${format.replace('focus-', '')}`)
      const flags = ['--source', 'bill-file', '--from', from, '--cycle', '2026-10', '--format', format, '--out', out]
      await cliJson(['bill', 'export', ...flags])
      const to = join(home, `rated-${format}.csv`)
      await cliJson(['bill', 'rate', out, '--book', join(example, 'pricebook.yaml'), '--out', to])
      rated.push(readFileSync(to, 'utf8').replaceAll(out, 'export'))
      if (format !== 'csv') expect(await validateFocus(out)).toMatchObject({rows: 7, broken: []})
    }
    expect(rated[1]).toBe(rated[0])
    expect(rated[2]).toBe(rated[0])
    const altered = join(home, 'altered.csv')
    const text = readFileSync(join(home, 'focus-csv.csv'), 'utf8')
    writeFileSync(altered, text.replaceAll(',Usage-Based,', ',Usage-based,').replaceAll(',10.006,', ',10.007,'))
    const found = new Set((await inDuckDb(altered, home)).broken)
    expect([found.has('CAU-ChargeFrequency-C-003-M'), found.has('CAU-ListCost-C-011-C')]).toEqual([true, true])
    const [first] = await rowsOf(join(home, 'focus-csv.csv'))
    expect(first).toMatchObject({
      ListCost: '10.006',
      BilledCost: '8.5051',
      ContractedCost: '8.5051',
      x_Amount: '10.006',
    })
  })
})

const line = (site: string, what: string, {checked, passed, must_failed, should_failed, not_answerable}: Validation) =>
  `| ${site} | ${what} | ${checked} | ${passed} | ${must_failed} | ${should_failed} | ${not_answerable} |`

const page = resolve(import.meta.dirname, '../../../docs/focus.md')
const begin = '<!-- from the run -->\n'
const end = '<!-- to there -->'

describe('docs/focus.md', () => {
  it('tells the figures of this run', async () => {
    const text = readFileSync(page, 'utf8')
    const before = text.slice(0, text.indexOf(begin) + begin.length)
    const after = text.slice(text.indexOf(end))
    expect(before.endsWith(begin)).toBe(true)
    const table = [
      '| site | export | rules checked | passed | MUST failed | SHOULD failed | not answerable |',
      '|---|---|---|---|---|---|---|',
      ...figures,
    ]
    // `npx vitest run test/bills/validate/exports.test.ts -u` writes it again.
    await expect(`${before}\n${table.join('\n')}\n\n${after}`).toMatchFileSnapshot(page)
  })
})

afterAll(() => {
  process.stdout.write(`${figures.join('\n')}\n`)
})
