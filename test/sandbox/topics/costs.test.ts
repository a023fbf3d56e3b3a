import {expect, it} from 'vitest'
import type {Client} from '../client.js'
import {customersOf, keysOf, open, resale} from '../harness.js'

const query = (client: Client, body: Record<string, unknown>) =>
  client.post('/v4/costs/cost-analysed-bills/query', {
    time_condition: {time_measure_id: 2, begin_time: '2026-08', end_time: '2026-10'},
    groupby: [{type: 'dimension', key: 'CLOUD_SERVICE_TYPE'}],
    cost_type: 'ORIGINAL_COST',
    amount_type: 'PAYMENT_AMOUNT',
    limit: 1000,
    ...body,
  })

/** Decimal text in 10^-8. */
const units = (text: string) => {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)!
  const value = BigInt(whole! + fraction.padEnd(8, '0'))
  return sign ? -value : value
}
const total = (rows: {amount_by_costs: string}[]) => rows.reduce((sum, r) => sum + units(r.amount_by_costs), 0n)

/** The records' own digits, which are not numbers of JavaScript. */
async function billed(client: Client, cycle: string): Promise<bigint> {
  let sum = 0n
  for (let offset = 0; ; offset += 1000) {
    const {text, json} = await client.get('/v2/bills/customer-bills/res-fee-records', {
      cycle,
      limit: '1000',
      offset: `${offset}`,
      include_zero_record: 'true',
      statistic_type: '2',
    })
    for (const [, digits] of text.matchAll(/"amount":(-?[\d.]+(?:E-\d+)?)/g)) {
      const [mantissa, exponent = '0'] = digits!.split('E-')
      const [w, f = ''] = mantissa!.split('.')
      sum += BigInt(w! + f.padEnd(8 - Number(exponent), '0')) * 1n
    }
    if (offset + 1000 >= json.total_count) return sum
  }
}

it('adds up to the records of the bills, whatever it is grouped by', async () => {
  const run = await open()
  const client = await keysOf(run, resale(await customersOf(run))[2]!.customer_id)
  const expected =
    (await billed(client, '2026-08')) + (await billed(client, '2026-09')) + (await billed(client, '2026-10'))
  expect(expected).toBeGreaterThan(0n)
  for (const key of [
    'CLOUD_SERVICE_TYPE',
    'RESOURCE_TYPE',
    'REGION_CODE',
    'BILL_TYPE',
    'RESOURCE_ID',
    'CHARGING_MODE',
    'USAGE_TYPE',
    'ENTERPRISE_PROJECT_ID',
    'PAYER_ACCOUNT_ID',
  ]) {
    const {json} = await query(client, {groupby: [{type: 'dimension', key}]})
    expect(total(json.cost_data), key).toBe(expected)
    for (const row of json.cost_data) {
      const parts = row.costs.reduce((sum: bigint, c: {amount: string}) => sum + units(c.amount), 0n)
      expect(parts).toBe(units(row.amount_by_costs))
    }
  }
  const days = await query(client, {
    time_condition: {time_measure_id: 1, begin_time: '2026-08-01', end_time: '2026-10-31'},
  })
  expect(total(days.json.cost_data)).toBe(expected)
  expect(days.json.cost_data[0].costs).toHaveLength(92)
  const tagged = await query(client, {
    groupby: [
      {type: 'tag', key: 'env'},
      {type: 'dimension', key: 'CHARGING_MODE'},
    ],
  })
  expect(total(tagged.json.cost_data)).toBe(expected)
  client.close()
})

it('filters to parts that are a whole together', async () => {
  const run = await open()
  const client = await keysOf(run, resale(await customersOf(run))[2]!.customer_id)
  const whole = total((await query(client, {})).json.cost_data)
  const filter = (operator: number) => ({
    filters: [
      {operator, filter_factor: {key: 'CLOUD_SERVICE_TYPE', value: ['hws.service.type.ec2', 'hws.service.type.ebs']}},
    ],
  })
  const [only, without] = [await query(client, filter(0)), await query(client, filter(1))]
  expect(total(only.json.cost_data) + total(without.json.cost_data)).toBe(whole)
  expect(only.json.cost_data.length).toBeLessThanOrEqual(2)
  client.close()
})

it('spreads what was paid in advance over its time', async () => {
  const run = await open()
  for (const row of resale(await customersOf(run))) {
    const client = await keysOf(run, row.customer_id)
    const yearly = (
      await client.get('/v2/bills/customer-bills/res-fee-records', {cycle: '2026-10', charge_mode: '1', limit: '1000'})
    ).json.fee_records
    const bought = yearly.filter(
      (r: {bill_type: number; period_type: string}) => [1, 2, 8].includes(r.bill_type) && r.period_type === '20',
    )
    if (bought.length === 0) {
      client.close()
      continue
    }
    const [record] = bought
    const on = async (cost_type: string, begin_time: string, end_time: string) => {
      const {json} = await query(client, {
        cost_type,
        time_condition: {time_measure_id: 1, begin_time, end_time},
        groupby: [
          {type: 'dimension', key: 'RESOURCE_ID'},
          {type: 'dimension', key: 'CHARGING_MODE'},
        ],
      })
      const mine = json.cost_data.find(
        (r: {dimensions: {value: string}[]}) =>
          r.dimensions[0]!.value.includes(record.resource_id) && r.dimensions[1]!.value === '1',
      )
      return mine ? (mine.costs.map((c: {amount: string}) => units(c.amount)) as bigint[]) : []
    }
    const day = record.bill_date as string
    const [original] = await on('ORIGINAL_COST', day, day)
    expect(Number(original) / 1e8).toBeCloseTo(record.amount, 8)
    const [first] = await on('AMORTIZED_COST', day, day)
    expect(first!).toBeLessThan(original! / 20n)
    expect(first!).toBeGreaterThan(0n)
    client.close()
    return
  }
  throw new Error('nobody bought anything')
})

it('refuses times that make no sense or are too long', async () => {
  const run = await open()
  const client = await keysOf(run, resale(await customersOf(run))[0]!.customer_id)
  const code = async (time_measure_id: number, begin_time: string, end_time: string) =>
    (await query(client, {time_condition: {time_measure_id, begin_time, end_time}})).json.error_code
  expect(await code(2, '2025-10', '2026-10')).toBe('CBC.80021021')
  expect(await code(1, '2026-10', '2026-10')).toBe('CBC.0100')
  expect(await code(1, '2026-02-30', '2026-03-01')).toBe('CBC.0100')
  expect(await code(2, '2026-10', '2026-09')).toBe('CBC.0100')
  expect(await code(2, '2023-10', '2023-10')).toBe('CBC.0100')
  expect((await query(client, {groupby: [{type: 'dimension', key: 'toString'}]})).json.error_code).toBe('CBC.0100')
  client.close()
})
