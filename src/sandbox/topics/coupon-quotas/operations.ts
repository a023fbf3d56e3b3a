// Coupon quotas (China site): a partner's own, and what a distributor hands on to its resellers.
import {Decimal} from '../../../decimal.js'
import {asPartner, type Call, type Topic} from '../../call.js'
import {formatTime} from '../../state/calendar.js'
import {hashText, hexOf} from '../../state/random.js'
import {kind} from '../../state/store.js'
import {ApiFault, badParameter} from '../../wire/api-fault.js'
import {page} from '../../wire/paging.js'
import type {Partner} from '../../world/model.js'
import {tooSmall, usableQuota, windowOf} from '../partner-coupons/operations.js'
import {actingFor} from '../resellers/state.js'
import {handOn, type QuotaNow, quotaFields, quotasOf, useQuota} from './state.js'

/** The API's operation types: 10 granted, 11 reclaimed. */
interface QuotaRecord {
  type: '10' | '11'
  quotaId: string
  parentId: string
  resellerId: string
  amount: string
  at: number
  operator: string
  remark?: string
}

const recordKind = kind<QuotaRecord>('quota-record')

export const couponQuotas = {
  ListQuotaCoupons(call) {
    const {input} = call
    const partner = actingFor(call, input.indirect_partner_id)
    const between = windowOf(input)
    const states: readonly number[] | undefined = input.quota_status_list
    const found = quotasOf(call, partner).filter(
      q =>
        q.status !== 6 &&
        q.type === (input.quota_type ?? 0) &&
        (!input.quota_ids || input.quota_ids.length === 0 || input.quota_ids.includes(q.id)) &&
        (!states || states.length === 0 || states.includes(q.status)) &&
        between('create_time', q.created) &&
        between('effective_time', q.from) &&
        between('expire_time', q.to),
    )
    return {
      total_count: found.length,
      quotas: page(found, input).map(q => ({
        ...quotaFields(call, q),
        quota_type: q.type,
        quota_status: q.status as 0 | 3,
      })),
    }
  },

  ListIssuedCouponQuotas(call) {
    const {input} = call
    const found = granted(call).filter(
      ({quota, reseller}) =>
        (!input.quota_id || quota.id === input.quota_id) &&
        (!input.indirect_partner_id || reseller.id === input.indirect_partner_id) &&
        (!input.parent_quota_id || quota.parentId === input.parent_quota_id),
    )
    return {
      total_count: found.length,
      quotas: page(found, input).map(({quota, reseller}) => ({
        ...quotaFields(call, quota),
        quota_type: 0 as const,
        quota_status: quota.status,
        indirect_partner_id: reseller.id,
        indirect_partner_account_name: reseller.accountName,
        indirect_partner_name: reseller.companyName,
        parent_quota_id: quota.parentId!,
      })),
    }
  },

  UpdateCouponQuotas(call) {
    const {input} = call
    const {partner} = asPartner(call)
    const quota = usableQuota(call, partner, input.quota_id)
    const ids = [...new Set(input.indirect_partner_ids)]
    if (ids.length === 0) throw badParameter('indirect_partner_ids', 'empty')
    const resellers = ids.map(id => call.world.partners.find(p => p.id === id && p.distributorId === partner.id))
    const failed = ids.filter((_, i) => !resellers[i]).map(id => ({...noRight, id}))
    const good = resellers.filter(r => r !== undefined)
    if (good.length === 0)
      throw new ApiFault(400, noRight.error_code, noRight.error_msg).because(
        `no reseller of this partner: ${ids.join(', ')}`,
      )
    const total = input.quota_amount.times(Decimal.of(good.length))
    if (quota.balance.compare(total) < 0) throw tooSmall(quota, total)
    const made = good.map(reseller => {
      const child = handOn(call, quota, reseller, input.quota_amount)
      record(call, {type: '10', quotaId: child.id, parentId: quota.id, resellerId: reseller.id, amount: child.value})
      return {id: reseller.id, quota_id: child.id}
    })
    return {simple_quota_infos: made, ...(failed.length ? {error_details: failed} : {})}
  },

  ReclaimCouponQuotas(call) {
    const {input} = call
    const {partner} = asPartner(call)
    const ids = [...new Set(input.quota_ids)]
    if (ids.length === 0) throw badParameter('quota_ids', 'empty')
    const open = new Map(
      granted(call)
        .filter(g => g.quota.status !== 6)
        .map(g => [g.quota.id, g]),
    )
    const failed = ids.filter(id => !open.has(id)).map(id => ({...noQuota, id}))
    const good = ids.map(id => open.get(id)).filter(g => g !== undefined)
    if (good.length === 0)
      throw new ApiFault(400, noQuota.error_code, noQuota.error_msg).because(
        `granted to no reseller, or reclaimed: ${ids.join(', ')}`,
      )
    const done = good.map(({quota, reseller}) => {
      const {balance} = quota
      useQuota(call, quota, balance, true)
      const parent = quotasOf(call, partner).find(q => q.id === quota.parentId)
      if (parent) useQuota(call, parent, balance.negated())
      const remark = input.remark === undefined ? {} : {remark: input.remark}
      const amount = balance.toFixed(2)
      record(call, {
        type: '11',
        quotaId: quota.id,
        parentId: quota.parentId!,
        resellerId: reseller.id,
        amount,
        ...remark,
      })
      return {quota_id: quota.id, quota_balance: Decimal.parse(amount)}
    })
    return {simple_quota_infos: done, ...(failed.length ? {error_details: failed} : {})}
  },

  ListCouponQuotasRecords(call) {
    const {input} = call
    const from = input.operation_time_begin ? Date.parse(input.operation_time_begin) : -Infinity
    const to = input.operation_time_end ? Date.parse(input.operation_time_end) : Infinity
    const found = recordsOf(call).filter(
      r =>
        (!input.indirect_partner_id || r.resellerId === input.indirect_partner_id) &&
        (!input.quota_id || r.quotaId === input.quota_id) &&
        (!input.parent_quota_id || r.parentId === input.parent_quota_id) &&
        (!input.operation_type || r.type === input.operation_type) &&
        r.at >= from &&
        r.at <= to,
    )
    return {
      total_count: found.length,
      records: page(found, input).map(r => {
        const reseller = call.world.partner(r.resellerId)!
        return {
          id: hexOf(hashText(`${r.quotaId}/${r.type}`), 32),
          operator: r.operator,
          operation_type: r.type,
          quota_id: r.quotaId,
          parent_quota_id: r.parentId,
          amount: Decimal.parse(r.amount),
          operation_time: formatTime(r.at),
          result: '0' as const,
          indirect_partner_account_name: reseller.accountName,
          indirect_partner_id: reseller.id,
          indirect_partner_name: reseller.companyName,
          remark: r.remark ?? null,
        }
      }),
    }
  },
} satisfies Topic

const noRight = {error_code: 'CBC.99000037', error_msg: 'No permission to operate on this reseller.'}
const noQuota = {error_code: 'CBC.99000012', error_msg: 'The coupon quota does not exist or is in a wrong state.'}

/** Quotas that the calling distributor handed on, newest first. */
function granted(call: Call<unknown>): {quota: QuotaNow; reseller: Partner}[] {
  const {partner} = asPartner(call)
  return call.world.partners
    .filter(p => p.distributorId === partner.id)
    .flatMap(reseller => quotasOf(call, reseller).map(quota => ({quota, reseller})))
    .filter(g => g.quota.parentId !== undefined)
    .sort((a, b) => b.quota.created - a.quota.created || (a.quota.id < b.quota.id ? -1 : 1))
}

function record(call: Call<unknown>, about: Omit<QuotaRecord, 'at' | 'operator'>): void {
  const {partner, user} = asPartner(call)
  call.store.put(recordKind, partner.id, `${about.quotaId}/${about.type}`, {
    ...about,
    at: call.now,
    operator: user.name,
  })
}

/** What was written down, and the grants of the world; newest first. */
function recordsOf(call: Call<unknown>): QuotaRecord[] {
  const {partner} = asPartner(call)
  const stored = call.store.list(recordKind, partner.id).map(r => r.value)
  const known = new Set(stored.filter(r => r.type === '10').map(r => r.quotaId))
  const ofWorld = granted(call)
    .filter(g => !known.has(g.quota.id))
    .map(
      ({quota, reseller}): QuotaRecord => ({
        type: '10',
        quotaId: quota.id,
        parentId: quota.parentId!,
        resellerId: reseller.id,
        amount: quota.value,
        at: quota.created,
        operator: partner.operators[0]!.name,
      }),
    )
  return [...stored, ...ofWorld].sort((a, b) => b.at - a.at || (a.quotaId < b.quotaId ? -1 : 1))
}
