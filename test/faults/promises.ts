// A platform that keeps every promise of the contract and nothing else: each operation is answered as its schema says,
// with one row in each list and `text` for every text. It has no state, so that a command can be run against it as
// often as a test wants.
import http from 'node:http'
import type {AddressInfo} from 'node:net'
import {operationTable, type Site} from '../../src/api/contract/contract.js'
import {shapeOf} from '../../src/api/contract/decode.js'
import {changeConfiguration} from '../../src/profiles/profile.js'
import {sampleOf} from '../support/odd.js'
import {afterFile} from '../support/traces.js'

export interface Promises {
  /** Members that are otherwise than in the sample, by operation. */
  with: Record<string, object>
  /** Waited for before a write is answered. The answer is none where it gives `lost`, a 401 where `wrong keys`. */
  onWrite: (operation: string) => unknown
  /** The writes since the last look. */
  writes(): string[]
}

const {operations} = operationTable()
const known = Object.entries(operations)
  .map(([id, {method, path}]) => ({
    id,
    method,
    test: new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/?]+')}$`),
    // Of two paths that fit, the one with fewer parameters is meant.
    parameters: path.split('{').length,
  }))
  .sort((a, b) => a.parameters - b.parameters)

function answerTo(id: string): object {
  const shape = shapeOf(id)
  const sample = (shape === undefined ? {} : sampleOf(shape)) as Record<string, unknown>
  const {paging} = operations[id]!
  // Codes of an error, and failed rows, are promised for what did not go well.
  for (const name of ['error_code', 'error_msg', 'error_details', 'fail_resource_infos', 'failed_infos'])
    delete sample[name]
  if (paging?.total) sample[paging.total] = 1
  if (paging?.next) delete sample[paging.next]
  return sample
}

const wrongKeys = {error_code: 'APIGW.0301', error_msg: 'Incorrect IAM authentication information'}

/** Stands until the end of the test file, as the profile `test`. Call `emptyHome()` before. */
export async function promisingPlatform(site: Site): Promise<Promises> {
  let sent: string[] = []
  const promises: Promises = {with: {}, onWrite: () => {}, writes: () => sent.splice(0)}
  const server = http.createServer((request, response) => {
    request.resume().on('end', async () => {
      const {pathname} = new URL(request.url!, 'http://platform')
      const id = known.find(one => one.method === request.method && one.test.test(pathname))?.id
      // It is asked whether it is a sandbox.
      if (!id) return response.writeHead(404).end()
      const headers = {'content-type': 'application/json', 'x-request-id': `request-of-${id}`}
      if (operations[id]!.effect === 'write') {
        sent.push(id)
        const end = await promises.onWrite(id)
        if (end === 'lost') return response.destroy()
        if (end === 'wrong keys') return response.writeHead(401, headers).end(JSON.stringify(wrongKeys))
      }
      response.writeHead(200, headers)
      response.end(JSON.stringify({...answerTo(id), ...promises.with[id]}))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  afterFile(() => {
    server.closeAllConnections()
    server.close()
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await changeConfiguration(configuration => {
    configuration.profiles.test = {
      site,
      access_key_id: 'ACCESSKEY0000000000',
      secret_access_key: 'CANARY-of-promises',
      domain_id: 'd'.repeat(32),
      xaccount_type: 'TEST',
      endpoints: {bss: origin, osm: origin, iam: origin},
      requests_per_second: 10_000,
    }
    configuration.current = 'test'
  })
  sent = []
  return promises
}
