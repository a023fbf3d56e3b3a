import {beforeAll, describe, expect, test} from 'vitest'
import {makeCertificate, makeKey, readCertificate} from '../../src/sso/keys.js'
import {makeIdpMetadata, parseMetadata} from '../../src/sso/metadata.js'
import {checkMetadata} from '../../src/sso/metadata-check.js'
import {NOW, settings, type TestIdp, testIdp} from '../support/saml.js'

const DAY = 86_400_000
let idp: TestIdp
beforeAll(async () => {
  idp = await testIdp()
})

const check = (xml: string | Buffer, at = NOW, own = settings) => checkMetadata(Buffer.from(xml), own, at)
const failed = (xml: string | Buffer, at?: number, own?: typeof settings) =>
  check(xml, at, own)
    .findings.filter(one => one.result === 'failed')
    .map(one => `${one.check}: ${one.message}`)
const warned = (xml: string | Buffer, at?: number) =>
  check(xml, at)
    .findings.filter(one => one.result === 'warning')
    .map(one => `${one.check}: ${one.message}`)
const make = (certificate: string, more: Partial<Parameters<typeof makeIdpMetadata>[0]> = {}) =>
  makeIdpMetadata({
    entityId: 'https://idp.example.com/',
    ssoUrl: 'https://idp.example.com/sso',
    certificate,
    binding: 'redirect',
    ...more,
  })

test('what is made passes, and has no open mend', () => {
  const report = check(idp.metadata.xml)
  expect(report).toMatchObject({verdict: 'good', entity_id: 'https://idp.example.com/', days_left: 364})
  expect(report.findings.filter(one => one.result !== 'ok')).toEqual([])
})

test('a certificate is what it says, and openssl-made ones are read alike', async () => {
  const key = await makeKey(2048)
  const facts = readCertificate(makeCertificate(key, 'Zürich 上海', new Date(NOW), 10))
  expect(facts).toMatchObject({
    subject: 'CN=Zürich 上海',
    self_signed: true,
    key_type: 'rsa',
    key_bits: 2048,
    signed_with: 'SHA-256 with RSA',
    not_before: '2026-10-03T08:00:00.000Z',
    not_after: '2026-10-13T08:00:00.000Z',
  })
  expect(() => readCertificate('bm9uc2Vuc2U=')).toThrow('no readable X.509 certificate')
  expect(() => readCertificate('***')).toThrow('not Base64')
})

describe('the end of the certificate', () => {
  test('is a warning from 60 days on, and a failure afterwards', () => {
    const end = Date.parse(readCertificate(idp.certificate).not_after)
    expect(check(idp.metadata.xml, end - 61 * DAY).verdict).toBe('good')
    expect(check(idp.metadata.xml, end - 59 * DAY)).toMatchObject({verdict: 'expiring', days_left: 59})
    expect(warned(idp.metadata.xml, end - 59 * DAY)[0]).toContain('ends in 59 days')
    expect(check(idp.metadata.xml, end).verdict).toBe('failed')
    expect(check(idp.metadata.xml, NOW - 10 * DAY).verdict).toBe('failed')
  })

  test('is that of the one that is to sign, whichever ends later', async () => {
    const soon = makeCertificate(await makeKey(2048), 'soon', new Date(NOW), 10)
    const keys = (xml: string) => /<md:KeyDescriptor[\s\S]*<\/md:KeyDescriptor>/.exec(xml)![0]
    const [first, second] = [make(soon), make(idp.certificate)]
    expect(check(first.replace(keys(first), keys(first) + keys(second)))).toMatchObject({
      verdict: 'expiring',
      days_left: 10,
    })
    expect(check(first.replace(keys(first), keys(second) + keys(first)))).toMatchObject({days_left: 364})
  })
})

describe('refused, with its mend', () => {
  test('files that are no metadata', () => {
    expect(failed(Buffer.alloc(2 * 1024 * 1024 + 1, 0x20))[0]).toContain('size: ')
    expect(failed(Buffer.from([0x3c, 0xff, 0xfe]))).toEqual(['encoding: the file is not UTF-8'])
    expect(failed(idp.metadata.xml.replace('encoding="UTF-8"', 'encoding="GB2312"'))).toEqual([
      'encoding: the file says it is GB2312',
    ])
    expect(failed('<md:EntityDescriptor')[0]).toMatch(/^xml: /)
    expect(failed('<!DOCTYPE x><x/>')[0]).toContain('document type')
    expect(failed('<x/>')[0]).toBe('entity: the file begins with x')
  })

  test('the metadata of the other side, or of several', () => {
    expect(failed(idp.metadata.xml.replaceAll('IDPSSODescriptor', 'SPSSODescriptor'))).toContain(
      'role: these are the metadata of a service provider',
    )
    const several = `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${idp.metadata.xml.replace(/<\?.*\?>/, '')}</md:EntitiesDescriptor>`
    expect(failed(several)).toContain('entity: the file describes several entities')
  })

  test('weak or foreign keys', async () => {
    const weak = await testIdp(1024)
    expect(failed(weak.metadata.xml)).toEqual(['key: CN=idp.example.com: RSA with 1024 bits'])
    expect(failed(weak.metadata.xml, NOW, settings.with({min_key_bits: '1024'}))).toEqual([])
    expect(failed(idp.metadata.xml.replace(/<ds:X509Certificate>.*?</s, '<ds:X509Certificate>AAAA<'))[0]).toMatch(
      /^certificate: there is no readable/,
    )
    expect(failed(idp.metadata.xml.replace('use="signing"', 'use="encryption"'))).toEqual([
      'certificate: there is no signing certificate',
    ])
  })

  test('secrets', () => {
    const secret = (xml: string) => failed(idp.metadata.xml.replace('<md:NameIDFormat', `${xml}<md:NameIDFormat`))
    expect(secret('<x password="hunter2"/>')).toEqual(['secrets: the file holds attribute password of x'])
    expect(secret('<userName>admin</userName>')).toEqual(['secrets: the file holds element userName'])
    expect(secret('<x>-----BEGIN PRIVATE KEY-----</x>')).toEqual(['secrets: the file holds a private key'])
  })

  test('services that cannot be used', () => {
    expect(failed(make(idp.certificate, {binding: 'post'}))[0]).toContain('HTTP-Redirect')
    expect(failed(make(idp.certificate, {binding: 'post'}), NOW, settings.with({sso_binding: 'post'}))).toEqual([])
    expect(failed(make(idp.certificate, {ssoUrl: 'http://idp.example.com/sso'}))).toEqual([
      'service: http://idp.example.com/sso is not reached over https',
    ])
    expect(failed(make(idp.certificate, {ssoUrl: 'http://127.0.0.1:8481/sso'}))).toEqual([])
  })

  test('an address that is forgotten', () => {
    expect(failed(idp.metadata.xml.replace(/entityID="[^"]*"/, ''))).toEqual(['entity: entityID is missing'])
    expect(failed(idp.metadata.xml.replace('entityID', 'validUntil="2026-01-01T00:00:00Z" entityID'))).toEqual([
      'validity: the metadata were valid until 2026-01-01T00:00:00Z',
    ])
  })
})

test('values are written so that they cannot become markup', () => {
  const xml = make(idp.certificate, {entityId: 'https://idp.example.com/?a="><script>&b'})
  expect(parseMetadata(xml).entity_id).toBe('https://idp.example.com/?a="><script>&b')
  expect(() => make(idp.certificate, {entityId: 'a\u0000b'})).toThrow('control characters')
})
