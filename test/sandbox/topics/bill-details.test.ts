import {expect, it} from 'vitest'
import type {Client} from '../client.js'
import {customersOf, keysOf, open, resale} from '../harness.js'

/** An amount's own digits, in 10^-8. */
const units = (digits: string): bigint => {
  const [mantissa, exponent = '0'] = digits.split(/e-/i)
  const [whole, fraction = ''] = mantissa!.replace('-', '').split('.')
  const value = BigInt(whole! + fraction.padEnd(8 - Number(exponent), '0'))
  return digits.startsWith('-') ? -value : value
}
const sum = (texts: string[], field: string): bigint => {
  let all = 0n
  for (const text of texts)
    for (const [, digits] of text.matchAll(new RegExp(`"${field}":(-?[\\d.]+(?:[eE]-\\d+)?)`, 'g')))
      all += units(digits!)
  return all
}

/** All pages as they came. */
async function pages(
  client: Client,
  method: 'GET' | 'POST',
  path: string,
  query: Record<string, unknown>,
): Promise<string[]> {
  const texts: string[] = []
  for (let offset = 0; ; offset += 1000) {
    const asked = {...query, limit: 1000, offset}
    const answer =
      method === 'GET'
        ? await client.get(path, Object.fromEntries(Object.entries(asked).map(([k, v]) => [k, String(v)])))
        : await client.post(path, asked)
    expect(answer.status, answer.text.slice(0, 300)).toBe(200)
    texts.push(answer.text)
    if (offset + 1000 >= (answer.json.total_count ?? answer.json.count)) return texts
  }
}

const fees = '/v2/bills/customer-bills/res-fee-records'

it('tells the same amounts in records, in usage details and at every level of detail', async () => {
  const run = await open()
  for (const row of resale(await customersOf(run)).slice(0, 3)) {
    const client = await keysOf(run, row.customer_id)
    const records = sum(await pages(client, 'GET', fees, {cycle: '2026-10', include_zero_record: true}), 'amount')
    for (const statistic_type of [1, 2, 3]) {
      const details = await pages(client, 'POST', '/v2/bills/customer-bills/res-records/query', {
        cycle: '2026-10',
        statistic_type,
        include_zero_record: true,
      })
      expect(sum(details, 'consume_amount')).toBe(records)
      const ids = details.flatMap(text => JSON.parse(text).monthly_records.map((r: {id: string}) => r.id))
      expect(new Set(ids).size).toBe(ids.length)
    }
    client.close()
  }
})

it('shows a partner of the China site what its customers see, to the last digit', async () => {
  const run = await open({site: 'cn'})
  const consumers = (
    await run.partner.post('/v2/bills/subcustomer-bills/res-fee-records/sub-customers/query', {
      bill_cycle: '2026-10',
      limit: 100,
    })
  ).json
  const active = new Set(consumers.sub_customers.map((c: {customer_id: string}) => c.customer_id))
  for (const row of resale(await customersOf(run)).slice(0, 8)) {
    const client = await keysOf(run, row.customer_id)
    const records = await pages(client, 'GET', fees, {cycle: '2026-10', include_zero_record: true})
    expect(active.has(row.customer_id)).toBe(JSON.parse(records[0]!).total_count > 0)
    const seen = await pages(run.partner, 'GET', '/v2/bills/subcustomer-bills/res-fee-records', {
      bill_cycle: '2026-10',
      customer_id: row.customer_id,
    })
    expect(sum(seen, 'payment_amount')).toBe(sum(records, 'amount'))
    const own = (await client.get('/v2/bills/customer-bills/monthly-sum', {bill_cycle: '2026-10', limit: '1000'})).text
    const paid = await pages(client, 'GET', '/v2/bills/customer-bills/fee-records', {
      bill_cycle: '2026-10',
      include_zero_record: true,
    })
    const total = sum([own.slice(own.indexOf(']'))], 'consume_amount')
    expect(sum(paid, 'consume_amount')).toBe(total)
    let monthly = 0n
    for (const charge_mode of ['1', '3']) {
      const {text} = await run.partner.get('/v2/bills/partner-bills/subcustomer-bills/monthly-sum', {
        cycle: '2026-10',
        charge_mode,
        customer_id: row.customer_id,
        limit: '100',
      })
      monthly += [...text.matchAll(/"charge_mode":"\d+","amount":(-?[\d.]+)/g)].reduce(
        (all, m) => all + units(m[1]!),
        0n,
      )
    }
    const reserved = JSON.parse(own)
      .bill_sums.filter((l: {charging_mode: number}) => l.charging_mode > 3)
      .reduce((all: bigint, l: {consume_amount: number}) => all + units(String(l.consume_amount)), 0n)
    expect(monthly + reserved).toBe(total)
    client.close()
  }
  const stranger = await run.partner.get('/v2/bills/subcustomer-bills/res-fee-records', {
    bill_cycle: '2026-10',
    customer_id: 'f'.repeat(32),
  })
  expect(stranger.json.error_code).toBe('CBC.99000035')
})
