import {createSign} from 'node:crypto'
import {deflateRawSync, deflateSync} from 'node:zlib'
import {beforeAll, describe, expect, test} from 'vitest'
import {decodeMessage, readable} from '../../src/sso/decode.js'
import {readMessage} from '../../src/sso/message.js'
import {type Metadata, parseMetadata} from '../../src/sso/metadata.js'
import {postingPage} from '../../src/sso/page.js'
import {signatureUri} from '../../src/sso/signature.js'
import {NOW, request, respond, settings, type TestIdp, testIdp} from '../support/saml.js'

let idp: TestIdp
/** Huawei's side: any key will do. */
let huawei: TestIdp
let sp: Metadata
beforeAll(async () => {
  idp = await testIdp()
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

const decode = (input: string, more: Partial<Parameters<typeof decodeMessage>[1]> = {}) =>
  decodeMessage(input, {settings, now: NOW, ...more})
const failed = (decoded: ReturnType<typeof decode>) =>
  decoded.findings.filter(one => one.result === 'failed').map(one => one.check)

/** In the shape of the published sample. */
const authnRequest = `<?xml version="1.0" encoding="UTF-8"?><saml2p:AuthnRequest xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" AssertionConsumerServiceURL="${request.acs_url}" Destination="https://idp.example.com/sso" ForceAuthn="false" ID="_request1" IsPassive="false" IssueInstant="2026-10-03T07:59:50.446Z" ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Version="2.0"><saml2:Issuer xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">${request.issuer}</saml2:Issuer><saml2p:NameIDPolicy AllowCreate="true" Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient" SPNameQualifier="${request.issuer}"/></saml2p:AuthnRequest>`
const packed = () => deflateRawSync(authnRequest).toString('base64')
const address = () => {
  const query = [
    `SAMLRequest=${encodeURIComponent(packed())}`,
    'RelayState=ss%3Amem',
    `SigAlg=${encodeURIComponent(signatureUri['rsa-sha256'])}`,
  ].join('&')
  const signature = createSign('RSA-SHA256').update(query).sign(huawei.key, 'base64')
  return `https://idp.example.com/sso?${query}&Signature=${encodeURIComponent(signature)}`
}

describe('a request', () => {
  test('is read from the whole address, and its signature checked', () => {
    const decoded = decode(address(), {metadata: sp})
    expect(failed(decoded)).toEqual([])
    expect(decoded).toMatchObject({
      kind: 'request',
      packing: 'redirect',
      relay_state: 'ss:mem',
      facts: {
        id: '_request1',
        issuer: request.issuer,
        acs_url: request.acs_url,
        name_id_format: expect.stringContaining('transient'),
      },
    })
    expect(decoded.findings.find(one => one.check === 'signature')).toMatchObject({result: 'ok'})
    expect(failed(decode(address().replace('ss%3Amem', 'other'), {metadata: sp}))).toEqual(['signature'])
    expect(failed(decode(address(), {metadata: idp.metadata}))).toContain('signature')
  })

  test.each([
    ['', 'no address is named', undefined],
    ['AssertionConsumerServiceIndex="0"', 'only number 0 is named', '0'],
  ])('that names no address says which one counts: %s', (said, named, acs_index) => {
    const bare = authnRequest.replace(/AssertionConsumerServiceURL="[^"]*"/, said)
    const decoded = decode(bare)
    expect(decoded.facts).toMatchObject({acs_url: request.acs_url, acs_url_from: 'settings', acs_index})
    expect(decoded.findings.find(one => one.check === 'answer to')).toMatchObject({
      result: 'warning',
      message: expect.stringContaining(`${named}: ${request.acs_url} counts`),
    })
    const acs = ['https://one.example.com/', 'https://two.example.com/'].map((location, i) => ({
      binding: 'post',
      location,
      index: String(i),
      isDefault: i === 1 || undefined,
    }))
    const known = decode(bare, {metadata: {...sp, acs}})
    const location = acs[acs_index === undefined ? 1 : 0]!.location
    expect(known.facts).toMatchObject({acs_url: location, acs_url_from: 'metadata'})
  })

  test.each(['true', '1'])('has its wishes, as XML writes them: %s', value => {
    const strict = authnRequest.replace('ForceAuthn="false"', `ForceAuthn="${value}"`)
    expect(decode(strict).facts).toMatchObject({force_authn: true, is_passive: false})
  })

  test('of another site is noticed', () => {
    expect(failed(decode(authnRequest.replaceAll('auth-intl', 'auth')))).toEqual(['issuer', 'answer to'])
  })

  test('asking for an answer elsewhere is noticed', () => {
    expect(failed(decode(authnRequest.replace(request.acs_url, 'https://evil.example/'), {metadata: sp}))).toEqual([
      'answer to',
    ])
  })

  test.each([
    ['parameter value', () => encodeURIComponent(packed())],
    ['Base64', () => packed()],
    ['Base64 with line breaks', () => packed().replace(/.{60}/g, '$&\n')],
    ['query', () => `SAMLRequest=${encodeURIComponent(packed())}&RelayState=x`],
    ['query after a question mark', () => `?SAMLRequest=${encodeURIComponent(packed())}`],
    ['uncompressed Base64', () => Buffer.from(authnRequest).toString('base64')],
    ['XML', () => authnRequest],
    ['XML with a byte order mark', () => `\uFEFF${authnRequest}`],
  ])('is read from a %s', (_, make) => {
    expect(decode(make())).toMatchObject({kind: 'request', facts: {id: '_request1'}})
  })
})

describe('a response', () => {
  const base64 = () => Buffer.from(respond(idp)).toString('base64')

  test('is read from a form, with its signature', () => {
    const decoded = decode(new URLSearchParams({SAMLResponse: base64(), RelayState: 'x'}).toString(), {
      metadata: idp.metadata,
      requestId: '_request1',
    })
    expect(decoded).toMatchObject({kind: 'response', packing: 'post', relay_state: 'x', facts: {verified: true}})
    expect(failed(decoded)).toEqual([])
  })

  test('is read from the source of a page', () => {
    const page = postingPage(request.acs_url, base64(), 'a"&b')
    expect(decode(page, {metadata: idp.metadata})).toMatchObject({
      kind: 'response',
      relay_state: 'a"&b',
      facts: {verified: true},
    })
  })

  test('packed in one of the usual wrong ways is read all the same, and the mistake named', () => {
    const mistakes: [string, string][] = [
      [deflateRawSync(respond(idp)).toString('base64'), 'the response is compressed'],
      [deflateSync(respond(idp)).toString('base64'), 'compressed with a zlib header'],
      [base64().replaceAll('+', ' '), 'blanks stand where + stood'],
      [base64().replaceAll('+', '-').replaceAll('/', '_'), 'written in the URL alphabet of Base64'],
      [`SAMLResponse=${encodeURIComponent(encodeURIComponent(base64()))}`, 'percent-encoded once more than needed'],
    ]
    for (const [text, mistake] of mistakes) {
      const decoded = decode(text, {metadata: idp.metadata})
      expect(
        decoded.findings.map(one => one.message),
        mistake,
      ).toContain(mistake)
      expect(decoded.facts).toMatchObject({attributes: {xUserId: ['shop-1001']}})
    }
  })

  test('without metadata says that the signature was not checked', () => {
    const decoded = decode(base64())
    expect(failed(decoded)).toEqual([])
    expect(decoded.findings.find(one => one.check === 'signature')).toMatchObject({result: 'unchecked'})
    expect(decoded.facts.verified).toBe(false)
  })

  test('can be read by a person', () => {
    expect(readable(decode(base64()))).toContain('\n    <saml:AuthnStatement')
  })
})

describe('a bind notification', () => {
  // Names and order as published; the values are the published ones, too.
  const json = '{"domainName":"yongzhi","domainId":"yongzhiid","xUserId":"yongzhix","bindAction":1}'
  const form = (covers: 'base64' | 'json' = 'base64', text = json) => {
    const bindRequest = Buffer.from(text).toString('base64')
    const Signature = createSign('RSA-SHA256')
      .update(covers === 'json' ? text : bindRequest)
      .sign(huawei.key, 'base64')
    return new URLSearchParams({bindRequest, SigAlg: signatureUri['rsa-sha256'], Signature}).toString()
  }

  test('is read, and its signature checked', () => {
    const decoded = decode(form(), {metadata: sp})
    expect(failed(decoded)).toEqual([])
    expect(decoded.facts).toEqual({domain_name: 'yongzhi', domain_id: 'yongzhiid', user_id: 'yongzhix', action: 1})
  })

  test('signed the other way says which setting fits', () => {
    const [finding] = decode(form('json'), {metadata: sp}).findings.filter(one => one.result === 'failed')
    expect(finding).toMatchObject({check: 'signature', mend: '--set bind_signature=json'})
    expect(failed(decode(form('json'), {metadata: sp, settings: settings.with({bind_signature: 'json'})}))).toEqual([])
  })

  test('of somebody else is refused, and so is one without a signature', () => {
    expect(failed(decode(form(), {metadata: idp.metadata}))).toEqual(['signature'])
    expect(
      failed(decode(`bindRequest=${encodeURIComponent(Buffer.from(json).toString('base64'))}`, {metadata: sp})),
    ).toEqual(['signature'])
    expect(failed(decode(form().replace('rsa-sha256', 'rsa-sha1'), {metadata: sp}))).toEqual(['signature'])
  })

  test('with an action that nobody knows is shown as it is', () => {
    const decoded = decode(form('base64', json.replace(':1}', ':2}')), {metadata: sp})
    expect(decoded.facts.action).toBe(2)
    expect(decoded.findings.find(one => one.check === 'action')?.message).toBe('bindAction 2 is not a binding')
  })

  test('with the algorithm in capitals, as the pages print it', () => {
    expect(
      failed(
        decode(
          form().replace(
            /SigAlg=[^&]*/,
            algorithm => `SigAlg=${encodeURIComponent(decodeURIComponent(algorithm.slice(7)).toUpperCase())}`,
          ),
          {metadata: sp},
        ),
      ),
    ).toEqual([])
  })
})

describe('a login link', () => {
  const link = (service: string, host = 'auth-intl') =>
    `https://${host}.huaweicloud.com/authui/saml/login?xAccountType=ZXT&isFirstLogin=false&service=${service}`
  test('is judged: host, flag, target', () => {
    expect(failed(decode(link('https%3a%2f%2fconsole-intl.huaweicloud.com%2fiam%2f')))).toEqual([])
    expect(failed(decode(link('https%3a%2f%2fevil.example%2f')))).toEqual(['service'])
    expect(failed(decode(link('https%3a%2f%2fconsole-intl.huaweicloud.com%2f', 'auth')))).toEqual(['login'])
    expect(failed(decode(link('https%253a%252f%252fconsole-intl.huaweicloud.com')))).toEqual(['service'])
  })
})

test('what is no message is refused in one sentence', () => {
  const nonsense = [
    '',
    'hello world',
    'https://example.com/',
    '<html><body></body></html>',
    '<x/>',
    '{}',
    '{',
    'AAAA',
    'SAMLResponse=%',
    'SAMLResponse=AAAA',
  ]
  for (const text of nonsense) expect(() => decode(text), text).toThrow(/^[^\n]{10,200}$/)
})

test('a small message that unpacks into a huge one is not unpacked', () => {
  const bomb = deflateRawSync(Buffer.alloc(50 * 1024 * 1024, 0x20)).toString('base64')
  expect(() => decode(bomb)).toThrow('larger than 2 MB')
})

describe('a message that is a bomb', () => {
  test.each<[what: string, input: string, message: RegExp]>([
    ['a page of tags that do not end', `<html>${'<input '.repeat(250_000)}`, /no form field/],
    ['a page of small tags', `<html>${'<input>'.repeat(250_000)}`, /no form field/],
    [
      'a character that is none',
      '<html><input name="SAMLResponse" value="PHg&#x110000;">',
      /&#x110000;, which is no character/,
    ],
    ['a number of any size', `<html><input name="SAMLResponse" value="&#${'9'.repeat(400)};">`, /is no character/],
    ['Base64 of many megabytes', 'QUJD'.repeat(5_000_000), /larger than 8 MB/],
    ['blanks of many megabytes', `a${' '.repeat(7_000_000)}`, /no SAML message/],
  ])('is refused in words: %s', (_, input, message) => {
    expect(() => readMessage(input)).toThrow(message)
  })

  test('does not keep from reading a page whose tag has its name last', () => {
    const value = Buffer.from('<x/>').toString('base64')
    const page = `<html><INPUT type="hidden"><input type="hidden" value='${value}' name='SAMLResponse'></html>`
    expect(() => readMessage(page)).toThrow(/none of the messages/)
  })
})
