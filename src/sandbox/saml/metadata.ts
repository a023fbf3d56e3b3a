// Metadata of both sides: the identity provider's, which the partner registers, and the sandbox's own.
import {X509Certificate} from 'node:crypto'
import {SamlFault} from './fault.js'
import type {SigningKey} from './keys.js'
import {numberOf, type SamlConfiguration, settingOf} from './settings.js'
import {attr, DS, MD, named, readXml, type Shape, signRoot, textOf, writeXml} from './xml.js'

export const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'
export const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'
const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient'
const MAX_METADATA = 2 * 1024 * 1024

export interface IdentityProvider {
  entityId: string
  /** Where requests go. */
  ssoUrl: string
  /** PEM. */
  certificates: string[]
}

/** Reads the metadata that a partner registered. Throws a SamlFault `metadata` that says what is wrong with them. */
export function identityProvider(configuration: SamlConfiguration): IdentityProvider {
  const {metadata} = configuration
  const refuse = (why: string): never => {
    throw new SamlFault('metadata', why, 'partnerctl sso metadata check says more')
  }
  if (metadata === undefined) {
    throw new SamlFault(
      'metadata',
      'no identity provider is registered for this platform',
      'partnerctl sso idp start --profile sandbox, or partnerctl sso register METADATA --profile sandbox',
    )
  }
  if (Buffer.byteLength(metadata) > MAX_METADATA) refuse('larger than 2 MB')
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(metadata)) refuse('a private key does not belong in metadata')
  const root = readXml(metadata)
  if (root.namespaceURI !== MD || root.localName !== 'EntityDescriptor') refuse('EntityDescriptor is missing')
  const entityId = attr(root, 'entityID')
  if (!entityId) refuse('entityID is missing')
  const [descriptor] = named(root, MD, 'IDPSSODescriptor')
  if (!descriptor) refuse('IDPSSODescriptor is missing')
  const wanted = settingOf(configuration, 'sso_binding') === 'post' ? POST : REDIRECT
  const service = named(descriptor, MD, 'SingleSignOnService').find(one => attr(one, 'Binding') === wanted)
  const ssoUrl = attr(service, 'Location')
  if (!/^https?:/.test(ssoUrl) || !URL.canParse(ssoUrl)) refuse(`no SingleSignOnService with the binding ${wanted}`)
  const certificates = named(descriptor, MD, 'KeyDescriptor')
    .filter(one => attr(one, 'use') !== 'encryption')
    .flatMap(one => named(named(named(one, DS, 'KeyInfo')[0], DS, 'X509Data')[0], DS, 'X509Certificate'))
    .map(one => readCertificate(textOf(one) ?? '', numberOf(configuration, 'min_key_bits'), refuse))
  if (certificates.length === 0) refuse('there is no signing certificate')
  return {entityId, ssoUrl, certificates}
}

function readCertificate(base64: string, minBits: number, refuse: (why: string) => never): string {
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(Buffer.from(base64, 'base64'))
  } catch {
    return refuse('a signing certificate cannot be read')
  }
  const {asymmetricKeyType, asymmetricKeyDetails} = certificate.publicKey
  if (asymmetricKeyType !== 'rsa') refuse('the signing key is not an RSA key')
  const bits = asymmetricKeyDetails?.modulusLength ?? 0
  if (bits < minBits) refuse(`the signing key has ${bits} bits, ${minBits} are required`)
  return certificate.toString()
}

/** Addresses of the sandbox as a service provider. */
export const serviceProvider = (origin: string) => ({
  entityId: `${origin}/`,
  acsUrl: `${origin}/authui/saml/SAMLAssertionConsumer`,
})

/** The sandbox's own metadata, signed unless `unsigned`. */
export function ownMetadata(origin: string, key: SigningKey, unsigned: boolean): string {
  const {entityId, acsUrl} = serviceProvider(origin)
  const body = key.certificate.replace(/-----[A-Z ]+-----|\s+/g, '')
  const shape: Shape = [
    'md:EntityDescriptor',
    {entityID: entityId, ID: '_sandbox'},
    [
      'md:SPSSODescriptor',
      {
        AuthnRequestsSigned: 'true',
        WantAssertionsSigned: 'true',
        protocolSupportEnumeration: 'urn:oasis:names:tc:SAML:2.0:protocol',
      },
      ['md:KeyDescriptor', {use: 'signing'}, ['ds:KeyInfo', {}, ['ds:X509Data', {}, ['ds:X509Certificate', {}, body]]]],
      ['md:NameIDFormat', {}, TRANSIENT],
      ['md:AssertionConsumerService', {Binding: POST, Location: acsUrl, index: '0', isDefault: 'true'}],
    ],
  ]
  const xml = writeXml(shape)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${unsigned ? xml : signRoot(xml, key)}`
}
