// D.1: 6, 7. Certificates, authorities, proxies: what is trusted, what is asked, and what never leaves.
import {writeFileSync} from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {afterEach, describe, expect, it, vi} from 'vitest'
import {networkOf} from '../../src/api/network.js'
import {systemClock} from '../../src/api/throttle.js'
import {Transport, type WireRequest} from '../../src/api/transport.js'
import {temporaryFolder} from '../support/traces.js'
import {clientOf, json, serve} from './support/server.js'
import {certificate, proxy, secureServer, silentServer} from './support/tls.js'
import {ended, World} from './support/world.js'

const HOST = 'api.partner.test'
const folder = temporaryFolder()

const authority = certificate('Test Authority')
const caFile = join(folder, 'ca.pem')
writeFileSync(caFile, authority.cert)
const good = await secureServer(certificate(HOST, authority))
const through = await proxy(good.port)

const open: Transport[] = []
afterEach(() => {
  for (const transport of open.splice(0)) transport.close()
  delete process.env.SSL_CERT_FILE
  good.seen.length = 0
  through.asked.length = 0
})

/** Sends one request to the host through a network as the environment describes it. */
function send(env: Record<string, string>, more: Partial<WireRequest> = {}, ca?: string) {
  const transport = new Transport(networkOf(env, ca))
  open.push(transport)
  const url = new URL(`https://${HOST}/x`)
  return transport.send({method: 'GET', url, headers: {authorization: 'CANARY'}, body: Buffer.from(''), ...more})
}

const viaProxy = {HTTPS_PROXY: through.url}

describe('a certificate', () => {
  it('of an authority that was given with --ca-file is accepted', async () => {
    expect((await send(viaProxy, {}, caFile)).status).toBe(200)
    expect((await send({...viaProxy, PARTNERCTL_CA_FILE: caFile})).status).toBe(200)
  })

  it('of an authority in NODE_EXTRA_CA_CERTS is accepted, also beside one of --ca-file', async () => {
    const other = join(folder, 'other.pem')
    writeFileSync(other, certificate('Other Authority').cert)
    const world = await World.start({scenario: 'empty'})
    const origin = `https://${HOST}`
    world.writeProfile({endpoints: {bss: origin, osm: origin, iam: origin}})
    const show = ['budget', 'show', 'a'.repeat(32), '-o', 'json']
    const env = {...viaProxy, NODE_EXTRA_CA_CERTS: caFile, SSL_CERT_FILE: '/dev/null'}
    for (const args of [show, [...show, '--ca-file', other]]) {
      const ran = await world.run(args, env)
      expect([ran.exit, ran.stderr]).toEqual([0, ''])
    }
  })

  it('of an authority that the system trusts is accepted, for writes too, though the first try fails', async () => {
    process.env.SSL_CERT_FILE = caFile
    expect((await send(viaProxy, {method: 'POST', fresh: true})).status).toBe(200)
    expect(good.seen).toHaveLength(1)
  })

  it('that only the system trusts is accepted for all requests that run at once', async () => {
    process.env.SSL_CERT_FILE = caFile
    const transport = new Transport(networkOf(viaProxy))
    open.push(transport)
    const request = {method: 'GET', url: new URL(`https://${HOST}/x`), headers: {}, body: Buffer.from('')}
    const answers = await Promise.all(Array.from({length: 5}, () => transport.send(request)))
    expect(answers.map(answer => answer.status)).toEqual([200, 200, 200, 200, 200])
  })

  it('of nobody we know is not, and nothing is sent', async () => {
    process.env.SSL_CERT_FILE = '/dev/null'
    await expect(send(viaProxy)).rejects.toMatchObject({
      sent: false,
      lasting: true,
      message: expect.stringContaining('certificate was not accepted'),
    })
    expect(good.seen).toEqual([])
  })

  const bad: [string, ReturnType<typeof certificate>, string][] = [
    ['that has expired', certificate(HOST, authority, [-30, -1]), 'CERT_HAS_EXPIRED'],
    ['for another host', certificate('other.partner.test', authority), 'ERR_TLS_CERT_ALTNAME_INVALID'],
    [
      'of a proxy that puts its own in',
      certificate(HOST, certificate('Snooping Proxy')),
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    ],
  ]
  for (const [what, pair, code] of bad) {
    it(`${what} is not accepted, and nothing is sent`, async () => {
      const server = await secureServer(pair)
      const {url} = await proxy(server.port)
      await expect(send({HTTPS_PROXY: url}, {}, caFile)).rejects.toMatchObject({sent: false, lasting: true, code})
      expect(server.seen).toEqual([])
    })
  }

  it('that is not accepted ends a call at once, and says what can be done', async () => {
    const {api, waits} = clientOf(`https://${HOST}`, {transport: new Transport(networkOf({...viaProxy}))})
    await expect(api.call('ShowSubCustomerBudget', {customer_id: 'c'})).rejects.toMatchObject({
      outcome: 'failed',
      next: [expect.stringContaining('--ca-file')],
    })
    expect(waits).toEqual([])
  })
})

describe('a proxy', () => {
  it('is asked for the host, sees neither path nor signature, and gets its own credentials', async () => {
    const url = through.url.replace('//', '//user:p%40ss@')
    await send({HTTPS_PROXY: url}, {}, caFile)
    expect(through.asked).toEqual([
      {target: `${HOST}:443`, credentials: `Basic ${Buffer.from('user:p@ss').toString('base64')}`},
    ])
    expect(good.seen[0]!.headers['proxy-authorization']).toBeUndefined()
  })

  it('is found in every spelling, the small letters first', async () => {
    const wrong = 'http://127.0.0.1:9'
    for (const env of [
      {https_proxy: through.url, HTTPS_PROXY: wrong},
      {all_proxy: through.url},
      {ALL_PROXY: through.url},
      {HTTPS_PROXY: through.url.replace('http://', '')},
    ] as Record<string, string>[]) {
      expect((await send(env, {}, caFile)).status, JSON.stringify(env)).toBe(200)
    }
  })

  const url = new URL('https://bss-intl.example.com:8443/x')
  const exempt: [string, boolean][] = [
    ['', false],
    ['*', true],
    ['example.com', true],
    ['.example.com', true],
    ['*.example.com', true],
    ['ample.com', false],
    ['bss-intl.example.com:8443', true],
    ['bss-intl.example.com:443', false],
    ['other.org, EXAMPLE.com', true],
    ['example.com.', true],
    ['bss-intl.example.com.:8443', true],
    ['bss-*.example.com', true],
    ['oss-*.example.com', false],
    ['bss-intl.example.*:443', false],
    ['bss.*', false],
  ]
  for (const [list, wanted] of exempt) {
    it(`is ${wanted ? 'passed by' : 'used'} with NO_PROXY "${list}"`, () => {
      expect(networkOf({HTTPS_PROXY: 'http://p:1', NO_PROXY: list}).proxyFor(url) === undefined).toBe(wanted)
      expect(networkOf({HTTPS_PROXY: 'http://p:1', no_proxy: list, NO_PROXY: '*'}).proxyFor(url) === undefined).toBe(
        wanted,
      )
    })
  }

  it('is passed by for addresses and ranges of NO_PROXY, and always for this machine', () => {
    const network = networkOf({HTTPS_PROXY: 'http://p:1', NO_PROXY: '10.0.0.0/8,fd00::/8,192.0.2.7'})
    const direct = (host: string) => network.proxyFor(new URL(`https://${host}/`)) === undefined
    const hosts = ['10.1.2.3', '[fd12::1]', '192.0.2.7', 'localhost', '127.0.0.9', '[::1]', '11.0.0.1', '192.0.2.8']
    expect(hosts.map(direct)).toEqual([true, true, true, true, true, true, false, false])
  })

  it('is passed by for a name with the dot at its end', () => {
    const network = networkOf({HTTPS_PROXY: 'http://p:1', NO_PROXY: 'example.com'})
    expect(network.proxyFor(new URL('https://bss.example.com./'))).toBeUndefined()
  })

  it('is passed by for addresses that begin like an entry of NO_PROXY', () => {
    const direct = (list: string, host: string) =>
      networkOf({HTTPS_PROXY: 'http://p:1', NO_PROXY: list}).proxyFor(new URL(`https://${host}/`)) === undefined
    const cases: [string, string][] = [
      ['10.*', '10.1.2.3'],
      ['10.1.*', '10.1.2.3'],
      ['192.168.', '192.168.0.1'],
      ['10.*', '110.1.2.3'],
      ['10.*', '11.0.0.1'],
      ['192.168.', '192.16.8.1'],
    ]
    expect(cases.map(([list, host]) => direct(list, host))).toEqual([true, true, true, false, false, false])
  })

  const users: [written: string, user: string][] = [
    ['dom\\user:pw', 'dom\\user:pw'],
    ['user:p#w/?@x', 'user:p#w/?@x'],
    ['user:p%40ss', 'user:p@ss'],
    ['user:100%', 'user:100%'],
    ['us er:ü', 'us er:ü'],
    ['user', 'user:'],
  ]
  for (const [written, user] of users) {
    it(`gets the user ${user} as it was written`, async () => {
      await send({HTTPS_PROXY: through.url.replace('//', `//${written}@`)}, {}, caFile)
      expect(through.asked.at(-1)!.credentials).toBe(`Basic ${Buffer.from(user).toString('base64')}`)
    })
  }

  it('that wants a password ends a call at once, in words, without the password', async () => {
    const {url} = await proxy(good.port, () => 407)
    const {api, waits} = clientOf(`https://${HOST}`, {
      transport: new Transport(networkOf({HTTPS_PROXY: url.replace('//', '//user:CANARYPW@')})),
    })
    const work = api.call('FreezeSubCustomers', {customer_ids: ['c'], reason: 'r'})
    await expect(work).rejects.toMatchObject({
      outcome: 'failed',
      message: expect.stringMatching(/wants a user and password: put them into HTTPS_PROXY$/),
    })
    await expect(work).rejects.not.toMatchObject({message: expect.stringContaining('CANARYPW')})
    expect(waits).toEqual([])
  })

  it('that fails now and then is tried again, for writes too: nothing has been sent', async () => {
    let failures = 2
    const {url} = await proxy(good.port, () => (failures-- > 0 ? 502 : undefined))
    const {api, waits} = clientOf(`https://${HOST}`, {transport: new Transport(networkOf({HTTPS_PROXY: url}, caFile))})
    await api.call('FreezeSubCustomers', {customer_ids: ['c'], reason: 'r'})
    expect([waits.length, good.seen.length]).toEqual([2, 1])
  })

  it('that is not there is named', async () => {
    await expect(send({HTTPS_PROXY: 'http://127.0.0.1:9'})).rejects.toMatchObject({
      sent: false,
      message: 'the proxy 127.0.0.1:9 cannot be reached (ECONNREFUSED)',
    })
  })

  it('that says nothing ends with the limit for the connection', async () => {
    const {port} = await silentServer()
    const env = {HTTPS_PROXY: `http://127.0.0.1:${port}`, PARTNERCTL_TIME_LIMITS: 'connect=0.1'}
    await expect(send(env)).rejects.toMatchObject({sent: false, code: 'TIMEOUT'})
  })

  it('that is no address is refused before anything is sent, without showing it', () => {
    for (const text of ['socks5://user:CANARYPW@p:1', 'http://', '::::']) {
      expect(() => networkOf({HTTPS_PROXY: text})).toThrow(/^HTTPS_PROXY is not the address of an HTTP proxy$/)
    }
  })
})

describe('time limits', () => {
  it('are read from the environment, in seconds', () => {
    expect(networkOf({PARTNERCTL_TIME_LIMITS: 'connect=2, idle=0.5'}).limits).toMatchObject({connect: 2000, idle: 500})
    expect(() => networkOf({PARTNERCTL_TIME_LIMITS: 'soon'})).toThrow(/"soon" is not a limit/)
  })

  it.each(['response=3000000', 'total=1e300', 'connect=2147484', `idle=${'9'.repeat(400)}`, 'response=0', 'idle=0.0'])(
    'that no timer can keep are refused: %s',
    text => {
      // With more than it can count, a timer is over at once: a write would be cut though it was done.
      expect(() => networkOf({PARTNERCTL_TIME_LIMITS: `connect=5,${text}`})).toThrow(`"${text}" is not a limit`)
    },
  )

  it('may be as long as a timer runs', () => {
    expect(networkOf({PARTNERCTL_TIME_LIMITS: 'total=2147483'}).limits.total).toBe(2_147_483_000)
  })

  it('of a wait are kept, however long it is', async () => {
    const given: number[] = []
    vi.stubGlobal('setTimeout', (done: () => void, milliseconds: number) => {
      given.push(milliseconds)
      setImmediate(done)
    })
    await systemClock.sleep(5_000_000_000).finally(() => vi.unstubAllGlobals())
    expect(given).toEqual([2_147_483_647, 2_147_483_647, 705_032_706])
  })
})

describe('the program', () => {
  it('goes through the proxy of its environment, with the authority of --ca-file', async () => {
    const world = await World.start({scenario: 'empty'})
    const origin = `https://${HOST}`
    world.writeProfile({endpoints: {bss: origin, osm: origin, iam: origin}})
    const args = ['budget', 'show', 'a'.repeat(32), '-o', 'json']
    const ran = await ended(world.start([...args, '--ca-file', caFile], viaProxy))
    expect([ran.exit, JSON.parse(ran.stdout).budget_amount]).toEqual([0, 7])
    const without = await ended(world.start(args, {...viaProxy, SSL_CERT_FILE: '/dev/null'}))
    expect([without.exit, without.stderr]).toEqual([1, expect.stringContaining('--ca-file')])
    const noFile = await ended(world.start([...args, '--ca-file', '/nowhere.pem'], viaProxy))
    expect([noFile.exit, noFile.stderr]).toEqual([2, expect.stringContaining('cannot be read (ENOENT)')])
  })
})

describe('a connection', () => {
  it('has time for a far host: each of its addresses is tried for a quarter of the limit, not of a second', async () => {
    const asked = vi.spyOn(https, 'request')
    const connected = vi.spyOn(http, 'request')
    await send({HTTPS_PROXY: through.url, PARTNERCTL_TIME_LIMITS: 'connect=8'}, {}, caFile)
    const dialled = {autoSelectFamily: true, autoSelectFamilyAttemptTimeout: 2000}
    expect(asked.mock.calls[0]![1]).toMatchObject(dialled)
    expect(connected.mock.calls[0]![0]).toMatchObject({method: 'CONNECT', ...dialled})
    vi.restoreAllMocks()
  })
})

describe('a packed answer', () => {
  for (const name of ['gzip', 'GZIP', 'x-gzip', ' Gzip ']) {
    it(`is unpacked when its encoding is written ${JSON.stringify(name)}`, async () => {
      const {origin} = await serve(response =>
        response
          .writeHead(200, {'content-type': 'application/json', 'content-encoding': name})
          .end(gzipSync('{"budget_amount": 7}')),
      )
      const {api} = clientOf(origin)
      expect((await api.call('ShowSubCustomerBudget', {customer_id: 'c'})).budget_amount?.text).toBe('7')
    })
  }

  it('in a way that was not asked for is no answer', async () => {
    const {origin} = await serve(json(200, {budget_amount: 7}, {'content-encoding': 'br'}))
    const {api} = clientOf(origin, {retry: {attempts: 1}})
    await expect(api.call('ShowSubCustomerBudget', {customer_id: 'c'})).rejects.toThrow('not asked for (br)')
  })
})
