// What has to agree inside an answer, and between answers, however full a world is.
import {expect} from 'vitest'
import {Decimal} from '../../src/decimal.js'
import {customersOf, keysOf, resale} from './harness.js'
import type {Stage} from './story.js'

interface Order {
  order_id: string
  official_amount: number
  amount_after_discount: number
  service_type_code: string
  status: number
  amount_info: {coupon_amount: number; discounts: {discount_amount: number}[]}
  sub_order_infos?: Order[]
}

interface Detail {
  res_instance_id: string | null
  sub_resource_id: string | null
  extend_params: {self_resource_id: string; relation_infos: {relative_resource_id: string}[]} | null
}

const sum = (numbers: number[]): string => Decimal.sum(numbers.map(n => Decimal.parse(String(n)))).text

/** The orders inside a combined trade add up to it, one for each service. */
function addsUp(order: Order): void {
  const parts = order.sub_order_infos ?? []
  if (parts.length === 0) return
  const amounts: ((o: Order) => number)[] = [
    o => o.official_amount,
    o => o.amount_after_discount,
    o => o.amount_info.coupon_amount,
    o => o.amount_info.discounts.reduce((all, d) => all + d.discount_amount, 0),
  ]
  for (const of of amounts) expect(sum(parts.map(of))).toBe(sum([of(order)]))
  expect(new Set([order.order_id, ...parts.map(p => p.order_id)]).size).toBe(parts.length + 1)
  expect(new Set(parts.map(p => p.service_type_code)).size).toBe(parts.length)
  expect(parts.map(p => p.status)).toEqual(parts.map(() => order.status))
}

/** Looks at the answer of an operation. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
export function isWhole(id: string, json: any): void {
  if (id === 'ListCustomerOrders') for (const order of json.order_infos) addsUp(order)
  if (id === 'ShowCustomerOrderDetails') addsUp(json.order_info)
  if (id === 'ListCustomerselfResourceRecordDetails') {
    for (const {res_instance_id, sub_resource_id, extend_params} of json.monthly_records as Detail[]) {
      expect(extend_params?.self_resource_id ?? null).toBe(sub_resource_id)
      for (const {relative_resource_id} of extend_params?.relation_infos ?? [])
        expect(relative_resource_id).toBe(res_instance_id)
    }
  }
}

/** A part is always a part of the same resource, and belongs to one that the customer has for as long. */
export async function recordsAreWhole({run}: Stage): Promise<void> {
  const owner = new Map<string, string>()
  for (const row of resale(await customersOf(run)).slice(0, 3)) {
    const customer = await keysOf(run, row.customer_id)
    for (const cycle of ['2026-09', '2026-10']) {
      const {json} = await customer.get('/v2/bills/customer-bills/res-fee-records', {cycle, limit: '300'})
      for (const {sub_resource_id: part, resource_id: whole} of json.fee_records) {
        if (part === null) continue
        expect(owner.get(part) ?? whole).toBe(whole)
        owner.set(part, whole)
      }
    }
    const {json} = await customer.post('/v2/orders/suscriptions/resources/query', {limit: 500})
    const resources = new Map<string, {expire_time: string}>(
      json.data.map((r: {resource_id: string; expire_time: string}) => [r.resource_id, r]),
    )
    for (const {parent_resource_id: parent, expire_time} of json.data) {
      if (parent) expect(resources.get(parent)!.expire_time >= expire_time).toBe(true)
    }
    customer.close()
  }
  expect(owner.size).toBeGreaterThan(0)
}
