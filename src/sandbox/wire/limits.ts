// Rate limits as documented: a count for each (address, API, partner account). On only when asked for, in real time.
import {operationTable, rateOf, type Site} from '../../api/contract/contract.js'
import {ApiFault} from './api-fault.js'

/** How requests are counted: a bucket that fills evenly and begins full, or anew in each second of the clock. */
export type RateMode = 'realistic' | 'fixed-window'

interface Count {
  /** Requests that may still come. */
  left: number
  at: number
}

const MAX_COUNTS = 100_000

export class RateLimits {
  readonly #counts = new Map<string, Count>()

  constructor(
    private readonly site: Site,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Counts a request of a partner or of one of its customers; throws the gateway's 429 when there are too many.
   */
  take(address: string, operation: string, partner: string | undefined, mode: RateMode = 'realistic'): void {
    const key = `${mode}/${address}/${operation}/${partner ?? ''}`
    const rate = rateOf(operationTable().operations[operation], this.site).start
    const now = this.now()
    const before = this.#counts.get(key) ?? {left: rate, at: now}
    const left = mode === 'realistic' ? filled(before, rate, now) : inSecond(before, rate, now)
    if (this.#counts.size > MAX_COUNTS) this.#counts.clear()
    this.#counts.set(key, {left: left >= 1 ? left - 1 : left, at: now})
    if (left < 1)
      throw new ApiFault(429, 'APIGW.0308', `The throttling threshold has been reached: ${rate} requests a second`)
  }
}

const filled = ({left, at}: Count, rate: number, now: number) => Math.min(rate, left + ((now - at) / 1000) * rate)

const inSecond = ({left, at}: Count, rate: number, now: number) =>
  Math.floor(now / 1000) === Math.floor(at / 1000) ? left : rate

const MAX_FAILURES = 5
const LOCK_MS = 5 * 60_000

/** Five wrong signatures in a row lock an access key for five minutes of real time, as the gateway does. */
export class KeyLocks {
  readonly #failures = new Map<string, {count: number; at: number}>()

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Throws the gateway's 401 while the key is locked. */
  check(accessKey: string): void {
    const seen = this.#failures.get(accessKey)
    if (!seen || seen.count < MAX_FAILURES) return
    if (this.now() - seen.at >= LOCK_MS) this.#failures.delete(accessKey)
    else
      throw new ApiFault(
        401,
        'APIGW.0301',
        'Incorrect IAM authentication information: the key is locked for five minutes',
      )
  }

  failed(accessKey: string): void {
    if (this.#failures.size > MAX_COUNTS) this.#failures.clear()
    this.#failures.set(accessKey, {count: (this.#failures.get(accessKey)?.count ?? 0) + 1, at: this.now()})
  }

  succeeded(accessKey: string): void {
    this.#failures.delete(accessKey)
  }
}
