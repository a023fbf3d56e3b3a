// SAML metadata: who a party is, which certificates it signs with, where it takes messages.
import {readFileSync, statSync} from 'node:fs'
import {isLoopback} from '../address.js'
import type {Network} from '../api/network.js'
import {NoAnswer, Transport} from '../api/transport.js'
import {Failure, usage} from '../failure.js'
import {type CertificateFacts, certificateBody, readCertificate} from './keys.js'
import {attribute, childOf, childrenOf, is, MAX_XML, ns, parseXml, xmlBuilder} from './xml.js'

export const bindings = {
  redirect: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
  post: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
} as const
export type Binding = keyof typeof bindings

const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol'

export interface Metadata {
  xml: string
  entity_id: string
  role: 'idp' | 'sp'
  certificates: CertificateFacts[]
  /** Addresses of the identity provider's SingleSignOnService. */
  sso: {binding: string; location: string}[]
  /** Addresses of the service provider's AssertionConsumerService. */
  acs: {binding: string; location: string; index?: string; isDefault?: boolean}[]
}

/**
 * Reads a document from a file, from stdin's text, or from an address (https, or http on this machine; redirects are
 * not followed).
 */
export async function readDocument(source: string, network?: Network): Promise<Buffer> {
  if (!/^https?:\/\//i.test(source)) {
    try {
      if (statSync(source).size > 2 * MAX_XML) throw usage(`${source} is far larger than 2 MB`)
      return readFileSync(source)
    } catch (error) {
      if (error instanceof Failure) throw error
      throw usage(`${source} cannot be read (${(error as NodeJS.ErrnoException).code})`)
    }
  }
  const url = new URL(source)
  if (url.protocol !== 'https:' && !isLoopback(url)) {
    throw usage(`${source}: metadata is only trusted over https`, 'Use https, or save it to a file after checking it')
  }
  const transport = new Transport(network)
  try {
    const answer = await transport.send({method: 'GET', url, headers: {}, body: Buffer.alloc(0), fresh: true})
    if (answer.status !== 200) {
      throw new Failure('failed', `${source} answered ${answer.status}`, {
        next: ['Save the metadata to a file and name the file'],
      })
    }
    return answer.body
  } catch (error) {
    if (error instanceof NoAnswer) throw new Failure('unavailable', `${source}: ${error.message}`, {cause: error})
    throw error
  } finally {
    transport.close()
  }
}

/** Takes metadata apart. Throws a usage Failure when it is none. */
export function parseMetadata(xml: string): Metadata {
  const root = parseXml(xml, 'the metadata').documentElement
  if (!is(root, ns.md, 'EntityDescriptor')) {
    throw usage(`this is ${root.localName}, not SAML metadata`, 'Metadata begins with EntityDescriptor')
  }
  const idp = childOf(root, ns.md, 'IDPSSODescriptor')
  const sp = childOf(root, ns.md, 'SPSSODescriptor')
  const descriptor = idp ?? sp
  if (!descriptor) throw usage('the metadata describe neither an identity provider nor a service provider')
  return {
    xml,
    entity_id: attribute(root, 'entityID') ?? '',
    role: idp ? 'idp' : 'sp',
    certificates: signingCertificates(descriptor).map(readCertificate),
    sso: childrenOf(descriptor, ns.md, 'SingleSignOnService').map(one => ({
      binding: attribute(one, 'Binding') ?? '',
      location: attribute(one, 'Location') ?? '',
    })),
    acs: childrenOf(descriptor, ns.md, 'AssertionConsumerService').map(one => ({
      binding: attribute(one, 'Binding') ?? '',
      location: attribute(one, 'Location') ?? '',
      index: attribute(one, 'index'),
      isDefault: /^(true|1)$/.test(attribute(one, 'isDefault') ?? '') || undefined,
    })),
  }
}

/** The Base64 of every certificate that a descriptor signs with. */
export function signingCertificates(descriptor: Element): string[] {
  return childrenOf(descriptor, ns.md, 'KeyDescriptor')
    .filter(one => attribute(one, 'use') !== 'encryption')
    .flatMap(one => childrenOf(one, ns.ds, 'KeyInfo'))
    .flatMap(one => childrenOf(one, ns.ds, 'X509Data'))
    .flatMap(one => childrenOf(one, ns.ds, 'X509Certificate'))
    .map(one => one.textContent ?? '')
}

/** Metadata from a file or an address. */
export const readMetadata = async (source: string, network?: Network): Promise<Metadata> =>
  parseMetadata((await readDocument(source, network)).toString('utf8'))

/** Metadata of an identity provider, as Huawei's access configuration takes them (devg-bpconsole/access_00001.html). */
export function makeIdpMetadata(idp: {
  entityId: string
  ssoUrl: string
  certificate: string
  binding: Binding
  nameIdFormat?: string
}): string {
  const {make, write} = xmlBuilder()
  const root = make(
    'md:EntityDescriptor',
    {entityID: idp.entityId},
    make(
      'md:IDPSSODescriptor',
      {protocolSupportEnumeration: PROTOCOL, WantAuthnRequestsSigned: 'true'},
      make(
        'md:KeyDescriptor',
        {use: 'signing'},
        make(
          'ds:KeyInfo',
          {},
          make('ds:X509Data', {}, make('ds:X509Certificate', {}, certificateBody(idp.certificate))),
        ),
      ),
      make('md:NameIDFormat', {}, idp.nameIdFormat || 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient'),
      make('md:SingleSignOnService', {Binding: bindings[idp.binding], Location: idp.ssoUrl}),
    ),
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n${write(root)}\n`
}
