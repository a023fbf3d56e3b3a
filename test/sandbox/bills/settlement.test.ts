// What a partner owes is not what its customers see: the bill file, the console's export and the own bill agree, in any
// language and form, and reconciliation finds it out.
import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {parseJson} from '../../../src/api/json.js'
import {Decimal} from '../../../src/decimal.js'
import {cli, emptyHome} from '../../support/cli.js'
import {testSandbox} from '../../support/sandbox.js'

const cycle = '2026-10'
const home = emptyHome()
const path = (name: string) => join(home, name)

interface Sums {
  records: unknown
  sums: {currency: string; amount: unknown; official_amount: unknown; settlement_amount?: unknown}[]
}

const exported = async (out: string, ...words: string[]) => {
  const line = ['bill', 'export', '--source', 'bill-file', '--cycle', cycle, '--out', path(out), '--restart']
  const ran = await cli([...line, ...words])
  expect([ran.exit, ran.stderr]).toEqual([0, ''])
  const {sums, records} = parseJson(readFileSync(`${path(out)}.manifest.json`, 'utf8')) as Sums
  const text = (value: unknown) => (value === undefined ? '-' : Decimal.parse(String(value)).toFixed(8))
  return [String(records), sums[0]!.currency, text(sums[0]!.amount), text(sums[0]!.settlement_amount)].join(' ')
}

it('is what the delivered file, the console and the own bill say alike', async () => {
  const sandbox = await testSandbox({scenario: 'tiny', seed: 3})
  const set = (settings: Record<string, string>) => sandbox.admin('PUT', '/settings', settings)
  await set({settlement: 'discounts'})
  const reference = await exported('file.csv')
  const settled = Decimal.parse(reference.split(' ')[3]!)
  const ledger = await sandbox.admin<Record<string, string>>('GET', `/ledger?cycle=${cycle}`)
  expect(reference).not.toContain('-')
  expect(settled.compare(Decimal.parse(reference.split(' ')[2]!))).toBe(-1)
  for (const [language, billDelimiter, billEncoding] of [
    ['en', 'semicolon', 'utf-16le'],
    ['zh', 'tab', 'gb18030'],
  ] as const) {
    await set({billLanguage: language, billDelimiter, billEncoding})
    const encoding = billEncoding === 'gb18030' ? ['--encoding', 'gb18030'] : []
    expect([language, await exported('again.csv', ...encoding)]).toEqual([language, reference])
    await set({billDelimiter: 'comma', billEncoding: 'utf-8-bom'})
    const response = await fetch(`${sandbox.info.endpoints.admin}/bill-details?cycle=${cycle}`)
    writeFileSync(path('details.csv'), Buffer.from(await response.arrayBuffer()))
    expect([language, await exported('console.csv', '--from', path('details.csv'))]).toEqual([language, reference])
  }
  // Settled by the file, a month that the API's records alone cannot tell.
  const found = await cli(['bill', 'reconcile', path('file.csv'), '--cycle', cycle, '-o', 'json'])
  expect([found.exit, (parseJson(found.stdout) as {bill_basis: string}).bill_basis]).toEqual([0, 'settlement'])
  const api = await cli(['bill', 'reconcile', '--cycle', cycle])
  expect([api.exit, api.stdout]).toEqual([11, expect.stringContaining("of your customers' expenditure")])
  expect(ledger.initial_amount_due).not.toBe('0')
  await set({billColumns: 'published', billLanguage: 'en', billEncoding: 'utf-8'})
  const short = await cli(['bill', 'export', '--source', 'bill-file', '--cycle', cycle, '--out', path('short.csv')])
  expect([short.exit, short.stdout]).toEqual([0, expect.stringContaining('at list prices')])
  // Its services are, too.
  expect(short.stdout).not.toMatch(/records? +USD +0\.00$/m)
})

it('is all of it on the China site', async () => {
  const sandbox = await testSandbox({scenario: 'tiny', site: 'cn'})
  const before = await sandbox.admin('GET', `/ledger?cycle=${cycle}`)
  await sandbox.admin('PUT', '/settings', {settlement: 'discounts'})
  expect(await sandbox.admin('GET', `/ledger?cycle=${cycle}`)).toEqual(before)
})
