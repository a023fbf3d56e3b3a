import http from 'node:http'
import type {AddressInfo} from 'node:net'
import {afterEach, describe, expect, it} from 'vitest'
import {Api} from '../../src/api/client.js'
import {DryRun} from '../../src/api/dry-run.js'
import type {Session} from '../../src/api/session.js'
import {SHARE} from '../../src/api/throttle.js'
import {SentWrites} from '../../src/cli/sent-writes.js'
import {Decimal} from '../../src/decimal.js'
import type {Failure} from '../../src/failure.js'

type Answer = (request: http.IncomingMessage, body: string, response: http.ServerResponse) => void

const open: http.Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** A server that gives one answer after the other, and a client of it whose clock does not wait. */
async function scripted(answers: Answer[], options: {dryRun?: boolean; now?: number; session?: Partial<Session>} = {}) {
  const requests: {method: string; url: string; headers: http.IncomingHttpHeaders; body: string}[] = []
  const server = http.createServer((request, response) => {
    let body = ''
    request.on('data', chunk => (body += chunk))
    request.on('end', () => {
      requests.push({method: request.method!, url: request.url!, headers: request.headers, body})
      const answer = answers[Math.min(requests.length, answers.length) - 1]!
      answer(request, body, response)
    })
  })
  open.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const waits: number[] = []
  let now = options.now ?? Date.parse('2026-11-10T00:00:00Z')
  const session: Session = {
    profile: 'test',
    site: 'intl',
    endpoints: {bss: origin, osm: origin, iam: origin},
    domainId: 'partner',
    xaccountType: 'ACME',
    requestsPerSecond: Number.POSITIVE_INFINITY,
    credentials: async () => ({kind: 'key', accessKeyId: 'AK', secretAccessKey: 'SK'}),
    ...options.session,
  }
  const warnings: string[] = []
  const writes = new SentWrites()
  /** How many writes were under way at each wait. */
  const underWay: number[] = []
  const api = new Api(async () => session, {
    dryRun: options.dryRun,
    random: () => 0.5,
    hooks: {
      warn: message => warnings.push(message),
      sendsWrite: record => writes.sent(record),
      restsWrite: record => writes.rests(record),
      afterWrite: (record, end) => writes.answered(record, end),
    },
    clock: {
      now: () => now,
      sleep: async milliseconds => {
        waits.push(milliseconds)
        underWay.push(writes.underWay.length)
        now += milliseconds
      },
    },
  })
  return {api, requests, waits, warnings, writes, underWay}
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_, __, response) =>
    response
      .writeHead(status, {'content-type': 'application/json', ...headers})
      .end(typeof body === 'string' ? body : JSON.stringify(body))
const cut: Answer = request => request.socket.destroy()

const budget = {customer_id: 'c1', budget_amount: Decimal.parse('100.50')}

describe('a call', () => {
  it('puts each field where the contract wants it and signs the whole', async () => {
    const {api, requests} = await scripted([json(200, {budget_amount: 1})])
    await api.call('ShowSubCustomerBudget', {customer_id: 'a/b c'})
    expect(requests[0]).toMatchObject({method: 'GET', url: '/v2/partners/sub-customers/budget?customer_id=a%2Fb%20c'})
    expect(requests[0]!.headers.authorization).toMatch(
      /^SDK-HMAC-SHA256 Access=AK, SignedHeaders=content-type;host;x-domain-id;x-sdk-date, /,
    )
  })

  it('sends amounts with their own digits', async () => {
    const {api, requests} = await scripted([json(204, '')])
    await api.call('UpdateSubCustomerBudget', budget)
    expect(requests[0]!.body).toBe('{"customer_id":"c1","budget_amount":100.50}')
  })

  it('refuses an operation of another site before anything is sent', async () => {
    const {api, requests} = await scripted([json(200, {})])
    await expect(api.call('ListPartnerBalances', {})).rejects.toMatchObject({
      outcome: 'usage',
      message: expect.stringContaining('China site'),
    })
    expect(requests).toHaveLength(0)
  })

  it('says that a customer must be named where only a customer may call', async () => {
    const {api} = await scripted([json(200, {})])
    await expect(api.call('ShowCustomerMonthlySum', {bill_cycle: '2026-10'})).rejects.toMatchObject({outcome: 'usage'})
  })
})

describe('what a header cannot hold', () => {
  const cases: [what: string, header: string, session: Partial<Session>][] = [
    ['an account id with a letter of another script', 'x-domain-id', {domainId: 'раrtner'}],
    ['an account id with a line feed', 'x-domain-id', {domainId: 'a\nb'}],
    ['a token with an accent', 'x-auth-token', {credentials: async () => ({kind: 'token', token: 'é'})}],
    [
      'a security token with an emoji',
      'x-security-token',
      {credentials: async () => ({kind: 'key', accessKeyId: 'A', secretAccessKey: 'S', securityToken: '🔑'})},
    ],
    [
      'an access key with a Cyrillic A',
      'authorization',
      {credentials: async () => ({kind: 'key', accessKeyId: 'АK', secretAccessKey: 'S'})},
    ],
  ]
  for (const [what, header, session] of cases) {
    it(`${what} is refused before anything is sent, and its value is not told`, async () => {
      const {api, requests} = await scripted([json(200, {budget_amount: 1})], {session})
      await expect(api.call('ShowSubCustomerBudget', {customer_id: 'c'})).rejects.toMatchObject({
        outcome: 'usage',
        message: `the header ${header} can only hold plain ASCII signs; its value has others`,
      })
      expect(requests).toHaveLength(0)
    })
  }
})

describe('a path that the contract does not know', () => {
  const headers = {'content-type': 'application/json'}
  const request = {service: 'bss' as const, query: [] as [string, string][], headers, body: Buffer.from('')}

  it('is sent and signed as it was typed, an encoded slash included', async () => {
    const {api, requests} = await scripted([json(200, {})])
    await api.raw({...request, method: 'GET', path: '/v2/a%2Fb', effect: 'read'})
    expect(requests[0]!.url).toBe('/v2/a%2Fb')
  })

  it('is judged by the contract when it knows the path after all', async () => {
    const write = {...request, method: 'POST', path: '/v2/x', effect: 'write' as const}
    const {api} = await scripted([json(200, {}), json(200, {}), json(200, {transfer_id: 't'})])
    expect((await api.raw(write)).data).toEqual({})
    const known = {...write, success: {kind: 'returns' as const, values: ['transfer_id']}}
    await expect(api.raw(known)).rejects.toMatchObject({outcome: 'unknown'})
    expect((await api.raw(known)).data).toEqual({transfer_id: 't'})
  })
})

describe('errors', () => {
  const cases: [string, Answer, Partial<Failure>][] = [
    [
      'unknown customer',
      json(400, {error_code: 'CBC.99000035', error_msg: 'no'}),
      {outcome: 'not-found', code: 'CBC.99000035'},
    ],
    ['wrong key', json(401, {error_code: 'APIGW.0301', error_msg: 'sig'}), {outcome: 'denied'}],
    ['no permission', json(403, {error_code: 'CBC.0151', error_msg: 'denied'}), {outcome: 'denied'}],
    ['business rule', json(400, {error_code: 'CBC.99007188', error_msg: 'x'}), {outcome: 'refused'}],
    ['IAM shape', json(404, {error: {code: 404, message: 'gone'}}), {outcome: 'not-found'}],
    ['gateway shape', json(400, {error_code: 'APIGW.0201', error_message: 'bad'}), {outcome: 'refused'}],
    ['error inside a 200', json(200, {error_code: 'OSM.01010015', error_msg: 'no ticket'}), {outcome: 'not-found'}],
  ]
  for (const [name, answer, expected] of cases) {
    it(`${name}`, async () => {
      const {api} = await scripted([answer])
      await expect(api.call('ShowSubCustomerBudget', {customer_id: 'c'})).rejects.toMatchObject(expected)
    })
  }

  it('names a web page as one', async () => {
    const {api} = await scripted([
      (_, __, response) => response.writeHead(200, {'content-type': 'text/html'}).end('<html>Please log in</html>'),
    ])
    await expect(api.call('ShowSubCustomerBudget', {customer_id: 'c'})).rejects.toThrow(
      /text\/html, not with the API's JSON/,
    )
  })
})

describe('reads', () => {
  it('are sent again after a broken connection, a 5xx and cut-off JSON', async () => {
    const {api, requests} = await scripted([
      cut,
      json(503, {error_code: 'CBC.0999', error_msg: 'busy'}),
      json(200, '{"budget_amount": 1'),
      json(200, {budget_amount: 7}),
    ])
    const answer = await api.call('ShowSubCustomerBudget', {customer_id: 'c'})
    expect(answer.budget_amount?.text).toBe('7')
    expect(requests).toHaveLength(4)
  })

  it('give up after six attempts and say that nothing was changed', async () => {
    const {api, requests} = await scripted([cut])
    await expect(api.call('ShowSubCustomerBudget', {customer_id: 'c'})).rejects.toMatchObject({outcome: 'unavailable'})
    expect(requests).toHaveLength(6)
  })

  it('are not sent again once nobody waits for them', async () => {
    const {api, requests} = await scripted([cut])
    api.close()
    await expect(api.call('ShowSubCustomerBudget', {customer_id: 'c'})).rejects.toMatchObject({outcome: 'unavailable'})
    expect(requests).toHaveLength(1)
  })

  it('wait as long as Retry-After says', async () => {
    const busy = {error_code: 'APIGW.0308', error_msg: 'limit'}
    const {api, waits} = await scripted([
      json(429, busy, {'retry-after': '3'}),
      json(429, busy, {'retry-after': 'Tue, 10 Nov 2026 00:00:08 GMT'}),
      json(429, busy, {'retry-after': '2abc'}),
      json(200, {}),
    ])
    await api.call('ShowSubCustomerBudget', {customer_id: 'c'})
    expect(waits).toEqual([3000, 5000, 1500])
  })

  it('do not wait longer than the total time limit', async () => {
    const {api, waits} = await scripted([
      json(429, {error_code: 'CBC.0250', error_msg: 'x'}, {'retry-after': '999999'}),
    ])
    await expect(api.call('ShowSubCustomerBudget', {customer_id: 'c'})).rejects.toMatchObject({outcome: 'unavailable'})
    expect(waits).toEqual([])
  })

  it('are signed again once with the server time when the clock is wrong', async () => {
    const {api, requests, warnings} = await scripted([
      json(401, {error_code: 'APIGW.0301', error_msg: 'sig'}, {date: 'Tue, 10 Nov 2026 00:20:00 GMT'}),
      json(200, {}),
    ])
    await api.call('ShowSubCustomerBudget', {customer_id: 'c'})
    expect(requests[1]!.headers['x-sdk-date']).toBe('20261110T002000Z')
    expect(warnings).toEqual(["this machine's clock is 20 min slow; set it right"])
  })
})

describe('a refusal for the rate', () => {
  it('makes the next ones slower, and those of another operation not', async () => {
    const limit = json(429, {error_code: 'APIGW.0308', error_msg: 'x'}, {'retry-after': '1'})
    const {api, waits} = await scripted([limit, json(200, {budget_amount: 1})], {session: {requestsPerSecond: 10}})
    for (let n = 0; n < 3; n++) await api.call('ShowSubCustomerBudget', {customer_id: 'c'})
    await api.call('ShowPartnerConsumptionQuota', {})
    const pace = (rate: number) => 1000 / (rate * SHARE)
    expect(waits).toEqual([1000, expect.closeTo(pace(5), 1), expect.closeTo(pace(5.2), 1)])
  })
})

describe('writes', () => {
  it('are sent once when the reply is lost, and the outcome is unknown', async () => {
    const {api, requests} = await scripted([cut])
    await expect(api.call('UpdateSubCustomerBudget', budget, {check: 'look'})).rejects.toMatchObject({
      outcome: 'unknown',
      next: ['Find out before you repeat it: look'],
    })
    expect(requests).toHaveLength(1)
  })

  it('are sent once when the server fails in the middle', async () => {
    const {api, requests} = await scripted([json(500, {error_code: 'CBC.0999', error_msg: 'x'})])
    await expect(api.call('UpdateSubCustomerBudget', budget)).rejects.toMatchObject({outcome: 'unknown'})
    expect(requests).toHaveLength(1)
  })

  it('are sent again after a throttle answer, which had no effect', async () => {
    const {api, requests} = await scripted([json(429, {error_code: 'APIGW.0308', error_msg: 'x'}), json(204, '')])
    await api.call('UpdateSubCustomerBudget', budget)
    expect(requests).toHaveLength(2)
  })

  it('are not under way while they wait to be sent again', async () => {
    const busy = json(429, {error_code: 'APIGW.0308', error_msg: 'x'})
    const {api, writes, underWay} = await scripted([busy, busy, json(204, '')])
    await api.call('UpdateSubCustomerBudget', budget)
    expect([underWay, writes.underWay.length, writes.done.length]).toEqual([[0, 0], 0, 1])
  })

  it('are not sent in a dry run', async () => {
    const {api, requests} = await scripted([json(204, '')], {dryRun: true})
    await expect(api.call('UpdateSubCustomerBudget', budget)).rejects.toBeInstanceOf(DryRun)
    expect(requests).toHaveLength(0)
  })
})

describe('keys that the platform does not know', () => {
  const wrong = json(401, {error_code: 'APIGW.0301', error_msg: 'sig'}, {date: 'Tue, 10 Nov 2026 00:00:00 GMT'})
  const many = (api: Api) =>
    Promise.all(
      Array.from({length: 30}, (_, n) =>
        (n % 2
          ? api.call('UpdateSubCustomerBudget', budget)
          : api.call('ShowSubCustomerBudget', {customer_id: 'c1'})
        ).then(
          () => 'done',
          (error: Failure) => error.outcome,
        ),
      ),
    )

  it('are shown once, however many requests wait', async () => {
    const {api, requests} = await scripted([wrong])
    expect(new Set(await many(api))).toEqual(new Set(['denied']))
    await expect(api.call('ShowSubCustomerBudget', {customer_id: 'c1'})).rejects.toMatchObject({status: 401})
    expect(requests).toHaveLength(1)
  })

  it('keep nothing back once it has answered, and a first request that gets nowhere is only one', async () => {
    const {api, requests} = await scripted([
      json(404, {error_code: 'CBC.5002', error_msg: 'x'}),
      json(200, {budget_amount: 1}),
    ])
    const ends = await many(api)
    expect([ends[0], requests.length]).toEqual(['not-found', 30])
  })
})

describe('a list', () => {
  const page = (ids: string[], count: number) =>
    json(200, {count, customer_infos: ids.map(customer_id => ({customer_id}))})

  it('is walked to its end, by what really came', async () => {
    // The server gives fewer rows than asked for.
    const {api, requests} = await scripted([page(['a', 'b'], 3), page(['c'], 3)])
    const list = api.list('ListSubCustomers', {})
    expect((await list.toArray()).map(row => row.customer_id)).toEqual(['a', 'b', 'c'])
    expect(requests.map(request => JSON.parse(request.body).offset)).toEqual([0, 2])
    expect(list).toMatchObject({total: 3, cut: false})
  })

  it('knows when it was cut', async () => {
    const {api} = await scripted([page(['a', 'b'], 3)])
    const list = api.list('ListSubCustomers', {}, {limit: 2})
    expect(await list.toArray()).toHaveLength(2)
    expect(list).toMatchObject({total: 3, cut: true, shown: 2})
  })

  it('does not end on an empty page when the total says otherwise: it is asked for again, and then is a failure', async () => {
    const {api, requests} = await scripted([page(['a'], 9), page([], 9)])
    await expect(api.list('ListSubCustomers', {}).toArray()).rejects.toMatchObject({outcome: 'failed'})
    expect(requests).toHaveLength(7)
  })
})

describe('a list that is missing', () => {
  const missing: [what: string, answer: Answer][] = [
    ['an empty object', json(200, {})],
    ['a list instead of an object', json(200, [])],
    ['a string', json(200, '"ok"')],
    ['null', json(200, 'null')],
    ['a 204', json(204, '')],
    ['an object where it belongs', json(200, {count: 1, customer_infos: {}})],
    ['a count without it', json(200, {count: 1})],
  ]
  for (const [what, answer] of missing) {
    it(`(${what}) is asked for again, and then is a failure, not an empty list`, async () => {
      const {api, requests} = await scripted([answer])
      await expect(api.list('ListSubCustomers', {}).toArray()).rejects.toMatchObject({outcome: 'failed'})
      expect(requests).toHaveLength(6)
    })
  }

  it('and comes the next time is read', async () => {
    const rows = [{customer_id: 'a'}]
    const {api} = await scripted([json(200, {}), json(200, {count: 1, customer_infos: rows})])
    expect(await api.list('ListSubCustomers', {}).toArray()).toEqual(rows)
  })

  it('is also a key that is missing in the answer, in words', async () => {
    const {api} = await scripted([json(201, {})])
    await expect(api.call('ShowCustomerMonthlySum', {bill_cycle: '2026-10'}, {as: 'cust'})).rejects.toMatchObject({
      name: 'Failure',
      message: expect.stringContaining('the answer has no credential'),
    })
  })
})

describe('acting as a customer', () => {
  it('takes a key through the agency once, and signs with it', async () => {
    const credential = {access: 'CAK', secret: 'CSK', securitytoken: 'CST', expires_at: '2026-11-10T01:00:00.000000Z'}
    const {api, requests} = await scripted([
      json(201, {credential}),
      json(200, {bill_sums: []}),
      json(200, {bill_sums: []}),
    ])
    await api.call('ShowCustomerMonthlySum', {bill_cycle: '2026-10'}, {as: 'cust'})
    await api.call('ShowCustomerMonthlySum', {bill_cycle: '2026-09'}, {as: 'cust'})
    expect(requests).toHaveLength(3)
    expect(JSON.parse(requests[0]!.body).auth.identity.assume_role).toEqual({
      agency_name: 'ACME',
      domain_id: 'cust',
      duration_seconds: 3600,
    })
    expect(requests[1]!.headers).toMatchObject({'x-security-token': 'CST', 'x-domain-id': 'cust'})
    expect(requests[1]!.headers.authorization).toMatch(/Access=CAK, SignedHeaders=[^,]*x-security-token/)
  })
})
