// The local identity provider and the listener, from outside: who may talk to them, and what they believe.
import {createSign} from 'node:crypto'
import {request as httpRequest} from 'node:http'
import {deflateRawSync} from 'node:zlib'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {type Received, startBindListener} from '../../src/sso/bind-listener.js'
import {startIdp} from '../../src/sso/idp.js'
import type {LocalServer} from '../../src/sso/local-server.js'
import {type Metadata, parseMetadata} from '../../src/sso/metadata.js'
import {signatureUri} from '../../src/sso/signature.js'
import {parseXml, plainTextOf} from '../../src/sso/xml.js'
import {request, settings, type TestIdp, testIdp} from '../support/saml.js'

let huawei: TestIdp
let sp: Metadata
beforeAll(async () => {
  huawei = await testIdp()
  sp = parseMetadata(
    huawei.metadata.xml
      .replaceAll('IDPSSODescriptor', 'SPSSODescriptor')
      .replace(
        /<md:SingleSignOnService[^>]*>/,
        `<md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${request.acs_url}" index="0"/>`,
      )
      .replace('https://idp.example.com/', request.issuer),
  )
})

/** A request under any host name, as a browser could be made to send. */
const under = (origin: string, host: string, path = '/') =>
  new Promise<number>(resolve => {
    httpRequest(`${origin}${path}`, {headers: {host}}, response => resolve(response.resume().statusCode!)).end()
  })

describe('the local identity provider', () => {
  let server: LocalServer & {metadata: string}
  const signed: string[] = []
  beforeAll(async () => {
    server = await startIdp(
      {host: '127.0.0.1', port: 0},
      {
        settings,
        idp: await testIdp(),
        sp: async () => sp,
        customers: async part => ({
          users: [{user_id: '<b>"1"', label: '<script>alert(1)</script>'}].filter(one => one.user_id.includes(part)),
          total: 1,
        }),
        common: {},
        signedIn: user => signed.push(user.user_id),
      },
    )
  })
  afterAll(() => server.close())

  const address = (change = (xml: string) => xml, key = huawei.key) => {
    const xml = change(
      `<q:AuthnRequest xmlns:q="urn:oasis:names:tc:SAML:2.0:protocol" AssertionConsumerServiceURL="${request.acs_url}" ID="_1" IssueInstant="${new Date().toISOString()}" Version="2.0"><a:Issuer xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion">${request.issuer}</a:Issuer></q:AuthnRequest>`,
    )
    const query = `SAMLRequest=${encodeURIComponent(deflateRawSync(xml).toString('base64'))}&RelayState=x&SigAlg=${encodeURIComponent(signatureUri['rsa-sha256'])}`
    return `${server.origin}/sso?${query}&Signature=${encodeURIComponent(createSign('RSA-SHA256').update(query).sign(key, 'base64'))}`
  }
  const status = async (url: string) => (await fetch(url, {redirect: 'manual'})).status

  test('answers signed requests of the one party only, and posts nowhere else', async () => {
    expect(await status(address())).toBe(303)
    expect(await status(address().replace(/&SigAlg.*/, ''))).toBe(400)
    expect(await status(address(xml => xml, (await testIdp()).key))).toBe(400)
    expect(await status(address(xml => xml.replace(request.acs_url, 'https://evil.example/acs')))).toBe(400)
    expect(await status(address(xml => xml.replace(request.issuer, 'https://evil.example/')))).toBe(400)
    expect(await status(`${server.origin}/sso`)).toBe(400)
  })

  test('shows names as text, signs in whom it was asked to, and frames or scripts nothing', async () => {
    const login = new URL((await fetch(address(), {redirect: 'manual'})).headers.get('location')!, server.origin)
    const page = await fetch(login)
    const text = await page.text()
    expect(text).toContain('&lt;script&gt;alert(1)')
    expect(text).not.toContain('<script')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    const sign = (body: Record<string, string>) =>
      fetch(`${server.origin}/sso/login`, {method: 'POST', body: new URLSearchParams(body)})
    const done = await sign({login: login.searchParams.get('login')!, user: '<b>"1"'})
    expect(await done.text()).toContain(`action="${request.acs_url}"`)
    expect(signed).toEqual(['<b>"1"'])
    expect((await sign({login: 'guessed', user: 'x'})).status).toBe(400)
  })

  test('does not answer to names that are not its own', async () => {
    const {host} = new URL(server.origin)
    expect(await under(server.origin, host)).toBe(200)
    expect(await under(server.origin, 'evil.example')).toBe(421)
    expect(await under(server.origin, `127.0.0.1.evil.example:80`)).toBe(421)
  })
})

describe('the listener for bind notifications', () => {
  let server: LocalServer
  const taken: Received[] = []
  let fail = false
  beforeAll(async () => {
    server = await startBindListener(
      {host: '127.0.0.1', port: 0, path: '/bind', names: ['bind.shop.example.com']},
      {
        settings: settings.with({bind_answer_status: '204'}),
        sp: async () => sp,
        take: async received => {
          if (fail) throw new Error('the disk is full')
          taken.push(received)
        },
      },
    )
  })
  afterAll(() => server.close())

  const send = (user: string, key = huawei.key) => {
    const bindRequest = Buffer.from(
      JSON.stringify({domainName: 'andes', domainId: 'd1', xUserId: user, bindAction: 1}),
    ).toString('base64')
    const Signature = createSign('RSA-SHA256').update(bindRequest).sign(key, 'base64')
    const body = new URLSearchParams({bindRequest, SigAlg: signatureUri['rsa-sha256'], Signature})
    return fetch(`${server.origin}/bind`, {method: 'POST', body})
  }

  test('accepts what Huawei signed, marks repetitions, and refuses everything else', async () => {
    expect((await send('shop-1')).status).toBe(204)
    expect((await send('shop-1')).status).toBe(204)
    expect((await send('shop-2', (await testIdp()).key)).status).toBe(403)
    expect(taken.map(({user_id, accepted, repeated}) => ({user_id, accepted, repeated}))).toEqual([
      {user_id: 'shop-1', accepted: true, repeated: false},
      {user_id: 'shop-1', accepted: true, repeated: true},
      {user_id: 'shop-2', accepted: false, repeated: false},
    ])
    expect((await fetch(`${server.origin}/bind`)).status).toBe(405)
    expect((await fetch(`${server.origin}/`)).status).toBe(404)
    expect((await fetch(`${server.origin}/bind`, {method: 'POST', body: 'x'.repeat(2 * 1024 * 1024)})).status).toBe(413)
    expect((await fetch(`${server.origin}/bind`, {method: 'POST', body: 'nonsense'})).status).toBe(400)
  })

  test('does not say that it has what it could not keep', async () => {
    fail = true
    expect((await send('shop-3')).status).toBe(500)
    fail = false
    expect((await send('shop-3')).status).toBe(204)
    expect(taken.at(-1)).toMatchObject({user_id: 'shop-3', repeated: false})
  })

  test('answers to the name of the proxy before it', async () => {
    expect(await under(server.origin, 'bind.shop.example.com', '/bind')).toBe(405)
    expect(await under(server.origin, 'evil.example', '/bind')).toBe(421)
  })
})

test('text with a comment or an element in it is no text', () => {
  const read = (xml: string) => plainTextOf(parseXml(xml).documentElement)
  expect(read('<a> shop-1001 </a>')).toBe('shop-1001')
  expect(read('<a>shop-1001<!-- -->.evil</a>')).toBeUndefined()
  expect(read('<a>shop-1001<b/>.evil</a>')).toBeUndefined()
  expect(read('<a>shop-1001<![CDATA[.evil]]></a>')).toBeUndefined()
})
