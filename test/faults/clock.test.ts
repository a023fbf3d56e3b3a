// D.1: 9, 10. Clocks that are wrong or jump, and lists that change while they are read.
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterEach, beforeAll, describe, expect, it} from 'vitest'
import {Throttle} from '../../src/api/throttle.js'
import {currentCycle, daysOf, isFinal, parseCycle} from '../../src/cycle.js'
import {clientOf, json, type Reply, serve} from './support/server.js'
import {World} from './support/world.js'

const NOW = Date.parse('2026-11-10T00:00:00Z')
const refused = (server: number, headers: Record<string, string> = {}) =>
  json(401, {error_code: 'APIGW.0301', error_msg: 'sig'}, {date: new Date(server).toUTCString(), ...headers})
const good = json(200, {budget_amount: 7})
const ask = {customer_id: 'c'}

describe('a clock that is wrong', () => {
  for (const minutes of [-20, 20]) {
    it(`by ${minutes} min is named, and a read is signed again with the server’s time, once`, async () => {
      const server = NOW + minutes * 60_000
      const {origin, seen} = await serve(refused(server), good)
      const {api, warnings} = clientOf(origin)
      await api.call('ShowSubCustomerBudget', ask)
      const date = new Date(server).toISOString().replace(/[-:]|\.\d+/g, '')
      expect(seen[1]!.headers['x-sdk-date']).toBe(date)
      expect(warnings).toEqual([`this machine's clock is 20 min ${minutes > 0 ? 'slow' : 'fast'}; set it right`])
      // It is known from now on.
      await api.call('ShowSubCustomerBudget', ask)
      expect(seen).toHaveLength(3)
    })
  }

  it('is not blamed for a key that is wrong', async () => {
    const {origin, seen} = await serve(refused(NOW + 2000))
    const {api, warnings} = clientOf(origin)
    await expect(api.call('ShowSubCustomerBudget', ask)).rejects.toMatchObject({outcome: 'denied'})
    expect([seen.length, warnings]).toEqual([1, []])
  })

  it('is corrected once, not again and again', async () => {
    const {origin, seen} = await serve(refused(NOW + 1_200_000), refused(NOW + 9_000_000), refused(NOW + 20_000_000))
    const {api} = clientOf(origin)
    await expect(api.call('ShowSubCustomerBudget', ask)).rejects.toMatchObject({outcome: 'denied'})
    expect(seen).toHaveLength(2)
  })

  it('is not taken from an answer that comes out of a cache', async () => {
    const {origin, seen} = await serve(refused(NOW - 7_200_000, {age: '7200'}))
    const {api, warnings} = clientOf(origin)
    await expect(api.call('ShowSubCustomerBudget', ask)).rejects.toMatchObject({outcome: 'denied'})
    expect([seen.length, warnings]).toEqual([1, []])
  })

  it('that jumps in the middle of a list loses no row and gives none twice', async () => {
    const all = Array.from({length: 250}, (_, n) => ({customer_id: `c${n}`}))
    let jumped = false
    const page: Reply = (response, request, body) => {
      const {offset, limit} = JSON.parse(body)
      if (offset === 100 && !jumped) {
        jumped = true
        return refused(NOW + 3_600_000)(response, request, body)
      }
      return json(200, {count: 250, customer_infos: all.slice(offset, offset + limit)})(response, request, body)
    }
    const {origin} = await serve(page)
    const {api} = clientOf(origin)
    expect(await api.list('ListSubCustomers', {}).toArray()).toEqual(all)
  })

  it('does not hold the throttle back when it is set back', async () => {
    let wall = NOW
    let ticks = 0
    const waits: number[] = []
    const sleep = async (milliseconds: number) => {
      waits.push(milliseconds)
      ticks += milliseconds
    }
    const throttle = new Throttle(10, {now: () => wall, ticks: () => ticks, sleep})
    for (let n = 0; n < 15; n++) {
      if (n === 12) wall -= 1_200_000
      await throttle.take()
    }
    expect(Math.max(...waits)).toBeLessThanOrEqual(100)
  })
})

describe('the throttle', () => {
  it('keeps to the rate, and uses it: 5,000 requests of 32 workers at 10 a second', async () => {
    let now = 0
    const sleepers: {at: number; wake: () => void}[] = []
    const throttle = new Throttle(10, {
      now: () => now,
      sleep: milliseconds => new Promise(wake => sleepers.push({at: now + milliseconds, wake})),
    })
    const sent: number[] = []
    let left = 5000
    const worker = async () => {
      while (left-- > 0) {
        await throttle.take()
        sent.push(now)
      }
    }
    const all = Promise.all(Array.from({length: 32}, worker))
    while (sent.length < 5000) {
      await new Promise(setImmediate)
      sleepers.sort((a, b) => a.at - b.at)
      const next = sleepers.shift()
      if (!next) continue
      now = Math.max(now, next.at)
      next.wake()
    }
    await all
    // No second has more than the rate after the first burst, and nothing is given away.
    for (let n = 20; n < sent.length; n++) expect(sent[n]! - sent[n - 10]!).toBeGreaterThanOrEqual(999.9)
    expect(5000 / (sent.at(-1)! / 1000)).toBeGreaterThanOrEqual(9.5)
  })
})

describe('months', () => {
  const zones = [
    'UTC',
    'Asia/Shanghai',
    'America/Lima',
    'Pacific/Kiritimati',
    'Etc/GMT+12',
    'Europe/Berlin',
    'Pacific/Apia',
  ]
  const {TZ} = process.env
  afterEach(() => {
    process.env.TZ = TZ
  })
  const moments: [what: string, time: string, current: string, last: string][] = [
    ['one second before the month ends in Beijing', '2026-10-31T15:59:59Z', '2026-10', '2026-09'],
    ['the second in which it begins', '2026-10-31T16:00:00Z', '2026-11', '2026-10'],
    ['the end of the year', '2026-12-31T15:59:59Z', '2026-12', '2026-11'],
    ['the new year', '2026-12-31T16:00:00Z', '2027-01', '2026-12'],
    ['a leap day', '2028-02-29T15:59:59Z', '2028-02', '2028-01'],
    ['the hour that summer time takes away', '2026-03-29T01:30:00Z', '2026-03', '2026-02'],
    ['the hour that it gives back', '2026-10-25T00:30:00Z', '2026-10', '2026-09'],
  ]
  for (const [what, time, current, last] of moments) {
    it(`are those of UTC+8 in every time zone: ${what}`, () => {
      for (const zone of zones) {
        process.env.TZ = zone
        const now = new Date(time)
        expect([zone, currentCycle(now), parseCycle('last-month', now)]).toEqual([zone, current, last])
      }
    })
  }

  it('have their days and their final moment in every time zone', () => {
    for (const zone of zones) {
      process.env.TZ = zone
      expect(daysOf('2028-02').at(-1)).toBe('2028-02-29')
      expect(isFinal('2026-10', new Date('2026-11-05T03:59:59Z'))).toBe(false)
      expect(isFinal('2026-10', new Date('2026-11-05T04:00:00Z'))).toBe(true)
    }
  })
})

describe('a list that changes while it is read', () => {
  let world: World
  let total: number
  beforeAll(async () => {
    world = await World.start({scenario: 'large'})
    const {count} = await world.json<{count: number}>([
      'api',
      'POST',
      '/v2/partners/sub-customers/query',
      '-d',
      '{"limit":1}',
    ])
    total = count
  })
  afterEach(() => world.calm())
  const list = ['customer', 'list', '--all', '-o', 'csv', '--columns', 'customer_id']
  const ids = (csv: string) => csv.trimEnd().split('\r\n').slice(1)

  it('is whole when nothing changes', async () => {
    const {exit, stdout, stderr} = await world.run(list)
    expect([exit, new Set(ids(stdout)).size, stderr]).toEqual([0, total, ''])
  })

  for (const effect of ['row-inserted', 'row-removed']) {
    it(`is called so: ${effect}`, async () => {
      await world.fault('ListSubCustomers', effect, {skip: 3, count: 1})
      const {stderr} = await world.run(list)
      expect(stderr).toMatch(/Warning: ListSubCustomers: .*(the list changed while it was read|the server counts)/)
    })
  }

  for (const effect of ['row-inserted', 'row-removed']) {
    it(`makes no final month: ${effect}`, async () => {
      await world.fault('ListSubCustomers', effect, {skip: 1, count: 1})
      const out = join(mkdtempSync(join(tmpdir(), 'partnerctl-list-')), 'bills.csv')
      const {exit, stdout} = await world.run(['bill', 'export', '--cycle', '2026-08', '--shard', '1/200', '--out', out])
      expect([exit, stdout]).toEqual([0, expect.stringContaining('estimate')])
      const {state, remarks} = JSON.parse(readFileSync(`${out}.manifest.json`, 'utf8'))
      expect([state, remarks]).toEqual(['estimate', [expect.stringMatching(/^not final: ListSubCustomers: /)]])
      rmSync(dirname(out), {recursive: true})
    })
  }

  for (const limit of [1, 99, 100, 101, 250]) {
    it(`gives ${limit} different rows for --limit ${limit}`, async () => {
      const rows = await world.json<{customer_id: string}[]>(['customer', 'list', '--limit', String(limit)])
      expect(new Set(rows.map(row => row.customer_id)).size).toBe(limit)
      expect(rows).toHaveLength(limit)
    })
  }

  it('does not take 0 for a limit', async () => {
    expect((await world.run(['customer', 'list', '--limit', '0'])).exit).toBe(2)
  })

  const rows = (from: number, to: number) => Array.from({length: to - from}, (_, n) => ({customer_id: `c${from + n}`}))
  const pages = async (...answers: {count: number; customer_infos: object[]}[]) => {
    const {origin, seen} = await serve(...answers.map(answer => json(200, answer)))
    const {api, warnings} = clientOf(origin)
    const given = await api.list('ListSubCustomers', {}).toArray()
    return {given: given.length, warnings, asked: seen.length}
  }

  it('is broken when the server counts more than it gives, however often it is asked', async () => {
    for (const [count, first] of [
      [300, 100],
      [30, 2],
      [3, 0],
    ] as const) {
      const work = pages({count, customer_infos: rows(0, first)}, {count, customer_infos: []})
      await expect(work).rejects.toMatchObject({
        outcome: 'failed',
        message: `ListSubCustomers: the platform counts ${count} rows, but gave ${first}`,
      })
    }
  })

  it('is asked for again when it gives less than it counts, and is whole then', async () => {
    const empty = {count: 120, customer_infos: []}
    const end = await pages(empty, {count: 120, customer_infos: rows(0, 100)}, empty, {
      count: 120,
      customer_infos: rows(100, 120),
    })
    expect(end).toEqual({given: 120, warnings: [], asked: 4})
  })

  it('may become shorter while it is read, which is said', async () => {
    const {given, warnings} = await pages(
      {count: 130, customer_infos: rows(0, 100)},
      {count: 130, customer_infos: []},
      {count: 100, customer_infos: []},
    )
    expect([given, warnings]).toEqual([100, [expect.stringContaining('130 rows, then 100')]])
  })

  it('is called so when rows come twice', async () => {
    const {warnings} = await pages(
      {count: 150, customer_infos: rows(0, 100)},
      {count: 150, customer_infos: rows(97, 147)},
    )
    expect(warnings).toEqual([expect.stringContaining('3 rows came twice')])
  })

  it('is called so when the count changes', async () => {
    const {warnings} = await pages(
      {count: 150, customer_infos: rows(0, 100)},
      {count: 151, customer_infos: rows(100, 151)},
    )
    expect(warnings).toEqual([expect.stringContaining('150 rows, then 151')])
  })

  it('is quiet when all is well, however the pages are cut', async () => {
    const {given, warnings} = await pages(
      {count: 120, customer_infos: rows(0, 50)},
      {count: 120, customer_infos: rows(50, 100)},
      {count: 120, customer_infos: rows(100, 120)},
    )
    expect([given, warnings]).toEqual([120, []])
  })
})
