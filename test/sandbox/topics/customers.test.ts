import {describe, expect, it} from 'vitest'
import {customersOf, open, type Running, resale} from '../harness.js'

const path = '/v2/partners/sub-customers'

async function code(run: Running, email: string, more = {}): Promise<string> {
  const sent = await run.partner.post('/v2/bases/verificationcode/send', {receiver_type: 2, email, ...more})
  expect(sent.status).toBe(204)
  return String(sent.headers['x-sandbox-verification-code'])
}

const create = (run: Running, body: Record<string, unknown>) =>
  run.partner.post(path, {xaccount_type: run.info.partner.xaccount_type, domain_area: 'MX', ...body})

const find = async (run: Running, id: string) =>
  (await run.partner.post(`${path}/query`, {customer_id: id})).json.customer_infos[0]

describe('creating a customer', () => {
  it('makes the account at once and the association a while later', async () => {
    const run = await open()
    const email = 'it@andes.example'
    const body = {xaccount_id: 'u-1', domain_name: 'andes-retail', email, verification_code: await code(run, email)}
    const answer = await create(run, body)
    expect(answer).toMatchObject({status: 200, json: {domain_name: 'andes-retail'}})
    const id = answer.json.domain_id
    expect(id).toMatch(/^[0-9a-f]{32}$/)
    expect(await find(run, id)).toBeUndefined()
    await run.anybody.admin('POST', 'clock/advance', {seconds: 3})
    expect(await find(run, id)).toMatchObject({
      account_name: 'andes-retail',
      associated_on: expect.stringMatching(/^2026-11-18T04:00:0/),
      is_frozen: 1,
      verified_status: '-1',
      email,
      xaccount_id: 'u-1',
    })
  })

  it('refuses names and platform ids that are taken, and creates nothing', async () => {
    const run = await open()
    const [taken] = await customersOf(run)
    const before = (await run.partner.post(`${path}/query`, {})).json.count
    const refusals: [Record<string, unknown>, string][] = [
      [{xaccount_id: 'u-2', domain_name: taken!.account_name}, 'CBC.99000038'],
      [{xaccount_id: 'u-2', domain_name: 'op_something'}, 'CBC.99000031'],
      [{xaccount_id: 'u-2', password: 'aaaaaaaaaa'}, 'CBC.99000036'],
      [{xaccount_id: 'u-2', domain_name: 'Reversed1', password: '1desreveR'}, 'CBC.99000036'],
      [{xaccount_id: 'u-2', email: 'a@b.example'}, 'CBC.0100'],
      [{xaccount_id: 'u-2', email: 'a@b.example', verification_code: '000000'}, 'CBC.99004008'],
      [{xaccount_id: 'u-2', xaccount_type: 'OTHER'}, 'CBC.0100'],
      [{xaccount_id: 'u-2', domain_area: undefined}, 'CBC.0100'],
      [{xaccount_id: 'u-2', mobile_phone: '0086-13800000000'}, 'CBC.0100'],
      [{xaccount_id: 'u-2', indirect_partner_id: 'nobody'}, 'CBC.99000037'],
    ]
    for (const [body, error] of refusals) {
      expect(await create(run, body), JSON.stringify(body)).toMatchObject({status: 400, json: {error_code: error}})
    }
    expect((await create(run, {xaccount_id: 'u-2'})).status).toBe(200)
    expect(await create(run, {xaccount_id: 'u-2'})).toMatchObject({status: 400, json: {error_code: 'CBC.99000039'}})
    await run.anybody.admin('POST', 'clock/advance', {seconds: 3})
    expect((await run.partner.post(`${path}/query`, {})).json.count).toBe(before + 1)
  })

  it('can wait for the association, and says when that takes too long although the customer is there', async () => {
    const run = await open()
    const now = await create(run, {xaccount_id: 'u-3', include_association_result: true})
    expect(await find(run, now.json.domain_id)).toBeDefined()
    await run.anybody.admin('PUT', 'settings', {associationDelay: 120})
    const late = await create(run, {xaccount_id: 'u-4', include_association_result: true})
    expect(late).toMatchObject({status: 500, json: {error_code: 'CBC.99000050'}})
    expect(late.json.domain_id).toMatch(/^[0-9a-f]{32}$/)
    await run.anybody.admin('POST', 'clock/advance', {seconds: 121})
    expect(await find(run, late.json.domain_id)).toMatchObject({xaccount_id: 'u-4'})
  })

  it('can fail to associate', async () => {
    const run = await open()
    await run.anybody.admin('PUT', 'settings', {associationOutcome: 'failed'})
    const answer = await create(run, {xaccount_id: 'u-5'})
    expect(answer.status).toBe(200)
    await run.anybody.admin('POST', 'clock/advance', {hours: 1})
    expect(await find(run, answer.json.domain_id)).toBeUndefined()
  })

  it('puts a reseller’s customer under the reseller', async () => {
    const run = await open()
    const {json} = await run.partner.post('/v2/partners/indirect-partners/query', {})
    const reseller = json.indirect_partners[0].indirect_partner_id
    const answer = await create(run, {xaccount_id: 'u-6', indirect_partner_id: reseller})
    await run.anybody.admin('POST', 'clock/advance', {seconds: 3})
    expect(await find(run, answer.json.domain_id)).toBeUndefined()
    expect((await customersOf(run, reseller)).map(c => c.customer_id)).toContain(answer.json.domain_id)
  })
})

describe('the reason of a refusal', () => {
  const why = (answer: {headers: Record<string, unknown>}) => answer.headers['x-sandbox-reason']

  it('of a code says whether one was sent, used, tried or too old', async () => {
    const run = await open()
    const email = 'why@andes.example'
    const attempt = async (xaccount_id: string, verification_code: string) =>
      why(await create(run, {xaccount_id, email, verification_code}))
    expect(await attempt('w-1', '000000')).toBe(`no code was sent to ${email}`)
    const first = await code(run, email)
    const wrong = first === '111111' ? '222222' : '111111'
    expect(await attempt('w-1', wrong)).toMatch(/^another code was sent to why@andes.example at 2026-11-18T04:0/)
    expect(await attempt('w-1', first)).toBeUndefined()
    expect(await attempt('w-2', first)).toMatch(/^the code for why@andes.example was used by CreateSubCustomer at 2026/)
    const second = await code(run, email)
    await run.anybody.admin('POST', 'clock/advance', {seconds: 601})
    expect(await attempt('w-2', second)).toMatch(/^the code for why@andes.example expired at 2026-11-18T04:1/)
  })

  it('of an association says when it comes, that it failed, or that there is no such customer', async () => {
    const run = await open()
    const budget = async (customer_id: string) =>
      why(await run.partner.post('/v2/partners/sub-customers/budget', {customer_id, budget_amount: 5}))
    const {domain_id} = (await create(run, {xaccount_id: 'w-3'})).json
    expect(await budget(domain_id)).toMatch(/ is not associated yet: that comes at 2026-11-18T04:\d\d:\d\dZ$/)
    await run.anybody.admin('POST', 'clock/advance', {days: 1})
    expect(await budget(domain_id)).toBeUndefined()
    expect(await budget('nobody')).toBe('no customer has the id nobody')
  })

  it('says more than its message, in a list of failures too', async () => {
    const run = await open({scenario: 'tiny'})
    const {domain_id} = (await create(run, {xaccount_id: 'w-4', domain_name: 'w-four'})).json
    const freeze = (customer_ids: string[], freeze_type = 'ACCOUNT') =>
      run.partner.post('/v2/partners/sub-customers/freeze', {customer_ids, reason: 'x', freeze_type})
    const early = await freeze([domain_id, 'nobody'])
    expect([early.status, early.json.error_details.length]).toEqual([200, 2])
    expect(why(early)).toMatch(/ is not associated yet: that comes at \S+; no customer has the id nobody$/)
    const again = await create(run, {xaccount_id: 'w-4'})
    expect([again.json.error_code, why(again)]).toEqual(['CBC.99000039', `w-4 is the customer w-four (${domain_id})`])
    expect(why(await create(run, {xaccount_id: 'w-5', domain_name: 'w-four'}))).toBe('w-four is taken')
    await run.anybody.admin('POST', 'clock/advance', {days: 1})
    expect(why(await freeze([domain_id], 'ACCOUNT_AND_RESOURCE'))).toBe(`${domain_id} is frozen: ACCOUNT`)
    const customer = await run.partner.asCustomer(domain_id, run.info.partner.xaccount_type)
    const paid = await customer.post('/v3/orders/customer-orders/pay', {
      order_id: 'CS1',
      use_coupon: 'NO',
      use_discount: 'NO',
    })
    expect(why(paid)).toBe('no order CS1 of this account')
    const renewed = await customer.post('/v2/orders/subscriptions/resources/renew', {
      resource_ids: ['r-1'],
      period_type: 2,
      period_num: 1,
      expire_policy: 0,
      is_auto_pay: 0,
    })
    expect(why(renewed)).toBe('w-four is frozen (ACCOUNT)')
    customer.close()
  })
})

describe('verification codes', () => {
  it('expire, count wrong tries and are limited per hour', async () => {
    const run = await open()
    const email = 'it@andes.example'
    const first = await code(run, email)
    const wrong = first === '111111' ? '222222' : '111111'
    const attempt = (verification_code: string) => create(run, {xaccount_id: 'u-7', email, verification_code})
    for (let i = 0; i < 3; i++) expect((await attempt(wrong)).json.error_code).toBe('CBC.99004010')
    expect((await attempt(first)).json.error_code).toBe('CBC.99004009')
    const second = await code(run, email)
    await run.anybody.admin('POST', 'clock/advance', {seconds: 601})
    expect((await attempt(second)).json.error_code).toBe('CBC.99004008')
    const third = await code(run, email)
    expect((await attempt(third)).status).toBe(200)
    for (let i = 0; i < 12; i++) await code(run, email)
    const over = await run.partner.post('/v2/bases/verificationcode/send', {receiver_type: 2, email})
    expect(over).toMatchObject({status: 400, json: {error_code: 'CBC.99004015'}})
    await code(run, 'other@andes.example')
    await run.anybody.admin('POST', 'clock/advance', {hours: 1})
    await code(run, email)
  })

  it('count a time of more than an hour as five minutes', async () => {
    const run = await open()
    const email = 'it@andes.example'
    const sent = await code(run, email, {timeout: 61})
    await run.anybody.admin('POST', 'clock/advance', {seconds: 301})
    expect((await create(run, {xaccount_id: 'u-8', email, verification_code: sent})).json.error_code).toBe(
      'CBC.99004008',
    )
  })

  it('go to telephones in China', async () => {
    const run = await open({site: 'cn'})
    const sent = await run.partner.post('/v2/bases/verificationcode/send', {
      receiver_type: 1,
      mobile_phone: '13800000000',
    })
    expect(sent.status).toBe(204)
    const mail = await run.partner.post('/v2/bases/verificationcode/send', {receiver_type: 2, email: 'a@b.example'})
    expect(mail.status).toBe(400)
  })
})

describe('checking an identity', () => {
  it('tells taken names from free ones', async () => {
    const run = await open()
    const [taken] = await customersOf(run)
    const check = async (search_type: string, search_value: string) =>
      (await run.partner.post(`${path}/users/check-identity`, {search_type, search_value})).json
    const success = {error_code: 'CBC.0000', error_msg: 'success'}
    expect(await check('name', taken!.account_name)).toEqual({...success, check_result: 'used_by_user'})
    expect(await check('name', 'quite-free-name')).toEqual({...success, check_result: 'available'})
    expect(await check('email', 'free@nobody.example')).toEqual({...success, check_result: 'available'})
    expect(await check('mobile', '0052-5555555555')).toEqual({
      ...success,
      check_result: 'available',
      mobile_remain_available_num: 5,
    })
    expect(await check('name', '123')).toMatchObject({error_code: 'CBC.0100'})
    expect(await check('mobile', '5555')).toMatchObject({error_code: 'CBC.0100'})
  })
})

describe('listing customers', () => {
  it('pages without gaps or repetitions and says how many there are', async () => {
    const run = await open()
    const seen: string[] = []
    for (let offset = 0; ; offset += 10) {
      const {json} = await run.partner.post(`${path}/query`, {offset, limit: 10})
      seen.push(...json.customer_infos.map((c: {customer_id: string}) => c.customer_id))
      if (json.customer_infos.length < 10) break
      expect(json.count).toBe(42)
    }
    expect(seen).toHaveLength(42)
    expect(new Set(seen).size).toBe(42)
    const past = await run.partner.post(`${path}/query`, {offset: 1000})
    expect(past.json).toEqual({count: 42, customer_infos: []})
    expect((await run.partner.post(`${path}/query`, {limit: 101})).status).toBe(400)
    expect((await run.partner.post(`${path}/query`, {limit: 0})).status).toBe(400)
  })

  it('filters by part of a name, label, association and time', async () => {
    const run = await open()
    const all = await customersOf(run)
    const count = async (filter: Record<string, string>) => (await run.partner.post(`${path}/query`, filter)).json.count
    const part = all[5]!.account_name.slice(2, 8)
    expect(await count({account_name: part.toUpperCase()})).toBe(all.filter(c => c.account_name.includes(part)).length)
    expect(await count({label: 'trial'})).toBe(all.filter(c => c.label === 'trial').length)
    expect(await count({association_type: '3'})).toBe(resale(all).length)
    expect(await count({association_type: '2'})).toBeUndefined()
    expect(await count({associated_on_begin: '2025-01-01T00:00:00Z'})).toBe(
      all.filter(c => c.associated_on >= '2025-01-01').length,
    )
    expect(await count({account_name: 'two words'})).toBeUndefined()
  })

  it('shows those who are associated by the clock', async () => {
    const run = await open({clock: '2024-06-01T00:00:00Z'})
    const then = await customersOf(run)
    expect(then.length).toBeLessThan(42)
    expect(then.every(c => c.associated_on <= '2024-06-01')).toBe(true)
  })
})

describe('freezing', () => {
  it('freezes and unfreezes, and lists what failed', async () => {
    const run = await open()
    const [a, b] = resale(await customersOf(run)).filter(c => c.is_frozen === 0)
    const ids = [a!.customer_id, b!.customer_id]
    const freeze = (body: Record<string, unknown>) => run.partner.post(`${path}/freeze`, {reason: 'Arrears', ...body})
    const done = await freeze({customer_ids: [...ids, 'nobody'], freeze_type: 'ACCOUNT_AND_RESOURCE'})
    expect(done.status).toBe(200)
    expect(done.json.error_details).toMatchObject([{error_code: 'CBC.99000035', id: 'nobody'}])
    expect(await find(run, ids[0]!)).toMatchObject({is_frozen: 1})
    const unfreeze = (body: Record<string, unknown>) => run.partner.post(`${path}/unfreeze`, {reason: 'Paid', ...body})
    expect((await unfreeze({customer_ids: ids})).json.error_details).toHaveLength(2)
    expect(await find(run, ids[0]!)).toMatchObject({is_frozen: 1})
    expect((await unfreeze({customer_ids: ids, unfreeze_type: 'ACCOUNT_AND_RESOURCE'})).json.error_details).toEqual([])
    expect(await find(run, ids[0]!)).toMatchObject({is_frozen: 0})
  })

  it('takes ten at most, a reason, and a known type; null is the default, empty is not', async () => {
    const run = await open()
    const freeze = async (body: Record<string, unknown>) => (await run.partner.post(`${path}/freeze`, body)).status
    expect(await freeze({customer_ids: Array(11).fill('x'), reason: 'y'})).toBe(400)
    expect(await freeze({customer_ids: ['x'], reason: 'y'.repeat(257)})).toBe(400)
    expect(await freeze({customer_ids: ['x']})).toBe(400)
    expect(await freeze({customer_ids: [], reason: 'y'})).toBe(400)
    expect(await freeze({customer_ids: ['x'], reason: 'y', freeze_type: ''})).toBe(400)
    expect(await freeze({customer_ids: ['x'], reason: 'y', freeze_type: null})).toBe(200)
  })
})

describe('budgets', () => {
  it('keep the digits that were sent and remember who set them', async () => {
    const run = await open()
    const customer = resale(await customersOf(run)).find(c => c.is_frozen === 1)!
    const id = customer.customer_id
    const set = (body: Record<string, unknown>) => run.partner.post(`${path}/budget`, {customer_id: id, ...body})
    expect((await set({budget_amount: 1234.5, cancel_partner_frozen: 1})).status).toBe(204)
    const shown = await run.partner.get(`${path}/budget`, {customer_id: id})
    expect(shown.text).toContain('"budget_amount":1234.50,')
    expect(await find(run, id)).toMatchObject({is_frozen: 0})
    const records = await run.partner.get(`${path}/budget/records`, {customer_id: id})
    expect(records.json.record_list[0]).toMatchObject({
      budget_amount: 1234.5,
      operation_type: 'SETTING',
      operator: 'meridian-cloud',
    })
    for (const budget_amount of [0, -1, 0.001, 2147483648, 'five', null]) {
      expect(await set({budget_amount}), String(budget_amount)).toMatchObject({
        status: 400,
        json: {error_code: 'CBC.0100'},
      })
    }
    const raw = `{"customer_id":"${id}","budget_amount":100.00000000000000001}`
    expect((await run.partner.send({method: 'POST', path: `${path}/budget`, raw})).status).toBe(400)
  })

  it('of many customers are read at once; unknown ones are left out', async () => {
    const run = await open()
    const rows = resale(await customersOf(run))
    const customer_ids = [...rows.slice(0, 20).map(c => c.customer_id), 'nobody']
    const {json} = await run.partner.post(`${path}/budget/query`, {customer_ids})
    expect(json.budget_infos.length).toBeGreaterThan(10)
    expect(json.budget_infos.map((b: {customer_id: string}) => b.customer_id)).not.toContain('nobody')
    expect((await run.partner.post(`${path}/budget/query`, {customer_ids: Array(101).fill('x')})).status).toBe(400)
  })

  it('grow used by what this month has cost so far', async () => {
    const run = await open()
    const rows = resale(await customersOf(run))
    const {json} = await run.partner.post(`${path}/budget/query`, {customer_ids: rows.map(c => c.customer_id)})
    const used = json.budget_infos.find((b: {used_amount: number}) => b.used_amount > 50)
    const show = async () => (await run.partner.get(`${path}/budget`, {customer_id: used.customer_id})).json.used_amount
    await run.anybody.admin('POST', 'clock/advance', {days: 2})
    expect(await show()).toBeGreaterThan(used.used_amount)
    await run.anybody.admin('PUT', 'clock', {now: '2026-12-01T00:00:00Z'})
    expect(await show()).toBeLessThan(used.used_amount)
  })

  it('that are used up freeze the customer when they are told to, until they are raised and the freeze is lifted', async () => {
    const run = await open()
    const rows = resale(await customersOf(run)).filter(c => c.is_frozen === 0)
    const {json} = await run.partner.post(`${path}/budget/query`, {customer_ids: rows.map(c => c.customer_id)})
    const {customer_id} = json.budget_infos.find((b: {used_amount: number}) => b.used_amount > 50)
    const frozen = async () => (await find(run, customer_id)).is_frozen
    const set = (body: Record<string, unknown>) => run.partner.post(`${path}/budget`, {customer_id, ...body})
    await set({budget_amount: 10, frozen_operate_type: 0})
    expect(await frozen()).toBe(0)
    await set({budget_amount: 10, frozen_operate_type: 1})
    expect(await frozen()).toBe(1)
    await run.partner.post(`${path}/unfreeze`, {customer_ids: [customer_id], reason: 'Promised to pay'})
    expect(await frozen()).toBe(0)
    await run.anybody.admin('POST', 'clock/advance', {days: 1})
    expect(await frozen()).toBe(1)
    await set({budget_amount: 1_000_000})
    expect(await frozen()).toBe(1)
    await set({budget_amount: 1_000_000, cancel_partner_frozen: '1'})
    expect(await frozen()).toBe(0)
    await run.anybody.admin('POST', 'clock/advance', {days: 1})
    expect(await frozen()).toBe(0)
  })

  it('for once count what was consumed in all months since', async () => {
    const run = await open()
    const rows = resale(await customersOf(run))
    const {json} = await run.partner.post(`${path}/budget/query`, {customer_ids: rows.map(c => c.customer_id)})
    const {customer_id} = json.budget_infos.find((b: {used_amount: number}) => b.used_amount > 50)
    const used = async () => (await run.partner.get(`${path}/budget`, {customer_id})).json.used_amount
    await run.partner.post(`${path}/budget`, {customer_id, budget_amount: 5000, budget_type: 'PACKAGE'})
    const now = await used()
    await run.anybody.admin('PUT', 'clock', {now: '2026-12-10T00:00:00Z'})
    expect(await used()).toBeGreaterThan(now * 1.3)
  })
})
