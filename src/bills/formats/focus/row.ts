// How the columns of FOCUS are made of a record.
import {cycleStart, shiftCycle} from '../../../cycle.js'
import {lookUp} from '../../../look-up.js'
import {remembered} from '../../records/remembered.js'
import type {Facts} from '../table.js'
import type {FocusDialect} from './category.js'

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
  const covered =
    row.category === 'Usage' && (row.get('bill_type') === '23' || ['10', '11'].includes(row.get('charge_mode')!))
  if (covered) return 'Committed'
  return row.get('is_spot') === 'Y' ? 'Dynamic' : 'Standard'
}

export const hasSku = ({category}: FocusRow) => category === 'Usage' || category === 'Purchase'

export const skuId = (row: FocusRow) =>
  hasSku(row)
    ? (row.get('sku_code') ?? row.get('product_id') ?? row.get('resource_type') ?? row.get('cloud_service_type'))
    : undefined

export function skuPriceId(row: FocusRow): string | undefined {
  if (!hasSku(row)) return undefined
  const parts = [row.get('product_id') ?? skuId(row), row.get('region'), row.get('charge_mode'), row.get('period_type')]
  return parts.map(part => part ?? '').join('|')
}

export function skuPriceDetails(row: FocusRow): string | undefined {
  if (!hasSku(row)) return undefined
  const unit = row.get('spec_size_measure_id')
  const details = [
    ['x_ProductSpecDesc', row.get('product_spec_desc')],
    ['x_SpecSize', row.get('spec_size')],
    ['x_SpecSizeUnit', unit && (lookUp(row.options.units, unit) ?? unit)],
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
  return id && (lookUp(row.options.units, id) ?? `Unit ${id}`)
}

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

export const amountOf = (row: FocusRow) => row.get('amount') ?? '0'

/** From the first of the month to the first of the next, midnight UTC+8; the end is exclusive. */
export const billingPeriod = remembered((cycle): {start: string; end: string} => {
  const time = (month: string) => `${cycleStart(month).toISOString().slice(0, 19)}Z`
  return {start: time(cycle), end: time(shiftCycle(cycle, 1))}
})
