import {expect, it} from 'vitest'
import {customersOf, keysOf, open, type Running, resale, userClient} from '../harness.js'

const changes = async (run: Running, query: Record<string, string>, client = run.partner) => {
  const found: {
    change_amount: string
    balance_after_change: string
    type: string
    trade_time: string
    customer_id: string | null
    trade_id: string
  }[] = []
  for (;;) {
    const {json} = await client.get('/v2/accounts/partner-accounts/account-change-records', {
      limit: '100',
      offset: `${found.length}`,
      ...query,
    })
    found.push(...json.records)
    if (found.length >= json.total_count) return found
  }
}
const cash = async (run: Running, client = run.partner) =>
  (await client.get('/v2/accounts/partner-accounts/balances')).json.account_balances.find(
    (a: {account_type: number}) => a.account_type === 1,
  ).amount as number

const inCents = (text: string) => BigInt(text.replace('.', ''))

it('books every allocation with both sides, and a balance is the sum of its records', async () => {
  const run = await open({site: 'cn'})
  const id = resale(await customersOf(run))[0]!.customer_id
  const balance = async () =>
    (
      await run.partner.post('/v2/accounts/customer-accounts/balances/batch-query', {
        customer_infos: [{customer_id: id}],
      })
    ).json.customer_balances[0].amount as number
  const [partnerBefore, before] = [await cash(run), await balance()]
  const given = await run.partner.post('/v2/accounts/partner-accounts/adjust-amount', {customer_id: id, amount: 100.25})
  expect(given.json.transfer_id).toMatch(/^T\d+$/)
  expect(await balance()).toBeCloseTo(before + 100.25, 2)
  expect(await cash(run)).toBeCloseTo(partnerBefore - 100.25, 2)
  const taken = await run.partner.post('/v2/accounts/partner-accounts/reclaim', {customer_id: id, amount: 0.25})
  expect(await balance()).toBeCloseTo(before + 100, 2)
  const {json} = await run.partner.get('/v3/accounts/partner-accounts/adjust-records', {customer_id: id})
  expect(json.records.map((r: {operation_type: string; amount: string}) => [r.operation_type, r.amount])).toEqual([
    ['SOURCE_OPERATION_BERETRIEVE', '0.25'],
    ['SOURCE_OPERATION_BEADJUST', '100.25'],
    ['SOURCE_OPERATION_BEADJUST', before.toFixed(2)],
  ])
  expect(json.records[0].trans_id).toBe(taken.json.trans_id)

  const records = await changes(run, {balance_type: 'BALANCE_TYPE_DEBIT'})
  let running = 0n
  for (const r of [...records].reverse()) {
    running += r.type === '1' ? inCents(r.change_amount) : -inCents(r.change_amount)
    expect(inCents(r.balance_after_change)).toBe(running)
  }
  expect(Number(running) / 100).toBeCloseTo(await cash(run), 2)
})

it('has a credit account whose records lead from one balance to the next', async () => {
  const run = await open({site: 'cn'})
  for (const begin of ['2026-09-01', '2026-03-01']) {
    const records = (await changes(run, {balance_type: 'BALANCE_TYPE_CREDIT', trade_time_begin: begin})).reverse()
    for (let i = 1; i < records.length; i++) {
      const r = records[i]!
      const step = r.type === '1' ? inCents(r.change_amount) : -inCents(r.change_amount)
      expect(inCents(r.balance_after_change)).toBe(inCents(records[i - 1]!.balance_after_change) + step)
    }
    expect(records.length).toBeGreaterThan(3)
    expect(records.at(-1)!.balance_after_change).toMatch(/^-?\d+\.\d\d$/)
  }
  const [short, long] = [
    await changes(run, {balance_type: 'BALANCE_TYPE_CREDIT'}),
    await changes(run, {balance_type: 'BALANCE_TYPE_CREDIT', trade_time_begin: '2026-01-01'}),
  ]
  expect(long[0]).toEqual(short[0])
})

it('moves nothing that is not there, and nothing to somebody else’s', async () => {
  const run = await open({site: 'cn'})
  const [first] = resale(await customersOf(run))
  const give = (body: Record<string, unknown>) =>
    run.partner.post('/v2/accounts/partner-accounts/adjust-amount', body).then(a => a.json.error_code)
  expect(await give({customer_id: first!.customer_id, amount: 2147483647})).toBe('CBC.99005003')
  expect(await give({customer_id: first!.customer_id, amount: 0})).toBe('CBC.0100')
  expect(await give({customer_id: first!.customer_id, amount: 1.001})).toBe('CBC.0100')
  expect(await give({customer_id: 'e'.repeat(32), amount: 1})).toBe('CBC.99000000')
  const back = await run.partner.post('/v2/accounts/partner-accounts/reclaim', {
    customer_id: first!.customer_id,
    amount: 99999999,
  })
  expect(back.json.error_code).toBe('CBC.99005003')
  const before = await cash(run)
  expect(await cash(run)).toBe(before)
})

it('gives a distributor its resellers to fund, and a reseller nobody’s', async () => {
  const run = await open({site: 'cn'})
  const {indirect_partners} = (await run.partner.post('/v2/partners/indirect-partners/query', {})).json
  const reseller = indirect_partners[0]
  const own = await userClient(run, reseller.account_name)
  const before = await cash(run, own)
  const fund = (client = run.partner) =>
    client.post('/v2/accounts/partner-accounts/indirect-partner-adjust', {
      indirect_partner_id: reseller.indirect_partner_id,
      amount: 5,
    })
  expect((await fund()).status).toBe(200)
  expect(await cash(run, own)).toBeCloseTo(before + 5, 2)
  const seen = (
    await run.partner.get('/v2/accounts/partner-accounts/balances', {indirect_partner_id: reseller.indirect_partner_id})
  ).json.account_balances[0].amount
  expect(seen).toBe(await cash(run, own))
  expect(
    (
      await run.partner.post('/v2/accounts/partner-accounts/indirect-partner-reclaim', {
        indirect_partner_id: reseller.indirect_partner_id,
        amount: 5,
      })
    ).status,
  ).toBe(200)
  expect(await cash(run, own)).toBeCloseTo(before, 2)
  expect((await fund(own)).status).toBe(403)
  const nobody = await run.partner.post('/v2/accounts/partner-accounts/indirect-partner-adjust', {
    indirect_partner_id: 'x',
    amount: 5,
  })
  expect(nobody.json.error_code).toBe('CBC.99000037')
  own.close()
})

it('has no balance for resale customers, and one for those that pay themselves', async () => {
  const run = await open()
  const rows = await customersOf(run)
  const resold = await keysOf(run, resale(rows)[0]!.customer_id)
  expect((await resold.get('/v2/accounts/customer-accounts/balances')).json.error_code).toBe('CBC.99000049')
  expect((await resold.get('/v2/accounts/customer-accounts/expenditure-quota')).json).toEqual({})
  const referred = rows.find(c => c.association_type === '1')!
  const direct = await keysOf(run, referred.customer_id)
  const {account_balances} = (await direct.get('/v2/accounts/customer-accounts/balances')).json
  expect(account_balances.map((a: {account_type: number}) => a.account_type)).toEqual([1, 2, 5, 7])
  const quota = (await direct.get('/v2/accounts/customer-accounts/expenditure-quota')).json
  expect(quota.percentage_granting_amount_used).toBeCloseTo(
    (quota.granting_amount_used / quota.granting_amount) * 100,
    1,
  )
  resold.close()
  direct.close()
})
