// A small HTTP server on this machine: the local identity provider and the listener for notifications are two of them.
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {Failure} from '../failure.js'

export interface LocalServer {
  /** `http://127.0.0.1:PORT` */
  origin: string
  close(): Promise<void>
}

export interface ListenOptions {
  host: string
  port: number
  /** Names besides those of this machine under which requests may ask for it, `host[:port]`. */
  names?: string[]
}

type Answer = (request: IncomingMessage, url: URL, response: ServerResponse) => Promise<void>

/**
 * Listens and hands each request on. A request that asks for another name than this machine's is refused: a web page
 * could make a browser send it here under a name of its own.
 */
export function listen({host, port, names = []}: ListenOptions, answer: Answer): Promise<LocalServer> {
  const server = createServer((request, response) => {
    const asked = request.headers.host ?? ''
    const own = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(asked) || names.includes(asked)
    if (!own) {
      response.writeHead(421, {'content-type': 'text/plain'}).end('This server does not answer to that name.\n')
      return
    }
    const url = new URL(request.url?.startsWith('/') ? `http://local${request.url}` : 'http://local/')
    answer(request, url, response).catch(error => {
      if (response.headersSent) return response.destroy()
      // The rest of a request that was not read must not be taken for the next one: the connection ends.
      const status = error instanceof RangeError ? 413 : error instanceof Failure ? 400 : 500
      response
        .writeHead(status, {'content-type': 'text/plain; charset=utf-8', connection: 'close'})
        .end(`${(error as Error).message}\n`)
    })
  })
  server.requestTimeout = 30_000
  server.headersTimeout = 15_000
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'is in use' : `cannot be used (${error.code})`
      reject(
        new Failure('failed', `port ${port} ${why}`, {next: ['Choose another with --port; --port 0 takes a free one']}),
      )
    })
    server.listen(port, host, () => {
      const address = server.address() as AddressInfo
      const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
      resolve({
        origin: `http://${name}:${address.port}`,
        close: () =>
          new Promise(done => {
            server.close(() => done())
            server.closeAllConnections()
          }),
      })
    })
  })
}
