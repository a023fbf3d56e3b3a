// The journal of requests: what was asked, by whom, and what was answered. In memory, the newest few thousand.
import type {WireReply, WireRequest} from './exchange.js'
import {REASON} from './replies.js'

export interface JournalEntry {
  seq: number
  /** Sandbox time. */
  at: string
  method: string
  path: string
  query: string
  operation?: string
  /** Account of the caller, and what it is. */
  tenant?: string
  identity?: 'partner' | 'customer'
  status?: number
  error_code?: string
  request_id: string
  /** Why it was refused. */
  reason?: string
  /** Id of the fault rule that struck, and what it does. */
  fault?: string
  effect?: string
  milliseconds?: number
  request_headers: Record<string, string>
  request_body: string
  response_body?: string
}

const MAX_ENTRIES = 5000
const MAX_BYTES = 32 * 1024 * 1024
const MAX_TEXT = 16 * 1024

/** Members whose values are not written down. */
const secret = /("(?:password|secret|securitytoken|verification_code|verify_code|id_token)"\s*:\s*)"(?:[^"\\]|\\.)*"/g
const secretHeaders = new Set(['authorization', 'x-auth-token', 'x-security-token', 'cookie'])

const masked = (text: string): string => text.slice(0, MAX_TEXT).replace(secret, '$1"***"')

export class Journal {
  #entries: JournalEntry[] = []
  #bytes = 0
  #seq = 0

  /** Opens an entry for a request; the answer is added by {@link close}. */
  open(request: WireRequest, requestId: string, at: string): JournalEntry {
    const headers: Record<string, string> = {}
    for (const [name, value] of Object.entries(request.headers)) {
      headers[name] = secretHeaders.has(name) ? '***' : String(value).slice(0, 1000)
    }
    const type = String(request.headers['content-type'] ?? '')
    const body =
      /json|text|urlencoded/.test(type) || type === ''
        ? masked(request.body.toString())
        : `(${request.body.length} bytes)`
    const {method, path, query} = request
    const entry = {
      seq: ++this.#seq,
      at,
      method,
      path: path.slice(0, 2000),
      query: query.slice(0, MAX_TEXT),
      request_id: requestId,
      request_headers: headers,
      request_body: body,
    }
    this.#entries.push(entry)
    this.#bytes += sizeOf(entry)
    this.#trim()
    return entry
  }

  close(entry: JournalEntry, reply: WireReply | undefined, milliseconds: number): void {
    this.#bytes -= sizeOf(entry)
    entry.milliseconds = Math.round(milliseconds * 10) / 10
    if (reply) {
      entry.status = reply.status
      const text = reply.body ? reply.body.subarray(0, MAX_TEXT).toString() : ''
      entry.response_body = masked(text)
      const code = /"error_code"\s*:\s*"([^"]{1,40})"/.exec(text.slice(0, 2000))
      if (code) entry.error_code = code[1]!
      const reason = reply.headers[REASON]
      if (reason !== undefined) entry.reason = reason
    }
    this.#bytes += sizeOf(entry)
  }

  clear(): void {
    this.#entries = []
    this.#bytes = 0
  }

  /** Entries that match everything in the filter, oldest first. Throws a RangeError for a filter that is none. */
  find(filter: JournalFilter): JournalEntry[] {
    return this.#entries.filter(
      e =>
        (filter.operation === undefined || e.operation === filter.operation) &&
        (filter.tenant === undefined || e.tenant === filter.tenant) &&
        (filter.method === undefined || e.method === filter.method) &&
        (filter.path === undefined || e.path === filter.path) &&
        (filter.status === undefined || String(e.status) === filter.status) &&
        (filter.error_code === undefined || e.error_code === filter.error_code) &&
        (filter.after === undefined || e.seq > Number(filter.after)) &&
        (filter.body === undefined || contains(parsed(e.request_body), filter.body)) &&
        (filter.query === undefined || contains(Object.fromEntries(new URLSearchParams(e.query)), filter.query)),
    )
  }

  entry(seq: number): JournalEntry | undefined {
    return this.#entries.find(e => e.seq === seq)
  }

  #trim(): void {
    while (this.#entries.length > MAX_ENTRIES || this.#bytes > MAX_BYTES) this.#bytes -= sizeOf(this.#entries.shift()!)
  }
}

export interface JournalFilter {
  operation?: string
  tenant?: string
  method?: string
  path?: string
  status?: string
  error_code?: string
  /** Entries newer than this number. */
  after?: string
  /** Members that the request's body must have. */
  body?: Record<string, unknown>
  /** Query parameters that it must have. */
  query?: Record<string, unknown>
}

const sizeOf = (e: JournalEntry): number =>
  500 +
  e.path.length +
  e.query.length +
  e.request_body.length +
  (e.response_body?.length ?? 0) +
  (e.reason?.length ?? 0)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether `value` has everything that `wanted` has. */
function contains(value: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return Object.is(value, wanted)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(wanted).every(([name, one]) => contains((value as Record<string, unknown>)[name], one))
}

/** A request as a curl command. Signatures expire, so it takes a token from the environment instead. */
export function asCurl(entry: JournalEntry, origin: string): string {
  const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
  const skipped = new Set([
    'host',
    'connection',
    'content-length',
    'x-sdk-date',
    'x-sdk-content-sha256',
    'accept-encoding',
    'user-agent',
  ])
  const headers = Object.entries(entry.request_headers).filter(
    ([name]) => !skipped.has(name) && !secretHeaders.has(name),
  )
  const url = `${origin}${entry.path}${entry.query ? `?${entry.query}` : ''}`
  return [
    `curl -sS -X ${entry.method} ${quote(url)}`,
    ...headers.map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    '-H "X-Auth-Token: $TOKEN"',
    ...(entry.request_body ? [`--data-raw ${quote(entry.request_body)}`] : []),
  ].join(' \\\n  ')
}
