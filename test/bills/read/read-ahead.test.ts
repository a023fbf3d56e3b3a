import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest'
import {ReadAhead} from '../../../src/bills/read/read-ahead.js'

beforeEach(() => {
  vi.useFakeTimers({toFake: ['setTimeout', 'performance']})
})
afterEach(() => {
  vi.useRealTimers()
})

const sleep = (milliseconds: number) => new Promise<void>(done => setTimeout(done, milliseconds))

interface Place {
  /** Milliseconds that an answer takes on its way. */
  distance: number
  /** Milliseconds that the reader needs for a page. */
  reader: number
  /** Milliseconds between two requests that the throttle lets through. */
  interval?: number
  pages?: number
  bytes?: number
}

/**
 * Reads pages one after the other; tells how many were on their way at most in the second half, and how long it took.
 */
async function read({distance, reader, interval = 0, pages = 100, bytes = 1000}: Place) {
  let inFlight = 0
  let most = 0
  let free = 0
  let at = 0
  const ahead = new ReadAhead<number>({
    fetch: async (page, throttled) => {
      const now = performance.now()
      free = Math.max(free, now) + interval
      const queued = interval ? free - interval - now : 0
      throttled(queued)
      await sleep(queued)
      inFlight++
      if (page > pages / 2) most = Math.max(most, inFlight)
      await sleep(distance)
      inFlight--
      return {length: bytes} as Buffer
    },
    keyOf: String,
    expected: function* () {
      for (let page = at + 1; page < pages; page++) yield page
    },
  })
  const run = async () => {
    for (; at < pages; at++) {
      await ahead.get(at)
      await sleep(reader)
    }
    return performance.now()
  }
  const started = performance.now()
  const running = run()
  await vi.runAllTimersAsync()
  return {most, milliseconds: (await running) - started, waited: ahead.waited}
}

describe('reading ahead', () => {
  it('has few requests on their way to a server that is near', async () => {
    const {most, milliseconds} = await read({distance: 4, reader: 5})
    expect(most).toBeLessThanOrEqual(3)
    expect(milliseconds).toBeLessThan(1.1 * 500)
  })

  it('has as many as the distance asks for, so that the reader hardly waits', async () => {
    const {most, milliseconds} = await read({distance: 100, reader: 5, pages: 400})
    expect(most).toBeGreaterThanOrEqual(20)
    expect(most).toBeLessThanOrEqual(40)
    expect(milliseconds).toBeLessThan(1.15 * 2000)
  })

  it('never has more than it may', async () => {
    expect((await read({distance: 1000, reader: 1, pages: 300})).most).toBe(64)
  })

  it.each([200, 1000])('keeps a throttle busy from %i ms away', async distance => {
    const {milliseconds, waited} = await read({distance, reader: 5, interval: 100, pages: 400, bytes: 1_900_000})
    expect(milliseconds).toBeLessThan(1.03 * 400 * 100 + 2 * distance)
    expect(waited.throttle).toBeGreaterThan(waited.network)
  })
})
