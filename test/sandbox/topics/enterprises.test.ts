import {expect, it} from 'vitest'
import {customersOf, keysOf, open, resale} from '../harness.js'

it('enables enterprise projects for verified enterprises, and says what is missing to others', async () => {
  const run = await open()
  const rows = (await customersOf(run)) as unknown as {
    customer_id: string
    verified_status: string
    customer_type: number
  }[]
  const enable = async (id: string) => {
    const client = await keysOf(run, id)
    const answer = await client.post('/v2/enterprises/enterprise-projects/authority', undefined)
    client.close()
    return answer
  }
  const good = rows.find(c => c.verified_status === '2' && c.customer_type === 1)!
  expect((await enable(good.customer_id)).status).toBe(204)
  expect((await enable(good.customer_id)).status).toBe(204)
  const bad = rows.find(c => c.verified_status === '-1')!
  expect((await enable(bad.customer_id)).json).toMatchObject({
    error_code: 'CBC.99007004',
    fail_check_items: [expect.any(String), expect.any(String)],
  })
})

it('finds member accounts by exact or by fuzzy name', async () => {
  const run = await open()
  for (const row of resale(await customersOf(run))) {
    const client = await keysOf(run, row.customer_id)
    const list = async (query: Record<string, string> = {}) =>
      (await client.get('/v2/enterprises/multi-accounts/sub-customers', {limit: '100', ...query})).json
    const {sub_customer_infos: members, total_count} = await list()
    if (total_count < 2) {
      client.close()
      continue
    }
    expect((await list({sub_customer_account_name: members[0].name})).sub_customer_infos).toEqual([members[0]])
    const part = members[0].name.slice(0, 6)
    expect((await list({sub_customer_account_name: part})).total_count).toBe(0)
    expect((await list({sub_customer_account_name: part.toUpperCase(), fuzzy_query: '1'})).total_count).toBe(
      total_count,
    )
    client.close()
    return
  }
  throw new Error('nobody has members')
})

it('tags customers of the first year as new (China site)', async () => {
  const run = await open({site: 'cn'})
  const rows = resale(await customersOf(run))
  const {json} = await run.partner.post('/v2/partners/sub-customers/new-customers-tags/batch-query', {
    customer_ids: rows.map(r => r.customer_id),
    limit: 200,
  })
  expect(json.new_customer_tags).toHaveLength(rows.length)
  for (const tag of json.new_customer_tags) {
    expect(tag.new_customer_tag === 'N').toBe(tag.expire_time < '2026-11')
  }
  expect(new Set(json.new_customer_tags.map((t: {new_customer_tag: string}) => t.new_customer_tag)).size).toBe(3)
})

it('lists the stored-value cards of a customer by state (China site)', async () => {
  const run = await open({site: 'cn'})
  let cards = 0
  for (const row of resale(await customersOf(run)).slice(0, 15)) {
    const client = await keysOf(run, row.customer_id)
    for (const status of ['1', '2']) {
      const {json} = await client.get('/v2/promotions/benefits/stored-value-cards', {status})
      for (const c of json.stored_value_cards) expect(c.balance === '0.00').toBe(status === '2')
      cards += json.total_count
    }
    client.close()
  }
  expect(cards).toBeGreaterThan(3)
})
