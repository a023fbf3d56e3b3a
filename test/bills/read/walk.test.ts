import {afterEach, beforeEach, expect, it, vi} from 'vitest'
import type {Api} from '../../../src/api/client.js'
import {Walk} from '../../../src/bills/read/walk.js'

beforeEach(() => {
  vi.useFakeTimers({toFake: ['setTimeout', 'performance']})
})
afterEach(() => {
  vi.useRealTimers()
})

const CUSTOMERS = 40
const PAGES = 10
const rows = Array.from({length: 1000}, () => '{"amount":1.5}').join()
const page = Buffer.from(`{"total_count":${PAGES * 1000},"fee_records":[${rows}]}`)

it('asks for each page once, and for the first pages of customers no further ahead than their other pages leave room', async () => {
  const asked: string[] = []
  let reading = 0
  let lead = 0
  const api = {
    bytes: async (_operation: string, {offset}: {offset: number}, {as}: {as: string}) => {
      asked.push(`${as} ${offset}`)
      // What is asked for before anything is known does not count.
      if (reading > 0) lead = Math.max(lead, Number(as) - reading)
      await new Promise(done => setTimeout(done, 1000))
      return page
    },
  } as unknown as Api
  const walk = new Walk(api, {
    source: 'res-fee-records',
    cycle: '2026-09',
    detail: 'detail',
    final: true,
    customers: Array.from({length: CUSTOMERS}, (_, i) => ({customer_id: String(i), account_name: `customer-${i}`})),
  })
  const read = async () => {
    for await (const {index} of walk.pagesFrom({customer: 0, day: 0, offset: 0})) reading = index
  }
  await Promise.all([read(), vi.runAllTimersAsync()])
  expect(new Set(asked).size).toBe(CUSTOMERS * PAGES)
  expect(asked).toHaveLength(CUSTOMERS * PAGES)
  expect(lead).toBeGreaterThan(0)
  expect(lead).toBeLessThanOrEqual(7)
})

it('ends with an error where the server takes no notice of the offset and tells no total', async () => {
  let asked = 0
  const same = Buffer.from(`{"fee_records":[${rows}]}`)
  const api = {
    bytes: async () => {
      if (++asked > 30) throw new Error('it does not end')
      return same
    },
  } as unknown as Api
  const walk = new Walk(api, {
    source: 'res-fee-records',
    cycle: '2026-09',
    detail: 'detail',
    final: true,
    customers: [{customer_id: '1', account_name: 'one'}],
  })
  const read = async () => {
    for await (const _ of walk.pagesFrom({customer: 0, day: 0, offset: 0}));
  }
  const ended = expect(read()).rejects.toMatchObject({cause: {message: expect.stringContaining('does not go on')}})
  await Promise.all([ended, vi.runAllTimersAsync()])
})
