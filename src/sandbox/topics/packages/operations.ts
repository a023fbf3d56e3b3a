// Resource packages: traffic that a customer has free every day, what is left of it, and what was deducted. They are
// the same that bills show as free usage.
import {Decimal} from '../../../decimal.js'
import type {Metered} from '../../bills/events.js'
import {monthOfCustomer} from '../../bills/ledger.js'
import {measure, newMeasured, sessionsOn} from '../../bills/meter.js'
import {namingOf, resourceIdOf} from '../../bills/naming.js'
import {asCustomer, type Call, type Topic} from '../../call.js'
import {billDay, DAY_MS, firstDay, formatTime, monthOf, monthOfDay, startOfBillDay} from '../../state/calendar.js'
import {hexOf, mix, uuidOf} from '../../state/random.js'
import {badParameter} from '../../wire/api-fault.js'
import {page} from '../../wire/paging.js'
import {catalogue, nameOf, resourceTypeName, serviceName} from '../../world/catalogue.js'
import type {Customer} from '../../world/model.js'

/** A package: so many GB a day for one resource, while that exists. */
interface Package {
  of: Metered
  id: string
  itemId: string
  productId: string
  name: string
  from: number
  to: number
  usageIndex: number
}

export const packages = {
  ListFreeResourceInfos(call) {
    const {input} = call
    const {customer} = asCustomer(call)
    const services: readonly string[] | undefined = input.service_type_code_list
    const found = packagesOf(call, customer).filter(
      p =>
        (!input.region_code || customer.billing.region === input.region_code) &&
        // Packages of the world came with their resources: there is no order of them.
        !input.order_id &&
        (!input.product_id || p.productId === input.product_id) &&
        (!input.product_name || p.name.toLowerCase().includes(input.product_name.toLowerCase())) &&
        (!input.enterprise_project_id || input.enterprise_project_id === '0') &&
        (input.status === undefined || statusOf(p, call.now) === input.status) &&
        (!services || services.length === 0 || services.includes(p.of.product.service)),
    )
    return {
      free_resource_packages: page(found, input).map(p => ({
        order_instance_id: p.id,
        order_id: null,
        product_id: p.productId,
        product_name: p.name,
        enterprise_project_id: '0',
        enterprise_project_scope: 0 as const,
        effective_time: formatTime(p.from),
        expire_time: formatTime(p.to),
        status: statusOf(p, call.now),
        service_type_code: p.of.product.service,
        service_type_name: serviceName(p.of.product.service, call.language),
        region_code: customer.billing.region,
        source_type: 0 as const,
        bundle_type: 'ATOMIC_PKG' as const,
        quota_reuse_mode: 1 as const,
        free_resources: [
          {
            free_resource_id: p.itemId,
            usage_type_name: usageName(call, p),
            amount: leftOf(p, call.now).text,
            original_amount: String(p.of.free),
            measure_id: GB,
          },
        ],
      })),
      total_count: found.length,
    }
  },

  ListFreeResourceUsages(call) {
    const {customer} = asCustomer(call)
    const wanted = new Set(call.input.free_resource_ids)
    const today = billDay(call.now)
    return {
      free_resources: packagesOf(call, customer)
        .filter(p => wanted.has(p.itemId))
        .map(p => {
          const runs = statusOf(p, call.now) === 1
          return {
            free_resource_id: p.itemId,
            free_resource_type_name: p.name,
            quota_reuse_cycle: 2 as const,
            quota_reuse_cycle_type: 1 as const,
            usage_type_name: usageName(call, p),
            start_time: formatTime(runs ? startOfBillDay(today) : p.from),
            end_time: formatTime(runs ? startOfBillDay(today + 1) - 1000 : p.to),
            amount: leftOf(p, call.now),
            original_amount: Decimal.of(p.of.free),
            measure_id: GB,
          }
        }),
    }
  },

  ListFreeResourcesUsageRecords(call) {
    const {input} = call
    const {customer} = asCustomer(call)
    const day = (text: string) => Date.parse(`${text}T00:00:00Z`) / DAY_MS
    const [from, to] = [day(input.deduct_time_begin), day(input.deduct_time_end)]
    if (to < from) throw badParameter('deduct_time_end', 'before deduct_time_begin')
    if (to - from > MOST_DAYS)
      throw badParameter('deduct_time_end', `at most ${MOST_DAYS} days after deduct_time_begin`)
    const names = namingOf(call.world)
    const found = packagesOf(call, customer, monthOfDay(from))
      .filter(
        p =>
          (!input.free_resource_id || p.itemId === input.free_resource_id) &&
          (!input.product_id || p.productId === input.product_id) &&
          (!input.resource_type_code || p.of.product.resource === input.resource_type_code),
      )
      .flatMap(p => deductions(p, from, Math.min(to, billDay(call.now) - 1)).map(d => ({...d, p})))
      .sort((a, b) => a.day - b.day)
    return {
      free_resource_records: page(found, input).map(({p, day, used}) => {
        const {product, seed} = p.of
        const all = Decimal.of(p.of.free)
        return {
          deduct_time: formatTime(startOfBillDay(day + 1) - 1000),
          free_resource_id: p.itemId,
          resource_id: resourceIdOf(product, seed),
          resource_type_code: product.resource,
          resource_type_name: resourceTypeName(product.resource, call.language),
          resource_tag: names.tag(p.of),
          product_id: p.productId,
          product_name: p.name,
          usage_type_code: product.usages[p.usageIndex]!.type,
          available_amount: all.text,
          remaining_amount: all.minus(used).text,
          used_amount: used.text,
          measure_id: GB,
          effective_time: formatTime(startOfBillDay(day)),
          expire_time: formatTime(startOfBillDay(day + 1) - 1000),
        }
      }),
      total_count: found.length,
    }
  },
} satisfies Topic

/** The unit of traffic. */
const GB = 10
/** Days that one query of deductions may span. */
const MOST_DAYS = 90
/** Months of packages that are listed. */
const MONTHS = 18

/** The packages of a customer that were good at some time since `first`; the oldest first. */
function packagesOf(call: Call<unknown>, customer: Customer, first = monthOf(call.now) - MONTHS + 1): Package[] {
  const bySeed = new Map<number, Metered>()
  for (let month = first; month <= monthOf(call.now); month++) {
    for (const r of monthOfCustomer(call, customer, month).metered) if (r.free > 0) bySeed.set(r.seed, r)
  }
  return [...bySeed.values()]
    .filter(r => startOfBillDay(r.from) <= call.now)
    .sort((a, b) => a.from - b.from || a.seed - b.seed)
    .map(r => ({
      of: r,
      id: hexOf(mix(r.seed, 0xfa), 32),
      itemId: uuidOf(mix(r.seed, 0xfb)),
      productId: `OFFI71${String(mix(r.free, 0xfc)).padStart(10, '0')}0${String(r.free).padStart(5, '0')}`,
      name: call.language === 'zh' ? `流量包 ${r.free}GB/天` : `Traffic package ${r.free} GB a day`,
      from: startOfBillDay(r.from) + r.fromQuarter * 900_000,
      to: startOfBillDay(r.last + 1) - 1000,
      usageIndex: r.product.usages.findIndex(u => u.how === 'flow'),
    }))
}

/** The API's states: 1 in effect, 3 expired. */
const statusOf = (p: Package, now: number): 1 | 3 => (now > p.to ? 3 : 1)

const out = newMeasured()

/** What was deducted on a day, in GB. */
function deducted({of: r, usageIndex}: Package, day: number): Decimal {
  let units = 0
  const dayOfMonth = day - firstDay(monthOfDay(day)) + 1
  for (let session = 0; session < sessionsOn(r, day); session++) {
    measure(r, usageIndex, day, session, dayOfMonth, out)
    units += out.free
  }
  return Decimal.fromUnits(BigInt(units))
}

function deductions(p: Package, from: number, to: number): {day: number; used: Decimal}[] {
  const found: {day: number; used: Decimal}[] = []
  for (let day = Math.max(from, p.of.from); day <= Math.min(to, p.of.last); day++) {
    const used = deducted(p, day)
    if (!used.isZero) found.push({day, used})
  }
  return found
}

/** What is left today: usage grows evenly over the day. Nothing is left of an expired package. */
function leftOf(p: Package, now: number): Decimal {
  if (statusOf(p, now) === 3) return Decimal.zero
  const today = billDay(now)
  const thousandths = BigInt(Math.floor(((now - startOfBillDay(today)) * 1000) / DAY_MS))
  const used = Decimal.fromUnits((deducted(p, today).units * thousandths) / 1000n)
  return Decimal.of(p.of.free).minus(used)
}

function usageName(call: Call<unknown>, p: Package): string {
  const {type} = p.of.product.usages[p.usageIndex]!
  const known = catalogue().usage_types.find(u => u.code === type && u.resource_type_code === p.of.product.resource)
  return nameOf(known, call.language) || type
}
