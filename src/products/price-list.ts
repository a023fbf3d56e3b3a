// A price list: every specification of chosen services and regions, with what it costs a customer.

import type {Api} from '../api/client.js'
import {codes} from '../api/contract/codes.js'
import {Listing} from '../api/listing.js'
import {Decimal} from '../decimal.js'
import {Failure} from '../failure.js'
import {type Charging, isUnpriced, Prices, type Product, type Quote, sizeUnitOf} from './prices.js'

export interface PriceListRequest {
  services: string[]
  regions: string[]
  /** All resource types of the services when absent. */
  resourceTypes?: string[]
  /** Pay-per-use when absent. */
  period?: Charging & {by: 'period'}
}

export interface PriceLine extends Quote {
  resource_spec_name?: string
  /** What is measured, and in which unit, of pay-per-use prices. */
  usage_type?: string
  usage_measure_id?: number
}

export interface PriceListProgress {
  service: string
  region: string
  lines: number
}

interface Spec {
  product: Product
  name?: string
}

/**
 * Units that usages are commonly measured in: hours, GB, counts, Mbit/s. The API does not say which one a usage type
 * wants.
 */
const USAGE_UNITS = [4, 10, 17, 14, 15]
const NEEDS_SIZE = /resource_size/

/** The lines of a price list, as they come. A specification without a price has a line that says why. */
export function priceList(
  api: Api,
  as: string,
  request: PriceListRequest,
  onProgress: (progress: PriceListProgress) => void = () => {},
): Listing<PriceLine> {
  const prices = new Prices(api, as)
  return new Listing<PriceLine>(async function* () {
    let lines = 0
    for (const service of request.services) {
      const types = request.resourceTypes ?? (await resourceTypesOf(api, service))
      for (const type of types) {
        const charges = request.period ? [request.period] : await usagesOf(api, type)
        for (const region of request.regions) {
          onProgress({service, region, lines})
          const specs = await specsOf(api, service, type, region, request.period ? '1' : '3')
          for await (const line of priced(prices, specs, charges)) {
            lines++
            yield line
          }
        }
      }
    }
  })
}

async function resourceTypesOf(api: Api, service_type_code: string): Promise<string[]> {
  const infos = await api.list('ListServiceResources', {service_type_code}).toArray()
  return infos.map(({basic_info}) => basic_info?.resource_type_code ?? '').filter(code => code)
}

/** Every way in which the use of a resource type might be measured. */
async function usagesOf(api: Api, resource_type_code: string): Promise<Charging[]> {
  const usages = await api.list('ListUsageTypes', {resource_type_code}).toArray()
  return usages.flatMap(({code = ''}) =>
    USAGE_UNITS.map(
      (usage_measure_id): Charging => ({by: 'usage', usage_factor: code, usage_value: Decimal.of(1), usage_measure_id}),
    ),
  )
}

async function specsOf(
  api: Api,
  service: string,
  type: string,
  region: string,
  charge_mode: '1' | '3',
): Promise<Spec[]> {
  const query = {cloud_service_type: service, resource_type: type, region_code: region, charge_mode}
  const specs = await api.list('ListResourceSpecs', query).toArray()
  return specs.map(({resource_spec = '', resource_spec_name}) => ({
    name: resource_spec_name,
    product: {
      cloud_service_type: service,
      resource_type: type,
      resource_spec,
      region,
      subscription_num: 1,
    },
  }))
}

/** Prices specifications by each charge that fits them: which ones do shows only when the API is asked. */
async function* priced(prices: Prices, specs: Spec[], charges: Charging[]): AsyncGenerator<PriceLine> {
  const answered = new Set<Spec>()
  const reasons = new Map<Spec, Quote>()
  const settled = new Set<string>()
  for (const charge of charges) {
    const usage = charge.by === 'usage' ? charge.usage_factor : ''
    // One unit is enough for a usage: the others would say the same in other words, or are wrong.
    const open = specs.filter(spec => !settled.has(`${usage} ${spec.product.resource_spec}`))
    for (const [index, quote] of (await quoteWithSize(prices, open, charge)).entries()) {
      const spec = open[index]!
      if (isUnpriced(quote)) {
        if (quote.error_code !== codes.wrongUnit && quote.error_code !== codes.wrongUsage) reasons.set(spec, quote)
        if (quote.error_code === codes.wrongUsage) settled.add(`${usage} ${spec.product.resource_spec}`)
        continue
      }
      settled.add(`${usage} ${spec.product.resource_spec}`)
      answered.add(spec)
      yield lineOf(spec, quote, charge)
    }
  }
  for (const spec of specs) {
    if (answered.has(spec)) continue
    yield lineOf(
      spec,
      reasons.get(spec) ?? {...spec.product, error_code: codes.wrongUsage, error_msg: 'no usage type fits'},
    )
  }
}

/**
 * What is sold by size is asked for with a size of one. Which products are shows only when the API is asked: the first
 * tells how the others are asked for, and those that differ from it are asked for once more.
 */
async function quoteWithSize(prices: Prices, specs: Spec[], charge: Charging): Promise<Quote[]> {
  if (specs.length === 0) return []
  const plain = specs.map(spec => spec.product)
  const [first] = await prices.quote([plain[0]!], charge)
  const needsSize = (quote: Quote | undefined) => NEEDS_SIZE.test(quote?.error_msg ?? '')
  const quotes = await prices.quote(needsSize(first) ? plain.map(withSize) : plain, charge)
  const others = quotes.flatMap((quote, index) => (needsSize(quote) ? [index] : []))
  const again = await prices.quote(
    others.map(index => withSize(plain[index]!)),
    charge,
  )
  for (const [position, index] of others.entries()) quotes[index] = again[position]!
  return quotes
}

const withSize = (product: Product): Product => ({
  ...product,
  resource_size: 1,
  size_measure_id: sizeUnitOf(product.resource_type),
})

function lineOf(spec: Spec, quote: Quote, charge?: Charging): PriceLine {
  const usage = charge?.by === 'usage' && {usage_type: charge.usage_factor, usage_measure_id: charge.usage_measure_id}
  return {...quote, resource_spec_name: spec.name, ...usage}
}

/** Thrown at the end of a list in which some specifications have no price. */
export const unpriced = (count: number, total: number) =>
  new Failure('partial', `${count} of ${total} specifications have no price`, {
    next: ['Their lines say why: --columns resource_spec,region,error_code,error_msg'],
  })
