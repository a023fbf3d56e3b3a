// Quantity and list price of a charge: two numbers whose product is the list cost, to its last decimal, as FOCUS
// demands.
import {Decimal, divideRounded} from '../../../decimal.js'
import {lookUp} from '../../../look-up.js'
import {remembered} from '../../records/remembered.js'
import type {FocusRow} from './row.js'

interface Price {
  price: string
  quantity: string
  unit: string
}

const ONE = 100_000_000n
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

/** `USD/GB/hour` is a price for a GB-Hour. */
const pricedUnit = remembered((unit): string | undefined => {
  const words = unit
    .split('/')
    .slice(1)
    .map(part => (/^(hour|h|hrs?)$/i.test(part) ? 'Hours' : part))
  return words.length > 0 ? words.join('-') : undefined
})

/**
 * The unit price of the record and the quantity that gives its list cost, rounded to 8 decimals; where these do not fit
 * together, the metered quantity or the number of periods, and what one of them costs; else one charge.
 */
export function focusPrice(row: FocusRow): Price {
  const cost = row.get('official_amount') ?? row.get('amount') ?? '0'
  return calculate(row, unitsOf(cost) ?? 0n)
}

function calculate(row: FocusRow, cost: bigint): Price {
  const text = (units: bigint) => Decimal.fromUnits(units).toString()
  const unitPrice = unitsOf(row.get('unit_price'))
  const usage = row.get('usage') ? unitsOf(row.get('usage')) : undefined
  const usageUnit = lookUp(row.options.units, row.get('usage_measure_id') ?? '') ?? 'Units'
  const period = lookUp(periods, row.get('period_type') ?? '')
  const counter = (usage === undefined ? period : usageUnit) ?? 'Charges'
  const amount = cost < 0n ? -cost : cost
  const sign = cost < 0n ? '-' : ''
  if (unitPrice && unitPrice > 0n) {
    const measured = measuredQuantities(row, usage).find(quantity => product(unitPrice, quantity) === cost)
    const quantity = measured ?? quotient(cost, unitPrice)
    if (product(unitPrice, quantity) === cost) {
      return {price: text(unitPrice), quantity: text(quantity), unit: pricedUnit(row.get('unit') ?? '') ?? counter}
    }
  }
  const metered = row.get('charge_mode') === '3'
  const counted = (metered ? usage : unitsOf(row.get('period_num'))) ?? ONE
  const size = counted < 0n ? -counted : counted
  if (size > 0n && product(quotient(amount, size), size) === amount) {
    const unit = metered && usage !== undefined ? usageUnit : period
    return {price: text(quotient(amount, size)), quantity: `${sign}${text(size)}`, unit: unit ?? 'Charges'}
  }
  return {price: text(amount), quantity: `${sign}1`, unit: 'Charges'}
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
