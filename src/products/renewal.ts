// What renewing resources costs.
import type {Api} from '../api/client.js'
import {Decimal} from '../decimal.js'
import {Failure} from '../failure.js'
import {LEFT_OUT} from './prices.js'

/** The API prices this many resources at once. */
const AT_ONCE = 10

export interface RenewalPrice {
  currency?: string
  /** The best price of all together. */
  amount: Decimal
  resources: {resource_id: string; amount?: Decimal; error_code?: string; error_msg?: string}[]
}

/**
 * The price of renewing resources, as the customer that has them. A resource that cannot be priced carries the reason.
 */
export async function priceRenewal(
  api: Api,
  as: string,
  ids: string[],
  period: {period_type: 2 | 3; period_num: number},
  include_relative_resources?: boolean,
): Promise<RenewalPrice> {
  const price: RenewalPrice = {amount: Decimal.zero, resources: []}
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const resource_ids = ids.slice(start, start + AT_ONCE)
    const answer = await api.call('ListRenewRateOnPeriod', {resource_ids, ...period, include_relative_resources}, {as})
    price.currency ??= answer.currency
    const left = new Set(resource_ids)
    const isMeant = (id: string) => left.delete(id) || include_relative_resources
    for (const {resource_id = '', amount} of answer.renew_inquiry_results ?? []) {
      const value = Decimal.read(amount)
      if (!value || !isMeant(resource_id)) continue
      price.amount = price.amount.plus(value)
      price.resources.push({resource_id, amount: value})
    }
    for (const {resource_id = '', error_code, error_msg = 'it has no price'} of answer.fail_resource_infos ?? []) {
      if (isMeant(resource_id)) price.resources.push({resource_id, error_code, error_msg})
    }
    for (const resource_id of left) price.resources.push({resource_id, error_msg: LEFT_OUT})
  }
  const failed = price.resources.filter(one => !one.amount)
  const [first] = failed
  if (first && failed.length === price.resources.length) {
    const {resource_id, error_code: code, error_msg} = first
    throw new Failure('refused', `${resource_id}: ${error_msg}${code ? ` (${code})` : ''}`, {code, details: failed})
  }
  return price
}
