// XML signatures: made, and checked so that what is read afterwards is exactly what was signed.
import {X509Certificate} from 'node:crypto'
import {SignedXml} from 'xml-crypto'
import type {SsoSettings} from './settings.js'
import {attribute, childOf, childrenOf, elements, ns, parseXml, within} from './xml.js'

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'

export const signatureUri = {
  'rsa-sha256': 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'rsa-sha512': 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
} as const
const digestUri = {
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha512: 'http://www.w3.org/2001/04/xmlenc#sha512',
} as const

const goodSignatures: string[] = Object.values(signatureUri)
const goodDigests: string[] = Object.values(digestUri)
const goodTransforms = [EXCLUSIVE, INCLUSIVE, ENVELOPED]

/** Signs one element of a document, by its ID; the signature stands after the element's Issuer, where SAML wants it. */
export function signElement(
  xml: string,
  id: string,
  {key, certificate, settings}: {key: string; certificate: string; settings: SsoSettings},
): string {
  const canonical = settings.get('canonicalization') === 'inclusive' ? INCLUSIVE : EXCLUSIVE
  const target = `//*[@ID='${id}']`
  const signature = new SignedXml({
    privateKey: key,
    publicCert: certificate,
    signatureAlgorithm: signatureUri[settings.get('signature_algorithm') as 'rsa-sha256'],
    canonicalizationAlgorithm: canonical,
  })
  signature.addReference({
    xpath: target,
    transforms: [ENVELOPED, canonical],
    digestAlgorithm: digestUri[settings.get('digest_algorithm') as 'sha256'],
  })
  signature.computeSignature(xml, {
    prefix: 'ds',
    location: {reference: `${target}/*[local-name(.)='Issuer']`, action: 'after'},
  })
  return signature.getSignedXml()
}

export type Verified =
  | {
      valid: true
      /**
       * The signed element alone, parsed from the very bytes that the digest was taken of. Read this and nothing else.
       */
      element: Element
      algorithm: string
      /** Certificate that fits, as PEM. */
      certificate: string
    }
  | {valid: false; reason: string; mend?: string}

/**
 * Checks the signature that an element carries about itself. `xml` is the whole text, `element` a part of it as parsed.
 * The key comes from
 * `certificates` (PEM) and never from the message. Refused: a signature about something else, more than one reference,
 * an ID that occurs twice, transforms other than the usual ones, SHA-1 and keyed hashes.
 */
export function verifySigned(xml: string, element: Element, certificates: string[]): Verified {
  const bad = (reason: string, mend?: string): Verified => ({valid: false, reason, mend})
  const signatures = childrenOf(element, ns.ds, 'Signature')
  if (signatures.length === 0) {
    const elsewhere = within(element.ownerDocument, ns.ds, 'Signature').length
    return bad(
      elsewhere
        ? `${element.localName} carries no signature; one stands elsewhere in the message`
        : 'there is no signature',
      `Sign the ${element.localName} itself, enveloped`,
    )
  }
  if (signatures.length > 1) return bad(`${element.localName} carries ${signatures.length} signatures`)
  const [signature] = signatures as [Element]
  const id = attribute(element, 'ID')
  if (!id) return bad(`${element.localName} has no ID for its signature to name`)
  const twice = within(element.ownerDocument, '*', '*').filter(one =>
    ['ID', 'Id', 'id'].some(name => attribute(one, name) === id),
  )
  if (twice.length !== 1) return bad(`the ID ${id} stands in ${twice.length} elements: it is not clear what was signed`)

  const info = childOf(signature, ns.ds, 'SignedInfo')
  const references = info ? childrenOf(info, ns.ds, 'Reference') : []
  if (!info || references.length !== 1)
    return bad(`the signature has ${references.length} references; it must have one`)
  const [reference] = references as [Element]
  const uri = attribute(reference, 'URI')
  if (uri !== `#${id}`) {
    return bad(
      `the signature is about ${uri || 'the whole document'}, not about the ${element.localName} it stands in (#${id})`,
      'This is how a signature is wrapped around foreign content: do not trust the message',
    )
  }
  const algorithm = (parent: Element | undefined, name: string) =>
    attribute(parent && childOf(parent, ns.ds, name), 'Algorithm') ?? ''
  const method = algorithm(info, 'SignatureMethod')
  const digest = algorithm(reference, 'DigestMethod')
  if (!goodSignatures.includes(method)) return bad(`signed with ${short(method)}`, 'Sign with RSA-SHA256')
  if (!goodDigests.includes(digest)) return bad(`digest made with ${short(digest)}`, 'Use SHA-256 for the digest')
  const transforms = childOf(reference, ns.ds, 'Transforms')
  const used = (transforms ? elements(transforms) : []).map(one => attribute(one, 'Algorithm') ?? '')
  const odd = [...used, algorithm(info, 'CanonicalizationMethod')].find(one => !goodTransforms.includes(one))
  if (odd !== undefined)
    return bad(`transform ${short(odd)} is not accepted`, 'Use enveloped-signature and exclusive C14N')
  if (certificates.length === 0) return bad('there is no certificate to check it with')

  for (const certificate of certificates) {
    const checker = new SignedXml({
      publicCert: new X509Certificate(certificate).publicKey.export({type: 'spki', format: 'pem'}).toString(),
      getCertFromKeyInfo: () => null,
    })
    let valid: boolean
    try {
      checker.loadSignature(signature)
      valid = checker.checkSignature(xml)
    } catch (error) {
      // The value does not fit this key; another one may.
      if (/signature value/.test((error as Error).message)) continue
      return bad(`the signature cannot be read: ${(error as Error).message}`)
    }
    if (!valid) {
      return bad(
        `the ${element.localName} was changed after it was signed: its digest differs`,
        'Sign last, and send the very bytes that were signed: no indenting, no other line ends',
      )
    }
    const [signed, ...more] = checker.getSignedReferences()
    const read = signed && more.length === 0 ? parseXml(signed).documentElement : undefined
    if (!read || attribute(read, 'ID') !== id || read.localName !== element.localName) {
      return bad('what was signed is not what the message shows')
    }
    return {valid: true, element: read, algorithm: short(method), certificate}
  }
  return bad(
    `signed with a key that does not belong to ${certificates.length === 1 ? 'the certificate' : `any of the ${certificates.length} certificates`} in the metadata`,
    'Give Huawei the metadata with the certificate you sign with, or sign with the key of the metadata',
  )
}

const short = (uri: string) => uri.replace(/^.*[#/]/, '') || uri || 'nothing'
