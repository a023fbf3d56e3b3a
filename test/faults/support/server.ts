// A server that says exactly what a test wants, and a client of it.
import http from 'node:http'
import type {AddressInfo} from 'node:net'
import {afterEach} from 'vitest'
import {Api, type ApiOptions} from '../../../src/api/client.js'
import {defaultTimeLimits, type TimeLimits} from '../../../src/api/network.js'
import type {Session} from '../../../src/api/session.js'
import {Transport} from '../../../src/api/transport.js'

export type Reply = (response: http.ServerResponse, request: http.IncomingMessage, body: string) => void

export interface Seen {
  method: string
  url: string
  headers: http.IncomingHttpHeaders
  body: string
}

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** Starts a server that gives one reply after the other, the last one again and again. */
export async function serve(...replies: Reply[]): Promise<{origin: string; seen: Seen[]; replies: Reply[]}> {
  const seen: Seen[] = []
  const server = http.createServer((request, response) => {
    let body = ''
    request.on('error', () => {})
    request.on('data', chunk => {
      body += chunk
    })
    request.on('end', () => {
      seen.push({method: request.method!, url: request.url!, headers: request.headers, body})
      replies[Math.min(seen.length, replies.length) - 1]!(response, request, body)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return {origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, replies}
}

export interface ClientSettings extends ApiOptions {
  limits?: Partial<TimeLimits>
  site?: Session['site']
  rate?: number
}

/** A client of that server; its clock does not wait, and says how long it would have. */
export function clientOf(origin: string, {limits, site = 'intl', rate, ...options}: ClientSettings = {}) {
  const waits: number[] = []
  const warnings: string[] = []
  let now = Date.parse('2026-11-10T00:00:00Z')
  const session: Session = {
    profile: 'test',
    site,
    endpoints: {bss: origin, osm: origin, iam: origin},
    domainId: 'partner',
    xaccountType: 'ACME',
    requestsPerSecond: rate ?? Number.POSITIVE_INFINITY,
    credentials: async () => ({kind: 'key', accessKeyId: 'CANARYAK', secretAccessKey: 'CANARYSK'}),
  }
  const api = new Api(async () => session, {
    random: () => 0.5,
    clock: {
      now: () => now,
      sleep: async milliseconds => {
        waits.push(milliseconds)
        now += milliseconds
      },
    },
    transport: new Transport({
      limits: {...defaultTimeLimits, ...limits},
      proxyFor: () => undefined,
    }),
    ...options,
    hooks: {warn: message => warnings.push(message), ...options.hooks},
  })
  closing.push(() => api.close())
  return {api, waits, warnings, session}
}

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Reply =>
  response =>
    response
      .writeHead(status, {'content-type': 'application/json', ...headers})
      .end(typeof body === 'string' ? body : JSON.stringify(body))

/** Raw bytes instead of an answer that Node would make. */
export const raw =
  (text: string | Buffer, end = true): Reply =>
  (_, {socket}) => {
    socket.write(text)
    if (end) socket.end()
  }

export const reset: Reply = (_, {socket}) => socket.resetAndDestroy()
export const hang: Reply = () => {}
