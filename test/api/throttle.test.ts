// How fast requests leave: evenly, within what a server that counts by the second allows, and slower when it refuses.
import {describe, expect, it} from 'vitest'
import {Throttle} from '../../src/api/throttle.js'

/** Time that passes only when somebody sleeps; a timer may be late. */
function time(late: () => number = () => 0) {
  let now = 0
  return {
    now: () => now,
    pass: (milliseconds: number) => {
      now += milliseconds
    },
    sleep: async (milliseconds: number) => {
      now += milliseconds + late()
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

  for (const rate of [5, 10, 20, 30]) {
    it(`fills no second that a server counts, and uses nine tenths: ${rate} a second, late timers, a slow network`, async () => {
      for (let seed = 1; seed < 6; seed++) {
        const random = chance(seed)
        const clock = time(() => (random() < 0.02 ? 300 * random() : 3 * random()))
        const throttle = new Throttle(rate, clock, {share: 0.94})
        const arrived: number[] = []
        for (let n = 0; n < 600; n++) {
          await throttle.take()
          arrived.push(clock.now() + 20 * random())
        }
        expect(fullest(arrived)).toBeLessThanOrEqual(rate)
        const punctual = time()
        const even = new Throttle(rate, punctual, {share: 0.94})
        for (let n = 0; n < 600; n++) await even.take()
        expect(600_000 / punctual.now()).toBeGreaterThan(0.9 * rate)
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
