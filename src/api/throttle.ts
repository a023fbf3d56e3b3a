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
 * Lets `rate` requests through per second, evenly, after a burst of at most `burst`. The documented limit is 10
 * requests/s per source address, API and account (contract, `info.x-throttle`).
 */
export class Throttle {
  #nextFree = 0

  constructor(
    readonly rate: number,
    readonly clock: Clock = systemClock,
    readonly burst = Math.max(1, Math.floor(rate)),
  ) {}

  /** Waits for a place. Returns the milliseconds waited, so that a progress line can say what holds things back. */
  async take(signal?: AbortSignal): Promise<number> {
    signal?.throwIfAborted()
    if (!Number.isFinite(this.rate)) return 0
    const interval = 1000 / this.rate
    const now = ticksOf(this.clock)
    const earliest = now - interval * (this.burst - 1)
    const slot = Math.max(this.#nextFree, earliest)
    this.#nextFree = slot + interval
    const wait = slot - now
    if (wait <= 0) return 0
    await this.clock.sleep(wait, signal)
    return wait
  }
}
