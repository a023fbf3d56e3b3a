// Somebody between the program and the platform, as a proxy of a company is: passes everything on, and may put another
// answer in the place of the platform's.
import http from 'node:http'
import type {AddressInfo} from 'node:net'
import {operationTable} from '../../src/api/contract/contract.js'
import {afterFile} from './traces.js'

export interface OtherAnswer {
  status: number
  body?: string
  headers?: Record<string, string>
}

export interface Meddler {
  origin: string
  /** Answers to this operation are replaced by another, after it was done. */
  replace(operation: string, answer: OtherAnswer): void
  /** Requests of the operation since it was last asked. */
  count(operation: string): number
}

/** Stands before a platform until the end of the test file. */
export async function meddler(platform: string): Promise<Meddler> {
  let replaced: {operation: string; answer: OtherAnswer} | undefined
  const counts = new Map<string, number>()
  const server = http.createServer((request, response) => {
    const operation = operationOf(request)
    counts.set(operation, (counts.get(operation) ?? 0) + 1)
    const passed = http.request(
      new URL(request.url!, platform),
      {method: request.method, headers: request.headers},
      answer => {
        const other = replaced?.operation === operation ? replaced.answer : undefined
        if (other) {
          answer.resume()
          const body = other.body ?? ''
          response.writeHead(other.status, {'content-type': 'application/json', ...other.headers}).end(body)
        } else {
          response.writeHead(answer.statusCode!, answer.headers)
          answer.pipe(response)
        }
      },
    )
    request.pipe(passed)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  afterFile(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    replace: (operation, answer) => {
      replaced = {operation, answer}
    },
    count: operation => {
      const count = counts.get(operation) ?? 0
      counts.delete(operation)
      return count
    },
  }
}

function operationOf({method, url}: http.IncomingMessage): string {
  const path = new URL(url!, 'http://path').pathname
  for (const [id, operation] of Object.entries(operationTable().operations)) {
    const pattern = operation.path.replace(/\{\w+\}/g, '[^/]+')
    if (operation.method === method && new RegExp(`^${pattern}$`).test(path)) return id
  }
  return ''
}
