// Orders: lists, details, payment with coupons and discounts, cancellation, refunds.
import {Decimal} from '../../../decimal.js'
import {namingOf} from '../../bills/naming.js'
import {type Product, products} from '../../bills/products.js'
import {asCustomer, type Call, type Input, type Topic} from '../../call.js'
import {formatTime} from '../../state/calendar.js'
import {hashText, hexOf, mix} from '../../state/random.js'
import {ApiFault, badParameter} from '../../wire/api-fault.js'
import {resourceTypeName, serviceName} from '../../world/catalogue.js'
import type {Customer} from '../../world/model.js'
import {type CouponNow, couponStates, couponsOf, limitIdOf, planIdOf, spendCoupon} from '../coupons/state.js'
import {actingFor, isResale, notMine} from '../resellers/state.js'
import {cardMeans} from '../stored-value-cards/operations.js'
import {checkNotFrozen, type Means, payOrder} from './changes.js'
import {everyOrder, findPartnerOrder, matches, type OrderFilter, partnerOrders} from './order-index.js'
import {
  findOrder,
  type Order,
  type OrderItem,
  orderStatus,
  ordersOf,
  partsOf,
  productOfItem,
  putOrder,
} from './orders.js'
import {partOf} from './world.js'

export const orders = {
  ListCustomerOrders(call) {
    const {input} = call
    const filter = filterOf(input)
    const offset = input.offset ?? 0
    const limit = input.limit ?? 10
    const oldestFirst = input.order_by === 'createTime'
    const answer = (count: number, found: Order[]) => ({
      total_count: count,
      order_infos: found.map(o => ({
        ...orderOf(call, o),
        sub_order_infos: partsOf(o).map(part => orderOf(call, part)),
        agent_pay_info: agentOf(call, o),
      })),
    })
    if (call.caller.kind === 'partner') {
      const partner = actingFor(call, input.indirect_partner_id)
      if (input.customer_id === undefined && input.order_id === undefined) {
        const {count, orders} = partnerOrders(call, partner, filter, oldestFirst, offset, limit)
        return answer(count, orders)
      }
      if (input.customer_id === undefined) {
        const found = findPartnerOrder(call, partner, input.order_id!)
        return found && matches(filter, found.order, call.now)
          ? answer(1, offset === 0 ? [found.order] : [])
          : answer(0, [])
      }
    }
    const customer = customerOf(call, input)
    if (input.method === 'sub_customer') return answer(0, [])
    const found = ordersOf(call, customer).filter(
      o => matches(filter, o, call.now) && (input.order_id === undefined || o.id === input.order_id),
    )
    if (oldestFirst) found.reverse()
    return answer(found.length, found.slice(offset, offset + limit))
  },

  ShowCustomerOrderDetails(call) {
    const {input} = call
    const order = orderFor(call, input.order_id, undefined, input.indirect_partner_id)
    const offset = input.offset ?? 0
    return {
      total_count: order.items.length,
      order_info: {
        ...orderOf(call, order, false),
        ...moreOf(order),
        sub_order_infos: partsOf(order).map(part => ({...orderOf(call, part, false), ...moreOf(part)})),
      },
      order_line_items: order.items.slice(offset, offset + (input.limit ?? 10)).map(item => lineOf(call, order, item)),
    }
  },

  CancelCustomerOrder(call) {
    const order = orderFor(call, call.input.order_id)
    if (orderStatus(order, call.now) !== 6) {
      throw new ApiFault(400, 'CBC.99005010', 'The order state does not allow the order to be cancelled.').because(
        order.paidAt === undefined
          ? `order ${order.id} was cancelled, or its deadline is over`
          : `order ${order.id} was paid at ${formatTime(order.paidAt)}`,
      )
    }
    putOrder(call, {...order, cancelledAt: call.now})
  },

  PayOrders(call) {
    const {input} = call
    const {customer} = asCustomer(call)
    const order = orderFor(call, input.order_id)
    if ((input.use_coupon === 'YES') !== (input.coupon_infos?.length ?? 0) > 0)
      throw badParameter('coupon_infos', 'must agree with use_coupon')
    if ((input.use_discount === 'YES') !== (input.discount_infos?.length ?? 0) > 0)
      throw badParameter('discount_infos', 'must agree with use_discount')
    const discount = input.discount_infos?.[0]
    const priced = discount ? withDiscount(customer, order, discount) : order
    payOrder(
      call,
      customer,
      priced,
      (input.coupon_infos ?? []).map(info => meansOf(call, customer, order.id, info)),
    )
  },

  ShowRefundOrderDetails(call) {
    const {input} = call
    const order = orderFor(call, input.order_id, input.customer_id, input.indirect_partner_id)
    const refunds = order.items.filter(i => i.baseOrderId !== undefined)
    if (refunds.length === 0)
      throw new ApiFault(400, 'CBC.99005026', 'The order is neither a downgrade nor an unsubscription.')
    return {
      total_count: refunds.length,
      refund_infos: refunds.map(item => {
        const {service, resource} = productOfItem(item)
        return {
          id: hexOf(hashText(item.id), 32),
          amount: Decimal.parse(netOf(item).toFixed(2)),
          measure_id: '1' as const,
          customer_id: order.customerId,
          resource_type_code: resource,
          service_type_code: service,
          resource_type_name: resourceTypeName(resource, call.language),
          service_type_name: serviceName(service, call.language),
          region_code: item.region,
          base_order_id: item.baseOrderId!,
        }
      }),
    }
  },

  ListOrderDiscounts(call) {
    const {customer} = asCustomer(call)
    const order = orderFor(call, call.input.order_id)
    return {
      discounts: discountsOf(customer, order).map(d => ({
        discount_id: d.id,
        discount_value: d.value.text,
        discount_type: d.type,
        orders: [
          {
            order_id: order.id,
            order_line_items: order.items.map(item => ({
              order_line_item_ids: [item.id],
              discount_mode: 0 as const,
              discount_amount: d.off(item),
              discount_ratio: d.value,
            })),
          },
        ],
      })),
    }
  },

  ListOrderCouponsByOrderId(call) {
    const {customer} = asCustomer(call)
    const order = orderFor(call, call.input.order_id)
    const services = order.items.map(i => productOfItem(i).service)
    const usable = couponsOf(call, customer).filter(
      c => c.status === 2 && (c.services.length === 0 || services.some(s => c.services.includes(s))),
    )
    return {
      count: usable.length,
      user_coupons: usable.map(c => ({
        coupon_id: c.id,
        coupon_code: c.id,
        status: 2 as const,
        coupon_type: c.type,
        measure_id: 1 as const,
        face_value: Decimal.parse(c.face),
        effective_time: formatTime(c.from),
        expire_time: formatTime(c.to),
        plan_name: c.plan,
        plan_desc: c.memo ?? c.plan,
        use_limits: limitsOf(c),
        active_time: formatTime(c.created),
        last_used_time: c.lastUsed === undefined ? null : formatTime(c.lastUsed),
        create_time: formatTime(c.created),
        coupon_version: 2 as const,
        balance: c.balance,
        used_by_order_id: null,
        coupon_usage: null,
        coupon_group: 0 as const,
      })),
      coupon_max_use_quantity: [
        {coupon_type: 1, coupon_group: 0, use_quantity_value: MOST_COUPONS},
        {coupon_type: 4, coupon_group: 0, use_quantity_value: MOST_COUPONS},
      ],
    }
  },
} satisfies Topic

/** Coupons that an order may be paid with. */
const MOST_COUPONS = 3

function filterOf(input: Input<'ListCustomerOrders'>): OrderFilter {
  const time = (text: string | undefined, otherwise: number) => (text ? Date.parse(text) : otherwise)
  return {
    ...everyOrder,
    status: input.status,
    type: input.order_type === undefined ? undefined : Number(input.order_type),
    service: input.service_type_code || undefined,
    createdFrom: time(input.create_time_begin, -Infinity),
    createdTo: time(input.create_time_end, Infinity),
    paidFrom: time(input.payment_time_begin, -Infinity),
    paidTo: time(input.payment_time_end, Infinity),
  }
}

/** The customer that a call is about: the caller, or one of the calling partner's. Throws CBC.99000035. */
export function customerOf(call: Call<unknown>, input: {customer_id?: string; indirect_partner_id?: string}): Customer {
  if (call.caller.kind === 'customer') {
    if (input.customer_id && input.customer_id !== call.caller.domainId)
      throw new ApiFault(403, 'CBC.0151', 'Access denied.')
    return call.caller.customer
  }
  const partner = actingFor(call, input.indirect_partner_id)
  const customer = call.customers.ofPartner(partner.id, input.customer_id ?? '', call.now)
  if (!customer) throw notMine(call, input.customer_id ?? '')
  return customer
}

/** An order that the caller may see. Throws CBC.30000010 for one that is not there for it. */
function orderFor(call: Call<unknown>, id: string, customerId?: string, indirectPartnerId?: string): Order {
  const {caller} = call
  const found =
    caller.kind === 'customer'
      ? findOrder(call, caller.customer, id)
      : customerId
        ? findOrder(call, customerOf(call, {customer_id: customerId, indirect_partner_id: indirectPartnerId}), id)
        : findPartnerOrder(call, actingFor(call, indirectPartnerId), id)?.order
  if (!found) throw new ApiFault(400, 'CBC.30000010', 'The order is invalid.').because(`no order ${id} of this account`)
  return found
}

const sum = (order: Order, name: 'official' | 'discount' | 'coupon'): Decimal =>
  Decimal.sum(order.items.map(i => Decimal.parse(i[name])))

const netOf = (item: OrderItem): Decimal => Decimal.parse(item.official).minus(Decimal.parse(item.discount))

const money = (amount: Decimal): Decimal => Decimal.parse(amount.toFixed(2))

function amountInfo(order: Order, items: OrderItem[]) {
  const discount = Decimal.sum(items.map(i => Decimal.parse(i.discount)))
  const part = (types: number[]) =>
    money(Decimal.sum((order.coupons ?? []).filter(c => types.includes(c.type)).map(c => Decimal.parse(c.amount))))
  return {
    discounts: discount.isZero
      ? []
      : [{discount_type: String(order.discountType ?? 607) as '607', discount_amount: money(discount)}],
    flexipurchase_coupon_amount: part([302]),
    coupon_amount: part([301]),
    stored_card_amount: part([303]),
    commission_amount: money(Decimal.zero),
    consumed_amount: money(Decimal.zero),
  }
}

function orderOf(call: Call<unknown>, order: Order, withProjects = true) {
  const {service} = productOfItem(order.items[0]!)
  const names = namingOf(call.world)
  const projects = new Map(
    order.items.map(i => {
      const thing = {product: productOfItem(i), seed: i.seed} as Parameters<typeof names.project>[0]
      return [names.project(thing), names.projectName(thing)]
    }),
  )
  return {
    order_id: order.id,
    customer_id: order.customerId,
    service_type_code: service,
    service_type_name: serviceName(service, call.language),
    source_type: order.source,
    status: orderStatus(order, call.now),
    order_type: order.type,
    amount_after_discount: money(sum(order, 'official').minus(sum(order, 'discount'))),
    official_amount: money(sum(order, 'official')),
    measure_id: 1 as const,
    create_time: formatTime(order.createdAt),
    payment_time: order.paidAt === undefined ? null : formatTime(order.paidAt),
    currency: call.world.currency,
    contract_id: order.contractId ?? null,
    amount_info: amountInfo(order, order.items),
    ...(withProjects ? {enterprise_projects: [...projects].map(([id, name]) => ({id, name}))} : {}),
  }
}

function lineOf(call: Call<unknown>, order: Order, item: OrderItem) {
  const product = productOfItem(item)
  const years = item.months > 0 && item.months % 12 === 0
  const description = product.description[call.language === 'zh' ? 1 : 0]
  return {
    order_line_item_id: item.id,
    service_type_code: product.service,
    service_type_name: serviceName(product.service, call.language),
    product_id: product.periodProductId,
    product_spec_desc: product.size.measureId === null ? description : `${description}|${item.size}GB`,
    period_type: item.months === 0 ? null : years ? (3 as const) : (2 as const),
    period_num: item.months === 0 ? null : years ? item.months / 12 : item.months,
    effective_time: item.effective === undefined ? null : formatTime(item.effective),
    expire_time: item.expire === undefined ? null : formatTime(item.expire),
    subscription_num: 1,
    amount_after_discount: money(netOf(item)),
    official_amount: money(Decimal.parse(item.official)),
    amount_info: amountInfo({...order, coupons: order.items.length === 1 ? order.coupons : []}, [item]),
    currency: call.world.currency,
    category_code: null,
    product_owner_service: product.service,
    commercial_resource: product.resource,
    base_product_info: baseOf(call, product),
    order_id: order.id,
  }
}

/** What a product is only sold on top of. */
function baseOf(call: Call<unknown>, {resource}: Product) {
  const base = products().find(p => p.resource === partOf[resource])
  if (!base) return null
  return {
    product_id: base.periodProductId,
    product_spec_desc: base.description[call.language === 'zh' ? 1 : 0],
    category_code: null,
    product_owner_service: base.service,
    commercial_resource: base.resource,
  }
}

/** What the details of an order say beside what lists say. */
const moreOf = (order: Order) => ({user_name: order.by, pending_payment_end_time: formatTime(order.deadline)})

/** Who paid for a customer. Said in the messy world only: no page tells when the platform says it. */
function agentOf(call: Call<unknown>, order: Order) {
  const customer = call.world.scenario === 'messy' ? call.customers.get(order.customerId) : undefined
  if (!customer || order.paidAt === undefined) return null
  return {paying_agent_id: isResale(customer) ? customer.partnerId : customer.id, is_agent_pay: isResale(customer)}
}

interface Discount {
  id: string
  type: 0 | 2
  /** What is left of the price, 0.95 for five percent off. */
  value: Decimal
  off(item: OrderItem): Decimal
}

/**
 * Discounts that a customer may choose for an order that waits: not for resale customers, whose prices their partner
 * sets.
 */
function discountsOf(customer: Customer, order: Order): Discount[] {
  if (isResale(customer) || order.type === 4 || order.paidAt !== undefined) return []
  const make = (type: 0 | 2, percent: number): Discount => {
    const value = Decimal.of(percent).dividedBy(Decimal.of(100))
    const off = (item: OrderItem) => money(netOf(item).times(Decimal.of(1).minus(value)).rounded(2, 'down'))
    return {id: hexOf(mix(hashText(order.id), type), 32), type, value, off}
  }
  return [make(0, 95), make(2, 90)]
}

function withDiscount(customer: Customer, order: Order, wanted: {id: string; type: number}): Order {
  const found = discountsOf(customer, order).find(d => d.id === wanted.id && d.type === wanted.type)
  if (!found) throw new ApiFault(400, 'CBC.99003108', 'The selected discount does not fit the order.')
  const items = order.items.map(i => ({...i, discount: Decimal.parse(i.discount).plus(found.off(i)).toFixed(2)}))
  return {...order, items, discountType: found.type === 0 ? 700 : 605}
}

/** A coupon or card that an order is paid with. Throws CBC.99003112 for one that cannot be used (any more). */
function meansOf(
  call: Call<unknown>,
  customer: Customer,
  orderId: string,
  {id, type}: {id: string; type: number},
): Means {
  checkNotFrozen(customer)
  const used = (why = `the customer has no such thing of type ${type}: ${id}`) =>
    new ApiFault(400, 'CBC.99003112', 'The coupon or stored-value card has been used.').because(why)
  if (type === 303) {
    const card = cardMeans(call, customer, id)
    if (!card) throw used()
    return card
  }
  const wanted = type === 301 ? 1 : type === 302 ? 4 : 0
  const coupon = couponsOf(call, customer).find(c => c.id === id && c.type === wanted)
  if (!coupon) throw used()
  if (coupon.status !== 2) throw used(`coupon ${id} ${couponStates[coupon.status]}`)
  const {balance, services} = coupon
  return {id, type, balance, services, take: amount => spendCoupon(call, coupon, amount, orderId)}
}

/** What a coupon may pay for, the way the API lists it. */
export function limitsOf(coupon: CouponNow) {
  const entry = (key: string, value: string) => ({
    use_limiti_info_id: limitIdOf(coupon),
    limit_key: key,
    value1: value,
    value2: null,
    value_unit: null,
    limit_type: null,
    promotion_plan_id: planIdOf(coupon),
  })
  return [
    ...coupon.services.map(s => entry('cloud_service_type', s)),
    ...coupon.products.map(p => entry('product_id', p)),
  ]
}
