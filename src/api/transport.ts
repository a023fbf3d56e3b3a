// One HTTP exchange over node:http(s): time limits, keep-alive, gzip, and the knowledge whether a failed request was ever sent.
import http from 'node:http'
import https from 'node:https'
import {createGunzip} from 'node:zlib'

export interface TimeLimits {
  /** Until the connection stands, TLS included. */
  connect: number
  /** From the last byte sent to the first byte received. */
  response: number
  /** Between two pieces of the answer. */
  idle: number
}

export const defaultTimeLimits: TimeLimits = {connect: 10_000, response: 60_000, idle: 30_000}

export interface WireRequest {
  method: string
  url: URL
  headers: Record<string, string>
  body: Buffer
  /** Opens a connection of its own, so that no stale one can swallow the request. */
  fresh?: boolean
  signal?: AbortSignal
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
  ) {
    super(message, {cause})
  }
}

const MAX_BODY = 256 * 1024 * 1024

export class Transport {
  readonly #agents = {
    'http:': new http.Agent({keepAlive: true, maxSockets: 64}),
    'https:': new https.Agent({keepAlive: true, maxSockets: 64}),
  }

  constructor(readonly limits: TimeLimits = defaultTimeLimits) {}

  /** Redirects are never followed: credentials stay where they were meant to go. Throws {@link NoAnswer}. */
  send({method, url, headers, body, fresh, signal}: WireRequest): Promise<WireResponse> {
    return new Promise((resolve, reject) => {
      let sent = false
      let timer: NodeJS.Timeout
      const secure = url.protocol === 'https:'
      const request = (secure ? https : http).request(url, {
        method,
        headers: {...headers, 'content-length': String(body.length), 'accept-encoding': 'gzip'},
        agent: fresh ? false : this.#agents[secure ? 'https:' : 'http:'],
        signal,
      })
      const limit = (milliseconds: number, what: string) => {
        clearTimeout(timer)
        timer = setTimeout(() => fail(`${what} within ${milliseconds / 1000} s`, 'TIMEOUT'), milliseconds)
      }
      const fail = (message: string, code?: string, cause?: unknown) => {
        clearTimeout(timer)
        request.destroy()
        reject(signal?.aborted ? signal.reason : new NoAnswer(message, sent, code, cause))
      }
      limit(this.limits.connect, 'no connection')
      request.on('socket', socket => {
        const connected = () => {
          sent = true
          limit(this.limits.response, 'no answer')
        }
        if (!socket.connecting) connected()
        else socket.once(secure ? 'secureConnect' : 'connect', connected)
      })
      request.on('error', (error: NodeJS.ErrnoException) => fail(explain(error), error.code, error))
      request.on('response', response => {
        const stream = response.headers['content-encoding'] === 'gzip' ? response.pipe(createGunzip()) : response
        const chunks: Buffer[] = []
        let size = 0
        limit(this.limits.idle, 'no more data')
        response.on('aborted', () => fail('the connection broke in the middle of the answer', 'ABORTED'))
        stream.on('data', (chunk: Buffer) => {
          size += chunk.length
          if (size > MAX_BODY) return fail('the answer is larger than 256 MB', 'TOO_LARGE')
          chunks.push(chunk)
          limit(this.limits.idle, 'no more data')
        })
        stream.on('error', error => fail('the answer cannot be unpacked', 'DECODE', error))
        stream.on('end', () => {
          clearTimeout(timer)
          if (!response.complete) return fail('the connection broke in the middle of the answer', 'ABORTED')
          resolve({status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks)})
        })
      })
      request.end(body)
    })
  }

  close(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy()
  }
}

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
      return /CERT|SIGNED|TLS|SSL/.test(error.code ?? '')
        ? `the TLS certificate was not accepted (${error.code})`
        : error.message
  }
}
