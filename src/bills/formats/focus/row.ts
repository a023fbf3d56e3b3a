// How the columns of FOCUS are made of a record.
import {cycleStart, shiftCycle} from '../../../cycle.js'
import {lookUp} from '../../../look-up.js'
import {remembered} from '../../records/remembered.js'
import type {Facts} from '../table.js'
import type {FocusDialect} from './category.js'
import {focusUnit} from './units.js'

export interface FocusOptions {
  dialect: FocusDialect
  /** Names of measurement units by id, in English. */
  units: Record<string, string>
  /** Who writes the invoice. */
  issuer: string
  /** Name of the partner's account, which pays. */
  account: string
}

/** One record while its columns are made. */
export interface FocusRow {
  /** A field by its common name; undefined when it is null, absent or empty. */
  get(name: string): string | undefined
  /** What several columns need, made once for the row. */
  once<T>(make: (row: FocusRow) => T): T
  facts: Facts
  options: FocusOptions
  category: string
  isCommitment: boolean
}

export const CLOUD = 'Huawei Cloud'

export function chargeFrequency(row: FocusRow): string {
  if (row.category === 'Usage') return 'Usage-Based'
  return row.category === 'Purchase' && ['2', '8', '14', '18', '103'].includes(row.get('bill_type') ?? '')
    ? 'Recurring'
    : 'One-Time'
}

export function pricingCategory(row: FocusRow): string | undefined {
  if (row.category === 'Tax' || row.category === 'Adjustment') return undefined
  if (row.category === 'Usage' && isCovered(row)) return 'Committed'
  return row.get('is_spot') === 'Y' ? 'Dynamic' : 'Standard'
}

/** Paid as a reserved instance or a savings plan. */
const isCommitted = (row: FocusRow): boolean => ['10', '11'].includes(row.get('charge_mode') ?? '')

/** Usage that a reserved instance or a savings plan covers, all of it or a part: records do not split it. */
const isCovered = (row: FocusRow): boolean =>
  row.get('bill_type') === '23' || isCommitted(row) || /[1-9]/.test(row.get('ri_usage')?.replace(/e.*/i, '') ?? '')

export const serviceName = (row: FocusRow) =>
  row.get('cloud_service_type_name') ?? row.get('cloud_service_type') ?? 'Other'

/** The type of a resource. */
export const typeOf = (row: FocusRow) => row.get('resource_type_name') ?? row.get('resource_type')

/** The name of a customer's account; its id where nobody knows the name. */
export const accountName = (row: FocusRow) =>
  row.get('account_name') ?? (row.facts.account_name || row.get('customer_id'))

export const hasSku = ({category}: FocusRow) => category === 'Usage' || category === 'Purchase'

export const skuId = (row: FocusRow) =>
  hasSku(row)
    ? (row.get('sku_code') ??
      row.get('product_id') ??
      row.get('resource_type') ??
      row.get('cloud_service_type') ??
      serviceName(row))
    : undefined

/** What a meter counts; of what is bought for a time the resource. */
export const skuMeter = (row: FocusRow) =>
  hasSku(row) ? (row.get('usage_type') ?? typeOf(row) ?? serviceName(row)) : undefined

export function skuPriceDetails(row: FocusRow): string | undefined {
  if (!hasSku(row)) return undefined
  const unit = row.get('spec_size_measure_id')
  const details = [
    ['x_ProductSpecDesc', row.get('product_spec_desc')],
    ['x_SpecSize', row.get('spec_size')],
    ['x_SpecSizeUnit', unit && unitOf(row, unit)],
  ].filter(([, value]) => value !== undefined)
  return details.length > 0 ? JSON.stringify(Object.fromEntries(details)) : undefined
}

/**
 * Tags as JSON: an object as it came, or pairs as `env=prod;team=web`. The form is not documented, so x_ResourceTag
 * keeps the text.
 */
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
export const ofCommitment = (value: (row: FocusRow) => string | undefined) => (row: FocusRow) =>
  row.isCommitment ? value(row) : undefined

export const usageOf = (value: (row: FocusRow) => string | undefined) => (row: FocusRow) =>
  row.category === 'Usage' ? value(row) : undefined

export const unitName = (row: FocusRow, name: string): string | undefined => {
  const id = row.get(name)
  return id && unitOf(row, id)
}

/** A measurement unit by its id; one without a name is still a unit. */
const unitOf = (row: FocusRow, id: string): string => focusUnit(lookUp(row.options.units, id) ?? '') ?? 'Units'

export const descriptionOf = (row: FocusRow) =>
  [
    row.get('cloud_service_type_name') ?? row.get('cloud_service_type'),
    row.get('resource_type_name'),
    row.get('product_spec_desc'),
    row.get('usage_type'),
  ]
    .filter(Boolean)
    .join(', ') || undefined

export function zoneOf(row: FocusRow): string | undefined {
  const zones = row.get('az_code_infos')
  if (!zones) return undefined
  const codes = (JSON.parse(zones) as {az_code?: string}[]).map(({az_code}) => az_code)
  return codes.length === 1 ? codes[0] : undefined
}

export const payerOf = (row: FocusRow) =>
  row.get('payer_account_id') ?? row.get('partner_id') ?? (row.facts.partner_id || row.get('customer_id'))

/** What the partner pays: its settlement where the record tells it, else the amount. */
export const amountOf = (row: FocusRow) => row.get('settlement_amount') ?? row.get('amount') ?? '0'

/**
 * What a charge costs with its share of what was bought to cover it. Such a purchase counts 0 itself; which charges it
 * covers, and to what part, no record tells.
 */
export const effectiveOf = (row: FocusRow) => (row.category === 'Purchase' && isCommitted(row) ? '0' : amountOf(row))

/** At list prices; where the record has none, what is paid. */
export const listOf = (row: FocusRow) => row.get('official_amount') ?? amountOf(row)

/** The name of whose account pays. */
export const payerName = (row: FocusRow): string | undefined =>
  payerOf(row) === row.get('customer_id') ? accountName(row) : row.options.account

/** What stands for nothing where nothing should stand. */
export const isPlaceholder = (text: string): boolean =>
  /^(null|none|nan|n\/a|na|nil|not applicable|not available|undefined|-+|\\N)$/i.test(text)

/** A name that somebody gave; some sources write null where there is none. */
export const nameOf = (row: FocusRow, name: string): string | undefined => {
  const text = row.get(name)
  return text && isPlaceholder(text) ? undefined : text
}

/** From the first of the month to the first of the next, midnight UTC+8; the end is exclusive. */
export const billingPeriod = remembered((cycle): {start: string; end: string} => {
  const time = (month: string) => `${cycleStart(month).toISOString().slice(0, 19)}Z`
  return {start: time(cycle), end: time(shiftCycle(cycle, 1))}
})
