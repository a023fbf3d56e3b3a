// How fast the sandbox is: ready after how long, bill pages and small reads a second, memory. The floor is a bare
// node:http server that sends the same bytes from memory, asked in turns by the same client.
import {type ChildProcess, spawn} from 'node:child_process'
import {Agent, request} from 'node:http'
import {join, resolve} from 'node:path'
import {Client} from '../sandbox/client.js'
import {timeCases} from './measure.js'

const root = resolve(import.meta.dirname, '../..')
const module = join(root, 'dist/sandbox/index.js')
const serve = (scenario: string) =>
  `const {startSandbox} = await import(${JSON.stringify(module)}); const s = await startSandbox({scenario: '${scenario}'});
   process.on('message', () => process.send(process.memoryUsage().rss)); console.log(JSON.stringify(s.info))`
const floor = `const {createServer} = await import('node:http'); let body = Buffer.alloc(0)
  const s = createServer((q, r) => { const c = []; q.on('data', d => c.push(d)); q.on('end', () => {
    if (q.method === 'PUT') { body = Buffer.concat(c); r.end() } else r.end(body) }) })
  s.listen(0, '127.0.0.1', () => console.log(JSON.stringify({port: s.address().port})))`

/** Starts a script in a process of its own and reads its first line. */
async function start(script: string): Promise<{child: ChildProcess; line: Record<string, never>}> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const text = await new Promise<string>(done => child.stdout!.once('data', data => done(String(data))))
  return {child, line: JSON.parse(text)}
}

const agent = new Agent({keepAlive: true})

/** Sends a request and throws the answer away; returns its size. */
const discard = (url: URL, method: string, headers: Record<string, string>, body = ''): Promise<number> =>
  new Promise((done, fail) => {
    const call = request(url, {method, headers, agent}, response => {
      let size = 0
      response.on('data', chunk => {
        size += chunk.length
      })
      response.on('end', () =>
        response.statusCode === 200 ? done(size) : fail(new Error(String(response.statusCode))),
      )
    })
    call.on('error', fail)
    call.end(body)
  })

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!

/** Requests a second of each case, in turns. */
async function rates(
  cases: Record<string, () => Promise<unknown>>,
  requests: number,
  rounds = 7,
): Promise<Record<string, number>> {
  const seen: Record<string, number[]> = Object.fromEntries(Object.keys(cases).map(name => [name, []]))
  for (let round = -1; round < rounds; round++) {
    for (const [name, work] of Object.entries(cases)) {
      const begin = performance.now()
      for (let i = 0; i < requests; i += 2) await Promise.all([work(), work()])
      if (round >= 0) seen[name]!.push((requests / (performance.now() - begin)) * 1000)
    }
  }
  return Object.fromEntries(Object.entries(seen).map(([name, values]) => [name, median(values)]))
}

export async function benchSandbox(): Promise<void> {
  const ready = (scenario: string) => [
    process.execPath,
    '--input-type=module',
    '-e',
    `${serve(scenario)}; process.exit()`,
  ]
  const times = timeCases(
    [
      {name: 'node -e 0', command: [process.execPath, '-e', '0']},
      {name: 'sandbox small', command: ready('small')},
      {name: 'sandbox large', command: ready('large')},
    ],
    15,
  )
  console.log('\nSandbox: ready line over bare node')
  for (const {name, median: ms} of times)
    console.log(`  ${name.padEnd(24)} ${ms.toFixed(0).padStart(5)} ms   +${(ms - times[0]!.median).toFixed(0)} ms`)

  const sandbox = await start(serve('large'))
  const bare = await start(floor)
  try {
    const {endpoints, partner} = sandbox.line as unknown as {
      endpoints: Record<string, string>
      partner: {access_key_id: string; secret_access_key: string; xaccount_type: string}
    }
    const client = new Client(endpoints.bss!, {access: partner.access_key_id, secret: partner.secret_access_key})
    const page = await client.post('/v2/partners/sub-customers/query', {limit: 100})
    let id = ''
    const records = '/v2/bills/customer-bills/res-fee-records'
    const cycle = new Date(Date.now() - 35 * 86_400_000).toISOString().slice(0, 7)
    for (let offset = 0; id === ''; offset += 100) {
      const {json} = offset === 0 ? page : await client.post('/v2/partners/sub-customers/query', {limit: 100, offset})
      for (const c of json.customer_infos as {customer_id: string}[]) {
        const one = await client.asCustomer(c.customer_id, partner.xaccount_type)
        const {json: bill} = await one.get(records, {cycle, limit: '1'})
        if (bill.total_count > 4000) id = c.customer_id
        one.close()
        if (id) break
      }
    }
    const begin = performance.now()
    await client.get('/v2/bills/partner-bills/postpaid-bill-summary', {bill_cycle: cycle})
    console.log(`\nSandbox: a cycle of 4,980 customers summed in ${(performance.now() - begin).toFixed(0)} ms`)
    const memory = async () => {
      const rss = new Promise<number>(done => sandbox.child.once('message', value => done(Number(value))))
      sandbox.child.send('memory')
      return ((await rss) / 1e6).toFixed(0)
    }
    console.log(`Sandbox: memory with the large world in it: ${await memory()} MB`)
    // Signing costs the client more than anything: a token leaves the server's work to be seen.
    const answer = await client.send({
      method: 'POST',
      path: '/v3/auth/tokens',
      body: {
        auth: {
          identity: {methods: ['assume_role'], assume_role: {domain_id: id, agency_name: partner.xaccount_type}},
          scope: {domain: {id}},
        },
      },
    })
    const headers = {'x-auth-token': String(answer.headers['x-subject-token']), 'content-type': 'application/json'}
    const url = new URL(`${records}?cycle=${cycle}&limit=1000&offset=1000`, endpoints.bss)
    const same = new URL(`http://127.0.0.1:${(bare.line as unknown as {port: number}).port}/`)
    const bytes = await new Promise<Buffer>(done =>
      request(url, {headers}, response => {
        const chunks: Buffer[] = []
        response.on('data', chunk => chunks.push(chunk))
        response.on('end', () => done(Buffer.concat(chunks)))
      }).end(),
    )
    await new Promise<void>(done => request(same, {method: 'PUT'}, r => r.resume().on('end', done)).end(bytes))
    const pages = await rates(
      {
        'sandbox, pages of 1,000': () => discard(url, 'GET', headers),
        'floor, same bytes': () => discard(same, 'GET', {}),
      },
      60,
    )
    console.log(`\nSandbox: bill records a second, pages of 1,000 (${(bytes.length / 1e6).toFixed(2)} MB)`)
    for (const [name, rate] of Object.entries(pages))
      console.log(
        `  ${name.padEnd(24)} ${Math.round(rate * 1000)
          .toLocaleString('en-US')
          .padStart(9)} records/s`,
      )

    const small = new URL(`/v2/bills/customer-bills/monthly-sum?bill_cycle=${cycle}&limit=1`, endpoints.bss)
    const domains = new URL('/v3/auth/domains', endpoints.bss)
    const reads = await rates(
      {'account look-up': () => discard(domains, 'GET', headers), 'monthly sum': () => discard(small, 'GET', headers)},
      400,
    )
    console.log('\nSandbox: small reads a second, two at a time')
    for (const [name, rate] of Object.entries(reads))
      console.log(`  ${name.padEnd(24)} ${Math.round(rate).toLocaleString('en-US').padStart(9)} /s`)

    console.log(`Sandbox: memory after all this: ${await memory()} MB`)
    client.close()
  } finally {
    sandbox.child.kill()
    bare.child.kill()
    agent.destroy()
  }
}
