// Connections through a proxy: CONNECT, then TLS with the server at the other end. The proxy sees the host name and
// nothing else.
import http from 'node:http'
import https from 'node:https'
import type {Socket} from 'node:net'
import tls from 'node:tls'
import {dialling} from './network.js'

/** The proxy cannot be reached, or will not connect. */
export class ProxyTrouble extends Error {
  override name = 'ProxyTrouble'
  constructor(
    message: string,
    readonly code: string,
    /** Trying again will not help. */
    readonly lasting: boolean,
  ) {
    super(message)
  }

  static answered(status: number, proxy: string): ProxyTrouble {
    const message =
      status === 407
        ? `the proxy ${proxy} wants a user and password: put them into HTTPS_PROXY`
        : `the proxy ${proxy} would not connect (${status})`
    return new ProxyTrouble(message, `PROXY_${status}`, status < 500)
  }
}

type Done = (error: Error | null, socket: Socket) => void
type Dial = https.AgentOptions & {host?: string; port?: number | string; servername?: string}

/** An agent whose connections go through a proxy. A connection counts as made when TLS with the server stands. */
export class TunnelAgent extends https.Agent {
  constructor(
    readonly proxy: URL,
    /** Milliseconds for proxy and TLS together. */
    readonly limit: number,
    options: https.AgentOptions,
  ) {
    super(options)
  }

  override createConnection(options: Dial, done?: Done): undefined {
    const {proxy} = this
    const target = `${options.host!.includes(':') ? `[${options.host}]` : options.host}:${options.port ?? 443}`
    let made: {destroy(): void} | undefined
    let ended = false
    const end = (error: Error | null, socket?: Socket) => {
      if (ended) return
      ended = true
      clearTimeout(timer)
      if (error) made?.destroy()
      done?.(error, socket as Socket)
    }
    const timer = setTimeout(
      () => end(new ProxyTrouble(`the proxy ${proxy.host} gave no connection in time`, 'TIMEOUT', false)),
      this.limit,
    )
    const connect = (proxy.protocol === 'https:' ? https : http).request({
      host: proxy.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
      method: 'CONNECT',
      path: target,
      headers: {host: target, ...credentialsOf(proxy)},
      agent: false,
      ...dialling(this.limit),
      // An https proxy is checked with the same authorities.
      ca: options.ca,
    })
    made = connect
    connect.on('error', ({code = '', message}: NodeJS.ErrnoException) =>
      end(new ProxyTrouble(`the proxy ${proxy.host} cannot be reached (${code || message})`, code, false)),
    )
    connect.on('connect', (response, socket) => {
      const status = response.statusCode!
      if (status < 200 || status > 299) return end(ProxyTrouble.answered(status, proxy.host))
      const secure = tls.connect({...options, socket} as tls.ConnectionOptions)
      made = secure
      secure.once('error', error => end(error))
      secure.once('secureConnect', () => end(null, secure))
    })
    connect.end()
    return undefined
  }
}

function credentialsOf(proxy: URL): Record<string, string> {
  if (!proxy.username) return {}
  const text = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
  return {'proxy-authorization': `Basic ${Buffer.from(text).toString('base64')}`}
}
