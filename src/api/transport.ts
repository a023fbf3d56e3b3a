// One HTTP exchange over node:http(s): time limits, keep-alive, gzip, and the knowledge whether a failed request was
// ever sent.
import http from 'node:http'
import https from 'node:https'
import {createGunzip} from 'node:zlib'
import {type Allocate, Body} from './body.js'
import {builtInAuthorities, dialling, directNetwork, type Network, systemAuthorities} from './network.js'

export interface WireRequest {
  method: string
  url: URL
  headers: Record<string, string>
  body: Buffer
  /** Opens a connection of its own, so that no stale one can swallow the request. */
  fresh?: boolean
  /** Ends it at once. */
  signal?: AbortSignal
  /** Of a write, which is not ended at once: from then on its answer is waited for only so long. */
  ending?: AbortSignal
  /** Where the answer's bytes go; a new buffer when absent. */
  allocate?: Allocate
  /** Called when the connection stands and the request goes out on it. */
  leaves?: () => void
}

export interface WireResponse {
  status: number
  headers: http.IncomingHttpHeaders
  body: Buffer
}

/** A request that got no complete answer. */
export class NoAnswer extends Error {
  override name = 'NoAnswer'
  constructor(
    message: string,
    /** False when the request provably never left: it had no effect. */
    readonly sent: boolean,
    readonly code: string | undefined,
    cause?: unknown,
    /** Trying again will not help: a certificate that is not accepted, a proxy that wants a password. */
    readonly lasting = false,
  ) {
    super(message, {cause})
  }
}

/** Connections through a proxy: loaded, and TLS with it, for the first of them. */
let tunnel: typeof import('./tunnel.js') | undefined

const MAX_BODY = 256 * 1024 * 1024

/** Codes of a certificate whose issuer is not known: one that only this system's administrator trusts, perhaps. */
const unknownIssuer = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
])

export class Transport {
  readonly #agents = new Map<string, http.Agent>()
  /** Certificate authorities; undefined for those that are built in. */
  #authorities: string[] | undefined
  #systemAsked = false

  constructor(readonly network: Network = directNetwork) {
    if (network.extraAuthorities) this.#authorities = [...builtInAuthorities(), network.extraAuthorities]
  }

  /**
   * Sends one request. Redirects are never followed: credentials stay where they were meant to go. The operating
   * system's certificate authorities are read when the built-in ones do not know the server's. Throws {@link NoAnswer}.
   */
  async send(request: WireRequest): Promise<WireResponse> {
    const tried = this.#authorities
    if (this.network.proxyFor(request.url)) tunnel ??= await import('./tunnel.js')
    try {
      return await this.#exchange(request)
    } catch (error) {
      // TLS did not come about, so nothing was sent, and sending again is safe for writes, too.
      const again =
        error instanceof NoAnswer && !error.sent && unknownIssuer.has(error.code ?? '') && this.#trustSystem(tried)
      if (!again) throw error
      return this.#exchange(request)
    }
  }

  /**
   * Are there more authorities than those that were tried? Connections that stand are left alone: requests are on them.
   */
  #trustSystem(tried: string[] | undefined): boolean {
    if (!this.#systemAsked) {
      this.#systemAsked = true
      const system = systemAuthorities()
      if (system.length > 0) this.#authorities = [...(this.#authorities ?? builtInAuthorities()), ...system]
    }
    return this.#authorities !== tried
  }

  #exchange({method, url, headers, body, fresh, signal, ending, allocate, leaves}: WireRequest): Promise<WireResponse> {
    const {limits} = this.network
    return new Promise((resolve, reject) => {
      let sent = false
      let settled = false
      let timer: NodeJS.Timeout | undefined
      const settle = (then: () => void) => {
        if (settled) return
        settled = true
        clearTimeout(timer)
        clearTimeout(whole)
        clearTimeout(last)
        ending?.removeEventListener('abort', onEnding)
        then()
      }
      const secure = url.protocol === 'https:'
      const request = (secure ? https : http).request(url, {
        method,
        headers: {...headers, 'content-length': String(body.length), 'accept-encoding': 'gzip'},
        agent: this.#agentFor(url, fresh ?? false),
        ...dialling(limits.connect),
        signal,
      })
      const limit = (milliseconds: number, what: string) => {
        clearTimeout(timer)
        if (!settled) timer = setTimeout(() => fail(timeout(what, milliseconds), 'TIMEOUT'), milliseconds)
      }
      const fail = (message: string, code?: string, cause?: unknown, lasting = false) =>
        settle(() => {
          request.destroy()
          reject(signal?.aborted ? signal.reason : new NoAnswer(message, sent, code, cause, lasting))
        })
      const within = (milliseconds: number, of = '') =>
        setTimeout(() => fail(timeout('no complete answer', milliseconds) + of, 'TIMEOUT'), milliseconds)
      const whole = within(limits.total)
      let last: NodeJS.Timeout | undefined
      const onEnding = () => {
        last = within(limits.ending, ' of the end of the run')
      }
      if (ending?.aborted) onEnding()
      else ending?.addEventListener('abort', onEnding, {once: true})
      limit(limits.connect, 'no connection')
      request.on('socket', socket => {
        const connected = () => {
          sent = true
          leaves?.()
          limit(limits.response, 'no answer')
        }
        if (!socket.connecting) connected()
        else socket.once(secure ? 'secureConnect' : 'connect', connected)
      })
      request.on('error', (error: NodeJS.ErrnoException) => {
        if (tunnel && error instanceof tunnel.ProxyTrouble) fail(error.message, error.code, error, error.lasting)
        else fail(explain(error), error.code, error, isCertificate(error))
      })
      // What comes after it is no HTTP; without a listener it would be waited for.
      const upgraded = (status: number) => fail(`the server answered ${status}, which nobody asked for`, 'UPGRADE')
      request.on('upgrade', (response, socket) => {
        socket.destroy()
        upgraded(response.statusCode!)
      })
      request.on('information', ({statusCode}) => statusCode === 101 && upgraded(statusCode))
      request.on('response', response => {
        const {'content-encoding': encoding, ...unpacked} = response.headers
        const packed = /^\s*(x-)?gzip\s*$/i.test(encoding ?? '')
        const stream = packed ? response.pipe(createGunzip()) : response
        const announced = packed ? 0 : Number(response.headers['content-length'])
        const answer = new Body(announced > 0 && announced <= MAX_BODY ? announced : 0, allocate)
        limit(limits.idle, 'no more data')
        response.on('aborted', () => fail('the connection broke in the middle of the answer', 'ABORTED'))
        stream.on('data', (chunk: Buffer) => {
          if (answer.length + chunk.length > MAX_BODY) return fail('the answer is larger than 256 MB', 'TOO_LARGE')
          answer.append(chunk)
          timer?.refresh()
        })
        stream.on('error', error => fail('the answer cannot be unpacked', 'DECODE', error))
        stream.on('end', () => {
          if (!response.complete) return fail('the connection broke in the middle of the answer', 'ABORTED')
          const told = packed ? unpacked : response.headers
          settle(() => resolve({status: response.statusCode!, headers: told, body: answer.bytes}))
        })
      })
      request.end(body)
    })
  }

  /** Connections are kept for reads. A write has one of its own, so that no stale one can swallow it. */
  #agentFor(url: URL, fresh: boolean): http.Agent | false {
    const proxy = this.network.proxyFor(url)
    const ca = this.#authorities
    const make = (keep: http.AgentOptions) => {
      if (proxy) return new tunnel!.TunnelAgent(proxy, this.network.limits.connect, {...keep, ca})
      return url.protocol === 'https:' ? new https.Agent({...keep, ca}) : new http.Agent(keep)
    }
    if (fresh) return make({keepAlive: false})
    // An agent keeps the authorities that it was made with.
    const key = `${url.protocol} ${this.#systemAsked} ${proxy?.href ?? ''}`
    let agent = this.#agents.get(key)
    if (!agent) {
      agent = make({keepAlive: true})
      this.#agents.set(key, agent)
    }
    return agent
  }

  close(): void {
    for (const agent of this.#agents.values()) agent.destroy()
    this.#agents.clear()
  }
}

const timeout = (what: string, milliseconds: number) => `${what} within ${milliseconds / 1000} s`

const isCertificate = ({code = ''}: NodeJS.ErrnoException) =>
  unknownIssuer.has(code) || /CERT|SIGNED|TLS|SSL/.test(code)

function explain(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the host name cannot be resolved'
    case 'ECONNREFUSED':
      return 'the connection was refused'
    case 'ECONNRESET':
    case 'EPIPE':
      return 'the connection was reset'
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'the host cannot be reached'
    default:
      return isCertificate(error) ? `the TLS certificate was not accepted (${error.code})` : error.message
  }
}
