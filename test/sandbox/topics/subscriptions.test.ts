import {expect, it} from 'vitest'
import type {Client} from '../client.js'
import {type CustomerRow, customersOf, keysOf, open, type Running, resale} from '../harness.js'

interface Resource {
  resource_id: string
  status: number
  expire_time: string
  effective_time: string
  expire_policy: number
  is_main_resource: number
  service_type_code: string
}
interface Row {
  order_id: string
  status: number
  order_type: number
  official_amount: number
  amount_after_discount: number
  create_time: string
  payment_time: string | null
}

const resourcesPath = '/v2/orders/suscriptions/resources/query'
const listResources = async (client: Client, body: Record<string, unknown> = {}): Promise<Resource[]> =>
  (await client.post(resourcesPath, {limit: 500, ...body})).json.data
const listOrders = async (client: Client, query: Record<string, string> = {}): Promise<Row[]> => {
  const found: Row[] = []
  for (;;) {
    const {json} = await client.get('/v2/orders/customer-orders', {limit: '100', offset: `${found.length}`, ...query})
    found.push(...json.order_infos)
    if (found.length >= json.total_count || json.order_infos.length === 0) return found
  }
}
const resource = async (client: Client, id: string) => (await listResources(client, {resource_ids: [id]}))[0]!

/** A resale customer with a main resource in use that is not part of another, and with money to spend. */
async function customerWith(run: Running): Promise<{row: CustomerRow; client: Client; main: Resource}> {
  for (const row of resale(await customersOf(run))) {
    if (row.is_frozen) continue
    const client = await keysOf(run, row.customer_id)
    const main = (await listResources(client, {only_main_resource: 1, status_list: [2]})).find(
      r => r.expire_policy !== 1,
    )
    if (main) {
      await run.partner.post('/v2/partners/sub-customers/budget', {
        customer_id: row.customer_id,
        budget_amount: 1_000_000,
      })
      return {row, client, main}
    }
    client.close()
  }
  throw new Error('nobody')
}

const monthLater = (time: string, months = 1) => {
  const date = new Date(Date.parse(time) + 8 * 3_600_000)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate()
  const day = Math.min(date.getUTCDate(), last)
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, day, 15, 59, 59))
    .toISOString()
    .replace('.000', '')
}

const records = async (client: Client, cycle: string) => {
  const found: Record<string, never>[] = []
  for (;;) {
    const {json} = await client.get('/v2/bills/customer-bills/res-fee-records', {
      cycle,
      limit: '1000',
      offset: `${found.length}`,
      include_zero_record: 'true',
    })
    found.push(...json.fee_records)
    if (found.length >= json.total_count)
      return found as never as {
        order_id: string | null
        resource_id: string
        bill_type: number
        amount: number
        coupon_amount: number
        official_amount: number
        trade_id: string
        relative_order_id: string | null
        charge_mode: string
      }[]
  }
}

it('lists the orders and resources that the bills name, and no others', async () => {
  const run = await open()
  let orders = 0
  for (const row of resale(await customersOf(run)).slice(0, 12)) {
    const client = await keysOf(run, row.customer_id)
    const billed = (await records(client, '2026-10')).filter(r => r.order_id !== null)
    const listed = await listOrders(client, {
      payment_time_begin: '2026-09-30T16:00:00Z',
      payment_time_end: '2026-10-31T15:59:59Z',
    })
    expect(new Set(listed.map(o => o.order_id))).toEqual(new Set(billed.map(r => r.order_id)))
    const amounts = new Map(listed.map(o => [o.order_id, o]))
    for (const r of billed) expect(amounts.get(r.order_id!)!.amount_after_discount).toBe(r.amount)
    const ids = new Set((await listResources(client)).map(r => r.resource_id))
    for (const r of billed.filter(b => [1, 2, 8].includes(b.bill_type) && b.charge_mode === '1'))
      expect(ids).toContain(r.resource_id)
    for (const r of billed.filter(b => b.relative_order_id !== null)) {
      const {json} = await client.get('/v2/orders/customer-orders/refund-orders', {order_id: r.order_id!})
      expect(json.refund_infos[0]).toMatchObject({base_order_id: r.relative_order_id, amount: r.amount})
      expect((await client.get(`/v2/orders/customer-orders/details/${r.relative_order_id}`)).status).toBe(200)
    }
    orders += billed.length
    client.close()
  }
  expect(orders).toBeGreaterThan(5)
})

it('shows a partner the orders of all its customers, and pages them in the order of time', async () => {
  const run = await open()
  const all = await listOrders(run.partner)
  const times = all.map(o => o.create_time)
  expect(times).toEqual([...times].sort().reverse())
  expect(new Set(all.map(o => o.order_id)).size).toBe(all.length)
  let count = 0
  for (const row of await customersOf(run))
    count += (await listOrders(run.partner, {customer_id: row.customer_id})).length
  expect(all.length).toBe(count)
  const [pending] = await listOrders(run.partner, {status: '6'})
  const details = await run.partner.get(`/v2/orders/customer-orders/details/${pending!.order_id}`)
  expect(details.json.order_info).toMatchObject({order_id: pending!.order_id, status: 6})
  expect(await listOrders(run.partner, {order_id: pending!.order_id})).toEqual([pending])
  const other = await run.partner.get('/v2/orders/customer-orders', {customer_id: 'f'.repeat(32)})
  expect(other.json.error_code).toBe('CBC.99000035')
  expect(await listOrders(run.partner, {order_by: 'createTime'})).toEqual([...all].reverse())
})

it('renews: an order waits, is paid within the budget, moves the expiry and is on the bill of the next day', async () => {
  const run = await open()
  const {row, client, main} = await customerWith(run)
  const rate = await client.post('/v2/bills/ratings/period-resources/renew-rate', {
    resource_ids: [main.resource_id],
    period_type: 2,
    period_num: 1,
    include_relative_resources: true,
  })
  const price = Number(rate.json.renew_inquiry_results[0].amount)
  const {json} = await client.post('/v2/orders/subscriptions/resources/renew', {
    resource_ids: [main.resource_id],
    period_type: 2,
    period_num: 1,
  })
  const id = json.order_ids[0]
  const waiting = (await listOrders(client, {order_id: id}))[0]!
  expect(waiting).toMatchObject({status: 6, order_type: 2, amount_after_discount: price, payment_time: null})
  const again = await client.post('/v2/orders/subscriptions/resources/renew', {
    resource_ids: [main.resource_id],
    period_type: 2,
    period_num: 1,
  })
  expect(again.json.error_code).toBe('CBC.99003100')

  const pay = (order_id: string) =>
    client.post('/v3/orders/customer-orders/pay', {order_id, use_coupon: 'NO', use_discount: 'NO'})
  await run.partner.post('/v2/partners/sub-customers/budget', {customer_id: row.customer_id, budget_amount: 0.01})
  expect((await pay(id)).json.error_code).toBe('CBC.99005003')
  await run.partner.post('/v2/partners/sub-customers/budget', {customer_id: row.customer_id, budget_amount: 1_000_000})
  expect((await pay(id)).status).toBe(204)
  expect((await pay(id)).json.error_code).toBe('CBC.99003106')
  expect((await listOrders(client, {order_id: id}))[0]!.status).toBe(5)
  expect((await resource(client, main.resource_id)).expire_time).toBe(monthLater(main.expire_time))

  const before = (await records(client, '2026-11')).find(r => r.order_id === id)
  expect(before).toBeUndefined()
  await run.anybody.admin('POST', 'clock/advance', {days: 1})
  const billed = (await records(client, '2026-11')).filter(r => r.order_id === id)
  expect(billed.reduce((sum, r) => sum + r.amount, 0)).toBeCloseTo(price, 8)
  expect(billed.map(r => r.resource_id)).toContain(main.resource_id)
  expect(billed.every(r => r.bill_type === 2)).toBe(true)
  client.close()
})

it('leaves an order that nobody pays to be cancelled, by hand or by its deadline', async () => {
  const run = await open()
  const {client, main} = await customerWith(run)
  const renew = async () =>
    (
      await client.post('/v2/orders/subscriptions/resources/renew', {
        resource_ids: [main.resource_id],
        period_type: 3,
        period_num: 1,
      })
    ).json.order_ids[0] as string
  const cancel = (order_id: string) =>
    client.send({method: 'PUT', path: '/v2/orders/customer-orders/cancel', body: {order_id}})
  const first = await renew()
  expect((await cancel(first)).status).toBe(204)
  expect((await cancel(first)).json.error_code).toBe('CBC.99005010')
  const second = await renew()
  await run.anybody.admin('POST', 'clock/advance', {days: 6})
  expect((await listOrders(client, {order_id: second}))[0]!.status).toBe(6)
  await run.anybody.admin('POST', 'clock/advance', {days: 2})
  expect((await listOrders(client, {order_id: second}))[0]!.status).toBe(4)
  const pay = await client.post('/v3/orders/customer-orders/pay', {
    order_id: second,
    use_coupon: 'NO',
    use_discount: 'NO',
  })
  expect(pay.json.error_code).toBe('CBC.99003110')
  expect((await cancel('CS0000000000AAAAA')).json.error_code).toBe('CBC.30000010')
  client.close()
})

it('renews by itself some days before the expiry, as often as it was told, and then runs out', async () => {
  const run = await open()
  const {client, main} = await customerWith(run)
  const path = `/v2/orders/subscriptions/resources/autorenew/${main.resource_id}`
  expect((await client.post(path, {auto_renew_times: 2, period_type: 'MONTH'})).status).toBe(204)
  expect((await resource(client, main.resource_id)).expire_policy).toBe(3)
  const until = async (time: string) => run.anybody.admin('PUT', 'clock', {now: time})
  await until(monthLater(main.expire_time, 2).replace('15:59:59', '12:00:00'))
  const renewed = await resource(client, main.resource_id)
  expect(renewed.expire_time).toBe(monthLater(main.expire_time, 2))
  expect(renewed.expire_policy).toBe(0)
  const orders = (await listOrders(client, {order_type: '2'})).filter(o => o.create_time > '2026-11-18')
  const ids = new Set<string>()
  for (const o of orders) {
    const {json} = await client.get(`/v2/orders/customer-orders/details/${o.order_id}`)
    expect(json.order_line_items[0].official_amount).toBeGreaterThan(0)
    ids.add(o.order_id)
  }
  expect(ids.size).toBeGreaterThanOrEqual(2)
  const at = async (days: number) => {
    await until(new Date(Date.parse(renewed.expire_time) + days * 86_400_000).toISOString())
    return (await resource(client, main.resource_id)).status
  }
  expect(await at(1)).toBe(5)
  expect(await at(16)).toBe(4)
  expect(await at(31)).toBe(3)
  expect((await client.post(path, {})).json.error_code).toBe('CBC.99003602')
  client.close()
})

it('bills a renewal that comes by itself once, before and after somebody writes to the resource', async () => {
  const run = await open()
  const {client, main} = await customerWith(run)
  const path = `/v2/orders/subscriptions/resources/autorenew/${main.resource_id}`
  await client.post(path, {auto_renew_times: 0, period_type: 'MONTH'})
  await run.anybody.admin('PUT', 'clock', {now: '2027-02-05T04:00:00Z'})
  const renewals = async () => {
    const all = [...(await records(client, '2026-12')), ...(await records(client, '2027-01'))]
    return all.filter(r => r.resource_id === main.resource_id)
  }
  const before = await renewals()
  expect(before).toHaveLength(2)
  expect(before.every(r => r.bill_type === 8)).toBe(true)
  expect((await client.send({method: 'DELETE', path})).status).toBe(204)
  expect((await client.send({method: 'DELETE', path})).json.error_code).toBe('CBC.99003605')
  expect(await renewals()).toEqual(before)
  client.close()
})

it('pays renewals on the day that the customer chose, and lets resources expire on one day', async () => {
  const run = await open()
  const {client, main} = await customerWith(run)
  const set = (config_name: string, config_value: string) =>
    client.post('/v2/orders/subscriptions/resources/renew/config', {config_name, config_value})
  expect((await set('DEDUCTION_DATE', '8')).json.error_code).toBe('CBC.0100')
  expect((await set('EXPIRE_DATE', '0')).json.error_code).toBe('CBC.0100')
  expect((await set('EXPIRE_DATE', '-1')).status).toBe(200)
  const {json} = await client.post('/v2/orders/subscriptions/resources/renew', {
    resource_ids: [main.resource_id],
    period_type: 2,
    period_num: 1,
    is_auto_pay: 1,
  })
  expect(json.order_ids).toHaveLength(1)
  const {expire_time} = await resource(client, main.resource_id)
  const day = new Date(Date.parse(expire_time) + 8 * 3_600_000 + 1000)
  expect(day.getUTCDate()).toBe(1)
  client.close()
})

it('gives back the days that are left, and charges nothing more for what was unsubscribed', async () => {
  const run = await open()
  const {client, main} = await customerWith(run)
  const unsubscribe = (type: number, id = main.resource_id) =>
    client.post('/v2/orders/subscriptions/resources/unsubscribe', {resource_ids: [id], unsubscribe_type: type})
  expect((await unsubscribe(2)).json.error_code).toBe('CBC.99003128')
  expect((await unsubscribe(1, 'none')).json.error_code).toBe('CBC.99003012')
  await client.post('/v2/orders/subscriptions/resources/renew', {
    resource_ids: [main.resource_id],
    period_type: 2,
    period_num: 2,
    is_auto_pay: 1,
  })
  const both = await client.post('/v2/orders/subscriptions/resources/unsubscribe', {
    resource_ids: [main.resource_id, 'none'],
    unsubscribe_type: 2,
  })
  expect(both.json.fail_resource_infos).toEqual([
    {error_code: 'CBC.99003012', error_msg: expect.any(String), resource_id: 'none'},
  ])
  expect((await resource(client, main.resource_id)).expire_time).toBe(main.expire_time)
  const done = await unsubscribe(1)
  expect((await resource(client, main.resource_id)).status).toBe(3)
  expect((await unsubscribe(1)).json.error_code).toBe('CBC.3124')
  const [order] = await listOrders(client, {order_id: done.json.order_ids[0]})
  expect(order).toMatchObject({order_type: 4, status: 5})
  expect(order!.amount_after_discount).toBeLessThanOrEqual(0)
  const refund = (await client.get('/v2/orders/customer-orders/refund-orders', {order_id: order!.order_id})).json
  const total = refund.refund_infos.reduce((sum: number, r: {amount: number}) => sum + r.amount, 0)
  expect(total).toBeCloseTo(order!.amount_after_discount, 8)
  await run.anybody.admin('PUT', 'clock', {now: '2027-03-18T04:00:00Z'})
  const later = [
    ...(await records(client, '2026-12')),
    ...(await records(client, '2027-01')),
    ...(await records(client, '2027-02')),
  ]
  expect(later.filter(r => r.resource_id === main.resource_id)).toEqual([])
  client.close()
})

it('turns into pay-per-use at the expiry, and is billed by the hour from then on', async () => {
  const run = await open()
  const {row, client, main} = await customerWith(run)
  const change = (operation: string) =>
    client.post('/v2/orders/subscriptions/resources/to-on-demand', {operation, resource_ids: [main.resource_id]})
  expect((await change('SET_UP')).json).toEqual({})
  expect((await resource(client, main.resource_id)).expire_policy).toBe(1)
  await change('CANCEL')
  expect((await resource(client, main.resource_id)).expire_policy).toBe(0)
  await change('SET_UP')
  await run.anybody.admin('PUT', 'clock', {now: new Date(Date.parse(main.expire_time) + 3 * 86_400_000).toISOString()})
  expect((await resource(client, main.resource_id)).status).toBe(3)
  const {json} = await run.partner.post('/v2/partners/sub-customers/on-demand-resources/query', {
    customer_id: row.customer_id,
    resource_ids: [main.resource_id],
  })
  expect(json.resources[0]).toMatchObject({resource_id: main.resource_id, status: 1})
  const day = new Date(Date.parse(main.expire_time) + 2 * 86_400_000).toISOString().slice(0, 7)
  const used = (await records(client, day)).filter(r => r.resource_id === main.resource_id && r.charge_mode === '3')
  expect(used.length).toBeGreaterThan(0)
  client.close()
})

it('switches at once on the China site, and pays from the balance there', async () => {
  const run = await open({site: 'cn'})
  const {row, client, main} = await customerWith(run)
  const balance = async () =>
    (
      await run.partner.post('/v2/accounts/customer-accounts/balances/batch-query', {
        customer_infos: [{customer_id: row.customer_id}],
      })
    ).json.customer_balances[0].amount as number
  const before = await balance()
  const {json} = await client.post('/v2/orders/subscriptions/resources/to-on-demand/instantly', {
    resource_ids: [main.resource_id, 'none'],
  })
  expect(json.to_ondemand_service_results).toEqual([
    {resource_id: main.resource_id, result: 'SUCCESS', order_id: expect.any(String)},
    {resource_id: 'none', result: 'FAIL', error_code: 'CBC.99003012', error_msg: expect.any(String)},
  ])
  const refund = await client.get('/v2/orders/customer-orders/refund-orders', {
    order_id: json.to_ondemand_service_results[0].order_id,
  })
  const given =
    refund.status === 200 ? refund.json.refund_infos.reduce((sum: number, r: {amount: number}) => sum - r.amount, 0) : 0
  expect(await balance()).toBeCloseTo(before + given, 2)
  client.close()
})

it('sells nothing to a frozen customer', async () => {
  const run = await open()
  const {row, client, main} = await customerWith(run)
  await run.partner.post('/v2/partners/sub-customers/freeze', {
    customer_ids: [row.customer_id],
    reason: 'test',
    freeze_type: 'ACCOUNT_AND_RESOURCE',
  })
  expect((await resource(client, main.resource_id)).status).toBe(4)
  const renew = await client.post('/v2/orders/subscriptions/resources/renew', {
    resource_ids: [main.resource_id],
    period_type: 2,
    period_num: 1,
  })
  expect(renew.json.error_code).toBe('CBC.7281')
  client.close()
})
