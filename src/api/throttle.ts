// Keeps below the API's rate limit: one token bucket per operation.

export interface Clock {
  /** The time of day, milliseconds since the epoch. */
  now(): number
  /** Milliseconds that only ever go forward, for durations; {@link now} when absent. */
  ticks?(): number
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

export const ticksOf = (clock: Clock): number => (clock.ticks ?? clock.now)()

/** No timer of the platform runs longer, milliseconds, some 24 days: one that is given more is over at once. */
export const LONGEST_TIMER = 2_147_483_647

export const systemClock: Clock = {
  now: () => Date.now(),
  // What `performance` is made of takes longer to load than a request to sign.
  ticks: () => process.uptime() * 1000,
  async sleep(milliseconds, signal) {
    let left = milliseconds
    for (; left > LONGEST_TIMER; left -= LONGEST_TIMER) await timer(LONGEST_TIMER, signal)
    await timer(left, signal)
  },
}

const timer = (milliseconds: number, signal: AbortSignal | undefined) =>
  new Promise<void>((resolve, reject) => {
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
  })

/**
 * The part of an allowed rate that is used. What follows one another by the full count of a second is 80 ms more than
 * a second apart: that much may a network, this machine and the server delay one of them.
 */
export const SHARE = 0.925

/** No slower than this, requests a second, however often a server refuses. */
const SLOWEST = 0.5

export interface ThrottleOptions {
  /** Requests a second that the rate grows to as long as nothing is refused; the rate itself when absent. */
  most?: number
  /** The part of the rate that is used: the rest is room for what a network and a busy machine delay. */
  share?: number
}

/** The permission to send one request. */
export interface Place {
  /** Milliseconds waited for it, so that a progress line can say what holds things back. */
  readonly waited: number
  /** The request leaves now: a connection may have taken its time, or a busy machine. */
  leaves(): void
}

interface Left {
  /** When the place was given, in ticks. */
  given: number
  /** Milliseconds from there until the request left; undefined until it has. */
  took?: number
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
  /** The last requests, at least as many as a second may hold. */
  #left: Left[] = []
  /** Milliseconds that a request needs to leave at the least: what it takes more is what makes a second too full. */
  #usual = Number.POSITIVE_INFINITY
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

  /** Waits for a place. */
  async take(signal?: AbortSignal): Promise<Place> {
    signal?.throwIfAborted()
    if (!Number.isFinite(this.#rate)) return {waited: 0, leaves() {}}
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
      const left = this.#give(slept)
      return {waited: slept ? left.given - from : 0, leaves: () => this.#leaves(left)}
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

  /** Milliseconds that what follows one another by a full count is apart: a second, and the room for delays. */
  get #window(): number {
    return 1000 / this.#share
  }

  #wait(): number {
    const now = ticksOf(this.clock)
    const size = Math.max(1, Math.floor(this.#rate))
    // Timers are late, and connections: what left late must not crowd with what follows.
    const recent = this.#left.map(one => this.#leftAt(one)).filter(at => at > now - this.#window)
    if (recent.length < size) return this.#next - now
    const oldest = recent.sort((a, b) => b - a)[size - 1]!
    return Math.max(this.#next, oldest + this.#window) - now
  }

  /** When a request left, if all had needed the usual time for it. */
  #leftAt({given, took}: Left): number {
    return took === undefined ? given : given + took - this.#usual
  }

  #give(slept: boolean): Left {
    const now = ticksOf(this.clock)
    const interval = this.#interval
    // A late timer is made up for, an idle time is not.
    this.#next = (slept ? Math.max(this.#next, now - interval) : now) + interval
    const left: Left = {given: now}
    this.#left.push(left)
    if (this.#left.length > 2 * this.#most + 16) this.#left = this.#left.slice(-Math.ceil(this.#most) - 8)
    return left
  }

  #leaves(left: Left): void {
    left.took ??= ticksOf(this.clock) - left.given
    this.#usual = Math.min(this.#usual, left.took)
  }
}
