import {describe, expect, it} from 'vitest'
import {operationTable} from '../../src/api/contract/contract.js'
import {handlers, missingOperations} from '../../src/sandbox/topics/topics.js'
import {Client} from './client.js'
import {customersOf, open, resale} from './harness.js'

const table = operationTable().operations

describe('the contract', () => {
  it('has no handler without an operation', () => {
    expect(Object.keys(handlers).filter(id => !(id in table))).toEqual([])
  })

  it('has a handler for every operation', () => {
    expect(missingOperations(Object.keys(table))).toEqual([])
  })
})

describe('a path', () => {
  it('or method that does not exist gets the gateway’s answer', async () => {
    const {partner} = await open()
    for (const [method, path] of [
      ['GET', '/'],
      ['GET', '/v2/nothing'],
      ['DELETE', '/v2/partners/sub-customers/query'],
      ['GET', '/v2/partners/sub-customers/query/'],
      ['GET', '/v2/partners/%zz'],
      ['GET', '//v2/partners'],
      ['OPTIONS', '/v2/partners/sub-customers/query'],
    ] as const) {
      const answer = await partner.send({method, path, tamper: h => delete h.authorization})
      expect(answer, path).toMatchObject({status: 404, json: {error_code: 'APIGW.0101'}})
      expect(answer.json.request_id).toBe(answer.headers['x-request-id'])
    }
  })

  it('of another site does not exist', async () => {
    const cn = await open({site: 'cn'})
    const budget = await cn.partner.get('/v2/partners/sub-customers/budget', {customer_id: 'x'})
    expect(budget).toMatchObject({status: 404, json: {error_code: 'APIGW.0101'}})
    const intl = await open()
    const balances = await intl.partner.get('/v2/accounts/partner-accounts/balances')
    expect(balances).toMatchObject({status: 404, json: {error_code: 'APIGW.0101'}})
  })
})

describe('every answer', () => {
  it('has an id, a date and the mark of the sandbox', async () => {
    const run = await open()
    const good = await run.partner.post('/v2/partners/sub-customers/query', {})
    const bad = await run.partner.post('/v2/partners/sub-customers/query', {limit: 0})
    const none = await run.anybody.get('/nothing')
    for (const {headers} of [good, bad, none]) {
      expect(headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/)
      expect(headers['x-sandbox']).toBe('true')
      expect(headers.date).toBeDefined()
      expect(headers['content-type']).toBe('application/json;charset=UTF-8')
    }
    expect(good.headers['x-request-id']).not.toBe(bad.headers['x-request-id'])
  })
})

describe('a request that breaks the contract', () => {
  const path = '/v2/partners/sub-customers/query'
  const wrong = (field: string) => ({
    status: 400,
    json: {error_code: 'CBC.0100', error_msg: `Parameter error: ${field}`},
  })

  it('is refused with the reason in a header', async () => {
    const {partner} = await open()
    const answer = await partner.post(path, {limit: '10'})
    expect(answer).toMatchObject(wrong('limit'))
    expect(answer.headers['x-sandbox-validation']).toBe('body/limit: must be integer')
  })

  it('in its body: unknown field, wrong type, too long, null item, wrong kind of body', async () => {
    const {partner} = await open()
    const post = async (body: unknown) => (await partner.post(path, body)).status
    for (const body of [{nothing: 1}, {limit: 1.5}, {account_name: 'x'.repeat(65)}, [], 'text', 5, true, [{}]]) {
      expect(await post(body), JSON.stringify(body)).toBe(400)
    }
    expect(await post({limit: null})).toBe(200)
    const raw = async (text: string | Buffer) => (await partner.send({method: 'POST', path, raw: text})).status
    for (const text of [
      '{',
      '{"limit":1,"limit":2}',
      'null',
      '',
      `${'['.repeat(5000)}`,
      '{"__proto__":{"limit":1}}',
      Buffer.from([0x7b, 0xff, 0x7d]),
    ]) {
      expect(await raw(text), String(text).slice(0, 40)).toBe(400)
    }
    const form = await partner.post(path, {}, {headers: {'content-type': 'text/plain'}})
    expect(form.status).toBe(400)
  })

  it('in its query: unknown, repeated, of the wrong type or badly escaped', async () => {
    const run = await open()
    const customer = resale(await customersOf(run))[0]!
    const client = await run.partner.asCustomer(customer.customer_id, run.info.partner.xaccount_type)
    const records = '/v2/bills/customer-bills/res-fee-records'
    const status = async (query: Record<string, string | string[]>) => (await client.get(records, query)).status
    expect(await status({cycle: '2026-10'})).toBe(200)
    expect(await status({cycle: '2026-10', nothing: '1'})).toBe(400)
    expect(await status({cycle: ['2026-10', '2026-09']})).toBe(400)
    expect(await status({cycle: '2026-10', limit: 'ten'})).toBe(400)
    expect(await status({cycle: '2026-10', limit: '1e3'})).toBe(400)
    expect(await status({cycle: '2026-10', include_zero_record: 'yes'})).toBe(400)
    expect(await status({cycle: '2026-10', bill_date_begin: '2026-02-30', bill_date_end: '2026-02-30'})).toBe(400)
    expect(await status({})).toBe(400)
    expect(await status({cycle: '2026-10', bill_type: '25'})).toBe(400)
    client.close()
  })

  it('passes with unknown fields when the sandbox is loose', async () => {
    const {partner} = await open({loose: true})
    expect((await partner.post(path, {nothing: 1})).status).toBe(200)
    expect((await partner.post(path, {limit: '10'})).status).toBe(400)
  })
})

describe('the admin API', () => {
  it('answers this machine, and no web page', async () => {
    const {anybody, info} = await open()
    expect((await anybody.admin('GET', 'health')).json).toMatchObject({status: 'ok', scenario: 'small', seed: 1})
    const other = new Client(info.endpoints.bss)
    const from = (headers: Record<string, string>) => other.send({path: '/sandbox/accounts', headers})
    expect((await from({origin: 'http://evil.example'})).status).toBe(403)
    expect((await from({host: 'evil.example'})).status).toBe(403)
    other.close()
  })

  it('says what is wrong with a request to it', async () => {
    const {anybody} = await open()
    expect((await anybody.admin('GET', 'nothing')).status).toBe(404)
    expect((await anybody.admin('PUT', 'clock', {now: 'tomorrow'})).status).toBe(400)
    expect((await anybody.admin('PUT', 'settings', {associationDelay: -1})).status).toBe(400)
    expect((await anybody.admin('PUT', 'settings', {nothing: 1})).status).toBe(400)
    expect((await anybody.admin('GET', 'ledger?cycle=2026-13')).status).toBe(400)
  })

  it('can stop the clock', async () => {
    const {anybody} = await open()
    await anybody.admin('PUT', 'clock', {now: '2026-12-05T04:00:00Z', frozen: true})
    await new Promise(resolve => setTimeout(resolve, 1100))
    expect((await anybody.admin('GET', 'clock')).json).toEqual({
      now: '2026-12-05T04:00:00Z',
      cycle: '2026-12',
      frozen: true,
    })
  })
})
