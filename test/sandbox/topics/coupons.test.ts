import {expect, it} from 'vitest'
import type {Client} from '../client.js'
import {customersOf, keysOf, open, type Running, resale, userClient} from '../harness.js'

interface Coupon {
  coupon_id: string
  customer_id: string
  status: number
  coupon_type: number
  face_value: number
  balance: number
  source_id: string | null
  valid_time: string
  expire_time: string
  create_time: string
  use_limits: unknown[]
}
const couponsOf = async (client: Client, query: Record<string, string> = {}): Promise<Coupon[]> =>
  (await client.get('/v2/promotions/benefits/coupons', {limit: '100', ...query})).json.user_coupons
const quotas = async (client: Client, body: Record<string, unknown> = {}) =>
  (await client.post('/v2/partners/coupon-quotas/query', {limit: 100, ...body})).json.quotas
const issue = (client: Client, body: Record<string, unknown>) =>
  client.post('/v2/promotions/benefits/partner-coupons', body)
const all = async (client: Client, path: string, list: string, query: Record<string, string> = {}) => {
  const found: never[] = []
  for (;;) {
    const {json} = await client.get(path, {limit: '100', offset: `${found.length}`, ...query})
    found.push(...(json[list] as never[]))
    if (found.length >= json.total_count) return found as Record<string, string & number>[]
  }
}

it('has coupons whose value is what the bills of their month were paid with', async () => {
  const run = await open()
  let checked = 0
  for (const row of resale(await customersOf(run))) {
    const client = await keysOf(run, row.customer_id)
    const spent = (await couponsOf(client)).filter(c => c.source_id === null && c.valid_time === '2026-09-30T16:00:00Z')
    const {json} = await client.get('/v2/bills/customer-bills/res-fee-records', {
      cycle: '2026-10',
      limit: '1000',
      statistic_type: '1',
      charge_mode: '3',
    })
    for (const [type, name] of [
      [1, 'coupon_amount'],
      [4, 'flexipurchase_coupon_amount'],
    ] as const) {
      const paid = json.fee_records.reduce((sum: number, r: Record<string, number>) => sum + r[name]!, 0)
      const face = spent.find(c => c.coupon_type === type)?.face_value ?? 0
      expect(face).toBeCloseTo(Math.ceil(paid * 100 - 1e-6) / 100, 2)
      if (face > 0) checked++
    }
    client.close()
  }
  expect(checked).toBeGreaterThan(2)
})

it('pays an order with a voucher: less on the bill, less on the voucher, and none twice', async () => {
  const run = await open()
  for (const row of resale(await customersOf(run))) {
    if (row.is_frozen) continue
    const client = await keysOf(run, row.customer_id)
    const coupon = (await couponsOf(client, {status: '2', coupon_type: '1'})).find(
      c => c.source_id !== null && c.use_limits.length === 0,
    )
    const pending = (await client.get('/v2/orders/customer-orders', {status: '6'})).json.order_infos[0]
    if (!coupon || !pending) {
      client.close()
      continue
    }
    await run.partner.post('/v2/partners/sub-customers/budget', {
      customer_id: row.customer_id,
      budget_amount: 1_000_000,
    })
    const pay = (infos: unknown[], use = 'YES') =>
      client.post('/v3/orders/customer-orders/pay', {
        order_id: pending.order_id,
        use_coupon: use,
        use_discount: 'NO',
        ...(infos.length ? {coupon_infos: infos} : {}),
      })
    expect((await pay([{id: 'CP00', type: 301}])).json.error_code).toBe('CBC.99003112')
    expect((await pay([{id: coupon.coupon_id, type: 301}], 'NO')).json.error_code).toBe('CBC.0100')
    const paid = await pay([{id: coupon.coupon_id, type: 301}])
    if (paid.status !== 204) throw new Error(paid.text)
    const used = Math.min(coupon.balance, pending.amount_after_discount)
    const now = (await couponsOf(client, {coupon_id: coupon.coupon_id}))[0]!
    expect(now.balance).toBeCloseTo(coupon.balance - used, 2)
    expect(now.status).toBe(now.balance === 0 ? 3 : 2)
    const order = (await client.get('/v2/orders/customer-orders', {order_id: pending.order_id})).json.order_infos[0]
    expect(order.amount_info.coupon_amount).toBeCloseTo(used, 2)
    await run.anybody.admin('POST', 'clock/advance', {days: 1})
    const {json} = await client.get('/v2/bills/customer-bills/res-fee-records', {
      cycle: '2026-11',
      bill_type: '1',
      limit: '1000',
    })
    const record = json.fee_records.find((r: {order_id: string}) => r.order_id === pending.order_id)
    expect(record.coupon_amount).toBeCloseTo(used, 2)
    expect(record.amount).toBeCloseTo(pending.amount_after_discount, 2)
    client.close()
    return
  }
  throw new Error('nobody with a voucher and an order')
})

it('issues from a quota, to the customers it may, and takes back what is left', async () => {
  const run = await open({site: 'cn'})
  const rows = await customersOf(run)
  const [first, second] = resale(rows)
  const referral = rows.find(c => c.association_type === '1')!
  const before = (await quotas(run.partner))[0]
  const done = await issue(run.partner, {
    quota_id: before.quota_id,
    customer_ids: [first!.customer_id, second!.customer_id, referral.customer_id, 'x'],
    face_value: 25.5,
    memo: 'spring',
    cloud_service_types: ['hws.service.type.ec2'],
  })
  expect(done.json.error_details.map((e: {error_code: string}) => e.error_code).sort()).toEqual([
    'CBC.99000014',
    'CBC.99000035',
  ])
  expect(done.json.coupon_infos.map((c: {id: string}) => c.id)).toEqual([first!.customer_id, second!.customer_id])
  const balance = async () => (await quotas(run.partner, {quota_ids: [before.quota_id]}))[0].balance
  expect(await balance()).toBeCloseTo(before.balance - 51, 2)
  const client = await keysOf(run, first!.customer_id)
  const id = done.json.coupon_infos[0].coupon_id
  expect((await couponsOf(client, {coupon_id: id}))[0]).toMatchObject({
    status: 2,
    face_value: 25.5,
    source_id: run.info.partner.domain_id,
  })
  const reclaim = () => run.partner.post('/v2/promotions/benefits/partner-coupons/reclaim', {coupon_id: id})
  expect((await reclaim()).status).toBe(204)
  expect((await reclaim()).json.error_code).toBe('CBC.99000048')
  expect((await couponsOf(client, {coupon_id: id}))[0]!.status).toBe(5)
  expect(await balance()).toBeCloseTo(before.balance - 25.5, 2)
  const records = await all(run.partner, '/v2/promotions/benefits/partner-coupons/records/query', 'records', {
    coupon_ids: id,
  })
  expect(records.map(r => [r.operation_type, r.operation_amount])).toEqual([
    ['2', 25.5],
    ['1', 25.5],
  ])
  const issued = await all(run.partner, '/v2/promotions/benefits/partner-coupons', 'user_coupons', {
    customer_id: first!.customer_id,
    status: '5',
  })
  expect(issued.map(c => c.coupon_id)).toEqual([id])
  client.close()
})

it('refuses what the quota does not give', async () => {
  const run = await open({site: 'cn'})
  const customer_ids = [resale(await customersOf(run))[0]!.customer_id]
  const [quota] = await quotas(run.partner)
  const code = async (change: Record<string, unknown>) =>
    (await issue(run.partner, {quota_id: quota.quota_id, customer_ids, face_value: 1, ...change})).json.error_code
  expect(await code({quota_id: 'none'})).toBe('CBC.99000012')
  expect(await code({face_value: 99_999_999})).toBe('CBC.99000013')
  expect(await code({cloud_service_types: ['hws.service.type.none']})).toBe('CBC.50000055')
  expect(await code({product_ids: ['none']})).toBe('CBC.50000054')
  expect(await code({expire_time: '2026-11-01T00:00:00Z'})).toBe('CBC.0100')
  await run.anybody.admin('PUT', 'clock', {now: new Date(Date.parse(quota.expire_time) + 1000).toISOString()})
  expect(await code({})).toBe('CBC.99000017')
})

it('has quotas whose balance is their value less all that was given of them', async () => {
  const run = await open({site: 'cn'})
  const issued = await all(run.partner, '/v2/promotions/benefits/partner-coupons/records/query', 'records')
  const granted = await all(run.partner, '/v2/partners/issued-coupon-quotas', 'quotas')
  for (const quota of await quotas(run.partner)) {
    const coupons = issued.filter(r => r.quota_id === quota.quota_id).reduce((sum, r) => sum + r.operation_amount!, 0)
    const children = granted
      .filter(q => q.parent_quota_id === quota.quota_id)
      .reduce((sum, q) => sum + q.quota_value!, 0)
    expect(quota.balance).toBeCloseTo(quota.quota_value - coupons - children, 2)
    expect(quota.balance).toBeGreaterThanOrEqual(0)
  }
  expect(granted.length).toBeGreaterThan(2)
})

it('hands a part of a quota on to a reseller, who can give it out until it is taken back', async () => {
  const run = await open({site: 'cn'})
  const reseller = (await run.partner.post('/v2/partners/indirect-partners/query', {})).json.indirect_partners[0]
  const own = await userClient(run, reseller.account_name)
  const [quota] = await quotas(run.partner)
  const grant = await run.partner.post('/v2/partners/coupon-quotas/indirect-partner-adjust', {
    quota_id: quota.quota_id,
    indirect_partner_ids: [reseller.indirect_partner_id, 'x'],
    quota_amount: 1,
  })
  expect(grant.json.error_details).toMatchObject([{error_code: 'CBC.99000037', id: 'x'}])
  const child = grant.json.simple_quota_infos[0].quota_id
  expect((await quotas(run.partner, {quota_ids: [quota.quota_id]}))[0].balance).toBeCloseTo(quota.balance - 1, 2)
  const customer = resale(await customersOf(run, reseller.indirect_partner_id))[0]!
  expect((await issue(own, {quota_id: child, customer_ids: [customer.customer_id], face_value: 0.25})).status).toBe(200)
  const back = await run.partner.post('/v2/partners/coupon-quotas/indirect-partner-reclaim', {
    quota_ids: [child],
    remark: 'end',
  })
  expect(back.json.simple_quota_infos).toEqual([{quota_id: child, quota_balance: 0.75}])
  expect(
    (await issue(own, {quota_id: child, customer_ids: [customer.customer_id], face_value: 0.25})).json.error_code,
  ).toBe('CBC.99000012')
  expect((await quotas(run.partner, {quota_ids: [quota.quota_id]}))[0].balance).toBeCloseTo(quota.balance - 0.25, 2)
  const records = await all(run.partner, '/v2/partners/coupon-quotas/records', 'records', {quota_id: child})
  expect(records.map(r => [r.operation_type, r.amount, r.remark])).toEqual([
    ['11', 0.75, 'end'],
    ['10', 1, null],
  ])
  const denied = await own.post('/v2/partners/coupon-quotas/indirect-partner-reclaim', {quota_ids: [child]})
  expect(denied.status).toBe(403)
  own.close()
})

it('shows a partner its own coupons and its resellers’, not its customers’', async () => {
  const run: Running = await open()
  const held = await couponsOf(run.partner)
  const {indirect_partners} = (await run.partner.post('/v2/partners/indirect-partners/query', {})).json
  const mine = new Set([
    run.info.partner.domain_id,
    ...indirect_partners.map((p: {indirect_partner_id: string}) => p.indirect_partner_id),
  ])
  expect(held.length).toBeGreaterThan(0)
  for (const c of held) expect(mine).toContain(c.customer_id)
})
