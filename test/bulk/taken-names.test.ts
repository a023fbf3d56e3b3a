// An account name that is taken when a customer is created: by whom, nothing may tell.
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest'
import type {Api} from '../../src/api/client.js'
import {codes} from '../../src/api/contract/codes.js'
import {Listing} from '../../src/api/listing.js'
import {customerTask} from '../../src/bulk/customers.js'
import type {Item, RowEnd} from '../../src/bulk/task.js'
import {Failure} from '../../src/failure.js'

const taken = new Failure('refused', 'taken', {code: codes.accountNameTaken, status: 400})

/** A partner without customers, whose every create is refused. */
const api = {
  session: Promise.resolve({xaccountType: 'TEST', site: 'intl', profile: 'test'}),
  call: () => Promise.reject(taken),
  list: () => new Listing(async function* () {}),
} as unknown as Api

const item = {key: 'shop-1', values: {xaccount_id: 'shop-1', account_name: 'andes', country: 'PE'}} as unknown as Item

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** The end of a row by looking it up, whatever that waits for. */
async function settled(task: ReturnType<typeof customerTask>, end: RowEnd) {
  const settling = task.settle(api, [{item, end}])
  await vi.runAllTimersAsync()
  return (await settling).get(item)
}

describe('an account name that is taken', () => {
  it('is unknown where an earlier request for it was lost, also in the next run', async () => {
    const task = customerTask()
    expect(await settled(task, {kind: 'unknown', status: 'unknown'})).toBe('no-effect')
    const end = (await task.send(api, [item])).get(item)!
    expect(end).toMatchObject({kind: 'unknown', code: codes.accountNameTaken, resent: true})
    expect(await settled(task, end)).toBe('undecided')
    expect(await settled(customerTask(), end)).toBe('undecided')
  })

  it("is a stranger's where nothing was sent before", async () => {
    const task = customerTask()
    const end = (await task.send(api, [item])).get(item)!
    expect(end.resent).toBeUndefined()
    expect(await settled(task, end)).toMatchObject({kind: 'failed', status: 'failed'})
  })
})
