// Coupons that a partner gives its customers (China site): issue, reclaim, lists and records.
import {Decimal} from '../../../decimal.js'
import type {Call, Input, Topic} from '../../call.js'
import {formatTime} from '../../state/calendar.js'
import {hashText, hexOf, mix} from '../../state/random.js'
import {kind} from '../../state/store.js'
import {ApiFault, badParameter} from '../../wire/api-fault.js'
import {page} from '../../wire/paging.js'
import {catalogue} from '../../world/catalogue.js'
import type {Partner} from '../../world/model.js'
import {type QuotaNow, quotaOfCoupon, quotasOf, useQuota} from '../coupon-quotas/state.js'
import {
  type Coupon,
  type CouponNow,
  couponIdOf,
  couponKind,
  couponStates,
  couponUseKind,
  givenBy,
  planIdOf,
} from '../coupons/state.js'
import {offers} from '../prices/state.js'
import {actingFor, isResale, notMine} from '../resellers/state.js'
import {limitsOf} from '../subscriptions/order-operations.js'

/** The API's operation types: 1 issued, 2 reclaimed by hand. */
interface CouponRecord {
  type: '1' | '2'
  quotaId: string
  quotaType: 0 | 1
  couponId: string
  customerId: string
  amount: string
  at: number
  remark?: string
}

const recordKind = kind<CouponRecord>('coupon-record')

/** Customers that one call may issue coupons to. */
const MOST_CUSTOMERS = 100

export const partnerCoupons = {
  CreatePartnerCoupons(call) {
    const {input} = call
    const partner = actingFor(call, input.indirect_partner_id)
    const quota = usableQuota(call, partner, input.quota_id)
    const {from, to} = validity(call, quota)
    checkLimits(call, quota)
    const ids = [...new Set(input.customer_ids)]
    if (ids.length === 0) throw badParameter('customer_ids', 'empty')
    if (ids.length > MOST_CUSTOMERS)
      throw new ApiFault(400, 'CBC.99000020', 'Too many coupons.').because(
        `${ids.length} customers: at most ${MOST_CUSTOMERS} in one call`,
      )
    const {good, failed} = recipients(call, partner, ids)
    if (good.length === 0)
      throw new ApiFault(400, failed[0]!.error_code, failed[0]!.error_msg).because(notMine(call, failed[0]!.id).why)
    const total = input.face_value.times(Decimal.of(good.length))
    if (quota.balance.compare(total) < 0) throw tooSmall(quota, total)
    const issued = good.map(customerId => {
      const coupon: Coupon = {
        id: couponIdOf(mix(call.world.hash, 0xc0, call.store.next('coupon')), call.now),
        customerId,
        type: quota.type === 1 ? 4 : 1,
        face: input.face_value.toFixed(2),
        created: call.now,
        from,
        to,
        plan: 'Partner coupon',
        sourceId: partner.id,
        quotaId: quota.id,
        services: input.cloud_service_types ?? [],
        products: input.product_ids ?? [],
        ...(input.memo === undefined ? {} : {memo: input.memo}),
      }
      call.store.put(couponKind, customerId, coupon.id, coupon)
      record(call, partner, quota, coupon, '1', input.face_value)
      return {id: customerId, coupon_id: coupon.id}
    })
    useQuota(call, quota, total)
    return {coupon_infos: issued, ...(failed.length ? {error_details: failed} : {})}
  },

  ReclaimPartnerCoupons(call) {
    const {input} = call
    const partner = actingFor(call, input.indirect_partner_id)
    const coupon = issuedBy(call, partner).find(c => c.id === input.coupon_id)
    if (!coupon) throw badParameter('coupon_id', 'not a coupon of this partner')
    if (coupon.status !== 1 && coupon.status !== 2) {
      throw new ApiFault(400, 'CBC.99000048', 'The coupon has been used, has expired or has been reclaimed.').because(
        `coupon ${coupon.id} ${couponStates[coupon.status]}`,
      )
    }
    const customer = call.customers.get(coupon.customerId)!
    if (!isResale(customer))
      throw new ApiFault(400, 'CBC.99000045', 'The coupon of a referral customer cannot be reclaimed.')
    const {used, lastUsed, orderId} = coupon
    const use = {used, ...(lastUsed === undefined ? {} : {lastUsed}), ...(orderId === undefined ? {} : {orderId})}
    call.store.put(couponUseKind, coupon.customerId, coupon.id, {...use, reclaimedAt: call.now})
    const quota = quotasOf(call, partner).find(q => q.id === quotaOfCoupon(call.world, partner, coupon))
    if (!quota) return
    useQuota(call, quota, coupon.balance.negated())
    record(call, partner, quota, coupon, '2', coupon.balance)
  },

  ListIssuedPartnerCoupons(call) {
    const {input} = call
    const partner = actingFor(call, input.indirect_partner_id)
    const between = windowOf(input)
    const found = issuedBy(call, partner).filter(
      c =>
        (!input.coupon_id || c.id === input.coupon_id) &&
        (!input.customer_id || c.customerId === input.customer_id) &&
        (!input.order_id || c.orderId === input.order_id) &&
        (input.coupon_type === undefined || c.type === input.coupon_type) &&
        (input.status === undefined || c.status === input.status) &&
        between('create_time', c.created) &&
        between('effective_time', c.from) &&
        between('expire_time', c.to),
    )
    return {
      total_count: found.length,
      user_coupons: page(found, input).map(c => ({
        coupon_id: c.id,
        status: c.status,
        customer_id: c.customerId,
        coupon_type: c.type,
        measure_id: 1 as const,
        face_value: Decimal.parse(c.face),
        effective_time: formatTime(c.from),
        expire_time: formatTime(c.to),
        order_id: c.orderId ?? null,
        promotion_plan_id: planIdOf(c),
        promotion_plan_name: c.plan,
        promotion_plan_desc: c.memo ?? c.plan,
        media_type: 1 as const,
        fetch_method: 3 as const,
        use_limits: limitsOf(c),
        active_time: formatTime(c.created),
        last_used_time: c.lastUsed === undefined ? null : formatTime(c.lastUsed),
        promotion_id: hexOf(mix(c.plan.length, 0x9607), 32),
        create_time: formatTime(c.created),
        balance: c.balance,
        lock_order_id: null,
        is_frozen: '0' as const,
      })),
    }
  },

  ListPartnerCouponsRecord(call) {
    const {input} = call
    const partner = actingFor(call, input.indirect_partner_id)
    const from = input.operation_time_begin ? Date.parse(input.operation_time_begin) : -Infinity
    const to = input.operation_time_end ? Date.parse(input.operation_time_end) : Infinity
    const types: readonly string[] | undefined = input.operation_types
    const found = recordsOf(call, partner).filter(
      r =>
        (!types || types.length === 0 || types.includes(r.type)) &&
        (!input.quota_id || r.quotaId === input.quota_id) &&
        (input.quota_type === undefined || r.quotaType === input.quota_type) &&
        (!input.coupon_ids || input.coupon_ids.length === 0 || input.coupon_ids.includes(r.couponId)) &&
        (!input.customer_id || r.customerId === input.customer_id) &&
        (input.result === undefined || input.result === '0') &&
        r.at >= from &&
        r.at <= to,
    )
    return {
      total_count: found.length,
      records: page(found, input).map(r => ({
        id: hexOf(hashText(`${r.couponId}/${r.type}`), 32),
        operation_type: r.type,
        quota_id: r.quotaId,
        quota_type: r.quotaType,
        coupon_id: r.couponId,
        customer_id: r.customerId,
        operation_amount: Decimal.parse(r.amount),
        operation_time: formatTime(r.at),
        result: '0' as const,
        remark: r.remark ?? null,
      })),
    }
  },
} satisfies Topic

type CreateCall = Call<Input<'CreatePartnerCoupons'>>

/** A quota that coupons can be taken from now. Throws CBC.99000012 and CBC.99000017. */
export function usableQuota(call: Call<unknown>, partner: Partner, id: string): QuotaNow {
  const quota = quotasOf(call, partner).find(q => q.id === id)
  if (!quota || quota.status === 6)
    throw new ApiFault(400, 'CBC.99000012', 'The coupon quota does not exist or is in a wrong state.').because(
      quota ? `quota ${id} was reclaimed` : `the partner has no quota ${id}`,
    )
  if (quota.from > call.now || quota.to < call.now) {
    throw new ApiFault(400, 'CBC.99000017', 'The coupon quota is not yet valid or has expired.').because(
      `quota ${id} is valid from ${formatTime(quota.from)} to ${formatTime(quota.to)}`,
    )
  }
  return quota
}

/** CBC.99000013: a quota has less than what is to be taken from it. */
export const tooSmall = ({id, balance}: QuotaNow, wanted: Decimal): ApiFault =>
  new ApiFault(400, 'CBC.99000013', 'The coupon quota is insufficient.').because(
    `quota ${id} has ${balance.text} left, ${wanted.text} is needed`,
  )

function validity(call: CreateCall, quota: QuotaNow): {from: number; to: number} {
  const {valid_time, expire_time} = call.input
  const from = valid_time ? Math.max(Date.parse(valid_time), call.now) : call.now
  const to = expire_time ? Date.parse(expire_time) : quota.to
  if (to <= from || to > quota.to)
    throw badParameter('expire_time', 'must be after valid_time and not after the quota expires')
  return {from, to}
}

/** Throws CBC.50000054 and 55 for what does not exist, CBC.99000023 for what the quota does not allow. */
function checkLimits(call: CreateCall, quota: QuotaNow): void {
  const services = call.input.cloud_service_types ?? []
  const products = call.input.product_ids ?? []
  const known = new Set(catalogue().service_types.map(s => s.code))
  const strange = services.filter(s => !known.has(s))
  if (strange.length > 0)
    throw new ApiFault(400, 'CBC.50000055', 'The cloud service type does not exist.').because(strange.join(', '))
  const ids = new Set(offers(call.site).flatMap(o => [o.productId, o.periodProductId]))
  const unknown = products.filter(p => !ids.has(p))
  if (unknown.length > 0)
    throw new ApiFault(400, 'CBC.50000054', 'The product does not exist.').because(unknown.join(', '))
  if (quota.services.length > 0 && (services.length === 0 || services.some(s => !quota.services.includes(s)))) {
    throw new ApiFault(400, 'CBC.99000023', 'The limits of the coupon exceed those of the quota.').because(
      `quota ${quota.id} is for ${quota.services.join(', ')} only`,
    )
  }
}

function recipients(call: Call<unknown>, partner: Partner, ids: string[]) {
  const good: string[] = []
  const failed: {error_code: string; error_msg: string; id: string}[] = []
  for (const id of ids) {
    const customer = call.customers.ofPartner(partner.id, id, call.now)
    if (!customer)
      failed.push({error_code: 'CBC.99000035', error_msg: 'The customer is not a customer of this partner.', id})
    else if (!isResale(customer))
      failed.push({error_code: 'CBC.99000014', error_msg: 'Coupons are not allowed for this cooperation type.', id})
    else good.push(id)
  }
  return {good, failed}
}

/** Everything that a partner gave its customers, newest first. */
function issuedBy(call: Call<unknown>, partner: Partner): CouponNow[] {
  const found = call.customers.list(partner.id, call.now).flatMap(c => givenBy(call, partner.id, c))
  return found.sort((a, b) => b.created - a.created || (a.id < b.id ? -1 : 1))
}

function record(
  call: Call<unknown>,
  partner: Partner,
  quota: QuotaNow,
  coupon: Coupon,
  type: '1' | '2',
  amount: Decimal,
): void {
  call.store.put(recordKind, partner.id, `${coupon.id}/${type}`, {
    type,
    quotaId: quota.id,
    quotaType: quota.type,
    couponId: coupon.id,
    customerId: coupon.customerId,
    amount: amount.toFixed(2),
    at: call.now,
    ...(coupon.memo === undefined ? {} : {remark: coupon.memo}),
  })
}

/** What was written down, and what the world's coupons tell; newest first. */
function recordsOf(call: Call<unknown>, partner: Partner): CouponRecord[] {
  const stored = call.store.list(recordKind, partner.id).map(r => r.value)
  const ofWorld = issuedBy(call, partner)
    .filter(c => c.quotaId === undefined)
    .map(
      (c): CouponRecord => ({
        type: '1',
        quotaId: quotaOfCoupon(call.world, partner, c),
        quotaType: 0,
        couponId: c.id,
        customerId: c.customerId,
        amount: c.face,
        at: c.created,
      }),
    )
  return [...stored, ...ofWorld].sort((a, b) => b.at - a.at || (a.couponId < b.couponId ? -1 : 1))
}

/** Checks moments against `NAME_begin` and `NAME_end` of a query. */
function windowOf(input: object): (name: string, at: number) => boolean {
  const times = input as Record<string, string | undefined>
  return (name, at) => {
    const [begin, end] = [times[`${name}_begin`], times[`${name}_end`]]
    return (!begin || at >= Date.parse(begin)) && (!end || at <= Date.parse(end))
  }
}

export {windowOf}
