// Request signatures: SDK-HMAC-SHA256 as the API gateway checks it.
// Source: the signer of the official SDK core; the tests hold two published signatures.
import {createHash, createHmac} from 'node:crypto'

export interface SigningKey {
  accessKeyId: string
  secretAccessKey: string
}

export interface SignableRequest {
  method: string
  host: string
  /** Path as it goes on the wire, already percent-encoded. */
  path: string
  /** Pairs in any order, not encoded. */
  query: [string, string][]
  /** Every header here is signed. */
  headers: Record<string, string>
  body: Buffer | string
}

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex')

/** Percent-encodes everything but the unreserved characters of RFC 3986. */
export const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)

/** The query string as it is signed and sent: sorted by key, then value. */
export function canonicalQuery(query: [string, string][]): string {
  return query
    .map(([key, value]) => [encode(key), encode(value)] as const)
    .sort(([k1, v1], [k2, v2]) => (k1 < k2 ? -1 : k1 > k2 ? 1 : v1 < v2 ? -1 : v1 > v2 ? 1 : 0))
    .map(([key, value]) => `${key}=${value}`)
    .join('&')
}

/** `20260105T093000Z`, UTC. */
export const sdkDate = (time: Date) => `${time.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`

/**
 * Returns the headers to add: `host`, `x-sdk-date` and `authorization`. The signature covers the method, path, query,
 * body and all given headers.
 */
export function sign(request: SignableRequest, key: SigningKey, time: Date): Record<string, string> {
  const date = sdkDate(time)
  const headers: Record<string, string> = {host: request.host, 'x-sdk-date': date}
  for (const [name, value] of Object.entries(request.headers)) headers[name.toLowerCase()] = value.trim()
  const names = Object.keys(headers).sort()
  const canonical = [
    request.method,
    request.path.endsWith('/') ? request.path : `${request.path}/`,
    canonicalQuery(request.query),
    ...names.map(name => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    headers['x-sdk-content-sha256'] ?? sha256(request.body),
  ].join('\n')
  const toSign = `SDK-HMAC-SHA256\n${date}\n${sha256(canonical)}`
  const signature = createHmac('sha256', key.secretAccessKey).update(toSign).digest('hex')
  return {
    host: request.host,
    'x-sdk-date': date,
    authorization: `SDK-HMAC-SHA256 Access=${key.accessKeyId}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  }
}
