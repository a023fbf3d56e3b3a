// Coupons as their holder sees them: a customer its own, a partner its own and those of its resellers.
import {Decimal} from '../../../decimal.js'
import type {Call, Topic} from '../../call.js'
import {DAY_MS, firstDay, formatTime, monthOf, startOfBillDay} from '../../state/calendar.js'
import {Dice, hexOf, mix} from '../../state/random.js'
import {page} from '../../wire/paging.js'
import type {Partner} from '../../world/model.js'
import {actingFor} from '../resellers/state.js'
import {limitsOf} from '../subscriptions/order-operations.js'
import {type Coupon, type CouponNow, couponIdOf, couponNow, couponsOf, planIdOf} from './state.js'

export const coupons = {
  ListSubCustomerCoupons(call) {
    const {input} = call
    const from = input.active_start_time ? Date.parse(input.active_start_time) : -Infinity
    const to = input.active_end_time ? Date.parse(input.active_end_time) : Infinity
    const found = held(call, input.indirect_partner_id).filter(
      c =>
        (!input.coupon_id || c.id === input.coupon_id) &&
        (!input.order_id || c.orderId === input.order_id) &&
        (!input.promotion_plan_id || planIdOf(c) === input.promotion_plan_id) &&
        (input.coupon_type === undefined || c.type === input.coupon_type) &&
        (input.status === undefined || c.status === input.status) &&
        (!input.source_id || c.sourceId === input.source_id) &&
        c.created >= from &&
        c.created <= to,
    )
    return {
      count: found.length,
      user_coupons: page(found, input).map(c => ({
        coupon_id: c.id,
        coupon_code: c.id,
        status: c.status,
        customer_id: c.customerId,
        coupon_type: c.type,
        measure_id: 1 as const,
        face_value: Decimal.parse(c.face),
        valid_time: formatTime(c.from),
        expire_time: formatTime(c.to),
        order_id: c.orderId ?? null,
        promotion_plan_id: planIdOf(c),
        plan_name: c.plan,
        plan_desc: c.memo ?? c.plan,
        media_type: 1 as const,
        fetch_method: 3 as const,
        use_limits: limitsOf(c),
        active_time: formatTime(c.created),
        reserve_time: c.lastUsed === undefined ? null : formatTime(c.lastUsed),
        promotion_id: hexOf(mix(c.plan.length, 0x9607), 32),
        create_time: formatTime(c.created),
        coupon_version: 2 as const,
        balance: c.balance,
        lock_order_id: null,
        coupon_usage: null,
        is_frozen: '0' as const,
        currency: call.world.currency,
        extend_param1: null,
        source_id: c.sourceId ?? null,
      })),
    }
  },
} satisfies Topic

function held(call: Call<unknown>, resellerId: string | undefined): CouponNow[] {
  const {caller} = call
  if (caller.kind === 'customer') return couponsOf(call, caller.customer)
  if (resellerId) return partnerCoupons(call, actingFor(call, resellerId))
  const below = call.world.partners.filter(p => p.distributorId === caller.domainId)
  return [caller.partner, ...below].flatMap(p => partnerCoupons(call, p)).sort((a, b) => b.created - a.created)
}

/**
 * What Huawei Cloud gave a partner of the world: a coupon in some quarters, for half a year; the older ones are used.
 */
function partnerCoupons(call: Call<unknown>, partner: Partner): CouponNow[] {
  const last = Math.floor(monthOf(call.now) / 3)
  const found: CouponNow[] = []
  for (let quarter = last; quarter > last - 6; quarter--) {
    const dice = new Dice(mix(call.world.hash, parseInt(partner.id.slice(1, 8), 16), quarter, 0xc00))
    const created = startOfBillDay(firstDay(quarter * 3)) + dice.below(40) * DAY_MS + 7 * 3_600_000
    if (!dice.chance(60) || created > call.now || created < partner.associatedOn) continue
    const coupon: Coupon = {
      id: couponIdOf(dice.seed, created),
      customerId: partner.id,
      type: 1,
      face: `${dice.pick([500, 1000, 2000, 5000])}.00`,
      created,
      from: created,
      to: created + 183 * DAY_MS,
      plan: 'Partner incentive',
      services: [],
      products: [],
    }
    const used = quarter < last - 1 && dice.chance(70)
    const now = couponNow(call, coupon)
    found.push(
      used
        ? {...now, balance: Decimal.parse('0.00'), status: 3, used: coupon.face, lastUsed: created + 40 * DAY_MS}
        : now,
    )
  }
  return found
}
