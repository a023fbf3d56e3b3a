// Rate limits as documented: a bucket for each (address, API, partner account). On only when asked for, in real time.
import type {Site} from '../../api/contract/contract.js'
import type {Caller} from '../call.js'
import {ApiFault} from './api-fault.js'

interface Bucket {
  tokens: number
  at: number
}

/** Requests a second that differ from the usual ten. */
const special: Record<string, number | Partial<Record<Site, number>>> = {
  CheckUserIdentity: {cn: 5},
  ListPartnerAccountChangeRecords: 20,
  ListCustomerAccountChangeRecords: 20,
}
const USUAL = 10
const MAX_BUCKETS = 100_000

export class RateLimits {
  readonly #buckets = new Map<string, Bucket>()

  constructor(
    private readonly site: Site,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Takes a token; throws the gateway's 429 when there is none. Customers count for the partner that they belong to.
   */
  take(address: string, operation: string, caller: Caller | undefined): void {
    const parent = caller?.kind === 'customer' ? caller.customer.partnerId : caller?.domainId
    const key = `${address}/${operation}/${parent ?? ''}`
    const rule = special[operation]
    const rate = (typeof rule === 'object' ? rule[this.site] : rule) ?? USUAL
    const now = this.now()
    const before = this.#buckets.get(key) ?? {tokens: rate, at: now}
    const tokens = Math.min(rate, before.tokens + ((now - before.at) / 1000) * rate)
    if (this.#buckets.size > MAX_BUCKETS) this.#buckets.clear()
    this.#buckets.set(key, {tokens: tokens >= 1 ? tokens - 1 : tokens, at: now})
    if (tokens < 1)
      throw new ApiFault(429, 'APIGW.0308', `The throttling threshold has been reached: ${rate} requests a second`)
  }
}

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
    if (this.#failures.size > MAX_BUCKETS) this.#failures.clear()
    this.#failures.set(accessKey, {count: (this.#failures.get(accessKey)?.count ?? 0) + 1, at: this.now()})
  }

  succeeded(accessKey: string): void {
    this.#failures.delete(accessKey)
  }
}
