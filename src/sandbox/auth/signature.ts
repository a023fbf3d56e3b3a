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

/** Orders of UTF-16 units and of bytes differ above U+FFFF. */
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** Forms of a part that differ from one another, the usual one first. */
const distinct = (...forms: string[]) => [...new Set(forms)]

const encodeSegments = (segments: string[]) => `${segments.map(encode).join('/').replace(/\/$/, '')}/`

/**
 * The path as the official signers write it: an escaped slash stays one (Go, PHP), becomes a slash (Python, .NET), or
 * is escaped once more with everything else that is escaped (Java, Node).
 */
function canonicalPaths(path: string): string[] {
  const segments = path.split('/')
  return distinct(
    encodeSegments(segments.map(decodeURIComponent)),
    encodeSegments(decodeURIComponent(path).split('/')),
    encodeSegments(segments),
  )
}

/** A parameter, decoded. */
type Parameter = readonly [key: string, value: string]

function parametersOf(query: string): Parameter[] {
  return query
    .split('&')
    .filter(Boolean)
    .map(pair => {
      const at = pair.indexOf('=')
      const [key, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)]
      return [decodeURIComponent(key), decodeURIComponent(value)] as const
    })
}

const written = (parameters: Parameter[]) =>
  parameters.map(([key, value]) => `${encode(key)}=${encode(value)}`).join('&')

const sorted = (parameters: Parameter[], order: (a: string, b: string) => number) =>
  [...parameters].sort((a, b) => order(a[0], b[0]) || order(a[1], b[1]))

/**
 * The query as the official signers write it: sorted as bytes (Python; Go, with keys in lower case) or as UTF-16
 * (Node, .NET), by escaped keys with the values as they were given (Java), as it is sent (PHP, which sorts numbers as
 * numbers). A plus is a blank to those who send blanks so (Go, Node).
 */
function canonicalQueries(query: string): string[] {
  if (query === '') return ['']
  return distinct(
    ...[query.replaceAll('+', '%20'), query].flatMap(text => {
      const parameters = parametersOf(text)
      const lower = parameters.map(([key, value]) => [key.toLowerCase(), value] as const)
      return [
        written(sorted(parameters, byBytes)),
        written(sorted(parameters, byText)),
        written([...parameters].sort((a, b) => byText(encode(a[0]), encode(b[0])))),
        written(parameters),
        written(sorted(lower, byBytes)),
      ]
    }),
  )
}

/**
 * The signed headers, byte for byte. Values beyond ASCII go as UTF-8, and Node reads bytes; its SDK sends them as
 * Latin-1 and signs UTF-8.
 */
function canonicalHeaders(request: SignedRequest, signedHeaders: string[]): string[] {
  const text = signedHeaders
    .map(name => {
      const value = request.headers[name]
      return `${name}:${(Array.isArray(value) ? value.join(',') : (value ?? '')).trim()}\n`
    })
    .join('')
  return distinct(text, Buffer.from(text).toString('latin1'))
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex')

/** Hash of the body that the caller says it signed; undefined when a declared hash is not that of the body. */
function bodyHash(request: SignedRequest): string | undefined {
  const declared = request.headers['x-sdk-content-sha256']
  if (typeof declared !== 'string') return sha256(request.body)
  if (declared === 'UNSIGNED-PAYLOAD' || declared === sha256(request.body)) return declared
  return undefined
}

/**
 * The texts whose hash may have been signed, in bytes: one for most requests, more where the official signers differ.
 * Throws a URIError for escapes that are none.
 */
function* canonicalRequests(request: SignedRequest, signedHeaders: string[], hash: string): Generator<Buffer> {
  for (const path of canonicalPaths(request.path)) {
    for (const query of canonicalQueries(request.query)) {
      for (const headers of canonicalHeaders(request, signedHeaders)) {
        const parts = [request.method, path, query, headers, signedHeaders.join(';'), hash]
        yield Buffer.from(parts.join('\n'), 'latin1')
      }
    }
  }
}

/** The signatures of a request under a secret key that hold, the usual one first, in hexadecimal. */
export function* signatures(
  request: SignedRequest,
  signedHeaders: string[],
  date: string,
  secretKey: string,
): Generator<string> {
  const hash = bodyHash(request)
  if (hash === undefined) return
  for (const canonical of canonicalRequests(request, signedHeaders, hash)) {
    const text = `SDK-HMAC-SHA256\n${date}\n${sha256(canonical)}`
    yield createHmac('sha256', secretKey).update(text).digest('hex')
  }
}

/**
 * Why a signature does not hold; undefined when it does. Headers that must be signed: x-sdk-date and the security
 * token; the SDKs for Go and PHP do not sign the host.
 */
export function refuseSignature(request: SignedRequest, auth: Authorization, secretKey: string): string | undefined {
  const {signedHeaders} = auth
  const must = ['x-sdk-date', ...('x-security-token' in request.headers ? ['x-security-token'] : [])]
  for (const name of must) if (!signedHeaders.includes(name)) return `header ${name} is not signed`
  for (const name of signedHeaders) {
    if (request.headers[name] === undefined) return `signed header ${name} is missing`
  }
  if (signedHeaders.some((name, i) => i > 0 && byText(signedHeaders[i - 1]!, name) >= 0))
    return 'signed headers are not sorted'
  if (bodyHash(request) === undefined) return 'x-sdk-content-sha256 is not the hash of the body'
  const given = Buffer.from(auth.signature)
  try {
    for (const held of signatures(request, signedHeaders, String(request.headers['x-sdk-date']), secretKey)) {
      if (timingSafeEqual(Buffer.from(held), given)) return undefined
    }
  } catch (error) {
    if (error instanceof URIError) return 'the query is not percent-encoded UTF-8'
    throw error
  }
  return 'verify aksk signature fail'
}

/** Reads `20250131T120000Z`; undefined when it is no such time. */
export function parseSdkDate(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second] = match
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(ms) ? undefined : ms
}
