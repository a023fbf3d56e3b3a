// Yearly/monthly resources: lists, renewal and its price, automatic renewal, unsubscription, the switch to pay-per-use.
import {Decimal} from '../../../decimal.js'
import type {Metered} from '../../bills/events.js'
import {namingOf} from '../../bills/naming.js'
import {asCustomer, type Call, type Input, type Topic} from '../../call.js'
import {DAY_MS, formatTime} from '../../state/calendar.js'
import {hexOf, mix} from '../../state/random.js'
import {ApiFault, badParameter} from '../../wire/api-fault.js'
import {page} from '../../wire/paging.js'
import {resourceTypeName, serviceName} from '../../world/catalogue.js'
import type {Customer} from '../../world/model.js'
import {projectsOf} from '../iam/operations.js'
import {discountOf} from '../prices/operations.js'
import {checkNotFrozen, hold, payOrder, renewalOrders, unsubscribe, waitingOrders, withParts} from './changes.js'
import {customerOf} from './order-operations.js'
import type {Order} from './orders.js'
import {extend, policyOf, productOf, renewalSettingsKind, type Subscription, statusOf, text} from './subscription.js'
import {renewalSettingsOf, subscriptionsOf} from './world.js'

export const subscriptions = {
  ListPayPerUseCustomerResources(call) {
    const {input} = call
    if (call.caller.kind === 'partner' && !input.customer_id)
      throw badParameter('customer_id', 'required for a partner')
    const customer = customerOf(call, input)
    const time = (value: string | undefined, otherwise: number) => (value ? Date.parse(value) : otherwise)
    const [from, to] = [time(input.expire_time_begin, -Infinity), time(input.expire_time_end, Infinity)]
    const found = subscriptionsOf(call, customer).filter(
      s =>
        (!input.resource_ids || input.resource_ids.length === 0 || input.resource_ids.includes(s.id)) &&
        (!input.order_id || s.payments.some(p => p.orderId === input.order_id)) &&
        (input.only_main_resource !== 1 || s.parentId === undefined) &&
        (!input.status_list ||
          input.status_list.length === 0 ||
          input.status_list.includes(statusNow(call, customer, s))) &&
        (!input.service_type_code || productOf(s).service === input.service_type_code) &&
        s.expire >= from &&
        s.expire <= to,
    )
    return {data: page(found, input).map(s => instanceOf(call, customer, s)), total_count: found.length}
  },

  RenewalResources(call) {
    const {input} = call
    const {customer} = asCustomer(call)
    const months = monthsOf(input)
    checkNotFrozen(customer)
    const {good, failed} = sort(call, customer, input.resource_ids, renewable(months))
    if (good.length === 0) throw allFailed(failed)
    const list = good.flatMap(s => withParts(call, customer, s))
    const orders = renewalOrders(call, customer, list, months)
    if (input.is_auto_pay === 1) for (const order of orders) payAtOnce(call, customer, order)
    return {order_ids: orders.map(o => o.id), ...(failed.length ? {fail_resource_infos: failed} : {})}
  },

  ListRenewRateOnPeriod(call) {
    const {input} = call
    const {customer} = asCustomer(call)
    const months = monthsOf(input)
    if (new Set(input.resource_ids).size < input.resource_ids.length) {
      throw new ApiFault(400, 'CBC.30050012', 'A resource ID is there twice.')
    }
    const settings = renewalSettingsOf(call, customer)
    const {good, failed} = sort(call, customer, input.resource_ids, priceable(months))
    const rated = good.map(s => {
      const parts = input.include_relative_resources ? withParts(call, customer, s) : [s]
      const prices = parts.map(p => extend(call.world, p, months, settings))
      const official = prices.reduce((total, p) => total + p.official, 0n)
      return {s, official, discount: prices.reduce((total, p) => total + p.discount, 0n)}
    })
    const official = rated.reduce((total, r) => total + r.official, 0n)
    const discount = rated.reduce((total, r) => total + r.discount, 0n)
    return {
      currency: call.world.currency,
      renew_inquiry_results: rated.map(r => ({resource_id: r.s.id, amount: text(r.official - r.discount)})),
      official_website_rating_result: {official_website_amount: text(official)},
      optional_discount_rating_results:
        discount === 0n
          ? []
          : [
              {
                ...discountOf(call, customer),
                amount: text(official - discount),
                official_website_amount: text(official),
                discount_amount: text(discount),
                best_offer: 1,
              },
            ],
      ...(failed.length ? {fail_resource_infos: failed} : {}),
    }
  },

  CancelResourcesSubscription(call) {
    const {input} = call
    const {customer} = asCustomer(call)
    checkNotFrozen(customer)
    const whole = input.unsubscribe_type === 1
    const {good, failed} = sort(call, customer, input.resource_ids, unsubscribable(whole))
    if (good.length === 0) throw allFailed(failed)
    const list = good.flatMap(s => withParts(call, customer, s))
    const orders = unsubscribe(call, customer, list, whole)
    return {order_ids: orders.map(o => o.id), ...(failed.length ? {fail_resource_infos: failed} : {})}
  },

  AutoRenewalResources(call) {
    const {input} = call
    const {customer} = asCustomer(call)
    checkNotFrozen(customer)
    const s = existing(call, customer, input.resource_id)
    if (statusNow(call, customer, s) !== 2) {
      throw new ApiFault(
        400,
        'CBC.99003602',
        'The resource has expired or is frozen and cannot be renewed automatically.',
      )
    }
    const months = input.period_type === 'YEAR' ? 12 : 1
    const left = input.auto_renew_times ? input.auto_renew_times : null
    for (const part of withParts(call, customer, s)) {
      hold(call, customer, {...part, renewal: {months, left, from: call.now}, after: 'grace'})
    }
  },

  CancelAutoRenewalResources(call) {
    const {customer} = asCustomer(call)
    const s = existing(call, customer, call.input.resource_id)
    if (policyOf(s) !== 3) throw new ApiFault(400, 'CBC.99003605', 'The automatic renewal has been cancelled.')
    for (const part of withParts(call, customer, s)) hold(call, customer, {...part, renewal: undefined})
  },

  SetResourcesRenewConfig(call) {
    const {config_name, config_value} = call.input
    const {customer} = asCustomer(call)
    const value = /^-?\d{1,2}$/.test(config_value) ? Number(config_value) : Number.NaN
    const day = config_name === 'DEDUCTION_DATE'
    if (day ? !(value >= 2 && value <= 7) : !((value >= 1 && value <= 28) || value === -1)) {
      throw badParameter('config_value', day ? 'from 2 to 7 days before the expiry' : 'a day from 1 to 28, or -1')
    }
    // What has come by itself until now came by the old settings: it is written down before they change.
    for (const s of subscriptionsOf(call, customer)) if (statusNow(call, customer, s) === 2) hold(call, customer, s)
    const before = renewalSettingsOf(call, customer)
    const after = day ? {...before, deductionDays: value} : {...before, expireDay: value}
    call.store.put(renewalSettingsKind, customer.id, 'settings', after)
    return {}
  },

  UpdatePeriodToOnDemand(call) {
    const {input} = call
    const {customer} = asCustomer(call)
    if (customer.frozen)
      throw new ApiFault(400, 'CBC.99003626', 'The account is frozen and the billing mode cannot be changed.')
    const {good, failed} = sort(call, customer, input.resource_ids, switchable)
    if (good.length === 0) throw allFailed(failed)
    const after = input.operation === 'SET_UP' ? 'on-demand' : 'grace'
    for (const s of good.flatMap(g => withParts(call, customer, g))) {
      // The resource cannot both be renewed and become pay-per-use.
      hold(call, customer, {...s, after, ...(after === 'on-demand' ? {renewal: undefined} : {})})
    }
    return failed.length ? {error_details: failed.map(({resource_id, ...f}) => ({...f, id: resource_id}))} : {}
  },

  UpdatePeriodToOnDemandInstantly(call) {
    const {customer} = asCustomer(call)
    if (customer.frozen)
      throw new ApiFault(400, 'CBC.99003626', 'The account is frozen and the billing mode cannot be changed.')
    const {good, failed} = sort(call, customer, call.input.resource_ids, switchable)
    const done = good.map(s => ({
      resource_id: s.id,
      result: 'SUCCESS' as const,
      order_id: unsubscribe(call, customer, withParts(call, customer, s), true, 24)[0]!.id,
    }))
    return {to_ondemand_service_results: [...done, ...failed.map(f => ({...f, result: 'FAIL' as const}))]}
  },
} satisfies Topic

type Refusal = readonly [code: string, message: string] | undefined
type Check = (
  call: Call<unknown>,
  customer: Customer,
  s: Subscription | undefined,
  waiting: Map<string, Order>,
) => Refusal

interface Failed {
  error_code: string
  error_msg: string
  resource_id: string
}

/** Sorts resources into those that an operation may do something with, and the others with the reason. */
function sort(
  call: Call<unknown>,
  customer: Customer,
  ids: string[],
  check: Check,
): {good: Subscription[]; failed: Failed[]} {
  if (ids.length === 0) throw badParameter('resource_ids', 'empty')
  const all = new Map(subscriptionsOf(call, customer).map(s => [s.id, s]))
  const waiting = waitingOrders(call, customer)
  const good: Subscription[] = []
  const failed: Failed[] = []
  for (const id of new Set(ids)) {
    const refusal = check(call, customer, all.get(id), waiting)
    if (refusal) failed.push({error_code: `CBC.${refusal[0]}`, error_msg: refusal[1], resource_id: id})
    else good.push(all.get(id)!)
  }
  return {good, failed}
}

/** One refusal for all: the first resource's; with the ids that are gone, when that is why. */
function allFailed(failed: Failed[]): ApiFault {
  const {error_code, error_msg} = failed[0]!
  const gone = error_code === 'CBC.99003016' ? {expiredResourceIds: failed.map(f => f.resource_id)} : {}
  return new ApiFault(400, error_code, error_msg, gone).because(
    failed.map(({resource_id, error_msg}) => `${resource_id}: ${error_msg}`).join(' '),
  )
}

const statusNow = (call: Call<unknown>, customer: Customer, s: Subscription) =>
  statusOf(s, call.now, customer.frozen === 'ACCOUNT_AND_RESOURCE')

/** Renewals end at most this far in the future. */
const MAX_YEARS = 5

const tooFar = (call: Call<unknown>, s: Subscription, months: number): boolean =>
  s.expire + months * 30 * DAY_MS > call.now + MAX_YEARS * 366 * DAY_MS

const renewable =
  (months: number): Check =>
  (call, customer, s, waiting) => {
    if (!s || (statusNow(call, customer, s) === 3 && !s.ended))
      return ['99003016', 'The resource has expired and been deleted, or does not exist.']
    if (s.ended) return ['99003631', 'The resource has been unsubscribed from or released.']
    if (s.parentId) return ['30010036', 'The resource is not a main resource.']
    if (waiting.has(s.id)) return ['99003100', 'The resource is part of an unpaid order.']
    return tooFar(call, s, months) ? ['99003154', 'The renewal would exceed the maximum duration.'] : undefined
  }

const priceable =
  (months: number): Check =>
  (call, customer, s, waiting) => {
    if (!s || (statusNow(call, customer, s) === 3 && !s.ended))
      return ['30050009', 'The resource has expired and been deleted, or does not exist.']
    if (s.ended) return ['30050011', 'The resource is being unsubscribed from or changed.']
    if (s.parentId) return ['30050007', 'The resource is not a main resource.']
    if (waiting.has(s.id)) return ['30050010', 'The resource is part of an unpaid order.']
    return tooFar(call, s, months) ? ['30050008', 'The period is not available for the resource.'] : undefined
  }

const unsubscribable =
  (whole: boolean): Check =>
  (call, customer, s, waiting) => {
    if (!s) return ['99003012', 'The resource ID does not exist.']
    if (s.ended) return ['3124', 'The resource has already been unsubscribed from.']
    if (s.parentId) return ['99003185', 'The cloud service must be unsubscribed from as a whole.']
    if (waiting.has(s.id)) return ['99003100', 'The resource is part of an unpaid order.']
    if (statusNow(call, customer, s) !== 2) return ['99003656', 'The resource is frozen or has expired.']
    const renewed = s.payments.some(p => p.from > call.now)
    return whole || renewed ? undefined : ['99003128', 'There is no renewed period that has not begun.']
  }

const switchable: Check = (call, customer, s, waiting) => {
  if (!s || s.ended) return ['99003012', 'The resource ID does not exist.']
  if (waiting.has(s.id)) return ['99003623', 'Another transaction on the resource is running.']
  const status = statusNow(call, customer, s)
  if (status === 4 && s.expire >= call.now) return ['99003624', 'The resource is frozen.']
  return status === 2 ? undefined : ['99003610', 'The resource is in the grace or retention period.']
}

function existing(call: Call<unknown>, customer: Customer, id: string): Subscription {
  const s = subscriptionsOf(call, customer).find(one => one.id === id)
  if (!s || s.ended) throw new ApiFault(400, 'CBC.99003012', 'The resource ID does not exist.')
  return s
}

/** Months from 1 to 11, or years from 1 to 3. */
function monthsOf({period_type, period_num}: Pick<Input<'RenewalResources'>, 'period_type' | 'period_num'>): number {
  if (period_type === 2) return period_num
  if (period_num > 3) throw badParameter('period_num', 'at most 3 years')
  return period_num * 12
}

/** Pays an order in the call that made it. When that fails, the order stays and waits. */
function payAtOnce(call: Call<unknown>, customer: Customer, order: Order): void {
  try {
    payOrder(call, customer, order)
  } catch (error) {
    if (!(error instanceof ApiFault)) throw error
    throw new ApiFault(
      400,
      'CBC.30050006',
      `The automatic payment of the order failed: ${error.message}`,
    ).keepingChanges()
  }
}

function instanceOf(call: Call<unknown>, customer: Customer, s: Subscription) {
  const product = productOf(s)
  const names = namingOf(call.world)
  const thing = {product, seed: s.seed} as Metered
  const description = product.description[call.language === 'zh' ? 1 : 0]
  const sized = product.size.measureId !== null
  return {
    id: hexOf(mix(s.seed, 0x1d), 32),
    resource_id: s.id,
    resource_name: s.name,
    region_code: s.region,
    service_type_code: product.service,
    resource_type_code: product.resource,
    resource_type_name: resourceTypeName(product.resource, call.language),
    service_type_name: serviceName(product.service, call.language),
    resource_spec_code: product.sku,
    project_id: projectsOf(call, customer.id).find(p => p.name === s.region)?.id ?? null,
    product_id: product.periodProductId,
    parent_resource_id: s.parentId ?? null,
    is_main_resource: s.parentId === undefined ? (1 as const) : (0 as const),
    status: statusNow(call, customer, s),
    effective_time: formatTime(s.effective),
    expire_time: formatTime(s.expire),
    expire_policy: policyOf(s),
    product_spec_desc: sized
      ? `${description}|${s.size}${product.size.measureId === 15 ? 'Mbit/s' : 'GB'}`
      : description,
    spec_size: sized ? Decimal.of(s.size) : null,
    spec_size_measure_id: product.size.measureId,
    update_time: formatTime(s.updated),
    enterprise_project: {id: names.project(thing), name: names.projectName(thing)},
  }
}
