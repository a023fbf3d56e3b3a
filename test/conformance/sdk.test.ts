// Huawei's official SDKs against the sandbox. Their sources are not here: a driver (go_sdk.go, JavaSdk.java …) loads
// them from a folder of the machine that has them. By hand:
//
//     CONFORMANCE_SDK=php CONFORMANCE_DRIVER='php test/conformance/php_sdk.php $ENDPOINT FOLDER' \
//       npx vitest run test/conformance
//
// tells, for each site, which operations were answered, refused as the story expects, or failed. With
// CONFORMANCE_KEEP=1 it keeps the requests that the SDK sent, byte for byte, in recorded/. Without a driver those are
// sent again: one site for each SDK; that for Node is run itself, in test/sandbox/official-sdk.test.ts.
import {spawn} from 'node:child_process'
import {readFileSync, writeFileSync} from 'node:fs'
import {createServer, request} from 'node:http'
import type {AddressInfo} from 'node:net'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {gunzipSync, gzipSync} from 'node:zlib'
import {afterEach, describe, expect, it, vi} from 'vitest'
import type {Site} from '../../src/api/contract/contract.js'
import {Client} from '../sandbox/client.js'
import {freeze, planOf, startAt} from './plan.js'

/** A request as it was on the wire, with the status of its answer. Our own client sends what an SDK has no call for. */
interface Recorded {
  operation?: string
  method: string
  target: string
  headers: string[]
  body: string
  status: number
}

interface Recording {
  clock: string
  steps: Recorded[]
}

interface Result {
  outcome: 'answered' | 'refused' | 'absent' | 'failed'
  status?: number
  code?: string
  detail?: string
}

const folder = join(import.meta.dirname, 'recorded')
const sites: Site[] = ['intl', 'eu', 'cn']
const {CONFORMANCE_DRIVER: driver, CONFORMANCE_SDK: sdk} = process.env

/** Sends bytes as they are, and returns the status. */
function pass(
  origin: string,
  {method, target, headers, body}: Omit<Recorded, 'status'>,
): Promise<[number, Buffer, string[]]> {
  const {hostname, port} = new URL(origin)
  return new Promise((resolve, reject) => {
    const call = request({hostname, port, method, path: target, headers}, response => {
      const chunks: Buffer[] = []
      response.on('data', chunk => chunks.push(chunk))
      response.on('end', () => resolve([response.statusCode!, Buffer.concat(chunks), response.rawHeaders]))
    })
    call.on('error', reject).end(Buffer.from(body, 'latin1'))
  })
}

/** Stands between an SDK and the sandbox and keeps what goes by. */
async function recorder(origin: string, keep: (sent: Recorded) => void) {
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of message) chunks.push(chunk)
    const sent = {
      method: message.method!,
      target: message.url!,
      headers: message.rawHeaders,
      body: Buffer.concat(chunks).toString('latin1'),
    }
    const [status, body, headers] = await pass(origin, sent)
    keep({...sent, status})
    response.writeHead(
      status,
      headers.filter((_, i, all) => !/^(transfer-encoding|connection)$/i.test(all[i - (i % 2)]!)),
    )
    response.end(body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close()}
}

async function drive(site: Site): Promise<{table: Record<string, string>; recording: Recording}> {
  const clock = `${new Date().toISOString().slice(0, 19)}Z`
  const plan = await planOf(site, clock, sdk !== 'php')
  const run = await startAt(clock, site)
  await freeze(run, clock)
  const recording: Recording = {clock, steps: []}
  let operation = ''
  const proxy = await recorder(run.info.endpoints.bss, sent => recording.steps.push({operation, ...sent}))
  const child = spawn('sh', ['-c', driver!], {
    env: {...process.env, ENDPOINT: proxy.origin},
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]()
  const own = new Client(proxy.origin)
  const table: Record<string, string> = {}
  for (const {send, status, code, call} of plan) {
    operation = call?.operation ?? ''
    let result: Result = {outcome: 'absent'}
    if (call) {
      child.stdin.write(`${JSON.stringify(call)}\n`)
      result = JSON.parse((await lines.next()).value)
    }
    if (result.outcome === 'absent') await own.send(send)
    if (!call) continue
    const asExpected = status < 300 ? result.outcome === 'answered' : result.code === code
    const said =
      result.outcome === 'absent'
        ? `absent ${result.detail ?? ''}`
        : asExpected
          ? result.outcome
          : `FAILED ${JSON.stringify(result)}`
    if (!table[operation]?.startsWith('FAILED')) table[operation] = said.trim()
  }
  child.stdin.end()
  own.close()
  proxy.close()
  await run.close()
  return {table, recording: {clock, steps: withoutRepeatedReads(recording.steps)}}
}

/** The same read of sixty things shows no more of an SDK than that of three; what changes something stays. */
function withoutRepeatedReads(steps: Recorded[]): Recorded[] {
  const reads = new Map<string | undefined, number>()
  return steps.filter(({operation, method}) => {
    if (method !== 'GET') return true
    const before = reads.get(operation) ?? 0
    reads.set(operation, before + 1)
    return before < 3
  })
}

const counted = (table: Record<string, string>) =>
  Object.values(table).reduce<Record<string, number>>((sum, said) => {
    const word = said.split(' ')[0]!
    return Object.assign(sum, {[word]: (sum[word] ?? 0) + 1})
  }, {})

describe.runIf(driver)(`the SDK for ${sdk}`, () => {
  it.each(sites)(
    'is answered on %s',
    async site => {
      const {table, recording} = await drive(site)
      process.stdout.write(`${sdk} on ${site}: ${JSON.stringify(counted(table))}\n`)
      for (const [id, said] of Object.entries(table))
        if (/^(FAILED|absent \S)/.test(said)) process.stdout.write(`  ${id}: ${said}\n`)
      if (process.env.CONFORMANCE_KEEP)
        writeFileSync(join(folder, `${sdk}-${site}.json.gz`), gzipSync(JSON.stringify(recording), {level: 9}))
      expect(Object.values(table).filter(said => said.startsWith('FAILED'))).toEqual([])
    },
    300_000,
  )
})

const kept: [string, Site][] = [
  ['go', 'intl'],
  ['python', 'eu'],
  ['java', 'cn'],
  ['php', 'cn'],
]

describe.skipIf(driver)('requests as an official SDK sent them', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it.each(kept)('by the SDK for %s on %s are answered as they were then', async (name, site) => {
    const file = readFileSync(join(folder, `${name}-${site}.json.gz`))
    const {clock, steps} = JSON.parse(gunzipSync(file).toString()) as Recording
    // What was signed is good for minutes, of the machine's clock or the sandbox's.
    vi.useFakeTimers({toFake: ['Date'], now: Date.parse(clock)})
    // Its answers are held to the contract where our own client lives the same story (../sandbox/operations.test.ts).
    const run = await startAt(clock, site, {validateResponses: false})
    await freeze(run, clock)
    const changed: string[] = []
    for (const sent of steps) {
      const [status, body] = await pass(run.info.endpoints.bss, sent)
      if (status !== sent.status) changed.push(`${sent.operation}: ${sent.status} is now ${status} ${body}`)
    }
    expect(changed).toEqual([])
    expect(steps.length).toBeGreaterThan(50)
  })
})
