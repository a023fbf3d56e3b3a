// Which resources a customer has in a month. A place for a resource lives through eras: in each era another resource
// comes, runs for weeks or months, and goes. Everything follows from the customer's number, for any month, without
// history.

import type {Site} from '../../api/contract/contract.js'
import {billDay, daysIn, firstDay, monthOf} from '../state/calendar.js'
import {mix} from '../state/random.js'
import type {Customer} from '../world/model.js'
import type {Event, MonthOfResources} from './events.js'
import {cents, type Place, periodAt, periodEvents, placesOf, sizeOf} from './periods.js'
import {type Product, priceFactor, products, supportPlan} from './products.js'

const eraDays = [45, 90, 180, 365, 700]
const below = (seed: number, key: number, n: number): number => mix(seed, key, 0x51) % n

/** All resources and one-time charges of a customer in a month, whatever the clock says. */
export function resourcesOf(site: Site, customer: Customer, month: number): MonthOfResources {
  const result: MonthOfResources = {metered: [], events: []}
  const {billing} = customer
  if (billing.slots === 0) return result
  const associated = billDay(customer.associatedOn)
  if (monthOf(customer.associatedOn) > month) return result
  const factor = priceFactor[site]
  for (const place of placesOf(customer)) {
    if (place.period) result.events.push(...periodEvents(periodAt(place, customer, month), month, factor, associated))
    else addMetered(result, place, factor, customer, month, associated)
  }
  addMonthly(result, customer, month, factor, associated)
  return result
}

function addMetered(
  result: MonthOfResources,
  {seed: slotSeed, product, productIndex}: Place,
  factor: number,
  customer: Customer,
  month: number,
  associated: number,
): void {
  const {billing} = customer
  const length = eraDays[below(slotSeed, 5, eraDays.length)]!
  const phase = below(slotSeed, 6, length)
  const start = firstDay(month)
  const end = start + daysIn(month)
  const lastEra = Math.floor((end - 1 + phase) / length)
  for (let era = Math.floor((start + phase) / length); era <= lastEra; era++) {
    const seed = mix(slotSeed, 0xe7a, era)
    const gap = Math.max(2, Math.floor(length / 8))
    let from = era * length - phase + below(seed, 7, gap)
    let fromQuarter = below(seed, 8, 96)
    const last = (era + 1) * length - phase - 1 - below(seed, 9, gap)
    if (from < associated) {
      from = associated
      fromQuarter = Math.floor(((customer.associatedOn + 28_800_000) % 86_400_000) / 900_000)
    }
    if (last < start || from >= end || last < from) continue
    const server = productIndex < 4
    const hasCoupon = billing.coupons && mix(customer.seed, month, 0xc0) % 3 === 0
    const coupon = !hasCoupon
      ? ''
      : server || product.sku === 'SAS'
        ? 'coupon'
        : product.sku.startsWith('redis')
          ? 'flexi'
          : ''
    result.metered.push({
      product,
      productIndex,
      seed,
      size: sizeOf(product, seed),
      from,
      fromQuarter,
      last,
      lastQuarter: 1 + below(seed, 10, 96),
      discount: billing.discount && Math.min(9000, billing.discount + below(seed, 11, 5) * 50),
      factor,
      office: product.office && below(seed, 12, 100) < 18,
      reserved: server && below(seed, 13, 100) < 5,
      free: product.usages.some(u => u.how === 'flow') && below(seed, 14, 100) < 20 ? 1 + below(seed, 15, 40) : 0,
      couponDays: coupon === '' ? 0 : 1 + (mix(customer.seed, month, 0xc1) % 9),
      coupon,
    })
  }
}

/** What comes once a month for the customer as a whole: support plan, reserved instances, compensations, deductions. */
function addMonthly(
  result: MonthOfResources,
  customer: Customer,
  month: number,
  factor: number,
  associated: number,
): void {
  const seed = mix(customer.seed, 0x3077, month)
  const start = firstDay(month)
  const end = start + daysIn(month) - 1
  const server = products()[customer.seed % 3]!
  const push = (product: Product, type: number, mode: Event['mode'], day: number, official: bigint) => {
    if (day < associated) return
    result.events.push({
      product,
      seed: mix(seed, type),
      size: 1,
      day,
      type,
      mode,
      months: 1,
      official,
      discount: 0n,
      coupon: 0n,
    })
  }
  if (customer.billing.slots > 12 && customer.seed % 4 === 0)
    push(supportPlan, 14, '3', end, cents(supportPlan.monthly * factor))
  if (result.metered.some(m => m.reserved))
    push(server, 18, '10', start + (customer.seed % 20), cents(server.monthly * 0.7 * factor))
  const luck = seed % 100
  if (luck < 6) push(server, 9, '3', start + 9 + (seed % 15), -cents((50 + (seed % 4000)) * 1_000_000 * factor))
  if (luck >= 97) push(server, 16, '3', start + 4 + (seed % 20), cents((20 + (seed % 900)) * 1_000_000 * factor))
  if (customer.billing.huge) {
    push(products()[3]!, 1, '1', start + 3, 1_234_567_890_123_412_345_678n)
    push(products()[3]!, 9, '3', start + 5, -1n)
  }
}
