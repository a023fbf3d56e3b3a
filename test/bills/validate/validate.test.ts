// Which rules of FOCUS a file breaks, told of small files that break one each.
import {writeFileSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {gzipSync} from 'node:zlib'
import {beforeAll, describe, expect, it} from 'vitest'
import {validateFocus} from '../../../src/bills/validate/validate.js'
import {cli, cliJson, emptyHome} from '../../support/cli.js'

/** A charge of another provider that breaks no rule. */
const good: Record<string, string> = {
  BilledCost: '0.5',
  BillingAccountId: 'a-1',
  BillingAccountName: 'Andes',
  BillingCurrency: 'USD',
  BillingPeriodEnd: '2026-11-01T00:00:00Z',
  BillingPeriodStart: '2026-10-01T00:00:00Z',
  ChargeCategory: 'Usage',
  ChargeClass: '',
  ChargeDescription: 'Requests',
  ChargeFrequency: 'Usage-Based',
  ChargePeriodEnd: '2026-10-02T00:00:00Z',
  ChargePeriodStart: '2026-10-01T00:00:00Z',
  CommitmentDiscountCategory: '',
  CommitmentDiscountId: '',
  CommitmentDiscountName: '',
  CommitmentDiscountQuantity: '',
  CommitmentDiscountStatus: '',
  CommitmentDiscountType: '',
  CommitmentDiscountUnit: '',
  ConsumedQuantity: '3',
  ConsumedUnit: 'Requests',
  ContractedCost: '0.5',
  EffectiveCost: '0.5',
  HostProviderName: 'Cloud',
  InvoiceIssuerName: 'Cloud',
  ListCost: '0.75',
  ListUnitPrice: '0.25',
  PricingCategory: 'Standard',
  PricingQuantity: '3',
  PricingUnit: '1000 Requests',
  ResourceId: '',
  ResourceName: '',
  ResourceType: '',
  ServiceCategory: 'Integration',
  ServiceName: 'Queue',
  ServiceProviderName: 'Cloud',
  ServiceSubcategory: 'Messaging',
  SkuId: 's-1',
  SkuMeter: 'Requests',
  SkuPriceDetails: '{"CoreCount": 2, "x_Tier": "first"}',
  SkuPriceId: 's-1-p',
  Tags: '{"env": "prod", "bare": true}',
  x_Own: '1',
}

/** What makes another kind of charge of it. */
const tax: Record<string, string> = {
  ChargeCategory: 'Tax',
  ChargeFrequency: 'One-Time',
  ConsumedQuantity: '',
  ConsumedUnit: '',
  ListUnitPrice: '',
  PricingCategory: '',
  PricingQuantity: '',
  PricingUnit: '',
  SkuId: '',
  SkuMeter: '',
  SkuPriceDetails: '',
  SkuPriceId: '',
}
const commitment: Record<string, string> = {
  ChargeCategory: 'Purchase',
  ChargeFrequency: 'One-Time',
  CommitmentDiscountCategory: 'Spend',
  CommitmentDiscountId: 'c-1',
  CommitmentDiscountName: 'one',
  CommitmentDiscountQuantity: '0.5',
  CommitmentDiscountType: 'Savings Plan',
  CommitmentDiscountUnit: 'USD',
  ConsumedQuantity: '',
  ConsumedUnit: '',
  EffectiveCost: '0',
}

let folder: string
let files = 0
beforeAll(() => {
  folder = emptyHome()
})

const cell = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

function fileOf(...rows: Record<string, string>[]): string {
  const names = [...new Set(rows.flatMap(row => Object.keys(row)))]
  const path = join(folder, `${++files}.csv`)
  writeFileSync(
    path,
    `${[names, ...rows.map(row => names.map(name => cell(row[name] ?? '')))].map(one => one.join(',')).join('\n')}\n`,
  )
  return path
}

const sorted = (row: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(row).sort(([a], [b]) => Number(a.startsWith('x_')) - Number(b.startsWith('x_')) || (a < b ? -1 : 1)),
  )

const without = (name: string) => Object.fromEntries(Object.entries(good).filter(([one]) => one !== name))

/** The broken rules, each with the columns of its example. */
const brokenIn = async (...rows: Record<string, string>[]) =>
  (await validateFocus(fileOf(...rows))).broken.map(({rule}) => rule).sort()

describe('a file without fault', () => {
  it('breaks no rule, and tells how many it could answer', async () => {
    const found = await validateFocus(fileOf(good, good))
    expect(found).toMatchObject({dataset: 'CostAndUsage', rows: 2, must_failed: 0, should_failed: 0, broken: []})
    expect(found.checked).toBe(found.passed)
    expect(found.checked).toBeGreaterThan(180)
  })
})

describe.each<[what: string, change: Record<string, string>, rules: string[]]>([
  [
    'a currency that is none',
    {BillingCurrency: 'DOLLAR'},
    ['CAU-BillingCurrency-C-003-M', 'CAU-BillingCurrency-C-006-M'],
  ],
  [
    'a category that is none',
    {ChargeCategory: 'usage', ConsumedQuantity: '', ConsumedUnit: ''},
    ['CAU-ChargeCategory-C-003-M'],
  ],
  ['a null where none may be', {ServiceName: ''}, ['CAU-ServiceName-C-003-M']],
  ['a value where null must be', {ResourceType: 'Bucket'}, ['CAU-ResourceType-C-004-C']],
  ['a null where a condition asks for a value', {ResourceId: 'r-1'}, ['CAU-ResourceType-C-005-C']],
  ['a product in its last digit', {ListCost: '0.7500000000001'}, ['CAU-ListCost-C-011-C']],
  ['a number with a mark', {BilledCost: '1,000.5'}, ['CAU-BilledCost-C-001-M', 'CAU-BilledCost-C-002-M']],
  ['a number with a plus', {PricingQuantity: '+3'}, ['CAU-ListCost-C-011-C', 'CAU-PricingQuantity-C-002-M']],
  ['a price below zero', {ListUnitPrice: '-0.25', ListCost: '-0.75'}, ['CAU-ListUnitPrice-C-008-M']],
  ['a time without a zone', {ChargePeriodStart: '2026-10-01 00:00:00'}, ['CAU-ChargePeriodStart-C-002-M']],
  ['a day that is none', {ChargePeriodStart: '2026-09-31T00:00:00Z'}, ['CAU-ChargePeriodStart-C-002-M']],
  ['a period that ends first', {ChargePeriodEnd: '2026-10-01T00:00:00Z'}, ['CAU-ChargePeriodEnd-C-004-M']],
  ['a subcategory of another category', {ServiceSubcategory: 'Containers'}, ['CAU-ServiceSubcategory-C-004-M']],
  ['a unit with a mark in its quantity', {PricingUnit: '10,000 times'}, ['CAU-PricingUnit-C-003-O']],
  ['tags that are nested', {Tags: '{"a": {"b": 1}}'}, ['CAU-Tags-C-001-M']],
  ['tags of which one is twice there', {Tags: '{"a": "1", "a": "2"}'}, ['CAU-Tags-C-001-M']],
  ['a key that FOCUS does not define', {SkuPriceDetails: '{"Cores": 2}'}, ['CAU-SkuPriceDetails-C-017-C']],
  [
    'an object that is not its schema',
    {ContractApplied: '{"Elements": []}'},
    ['ATT-DatasetCompleteness-A-009-O', 'CAU-ContractAppliedObject-O-067-M'],
  ],
  [
    'a period of a month that ends before it',
    {BillingPeriodEnd: '2026-09-01T00:00:00Z'},
    ['CAU-BillingPeriodEnd-C-004-M'],
  ],
  ['a class that is none', {ChargeClass: 'Refund'}, ['CAU-ChargeClass-C-005-C']],
  ['a frequency that is none', {ChargeFrequency: 'Usage-based'}, ['CAU-ChargeFrequency-C-003-M']],
  [
    'a currency in small letters',
    {BillingCurrency: 'usd'},
    ['CAU-BillingCurrency-C-003-M', 'CAU-BillingCurrency-C-006-M'],
  ],
  [
    'a cost that is no number',
    {BilledCost: 'NaN'},
    ['ATT-NullHandling-A-002-C', 'CAU-BilledCost-C-001-M', 'CAU-BilledCost-C-002-M'],
  ],
  ['usage without a quantity', {ConsumedQuantity: '', ConsumedUnit: ''}, ['CAU-ConsumedQuantity-C-006-C']],
  [
    'usage with a unit and no quantity',
    {ConsumedQuantity: ''},
    ['CAU-ConsumedQuantity-C-006-C', 'CAU-ConsumedUnit-C-005-C'],
  ],
  [
    'a price without its SKU',
    {SkuPriceId: ''},
    [
      'CAU-ConsumedQuantity-C-009-C',
      'CAU-ListUnitPrice-C-012-C',
      'CAU-PricingCategory-C-012-C',
      'CAU-PricingQuantity-C-011-C',
      'CAU-SkuPriceDetails-C-004-C',
      'CAU-SkuPriceId-C-005-C',
    ],
  ],
  [
    'a region that has a name only',
    {RegionId: '', RegionName: 'Bangkok'},
    ['ATT-DatasetCompleteness-A-009-O', 'CAU-RegionName-C-004-C'],
  ],
  ['a tax that costs other than it bills', {...tax, EffectiveCost: '0.4'}, ['CAU-EffectiveCost-C-017-C']],
  [
    'a tax that has a price',
    {...tax, PricingQuantity: '1'},
    ['CAU-PricingQuantity-C-004-C', 'CAU-PricingQuantity-C-011-C', 'CAU-PricingUnit-C-006-C'],
  ],
  [
    'a commitment whose purchase costs beside what it covers',
    {...commitment, EffectiveCost: '0.5'},
    ['CAU-EffectiveCost-C-020-C'],
  ],
  ['a commitment without a unit', {...commitment, CommitmentDiscountUnit: ''}, ['CAU-CommitmentDiscountUnit-C-006-C']],
  ['a word for nothing', {ChargeDescription: 'N/A'}, ['ATT-NullHandling-A-002-C']],
  [
    'a column that is neither of FOCUS nor x_',
    {Zone: 'a'},
    ['ATT-CustomColumnHandling-A-002-M', 'ATT-DatasetCompleteness-A-009-O'],
  ],
])('%s', (_, change, rules) => {
  it('breaks its rule and no other', async () => {
    expect(await brokenIn({...good, ...change})).toEqual(rules)
  })
})

describe.each<[what: string, change: Record<string, string>]>([
  ['a tax', tax],
  ['the purchase of a commitment', commitment],
  ['a correction without a quantity', {ChargeClass: 'Correction', ConsumedQuantity: '', ConsumedUnit: ''}],
  ['a correction of a commitment', {...commitment, ChargeClass: 'Correction'}],
  ['a tax in a file with prices in a virtual currency', {...tax, PricingCurrencyContractedUnitPrice: ''}],
  ['a product by floating point numbers', {ListUnitPrice: '0.1', ListCost: '0.30000000000000004'}],
])('%s', (_, change) => {
  it('breaks no rule', async () => {
    expect(await brokenIn(sorted({...good, ...change}))).toEqual([])
  })
})

describe('rules over all rows', () => {
  it.each<[change: Record<string, string>, rule: string]>([
    [{ServiceCategory: 'Storage', ServiceSubcategory: 'Object Storage'}, 'CAU-ServiceName-C-005-C'],
    [{SkuId: 's-2'}, 'CAU-SkuPriceId-C-008-M'],
    [{ListUnitPrice: '0.5', ListCost: '1.5'}, 'CAU-SkuPriceId-C-014-C'],
  ])('find %o', async (change, rule) => {
    expect(await brokenIn(good, {...good, ...change})).toContain(rule)
  })
})

describe('a column that is missing', () => {
  it.each([
    ['BilledCost', [], ['CAU-CostAndUsage-D-006-M']],
    ['CommitmentDiscountUnit', [], ['CAU-CostAndUsage-D-015-C']],
    ['Tags', [], []],
    ['Tags', ['TAGGING_SUPPORTED'], ['CAU-CostAndUsage-D-064-C']],
  ])('%s breaks a rule where the provider supports it: %o', async (name, supports, rules) => {
    const {broken} = await validateFocus(fileOf(without(name)), {supports})
    expect(broken.map(({rule}) => rule)).toEqual(rules)
  })

  it('is refused to be no criterion of FOCUS', async () => {
    await expect(validateFocus(fileOf(good), {supports: ['TAGS']})).rejects.toThrow('no criterion TAGS')
  })
})

describe('bill validate', () => {
  it.each([
    ['bytes', Buffer.from([0x89, 0x50, 0, 1, 2, 0xff, 0xfe, 0]), 'bytes.csv'],
    ['packed bytes', gzipSync(Buffer.from([0, 1, 2, 3, 0, 0xff])), 'bytes.csv.gz'],
    ['what is packed in no way', Buffer.from([0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8]), 'odd.csv.gz'],
  ])('is told what is no text: %s', async (_, bytes, name) => {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    const ran = await cli(['bill', 'validate', path])
    expect([ran.exit, ran.stderr]).toEqual([2, expect.stringContaining(name)])
    expect(ran.stderr).not.toContain('unexpectedly')
  })

  it('shows what is broken with the first row, and exits 10', async () => {
    const ran = await cli(['bill', 'validate', fileOf(good, {...good, ListCost: '0.8'}, {...good, ListCost: '0.9'})])
    expect(ran.exit).toBe(10)
    expect(ran.stdout).toContain('MUST  CAU-ListCost-C-011-C  ListUnitPrice x PricingQuantity = ListCost  2 rows\n')
    expect(ran.stdout).toContain('  row 3: ListUnitPrice "0.25", PricingQuantity "3", ListCost "0.8"\n')
    expect(ran.stderr).toContain('1 rule that FOCUS 1.4 makes a must is broken')
  })

  it('lets pass what only should be otherwise', async () => {
    const found = await cliJson<{should_failed: number}>(['bill', 'validate', fileOf({...good, PricingUnit: 'pieces'})])
    expect(found.should_failed).toBe(1)
  })

  it('is what can be done with FOCUS that has no records in it: other commands refuse it with the reason', async () => {
    const file = fileOf(good)
    const book = resolve(import.meta.dirname, '../../../docs/examples/pricebook.yaml')
    for (const line of [
      ['diff', file, file],
      ['rate', file, '--book', book],
    ]) {
      const ran = await cli(['bill', ...line])
      expect([ran.exit, ran.stderr]).toEqual([
        2,
        expect.stringContaining('it is FOCUS without the fields of bill records'),
      ])
    }
  })

  it('refuses what is no FOCUS, with the reason', async () => {
    const path = join(folder, 'records.csv')
    writeFileSync(path, 'customer_id,amount\nc1,1\n')
    const ran = await cli(['bill', 'validate', path])
    expect([ran.exit, ran.stderr]).toEqual([
      2,
      expect.stringContaining('has no columns of FOCUS: its columns are customer_id'),
    ])
    writeFileSync(path, '[{"BilledCost": 1}]')
    expect((await cli(['bill', 'validate', path])).stderr).toContain('is neither CSV nor Parquet')
    const missing = await cli(['bill', 'validate', join(folder, 'missing.csv')])
    expect([missing.exit, missing.stderr]).toEqual([2, expect.stringContaining('missing.csv does not exist')])
    expect((await cli(['bill', 'validate', folder])).stderr).toContain('is a folder')
  })
})
