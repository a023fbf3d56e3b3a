// Coupons of customers: those of the world, those that partners issue (topics/partner-coupons.ts), and what is left of
// them.

import {Decimal} from '../../../decimal.js'
import {sumLines} from '../../bills/ledger.js'
import type {Here} from '../../here.js'
import {DAY_MS, firstDay, monthOf, startOfBillDay} from '../../state/calendar.js'
import {Dice, hashText, hexOf, mix, textOf, uuidOf} from '../../state/random.js'
import {kind} from '../../state/store.js'
import type {Customer, World} from '../../world/model.js'

/** A coupon as it was given out. Amounts are decimal text. */
export interface Coupon {
  id: string
  customerId: string
  /** Voucher or flexi-purchase coupon: the API's types 1 and 4. */
  type: 1 | 4
  face: string
  created: number
  from: number
  to: number
  plan: string
  /** Account that gave it; undefined for Huawei Cloud itself. */
  sourceId?: string
  quotaId?: string
  /** Services and products it may pay for; empty for all. */
  services: string[]
  products: string[]
  memo?: string
}

/** What has happened to a coupon since. */
export interface CouponUse {
  used: string
  lastUsed?: number
  orderId?: string
  reclaimedAt?: number
}

/** A coupon with what is left of it. */
export type CouponNow = Coupon & CouponUse & {balance: Decimal; status: CouponStatus}

/** The API's states: 1 not activated, 2 unused, 3 used, 4 expired, 5 reclaimed. */
export type CouponStatus = 1 | 2 | 3 | 4 | 5

/** The same in words. */
export const couponStates = {
  1: 'is not valid yet',
  2: 'can be used',
  3: 'has been used',
  4: 'has expired',
  5: 'was reclaimed',
} as const

export const couponKind = kind<Coupon>('coupon')
export const couponUseKind = kind<CouponUse>('coupon-use')

/** Months of coupons that are remembered. */
const MONTHS = 18
const UPPER = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789'

/** The number of a coupon: when it was made in UTC+8, and four characters. */
export const couponIdOf = (seed: number, at: number): string =>
  `CP${new Date(at + 28_800_000).toISOString().slice(2, 19).replace(/\D/g, '')}${textOf(seed, 4, UPPER)}`

/** All coupons of a customer, newest first. */
export function couponsOf(call: Here, customer: Customer): CouponNow[] {
  const uses = new Map(call.store.list(couponUseKind, customer.id).map(u => [u.id, u.value]))
  const issued = call.store.list(couponKind, customer.id).map(c => now(c.value, uses.get(c.id), call.now))
  return [
    ...issued,
    ...billed(call, customer),
    ...given(call.world, customer, call.now).map(c => now(c, uses.get(c.id), call.now)),
  ].sort((a, b) => b.created - a.created || (a.id < b.id ? -1 : 1))
}

/** What a partner's coupon quota of a quarter is for, and so what is given out of it; nothing for all services. */
export const servicesIn = (world: World, quarter: number): string[] =>
  world.scenario === 'messy' && quarter % 2 === 0 ? ['hws.service.type.ec2'] : []

/**
 * Vouchers that the partner gave a customer in the world, in the last `months` up to a moment: one in some months, for
 * three months.
 */
export function given(world: World, customer: Customer, moment: number, months = MONTHS): Coupon[] {
  const found: Coupon[] = []
  const last = monthOf(moment)
  for (let month = Math.max(last - months + 1, monthOf(customer.associatedOn) + 1); month <= last; month++) {
    const dice = new Dice(mix(customer.seed, 0xc0fe, month))
    if (!dice.chance(30)) continue
    const created = startOfBillDay(firstDay(month) + dice.below(20)) + dice.below(36_000) * 1000 + 3_600_000
    if (created > moment) continue
    found.push({
      id: couponIdOf(dice.seed, created),
      customerId: customer.id,
      type: 1,
      face: `${dice.pick([10, 20, 50, 100]) * (world.site === 'cn' ? 10 : 1)}.00`,
      created,
      from: created,
      to: created + 90 * DAY_MS,
      plan: dice.pick(['Welcome', 'Migration', 'Partner campaign']),
      sourceId: customer.partnerId,
      services: dice.chance(20) ? ['hws.service.type.ec2'] : servicesIn(world, Math.floor(month / 3)),
      products: [],
    })
  }
  return found
}

/** Coupons that bills of the world are paid with: each is as large as what it pays in its month. */
function billed(call: Here, customer: Customer): CouponNow[] {
  if (!customer.billing.coupons) return []
  const found: CouponNow[] = []
  const last = monthOf(call.now)
  for (let month = last - MONTHS + 1; month <= last; month++) {
    if (mix(customer.seed, month, 0xc0) % 3 !== 0) continue
    const start = startOfBillDay(firstDay(month))
    const end = startOfBillDay(firstDay(month + 1))
    const whole = paidWith(call, customer, month, end)
    const soFar = paidWith(call, customer, month, call.now)
    for (const [i, type] of ([1, 4] as const).entries()) {
      const face = upToCents(whole[i]!)
      if (face === 0n) continue
      const used = Decimal.fromUnits(month === last ? soFar[i]! : face)
      found.push(
        now(
          {
            id: couponIdOf(mix(customer.seed, month, 0xc2, type), start),
            customerId: customer.id,
            type,
            face: Decimal.fromUnits(face).toFixed(2),
            created: start,
            from: start,
            to: end - 1000,
            plan: type === 1 ? 'Monthly voucher' : 'Flexi purchase',
            services: [],
            products: [],
          },
          {used: used.text, ...(used.isZero ? {} : {lastUsed: Math.min(call.now, end - 1000)})},
          call.now,
        ),
      )
    }
  }
  return found
}

/** What vouchers and flexi-purchase coupons of the world pay in a month, up to a moment. */
function paidWith(call: Here, customer: Customer, month: number, moment: number): [bigint, bigint] {
  const {world, store} = call
  // They pay what is used; orders are paid with coupons that were chosen for them.
  const lines = sumLines({world, store, now: moment}, customer, month).filter(l => l.mode === '3')
  return [lines.reduce((sum, l) => sum + l.coupon, 0n), lines.reduce((sum, l) => sum + l.flexi, 0n)]
}

const upToCents = (units: bigint): bigint => ((units + 999_999n) / 1_000_000n) * 1_000_000n

function now(coupon: Coupon, use: CouponUse = {used: '0'}, moment: number): CouponNow {
  const balance = Decimal.parse(coupon.face).minus(Decimal.parse(use.used))
  const status =
    use.reclaimedAt !== undefined ? 5 : balance.isZero ? 3 : moment > coupon.to ? 4 : moment < coupon.from ? 1 : 2
  return {...coupon, ...use, balance, status}
}

/** A coupon with what is left of it. */
export const couponNow = (call: Pick<Here, 'store' | 'now'>, coupon: Coupon): CouponNow =>
  now(coupon, call.store.get(couponUseKind, coupon.customerId, coupon.id), call.now)

/** What a partner gave a customer: in the world, and through the API. */
export function givenBy(call: Here, partnerId: string, customer: Customer): CouponNow[] {
  const issued = call.store.list(couponKind, customer.id).map(c => c.value)
  const all = [...issued, ...given(call.world, customer, call.now)].filter(c => c.sourceId === partnerId)
  const uses = new Map(call.store.list(couponUseKind, customer.id).map(u => [u.id, u.value]))
  return all.map(c => now(c, uses.get(c.id), call.now))
}

/** Takes money from a coupon for an order. */
export function spendCoupon(call: Here, coupon: CouponNow, amount: Decimal, orderId: string): void {
  const used = Decimal.parse(coupon.used).plus(amount)
  call.store.put(couponUseKind, coupon.customerId, coupon.id, {used: used.text, lastUsed: call.now, orderId})
}

/** Identifiers that follow from the coupon's own. */
export const planIdOf = (coupon: Coupon): string => hexOf(hashText(coupon.plan), 32)
export const limitIdOf = (coupon: Coupon): string => uuidOf(mix(coupon.created % 4_294_967_296, coupon.face.length))
