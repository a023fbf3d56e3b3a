// The signature SDK-HMAC-SHA256, checked over the request as it came in (partner API reference, "AK/SK
// authentication").
import {createHash, createHmac, timingSafeEqual} from 'node:crypto'

/** A request as it stands on the wire. */
export interface SignedRequest {
  method: string
  /** Path without the query, still escaped. */
  path: string
  /** What follows the question mark, still escaped; empty without one. */
  query: string
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: Buffer
}

export interface Authorization {
  access: string
  signedHeaders: string[]
  signature: string
}

const HEADER = /^SDK-HMAC-SHA256\s+Access=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/

/** Reads the header `Authorization`; undefined when it is not a well-formed SDK-HMAC-SHA256 one. */
export function parseAuthorization(text: string): Authorization | undefined {
  const match = HEADER.exec(text.trim())
  return match ? {access: match[1]!, signedHeaders: match[2]!.split(';'), signature: match[3]!} : undefined
}

/** Percent-encodes everything but the unreserved characters of RFC 3986. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function canonicalUri(path: string): string {
  const encoded = path
    .split('/')
    .map(segment => encode(decodeURIComponent(segment)))
    .join('/')
  return encoded.endsWith('/') ? encoded : `${encoded}/`
}

function canonicalQuery(query: string): string {
  if (query === '') return ''
  return query
    .split('&')
    .filter(Boolean)
    .map(pair => {
      const at = pair.indexOf('=')
      const [key, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)]
      return [decodeURIComponent(key), decodeURIComponent(value)] as const
    })
    .sort((a, b) => byText(a[0], b[0]) || byText(a[1], b[1]))
    .map(([key, value]) => `${encode(key)}=${encode(value)}`)
    .join('&')
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex')

/** Hash of the body that the caller says it signed; undefined when a declared hash is not that of the body. */
function bodyHash(request: SignedRequest): string | undefined {
  const declared = request.headers['x-sdk-content-sha256']
  if (typeof declared !== 'string') return sha256(request.body)
  if (declared === 'UNSIGNED-PAYLOAD' || declared === sha256(request.body)) return declared
  return undefined
}

/** The text whose hash is signed. Throws a URIError for escapes that are none. */
export function canonicalRequest(request: SignedRequest, signedHeaders: string[], hash: string): string {
  const headers = signedHeaders.map(name => {
    const value = request.headers[name]
    return `${name}:${(Array.isArray(value) ? value.join(',') : (value ?? '')).trim()}\n`
  })
  return [
    request.method,
    canonicalUri(request.path),
    canonicalQuery(request.query),
    headers.join(''),
    signedHeaders.join(';'),
    hash,
  ].join('\n')
}

/** The signature of a request under a secret key, in hexadecimal. */
export function sign(
  request: SignedRequest,
  signedHeaders: string[],
  date: string,
  secretKey: string,
): string | undefined {
  const hash = bodyHash(request)
  if (hash === undefined) return undefined
  const text = `SDK-HMAC-SHA256\n${date}\n${sha256(canonicalRequest(request, signedHeaders, hash))}`
  return createHmac('sha256', secretKey).update(text).digest('hex')
}

/**
 * Why a signature does not hold; undefined when it does. Headers that must be signed: host, x-sdk-date and the security
 * token.
 */
export function refuseSignature(request: SignedRequest, auth: Authorization, secretKey: string): string | undefined {
  const {signedHeaders} = auth
  const must = ['host', 'x-sdk-date', ...('x-security-token' in request.headers ? ['x-security-token'] : [])]
  for (const name of must) if (!signedHeaders.includes(name)) return `header ${name} is not signed`
  for (const name of signedHeaders) {
    if (request.headers[name] === undefined) return `signed header ${name} is missing`
  }
  if (signedHeaders.some((name, i) => i > 0 && byText(signedHeaders[i - 1]!, name) >= 0))
    return 'signed headers are not sorted'
  const expected = sign(request, signedHeaders, String(request.headers['x-sdk-date']), secretKey)
  if (expected === undefined) return 'x-sdk-content-sha256 is not the hash of the body'
  return timingSafeEqual(Buffer.from(expected), Buffer.from(auth.signature)) ? undefined : 'verify aksk signature fail'
}

/** Reads `20250131T120000Z`; undefined when it is no such time. */
export function parseSdkDate(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second] = match
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(ms) ? undefined : ms
}
