// Pay-per-use resources of a partner's customer: those that the bills of this and the last month name.

import type {Metered} from '../../bills/events.js'
import {monthOfCustomer} from '../../bills/ledger.js'
import {namingOf, resourceIdOf} from '../../bills/naming.js'
import type {Call, Topic} from '../../call.js'
import {billDay, formatTime, monthOf, startOfBillDay} from '../../state/calendar.js'
import {page} from '../../wire/paging.js'
import {catalogue, resourceTypeName, serviceName} from '../../world/catalogue.js'
import type {Customer} from '../../world/model.js'
import {customerOf} from '../subscriptions/order-operations.js'

export const onDemand = {
  ListCustomerOnDemandResources(call) {
    const {input} = call
    const customer = customerOf(call, input)
    const names = namingOf(call.world)
    const time = (text: string | undefined, otherwise: number) => (text ? Date.parse(text) : otherwise)
    const [from, to] = [time(input.effective_time_begin, -Infinity), time(input.effective_time_end, Infinity)]
    const found = meteredOf(call, customer).filter(
      r =>
        (!input.region_code || names.region(r, customer) === input.region_code) &&
        (!input.service_type_code || r.product.service === input.service_type_code) &&
        (!input.resource_ids ||
          input.resource_ids.length === 0 ||
          input.resource_ids.includes(resourceIdOf(r.product, r.seed))) &&
        (input.status === undefined || statusOf(call, customer, r) === input.status) &&
        beginOf(r) >= from &&
        beginOf(r) <= to,
    )
    return {
      resources: page(found, input).map(r => {
        const {service, resource, sku, description, size} = r.product
        const text = description[call.language === 'zh' ? 1 : 0]
        const region = names.region(r, customer)
        const unit = size.measureId === 15 ? 'Mbit/s' : 'GB'
        return {
          customer_id: customer.id,
          region_code: region,
          availability_zone_code: zoneOf(region, r.seed),
          service_type_code: service,
          resource_type_code: resource,
          service_type_name: serviceName(service, call.language),
          resource_type_name: resourceTypeName(resource, call.language),
          resource_id: resourceIdOf(r.product, r.seed),
          resource_name: names.resourceName(r),
          effective_time: formatTime(beginOf(r)),
          expire_time: statusOf(call, customer, r) === 6 ? formatTime(endOf(r)) : null,
          status: statusOf(call, customer, r),
          resource_spec_code: sku,
          resource_info: size.measureId === null ? null : JSON.stringify({specSize: r.size, measureId: size.measureId}),
          product_spec_desc: size.measureId === null ? text : `${text}|${r.size}${unit}`,
        }
      }),
      total_count: found.length,
    }
  },
} satisfies Topic

const beginOf = (r: Metered): number => startOfBillDay(r.from) + r.fromQuarter * 900_000
const endOf = (r: Metered): number => startOfBillDay(r.last) + r.lastQuarter * 900_000

/** What runs now, and what was closed this or last month; the oldest first. */
function meteredOf(call: Call<unknown>, customer: Customer): Metered[] {
  const month = monthOf(call.now)
  const both = [month - 1, month].flatMap(m => monthOfCustomer(call, customer, m).metered)
  const bySeed = new Map(both.map(r => [r.seed, r]))
  return [...bySeed.values()]
    .filter(r => beginOf(r) <= call.now)
    .sort((a, b) => beginOf(a) - beginOf(b) || a.seed - b.seed)
}

/** The API's states: 1 in use, 3 frozen, 6 closed. */
function statusOf(call: Call<unknown>, customer: Customer, r: Metered): 1 | 3 | 6 {
  if (r.last < billDay(call.now) || endOf(r) <= call.now) return 6
  return customer.frozen === 'ACCOUNT_AND_RESOURCE' ? 3 : 1
}

function zoneOf(region: string, seed: number): string {
  const zones = catalogue().regions.find(r => r.id === region)?.azs ?? []
  return zones.length ? zones[seed % zones.length]! : `${region}a`
}
