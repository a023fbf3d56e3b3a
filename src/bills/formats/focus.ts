// Bill records as a FOCUS 1.4 "Cost and Usage" dataset: copied, derived and approximated columns are marked below; what a record cannot tell stays empty.
import {cycleStart, shiftCycle} from '../../cycle.js'
import {CellTexts} from '../cell-texts.js'
import type {Layout} from '../layout.js'
import type {RecordPage} from '../page.js'
import {focusPeriod} from './focus-period.js'
import {focusPrice} from './focus-price.js'
import {focusService} from './focus-services.js'
import {type Facts, OTHER_FIELDS, type Table, type TableColumn, type TableType} from './table.js'

/** `huawei`: refunds are adjustments and deductions purchases, as in Huawei's own FOCUS export; `spec` as FOCUS says. */
export type FocusDialect = 'spec' | 'huawei'

export interface FocusOptions {
  dialect: FocusDialect
  /** Names of measurement units by id, in English. */
  units: Record<string, string>
  /** Who writes the invoice. */
  issuer: string
}

/** One record while its columns are made. */
export interface FocusRow {
  /** A field by its common name; undefined when it is null, absent or empty. */
  get(name: string): string | undefined
  facts: Facts
  options: FocusOptions
  category: string
  isCommitment: boolean
}

const CLOUD = 'Huawei Cloud'

const categories: Record<string, number[]> = {
  Purchase: [1, 2, 3, 8, 14, 17, 18, 103, 4, 20, 24],
  Usage: [5, 12, 23],
  Tax: [15, 100, 101, 102],
  Adjustment: [9, 16, 25],
}
const categoryOf = new Map(
  Object.entries(categories).flatMap(([name, types]) => types.map(type => [String(type), name])),
)
const inHuaweisWords = new Map([
  ['4', 'Adjustment'],
  ['20', 'Adjustment'],
  ['24', 'Adjustment'],
  ['16', 'Purchase'],
])

function chargeCategory(row: Pick<FocusRow, 'get' | 'options'>): string {
  const type = row.get('bill_type') ?? ''
  const own = row.options.dialect === 'huawei' ? inHuaweisWords.get(type) : undefined
  // A type that nobody announced: what is paid by use is usage.
  return own ?? categoryOf.get(type) ?? (row.get('charge_mode') === '3' ? 'Usage' : 'Purchase')
}

function chargeFrequency(row: FocusRow): string {
  if (row.category === 'Usage') return 'Usage-Based'
  return row.category === 'Purchase' && ['2', '8', '14', '18', '103'].includes(row.get('bill_type') ?? '')
    ? 'Recurring'
    : 'One-Time'
}

function pricingCategory(row: FocusRow): string | undefined {
  if (row.category === 'Tax' || row.category === 'Adjustment') return undefined
  const covered =
    row.category === 'Usage' && (row.get('bill_type') === '23' || ['10', '11'].includes(row.get('charge_mode')!))
  if (covered) return 'Committed'
  return row.get('is_spot') === 'Y' ? 'Dynamic' : 'Standard'
}

const hasSku = ({category}: FocusRow) => category === 'Usage' || category === 'Purchase'

const skuId = (row: FocusRow) =>
  hasSku(row)
    ? (row.get('sku_code') ?? row.get('product_id') ?? row.get('resource_type') ?? row.get('cloud_service_type'))
    : undefined

function skuPriceId(row: FocusRow): string | undefined {
  if (!hasSku(row)) return undefined
  const parts = [row.get('product_id') ?? skuId(row), row.get('region'), row.get('charge_mode'), row.get('period_type')]
  return parts.map(part => part ?? '').join('|')
}

function skuPriceDetails(row: FocusRow): string | undefined {
  if (!hasSku(row)) return undefined
  const unit = row.get('spec_size_measure_id')
  const details = [
    ['x_ProductSpecDesc', row.get('product_spec_desc')],
    ['x_SpecSize', row.get('spec_size')],
    ['x_SpecSizeUnit', unit && (row.options.units[unit] ?? unit)],
  ].filter(([, value]) => value !== undefined)
  return details.length > 0 ? JSON.stringify(Object.fromEntries(details)) : undefined
}

/** Tags as JSON: an object as it came, or pairs as `env=prod;team=web`. The form is not documented, so x_ResourceTag keeps the text. */
export function focusTags(text: string | undefined): string | undefined {
  if (!text) return undefined
  if (text.startsWith('{')) {
    try {
      return JSON.stringify(JSON.parse(text))
    } catch {
      return undefined
    }
  }
  const pairs = text.split(/[;,]/).filter(pair => pair.trim())
  if (!pairs.some(pair => pair.includes('='))) return undefined
  const tags = pairs.map(pair => {
    const at = pair.indexOf('=')
    return at < 0 ? [pair.trim(), true] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
  })
  return JSON.stringify(Object.fromEntries(tags))
}

/** The purchase of a commitment names it; what it covers later does not. */
const ofCommitment = (value: (row: FocusRow) => string | undefined) => (row: FocusRow) =>
  row.isCommitment ? value(row) : undefined

const usageOf = (value: (row: FocusRow) => string | undefined) => (row: FocusRow) =>
  row.category === 'Usage' ? value(row) : undefined

const unitName = (row: FocusRow, name: string): string | undefined => {
  const id = row.get(name)
  return id && (row.options.units[id] ?? `Unit ${id}`)
}

type Make = (row: FocusRow) => string | undefined

const descriptionOf: Make = row =>
  [
    row.get('cloud_service_type_name') ?? row.get('cloud_service_type'),
    row.get('resource_type_name'),
    row.get('product_spec_desc'),
    row.get('usage_type'),
  ]
    .filter(Boolean)
    .join(', ') || undefined

const zoneOf: Make = row => {
  const zones = row.get('az_code_infos')
  if (!zones) return undefined
  const codes = (JSON.parse(zones) as {az_code?: string}[]).map(({az_code}) => az_code)
  return codes.length === 1 ? codes[0] : undefined
}

const payerOf: Make = row =>
  row.get('payer_account_id') ?? row.get('partner_id') ?? (row.facts.partner_id || row.get('customer_id'))

/** The columns of FOCUS, in its order, each with the way it is made. */
const focusColumns: [name: string, type: TableType, make: Make][] = [
  ['AvailabilityZone', 'text', zoneOf],
  ['BilledCost', 'money', row => row.get('amount') ?? '0'],
  ['BillingAccountId', 'text', payerOf],
  [
    'BillingAccountName',
    'text',
    row => (payerOf(row) === row.get('customer_id') ? row.get('account_name') : undefined),
  ],
  ['BillingAccountType', 'text', row => (payerOf(row) === row.get('customer_id') ? 'Customer' : 'Partner')],
  ['BillingCurrency', 'text', row => row.facts.currency],
  ['BillingPeriodEnd', 'time', row => billingPeriod(row.facts.bill_cycle).end],
  ['BillingPeriodStart', 'time', row => billingPeriod(row.facts.bill_cycle).start],
  ['ChargeCategory', 'text', row => row.category],
  ['ChargeClass', 'text', () => undefined],
  ['ChargeDescription', 'text', descriptionOf],
  ['ChargeFrequency', 'text', chargeFrequency],
  ['ChargePeriodEnd', 'time', row => focusPeriod(row).end],
  ['ChargePeriodStart', 'time', row => focusPeriod(row).start],
  ['CommitmentDiscountCategory', 'text', ofCommitment(row => (row.get('charge_mode') === '10' ? 'Usage' : 'Spend'))],
  ['CommitmentDiscountId', 'text', ofCommitment(row => row.get('resource_id'))],
  ['CommitmentDiscountName', 'text', ofCommitment(row => row.get('resource_name'))],
  ['CommitmentDiscountQuantity', 'quantity', ofCommitment(row => row.get('ri_usage'))],
  ['CommitmentDiscountStatus', 'text', () => undefined],
  [
    'CommitmentDiscountType',
    'text',
    ofCommitment(row => (row.get('charge_mode') === '10' ? 'Reserved Instance' : 'Savings Plan')),
  ],
  [
    'CommitmentDiscountUnit',
    'text',
    ofCommitment(row => (row.get('ri_usage') ? unitName(row, 'ri_usage_measure_id') : undefined)),
  ],
  ['ConsumedQuantity', 'quantity', usageOf(row => row.get('usage'))],
  [
    'ConsumedUnit',
    'text',
    usageOf(row => (row.get('usage') ? (unitName(row, 'usage_measure_id') ?? 'Units') : undefined)),
  ],
  ['ContractedCost', 'money', row => row.get('amount') ?? '0'],
  ['EffectiveCost', 'money', row => row.get('amount') ?? '0'],
  ['HostProviderName', 'text', () => CLOUD],
  ['InvoiceDetailId', 'text', () => undefined],
  ['InvoiceId', 'text', () => undefined],
  ['InvoiceIssuerName', 'text', row => row.options.issuer],
  ['ListCost', 'money', row => row.get('official_amount') ?? row.get('amount') ?? '0'],
  ['ListUnitPrice', 'quantity', row => (hasSku(row) ? focusPrice(row).price : undefined)],
  ['PricingCategory', 'text', pricingCategory],
  ['PricingQuantity', 'quantity', row => (hasSku(row) ? focusPrice(row).quantity : undefined)],
  ['PricingUnit', 'text', row => (hasSku(row) ? focusPrice(row).unit : undefined)],
  ['RegionId', 'text', row => row.get('region')],
  ['RegionName', 'text', row => row.get('region_name')],
  ['ResourceId', 'text', row => row.get('resource_id')],
  ['ResourceName', 'text', row => (row.get('resource_id') ? row.get('resource_name') : undefined)],
  [
    'ResourceType',
    'text',
    row => (row.get('resource_id') ? (row.get('resource_type_name') ?? row.get('resource_type')) : undefined),
  ],
  ['ServiceCategory', 'text', row => focusService(row.get('cloud_service_type') ?? '')[0]],
  ['ServiceName', 'text', row => row.get('cloud_service_type_name') ?? row.get('cloud_service_type') ?? 'Other'],
  ['ServiceProviderName', 'text', () => CLOUD],
  ['ServiceSubcategory', 'text', row => focusService(row.get('cloud_service_type') ?? '')[1]],
  ['SkuId', 'text', skuId],
  ['SkuMeter', 'text', row => (hasSku(row) ? row.get('usage_type') : undefined)],
  ['SkuPriceDetails', 'json', skuPriceDetails],
  ['SkuPriceId', 'text', skuPriceId],
  ['SubAccountId', 'text', row => row.get('customer_id')],
  ['SubAccountName', 'text', row => row.get('account_name') ?? (row.facts.account_name || undefined)],
  ['SubAccountType', 'text', () => 'Customer'],
  ['Tags', 'json', row => focusTags(row.get('resource_tag'))],
]

/** Fields whose text stands unchanged in a column of FOCUS in every row. */
const copied = new Set([
  'bill_cycle',
  'currency',
  'region',
  'region_name',
  'resource_id',
  'customer_id',
  'account_name',
])
const ownNames: Record<string, string> = {
  cloud_service_type: 'x_ServiceCode',
  resource_type: 'x_ResourceTypeCode',
  resource_type_name: 'x_ResourceTypeName',
  other_fields: 'x_OtherFields',
}
const extensionName = (name: string) =>
  ownNames[name] ?? `x_${name.replace(/(^|_)([a-zA-Z])/g, (_, __, letter: string) => letter.toUpperCase())}`

const cache = new Map<string, {start: string; end: string}>()

/** From the first of the month to the first of the next, midnight UTC+8; the end is exclusive. */
function billingPeriod(cycle: string): {start: string; end: string} {
  let period = cache.get(cycle)
  if (!period) {
    const time = (month: string) => `${cycleStart(month).toISOString().slice(0, 19)}Z`
    period = {start: time(cycle), end: time(shiftCycle(cycle, 1))}
    cache.set(cycle, period)
  }
  return period
}

/** The table of a FOCUS export: its columns, and after them every field of the source that they do not show, as `x_...`. */
export function focusTable(layout: Layout, options: FocusOptions): Table {
  const fields = layout.columns
    .map(({common, type}, place) => ({common, type, place}))
    .filter(({common}) => !copied.has(common))
  const columns: TableColumn[] = [
    ...focusColumns.map(([name, type]) => ({name, type})),
    ...fields.map(({common, type}) => ({name: extensionName(common), type: extensionType(common, type)})),
    {name: extensionName(OTHER_FIELDS), type: 'json'},
  ]
  let texts: CellTexts | undefined
  let page: RecordPage
  let current = 0
  const places = new Map(layout.columns.map(({common}, place) => [common, place]))
  const row: FocusRow = {
    get: name => {
      const place = places.get(name)
      return place === undefined ? undefined : texts!.text(current, place) || undefined
    },
    facts: undefined as unknown as Facts,
    options,
    category: '',
    isCommitment: false,
  }
  return {
    columns,
    fill(given, index, facts, cells) {
      if (texts?.page !== given) texts = new CellTexts(given)
      page = given
      current = index
      row.facts = facts
      row.category = chargeCategory(row)
      row.isCommitment =
        row.category === 'Purchase' &&
        ['10', '11'].includes(row.get('charge_mode') ?? '') &&
        row.get('resource_id') !== undefined
      let at = 0
      for (const [, , make] of focusColumns) cells[at++] = make(row)
      for (const {place} of fields) cells[at++] = texts.text(index, place)
      cells[at] = page.otherFields(index) || undefined
    },
  }
}

function extensionType(name: string, type: string): TableType {
  if (type === 'decimal') return name.endsWith('amount') ? 'money' : 'quantity'
  if (type === 'integer' || type === 'json') return type
  return name === 'bill_date' ? 'date' : name.endsWith('_time') ? 'time' : 'text'
}
