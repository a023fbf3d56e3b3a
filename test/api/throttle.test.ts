// How fast requests leave: evenly, within what a server that counts by the second allows, and slower when it refuses.
import {describe, expect, it} from 'vitest'
import {SHARE, Throttle} from '../../src/api/throttle.js'

/** Time that passes only when somebody sleeps; a timer may be late. */
function time(late: () => number = () => 0) {
  let now = 0
  let events: {at: number; happens: () => void}[] = []
  const pass = (milliseconds: number) => {
    const until = now + milliseconds
    for (const {at, happens} of events.filter(event => event.at <= until).sort((a, b) => a.at - b.at)) {
      now = Math.max(now, at)
      happens()
    }
    events = events.filter(event => event.at > until)
    now = until
  }
  return {
    now: () => now,
    pass,
    sleep: async (milliseconds: number) => pass(milliseconds + late()),
    /** Something that happens meanwhile. */
    after: (milliseconds: number, happens: () => void) => {
      events.push({at: now + milliseconds, happens})
    },
  }
}

/** The same numbers in each run, from 0 to 1. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

/** The most that any second holds, wherever it begins. */
function fullest(moments: number[]): number {
  const sorted = [...moments].sort((a, b) => a - b)
  return Math.max(...sorted.map((from, i) => sorted.slice(i).filter(at => at < from + 1000).length))
}

describe('the throttle', () => {
  it('gives no burst: 40 requests at once never are more than ten in a second, not even in the first', async () => {
    let now = 0
    const sleepers: {at: number; wake: () => void}[] = []
    const sleep = (milliseconds: number) =>
      new Promise<void>(wake => {
        sleepers.push({at: now + milliseconds, wake})
      })
    const throttle = new Throttle(10, {now: () => now, sleep})
    const left: number[] = []
    const worker = async () => {
      await throttle.take()
      left.push(now)
    }
    const all = Promise.all(Array.from({length: 40}, worker))
    while (left.length < 40) {
      await new Promise(setImmediate)
      const next = sleepers.sort((one, other) => one.at - other.at).shift()
      now = Math.max(now, next?.at ?? now)
      next?.wake()
    }
    await all
    expect(fullest(left)).toBe(10)
    expect(now).toBe(3900)
  })

  /** Of 600 requests one after the other, when each arrived at the server, and how many that is a second. */
  async function arrivals(rate: number, seed: number, late: number, network: (random: () => number) => number) {
    const random = chance(seed)
    const clock = time(() => (random() < 0.02 ? late * random() : 3 * random()))
    const throttle = new Throttle(rate, clock, {share: SHARE})
    const arrived: number[] = []
    for (let n = 0; n < 600; n++) {
      const place = await throttle.take()
      // A connection may need its time, and a machine that is busy more.
      const connects = 40 + 5 * random() + (random() < 0.02 ? late * random() : 0)
      clock.after(connects, () => place.leaves())
      arrived.push(clock.now() + connects + network(random))
    }
    return {arrived, perSecond: 600_000 / clock.now()}
  }

  for (const rate of [5, 10, 20, 30]) {
    it(`fills no second that a server counts, and uses nine tenths: ${rate} a second, late timers, a slow network`, async () => {
      for (let seed = 1; seed < 4; seed++) {
        const slow = await arrivals(rate, seed, 300, random => 20 * random())
        expect(fullest(slow.arrived)).toBeLessThanOrEqual(rate)
        // The server, too, may look at a request late.
        const stalled = await arrivals(rate, seed, 300, random => 20 * random() + (random() < 0.1 ? 50 : 0))
        expect(fullest(stalled.arrived)).toBeLessThanOrEqual(rate)
        const {perSecond} = await arrivals(rate, seed, 100, () => 0)
        expect(perSecond).toBeGreaterThan(0.9 * rate)
      }
    })
  }

  it('does not save up what was not used', async () => {
    const clock = time()
    const throttle = new Throttle(10, clock)
    await throttle.take()
    clock.pass(60_000)
    const left: number[] = []
    for (let n = 0; n < 30; n++) {
      await throttle.take()
      left.push(clock.now())
    }
    expect(fullest(left)).toBe(10)
  })

  it('is half as fast after a refusal, once for all that left before, and grows back', async () => {
    const clock = time()
    const throttle = new Throttle(10, clock)
    await throttle.take()
    const since = clock.now()
    clock.pass(50)
    for (let n = 0; n < 5; n++) throttle.slow(since)
    expect(throttle.rate).toBe(5)
    const from = clock.now()
    for (let n = 0; n < 5; n++) await throttle.take()
    expect(clock.now() - from).toBe(1000)
    throttle.slow(clock.now())
    expect(throttle.rate).toBe(2.5)
    for (let n = 0; n < 200; n++) throttle.grow()
    expect(throttle.rate).toBe(10)
  })

  it('never stands still', () => {
    const clock = time()
    const throttle = new Throttle(10, clock)
    for (let n = 0; n < 50; n++) {
      clock.pass(1000)
      throttle.slow(clock.now())
    }
    expect(throttle.rate).toBe(0.5)
  })

  it('grows to a rate that it only hopes for', async () => {
    const clock = time()
    const throttle = new Throttle(10, clock, {most: 30})
    while (throttle.rate < 30) {
      await throttle.take()
      throttle.grow()
    }
    expect(clock.now()).toBeGreaterThan(15_000)
    expect(clock.now()).toBeLessThan(30_000)
  })

  it('lets the next one through when one that waits is given up', async () => {
    const stop = new AbortController()
    const clock = {
      now: () => 0,
      sleep: (_: number, signal?: AbortSignal) =>
        new Promise<void>((done, fail) => {
          if (!signal) return done()
          signal.addEventListener('abort', () => fail(signal.reason))
        }),
    }
    const throttle = new Throttle(10, clock)
    await throttle.take()
    const given = throttle.take(stop.signal)
    given.catch(() => {})
    stop.abort(new Error('stop'))
    await expect(given).rejects.toThrow('stop')
  })
})
