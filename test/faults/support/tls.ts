// Certificates of an authority of our own, TLS servers that use them, and a proxy that stands in between.
import {generateKeyPairSync, randomBytes} from 'node:crypto'
import http from 'node:http'
import https from 'node:https'
import net, {type AddressInfo, type Server} from 'node:net'
import forge from 'node-forge'
import {afterAll} from 'vitest'
import type {Seen} from './server.js'

export interface Pair {
  key: string
  cert: string
}

const keys = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: {type: 'spki', format: 'pem'},
    privateKeyEncoding: {type: 'pkcs1', format: 'pem'},
  })

const DAY = 86_400_000

/** A certificate for a host name, signed by an authority; an authority itself when there is none. */
export function certificate(name: string, authority?: Pair, days: [from: number, to: number] = [-1, 30]): Pair {
  const {privateKey, publicKey} = keys()
  const made = forge.pki.createCertificate()
  made.publicKey = forge.pki.publicKeyFromPem(publicKey)
  made.serialNumber = `01${randomBytes(8).toString('hex')}`
  made.validity.notBefore = new Date(Date.now() + days[0] * DAY)
  made.validity.notAfter = new Date(Date.now() + days[1] * DAY)
  const subject = [{name: 'commonName', value: name}]
  made.setSubject(subject)
  made.setIssuer(authority ? forge.pki.certificateFromPem(authority.cert).subject.attributes : subject)
  made.setExtensions(
    authority
      ? [{name: 'subjectAltName', altNames: [{type: 2, value: name}]}]
      : [
          {name: 'basicConstraints', cA: true},
          {name: 'keyUsage', keyCertSign: true},
        ],
  )
  made.sign(forge.pki.privateKeyFromPem(authority?.key ?? privateKey), forge.md.sha256.create())
  return {key: privateKey, cert: forge.pki.certificateToPem(made)}
}

const closing: Server[] = []
afterAll(() => {
  for (const server of closing) {
    ;(server as http.Server).closeAllConnections?.()
    server.close()
  }
})

async function listen(server: Server): Promise<number> {
  closing.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** An API over TLS that answers everything alike. */
export async function secureServer(pair: Pair, body = '{"budget_amount":7}'): Promise<{port: number; seen: Seen[]}> {
  const seen: Seen[] = []
  const server = https.createServer({key: pair.key, cert: pair.cert}, (request, response) => {
    seen.push({method: request.method!, url: request.url!, headers: request.headers, body: ''})
    response.writeHead(200, {'content-type': 'application/json'}).end(body)
  })
  return {port: await listen(server), seen}
}

export interface Proxy {
  url: string
  port: number
  /** What it was asked to connect to, with the credentials it was given. */
  asked: {target: string; credentials?: string}[]
}

/** A proxy that leads every name to one port on this machine. `answer` refuses with that status instead. */
export async function proxy(port: number, answer?: (target: string) => number | undefined): Promise<Proxy> {
  const asked: Proxy['asked'] = []
  const server = http.createServer()
  server.on('connect', (request, socket) => {
    const target = request.url!
    asked.push({target, credentials: request.headers['proxy-authorization']})
    socket.on('error', () => {})
    const status = answer?.(target)
    if (status) return socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`)
    const through = net.connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      through.pipe(socket).pipe(through)
    })
    through.on('error', () => socket.destroy())
  })
  const own = await listen(server)
  return {url: `http://127.0.0.1:${own}`, port: own, asked}
}

/** Takes connections and says nothing. */
export const silentServer = async (): Promise<{port: number}> => ({port: await listen(net.createServer(() => {}))})
