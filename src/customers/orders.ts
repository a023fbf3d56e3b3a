// Orders of customers.
import {mustBeAbout, rowOf} from '../api/asked.js'
import type {Api, CallOptions} from '../api/client.js'
import type {Input, Output} from '../api/types.js'
import {commandLine} from '../command-line.js'
import {Failure} from '../failure.js'

type Details = Output<'ShowCustomerOrderDetails'>

export interface Order {
  order_info: NonNullable<Details['order_info']>
  order_line_items: NonNullable<Details['order_line_items']>
}

interface Who extends CallOptions {
  indirect_partner_id?: string
}

/** An order with all its items. Source: intl/en-us/api-bpconsole/api_order_00014.html */
export async function readOrder(
  api: Api,
  order_id: string,
  {indirect_partner_id, ...options}: Who = {},
): Promise<Order> {
  let order_info: Order['order_info'] | undefined
  const order_line_items: Order['order_line_items'] = []
  for await (const page of api.pages('ShowCustomerOrderDetails', {order_id, indirect_partner_id}, options)) {
    order_info ??= page.answer?.order_info
    order_line_items.push(...page.rows)
  }
  if (!order_info) throw new Failure('not-found', `there is no order "${order_id}"`, {next: ['partnerctl order list']})
  mustBeAbout('order_id', order_id, order_info.order_id)
  return {order_info, order_line_items}
}

type Payment = Input<'PayOrders'>

/**
 * What a coupon of the coupon list is called when it pays (contract: IQueryUserCouponsResultV2 and
 * CouponSimpleInfoOrderPayV3).
 */
const payingType = {1: 301, 2: 300, 3: 303, 4: 302} as const

/** Coupons of a customer as the payment wants them. */
export async function couponsToPay(api: Api, as: string, ids: string[]): Promise<NonNullable<Payment['coupon_infos']>> {
  return Promise.all(
    ids.map(async id => {
      const coupon = rowOf(
        await api.list('ListSubCustomerCoupons', {coupon_id: id}, {as, limit: 10}).toArray(),
        'coupon_id',
        id,
      )
      if (!coupon)
        throw new Failure('not-found', `the customer has no coupon "${id}"`, {
          next: ['partnerctl coupon list'],
        })
      return {id, type: payingType[coupon.coupon_type ?? 1]}
    }),
  )
}

/** A discount that fits the order, as the payment wants it. */
export async function discountToPay(
  api: Api,
  as: string,
  order_id: string,
  id: string,
): Promise<NonNullable<Payment['discount_infos']>[number]> {
  const {discounts = []} = await api.call('ListOrderDiscounts', {order_id}, {as})
  const found = discounts.find(one => one.discount_id === id)
  if (found) return {id, type: found.discount_type as 0}
  throw new Failure('not-found', `there is no discount "${id}" for order ${order_id}`, {
    next: [commandLine`order discounts ${order_id}`],
  })
}
