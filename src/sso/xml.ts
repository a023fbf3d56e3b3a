// XML, read without trust and written without string gluing. No document type, no entities, nothing from outside.
import {DOMImplementation, DOMParser, XMLSerializer} from '@xmldom/xmldom'
import {usage} from '../failure.js'

export const ns = {
  saml: 'urn:oasis:names:tc:SAML:2.0:assertion',
  samlp: 'urn:oasis:names:tc:SAML:2.0:protocol',
  md: 'urn:oasis:names:tc:SAML:2.0:metadata',
  ds: 'http://www.w3.org/2000/09/xmldsig#',
} as const

/** Huawei takes metadata up to this size; no message is larger. */
export const MAX_XML = 2 * 1024 * 1024
const MAX_DEPTH = 100

/** Parses a document. Throws a usage Failure for anything that is not plain, well-formed XML. */
export function parseXml(text: string, what = 'this'): Document {
  if (Buffer.byteLength(text) > MAX_XML) throw usage(`${what} is larger than 2 MB`)
  if (/<!\s*(DOCTYPE|ENTITY)/i.test(text)) {
    throw usage(`${what} has a document type declaration: entities are not read`, 'Remove <!DOCTYPE ...>')
  }
  // The parser wraps what its handler throws: the first complaint is the one to tell.
  let complaint: string | undefined
  const complain = (message: string): never => {
    complaint ??= message
    throw new Error(message)
  }
  const parser = new DOMParser({errorHandler: {warning: complain, error: complain, fatalError: complain}})
  let document: Document | undefined
  try {
    document = parser.parseFromString(text, 'text/xml')
  } catch (error) {
    complaint ??= (error as Error).message
  }
  if (complaint !== undefined) throw usage(`${what} is not well-formed XML: ${explain(complaint)}`)
  if (!document?.documentElement) throw usage(`${what} holds no XML element`)
  checkDepth(document.documentElement, what)
  return document
}

/** The parser's complaint without its prefix, and with the line that it names. */
function explain(complaint: string): string {
  const line = /@#\[line:(\d+)/.exec(complaint)?.[1]
  const reason = complaint
    .replace(/^\[xmldom \w+\]\s*/, '')
    .split('\n')[0]!
    .trim()
  return `${reason}${line && line !== '0' ? ` (line ${line})` : ''}`
}

/** Everything after this walks the tree by recursion. */
function checkDepth(root: Element, what: string): void {
  let level: Element[] = [root]
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) throw usage(`${what} is nested deeper than ${MAX_DEPTH} elements`)
    level = level.flatMap(element => elements(element))
  }
}

/** Child elements, in order. */
export function elements(parent: Node): Element[] {
  const found: Element[] = []
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === 1) found.push(node as Element)
  }
  return found
}

/** Child elements of one name. */
export const childrenOf = (parent: Node, namespace: string, name: string): Element[] =>
  elements(parent).filter(element => is(element, namespace, name))

export const childOf = (parent: Node, namespace: string, name: string): Element | undefined =>
  childrenOf(parent, namespace, name)[0]

/** Elements of one name anywhere below. */
export const within = (parent: Document | Element, namespace: string, name: string): Element[] =>
  Array.from(parent.getElementsByTagNameNS(namespace, name) as ArrayLike<Element>)

export const is = (element: Element, namespace: string, name: string): boolean =>
  element.namespaceURI === namespace && element.localName === name

/** An attribute, or undefined when it is absent. */
export const attribute = (element: Element | undefined, name: string): string | undefined =>
  element?.hasAttribute(name) ? element.getAttribute(name)! : undefined

/**
 * The text of an element that holds nothing else. A comment or an element inside gives undefined: programs disagree
 * about what such a text is, and that has been used to be somebody else.
 */
export function plainTextOf(element: Element | undefined): string | undefined {
  if (!element) return undefined
  for (let node = element.firstChild; node; node = node.nextSibling) {
    if (node.nodeType !== 3) return undefined
  }
  return (element.textContent ?? '').trim()
}

export type Content = Element | string | undefined | false

/** Makes elements: `make('saml:Issuer', {}, 'https://…')`. Undefined attributes and contents are left out. */
export function xmlBuilder(): {
  make(name: string, attributes?: Record<string, string | undefined>, ...content: Content[]): Element
  write(root: Element): string
} {
  const document = new DOMImplementation().createDocument(null, null, null)
  return {
    make(name, attributes = {}, ...content) {
      const prefix = name.split(':')[0] as keyof typeof ns
      const element = document.createElementNS(ns[prefix], name)
      for (const [key, value] of Object.entries(attributes)) {
        if (value !== undefined) element.setAttribute(key, checkText(value))
      }
      for (const one of content) {
        if (typeof one === 'string') element.appendChild(document.createTextNode(checkText(one)))
        else if (one) element.appendChild(one)
      }
      return element
    },
    write: root => new XMLSerializer().serializeToString(root),
  }
}

/** Characters that XML cannot hold would make a document nobody can read. */
function checkText(text: string): string {
  if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text)) {
    throw usage('a value holds control characters, which XML cannot carry')
  }
  return text
}

/** A document with line breaks and indents, for reading only: a signature does not survive it. */
export function indentXml(node: Element, depth = 0): string {
  const pad = '  '.repeat(depth)
  const shell = new XMLSerializer().serializeToString(node.cloneNode(false))
  const children = elements(node)
  if (children.length === 0) {
    const text = node.textContent ?? ''
    if (!text.trim()) return `${pad}${shell}\n`
    return `${pad}${new XMLSerializer().serializeToString(node)}\n`
  }
  const open = shell.replace(/\/>$|><\/[^>]*>$/, '>')
  return `${pad}${open}\n${children.map(child => indentXml(child, depth + 1)).join('')}${pad}</${node.nodeName}>\n`
}
