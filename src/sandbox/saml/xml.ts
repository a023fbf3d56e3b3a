// Reading and writing the XML of the login. Written apart from the program's own, so that a mistake there is not
// repeated here.
import {X509Certificate} from 'node:crypto'
import {DOMImplementation, DOMParser, XMLSerializer} from '@xmldom/xmldom'
import {SignedXml} from 'xml-crypto'
import {SamlFault} from './fault.js'
import type {SigningKey} from './keys.js'

export const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion'
export const SAMLP = 'urn:oasis:names:tc:SAML:2.0:protocol'
export const MD = 'urn:oasis:names:tc:SAML:2.0:metadata'
export const DS = 'http://www.w3.org/2000/09/xmldsig#'
const spaces: Record<string, string> = {saml2: SAML, saml2p: SAMLP, md: MD, ds: DS}

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256'

const accepted = {
  SignatureMethod: [RSA_SHA256, 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512'],
  DigestMethod: [SHA256, 'http://www.w3.org/2001/04/xmlenc#sha512'],
  CanonicalizationMethod: [EXCLUSIVE, 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'],
  Transform: [ENVELOPED, EXCLUSIVE, 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'],
}

/** Parses a document strictly. Throws a SamlFault `xml`. */
export function readXml(text: string): Element {
  if (/<!\s*(doctype|entity)/i.test(text)) throw new SamlFault('xml', 'a document type declaration is not accepted')
  let wrong: string | undefined
  const fail = (message: string): never => {
    wrong ??= message
    throw new Error(message)
  }
  const parser = new DOMParser({errorHandler: {warning: fail, error: fail, fatalError: fail}})
  let root: Element | null | undefined
  try {
    root = parser.parseFromString(text, 'text/xml')?.documentElement
  } catch (error) {
    wrong ??= (error as Error).message
  }
  if (wrong !== undefined) throw new SamlFault('xml', `not well-formed: ${wrong.split('\n')[0]}`)
  if (!root) throw new SamlFault('xml', 'there is no element')
  const queue: [Element, number][] = [[root, 1]]
  for (let next = queue.pop(); next; next = queue.pop()) {
    if (next[1] > 64) throw new SamlFault('xml', 'nested too deeply')
    for (const child of childElements(next[0])) queue.push([child, next[1] + 1])
  }
  return root
}

export function childElements(parent: Node): Element[] {
  return Array.from(parent.childNodes as ArrayLike<Node>).filter(node => node.nodeType === 1) as Element[]
}

export const named = (parent: Node | undefined, space: string, name: string): Element[] =>
  parent ? childElements(parent).filter(one => one.namespaceURI === space && one.localName === name) : []

export const everywhere = (root: Element, space: string, name: string): Element[] =>
  Array.from(root.getElementsByTagNameNS(space, name) as ArrayLike<Element>)

export const attr = (element: Element | undefined, name: string): string => element?.getAttribute(name) ?? ''

/** Text without anything between; undefined when there is a comment or an element in it. */
export function textOf(element: Element | undefined): string | undefined {
  if (!element) return undefined
  const nodes = Array.from(element.childNodes as ArrayLike<Node>)
  return nodes.every(node => node.nodeType === 3) ? (element.textContent ?? '').trim() : undefined
}

/** `['saml2:Issuer', {}, 'https://…']`: an element with its attributes and what is in it. */
export type Shape = [name: string, attributes: Record<string, string>, ...content: (Shape | string)[]]

export function writeXml(shape: Shape): string {
  const document = new DOMImplementation().createDocument(null, null, null)
  const build = ([name, attributes, ...content]: Shape): Element => {
    const element = document.createElementNS(spaces[name.split(':')[0]!]!, name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    for (const one of content) element.appendChild(typeof one === 'string' ? document.createTextNode(one) : build(one))
    return element
  }
  return new XMLSerializer().serializeToString(build(shape))
}

/** Signs the root element, which has the given ID; the signature becomes its first child. */
export function signRoot(xml: string, {key, certificate}: SigningKey): string {
  const signer = new SignedXml({
    privateKey: key,
    publicCert: certificate,
    signatureAlgorithm: RSA_SHA256,
    canonicalizationAlgorithm: EXCLUSIVE,
  })
  signer.addReference({xpath: '/*', transforms: [ENVELOPED, EXCLUSIVE], digestAlgorithm: SHA256})
  signer.computeSignature(xml, {prefix: 'ds', location: {reference: '/*', action: 'prepend'}})
  return signer.getSignedXml()
}

/**
 * Checks that `element`, a part of `xml`, is signed with the key of one of the certificates, and returns it as it was
 * signed: read again from the canonical bytes under the digest. Nothing outside of these bytes is to be looked at.
 * Throws a SamlFault `signature`.
 */
export function signedElement(xml: string, element: Element, certificates: string[]): Element {
  const refuse = (why: string): never => {
    throw new SamlFault('signature', why)
  }
  const what = element.localName!
  const signatures = named(element, DS, 'Signature')
  if (signatures.length !== 1) return refuse(`the ${what} must carry one signature, it carries ${signatures.length}`)
  const signature = signatures[0]!
  const [info, ...otherInfo] = named(signature, DS, 'SignedInfo')
  const references = named(info, DS, 'Reference')
  if (otherInfo.length > 0 || references.length !== 1) return refuse('the signature must have one reference')
  const id = attr(element, 'ID')
  if (!id || attr(references[0], 'URI') !== `#${id}`) {
    return refuse(`the signature is not about the ${what} it stands in`)
  }
  const root = element.ownerDocument.documentElement
  const same = [root, ...everywhere(root, '*', '*')].filter(one =>
    ['ID', 'Id', 'id'].some(name => attr(one, name) === id),
  )
  if (new Set(same).size !== 1) return refuse(`the ID ${id} is given to more than one element`)
  for (const [name, values] of Object.entries(accepted)) {
    for (const one of everywhere(signature, DS, name)) {
      if (!values.includes(attr(one, 'Algorithm'))) return refuse(`${name} ${attr(one, 'Algorithm')} is not accepted`)
    }
  }
  for (const certificate of certificates) {
    const publicKey = new X509Certificate(certificate).publicKey.export({type: 'spki', format: 'pem'}).toString()
    const checker = new SignedXml({publicCert: publicKey, getCertFromKeyInfo: () => null})
    let intact = false
    try {
      checker.loadSignature(signature)
      intact = checker.checkSignature(xml)
    } catch {
      // Not this key; perhaps the next.
      continue
    }
    if (!intact) return refuse(`the ${what} was changed after it was signed`)
    const parts = checker.getSignedReferences()
    const read = parts.length === 1 ? readXml(parts[0]!) : undefined
    if (!read || attr(read, 'ID') !== id || read.localName !== what || read.namespaceURI !== element.namespaceURI) {
      return refuse('what was signed is something else')
    }
    return read
  }
  return refuse('not signed with the key of the registered metadata')
}
