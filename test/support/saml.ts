// An identity provider and the request that it answers, for tests of single sign-on.
import {SignedXml} from 'xml-crypto'
import {makeCertificate, makeKey} from '../../src/sso/keys.js'
import {type Metadata, makeIdpMetadata, parseMetadata} from '../../src/sso/metadata.js'
import {makeResponse, type ResponseOptions} from '../../src/sso/respond.js'
import {SsoSettings} from '../../src/sso/settings.js'
import {signatureUri, signElement} from '../../src/sso/signature.js'

export const settings = new SsoSettings('intl')
export const NOW = Date.parse('2026-10-03T08:00:00Z')

export interface TestIdp {
  key: string
  certificate: string
  metadata: Metadata
}

export async function testIdp(bits = 2048, entityId = 'https://idp.example.com/'): Promise<TestIdp> {
  const key = await makeKey(bits)
  const certificate = makeCertificate(key, 'idp.example.com', new Date(NOW - 86_400_000), 365)
  const metadata = parseMetadata(
    makeIdpMetadata({entityId, ssoUrl: 'https://idp.example.com/sso', certificate, binding: 'redirect'}),
  )
  return {key, certificate, metadata}
}

export const request = {
  id: '_request1',
  issuer: settings.get('sp_entity_id'),
  acs_url: settings.get('acs_url'),
}

export const respond = (idp: TestIdp, more: Partial<ResponseOptions> = {}) =>
  makeResponse({
    request,
    issuer: idp.metadata.entity_id,
    user: {user_id: 'shop-1001', email: 'it@andes.example'},
    key: idp.key,
    certificate: idp.certificate,
    settings,
    now: NOW,
    ...more,
  })

/** A response as it would be if it had been made differently: changed, and signed again with the provider's own key. */
export function resign(xml: string, idp: TestIdp, change: (xml: string) => string): string {
  const changed = change(xml.replace(signaturePattern, ''))
  const id = /<saml:Assertion[^>]* ID="([^"]+)"/.exec(changed)![1]!
  return signElement(changed, id, {...idp, settings})
}

const signaturePattern = /<ds:Signature[\s\S]*<\/ds:Signature>/
const assertionPattern = /<saml:Assertion[\s\S]*<\/saml:Assertion>/

export const signatureOf = (xml: string) => signaturePattern.exec(xml)![0]
export const assertionOf = (xml: string) => assertionPattern.exec(xml)![0]
export const withoutSignature = (xml: string) => xml.replace(signaturePattern, '')

/** A response whose signature is valid, but made in a way that must not be accepted. */
export function signOddly(
  xml: string,
  idp: TestIdp,
  {algorithm = signatureUri['rsa-sha256'], references = ['Assertion']}: {algorithm?: string; references?: string[]},
): string {
  const signer = new SignedXml({
    privateKey: idp.key,
    publicCert: idp.certificate,
    signatureAlgorithm: algorithm,
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  })
  for (const name of references) {
    signer.addReference({
      xpath: `//*[local-name(.)='${name}']`,
      transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
      digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    })
  }
  const location = {reference: "//*[local-name(.)='Assertion']/*[local-name(.)='Issuer']", action: 'after'} as const
  signer.computeSignature(withoutSignature(xml), {prefix: 'ds', location})
  return signer.getSignedXml()
}

/**
 * Ways to keep a valid signature in a message and have something else read. `user` is who was signed, `somebody-else`
 * who is forged. Each has what the receiver should say about it.
 */
export function wrappings(xml: string, user: string): Record<string, {xml: string; reason: RegExp}> {
  const assertion = assertionOf(xml)
  const signature = signatureOf(assertion)
  const id = / ID="([^"]+)"/.exec(assertion)![1]!
  const bare = assertion.replace(signature, '')
  const evil = bare.replaceAll(user, 'somebody-else')
  const renamed = evil.replace(id, '_evil')
  const asAdvice = bare.replace('<saml:Assertion', '<saml:Advice').replace('</saml:Assertion>', '</saml:Advice>')
  const carrying = (target: string, carried: string) => target.replace('</saml:Issuer>', `</saml:Issuer>${carried}`)
  const inside = (content: string) =>
    signature.replace('</ds:Signature>', `<ds:Object>${content}</ds:Object></ds:Signature>`)
  const extended = (text: string, content: string) =>
    text.replace('<samlp:Status>', `<samlp:Extensions>${content}</samlp:Extensions><samlp:Status>`)
  return {
    'the original beside the forged one': {
      xml: xml.replace(assertion, `${renamed}${assertion}`),
      reason: /there are 2|found 2/,
    },
    'the original in an extension, the forged one with its signature': {
      xml: extended(xml.replace(assertion, carrying(renamed, signature)), bare),
      reason: /there are 2|found 2/,
    },
    'the original under another name inside of the signature': {
      xml: xml.replace(assertion, carrying(renamed, inside(asAdvice))),
      reason: /not about the Assertion|signature is about/,
    },
    'two elements with the same ID': {
      xml: xml.replace(assertion, carrying(evil, inside(asAdvice))),
      reason: /stands in 2 elements|given to more than one/,
    },
    'two signatures': {
      xml: xml.replace(assertion, carrying(assertion, signature)),
      reason: /carries 2/,
    },
    'a signature about the whole document': {
      xml: xml.replace(`URI="#${id}"`, 'URI=""'),
      reason: /not about the Assertion|about the whole document/,
    },
  }
}
