// Reads and writes that go wider than one customer: what only some customers, states and half refusals have.
import {expect} from 'vitest'
import type {Client} from './client.js'
import {customersOf, keysOf, resale} from './harness.js'
import {product, type Stage, window} from './story.js'

/** How many customers are looked at. Their first ones have what there is. */
const LOOKED_AT = 6

export async function wider(s: Stage): Promise<void> {
  const {run} = s
  const rows = await customersOf(run)
  await run.partner.get('/v2/orders/customer-orders', {limit: '100'})
  // What is only sold on top of something: volumes of databases, images of servers.
  const databases = await run.partner.get('/v2/orders/customer-orders', {
    limit: '40',
    service_type_code: 'hws.service.type.rds',
  })
  for (const {order_id} of databases.json.order_infos.slice(0, 12))
    await run.partner.get(`/v2/orders/customer-orders/details/${order_id}`)
  for (const row of resale(rows).slice(0, LOOKED_AT)) {
    const customer = await keysOf(run, row.customer_id)
    await lookAround(customer)
    customer.close()
  }
  await reserved(s)
  await tagged(s)
  for (const row of resale(rows).filter(r => !r.is_frozen && r.customer_id !== s.customerId)) {
    const customer = await keysOf(run, row.customer_id)
    const done = await half(customer)
    customer.close()
    if (done) break
  }
  const ids = resale(rows)
    .slice(0, 1)
    .map(r => r.customer_id)
  const reason = {reason: 'test', customer_ids: [...ids, 'nobody']}
  if (s.site !== 'cn')
    for (const path of ['freeze', 'unfreeze']) await run.partner.post(`/v2/partners/sub-customers/${path}`, reason)
  const others = rows.filter(r => r.association_type === '1')
  for (const row of others) {
    const customer = await keysOf(run, row.customer_id)
    await lookAround(customer)
    await customer.get(`/v1.0/${row.customer_id}/payments/intl-invoices`, {...window, limit: '100'})
    await onItsOwn(s, customer)
    customer.close()
  }
  const {domain_id} = run.info.partner
  await run.partner.get(`/v1.0/${domain_id}/payments/intl-invoices`, {
    ...window,
    start_time: '2025-12-01T00:00:00Z',
    limit: '100',
  })
  await run.partner.post('/v2/partners/sub-customers/users/check-identity', {
    search_type: 'mobile',
    search_value: '0086-13800000001',
  })
  await run.partner.post('/v2/products/resource-specs-query', {
    cloud_service_type: 'hws.service.type.ec2',
    resource_type: 'hws.resource.type.vm',
    region_code: s.region,
    charge_mode: '1',
    limit: 2,
  })
  await paid(s)
  await reviewed(s)
  if (s.site === 'cn') await onlyInChina(s)
}

/** What a customer may spend. */
async function money({run, site}: Stage, customer_id: string): Promise<void> {
  if (site === 'cn') await run.partner.post('/v2/accounts/partner-accounts/adjust-amount', {customer_id, amount: 5000})
  else await run.partner.post('/v2/partners/sub-customers/budget', {customer_id, budget_amount: 1_000_000})
}

/** Everything that one customer has. */
async function lookAround(customer: Client): Promise<void> {
  await customer.get('/v2/promotions/benefits/coupons', {limit: '100'})
  const {json: packages} = await customer.post('/v3/payments/free-resources/query', {limit: 100})
  const ids = (packages.free_resource_packages ?? []).flatMap((p: {free_resources: {free_resource_id: string}[]}) =>
    p.free_resources.map(f => f.free_resource_id),
  )
  if (ids.length)
    await customer.post('/v2/payments/free-resources/usages/details/query', {free_resource_ids: ids.slice(0, 10)})
  for (const mode of ['1', '3', '10']) {
    const records = {cycle: '2026-10', limit: '100', charge_mode: mode}
    await customer.get('/v2/bills/customer-bills/res-fee-records', {...records, limit: '300', statistic_type: '3'})
    await customer.post('/v2/bills/customer-bills/res-records/query', {
      ...records,
      limit: 100,
      charge_mode: Number(mode),
      statistic_type: 3,
    })
  }
  for (const cycle of ['2026-06', '2026-07', '2026-08', '2026-09']) {
    await customer.get('/v2/bills/customer-bills/res-fee-records', {cycle, bill_type: '4', limit: '5'})
    await customer.post('/v2/bills/customer-bills/res-records/query', {cycle, bill_type: 4, limit: 5})
  }
  await customer.post('/v2/orders/suscriptions/resources/query', {limit: 500})
  const {json: orders} = await customer.get('/v2/orders/customer-orders', {limit: '100'})
  const seen: {order_id: string; contract_id: string | null; sub_order_infos: unknown[]}[] = orders.order_infos
  const combined = seen.filter(o => o.sub_order_infos.length)
  const picked = [...combined.slice(0, 1), ...seen.filter(o => o.contract_id).slice(0, 1)]
  for (const {order_id} of picked) await customer.get(`/v2/orders/customer-orders/details/${order_id}`)
}

/** What customers have that pay themselves: discounts to choose, coupons and cards for orders. */
async function onItsOwn(s: Stage, customer: Client): Promise<void> {
  await customer.get('/v2/promotions/benefits/stored-value-cards', {status: '1'})
  const main = await customer.post('/v2/orders/suscriptions/resources/query', {
    limit: 50,
    only_main_resource: 1,
    status_list: [2],
  })
  const ids: string[] = main.json.data.map((r: {resource_id: string}) => r.resource_id)
  if (ids.length === 0) return
  await customer.post('/v2/bills/ratings/period-resources/renew-rate', {
    resource_ids: ids.slice(0, 2),
    period_type: 2,
    period_num: 1,
  })
  const renewed = await customer.post('/v2/orders/subscriptions/resources/renew', {
    resource_ids: [ids[0]],
    period_type: 2,
    period_num: 1,
  })
  const order_id = renewed.json.order_ids?.[0]
  if (!order_id) return
  await customer.get('/v2/orders/customer-orders/order-discounts', {order_id})
  await customer.get('/v2/orders/customer-orders/order-coupons', {order_id})
  const price = {...product(s), period_type: 2, period_num: 1, fee_installment_mode: 'HALF_PAY'}
  if (s.site !== 'cn') return
  const {json} = await customer.get('/v3/projects')
  const project_id = json.projects[0].id
  await customer.post('/v2/bills/ratings/period-resources/subscribe-rate', {project_id, product_infos: [price]})
  await customer.post('/v2/bills/ratings/on-demand-resources', {
    project_id,
    product_infos: [{...product(s), usage_factor: 'Duration', usage_value: 1.5, usage_measure_id: 4}],
  })
}

/** What packages pay of a resource that has a tag. */
async function tagged({run}: Stage): Promise<void> {
  const october = {deduct_time_begin: '2026-10-01', deduct_time_end: '2026-10-31', limit: '100'}
  for (const {customer_id} of resale(await customersOf(run))) {
    const customer = await keysOf(run, customer_id)
    const {json} = await customer.get('/v2/bills/customer-bills/free-resources-usage-records', october)
    customer.close()
    if (json.free_resource_records.some((r: {resource_tag: string | null}) => r.resource_tag)) return
  }
}

/** Records of somebody who has reserved servers. */
async function reserved({run, site}: Stage): Promise<void> {
  const bill_cycle = '2026-10'
  for (const {customer_id} of resale(await customersOf(run))) {
    const customer = await keysOf(run, customer_id)
    const query = {cycle: bill_cycle, limit: '1000', statistic_type: '1', include_zero_record: 'true'}
    const {json} = await customer.get('/v2/bills/customer-bills/res-fee-records', {...query, charge_mode: '10'})
    if (json.total_count > 0) {
      await customer.get('/v2/bills/customer-bills/res-fee-records', query)
      const bills = '/v2/bills/subcustomer-bills/res-fee-records'
      if (site === 'cn')
        for (const charging_mode of ['3', '10'])
          await run.partner.get(bills, {bill_cycle, customer_id, charging_mode, limit: '1000'})
    }
    customer.close()
    if (json.total_count > 0) return
  }
}

/** Pays a combined trade, and an order with a coupon. */
async function paid(s: Stage): Promise<void> {
  const {run} = s
  const {json} = await run.partner.get('/v2/orders/customer-orders', {limit: '100', status: '6'})
  const waiting: {order_id: string; customer_id: string; sub_order_infos: unknown[]}[] = json.order_infos
  let [combined, withCoupon] = [false, false]
  for (const {order_id, customer_id, sub_order_infos} of waiting) {
    if (combined && withCoupon) break
    const customer = await keysOf(run, customer_id)
    const {json: coupons} = await customer.get('/v2/promotions/benefits/coupons', {status: '2', limit: '100'})
    const free = coupons.user_coupons.find((c: {use_limits: unknown[]}) => c.use_limits.length === 0)
    if ((sub_order_infos.length && !combined) || (free && !withCoupon)) {
      await money(s, customer_id)
      const means = free ? {use_coupon: 'YES', coupon_infos: [{id: free.coupon_id, type: 301}]} : {use_coupon: 'NO'}
      const {status} = await customer.post('/v3/orders/customer-orders/pay', {order_id, ...means, use_discount: 'NO'})
      combined ||= status < 300 && sub_order_infos.length > 0
      withCoupon ||= status < 300 && Boolean(free)
      await customer.get('/v2/orders/customer-orders', {order_id})
      await customer.get(`/v2/orders/customer-orders/details/${order_id}`)
      await customer.get('/v2/promotions/benefits/coupons', {limit: '100'})
      if (s.site === 'cn') await run.partner.get('/v2/promotions/benefits/partner-coupons', {customer_id, limit: '100'})
    }
    customer.close()
  }
  expect([combined, withCoupon]).toEqual([true, true])
}

/** What only partners on the China site have. */
async function onlyInChina({run, customerId, reseller}: Stage): Promise<void> {
  const {partner} = run
  const bills = '/v2/bills/subcustomer-bills/res-fee-records'
  for (const charging_mode of ['1', '10'])
    await partner.get(bills, {bill_cycle: '2026-10', customer_id: customerId, charging_mode, limit: '100'})
  const {json} = await partner.post('/v2/partners/coupon-quotas/query', {limit: 50})
  const {quota_id} = json.quotas[0]
  const limits = [{limit_key: 'cloud_service_type', limit_values: [{value1: 'hws.service.type.ec2'}]}]
  await partner.post('/v2/promotions/benefits/partner-coupons', {
    quota_id,
    customer_ids: [customerId, 'nobody'],
    face_value: 5,
    memo: 'thank you',
    use_limits: limits,
  })
  await partner.post('/v2/promotions/benefits/partner-coupons', {
    quota_id,
    customer_ids: [customerId],
    face_value: 5,
    memo: 'm',
  })
  await partner.post('/v2/promotions/benefits/partner-coupons', {
    quota_id,
    customer_ids: [customerId, 'nobody'],
    face_value: 5,
  })
  await partner.get('/v2/promotions/benefits/partner-coupons', {customer_id: customerId, limit: '100'})
  await partner.get('/v2/promotions/benefits/partner-coupons/records/query', {operation_types: ['1', '2']})
  const granted = await partner.post('/v2/partners/coupon-quotas/indirect-partner-adjust', {
    quota_id,
    indirect_partner_ids: [reseller, 'nobody'],
    quota_amount: 0.5,
  })
  const {quota_id: child} = granted.json.simple_quota_infos[0]
  await partner.post('/v2/partners/coupon-quotas/indirect-partner-reclaim', {
    quota_ids: [child, 'none'],
    remark: 'over',
  })
  await partner.get('/v2/partners/coupon-quotas/records', {})
  await partner.get('/v2/partners/issued-coupon-quotas', {limit: '100'})
}

/** A verification that was refused, with the reviewer's opinion. */
async function reviewed({run, site}: Stage): Promise<void> {
  const {xaccount_type} = run.info.partner
  const {json} = await run.partner.post('/v2/partners/sub-customers', {
    xaccount_id: 'refused',
    xaccount_type,
    ...(site === 'cn' ? {} : {domain_area: 'MX'}),
  })
  await run.anybody.admin('POST', 'clock/advance', {seconds: 60})
  await run.partner.post('/v2/customers/realname-auths/individual', {
    customer_id: json.domain_id,
    identify_type: 0,
    verified_type: 3,
    verified_file_url: ['a.jpg', 'b.jpg', ...(site === 'cn' ? ['c.jpg'] : [])],
    name: 'Person',
    verified_number: 'SBX-REJECT',
    xaccount_type,
  })
  await run.anybody.admin('POST', 'clock/advance', {days: 3})
  await run.partner.get('/v2/customers/realname-auths/result', {customer_id: json.domain_id})
}

/** Writes of which half is refused. */
async function half(customer: Client): Promise<boolean> {
  const {json} = await customer.post('/v2/orders/suscriptions/resources/query', {
    limit: 100,
    only_main_resource: 1,
    status_list: [2],
  })
  const [a, b, c] = json.data.map((r: {resource_id: string}) => r.resource_id)
  if (!c) return false
  const two = (id: string) => ({resource_ids: [id, 'no-such-resource']})
  const renewal = {...two(a), period_type: 2, period_num: 1}
  await customer.post('/v2/bills/ratings/period-resources/renew-rate', renewal)
  await customer.post('/v2/orders/subscriptions/resources/renew', renewal)
  await customer.post('/v2/orders/subscriptions/resources/to-on-demand', {operation: 'SET_UP', ...two(b)})
  await customer.post('/v2/orders/subscriptions/resources/to-on-demand/instantly', two(b))
  await customer.post('/v2/orders/subscriptions/resources/unsubscribe', {...two(c), unsubscribe_type: 1})
  return true
}
