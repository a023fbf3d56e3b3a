// Keeps below the API's rate limit: one token bucket per operation.

export interface Clock {
  /** The time of day, milliseconds since the epoch. */
  now(): number
  /** Milliseconds that only ever go forward, for durations; {@link now} when absent. */
  ticks?(): number
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

export const ticksOf = (clock: Clock): number => (clock.ticks ?? clock.now)()

export const systemClock: Clock = {
  now: () => Date.now(),
  ticks: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const done = () => {
        signal?.removeEventListener('abort', abort)
        resolve()
      }
      const timer = setTimeout(done, milliseconds)
      const abort = () => {
        clearTimeout(timer)
        reject(signal!.reason)
      }
      if (signal?.aborted) abort()
      else signal?.addEventListener('abort', abort, {once: true})
    }),
}

/**
 * A server's window of a second is not ours: so much later than ours it may end, for what a network delays,
 * milliseconds.
 */
const JITTER = 20

/** No slower than this, requests a second, however often a server refuses. */
const SLOWEST = 0.5

export interface ThrottleOptions {
  /** Requests a second that the rate grows to as long as nothing is refused; the rate itself when absent. */
  most?: number
  /** The part of the rate that is used: the rest is room for what a network delays. */
  share?: number
}

/**
 * Lets requests through one by one, evenly, so that no second holds more than the rate, not even the first one: a
 * server that counts by the second has no burst to give. A refusal halves the rate, and it grows back by about a
 * request a second in a second.
 */
export class Throttle {
  #rate: number
  readonly #most: number
  readonly #share: number
  /** When the next request may leave, by the even pace. */
  #next = Number.NEGATIVE_INFINITY
  /** When the last requests left: as many as a second may hold. */
  readonly #left: number[] = []
  #slowedAt = Number.NEGATIVE_INFINITY
  /** Ends when everybody who came before has been let through. */
  #turn: Promise<void> = Promise.resolve()

  constructor(
    rate: number,
    readonly clock: Clock = systemClock,
    {most = rate, share = 1}: ThrottleOptions = {},
  ) {
    this.#rate = rate
    this.#most = Math.max(rate, most)
    this.#share = share
  }

  /** Requests a second at the moment. */
  get rate(): number {
    return this.#rate
  }

  /** Waits for a place. Returns the milliseconds waited, so that a progress line can say what holds things back. */
  async take(signal?: AbortSignal): Promise<number> {
    signal?.throwIfAborted()
    if (!Number.isFinite(this.#rate)) return 0
    const from = ticksOf(this.clock)
    const before = this.#turn
    let pass = () => {}
    this.#turn = new Promise(resolve => {
      pass = resolve
    })
    try {
      await before
      signal?.throwIfAborted()
      let slept = false
      for (let wait = this.#wait(); wait > 0; wait = this.#wait()) {
        slept = true
        await this.clock.sleep(wait, signal)
      }
      this.#leave(slept)
      return slept ? ticksOf(this.clock) - from : 0
    } finally {
      pass()
    }
  }

  /**
   * A request that left at `since` (in ticks) was refused for its rate. Those that left before the last cut tell
   * nothing new.
   */
  slow(since: number): void {
    if (since < this.#slowedAt) return
    const now = ticksOf(this.clock)
    this.#slowedAt = now
    this.#rate = Math.max(Math.min(SLOWEST, this.#most), this.#rate / 2)
    this.#next = Math.max(this.#next, now + this.#interval)
  }

  /** A request was let through by the server. */
  grow(): void {
    if (this.#rate < this.#most) this.#rate = Math.min(this.#most, this.#rate + 1 / this.#rate)
  }

  get #interval(): number {
    return 1000 / (this.#rate * this.#share)
  }

  #wait(): number {
    const now = ticksOf(this.clock)
    const size = this.#size
    const oldest = this.#left.length < size ? Number.NEGATIVE_INFINITY : this.#left[this.#left.length - size]!
    // Timers are late: what left late must not crowd with what follows.
    const window = Math.min(size * this.#interval, 1000 + JITTER)
    return Math.max(this.#next, oldest + window) - now
  }

  get #size(): number {
    return Math.max(1, Math.floor(this.#rate))
  }

  #leave(slept: boolean): void {
    const now = ticksOf(this.clock)
    const interval = this.#interval
    // A late timer is made up for, an idle time is not.
    this.#next = (slept ? Math.max(this.#next, now - interval) : now) + interval
    this.#left.push(now)
    if (this.#left.length > 2 * this.#most + 16) this.#left.splice(0, this.#left.length - Math.ceil(this.#most))
  }
}
