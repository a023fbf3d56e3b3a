// The HTTP side: connections, limits, reading and writing. What a request means is decided elsewhere (sandbox.ts).

import {createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse} from 'node:http'
import {createServer as createTlsServer} from 'node:https'
import type {AddressInfo, Socket} from 'node:net'
import type {WireReply, WireRequest} from './exchange.js'
import {internalProblem, REASON} from './replies.js'

export interface ServerOptions {
  host: string
  port: number
  tls?: {key: string; cert: string}
}

/** Answers a request, or takes the response over and answers by itself (faults do). */
export type Responder = (request: WireRequest, response: ServerResponse) => Promise<WireReply | undefined>

export const MAX_BODY = 32 * 1024 * 1024
const MAX_HEADERS = 64 * 1024

/** What the gateway says about a request that is no request. */
const gatewayBody = (code: string, message: string): string =>
  JSON.stringify({error_code: code, error_msg: message, request_id: ''})

export class HttpServer {
  readonly #server: Server
  readonly #idle = new Set<Socket>()
  origin = ''

  constructor(
    private readonly options: ServerOptions,
    respond: Responder,
  ) {
    const listener: RequestListener = (message, response) => {
      void this.#serve(message, response, respond)
    }
    const limits = {maxHeaderSize: MAX_HEADERS, connectionsCheckingInterval: 2000, keepAlive: true}
    this.#server = options.tls ? createTlsServer({...limits, ...options.tls}, listener) : createServer(limits, listener)
    this.#server.headersTimeout = 15_000
    this.#server.requestTimeout = 60_000
    this.#server.keepAliveTimeout = 65_000
    this.#server.on('clientError', refuseBrokenRequest)
    this.#server.on('connection', (socket: Socket) => {
      this.#idle.add(socket)
      socket.once('close', () => this.#idle.delete(socket))
      socket.on('error', () => socket.destroy())
    })
  }

  /** Starts to listen; resolves with the origin, `http://127.0.0.1:PORT`. */
  listen(): Promise<string> {
    const {host, port, tls} = this.options
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, host, () => {
        this.#server.off('error', reject)
        this.#server.on('error', () => {})
        const address = this.#server.address() as AddressInfo
        const name = host.includes(':') ? `[${host}]` : host
        this.origin = `${tls ? 'https' : 'http'}://${name}:${address.port}`
        resolve(this.origin)
      })
    })
  }

  /** Lets a process end although the server listens. */
  unref(): void {
    this.#server.unref()
  }

  /** Stops listening, lets running requests finish for a moment, and closes all connections. */
  async close(): Promise<void> {
    const closed = new Promise<void>(resolve => this.#server.close(() => resolve()))
    this.#server.closeIdleConnections()
    const timer = setTimeout(() => this.#server.closeAllConnections(), 2000)
    for (const socket of this.#idle) if (!busy.has(socket)) socket.destroy()
    await closed
    clearTimeout(timer)
  }

  async #serve(message: IncomingMessage, response: ServerResponse, respond: Responder): Promise<void> {
    const {socket} = message
    busy.add(socket)
    response.once('close', () => busy.delete(socket))
    message.on('error', () => socket.destroy())
    response.on('error', () => socket.destroy())
    const body = await readBody(message)
    if (body === 'gone') return
    if (body === 'too large') {
      response.shouldKeepAlive = false
      send(response, {
        status: 413,
        headers: {...json, 'x-sandbox': 'true', [REASON]: `the body is larger than ${MAX_BODY} bytes`},
        body: Buffer.from(gatewayBody('APIGW.0201', 'Request entity too large')),
      })
      return
    }
    const [path, query] = splitTarget(message.url ?? '/')
    const request = {method: message.method ?? 'GET', path, query, headers: message.headers, body, socket}
    try {
      const reply = await respond(request, response)
      if (reply) send(response, reply)
    } catch (error) {
      // A mistake of the sandbox itself: still an answer in the API's form, and the process lives.
      if (response.headersSent) socket.destroy()
      else
        send(response, {
          status: 500,
          headers: json,
          body: Buffer.from(gatewayBody('APIGW.0601', internalProblem(error))),
        })
    }
  }
}

const busy = new WeakSet<Socket>()
const json = {'content-type': 'application/json;charset=UTF-8'}

/** Writes an answer in one go. */
export function send(response: ServerResponse, reply: WireReply): void {
  if (response.destroyed) return
  response.statusCode = reply.status
  for (const [name, value] of Object.entries(reply.headers)) response.setHeader(name, value)
  if (reply.body) response.setHeader('content-length', reply.body.length)
  response.end(reply.body)
}

/** The target of a request: a path, or the absolute form that proxies send. */
function splitTarget(target: string): [path: string, query: string] {
  const absolute = /^https?:\/\/[^/?#]*/i.exec(target)
  const rest = absolute ? target.slice(absolute[0].length) || '/' : target
  const at = rest.indexOf('?')
  return at < 0 ? [rest, ''] : [rest.slice(0, at), rest.slice(at + 1)]
}

function readBody(message: IncomingMessage): Promise<Buffer | 'too large' | 'gone'> {
  return new Promise(resolve => {
    const chunks: Buffer[] = []
    let size = 0
    message.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > MAX_BODY) {
        chunks.length = 0
        message.removeAllListeners('data')
        message.resume()
        resolve('too large')
      } else chunks.push(chunk)
    })
    message.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)))
    message.on('close', () => resolve('gone'))
  })
}

const brokenStatus: Record<string, [number, string]> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
}

function refuseBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const [status, text] = brokenStatus[error.code ?? ''] ?? [400, 'Bad Request']
  const body = gatewayBody('APIGW.0201', text)
  socket.end(
    `HTTP/1.1 ${status} ${text}\r\nContent-Type: application/json;charset=UTF-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nX-Sandbox: true\r\nX-Sandbox-Reason: ${text}\r\nConnection: close\r\n\r\n${body}`,
  )
}
