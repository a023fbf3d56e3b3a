// What FOCUS 1.4 demands of every row of "Cost and Usage", as far as one row can show it. Written from the
// specification, not from the program.
import {Decimal, divideRounded} from '../../../src/decimal.js'
import type {Row} from '../../support/exported.js'

export const mandatoryColumns = [
  'BilledCost',
  'BillingAccountId',
  'BillingAccountName',
  'BillingCurrency',
  'BillingPeriodEnd',
  'BillingPeriodStart',
  'ChargeCategory',
  'ChargeClass',
  'ChargeDescription',
  'ChargePeriodEnd',
  'ChargePeriodStart',
  'ContractedCost',
  'EffectiveCost',
  'HostProviderName',
  'InvoiceIssuerName',
  'ListCost',
  'PricingQuantity',
  'PricingUnit',
  'ServiceCategory',
  'ServiceName',
  'ServiceProviderName',
]

const neverNull = [
  'BilledCost',
  'BillingAccountId',
  'BillingAccountType',
  'BillingCurrency',
  'BillingPeriodEnd',
  'BillingPeriodStart',
  'ChargeCategory',
  'ChargePeriodEnd',
  'ChargePeriodStart',
  'ContractedCost',
  'EffectiveCost',
  'HostProviderName',
  'InvoiceIssuerName',
  'ListCost',
  'ServiceCategory',
  'ServiceName',
  'ServiceProviderName',
]

const allowed: Record<string, string[]> = {
  ChargeCategory: ['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'],
  ChargeClass: ['Correction'],
  ChargeFrequency: ['One-Time', 'Recurring', 'Usage-Based'],
  PricingCategory: ['Standard', 'Dynamic', 'Committed', 'Other'],
  CommitmentDiscountCategory: ['Spend', 'Usage'],
  CommitmentDiscountStatus: ['Used', 'Unused'],
  ServiceCategory: [
    'AI and Machine Learning',
    'Analytics',
    'Business Applications',
    'Compute',
    'Databases',
    'Developer Tools',
    'Identity',
    'Integration',
    'Internet of Things',
    'Management and Governance',
    'Media',
    'Migration',
    'Mobile',
    'Multicloud',
    'Networking',
    'Other',
    'Security',
    'Storage',
    'Web',
  ],
}

const decimals = [
  'BilledCost',
  'CommitmentDiscountQuantity',
  'ConsumedQuantity',
  'ContractedCost',
  'EffectiveCost',
  'ListCost',
  'ListUnitPrice',
  'PricingQuantity',
]
const times = ['BillingPeriodEnd', 'BillingPeriodStart', 'ChargePeriodEnd', 'ChargePeriodStart']
const objects = ['SkuPriceDetails', 'Tags']

/** Columns that are null together. */
const pairs = [
  ['ConsumedQuantity', 'ConsumedUnit'],
  ['PricingQuantity', 'PricingUnit'],
  ['RegionId', 'RegionName'],
  ['SubAccountId', 'SubAccountName'],
  ['SubAccountId', 'SubAccountType'],
  ['CommitmentDiscountId', 'CommitmentDiscountCategory'],
  ['CommitmentDiscountId', 'CommitmentDiscountType'],
  ['CommitmentDiscountQuantity', 'CommitmentDiscountUnit'],
  ['ResourceId', 'ResourceType'],
] as const

/** The second is null wherever the first is. */
const dependent = [
  ['ResourceId', 'ResourceName'],
  ['CommitmentDiscountId', 'CommitmentDiscountName'],
  ['CommitmentDiscountId', 'CommitmentDiscountQuantity'],
  ['CommitmentDiscountId', 'CommitmentDiscountStatus'],
  ['SkuId', 'SkuMeter'],
  ['SkuPriceId', 'SkuPriceDetails'],
] as const

const ONE = 100_000_000n

/** The rules that a row breaks, in words. */
export function brokenRules(row: Row): string[] {
  const broken: string[] = []
  const must = (holds: boolean, rule: string) => {
    if (!holds) broken.push(rule)
  }
  const value = (name: string) => row[name] ?? undefined
  for (const name of neverNull) must(value(name) !== undefined, `${name} is null`)
  for (const [name, values] of Object.entries(allowed)) {
    must(value(name) === undefined || values.includes(value(name)!), `${name} is ${value(name)}`)
  }
  for (const name of decimals) {
    must(
      value(name) === undefined || /^-?\d+(\.\d+)?(E[+-]?\d+)?$/.test(value(name)!),
      `${name} is no decimal: ${value(name)}`,
    )
  }
  for (const name of times)
    must(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value(name) ?? ''), `${name} is ${value(name)}`)
  for (const name of objects) must(value(name) === undefined || isObject(value(name)!), `${name} is ${value(name)}`)
  for (const [a, b] of pairs)
    must((value(a) === undefined) === (value(b) === undefined), `${a} and ${b} are not null together`)
  for (const [a, b] of dependent) must(value(a) !== undefined || value(b) === undefined, `${b} without ${a}`)

  must(/^[A-Z]{3}$/.test(value('BillingCurrency') ?? ''), 'the currency is no ISO 4217 code')
  must(value('BillingPeriodStart')! < value('BillingPeriodEnd')!, 'the billing period ends before it begins')
  must(value('ChargePeriodStart')! < value('ChargePeriodEnd')!, 'the charge period ends before it begins')
  for (const name of times.slice(0, 2)) must(value(name)!.endsWith('T16:00:00Z'), `${name} is not midnight UTC+8`)

  const category = value('ChargeCategory')
  const isCharge = category === 'Usage' || category === 'Purchase'
  for (const name of ['PricingCategory', 'PricingQuantity', 'PricingUnit', 'ListUnitPrice', 'SkuId', 'SkuPriceId']) {
    must(!isCharge || value(name) !== undefined, `${name} is null in a ${category}`)
    must(category !== 'Tax' || value(name) === undefined, `${name} in a tax`)
  }
  must(category !== 'Usage' || value('ConsumedQuantity') !== undefined, 'usage without a consumed quantity')
  must(category === 'Usage' || value('ConsumedQuantity') === undefined, 'a consumed quantity without usage')
  must(category !== 'Purchase' || value('ChargeFrequency') !== 'Usage-Based', 'a purchase that is based on usage')
  must(category !== 'Usage' || value('ChargeFrequency') === 'Usage-Based', 'usage that is not based on usage')
  must(category !== 'Credit' || !(units(value('BilledCost')) > 0n), 'a credit that costs')
  must(
    category !== 'Usage' ||
      value('CommitmentDiscountId') === undefined ||
      value('CommitmentDiscountStatus') !== undefined,
    'covered usage without a status',
  )
  if (value('ListUnitPrice') !== undefined) {
    const [price, quantity, cost] = ['ListUnitPrice', 'PricingQuantity', 'ListCost'].map(name => units(value(name)))
    must(price! >= 0n, 'a price below zero')
    must(divideRounded(price! * quantity!, ONE, 'half-up') === cost, 'price times quantity is not the list cost')
  }
  const subcategory = value('ServiceSubcategory')
  must(
    subcategory === undefined ||
      !subcategory.startsWith('Other (') ||
      subcategory === `Other (${value('ServiceCategory')})`,
    `${subcategory} in ${value('ServiceCategory')}`,
  )
  return broken
}

const units = (text: string | undefined) => Decimal.parse(text ?? '0').units

function isObject(text: string): boolean {
  try {
    const object = JSON.parse(text)
    return typeof object === 'object' && object !== null && !Array.isArray(object)
  } catch {
    return false
  }
}
