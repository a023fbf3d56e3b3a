// D.1: 1, 2. A write is sent again only where it provably had no effect: for every write operation, and every way to
// lose a reply.
import net from 'node:net'
import {gzipSync} from 'node:zlib'
import {describe, expect, it} from 'vitest'
import type {Api} from '../../src/api/client.js'
import {type Operation, operationTable} from '../../src/api/contract/contract.js'
import type {TimeLimits} from '../../src/api/network.js'
import type {WriteEnd} from '../../src/api/session.js'
import {Decimal} from '../../src/decimal.js'
import type {Failure} from '../../src/failure.js'
import {proofOf, sampleInput} from '../support/sample.js'
import {clientOf, hang, json, type Reply, raw, reset, serve} from './support/server.js'

const writes = Object.entries(operationTable().operations).filter(([, operation]) => operation.effect === 'write')

const key = json(201, {
  credential: {access: 'A', secret: 'S', securitytoken: 'T', expires_at: '2026-11-10T01:00:00.000000Z'},
})

/** Ways to lose a reply that take time. */
const slow: Record<string, Reply> = {
  'no answer in time': hang,
  'no more data': raw('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a"', false),
}

const pair = (error_code: string) => ({error_code, error_msg: 'no'})
const gateway = (error_code: string) => ({error_code, error_msg: 'no', request_id: 'r1'})
const signed = {'x-request-id': 'r1'}
const typed =
  (type: string, body: string, status = 200): Reply =>
  response =>
    response.writeHead(status, {'content-type': type, ...signed}).end(body)

/** A byte now and then, for ever. */
const dripping: Reply = response => {
  response.writeHead(200, {'content-type': 'application/json', ...signed})
  const drip = setInterval(() => response.write(' '), 5)
  response.on('close', () => clearInterval(drip))
}

/** Ways in which a processed write's reply is lost, cannot be understood, or proves nothing: one of each class. */
const lost: Record<string, Reply> = {
  'reset before the answer': reset,
  'closed without an answer': (_, {socket}) => socket.end(),
  'reset in the headers': raw('HTTP/1.1 200 OK\r\nContent-Ty'),
  'reset in the body': raw('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a"'),
  'an upgrade that nobody asked for': raw(
    'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
    false,
  ),
  'a 101 without a word': raw('HTTP/1.1 101 Switching Protocols\r\n\r\n', false),
  'JSON that ends in the middle': json(200, '{"domain_id": "0a1'),
  'a malformed chunk': raw(
    'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n',
  ),
  'gzip that is damaged': response => {
    const body = gzipSync('{"domain_id": "0a1f"}')
    body[body.length - 5]! ^= 0xff
    response.writeHead(200, {'content-type': 'application/json', 'content-encoding': 'gzip'}).end(body)
  },
  'a web page': response => response.writeHead(200, {'content-type': 'text/html'}).end('<html>Log in</html>'),
  'what is no HTTP': raw('SSH-2.0-OpenSSH_9.6\r\n'),
  'an internal error': json(500, {error_code: 'CBC.0999', error_msg: 'other error'}),
  'an internal error nobody knows': json(500, {error_code: 'CBC.12345678', error_msg: '?'}),
  'a gateway error nobody knows': json(502, {error_code: 'APIGW.9999', error_msg: '?'}),
  'the gateway lost the backend': json(504, {error_code: 'APIGW.0201', error_msg: 'backend timeout'}),
  'a bad gateway without words': json(502, ''),
  'a web page of a gateway': response => response.writeHead(504, {'content-type': 'text/html'}).end('<html>504</html>'),
  'a refusal of the service with a 504 of who stands before it': json(504, pair('CBC.0100')),
  'the same with a 502': json(502, pair('CBC.99000035')),
  'the same with a 503': json(503, gateway('APIGW.0301')),
  'a throttle with a 504 of who stands before it': json(504, pair('APIG.0308')),
  'a refusal that is none': json(200, {error_code: 502, error_msg: 'Bad Gateway'}),
  'a code of the gateway that nobody signed': json(503, pair('APIGW.0613')),
  'a code of the gateway with another status': json(504, gateway('APIGW.0613')),
  'a time that was up': json(408, pair('CBC.0100')),
  'a caller that had gone': json(499, pair('CBC.0100')),
  'a refusal that leaves the outcome open': json(400, pair('CBC.99000088')),
  'a redirect': json(307, '', {location: 'http://127.0.0.1:9/'}),
  'a web page that says no': typed('text/html', '<html>Forbidden</html>', 403),
  text: typed('text/plain', 'ok'),
  XML: typed('application/xml', '<ok/>'),
  'an unknown encoding': json(200, '{"a":1}', {...signed, 'content-encoding': 'br'}),
  'an empty body that nobody signed': json(200, ''),
  'null that nobody signed': json(200, 'null'),
  'an empty object that nobody signed': json(200, '{}'),
  'a list': json(200, '[]', signed),
  'a string': json(200, '"ok"', signed),
  'a 202': json(202, '{}', signed),
}

/** Answers after which nothing has happened: the write is sent again. */
const harmless: Record<string, Reply> = {
  'the gateway throttles': json(429, {error_code: 'APIGW.0308', error_msg: 'limit'}),
  'the service throttles': json(429, {error_code: 'CBC.0250', error_msg: 'limit'}),
  'the address is throttled': json(400, {error_code: 'CBC.99007197', error_msg: 'limit'}),
  'somebody throttles': typed('text/html', '<html>Too many requests</html>', 429),
  'the gateway does not pass it on': json(503, gateway('APIGW.0613')),
}

/** Answers after which nothing has happened, and sending it again would change nothing. */
const refusals: Record<string, Reply> = {
  'with a 400': json(400, pair('CBC.0100')),
  'that nobody knows': json(409, pair('CBC.12345678')),
  'with a 200': json(200, pair('CBC.5001')),
  'with the 500 that the catalogue has': json(500, pair('CBC.5002')),
}

function call(api: Api, id: string, operation: Operation): Promise<unknown> {
  const site = operation.sites[0]!
  const as = operation.identity === 'customer' ? 'cust' : undefined
  return api.call(id as 'FreezeSubCustomers', sampleInput(id, site) as never, {as, check: 'look there'})
}

/** The failure that a call must end with. */
const failing = (work: Promise<unknown>): Promise<Failure> =>
  work.then(
    () => {
      throw new Error('it did not fail')
    },
    error => error,
  )

const isKey = (url: string) => url.includes('securitytokens')

/** A server whose reply can be changed, and what a call of an operation comes to. */
async function bench(id: string, operation: Operation, limits: Partial<TimeLimits> = {}) {
  let reply: Reply = json(200, '')
  const {origin, seen} = await serve((response, request, body) =>
    (isKey(request.url!) ? key : reply)(response, request, body),
  )
  const ends: WriteEnd[] = []
  const {api} = clientOf(origin, {
    site: operation.sites[0]!,
    limits,
    hooks: {afterWrite: (_, end) => void ends.push(end)},
  })
  return async (next: Reply) => {
    reply = next
    seen.length = 0
    const end = await call(api, id, operation).then(
      () => 'done' as const,
      (error: Failure) => error,
    )
    return {end, noted: ends.splice(0).map(({outcome}) => outcome), sent: seen.filter(({url}) => !isKey(url)).length}
  }
}

const unknown = {
  end: expect.objectContaining({outcome: 'unknown', next: ['Find out before you repeat it: look there']}),
  noted: ['unknown'],
  sent: 1,
}

for (const [id, operation] of writes) {
  describe(id, () => {
    it('is sent once and its outcome is unknown, however the reply is lost', async () => {
      const send = await bench(id, operation)
      for (const [how, reply] of Object.entries(lost)) {
        expect({how, ...(await send(reply))}).toEqual({how, ...unknown})
      }
    })

    it('is sent once when it is refused, and again when it was not taken', async () => {
      const send = await bench(id, operation)
      for (const [how, reply] of Object.entries(refusals)) {
        const {end, noted, sent} = await send(reply)
        expect([how, noted, sent]).toEqual([how, ['refused'], 1])
        expect(['refused', 'not-found', 'denied']).toContain((end as Failure).outcome)
      }
      for (const [how, reply] of Object.entries(harmless)) {
        let refused = 0
        const twice: Reply = (...exchange) => (++refused < 3 ? reply : json(200, proofOf(id)))(...exchange)
        expect({how, ...(await send(twice))}).toEqual({how, end: 'done', noted: ['done'], sent: 3})
      }
    })
  })
}

describe('a reply that does not come in time', () => {
  for (const [id, operation] of writes.filter(([one]) => /^(Update|Freeze|Create|Pay)/.test(one)).slice(0, 8)) {
    it(`leaves the outcome of ${id} unknown`, async () => {
      const send = await bench(id, operation, {response: 60, idle: 60})
      for (const [how, reply] of Object.entries(slow)) {
        expect({how, ...(await send(reply))}).toEqual({how, ...unknown})
      }
    })
  }
})

describe('a write', () => {
  const input = {customer_id: 'c1', budget_amount: Decimal.parse('1')}

  it('is sent again when no connection came about, and nothing was changed in the end', async () => {
    const server = net.createServer()
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const {port} = server.address() as net.AddressInfo
    await new Promise(resolve => server.close(resolve))
    const {api, waits} = clientOf(`http://127.0.0.1:${port}`)
    expect(await failing(api.call('UpdateSubCustomerBudget', input))).toMatchObject({outcome: 'unavailable'})
    expect(waits).toHaveLength(5)
  })

  it('is not sent on a connection that a read has left open: the server may just be closing it', async () => {
    const sockets = new Set<number>()
    const note =
      (reply: Reply): Reply =>
      (response, request, body) => {
        sockets.add(request.socket.remotePort!)
        reply(response, request, body)
      }
    const {origin} = await serve(note(json(200, {budget_amount: 1})), note(json(204, '')))
    const {api} = clientOf(origin)
    await api.call('ShowSubCustomerBudget', {customer_id: 'c'})
    await api.call('UpdateSubCustomerBudget', input)
    expect(sockets.size).toBe(2)
  })

  it('that meets a code of the gateway for a lost backend, too, is not called refused, whatever the status', async () => {
    const {origin, seen} = await serve(json(400, {error_code: 'APIGW.0201', error_msg: 'bad request'}))
    const {api} = clientOf(origin)
    expect(await failing(api.call('UpdateSubCustomerBudget', input))).toMatchObject({outcome: 'unknown'})
    expect(seen).toHaveLength(1)
  })

  it('that a connection has begun to carry may have happened, also when nobody read it', async () => {
    let resets = 0
    const server = net.createServer(socket => {
      socket.on('error', () => {})
      socket.once('readable', () => {
        resets++
        socket.resetAndDestroy()
      })
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const {api} = clientOf(`http://127.0.0.1:${(server.address() as net.AddressInfo).port}`)
    expect(await failing(api.call('UpdateSubCustomerBudget', input))).toMatchObject({outcome: 'unknown'})
    expect(resets).toBe(1)
    server.close()
  })

  it.each([
    ['comes byte by byte', dripping],
    ['does not come', hang],
  ])('is waited for only so long once its run is to end, when its answer %s', async (_, reply) => {
    const run = new AbortController()
    const {origin, seen} = await serve((...exchange) => {
      reply(...exchange)
      run.abort(new Error('the end of the run'))
    })
    const {api} = clientOf(origin, {signal: run.signal, limits: {ending: 40}})
    const failure = await failing(api.call('UpdateSubCustomerBudget', input, {check: 'look there'}))
    expect(failure).toMatchObject({outcome: 'unknown', next: ['Find out before you repeat it: look there']})
    expect(failure.message).toContain('no complete answer within 0.04 s of the end of the run')
    expect(seen).toHaveLength(1)
  })

  it('that is refused is not sent again, not even with a better clock; the clock is named', async () => {
    const {origin, seen} = await serve(
      json(401, {error_code: 'APIGW.0301', error_msg: 'sig'}, {date: 'Tue, 10 Nov 2026 00:20:00 GMT'}),
    )
    const {api, warnings} = clientOf(origin)
    expect(await failing(api.call('UpdateSubCustomerBudget', input))).toMatchObject({outcome: 'denied'})
    expect([seen.length, warnings]).toEqual([1, ["this machine's clock is 20 min slow; set it right"]])
  })
})
