// A login through the sandbox over real HTTP, with an identity provider that shares nothing with it but the protocol.
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {type Sandbox, startSandbox} from '../../../src/sandbox/index.js'
import {Findings} from '../../../src/sso/findings.js'
import {readMessage} from '../../../src/sso/message.js'
import {type Metadata, makeIdpMetadata, parseMetadata} from '../../../src/sso/metadata.js'
import {checkNotification, parseNotification} from '../../../src/sso/notification.js'
import {type AuthnRequest, checkRequest, parseRequest} from '../../../src/sso/request.js'
import {makeResponse, type ResponseOptions} from '../../../src/sso/respond.js'
import {SsoSettings} from '../../../src/sso/settings.js'
import {verifySigned} from '../../../src/sso/signature.js'
import {parseXml} from '../../../src/sso/xml.js'
import {assertionOf, resign, signOddly, type TestIdp, testIdp, withoutSignature, wrappings} from '../../support/saml.js'

const settings = new SsoSettings('intl')
const ENTITY = 'https://idp.example.com/'
let sandbox: Sandbox
let origin: string
let idp: TestIdp
let sp: Metadata
let customer: {xaccount: string; account: string}

interface AdminAnswer {
  error: string
  partners: {xaccount_type: string}[]
  notifications: unknown[]
}

const admin = async (method: string, path: string, body?: unknown) => {
  const answer = await fetch(`${origin}/sandbox/${path}`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  return {status: answer.status, data: (await answer.json()) as AdminAnswer}
}

beforeAll(async () => {
  sandbox = await startSandbox({seed: 3})
  origin = sandbox.info.endpoints.bss
  idp = await testIdp(2048, ENTITY)
  await admin('PUT', 'sso', {metadata: idp.metadata.xml})
  sp = parseMetadata(await (await fetch(`${origin}/authui/saml/metadata.xml`)).text())
  const {makeWorld} = await import('../../../src/sandbox/world/world.js')
  const world = makeWorld('intl', 'small', 3)
  const first = world.customersOf(sandbox.info.partner.domain_id)[0]!
  customer = {xaccount: first.xaccountId, account: first.accountName}
})
afterAll(() => sandbox.close())

const link = (more: Record<string, string> = {}) =>
  `${origin}/authui/saml/login?${new URLSearchParams({xAccountType: sandbox.info.partner.xaccount_type, isFirstLogin: 'false', service: 'https://console-intl.huaweicloud.com/iam/', ...more})}`

/** Opens a link and returns the request that the browser would carry on. */
async function begin(url = link()): Promise<{request: AuthnRequest; relayState: string; location: string}> {
  const answer = await fetch(url, {redirect: 'manual'})
  expect(answer.status).toBe(302)
  const location = answer.headers.get('location')!
  const message = readMessage(location)
  return {request: parseRequest(message.text, {settings}), relayState: message.relay_state!, location}
}

const answerTo = (request: AuthnRequest, more: Partial<ResponseOptions> = {}) =>
  makeResponse({
    request,
    issuer: ENTITY,
    user: {user_id: customer.xaccount, email: 'it@andes.example'},
    key: idp.key,
    certificate: idp.certificate,
    settings,
    now: Date.now(),
    ...more,
  })

async function post(xml: string, relayState: string) {
  const answer = await fetch(`${origin}/authui/saml/SAMLAssertionConsumer`, {
    method: 'POST',
    body: new URLSearchParams({SAMLResponse: Buffer.from(xml).toString('base64'), RelayState: relayState}),
    redirect: 'manual',
  })
  const text = await answer.text()
  return {
    status: answer.status,
    check: answer.headers.get('x-sandbox-check'),
    location: answer.headers.get('location'),
    cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '',
    text,
  }
}

describe('what the sandbox sends', () => {
  test('metadata, signed and unsigned', async () => {
    expect(sp).toMatchObject({role: 'sp', entity_id: `${origin}/`})
    expect(verifySigned(sp.xml, parseXml(sp.xml).documentElement, [sp.certificates[0]!.pem]).valid).toBe(true)
    const unsigned = await (await fetch(`${origin}/authui/saml/metadata.xml?unsigned=true`)).text()
    expect(unsigned).not.toContain('Signature')
    const other = await (await fetch(`${origin}/authui/saml/metadata.xml?unsigned=yes`)).text()
    expect(other).toContain('Signature')
  })

  test('a signed request that an identity provider accepts', async () => {
    const {location} = await begin()
    const message = readMessage(location)
    const findings = new Findings()
    const request = parseRequest(message.text, {settings, sp})
    checkRequest(message, request, {settings, sp, now: Date.now()}, findings)
    expect(location).toMatch(/^https:\/\/idp\.example\.com\/sso\?SAMLRequest=/)
    expect(findings.failed).toEqual([])
    expect(findings.list.find(one => one.check === 'signature')?.message).toBe('made by the sender')
    expect(request.id).toHaveLength(37)
    const changed = readMessage(location.replace(/RelayState=./, 'RelayState=x'))
    const again = new Findings()
    checkRequest(changed, request, {settings, sp, now: Date.now()}, again)
    expect(again.failed.map(one => one.check)).toEqual(['signature'])
  })

  test('a signature over the decoded query, when that is set', async () => {
    await admin('PUT', 'sso', {settings: {redirect_signature: 'decoded'}})
    const {location} = await begin()
    await admin('PUT', 'sso', {settings: {redirect_signature: 'encoded'}})
    const message = readMessage(location)
    const judge = (own: SsoSettings) => {
      const findings = new Findings()
      checkRequest(
        message,
        parseRequest(message.text, {settings: own, sp}),
        {settings: own, sp, now: Date.now()},
        findings,
      )
      return findings.list.find(one => one.check === 'signature')
    }
    expect(judge(settings)).toMatchObject({result: 'failed', mend: '--set redirect_signature=decoded'})
    expect(judge(settings.with({redirect_signature: 'decoded'}))).toMatchObject({result: 'ok'})
  })
})

describe('a link', () => {
  const refused = async (url: string) => {
    const answer = await fetch(url, {redirect: 'manual'})
    return [answer.status, answer.headers.get('x-sandbox-check')]
  }
  test('is refused when something is missing or wrong', async () => {
    expect(await refused(`${origin}/authui/saml/login`)).toEqual([400, 'link'])
    expect(await refused(link({xAccountType: 'NOBODY'}))).toEqual([400, 'platform'])
    expect(await refused(link({service: ''}))).toEqual([400, 'service'])
    expect(await refused(link({service: 'javascript:alert(1)'}))).toEqual([400, 'service'])
    expect(await refused(link({isFirstLogin: 'yes'}))).toEqual([400, 'link'])
    expect(await refused(`${link()}&service=https://evil.example`)).toEqual([400, 'link'])
  })
  test('of a platform without an identity provider says how to register one', async () => {
    const {data} = await admin('GET', 'accounts')
    const other = data.partners.at(-1)!.xaccount_type
    expect(await refused(link({xAccountType: other}))).toEqual([400, 'metadata'])
  })
})

test('a good response leads to the console, which says who came', async () => {
  const {request, relayState} = await begin()
  const done = await post(answerTo(request), relayState)
  expect([done.status, done.location]).toEqual([303, '/console'])
  const page = await (await fetch(`${origin}/console`, {headers: {cookie: done.cookie}})).text()
  for (const part of [
    customer.account,
    customer.xaccount,
    'https://console-intl.huaweicloud.com/iam/',
    'it@andes.example',
  ]) {
    expect(page).toContain(part)
  }
  const stranger = await fetch(`${origin}/console`)
  expect([stranger.status, stranger.headers.get('x-sandbox-check')]).toEqual([401, 'session'])
})

test('a comment in a name changes nothing: what counts is what was signed', async () => {
  const {request, relayState} = await begin()
  const {xaccount} = customer
  const xml = answerTo(request)
  const commented = xml.replace(
    assertionOf(xml),
    assertionOf(xml).replace(`>${xaccount}<`, `>${xaccount.slice(0, 4)}<!-- x -->${xaccount.slice(4)}<`),
  )
  const done = await post(commented, relayState)
  const page = await (await fetch(`${origin}/console`, {headers: {cookie: done.cookie}})).text()
  expect(page).toContain(xaccount)
})

describe('a response is refused, with the check named:', () => {
  let other: TestIdp
  beforeAll(async () => {
    other = await testIdp(2048, ENTITY)
  })

  const refusals: Record<string, [check: string, (request: AuthnRequest) => string]> = {
    'signed with another key': ['signature', r => answerTo(r, {key: other.key, certificate: other.certificate})],
    'changed after signing': ['signature', r => answerTo(r).replace(customer.xaccount, 'somebody-else')],
    unsigned: ['signature', r => withoutSignature(answerTo(r))],
    'SHA-1': ['signature', r => answerTo(r).replace('2001/04/xmldsig-more#rsa-sha256', '2000/09/xmldsig#rsa-sha1')],
    expired: ['time', r => answerTo(r, {now: Date.now() - 3_600_000})],
    'from the future': ['time', r => answerTo(r, {now: Date.now() + 3_600_000})],
    'for another audience': ['audience', r => answerTo({...r, issuer: 'https://sp.example.com/'})],
    'for another recipient': ['destination', r => answerTo({...r, acs_url: 'https://sp.example.com/acs'})],
    'from another issuer': ['issuer', r => answerTo(r, {issuer: 'https://other.example.com/'})],
    'to an unknown request': ['in-response-to', r => answerTo({...r, id: '_unknown'})],
    'without a user': ['user', r => answerTo(r, {settings: settings.with({attribute_user_id: 'uid'})})],
    'of a user without an account': ['user', r => answerTo(r, {user: {user_id: 'shop-4711'}})],
    'with two users': ['attributes', r => answerTo(r, {attributes: {xUserId: 'somebody-else'}})],
    encrypted: ['assertion', r => answerTo(r).replaceAll('saml:Assertion', 'saml:EncryptedAssertion')],
    'with a document type': [
      'xml',
      r =>
        answerTo(r).replace('<samlp:Response', '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><samlp:Response'),
    ],
    'cut off': ['xml', r => answerTo(r).slice(0, -40)],
  }
  const change = (from: RegExp, to: string) => (r: AuthnRequest) =>
    resign(answerTo(r), idp, xml => xml.replace(from, to))
  const ended = 'NotOnOrAfter="2026-01-03T07:00:00Z"'
  Object.assign(refusals, {
    'two references in a valid signature': [
      'signature',
      r => signOddly(answerTo(r), idp, {references: ['Assertion', 'Status']}),
    ],
    'validly signed with SHA-1': [
      'signature',
      r => signOddly(answerTo(r), idp, {algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'}),
    ],
    'signed for another recipient': [
      'recipient',
      change(/Recipient="[^"]*"/, 'Recipient="https://sp.example.com/acs"'),
    ],
    'signed for no request': ['in-response-to', change(/(<saml:SubjectConfirmationData) InResponseTo="[^"]*"/, '$1')],
    'ended confirmation': ['time', change(/NotOnOrAfter="[^"]*"/, ended)],
    'ended conditions': ['time', change(/(<saml:Conditions[^>]*) NotOnOrAfter="[^"]*"/, `$1 ${ended}`)],
  } satisfies typeof refusals)
  for (const [name, [check, make]] of Object.entries(refusals)) {
    test(name, async () => {
      const {request, relayState} = await begin()
      const refused = await post(make(request), relayState)
      expect([refused.check, refused.cookie]).toEqual([check, ''])
      expect(refused.text).toContain('Login refused')
    })
  }

  test('a signature wrapped around another assertion, each way for its reason', async () => {
    for (const way of Object.keys(wrappings(answerTo((await begin()).request), customer.xaccount))) {
      const {request, relayState} = await begin()
      const {xml, reason} = wrappings(answerTo(request), customer.xaccount)[way]!
      const refused = await post(xml, relayState)
      expect(['signature', 'assertion'], way).toContain(refused.check)
      expect(refused.text, way).toMatch(reason)
    }
  })

  test('changes are told from foreign keys', async () => {
    const {request, relayState} = await begin()
    expect((await post(answerTo(request).replace(customer.xaccount, 'x'), relayState)).text).toContain(
      'was changed after it was signed',
    )
    expect((await post(answerTo(request, {key: other.key}), relayState)).text).toContain('not signed with the key')
    const two = signOddly(answerTo(request), idp, {references: ['Assertion', 'Status']})
    expect((await post(two, relayState)).text).toContain('must have one reference')
  })

  test('the same response twice', async () => {
    const {request, relayState} = await begin()
    const xml = answerTo(request)
    expect((await post(xml, relayState)).status).toBe(303)
    expect((await post(xml, relayState)).check).toBe('replay')
    expect((await post(answerTo(request), relayState)).check).toBe('replay')
  })

  test('another relay state', async () => {
    const {request} = await begin()
    expect((await post(answerTo(request), 'made up')).check).toBe('relay-state')
  })
})

test('a first login binds an account, tells the partner, and makes the customer known to the API', async () => {
  const received: string[] = []
  const partner = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    received.push(text)
    response.writeHead(received.length === 1 ? 500 : 200).end()
  })
  await new Promise<void>(done => partner.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(partner.address() as AddressInfo).port}/bind`
  try {
    await admin('PUT', 'sso', {notification_url: url, settings: {bind_attempts: '2'}})
    const {request, relayState} = await begin(link({isFirstLogin: 'true'}))
    const arrived = await post(answerTo(request, {user: {user_id: 'shop-4711'}}), relayState)
    expect(arrived.location).toBe('/authui/saml/bind')
    const headers = {cookie: arrived.cookie}
    const bind = (account: string) =>
      fetch(`${origin}/authui/saml/bind`, {
        method: 'POST',
        headers,
        body: new URLSearchParams({account, existing: 'false'}),
        redirect: 'manual',
      })
    expect((await bind(customer.account)).headers.get('x-sandbox-check')).toBe('binding')
    expect((await bind('andes-new')).headers.get('location')).toBe('/console')
    const page = await (await fetch(`${origin}/console`, {headers})).text()
    expect(page).toContain('andes-new')
    expect(page).toContain('accepted (200), after 2 attempts')

    const message = readMessage(received[1]!)
    const findings = new Findings()
    checkNotification(message, settings, sp, findings)
    expect(findings.failed).toEqual([])
    const notification = parseNotification(message.text)
    expect(notification).toMatchObject({domain_name: 'andes-new', user_id: 'shop-4711', action: 1})
    const json = new Findings()
    checkNotification(message, settings.with({bind_signature: 'json'}), sp, json)
    expect(json.failed[0]?.mend).toBe('--set bind_signature=base64')
    const {data} = await admin('GET', 'sso/notifications')
    expect(data.notifications).toMatchObject([
      {attempts: 2, status: 200, accepted: true, domain_id: notification.domain_id},
    ])

    // The next login finds the account.
    const next = await begin()
    expect((await post(answerTo(next.request, {user: {user_id: 'shop-4711'}}), next.relayState)).location).toBe(
      '/console',
    )
  } finally {
    partner.close()
  }
})

test('metadata that Huawei would not take are refused when they are registered', async () => {
  const bad = async (metadata: string) => (await admin('PUT', 'sso', {metadata})).data.error
  const make = (key: TestIdp) =>
    makeIdpMetadata({
      entityId: ENTITY,
      ssoUrl: 'https://idp.example.com/sso',
      certificate: key.certificate,
      binding: 'redirect',
    })
  expect(await bad(make(await testIdp(1024)))).toBe('metadata: the signing key has 1024 bits, 2048 are required')
  expect(await bad(sp.xml)).toBe('metadata: IDPSSODescriptor is missing')
  expect(await bad('<x>')).toContain('xml: not well-formed')
  expect(await bad(make(idp).replace('HTTP-Redirect', 'HTTP-POST'))).toContain('no SingleSignOnService')
  expect((await admin('PUT', 'sso', {settings: {bind_signature: 'both'}})).data.error).toBe(
    'bind_signature: not one of base64, json',
  )
  expect((await admin('PUT', 'sso', {settings: {nonsense: '1'}})).data.error).toBe('no such setting: nonsense')
})
