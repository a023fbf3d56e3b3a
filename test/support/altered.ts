// A sandbox whose answers a test may alter on their way to the client.
import http from 'node:http'
import type {AddressInfo} from 'node:net'
import {operationTable} from '../../src/api/contract/contract.js'
import {changeConfiguration} from '../../src/profiles/profile.js'
import type {SandboxOptions} from '../../src/sandbox/index.js'
import {type TestSandbox, testSandbox} from './sandbox.js'
import {afterFile} from './traces.js'

export interface Reply {
  status: number
  headers: http.IncomingHttpHeaders
  body: string
}

export interface Asked {
  operation: string
  method: string
  url: string
  body: string
}

/** Gives another answer in place of the sandbox's; undefined leaves it as it is. */
export type Change = (reply: Reply, asked: Asked) => Partial<Reply> | object | undefined

export interface AlteredSandbox extends TestSandbox {
  /** What happens to the answers of operations; a test sets and clears it. */
  changes: Record<string, Change>
  /** The requests since the last look, and forgets them. */
  asked(): Asked[]
}

const patterns = () =>
  Object.entries(operationTable().operations).map(([id, {method, path}]) => ({
    id,
    method,
    test: new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/?]+')}$`),
    // Of two paths that fit, the one with fewer parameters is meant.
    parameters: path.split('{').length,
  }))

/** Whether an object is a reply with a status or headers of its own, not just its JSON. */
const isReply = (one: object): one is Partial<Reply> =>
  'status' in one && typeof one.status === 'number' && one.status >= 100

/** A sandbox like {@link testSandbox}; the profile `test` speaks to it through a server that alters its answers. */
export async function alteredSandbox(options: SandboxOptions = {}): Promise<AlteredSandbox> {
  const sandbox = await testSandbox(options)
  const target = new URL(sandbox.info.endpoints.bss)
  const known = patterns().sort((a, b) => a.parameters - b.parameters)
  let log: Asked[] = []
  const altered: AlteredSandbox = {
    ...sandbox,
    changes: {},
    asked: () => log.splice(0),
  }
  const server = http.createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', piece => pieces.push(piece))
    request.on('end', () => {
      const body = Buffer.concat(pieces)
      const {pathname} = new URL(request.url!, target)
      const operation = known.find(one => one.method === request.method && one.test.test(pathname))?.id ?? pathname
      const asked = {operation, method: request.method!, url: request.url!, body: body.toString('utf8')}
      log.push(asked)
      const forward = http.request(
        {
          host: target.hostname,
          port: target.port,
          path: request.url,
          method: request.method,
          headers: request.headers,
          agent: false,
        },
        answer => {
          const parts: Buffer[] = []
          answer.on('data', part => parts.push(part))
          answer.on('end', () => {
            const bytes = Buffer.concat(parts)
            const change = altered.changes[operation]
            const made = change?.(
              {status: answer.statusCode!, headers: answer.headers, body: bytes.toString('utf8')},
              asked,
            )
            const {'content-length': _, 'transfer-encoding': __, ...headers} = answer.headers
            if (!made) return response.writeHead(answer.statusCode!, headers).end(bytes)
            const reply: Partial<Reply> = isReply(made) ? made : {body: JSON.stringify(made)}
            response
              .writeHead(reply.status ?? answer.statusCode!, {...headers, ...reply.headers})
              .end(reply.body ?? bytes)
          })
        },
      )
      forward.on('error', () => response.destroy())
      forward.end(body)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  afterFile(() => {
    server.closeAllConnections()
    server.close()
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await changeConfiguration(configuration => {
    configuration.profiles.test!.endpoints = {bss: origin, osm: origin, iam: origin}
  })
  log = []
  return altered
}

/** Changes the JSON of an answer. */
export const changed =
  // biome-ignore lint/suspicious/noExplicitAny: whatever an answer holds
    (change: (data: any, asked: Asked) => unknown): Change =>
    (reply, asked) => {
      const data = reply.body ? JSON.parse(reply.body) : undefined
      return {status: reply.status, body: JSON.stringify(change(data, asked) ?? data)}
    }

/** An error in place of the answer. */
export const refused =
  (status: number, error_code: string, error_msg = 'no'): Change =>
  () => ({status, body: JSON.stringify({error_code, error_msg})})
