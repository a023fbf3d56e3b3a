// The sandbox's own API below /sandbox: for tests, for people, and for `partnerctl sandbox`. Not part of Huawei's API.

import {RawBody} from '../call.js'
import type {Emulator} from '../emulator.js'
import {headerSafe} from '../wire/api-fault.js'
import type {WireReply, WireRequest} from '../wire/exchange.js'
import {writeJson} from '../wire/json.js'
import {AdminFault, type AdminRoutes} from './admin-request.js'

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/
const LOOPBACK_NAME = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i

/**
 * Where the calls are written down: method and first words of the path below /sandbox. Read when the first one comes.
 */
const sources: (() => Promise<AdminRoutes>)[] = [
  async () => (await import('./admin-world.js')).worldRoutes,
  async () => (await import('./admin-tools.js')).toolRoutes,
  async () => (await import('./admin-sso.js')).samlRoutes,
]

export class AdminApi {
  #routes: AdminRoutes | undefined

  constructor(private readonly sandbox: Emulator) {}

  async respond(request: WireRequest): Promise<WireReply> {
    const headers = {'content-type': 'application/json;charset=UTF-8', 'x-sandbox': 'true'}
    try {
      guard(request)
      this.sandbox.store.refresh()
      const parts = request.path.split('/').slice(2).map(decodeURIComponent)
      this.#routes ??= Object.assign({}, ...(await Promise.all(sources.map(load => load()))))
      const handler = find(this.#routes!, request.method, parts)
      const body: unknown = request.body.length ? JSON.parse(request.body.toString()) : {}
      if (typeof body !== 'object' || body === null || Array.isArray(body))
        throw new AdminFault(400, 'the body is no object')
      const result = await handler(this.sandbox, {parts, query: new URLSearchParams(request.query), body: {...body}})
      if (result instanceof RawBody) {
        return {status: 200, headers: {...headers, 'content-type': result.contentType}, body: result.bytes}
      }
      return {status: 200, headers, body: Buffer.from(`${writeJson(result)}\n`)}
    } catch (error) {
      const status =
        error instanceof AdminFault
          ? error.status
          : error instanceof SyntaxError || error instanceof URIError
            ? 400
            : 500
      const message = headerSafe(error instanceof Error ? error.message : String(error))
      return {status, headers, body: Buffer.from(`${writeJson({error: message})}\n`)}
    }
  }
}

function find(routes: AdminRoutes, method: string, parts: string[]): AdminRoutes[string] {
  for (let length = parts.length; length > 0; length--) {
    const key = `${method} ${parts.slice(0, length).join('/')}`
    const handler = routes[key]
    if (handler) return handler
  }
  throw new AdminFault(404, `no such admin call: ${method} /sandbox/${parts.join('/')}`)
}

/** Only this machine, and no web page that was talked into calling it. */
function guard(request: WireRequest): void {
  if (!LOOPBACK.test(request.socket.remoteAddress ?? ''))
    throw new AdminFault(403, 'the admin API answers on loopback only')
  if (!LOOPBACK_NAME.test(request.headers.host ?? ''))
    throw new AdminFault(403, 'the admin API answers to loopback names only')
  if (request.headers.origin !== undefined) throw new AdminFault(403, 'the admin API does not answer to web pages')
}
