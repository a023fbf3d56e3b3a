// Quantity and list price of a charge: two numbers whose product is the list cost, as FOCUS demands.
import {abs, Decimal, divideRounded, ONE, plainUnits} from '../../../decimal.js'
import {lookUp} from '../../../look-up.js'
import {remembered} from '../../records/remembered.js'
import {amountOf, type FocusRow, hasSku, listOf, skuId, unitName} from './row.js'
import {focusUnit} from './units.js'

interface Price {
  price: string
  quantity: string
  unit: string
  /** Their product, with every digit of it; rounded to 8 decimals it is the record's list price. */
  cost: string
}

const periods: Record<string, string> = {'19': 'Years', '20': 'Months', '24': 'Days', '25': 'Hours'}

/** Products and quotients of amounts, rounded once to 8 decimals. */
const product = (a: bigint, b: bigint) => divideRounded(a * b, ONE, 'half-up')
const quotient = (dividend: bigint, divisor: bigint) => divideRounded(dividend * ONE, divisor, 'half-up')

function unitsOf(text: string | undefined): bigint | undefined {
  try {
    return text === undefined ? undefined : Decimal.parse(text).units
  } catch {
    return undefined
  }
}

/**
 * A price of a SKU: what it is for, where and how it is paid, and the price itself. Records name no price, so that what
 * costs otherwise is another one.
 */
export function skuPriceId(row: FocusRow): string | undefined {
  if (!hasSku(row)) return undefined
  const {price, unit} = row.once(focusPrice)
  const parts = [
    skuId(row),
    row.get('product_id'),
    row.get('region'),
    row.get('charge_mode'),
    row.get('period_type'),
    row.get('usage_type'),
    `${price}/${unit}`,
  ]
  return parts.map(part => part ?? '').join('|')
}

/** What a commitment is for: the money that is spent, or what can be used of what was bought. */
export function commitmentQuantity(row: FocusRow): {quantity: string; unit: string} {
  const reserved = row.get('ri_usage')
  if (reserved) return {quantity: reserved, unit: unitName(row, 'ri_usage_measure_id') ?? 'Units'}
  if (row.get('charge_mode') === '11') {
    return {quantity: row.get('official_amount') ?? amountOf(row), unit: row.facts.currency}
  }
  const period = lookUp(periods, row.get('period_type') ?? '')
  return {quantity: row.get('period_num') ?? '1', unit: period ?? 'Units'}
}

/** `USD/GB/hour` is a price for a GB-Hour. */
const pricedUnit = remembered((unit): string | undefined => {
  const at = unit.indexOf('/')
  return at < 0 ? undefined : focusUnit(unit.slice(at + 1))
})

/** What two numbers of 8 decimals make. */
const wholeProduct = (a: bigint, b: bigint): string => plainUnits(a * b, 16)

/**
 * The unit price of the record and the quantity that gives its list cost, rounded to 8 decimals; where these do not fit
 * together, the metered quantity or the number of periods, and what one of them costs; else one charge.
 */
export function focusPrice(row: FocusRow): Price {
  return calculate(row, unitsOf(listOf(row)) ?? 0n)
}

function calculate(row: FocusRow, cost: bigint): Price {
  const text = (units: bigint) => Decimal.fromUnits(units).toString()
  const made = (price: bigint, quantity: bigint, unit: string): Price => ({
    price: text(price),
    quantity: text(quantity),
    unit,
    cost: wholeProduct(price, quantity),
  })
  const unitPrice = unitsOf(row.get('unit_price'))
  const usage = row.get('usage') ? unitsOf(row.get('usage')) : undefined
  const usageUnit = unitName(row, 'usage_measure_id') ?? 'Units'
  const period = lookUp(periods, row.get('period_type') ?? '')
  const counter = (usage === undefined ? period : usageUnit) ?? 'Charges'
  const amount = abs(cost)
  const sign = cost < 0n ? -1n : 1n
  if (unitPrice && unitPrice > 0n) {
    const measured = measuredQuantities(row, usage).find(quantity => product(unitPrice, quantity) === cost)
    const quantity = measured ?? quotient(cost, unitPrice)
    if (product(unitPrice, quantity) === cost) {
      return made(unitPrice, quantity, pricedUnit(row.get('unit') ?? '') ?? counter)
    }
  }
  const metered = row.get('charge_mode') === '3'
  const counted = (metered ? usage : unitsOf(row.get('period_num'))) ?? ONE
  const size = abs(counted)
  if (size > 0n && product(quotient(amount, size), size) === amount) {
    const unit = metered && usage !== undefined ? usageUnit : period
    return made(quotient(amount, size), sign * size, unit ?? 'Charges')
  }
  return made(amount, sign * ONE, 'Charges')
}

/**
 * What the unit price may be for: the usage, without what packages and reserved instances cover, times the size of what
 * is used.
 */
function measuredQuantities(row: FocusRow, usage: bigint | undefined): bigint[] {
  if (usage === undefined) return []
  const covered = (unitsOf(row.get('free_resource_usage')) ?? 0n) + (unitsOf(row.get('ri_usage')) ?? 0n)
  const size = unitsOf(row.get('spec_size')) ?? ONE
  return [usage, usage - covered, product(usage, size), product(usage - covered, size)]
}
