// The price list of a site: what is on bills (bills/products.ts) at the prices of the bills, and the rest of the
// catalogue at the prices that are known. Amounts are whole numbers of 10^-8 of the site's currency.
import type {Site} from '../../../api/contract/contract.js'
import {Decimal, divideRounded} from '../../../decimal.js'
import {priceFactor, products} from '../../bills/products.js'
import {hashText} from '../../state/random.js'
import {catalogue, type Spec} from '../../world/catalogue.js'

/** What one thing costs: a usage type of a specification, per unit of `measureId` (and per unit of size). */
export interface UsagePrice {
  type: string
  measureId: number
  price: bigint
}

/** A specification that can be bought, with its prices. */
export interface Offer {
  service: string
  resource: string
  spec: string
  name: [en: string, zh: string]
  /** Unit of the size that the price is multiplied by; null for what has no size. */
  sizeMeasureId: number | null
  usages: UsagePrice[]
  /** Price of a month; 0 when it cannot be bought for a period. */
  monthly: bigint
  productId: string
  periodProductId: string
}

/** Months that a year costs. */
export const MONTHS_OF_A_YEAR = 10n

const made = new Map<Site, Offer[]>()

/** All offers of a site, the same in all of its regions. */
export function offers(site: Site): Offer[] {
  let list = made.get(site)
  if (!list) {
    const billed = products().map((p): Offer => {
      const factor = BigInt(priceFactor[site])
      return {
        service: p.service,
        resource: p.resource,
        spec: p.sku,
        name: p.description,
        // Traffic is not sold by the width of the line it goes over.
        sizeMeasureId: p.usages.some(u => u.how === 'time') ? p.size.measureId : null,
        usages: p.usages.map(u => ({type: u.type, measureId: u.measureId, price: BigInt(u.price) * factor})),
        monthly: BigInt(p.monthly) * factor,
        productId: p.productId,
        periodProductId: p.periodProductId,
      }
    })
    list = withCatalogue(site, billed)
    made.set(site, list)
  }
  return list
}

export const findOffer = (site: Site, service: string, resource: string, spec: string): Offer | undefined =>
  offers(site).find(o => o.service === service && o.resource === resource && o.spec === spec)

/** Adds specifications of the catalogue that have a price; several lines of one specification become one offer. */
function withCatalogue(site: Site, list: Offer[]): Offer[] {
  const key = (o: {service: string; resource: string; spec: string}) => `${o.service}/${o.resource}/${o.spec}`
  const billed = new Set(list.map(key))
  const added = new Map<string, Offer>()
  for (const spec of catalogue().specs) {
    const {hourly, unit, monthly} = pricesOf(spec, site)
    const name = key({service: spec.service_code, resource: spec.resource_type_code, spec: spec.spec})
    if (billed.has(name) || (hourly === undefined && unit === undefined && monthly === undefined)) continue
    const offer = added.get(name) ?? newOffer(spec)
    const price = hourly ?? unit
    if (price !== undefined && spec.usage_factor && !offer.usages.some(u => u.type === spec.usage_factor)) {
      offer.usages.push({
        type: spec.usage_factor,
        measureId: hourly === undefined ? (spec.usage_measure_id ?? 4) : 4,
        price,
      })
    }
    if (monthly !== undefined && offer.monthly === 0n) offer.monthly = monthly
    added.set(name, offer)
  }
  return [...list, ...added.values()]
}

function newOffer(spec: Spec): Offer {
  const number = String(hashText(`${spec.service_code}/${spec.spec}`)).padStart(10, '0')
  return {
    service: spec.service_code,
    resource: spec.resource_type_code,
    spec: spec.spec,
    name: [spec.spec_desc ?? spec.spec, spec.spec_desc ?? spec.spec],
    sizeMeasureId: spec.unit_price_usd === undefined ? (sizeUnits[spec.linear_unit ?? ''] ?? null) : null,
    usages: [],
    monthly: 0n,
    productId: spec.product_id ?? `OFFI59225${number}${number.slice(0, 3)}`,
    periodProductId: spec.product_id_period ?? `OFFI95942${number}${number.slice(0, 3)}`,
  }
}

const sizeUnits: Record<string, number> = {GB: 17, Mbps: 15, PCS: 14, LCU: 14}

/** Prices of a line of the catalogue in the currency of a site; dollars become yuan by the factor of the bills. */
function pricesOf(spec: Spec, site: Site): {hourly?: bigint; unit?: bigint; monthly?: bigint} {
  const dollars = (value: number | null | undefined) =>
    value === null || value === undefined ? undefined : exact(value) * BigInt(priceFactor[site])
  const yuan = (value: number | null | undefined) =>
    value === null || value === undefined || site !== 'cn' ? undefined : exact(value)
  return {
    hourly: yuan(spec.hourly_cny) ?? dollars(spec.hourly_usd),
    unit: dollars(spec.unit_price_usd),
    monthly: yuan(spec.period_month_cny) ?? dollars(spec.period_month_usd),
  }
}

/** A price of the catalogue; what lies below 10^-8 is cut. */
const exact = (value: number): bigint => Decimal.parse(value.toFixed(8)).units

const CENT = 1_000_000n

/** Orders are priced in hundredths: the rest is cut. */
export const cents = (units: bigint): bigint => units - (units % CENT)

/** List price of buying something for `months` whole months, or for years of twelve months; in whole hundredths. */
export function periodPrice(offer: Offer, size: number, periodType: 2 | 3, periods: number): bigint {
  const months = periodType === 3 ? BigInt(periods) * MONTHS_OF_A_YEAR : BigInt(periods)
  return cents(offer.monthly * BigInt(size) * months)
}

/** Units that can be given in the place of another: how many of the first make one of the second. */
const conversions: Record<string, readonly [from: bigint, to: bigint]> = {
  // Hours.
  '0/4': [1n, 24n],
  '5/4': [60n, 1n],
  '6/4': [3600n, 1n],
  // Traffic and space in GB.
  '11/10': [1024n, 1n],
  '12/10': [1024n ** 2n, 1n],
  '13/10': [1024n ** 3n, 1n],
  '17/10': [1n, 1n],
  '10/17': [1n, 1n],
  // Ten thousand times.
  '14/54': [10_000n, 1n],
}

/**
 * List price of using something, rounded half up to `decimals` (6 or 8). `usage` is in `measureId`; undefined when that
 * unit cannot be turned into the unit of the price.
 */
export function usagePrice(
  price: UsagePrice,
  size: number,
  usage: Decimal,
  measureId: number,
  count: number,
  decimals: number,
): bigint | undefined {
  const ratio = measureId === price.measureId ? ([1n, 1n] as const) : conversions[`${measureId}/${price.measureId}`]
  if (!ratio) return undefined
  const [from, to] = ratio
  const step = 10n ** BigInt(8 - decimals)
  const scaled = price.price * usage.units * BigInt(size) * BigInt(count) * to
  return divideRounded(scaled, from * 100_000_000n * step, 'half-up') * step
}
