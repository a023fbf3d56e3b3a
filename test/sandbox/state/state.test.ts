import {spawn} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import {Client} from '../client.js'
import {customersOf, open, type Running, resale} from '../harness.js'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-state-'))
})

afterEach(() => {
  rmSync(folder, {recursive: true, force: true})
})

const list = '/v2/partners/sub-customers/query'
const create = (client: Client, run: Pick<Running, 'info'>, xaccount_id: string) =>
  client.post('/v2/partners/sub-customers', {
    xaccount_id,
    xaccount_type: run.info.partner.xaccount_type,
    domain_area: 'MX',
  })

/** A sandbox in a process of its own. */
async function inProcess(): Promise<{info: Running['info']; client: Client; kill(): Promise<void>}> {
  const script = `
    const {startSandbox} = await import(${JSON.stringify(join(import.meta.dirname, '../../../src/sandbox/index.ts'))})
    const {info} = await startSandbox({data: ${JSON.stringify(folder)}})
    process.stdout.write(JSON.stringify(info) + '\\n')
  `
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: join(import.meta.dirname, '../../..'),
  })
  const line = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout.on('data', chunk => {
      text += chunk
      if (text.includes('\n')) resolve(text)
    })
    child.once('exit', code => reject(new Error(`ended with ${code}`)))
  })
  const info = JSON.parse(line) as Running['info']
  const keys = {access: info.partner.access_key_id, secret: info.partner.secret_access_key}
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  return {
    info,
    client: new Client(info.endpoints.bss, keys),
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

describe('the same seed', () => {
  it('gives the same bytes', async () => {
    const pages = async (seed: number) => {
      const run = await open({seed, clock: '2026-11-18T04:00:00Z'})
      const {text} = await run.partner.post(list, {limit: 100})
      const customer = resale(await customersOf(run))[1]!
      const client = await run.partner.asCustomer(customer.customer_id, run.info.partner.xaccount_type)
      const bill = await client.get('/v2/bills/customer-bills/res-fee-records', {cycle: '2026-10', limit: '200'})
      client.close()
      return text + bill.text + JSON.stringify(run.info.partner)
    }
    const [first, second, other] = [await pages(5), await pages(5), await pages(6)]
    expect(second).toBe(first)
    expect(other).not.toBe(first)
  })

  it('gave these bytes before', async () => {
    const run = await open({seed: 1})
    expect(run.info.partner.domain_id).toMatchInlineSnapshot(`"0b457523f380f6650fb2c0ac8d5a9570"`)
    const {json} = await run.partner.get('/v2/bills/partner-bills/postpaid-bill-summary', {bill_cycle: '2026-10'})
    expect(json).toMatchInlineSnapshot(`
      {
        "adjustments": -43.36,
        "bill_cycle": "2026-10",
        "consume_amount": 53141.3,
        "currency": "USD",
        "initial_amount_due": 52922.5,
        "refunds": -175.44,
        "tax_amount": 3454.85,
      }
    `)
  })
})

describe('the state', () => {
  it('is there after a restart, clock included', async () => {
    const first = await open({data: folder})
    const created = await create(first.partner, first, 'u-1')
    await first.anybody.admin('POST', 'clock/advance', {days: 1})
    await first.close()
    const second = await open({data: folder})
    const found = await second.partner.post(list, {customer_id: created.json.domain_id})
    expect(found.json.count).toBe(1)
    expect((await second.anybody.admin('GET', 'clock')).json.now).toMatch(/^2026-11-19T04:0/)
  })

  it('is forgotten by a reset', async () => {
    const run = await open({data: folder})
    const created = await create(run.partner, run, 'u-1')
    await run.anybody.admin('POST', 'clock/advance', {days: 1})
    await run.anybody.admin('POST', 'reset')
    const found = await run.partner.post(list, {customer_id: created.json.domain_id})
    expect(found.json.count).toBe(0)
    expect((await run.anybody.admin('GET', 'clock')).json.now).toMatch(/^2026-11-18T04:0/)
  })

  it('of one world is kept apart from that of another', async () => {
    const one = await open({data: folder, seed: 1})
    await create(one.partner, one, 'u-1')
    const two = await open({data: folder, seed: 2})
    expect((await create(two.partner, two, 'u-1')).status).toBe(200)
  })

  it('is shared by processes that run at once', async () => {
    const [a, b] = await Promise.all([inProcess(), inProcess()])
    try {
      const answers = await Promise.all(
        Array.from({length: 40}, (_, i) => create(i % 2 ? a.client : b.client, a, `u-${Math.floor(i / 2)}`)),
      )
      const made = answers.filter(r => r.status === 200)
      // Each id was asked for in both processes: exactly one of the two was let through.
      expect(made).toHaveLength(20)
      expect(answers.filter(r => r.json.error_code === 'CBC.99000039')).toHaveLength(20)
      await a.client.admin('POST', 'clock/advance', {seconds: 10})
      for (const {json} of made) {
        expect((await b.client.post(list, {customer_id: json.domain_id})).json.count).toBe(1)
      }
    } finally {
      await Promise.all([a.kill(), b.kill()])
    }
  }, 60_000)

  it('is whole after kill -9 in the middle of writing', async () => {
    const acknowledged: string[] = []
    for (let round = 0; round < 3; round++) {
      const process = await inProcess()
      const writing = (async () => {
        for (let i = 0; ; i++) {
          const answer = await create(process.client, process, `u-${round}-${i}`)
          if (answer.status === 200) acknowledged.push(answer.json.domain_id)
        }
      })().catch(() => undefined)
      while (acknowledged.length < (round + 1) * 15) await new Promise(resolve => setTimeout(resolve, 5))
      await process.kill()
      await writing
    }
    const run = await open({data: folder, clock: undefined})
    await run.anybody.admin('POST', 'clock/advance', {seconds: 10})
    for (const id of acknowledged) expect((await run.partner.post(list, {customer_id: id})).json.count).toBe(1)
  }, 60_000)
})
