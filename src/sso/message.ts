// Takes a single sign-on message out of whatever it came in: a whole address, a form, the source of a page, Base64 with
// or without compression, or plain XML and JSON. What was odd on the way is kept as a finding.
import {inflateRawSync, inflateSync} from 'node:zlib'
import {usage} from '../failure.js'
import {Findings} from './findings.js'
import {is, MAX_XML, ns, parseXml} from './xml.js'

export interface Message {
  kind: 'request' | 'response' | 'notification' | 'login-link' | 'metadata'
  /** How it was packed: `redirect` is compressed, `post` is Base64 only, `plain` was not packed. */
  packing: 'redirect' | 'post' | 'plain'
  /** XML, JSON of a notification, or the link. */
  text: string
  /** Base64 as it was sent: what the signature of a notification may cover. */
  base64?: string
  relay_state?: string
  signature?: {algorithm: string; value: string}
  /** Parameters still percent-encoded, for the signature of a redirect. */
  raw?: Map<string, string>
  /** Address without its query. */
  address?: string
  findings: Findings
}

/** A message of the largest size in Base64, each character of it percent-encoded. */
const MAX_INPUT = 4 * MAX_XML

/** Reads a message. Throws a usage Failure when there is none in the text. */
export function readMessage(input: string): Message {
  const findings = new Findings()
  if (input.length > MAX_INPUT) throw usage(`the text is larger than ${MAX_INPUT / 1024 / 1024} MB: no message is`)
  const text = input.replace(/^\uFEFF/, '').trim()
  if (text === '') throw usage('there is nothing to decode')
  if (text.startsWith('<')) return fromMarkup(text, findings)
  if (text.startsWith('{')) return {kind: 'notification', packing: 'plain', text, findings}
  const [address, query] = splitAddress(text)
  if (query !== undefined) {
    const raw = rawParameters(query)
    const name = ['SAMLResponse', 'SAMLRequest', 'bindRequest'].find(one => raw.has(one))
    if (name) return fromParameters(raw, name, address, findings)
    if (raw.has('xAccountType')) return {kind: 'login-link', packing: 'plain', text, address, raw, findings}
    if (address) throw usage('the address holds no SAMLRequest, SAMLResponse, bindRequest or xAccountType')
  }
  return fromBase64(text, findings)
}

/** An address and its query; a query or form alone; or neither. */
function splitAddress(text: string): [address: string | undefined, query: string | undefined] {
  if (/^https?:\/\//i.test(text)) {
    const at = text.indexOf('?')
    const end = text.indexOf('#')
    const until = end < 0 ? text.length : end
    return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1, Math.max(until, at + 1))]
  }
  return /(^|[?&])(SAMLRequest|SAMLResponse|bindRequest|xAccountType)=/.test(text)
    ? [undefined, text.slice(text.indexOf('?') + 1)]
    : [undefined, undefined]
}

/** Parameters without decoding them. The first of a name counts. */
export function rawParameters(query: string): Map<string, string> {
  const raw = new Map<string, string>()
  for (const part of query.split('&')) {
    const at = part.indexOf('=')
    const name = at < 0 ? part : part.slice(0, at)
    if (name && !raw.has(name)) raw.set(name, at < 0 ? '' : part.slice(at + 1))
  }
  return raw
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '))
  } catch {
    throw usage('a parameter has a broken percent escape')
  }
}

function fromParameters(
  raw: Map<string, string>,
  name: string,
  address: string | undefined,
  findings: Findings,
): Message {
  const value = (key: string) => (raw.has(key) ? decode(raw.get(key)!) : undefined)
  const message = fromBase64(value(name)!, findings)
  const algorithm = value('SigAlg')
  const signature = value('Signature')
  return {
    ...message,
    raw,
    address,
    relay_state: value('RelayState'),
    signature: algorithm && signature ? {algorithm, value: signature.replaceAll(' ', '+')} : undefined,
  }
}

/** The value of a hidden field in a page. A page is gone through once, however many tags it begins. */
function fieldOf(page: string, name: string): string | undefined {
  const named = new RegExp(`\\bname=["']${name}["']`, 'i')
  for (const tag of inputTags(page)) {
    if (!named.test(tag)) continue
    return /\bvalue=["']([^"']*)["']/i
      .exec(tag)?.[1]
      ?.replace(/&#x([0-9a-f]+);/gi, (reference, hex) => character(reference, Number.parseInt(hex, 16)))
      .replace(/&#(\d+);/g, (reference, number) => character(reference, Number(number)))
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
  }
  return undefined
}

function* inputTags(page: string): Generator<string> {
  const begin = /<input\b/gi
  for (let found = begin.exec(page); found; found = begin.exec(page)) {
    const end = page.indexOf('>', found.index)
    if (end < 0) return
    yield page.slice(found.index, end + 1)
    begin.lastIndex = end
  }
}

function character(reference: string, code: number): string {
  if (code > 0x10ffff) throw usage(`the page has ${reference.slice(0, 20)}, which is no character`)
  return String.fromCodePoint(code)
}

/** XML, or the page whose form a browser posts by itself. */
function fromMarkup(text: string, findings: Findings): Message {
  if (/<(!doctype html|html|form|body|head)\b/i.test(text.slice(0, 1000))) {
    const field = (name: string) => fieldOf(text, name)
    const value = field('SAMLResponse') ?? field('SAMLRequest')
    if (!value) throw usage('the page holds no form field SAMLResponse or SAMLRequest')
    return {...fromBase64(value, findings), relay_state: field('RelayState')}
  }
  return {...classify(text), packing: 'plain', text, findings}
}

function classify(xml: string): {kind: Message['kind']} {
  const root = parseXml(xml, 'the message').documentElement
  if (is(root, ns.samlp, 'AuthnRequest')) return {kind: 'request'}
  if (is(root, ns.samlp, 'Response')) return {kind: 'response'}
  if (is(root, ns.md, 'EntityDescriptor') || is(root, ns.md, 'EntitiesDescriptor')) return {kind: 'metadata'}
  throw usage(
    `${root.nodeName} is none of the messages of single sign-on`,
    'Expected: AuthnRequest, Response, EntityDescriptor or a bind notification',
  )
}

function fromBase64(input: string, findings: Findings): Message {
  let text = input
  if (/%[0-9a-f]{2}/i.test(text)) {
    findings.warn('packing', 'percent-encoded once more than needed', 'Encode each parameter exactly once')
    text = decode(text.replaceAll('+', '%2B'))
  }
  if (/[^\s] +[^\s]/.test(text)) {
    findings.fail(
      'packing',
      'blanks stand where + stood',
      'Percent-encode the Base64: + means blank in a form or query',
    )
    text = text.replaceAll(' ', '+')
    // XML of the right length ends in +, and that blank was at the very end.
    if (text.replace(/\s+/g, '').length % 4 === 3) text += '+'
  }
  text = text.replace(/\s+/g, '')
  if (/[-_]/.test(text)) {
    findings.warn('packing', 'written in the URL alphabet of Base64', 'SAML wants the ordinary one, with + and /')
    text = text.replaceAll('-', '+').replaceAll('_', '/')
  }
  if (!/^[A-Za-z0-9+/]{4,}={0,2}$/.test(text)) {
    throw usage('this is no SAML message: neither an address, XML, JSON nor Base64')
  }
  const bytes = Buffer.from(text, 'base64')
  const [packing, inside] = unpack(bytes, findings)
  if (inside.startsWith('{')) return {kind: 'notification', packing: 'post', text: inside, base64: text, findings}
  const {kind} = classify(inside)
  if (packing === 'redirect' && kind === 'response') {
    findings.fail(
      'packing',
      'the response is compressed',
      'A posted response is Base64 only; compression belongs to redirects',
    )
  }
  return {kind, packing, text: inside, base64: text, findings}
}

function unpack(bytes: Buffer, findings: Findings): ['redirect' | 'post', string] {
  const limit = {maxOutputLength: MAX_XML}
  const plain = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (/^[<{]/.test(plain)) return ['post', plain]
  try {
    return ['redirect', inflateRawSync(bytes, limit).toString('utf8').trimStart()]
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw usage('unpacked, the message is larger than 2 MB')
  }
  try {
    const text = inflateSync(bytes, limit).toString('utf8').trimStart()
    findings.fail(
      'packing',
      'compressed with a zlib header',
      'Use raw DEFLATE: deflateRaw, or new Deflater(level, true) in Java',
    )
    return ['redirect', text]
  } catch {
    throw usage('the Base64 holds neither XML nor compressed XML', 'Perhaps a part of it is missing')
  }
}
