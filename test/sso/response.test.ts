// A response is judged as its receiver would: everything an attacker or a tired programmer may do to it is named.
import {beforeAll, describe, expect, test} from 'vitest'
import {Findings} from '../../src/sso/findings.js'
import {checkResponse} from '../../src/sso/response.js'
import {
  assertionOf,
  NOW,
  request,
  resign,
  respond,
  settings,
  signatureOf,
  signOddly,
  type TestIdp,
  testIdp,
  withoutSignature,
  wrappings,
} from '../support/saml.js'

let idp: TestIdp
let other: TestIdp
beforeAll(async () => {
  idp = await testIdp()
  other = await testIdp()
})

function judge(xml: string, more: Partial<Parameters<typeof checkResponse>[1]> = {}) {
  const findings = new Findings()
  const facts = checkResponse(xml, {settings, idp: idp.metadata, requestId: request.id, now: NOW, ...more}, findings)
  return {facts, findings: findings.list, failed: findings.failed.map(one => one.check)}
}

const message = (result: ReturnType<typeof judge>, check: string) =>
  result.findings.find(one => one.check === check)?.message

test('a good response passes every check', () => {
  const {facts, findings, failed} = judge(respond(idp))
  expect(failed).toEqual([])
  expect(findings.filter(one => one.result !== 'ok')).toEqual([])
  expect(facts).toMatchObject({
    verified: true,
    audience: ['https://auth-intl.huaweicloud.com/'],
    recipient: 'https://auth-intl.huaweicloud.com/authui/saml/SAMLAssertionConsumer',
    in_response_to: '_request1',
    attributes: {xUserId: ['shop-1001'], email: ['it@andes.example']},
  })
})

test('the names and forms that are not confirmed follow the settings', () => {
  const own = settings.with({
    attribute_user_id: 'uid',
    attribute_email: '',
    name_id: 'user',
    name_id_format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
    signature_algorithm: 'rsa-sha512',
    digest_algorithm: 'sha512',
    canonicalization: 'inclusive',
    valid_seconds: '60',
  })
  const {facts, failed} = judge(respond(idp, {settings: own}), {settings: own})
  expect(failed).toEqual([])
  expect(facts).toMatchObject({
    verified: true,
    attributes: {uid: ['shop-1001']},
    name_id: 'shop-1001',
    name_id_format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
    not_on_or_after: '2026-10-03T08:01:00.000Z',
  })
  expect(facts.attributes.email).toBeUndefined()
})

describe('refused, with the check named', () => {
  const good = () => respond(idp)
  test('signed with another key', () => {
    const result = judge(respond({...other, metadata: idp.metadata}))
    expect(result.failed).toEqual(['signature'])
    expect(message(result, 'signature')).toContain('a key that does not belong')
  })

  test('changed after it was signed', () => {
    const result = judge(good().replace('shop-1001', 'shop-2002'))
    expect(result.failed).toEqual(['signature'])
    expect(message(result, 'signature')).toContain('changed after it was signed')
    expect(result.facts.verified).toBe(false)
  })

  test('indented after it was signed', () => {
    expect(message(judge(good().replaceAll('><saml:', '>\n<saml:')), 'signature')).toContain(
      'changed after it was signed',
    )
  })

  test('without a signature, or signed only around it', () => {
    const xml = good()
    expect(message(judge(withoutSignature(xml)), 'signature')).toBe('there is no signature')
    const outside = withoutSignature(xml).replace('<samlp:Status>', `${signatureOf(xml)}<samlp:Status>`)
    expect(message(judge(outside), 'signature')).toBe('only the Response is signed')
  })

  test('two assertions, the forged one first or last', () => {
    const xml = good()
    const forged = assertionOf(xml)
      .replace(signatureOf(xml), '')
      .replace(/ID="[^"]+"/, 'ID="_forged"')
      .replace('shop-1001', 'shop-2002')
    for (const both of [
      xml.replace('<saml:Assertion', `${forged}<saml:Assertion`),
      xml.replace('</samlp:Response>', `${forged}</samlp:Response>`),
    ]) {
      const result = judge(both)
      expect(result.failed).toContain('assertion')
      expect(message(result, 'assertion')).toContain('there are 2')
    }
  })

  test('a signature wrapped around foreign content', () => {
    for (const [way, {xml, reason}] of Object.entries(wrappings(good(), 'shop-1001'))) {
      const {facts, findings, failed} = judge(xml)
      expect(facts.verified && facts.attributes.xUserId?.includes('somebody-else'), way).toBe(false)
      expect(failed, way).not.toEqual([])
      const said = findings.filter(one => one.result === 'failed').map(one => one.message)
      expect(said.join('\n'), way).toMatch(reason)
    }
  })

  test('a signature with two references, though the right key made it', () => {
    const xml = signOddly(good(), idp, {references: ['Assertion', 'Status']})
    expect(message(judge(xml), 'signature')).toBe('the signature has 2 references; it must have one')
  })

  test('a comment that cuts a name short', () => {
    const long = respond(idp, {user: {user_id: 'shop-1001.evil'}})
    const result = judge(long.replace('shop-1001.evil', 'shop-1001<!-- -->.evil'))
    // The signature does not cover comments, so it is still good; the value read is the signed one, whole.
    expect(result.facts).toMatchObject({verified: true, attributes: {xUserId: ['shop-1001.evil']}})
  })

  test('SHA-1, keyed hashes and odd transforms', () => {
    const xml = good()
    const swap = (from: string, to: string) => message(judge(xml.replace(from, to)), 'signature')
    expect(
      swap('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'),
    ).toBe('signed with rsa-sha1')
    expect(
      swap('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2000/09/xmldsig#hmac-sha1'),
    ).toBe('signed with hmac-sha1')
    expect(swap('http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2000/09/xmldsig#sha1')).toBe(
      'digest made with sha1',
    )
    expect(
      swap('http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/TR/1999/REC-xslt-19991116'),
    ).toContain('is not accepted')
  })

  test('another audience, and the forgotten slash', () => {
    const result = judge(respond(idp, {request: {...request, issuer: 'https://sp.example.com/'}}))
    expect(result.failed).toEqual(['audience'])
    const slash = judge(respond(idp, {request: {...request, issuer: 'https://auth-intl.huaweicloud.com'}}))
    expect(slash.findings.find(one => one.check === 'audience')?.mend).toBe('The slash at the end counts')
  })

  test('values of which only the signed one counts', () => {
    const change = (from: RegExp, to: string) => judge(resign(good(), idp, xml => xml.replace(from, to))).failed
    expect(change(/Recipient="[^"]*"/, 'Recipient="https://evil.example.com/"')).toEqual(['recipient'])
    expect(change(/(<saml:SubjectConfirmationData) InResponseTo="[^"]*"/, '$1')).toEqual([])
    expect(change(/(<saml:SubjectConfirmationData) InResponseTo="[^"]*"/, '$1 InResponseTo="_other"')).toEqual([
      'in response to',
    ])
    const old = 'NotOnOrAfter="2026-10-03T07:00:00Z"'
    expect(change(/NotOnOrAfter="[^"]*"/, old)).toEqual(['confirmation'])
    expect(
      change(/(<saml:Conditions NotBefore=")[^"]*" NotOnOrAfter="[^"]*"/, `$12026-10-03T06:00:00Z" ${old}`),
    ).toEqual(['time'])
  })

  test('another recipient', () => {
    expect(judge(respond(idp, {request: {...request, acs_url: 'https://evil.example.com/'}})).failed).toEqual([
      'destination',
      'recipient',
    ])
  })

  test('expired, or from a clock that is ahead', () => {
    const old = judge(respond(idp, {now: NOW - 3_600_000}))
    expect(old.failed).toEqual(['confirmation', 'time'])
    expect(message(old, 'time')).toBe('ended at 2026-10-03T07:05:00.000Z, 55 min ago')
    const ahead = judge(respond(idp, {now: NOW + 600_000}))
    expect(ahead.failed).toEqual(['time'])
    expect(ahead.findings.find(one => one.check === 'time')?.mend).toContain('clock is ahead')
    expect(judge(respond(idp, {now: NOW + 100_000})).findings.find(one => one.check === 'time')?.result).toBe('warning')
  })

  test('an answer to another request', () => {
    expect(judge(good(), {requestId: '_request2'}).failed).toEqual(['in response to'])
  })

  test('without the user id, or with a misspelled one', () => {
    const spelled = settings.with({attribute_user_id: 'xuserid'})
    expect(message(judge(respond(idp, {settings: spelled})), 'user')).toBe(
      'the attribute is called xuserid, not xUserId',
    )
    const none = settings.with({attribute_user_id: ''})
    expect(message(judge(respond(idp, {settings: none})), 'user')).toBe(
      'the attribute xUserId is missing; there are email',
    )
    expect(judge(respond(idp, {attributes: {xUserId: 'shop-2002'}})).failed).toEqual(['user'])
  })

  test('an issuer that the metadata do not know', () => {
    expect(judge(respond(idp, {issuer: 'https://other.example.com/'})).failed).toEqual(['issuer'])
  })

  test('encrypted', () => {
    const result = judge(good().replaceAll('saml:Assertion', 'saml:EncryptedAssertion'))
    expect(message(result, 'assertion')).toBe('it is encrypted')
    expect(result.facts.attributes).toEqual({})
  })

  test('a document type, entities, endless nesting', () => {
    expect(() =>
      judge(good().replace('<samlp:Response', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><samlp:Response')),
    ).toThrow('document type')
    expect(() => judge(`${'<a>'.repeat(200)}${'</a>'.repeat(200)}`)).toThrow('nested deeper')
    expect(() => judge('<a><b></a>')).toThrow('not well-formed')
  })
})
