// How well the allowed rate is used, before a gateway that counts by the second and a network that delays each request
// by up to 20 ms: nothing refused, and nine tenths of the allowance. The gateway has a process of its own, as it has at
// the vendor's: what keeps the platform behind it busy does not change when a request is counted.
import {spawn} from 'node:child_process'
import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import http from 'node:http'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {join, resolve} from 'node:path'
import {operationTable, rateOf} from '../../src/api/contract/contract.js'
import type {SandboxInfo} from '../../src/sandbox/index.js'

const root = resolve(import.meta.dirname, '../..')
const JITTER = 20
const ROWS = 200

interface Passed {
  path: string
  at: number
  status: number
}

interface Gateway {
  origin: string
  passed: Passed[]
  /** Milliseconds for which this machine has held the gateway up at the most, since the last look. */
  held(): number
  close(): void
}

/** Requests a second of an address, as the contract has them. */
function allowed(path: string): number {
  const [method, address] = path.split(' ')
  const operation = Object.values(operationTable().operations).find(
    one => one.path === address && one.method.toUpperCase() === method,
  )
  return rateOf(operation, 'intl').start
}

/** Passes requests on, each a little late, and refuses what is too much for a second of the clock. */
async function gateway(platform: string): Promise<Gateway> {
  const passed: Passed[] = []
  let last = performance.now()
  let longest = 0
  const ticking = setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
  }, 5)
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () =>
      setTimeout(() => {
        const at = performance.now()
        const {method, headers, url} = request
        const path = `${method} ${url!.split('?')[0]}`
        const second = Math.floor(at / 1000)
        const before = passed.filter(one => one.path === path && Math.floor(one.at / 1000) === second).length
        const status = before < allowed(path) ? 200 : 429
        passed.push({path, at, status})
        if (status === 429) {
          response.writeHead(429, {'content-type': 'application/json', 'x-request-id': 'rate'})
          response.end('{"error_code":"APIGW.0308","error_msg":"The throttling threshold has been reached"}')
          return
        }
        const next = http.request(new URL(url!, platform), {method, headers}, answer => {
          response.writeHead(answer.statusCode!, answer.headers)
          answer.pipe(response)
        })
        next.end(Buffer.concat(chunks))
      }, Math.random() * JITTER),
    )
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const close = () => {
    clearInterval(ticking)
    server.closeAllConnections()
    server.close()
  }
  const held = () => {
    const most = longest
    longest = 0
    return most
  }
  return {origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, passed, held, close}
}

/** The platform, in a process of its own that ends with this one. */
async function platform(): Promise<{info: SandboxInfo; close(): void}> {
  const words = ['sandbox', 'start', '--port', '0', '--memory', '--exit-with-parent', '-o', 'json']
  const child = spawn(process.execPath, [join(root, 'bin/run.js'), ...words], {stdio: ['ignore', 'pipe', 'ignore']})
  const info = await new Promise<SandboxInfo>((ready, fail) => {
    let text = ''
    child.stdout!.setEncoding('utf8').on('data', piece => {
      text += piece
      if (text.includes('\n')) ready(JSON.parse(text.slice(0, text.indexOf('\n'))))
    })
    child.on('close', () => fail(new Error('the sandbox did not start')))
  })
  return {info, close: () => void child.kill()}
}

function run(args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'bin/run.js'), ...args], {env: {...process.env, ...env}, cwd: root})
  let said = ''
  child.stderr.on('data', data => {
    said += data
  })
  child.stdout.resume()
  return new Promise((done, fail) =>
    child.on('close', code => (code === 0 ? done() : fail(new Error(`${args.join(' ')}: ${code} ${said}`)))),
  )
}

export async function benchRate(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'partnerctl-rate-'))
  const sandbox = await platform()
  const way = await gateway(sandbox.info.endpoints.bss)
  try {
    await fetch(`${sandbox.info.endpoints.admin}/settings`, {
      method: 'PUT',
      body: JSON.stringify({associationDelay: 0}),
    })
    const {partner, site} = sandbox.info
    const profile = {
      site,
      endpoints: {bss: way.origin, osm: way.origin, iam: way.origin},
      domain_id: partner.domain_id,
      xaccount_type: partner.xaccount_type,
      access_key_id: partner.access_key_id,
      secret_access_key: partner.secret_access_key,
    }
    const config = join(folder, 'config')
    mkdirSync(config, {mode: 0o700})
    writeFileSync(join(config, 'config.json'), JSON.stringify({version: 1, current: 'rate', profiles: {rate: profile}}))
    chmodSync(join(config, 'config.json'), 0o600)
    const rows = Array.from({length: ROWS}, (_, n) => `rate-${n},rate-name-${n},PE`)
    const sheet = join(folder, 'customers.csv')
    writeFileSync(sheet, `xaccount_id,account_name,country\n${rows.join('\n')}\n`)
    const env = {
      PARTNERCTL_CONFIG_DIR: config,
      PARTNERCTL_DATA_DIR: join(folder, 'data'),
      PARTNERCTL_CACHE_DIR: join(folder, 'cache'),
    }
    const cases: [name: string, args: string[]][] = [
      [`customer import, ${ROWS} rows`, ['customer', 'import', sheet, '--yes']],
      ['bill export of a month', ['bill', 'export', '--cycle', 'last-month', '--out', join(folder, 'bills.csv')]],
    ]
    console.log(`\nallowed rate, counted by the second, with up to ${JITTER} ms of delay`)
    for (const [name, args] of cases) {
      way.passed.length = 0
      await run(args, env)
      const refused = way.passed.filter(({status}) => status === 429).length
      const paths = new Map<string, Passed[]>()
      for (const one of way.passed) paths.set(one.path, [...(paths.get(one.path) ?? []), one])
      for (const [path, requests] of [...paths].filter(([, all]) => all.length > 20)) {
        const times = requests.map(({at}) => at).sort((a, b) => a - b)
        const rate = ((times.length - 1) * 1000) / (times.at(-1)! - times[0]!)
        console.log(`  ${name.padEnd(28)} ${path}: ${times.length} requests, ${rate.toFixed(2)} a second`)
      }
      console.log(
        `  ${name.padEnd(28)} ${refused} refused for their rate (this machine held the gateway up by ${Math.round(way.held())} ms at the most)`,
      )
    }
  } finally {
    way.close()
    sandbox.close()
    rmSync(folder, {recursive: true, force: true})
  }
}
