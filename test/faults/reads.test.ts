// D.1: 1, 3, 4, 5, 8. Reads are sent again until they are whole or the time is up; what is not whole is never shown as
// if it were.
import net from 'node:net'
import {gzipSync} from 'node:zlib'
import {describe, expect, it} from 'vitest'
import type {Failure} from '../../src/failure.js'
import {clientOf, hang, json, type Reply, raw, reset, serve} from './support/server.js'

/** The failure that a call must end with. */
const failing = (work: Promise<unknown>): Promise<Failure> =>
  work.then(
    () => {
      throw new Error('it did not fail')
    },
    error => error,
  )

const good = json(200, {budget_amount: 7})
const ask = {customer_id: 'c'}

const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n'
const broken: Record<string, Reply> = {
  'a reset before the answer': reset,
  'a reset in the headers': raw('HTTP/1.1 200 OK\r\nConte'),
  'a reset in the body': raw(`${head}Content-Length: 100\r\n\r\n{"budget_amount": 7`),
  'JSON that ends in the middle': json(200, '{"budget_amount": 7'),
  'a malformed chunk': raw(`${head}Transfer-Encoding: chunked\r\n\r\nxx\r\n{}\r\n0\r\n\r\n`),
  'an empty answer': json(200, ''),
  'text instead of JSON': response =>
    response.writeHead(200, {'content-type': 'text/plain'}).end('{"budget_amount": 7}'),
  'gzip that is damaged': response => {
    const body = gzipSync('{"budget_amount": 7}')
    body[body.length - 5]! ^= 0xff
    response.writeHead(200, {'content-type': 'application/json', 'content-encoding': 'gzip'}).end(body)
  },
  'an internal error': json(500, {error_code: 'CBC.0999', error_msg: 'x'}),
  'a bad gateway': response => response.writeHead(502, {'content-type': 'text/html'}).end('<html>502</html>'),
}

describe('a read', () => {
  for (const [how, reply] of Object.entries(broken)) {
    it(`after ${how} is sent again, and gives one result`, async () => {
      const {origin, seen} = await serve(reply, good)
      const {api} = clientOf(origin)
      expect((await api.call('ShowSubCustomerBudget', ask)).budget_amount?.text).toBe('7')
      expect(seen).toHaveLength(2)
    })

    it(`that meets nothing but ${how} fails in a clear sentence`, async () => {
      const {origin, seen} = await serve(reply)
      const {api} = clientOf(origin)
      const failure = await failing(api.call('ShowSubCustomerBudget', ask))
      expect(failure).toMatchObject({name: 'Failure', outcome: 'unavailable'})
      expect(failure.message).toMatch(/^ShowSubCustomerBudget: /)
      expect(seen).toHaveLength(6)
    })
  }

  it('that meets a web page says so, and not that there is nothing', async () => {
    const page: Reply = response => response.writeHead(200, {'content-type': 'text/html'}).end('<html>Log in</html>')
    const {origin} = await serve(page)
    const {api} = clientOf(origin)
    await expect(api.list('ListSubCustomers', {}).toArray()).rejects.toMatchObject({outcome: 'failed'})
  })

  it('that the server cannot do is not asked for again', async () => {
    const {origin, seen} = await serve(json(501, {error_code: 'CBC.0999', error_msg: 'x'}))
    const {api} = clientOf(origin)
    expect(await failing(api.call('ShowSubCustomerBudget', ask))).toMatchObject({outcome: 'failed', status: 501})
    expect(seen).toHaveLength(1)
  })

  it('of a list that breaks on its second page gives no list', async () => {
    const rows = Array.from({length: 100}, (_, n) => ({customer_id: `c${n}`}))
    const {origin} = await serve(json(200, {count: 150, customer_infos: rows}), reset)
    const {api} = clientOf(origin)
    await expect(api.list('ListSubCustomers', {}).toArray()).rejects.toMatchObject({outcome: 'unavailable'})
  })
})

describe('the wait before the next try', () => {
  const limit = {error_code: 'APIGW.0308', error_msg: 'limit'}
  const cases: [what: string, header: string | undefined, wait: number | 'none'][] = [
    ['seconds', '3', 3000],
    ['no seconds', '0', 0],
    ['a date', 'Tue, 10 Nov 2026 00:00:05 GMT', 5000],
    ['a date that has passed', 'Mon, 09 Nov 2026 00:00:00 GMT', 0],
    ['nonsense', '2abc', 375],
    ['a negative number', '-3', 375],
    ['nothing', undefined, 375],
    ['more than there is time for', '999999', 'none'],
  ]
  for (const status of [429, 503]) {
    for (const [what, header, wait] of cases) {
      it(`with ${what} in Retry-After of a ${status}`, async () => {
        const {origin, seen} = await serve(
          json(status, limit, header === undefined ? {} : {'retry-after': header}),
          good,
        )
        const {api, waits} = clientOf(origin)
        const work = api.call('ShowSubCustomerBudget', ask)
        if (wait === 'none') {
          await expect(work).rejects.toMatchObject({
            outcome: 'unavailable',
            next: expect.arrayContaining(['The server asks to wait 999999 s before the next try']),
          })
          expect([waits, seen.length]).toEqual([[], 1])
        } else {
          await work
          expect(waits).toEqual([wait])
        }
      })
    }
  }

  it('grows, has an upper bound, and ends with the total time', async () => {
    const {origin, seen} = await serve(json(429, limit))
    const {api, waits} = clientOf(origin, {retry: {attempts: 20, totalTime: 60_000, maxDelay: 10_000}})
    await expect(api.call('ShowSubCustomerBudget', ask)).rejects.toMatchObject({outcome: 'unavailable'})
    expect(waits).toEqual([375, 750, 1500, 3000, 6000, 7500, 7500, 7500, 7500, 7500, 7500])
    expect(seen).toHaveLength(12)
  })

  it('is the same when the address is throttled, which is a 400', async () => {
    const {origin} = await serve(json(400, {error_code: 'CBC.99007197', error_msg: 'x'}), good)
    const {api, waits} = clientOf(origin)
    await api.call('ShowSubCustomerBudget', ask)
    expect(waits).toEqual([375])
  })
})

describe('a slow server', () => {
  const once = {retry: {attempts: 1}}
  const slow = async (reply: Reply, limits: object) => {
    const {origin} = await serve(reply)
    const {api} = clientOf(origin, {limits, ...once})
    return {failure: await failing(api.call('ShowSubCustomerBudget', ask))}
  }

  it('that never answers ends with the limit for the first byte', async () => {
    const {failure} = await slow(hang, {response: 80})
    expect(failure).toMatchObject({outcome: 'unavailable', message: expect.stringContaining('no answer within 0.08 s')})
  })

  it('that stops in the middle ends with the limit between two pieces', async () => {
    const {failure} = await slow(raw(`${head}Content-Length: 100\r\n\r\n{"a"`, false), {idle: 80})
    expect(failure.message).toContain('no more data within 0.08 s')
  })

  it('that sends a byte now and then, for ever, ends with the limit of the whole', async () => {
    const dribble: Reply = response => {
      response.writeHead(200, {'content-type': 'application/json'})
      const timer = setInterval(() => response.write(' '), 10)
      response.on('close', () => clearInterval(timer))
    }
    const {failure} = await slow(dribble, {idle: 1000, total: 150})
    expect(failure.message).toContain('no complete answer within 0.15 s')
  })

  it('with one line of ten megabytes is read', async () => {
    const {origin} = await serve(json(200, {budget_amount: 7, filler: 'x'.repeat(10_000_000)}))
    const {api} = clientOf(origin)
    expect((await api.call('ShowSubCustomerBudget', ask)).budget_amount?.text).toBe('7')
  })

  it('that takes the connection and says nothing, not even TLS, ends with the limit for the connection', async () => {
    const silent = net.createServer(() => {})
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve))
    const {port} = silent.address() as net.AddressInfo
    const {api} = clientOf(`https://127.0.0.1:${port}`, {limits: {connect: 100}, ...once})
    const failure = await failing(api.call('ShowSubCustomerBudget', ask))
    expect(failure).toMatchObject({
      outcome: 'unavailable',
      message: expect.stringContaining('no connection within 0.1 s'),
    })
    silent.close()
  })
})

describe('a server that is not there', () => {
  const cases: [string, string, RegExp][] = [
    ['a name that nobody knows', 'http://nothing.invalid', /cannot be resolved/],
    ['a port that is closed', 'http://127.0.0.1:9', /refused/],
    ['a closed port by IPv6', 'http://[::1]:9', /refused|cannot be reached|EADDRNOTAVAIL|EAFNOSUPPORT/],
  ]
  for (const [what, origin, message] of cases) {
    it(`${what}: nothing was changed`, async () => {
      const {api} = clientOf(origin)
      const work = api.call('ShowSubCustomerBudget', ask)
      await expect(work).rejects.toMatchObject({outcome: 'unavailable', message: expect.stringMatching(message)})
    })
  }
})

describe('a redirect', () => {
  it('is not followed: neither the signature nor a token reaches another host', async () => {
    const other = await serve(good)
    for (const status of [301, 302, 303, 307, 308]) {
      const {origin} = await serve(json(status, '', {location: `${other.origin}/v2/partners/sub-customers/budget`}))
      const {api} = clientOf(origin)
      await expect(api.call('ShowSubCustomerBudget', ask)).rejects.toMatchObject({
        outcome: 'failed',
        message: expect.stringContaining(`points elsewhere (${status}`),
      })
    }
    expect(other.seen).toEqual([])
  })
})
