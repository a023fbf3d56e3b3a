import {expect, it} from 'vitest'
import type {Client} from '../client.js'
import {customersOf, keysOf, open, resale} from '../harness.js'

const packagesOf = async (client: Client, body: Record<string, unknown> = {}) =>
  (await client.post('/v3/payments/free-resources/query', {limit: 1000, ...body}, {headers: {'x-language': 'en_US'}}))
    .json.free_resource_packages

it('deducts what the bills show as free usage, from packages that are listed', async () => {
  const run = await open()
  let seen = 0
  for (const row of resale(await customersOf(run)).slice(0, 20)) {
    const client = await keysOf(run, row.customer_id)
    const bill = (
      await client.get('/v2/bills/customer-bills/res-fee-records', {
        cycle: '2026-10',
        limit: '1000',
        statistic_type: '2',
        charge_mode: '3',
        include_zero_record: 'true',
      })
    ).json
    const free = new Map<string, number>()
    for (const r of bill.fee_records)
      if (r.free_resource_usage > 0) free.set(`${r.resource_id} ${r.bill_date}`, r.free_resource_usage)
    const deducted = (
      await client.get('/v2/bills/customer-bills/free-resources-usage-records', {
        deduct_time_begin: '2026-10-01',
        deduct_time_end: '2026-10-31',
        limit: '1000',
      })
    ).json
    const own = new Map<string, number>()
    const items = new Set(
      (await packagesOf(client)).map(
        (p: {free_resources: {free_resource_id: string}[]}) => p.free_resources[0]!.free_resource_id,
      ),
    )
    for (const d of deducted.free_resource_records) {
      own.set(`${d.resource_id} ${d.deduct_time.slice(0, 10)}`, Number(d.used_amount))
      expect(Number(d.available_amount) - Number(d.used_amount)).toBeCloseTo(Number(d.remaining_amount), 8)
      expect(items).toContain(d.free_resource_id)
    }
    if (bill.total_count <= 1000) expect(own).toEqual(free)
    seen += own.size
    client.close()
  }
  expect(seen).toBeGreaterThan(20)
})

it('uses a package up over the day and starts anew at midnight in Beijing', async () => {
  const run = await open({clock: '2026-11-18T15:00:00Z'})
  for (const row of resale(await customersOf(run))) {
    const client = await keysOf(run, row.customer_id)
    const [active] = await packagesOf(client, {status: 1})
    if (!active) {
      client.close()
      continue
    }
    const item = active.free_resources[0]
    const left = async () => {
      const {json} = await client.post('/v2/payments/free-resources/usages/details/query', {
        free_resource_ids: [item.free_resource_id],
      })
      return json.free_resources[0]
    }
    const evening = await left()
    expect(evening.amount).toBeLessThan(evening.original_amount)
    expect(evening.start_time).toBe('2026-11-17T16:00:00Z')
    await run.anybody.admin('PUT', 'clock', {now: '2026-11-18T16:00:30Z'})
    const morning = await left()
    if (morning.start_time === '2026-11-18T16:00:00Z') expect(morning.amount).toBe(morning.original_amount)
    expect(await packagesOf(client, {service_type_code_list: ['hws.service.type.none']})).toEqual([])
    client.close()
    return
  }
  throw new Error('nobody has a package')
})

it('asks for at most ninety days of deductions', async () => {
  const run = await open()
  const client = await keysOf(run, resale(await customersOf(run))[0]!.customer_id)
  const get = (deduct_time_begin: string, deduct_time_end: string) =>
    client
      .get('/v2/bills/customer-bills/free-resources-usage-records', {deduct_time_begin, deduct_time_end})
      .then(a => a.json.error_code)
  expect(await get('2026-08-01', '2026-10-31')).toBe('CBC.0100')
  expect(await get('2026-10-02', '2026-10-01')).toBe('CBC.0100')
  expect(await get('2026-08-03', '2026-10-31')).toBeUndefined()
  client.close()
})
