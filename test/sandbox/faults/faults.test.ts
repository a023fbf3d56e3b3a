import {connect} from 'node:net'
import {describe, expect, it} from 'vitest'
import {errorCatalogue} from '../../../src/api/contract/contract.js'
import {namedFault} from '../../../src/sandbox/faults/named.js'
import {customersOf, open, type Running, resale, userClient} from '../harness.js'

const list = '/v2/partners/sub-customers/query'

const add = async (run: Running, rule: Record<string, unknown>) => {
  const answer = await run.anybody.admin('POST', 'faults', rule)
  expect(answer.status, answer.text).toBe(200)
  return answer.json as {id: string}
}
const lists = (run: Running) => run.partner.post(list, {})
const create = (run: Running, xaccount_id: string) =>
  run.partner.post('/v2/partners/sub-customers', {
    xaccount_id,
    xaccount_type: run.info.partner.xaccount_type,
    domain_area: 'MX',
  })

/** Runs a request that is expected to break. */
async function broken(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'answered'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? (error as Error).message
  }
}

const senseless: unknown[] = [
  {},
  {effect: 'nothing'},
  {effect: 'none'},
  {effect: 'throttled', count: 0},
  {effect: 'throttled', count: '1'},
  {effect: 'throttled', probability: 2},
  {effect: 'throttled', probability: Number.NaN},
  {effect: 'none', delay: -1},
  {effect: 'none', delay: {from: 5, to: 1}},
  {effect: 'none', delay: {median: 5}},
  {effect: 'throttled', status: 99},
  {effect: 'throttled', surprise: true},
  [],
]

describe('answers instead of processing', () => {
  it.each([
    ['throttled', 429, 'APIGW.0308'],
    ['throttled-apig', 429, 'APIG.0308'],
    ['throttled-cbc', 429, 'CBC.0250'],
    ['throttled-ip', 400, 'CBC.99007197'],
    ['throttled-iam', 429, 'IAM.0012'],
    ['internal-error', 500, 'CBC.0999'],
    ['unavailable', 503, 'APIGW.0613'],
    ['bad-gateway', 502, 'APIGW.0201'],
    ['gateway-timeout', 504, 'APIGW.0201'],
    ['error-in-success', 200, 'CBC.5001'],
  ])('%s is %i %s', async (effect, status, error_code) => {
    const run = await open()
    await add(run, {effect, count: 1})
    expect(await lists(run)).toMatchObject({status, json: {error_code}})
    expect((await lists(run)).status).toBe(200)
  })

  it('can be any code, with Retry-After in both forms', async () => {
    const run = await open()
    await add(run, {effect: 'error', status: 418, code: 'CBC.1', message: 'Tea', retryAfter: 7, count: 1})
    await add(run, {effect: 'throttled', retryAfter: 60, retryAfterForm: 'date'})
    const first = await lists(run)
    expect(first).toMatchObject({
      status: 418,
      json: {error_code: 'CBC.1', error_msg: 'Tea'},
      headers: {'retry-after': '7'},
    })
    const second = await lists(run)
    const at = Date.parse(String(second.headers['retry-after'])) - Date.now()
    expect(at).toBeGreaterThan(50_000)
    expect(second.json).toMatchObject({status_code: 429, error_message: expect.any(String)})
  })

  it('do not touch the state', async () => {
    const run = await open()
    await add(run, {operation: 'CreateSubCustomer', effect: 'internal-error', count: 1})
    expect((await create(run, 'u-1')).status).toBe(500)
    expect((await create(run, 'u-1')).status).toBe(200)
  })
})

describe('a rule', () => {
  it('strikes one operation, or one tenant, only', async () => {
    const run = await open()
    await add(run, {operation: 'ListIndirectPartners', effect: 'unavailable'})
    expect((await lists(run)).status).toBe(200)
    expect((await run.partner.post('/v2/partners/indirect-partners/query', {})).status).toBe(503)
    const [a, b] = resale(await customersOf(run))
    const sum = async (id: string) => {
      const client = await run.partner.asCustomer(id, run.info.partner.xaccount_type)
      const {status} = await client.get('/v2/bills/customer-bills/monthly-sum', {bill_cycle: '2026-10'})
      client.close()
      return status
    }
    await add(run, {tenant: a!.customer_id, effect: 'unavailable'})
    expect(await sum(a!.customer_id)).toBe(503)
    expect(await sum(b!.customer_id)).toBe(200)
  })

  it('can let some pass, strike a number of times, or by chance that repeats', async () => {
    const run = await open()
    await add(run, {effect: 'unavailable', skip: 2, count: 2})
    const statuses = async (n: number) => {
      const seen: number[] = []
      for (let i = 0; i < n; i++) seen.push((await lists(run)).status)
      return seen
    }
    expect(await statuses(5)).toEqual([200, 200, 503, 503, 200])
    await run.anybody.admin('DELETE', 'faults')
    await add(run, {effect: 'unavailable', probability: 0.5})
    const first = await statuses(40)
    expect(first.filter(s => s === 503).length).toBeGreaterThan(8)
    expect(first.filter(s => s === 200).length).toBeGreaterThan(8)
    const other = await open()
    await add(other, {effect: 'none', delay: 0})
    await other.anybody.admin('DELETE', 'faults')
    await add(other, {effect: 'unavailable', probability: 0.5})
    const again: number[] = []
    for (let i = 0; i < 40; i++) again.push((await lists(other)).status)
    expect(again).toEqual(first)
  })

  it('comes first when it was added first, and steps aside when it is spent', async () => {
    const run = await open()
    await add(run, {effect: 'throttled', count: 1})
    await add(run, {effect: 'unavailable', count: 1})
    expect([(await lists(run)).status, (await lists(run)).status, (await lists(run)).status]).toEqual([429, 503, 200])
    const {json} = await run.anybody.admin('GET', 'faults')
    expect(json.rules).toMatchObject([{hits: 1, seen: 1}, {hits: 1}])
  })

  it('can be removed', async () => {
    const run = await open()
    const {id} = await add(run, {effect: 'unavailable'})
    expect((await run.anybody.admin('DELETE', `faults/${id}`)).json).toEqual({removed: 1})
    expect((await run.anybody.admin('DELETE', `faults/${id}`)).status).toBe(404)
    expect((await lists(run)).status).toBe(200)
  })

  it('that makes no sense is refused', async () => {
    const run = await open()
    for (const rule of senseless) {
      expect((await run.anybody.admin('POST', 'faults', rule)).status, JSON.stringify(rule)).toBe(400)
    }
    await add(run, {operation: '*', effect: 'throttled', probability: 0})
  })
})

describe('faults of the connection', () => {
  it('reset before processing leaves nothing behind', async () => {
    const run = await open()
    await add(run, {operation: 'CreateSubCustomer', effect: 'reset-before', count: 1})
    expect(await broken(create(run, 'u-1'))).toBe('ECONNRESET')
    expect((await create(run, 'u-1')).status).toBe(200)
  })

  it('reply lost and reset in the middle leave what was done', async () => {
    const run = await open()
    for (const effect of ['reply-lost', 'reset-middle']) {
      await add(run, {operation: 'CreateSubCustomer', effect, count: 1})
      expect(['ECONNRESET', 'aborted']).toContain(await broken(create(run, effect)))
      expect(await create(run, effect)).toMatchObject({status: 400, json: {error_code: 'CBC.99000039'}})
    }
    const {json} = await run.anybody.admin('GET', 'requests?operation=CreateSubCustomer')
    expect(json.requests.map((r: {status: number}) => r.status)).toEqual([200, 400, 200, 400])
  })

  it('hang until the client gives up', async () => {
    const run = await open()
    await add(run, {effect: 'hang-before', count: 1})
    const {hostname, port} = new URL(run.info.endpoints.bss)
    const answer = await new Promise<string>(resolve => {
      let text = ''
      const socket = connect(Number(port), hostname, () => {
        socket.write(`POST ${list} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}`)
        setTimeout(() => socket.destroy(), 200)
      })
      socket.on('data', chunk => {
        text += chunk
      })
      socket.on('close', () => resolve(text))
    })
    expect(answer).toBe('')
  })

  it('delay the answer: fixed, between two, long-tailed', async () => {
    const run = await open()
    for (const delay of [60, {from: 50, to: 70}, {median: 60, sigma: 0}]) {
      await add(run, {effect: 'none', delay, count: 1})
      const begin = performance.now()
      expect((await lists(run)).status).toBe(200)
      expect(performance.now() - begin).toBeGreaterThan(45)
    }
  })

  it('dribble the answer', async () => {
    const run = await open()
    await add(run, {effect: 'dribble', seconds: 0.3, count: 1})
    const begin = performance.now()
    expect((await lists(run)).json.count).toBe(42)
    expect(performance.now() - begin).toBeGreaterThan(200)
  })

  it('break the chunks', async () => {
    const run = await open()
    await add(run, {effect: 'malformed-chunk', count: 1})
    expect(await broken(lists(run))).toBe('HPE_INVALID_CHUNK_SIZE')
  })
})

describe('faults of the form', () => {
  it('spoil the body', async () => {
    const run = await open()
    const spoiled = async (effect: string) => {
      await add(run, {effect, count: 1})
      return lists(run)
    }
    const truncated = await spoiled('truncated')
    expect(truncated.status).toBe(200)
    expect(truncated.json).toBeUndefined()
    expect(truncated.text).toMatch(/^\{"count":42/)
    expect(await spoiled('empty')).toMatchObject({status: 200, text: ''})
    expect(await spoiled('html')).toMatchObject({status: 200, headers: {'content-type': 'text/html; charset=utf-8'}})
    expect(await spoiled('wrong-type')).toMatchObject({headers: {'content-type': 'text/plain'}, json: {count: 42}})
    expect((await spoiled('duplicate-keys')).text).toMatch(/^\{"count":null,"count":42,/)
    expect((await spoiled('invalid-utf8')).text).toContain('\ufffd')
    expect(await spoiled('redirect')).toMatchObject({status: 307, headers: {location: 'http://127.0.0.1:9/elsewhere'}})
  })

  it('put rows in and take rows out while somebody reads', async () => {
    const run = await open()
    const ids = async (offset: number) => {
      const {json} = await run.partner.post(list, {offset, limit: 20})
      return {count: json.count, ids: json.customer_infos.map((c: {customer_id: string}) => c.customer_id)}
    }
    const [first, second] = [await ids(0), await ids(20)]
    await add(run, {operation: 'ListSubCustomers', effect: 'row-inserted', count: 1})
    const inserted = await ids(20)
    expect(inserted).toEqual({count: 43, ids: [first.ids.at(-1), ...second.ids.slice(0, -1)]})
    await add(run, {operation: 'ListSubCustomers', effect: 'row-removed', count: 1})
    const removed = await ids(20)
    expect(removed.count).toBe(41)
    expect(removed.ids.slice(0, -1)).toEqual(second.ids.slice(1))
  })

  it('let clocks differ', async () => {
    const run = await open()
    await run.anybody.admin('PUT', 'settings', {clockSkew: 3600})
    const refused = await lists(run)
    expect(refused).toMatchObject({status: 401, json: {error_code: 'APIGW.0301'}})
    const told = Date.parse(String(refused.headers.date))
    expect(told - Date.now()).toBeGreaterThan(3_500_000)
    expect((await run.partner.post(list, {}, {date: new Date(told)})).status).toBe(200)
  })
})

describe('realistic limits', () => {
  it('let ten requests a second through for each operation', async () => {
    const run = await open({realistic: true})
    const answers = await Promise.all(Array.from({length: 14}, () => lists(run)))
    const refused = answers.filter(a => a.status === 429)
    expect(refused.length).toBeGreaterThanOrEqual(2)
    expect(refused[0]!.json.error_code).toBe('APIGW.0308')
    expect((await run.partner.post('/v2/partners/indirect-partners/query', {})).status).toBe(200)
    await new Promise(resolve => setTimeout(resolve, 300))
    expect((await lists(run)).status).toBe(200)
  })

  it('lock a key after five wrong signatures in a row, and no other', async () => {
    const run = await open({realistic: true})
    const {keys} = run.partner
    const wrong = () => run.partner.post(list, {}, {keys: {...keys!, secret: 'x'.repeat(40)}})
    const desk = await userClient(run, 'meridian-cloud-service-desk')
    for (let i = 0; i < 4; i++) await wrong()
    expect((await lists(run)).status).toBe(200)
    for (let i = 0; i < 5; i++) await wrong()
    expect(await lists(run)).toMatchObject({status: 401, json: {error_code: 'APIGW.0301'}})
    expect((await desk.post(list, {})).status).toBe(200)
    desk.close()
  })
})

describe('a code of the catalogue', () => {
  it('is a fault by its name, with its documented status', async () => {
    const run = await open({scenario: 'tiny'})
    await add(run, {effect: 'CBC.99000050', operation: 'CreateSubCustomer', count: 1})
    expect(await create(run, 'named')).toMatchObject({status: 500, json: {error_code: 'CBC.99000050'}})
    await add(run, {effect: 'CBC.99000013', operation: 'ListSubCustomers', status: 409, message: 'none left'})
    expect(await lists(run)).toMatchObject({status: 409, json: {error_code: 'CBC.99000013', error_msg: 'none left'}})
    await add(run, {effect: 'error', code: 'CBC.99000012', operation: 'CreateSubCustomer', count: 1})
    expect((await create(run, 'coded')).json).toEqual({
      error_code: 'CBC.99000012',
      error_msg: errorCatalogue().find(({code}) => code === 'CBC.99000012')!.meaning,
    })
    expect((await run.anybody.admin('POST', 'faults', {effect: 'CBC.1'})).status).toBe(400)
  })

  it('can be had as a fault, whichever it is, in any case of letters', () => {
    for (const {code, http, meaning} of errorCatalogue()) {
      const rule = namedFault({effect: code.toLowerCase(), operation: '*'})
      expect(rule).toEqual({effect: 'error', operation: '*', code, status: http[0] ?? 400, message: meaning})
      expect([rule.status, meaning]).toEqual([expect.any(Number), expect.stringMatching(/\S/)])
    }
  })
})
