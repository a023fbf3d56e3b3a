// Prices: of pay-per-use and yearly/monthly products for the customer who asks, its discount included.
import {Decimal} from '../../../decimal.js'
import {asCustomer, type Call, type Input, type Topic} from '../../call.js'
import {hexOf, mix} from '../../state/random.js'
import {ApiFault, badParameter} from '../../wire/api-fault.js'
import {catalogue} from '../../world/catalogue.js'
import type {Customer} from '../../world/model.js'
import {projectsOf} from '../iam/operations.js'
import {cents, findOffer, type Offer, periodPrice, usagePrice} from './state.js'

/** Results above this are refused. */
const MAXIMUM = 1_000_000_000n * 100_000_000n

export const prices = {
  ListOnDemandResourceRatings(call) {
    const {input} = call
    const {customer} = asCustomer(call)
    checkRequest(call, input.project_id, input.product_infos)
    const decimals = input.inquiry_precision === 1 ? 8 : 6
    const results = input.product_infos.map(info => {
      const offer = offerOf(call, info)
      const price = offer.usages.find(u => u.type === info.usage_factor)
      if (!price)
        throw new ApiFault(400, 'CBC.99006074', 'The billing factor does not exist.').because(
          `it is ${offer.usages.map(u => u.type).join(' or ') || 'sold by the month only'}`,
        )
      if (info.usage_value.isNegative) throw badParameter('usage_value', 'negative')
      const size = sizeOf(offer, info)
      const official = usagePrice(price, size, info.usage_value, info.usage_measure_id, info.subscription_num, decimals)
      if (official === undefined) throw new ApiFault(400, 'CBC.99006050', 'The usage unit is incorrect.')
      checkMaximum(official)
      const discount = share(official, customer.billing.discount, 10n ** BigInt(8 - decimals))
      return {info, offer, official, discount}
    })
    return {
      ...sums(results),
      currency: call.world.currency,
      product_rating_results: results.map(r => ({
        id: r.info.id,
        product_id: r.offer.productId,
        ...amounts(r),
        discount_rating_results: r.discount
          ? [
              {
                ...discountOf(call, customer),
                amount: Decimal.fromUnits(r.discount),
                measure_id: 1 as const,
              },
            ]
          : [],
      })),
    }
  },

  ListRateOnPeriodDetail(call) {
    const {input} = call
    const {customer} = asCustomer(call)
    checkRequest(call, input.project_id, input.product_infos)
    const results = input.product_infos.map(info => {
      const offer = offerOf(call, info)
      const {period_type, period_num} = info
      // Nothing is sold for days or hours here.
      if (offer.monthly === 0n || (period_type !== 2 && period_type !== 3))
        throw notFound(
          offer.monthly === 0n ? 'it is sold by use only' : `months (2) and years (3) are sold, not ${period_type}`,
        )
      if (period_num < 1 || period_num > 100) throw badParameter('period_num', 'not from 1 to 100')
      const official =
        cents(periodPrice(offer, sizeOf(offer, info), period_type, period_num)) * BigInt(info.subscription_num)
      checkMaximum(official)
      const months = period_type === 3 ? period_num * 12 : period_num
      return {info, offer, official, discount: share(official, customer.billing.discount), months}
    })
    const cn = call.site === 'cn'
    const parts = results.map(r => instalments(cn ? (r.info.fee_installment_mode ?? 'NA') : 'NA', r.months))
    const official = results.map((r, i) => ({
      id: r.info.id,
      product_id: r.offer.periodProductId,
      official_website_amount: Decimal.fromUnits(parts[i]!.now(r.official)),
      measure_id: 1 as const,
      ...(cn ? {...monthly('installment_official_website_amount', parts[i]!.later(r.official))} : {}),
    }))
    const total = (units: (r: (typeof results)[number]) => bigint) => {
      const all = results.map((r, i) => ({now: parts[i]!.now(units(r)), later: parts[i]!.later(units(r)) ?? 0n}))
      const later = all.reduce((sum, a) => sum + a.later, 0n)
      return {now: all.reduce((sum, a) => sum + a.now, 0n), later: later || undefined}
    }
    const list = total(r => r.official)
    const off = total(r => r.discount)
    const net = total(r => r.official - r.discount)
    return {
      official_website_rating_result: {
        official_website_amount: Decimal.fromUnits(list.now),
        measure_id: 1,
        product_rating_results: official,
        ...(cn ? monthly('installment_official_website_amount', list.later) : {}),
      },
      optional_discount_rating_results:
        customer.billing.discount === 0
          ? []
          : [
              {
                ...discountOf(call, customer),
                amount: Decimal.fromUnits(net.now),
                official_website_amount: Decimal.fromUnits(list.now),
                discount_amount: Decimal.fromUnits(off.now),
                measure_id: 1,
                best_offer: 1,
                product_rating_results: results.map((r, i) => ({
                  id: r.info.id,
                  product_id: r.offer.periodProductId,
                  amount: Decimal.fromUnits(parts[i]!.now(r.official - r.discount)),
                  official_website_amount: Decimal.fromUnits(parts[i]!.now(r.official)),
                  discount_amount: Decimal.fromUnits(parts[i]!.now(r.discount)),
                  measure_id: 1 as const,
                  ...(cn
                    ? {
                        ...monthly('installment_official_website_amount', parts[i]!.later(r.official)),
                        ...monthly('installment_official_discount_amount', parts[i]!.later(r.discount)),
                        ...monthly('installment_amount', parts[i]!.later(r.official - r.discount)),
                      }
                    : {}),
                })),
                ...(cn
                  ? {
                      ...monthly('installment_official_website_amount', list.later),
                      ...monthly('installment_official_discount_amount', off.later),
                      ...monthly('installment_amount', net.later),
                    }
                  : {}),
              },
            ],
      currency: call.world.currency,
    }
  },
} satisfies Topic

type DemandInfo = Input<'ListOnDemandResourceRatings'>['product_infos'][number]
type PeriodInfo = Input<'ListRateOnPeriodDetail'>['product_infos'][number]

const notFound = (why: string) =>
  new ApiFault(400, 'CBC.99006006', 'The product of the price query was not found.').because(why)

function checkRequest(call: Call<unknown>, projectId: string, infos: {id: string; subscription_num: number}[]): void {
  if (infos.length === 0) throw badParameter('product_infos', 'empty')
  if (new Set(infos.map(i => i.id)).size < infos.length) throw badParameter('product_infos', 'an id is there twice')
  for (const {subscription_num} of infos) {
    if (subscription_num < 1 || subscription_num > 1_000_000)
      throw badParameter('subscription_num', 'not from 1 to 1000000')
  }
  if (!projectsOf(call, asCustomer(call).domainId).some(p => p.id === projectId)) {
    throw new ApiFault(400, 'CBC.99006073', 'The project does not exist.').because(
      `the customer has no project ${projectId}`,
    )
  }
}

/** What is asked for, in a region of this site. Throws CBC.99006006. */
function offerOf(call: Call<unknown>, info: DemandInfo | PeriodInfo): Offer {
  const region = catalogue().regions.find(r => r.id === info.region)
  const zone = info.available_zone
  if (zone && !zone.startsWith(info.region)) throw badParameter('available_zone', 'not in the region')
  const offer = findOffer(call.site, info.cloud_service_type, info.resource_type, info.resource_spec)
  if (region?.site !== call.site) throw notFound(`${info.region} is no region of the site ${call.site}`)
  const {cloud_service_type, resource_type, resource_spec} = info
  if (!offer) throw notFound(`nothing is sold as ${cloud_service_type}, ${resource_type}, ${resource_spec}`)
  return offer
}

function sizeOf(offer: Offer, info: DemandInfo | PeriodInfo): number {
  if (offer.sizeMeasureId === null) return 1
  const {resource_size, size_measure_id} = info
  if (resource_size === undefined) throw badParameter('resource_size', 'required for a product with a size')
  if (resource_size < 1 || resource_size > 10_000_000) throw badParameter('resource_size', 'not from 1 to 10000000')
  if (size_measure_id !== offer.sizeMeasureId) throw badParameter('size_measure_id', `must be ${offer.sizeMeasureId}`)
  return resource_size
}

function checkMaximum(units: bigint): void {
  if (units > MAXIMUM) throw new ApiFault(400, 'CBC.99006055', 'The price is above the maximum amount.')
}

/** A part of an amount in 1/10000, cut to a step (hundredths unless told). */
function share(units: bigint, parts: number, step = 1_000_000n): bigint {
  const exact = (units * BigInt(parts)) / 10_000n
  return exact - (exact % step)
}

/** The discount that the partner gives this customer. */
export const discountOf = (call: Call<unknown>, customer: Customer) => ({
  discount_id: hexOf(mix(customer.seed, 0xd15c), 32),
  discount_type: 607 as const,
  discount_name: call.language === 'zh' ? '伙伴授予折扣' : 'Discount granted by the partner',
})

interface Rated {
  official: bigint
  discount: bigint
}

const amounts = ({official, discount}: Rated) => ({
  amount: Decimal.fromUnits(official - discount),
  discount_amount: Decimal.fromUnits(discount),
  official_website_amount: Decimal.fromUnits(official),
  measure_id: 1 as const,
})

const sums = (all: Rated[]) =>
  amounts({
    official: all.reduce((sum, r) => sum + r.official, 0n),
    discount: all.reduce((sum, r) => sum + r.discount, 0n),
  })

/** What of an amount is paid at once, and what every month. */
function instalments(mode: 'HALF_PAY' | 'ZERO_PAY' | 'NA', months: number) {
  const upfront = (units: bigint) => (mode === 'NA' ? units : mode === 'HALF_PAY' ? cents(units / 2n) : 0n)
  return {
    now: upfront,
    later: (units: bigint): bigint | undefined =>
      mode === 'NA' ? undefined : cents((units - upfront(units)) / BigInt(months)),
  }
}

/** A monthly instalment and its unit; nothing when all is paid at once. */
const monthly = <K extends string>(name: K, units: bigint | undefined) =>
  (units === undefined ? {} : {[name]: Decimal.fromUnits(units).toFixed(2), installment_period_type: 2}) as {
    [N in K]?: string
  } & {
    installment_period_type?: 2
  }
