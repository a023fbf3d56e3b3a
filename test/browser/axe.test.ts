// Statements in a browser, as axe judges them: no violation that it calls serious, on a screen and on a phone.
import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {pathToFileURL} from 'node:url'
import type {AxeResults} from 'axe-core'
import {type Browser, chromium, type Page} from 'playwright-core'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {MIXED, NAMES} from '../bills/statement/names.js'
import {BASE, CUSTOMERS, issueRows, newOut, row, SELLER, TAXES} from '../bills/statement/rows.js'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const more = {bill_date: '2026-10-07', resource_id: 'r', resource_name: 'shop-1', region: 'eu-1'}
const rows = Array.from({length: 6}, (_, i) => row(`service-${i}`, i % 2 ? 'vat' : 'low', '12.50', more))
const named = (name: string) => CUSTOMERS.replace('name: Vega GmbH', `name: ${JSON.stringify(name)}`)

const kinds: [string, string, boolean][] = [
  ['an invoice', CUSTOMERS, false],
  ['a preview', CUSTOMERS, true],
  ['Arabic', named(NAMES.Arabic!), false],
  ['both directions', named(MIXED['Hebrew in English']!), false],
  ['a language without labels', CUSTOMERS.replace('language: de', 'language: ar'), false],
]
const colours = ['#1d4e6b', '#ffe9a8']

let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await chromium.launch({executablePath: process.env.CHROMIUM, args: ['--no-sandbox']})
  // The pages allow no script, and axe is one.
  page = await browser.newPage({bypassCSP: true})
})
afterAll(() => browser?.close())

async function open(customers: string, preview: boolean, colour = colours[0]!): Promise<void> {
  const book = `${BASE}${TAXES}${customers}${SELLER}  color: "${colour}"\n`
  const [one] = await issueRows(rows, book, newOut(), {preview, onNote: () => {}})
  await page.goto(pathToFileURL(one!.files[0]!).href)
}

async function violations(): Promise<string[]> {
  await page.evaluate(axe)
  const found = (await page.evaluate('axe.run()')) as AxeResults
  return found.violations
    .filter(({impact}) => impact === 'serious' || impact === 'critical')
    .flatMap(({id, nodes}) => nodes.map(node => `${id}: ${node.html.slice(0, 100)} ${node.failureSummary}`))
}

describe.each([1200, 390])('a statement on %i pixels', width => {
  it.each(kinds)('%s', async (_, customers, preview) => {
    for (const colour of colours) {
      await page.setViewportSize({width, height: 900})
      await open(customers, preview, colour)
      expect(await violations()).toEqual([])
      // Nothing stands out at the side.
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    }
  })
})

it('says which way texts run, and which language they are in', async () => {
  await open(named(NAMES.Hebrew!).replace('language: de', 'language: he'), false)
  const said = (selector: string) =>
    page.evaluate(
      `(() => {const one = document.querySelector(${JSON.stringify(selector)}); return [getComputedStyle(one).direction, one.closest('[lang]').lang]})()`,
    )
  expect(await said('h1')).toEqual(['ltr', 'en'])
  expect(await said('.parties .name bdi')).toEqual(['rtl', 'en'])
  expect(await said('.due time')).toEqual(['ltr', 'he'])
  expect(await said('.due time bdi')).toEqual(['rtl', 'he'])
})
