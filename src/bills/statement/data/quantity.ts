// Quantities and unit prices of lines, where there are any: what tiers, packages and prices per unit sold.
import {Decimal, divideRounded, ONE, type Rounding, roundUnits} from '../../../decimal.js'
import {lookUp} from '../../../look-up.js'
import type {PriceBook} from '../../rating/book.js'
import {charged, type Units} from '../../rating/price.js'
import type {RatedRow} from '../../rating/rated.js'
import type {ShownLine, Sold} from './account.js'

/** Steps and packages say how much they sold at what price: `500 x 0.12 USD (0 – 500)`. */
const STEP = /^(-?\d+(?:\.\d{1,8})?) x (\d+(?:\.\d{1,8})?) ([A-Z]{3})/

/** Tells of rows what they sold. */
export class Sales {
  /** Formulas of rules with a price per unit. */
  readonly #prices: Map<string, {price: Units; currency: string}>

  constructor(readonly book: PriceBook) {
    this.#prices = new Map(
      book.rules.flatMap(({id, formula}) => (formula.kind === 'unit' ? [[id, formula] as const] : [])),
    )
  }

  /** What a row sold; undefined where it does not say it. */
  sold(row: RatedRow): Sold | undefined {
    if (row.kind === 'tier' || row.kind === 'package') {
      const [, count, price] = STEP.exec(row.description) ?? []
      if (count === undefined || price === undefined) return undefined
      const rate = row.exchange_rate?.units ?? ONE
      return {
        quantity: Decimal.parse(count).units,
        unit: row.kind === 'package' ? '' : row.usage_measure_id,
        usageType: '',
        price: divideRounded(Decimal.parse(price).units * rate, ONE, this.book.rounding),
      }
    }
    if (!row.usage?.isExact) return undefined
    const {usage_measure_id: unit, usage_type: usageType} = row
    return {quantity: row.usage.units, unit, usageType, price: this.#unitPrice(row)}
  }

  /** The price of a unit, where the rule that charged the row has one and it comes to the charge. */
  #unitPrice(row: RatedRow): Units | undefined {
    const known = this.#prices.get(row.rule)
    if (!known) return undefined
    const {exchange, rounding} = this.book
    const {charge_currency: currency} = row
    if (known.currency !== currency && !exchange.has(known.currency, currency)) return undefined
    const rate = exchange.rate(known.currency, currency, row.bill_date)
    if (charged(row.usage!.units, known.price, rate, rounding) !== row.charge.units) return undefined
    return divideRounded(known.price * rate, ONE, rounding)
  }
}

/** Both together; undefined as soon as they are of two units. */
export function addSold(a: Sold | undefined, b: Sold | undefined): Sold | undefined {
  if (!a || !b || a.unit !== b.unit || a.usageType !== b.usageType) return undefined
  return {...a, quantity: a.quantity + b.quantity, price: a.price === b.price ? a.price : undefined}
}

/** Units by their ids, as every language writes them. */
const SYMBOLS: Record<string, string> = {
  '0': 'd',
  '4': 'h',
  '6': 's',
  '10': 'GB',
  '11': 'MB',
  '15': 'Mbit/s',
  '17': 'GB',
}

export const unitSymbol = (unit: string): string => lookUp(SYMBOLS, unit) ?? ''

/**
 * A line with its quantity, and the unit price that comes to what is shown. Usage without a price is told where its
 * unit has a name.
 */
export function soldLine(
  line: ShownLine,
  decimals: number,
  rounding: Rounding,
): ShownLine & {quantity?: Decimal; unit?: string; unit_price?: Decimal} {
  const {sold} = line
  if (!sold || sold.quantity === 0n) return line
  const {quantity, unit, price} = sold
  const isPriced =
    price !== undefined && roundUnits(charged(quantity, price, ONE, rounding), decimals, rounding) === line.shown.units
  if (!isPriced && unitSymbol(unit) === '') return line
  return {
    ...line,
    quantity: Decimal.fromUnits(quantity),
    unit,
    ...(isPriced ? {unit_price: Decimal.fromUnits(price)} : {}),
  }
}
