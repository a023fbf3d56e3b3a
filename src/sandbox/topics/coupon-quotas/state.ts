// Coupon quotas (China site): what a partner may give out in coupons. Each quarter of the world brings a quota for a
// year; a distributor hands parts of it on to its resellers. The balance is the value less everything that was given
// out of it.

import {Decimal} from '../../../decimal.js'
import type {Here} from '../../here.js'
import {DAY_MS, firstDay, formatTime, monthOf, startOfBillDay} from '../../state/calendar.js'
import {hexOf, mix} from '../../state/random.js'
import {kind} from '../../state/store.js'
import type {Partner, World} from '../../world/model.js'
import {type Coupon, given, servicesIn} from '../coupons/state.js'

/** A quota as it was given. Amounts are decimal text. */
export interface Quota {
  id: string
  ownerId: string
  /** Vouchers or flexi-purchase coupons: the API's types 0 and 1. */
  type: 0 | 1
  value: string
  created: number
  from: number
  to: number
  /** Services that its coupons may pay for; empty for all. */
  services: string[]
  /** The distributor's quota that it was taken from. */
  parentId?: string
}

/** What has happened to a quota since. */
export interface QuotaUse {
  used: string
  updated: number
  reclaimedAt?: number
}

export type QuotaNow = Quota & {balance: Decimal; updated: number; status: 0 | 3 | 6}

const quotaKind = kind<Quota>('quota')
const useKind = kind<QuotaUse>('quota-use')

const QUARTERS = 6

const quarterOf = (month: number): number => Math.floor(month / 3)

const quotaIdOf = (world: World, partner: Partner, quarter: number): string =>
  hexOf(mix(world.hash, parseInt(partner.id.slice(1, 8), 16), quarter, 0x90a), 32)

/** The quota of the world that a coupon was given from. */
export function quotaOfCoupon(world: World, partner: Partner, coupon: Coupon): string {
  return coupon.quotaId ?? quotaIdOf(world, partner, quarterOf(monthOf(coupon.created)))
}

const memory = new WeakMap<World, Map<string, bigint>>()

/** What the world gives out in a quarter, in whole currency units: of a partner itself, whenever in the quarter. */
function givenIn(world: World, partner: Partner, quarter: number): bigint {
  const known = memory.get(world) ?? new Map<string, bigint>()
  memory.set(world, known)
  const key = `${partner.id}/${quarter}`
  const found = known.get(key)
  if (found !== undefined) return found
  const end = startOfBillDay(firstDay(quarter * 3 + 3)) - 1
  let sum = 0n
  for (const customer of world.customersOf(partner.id)) {
    for (const c of given(world, customer, end, 3)) sum += BigInt(c.face.split('.')[0]!)
  }
  known.set(key, sum)
  return sum
}

/** The value of a quota of the world: more than what will be given from it. */
function valueIn(world: World, partner: Partner, quarter: number): bigint {
  const below = world.partners.filter(p => p.distributorId === partner.id)
  const needed = givenIn(world, partner, quarter) + below.reduce((sum, p) => sum + valueIn(world, p, quarter), 0n)
  return ((needed * 3n) / 2n / 5000n + 2n) * 5000n
}

/** All quotas of a partner, newest first. */
export function quotasOf(call: Here, partner: Partner): QuotaNow[] {
  const uses = new Map(call.store.list(useKind, partner.id).map(u => [u.id, u.value]))
  const stored = call.store.list(quotaKind, partner.id).map(q => now(call, q.value, uses.get(q.id), Decimal.zero))
  return [...stored, ...worldQuotas(call, partner, uses)].sort(
    (a, b) => b.created - a.created || (a.id < b.id ? -1 : 1),
  )
}

function worldQuotas(call: Here, partner: Partner, uses: Map<string, QuotaUse>): QuotaNow[] {
  const {world} = call
  const found: QuotaNow[] = []
  const last = quarterOf(monthOf(call.now))
  const distributor = world.partners.find(p => p.id === partner.distributorId)
  for (let quarter = last - QUARTERS + 1; quarter <= last; quarter++) {
    const created = startOfBillDay(firstDay(quarter * 3)) + 3 * 3_600_000
    if (created < partner.associatedOn || created > call.now) continue
    const id = quotaIdOf(world, partner, quarter)
    const quota: Quota = {
      id,
      ownerId: partner.id,
      type: 0,
      value: `${valueIn(world, partner, quarter)}.00`,
      created,
      from: created,
      to: created + 365 * DAY_MS,
      services: servicesIn(world, quarter),
      ...(distributor ? {parentId: quotaIdOf(world, distributor, quarter)} : {}),
    }
    found.push(now(call, quota, uses.get(id), Decimal.of(givenSoFar(call, partner, quarter))))
  }
  return found
}

/** What the world gave out of a quota up to now: coupons, and quotas of resellers. */
function givenSoFar(call: Here, partner: Partner, quarter: number): bigint {
  const {world} = call
  const start = startOfBillDay(firstDay(quarter * 3))
  let sum = 0n
  for (const customer of world.customersOf(partner.id)) {
    for (const c of given(world, customer, Math.min(call.now, startOfBillDay(firstDay(quarter * 3 + 3)) - 1), 3)) {
      if (c.created >= start) sum += BigInt(c.face.split('.')[0]!)
    }
  }
  const below = world.partners.filter(p => p.distributorId === partner.id && start + 3 * 3_600_000 >= p.associatedOn)
  return sum + below.reduce((all, p) => all + valueIn(world, p, quarter), 0n)
}

function now(call: Here, quota: Quota, use: QuotaUse | undefined, before: Decimal): QuotaNow {
  const used = before.plus(Decimal.parse(use?.used ?? '0'))
  const reclaimed = use?.reclaimedAt !== undefined
  const status = reclaimed ? 6 : call.now > quota.to ? 3 : 0
  const balance = reclaimed ? Decimal.zero : Decimal.parse(quota.value).minus(used)
  return {...quota, balance, status, updated: use?.updated ?? quota.created}
}

/** Takes an amount from a quota, or puts it back (negative). */
export function useQuota(call: Here, quota: Quota, amount: Decimal, reclaimed = false): void {
  const before = call.store.get(useKind, quota.ownerId, quota.id)
  call.store.put(useKind, quota.ownerId, quota.id, {
    used: Decimal.parse(before?.used ?? '0').plus(amount).text,
    updated: call.now,
    ...(reclaimed ? {reclaimedAt: call.now} : {}),
  })
}

/** Makes a quota for a reseller out of a distributor's. */
export function handOn(call: Here, quota: QuotaNow, reseller: Partner, amount: Decimal): Quota {
  const made: Quota = {
    id: hexOf(mix(call.world.hash, 0x91a, call.store.next('quota')), 32),
    ownerId: reseller.id,
    type: quota.type,
    value: amount.toFixed(2),
    created: call.now,
    from: quota.from,
    to: quota.to,
    services: quota.services,
    parentId: quota.id,
  }
  call.store.put(quotaKind, reseller.id, made.id, made)
  useQuota(call, quota, amount)
  return made
}

/** The parts of a quota that the API shows everywhere. */
export function quotaFields(call: Here, q: QuotaNow) {
  return {
    quota_id: q.id,
    create_time: formatTime(q.created),
    last_update_time: formatTime(q.updated),
    quota_value: Decimal.parse(q.value),
    balance: Decimal.parse(q.balance.toFixed(2)),
    measure_id: 1 as const,
    currency: call.world.currency,
    effective_time: formatTime(q.from),
    expire_time: formatTime(q.to),
    limit_infos: q.services.map(s => ({limit_key: 'cloud_service_type', limit_values: [{value1: s, value2: null}]})),
  }
}
