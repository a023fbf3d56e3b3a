// D.1: 1, 2. A write is sent again only where it provably had no effect: for every write operation, and every way to
// lose a reply.
import net from 'node:net'
import {gzipSync} from 'node:zlib'
import {describe, expect, it} from 'vitest'
import type {Api} from '../../src/api/client.js'
import {type Operation, operationTable, type Site} from '../../src/api/contract/contract.js'
import {Decimal} from '../../src/decimal.js'
import type {Failure} from '../../src/failure.js'
import {sampleInput} from '../support/sample.js'
import {clientOf, hang, json, type Reply, raw, reset, serve} from './support/server.js'

const writes = Object.entries(operationTable().operations).filter(([, operation]) => operation.effect === 'write')

const key = json(201, {
  credential: {access: 'A', secret: 'S', securitytoken: 'T', expires_at: '2026-11-10T01:00:00.000000Z'},
})

/** Ways in which a processed write's reply is lost or cannot be understood. */
const lost: Record<string, Reply> = {
  'reset before the answer': reset,
  'closed without an answer': (_, {socket}) => socket.end(),
  'no answer in time': hang,
  'reset in the headers': raw('HTTP/1.1 200 OK\r\nContent-Ty'),
  'reset in the body': raw('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a"'),
  'no more data': raw('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a"', false),
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
}

/** Answers after which nothing has happened: the write is sent again. */
const harmless: Record<string, Reply> = {
  'the gateway throttles': json(429, {error_code: 'APIGW.0308', error_msg: 'limit'}),
  'the service throttles': json(429, {error_code: 'CBC.0250', error_msg: 'limit'}),
  'the address is throttled': json(400, {error_code: 'CBC.99007197', error_msg: 'limit'}),
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

for (const [id, operation] of writes) {
  const site: Site = operation.sites[0]!
  describe(id, () => {
    it('is sent once and its outcome is unknown, however the reply is lost', async () => {
      for (const [how, reply] of Object.entries(lost)) {
        const answer: Reply = (response, request, body) => (isKey(request.url!) ? key : reply)(response, request, body)
        const {origin, seen} = await serve(answer)
        const {api} = clientOf(origin, {site, limits: {response: 60, idle: 60}})
        const failure = await failing(call(api, id, operation))
        expect(failure, how).toMatchObject({outcome: 'unknown', next: ['Find out before you repeat it: look there']})
        expect(
          seen.filter(({url}) => !isKey(url)),
          how,
        ).toHaveLength(1)
      }
    })

    it('is sent again when it was not taken', async () => {
      for (const [how, reply] of Object.entries(harmless)) {
        let refused = 0
        const answer: Reply = (response, request, body) => {
          if (isKey(request.url!)) return key(response, request, body)
          if (++refused < 3) return reply(response, request, body)
          return json(200, {})(response, request, body)
        }
        const {origin} = await serve(answer)
        const {api} = clientOf(origin, {site})
        await call(api, id, operation)
        expect(refused, how).toBe(3)
      }
    })
  })
}

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

  it('that the gateway did not pass on is refused, though its code is also that of a lost backend', async () => {
    const {origin, seen} = await serve(json(400, {error_code: 'APIGW.0201', error_msg: 'bad request'}))
    const {api} = clientOf(origin)
    expect(await failing(api.call('UpdateSubCustomerBudget', input))).toMatchObject({outcome: 'refused'})
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
