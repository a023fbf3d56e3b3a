// When a request is sent again, and how long to wait before.

export interface RetryPolicy {
  /** Sends at most, the first included. */
  attempts: number
  /** All attempts and waits together, milliseconds. */
  totalTime: number
  /** First wait, doubled each time, milliseconds. */
  baseDelay: number
  maxDelay: number
}

/** Sends at most of what stands beside an answer, where one came whole and is not what was promised. */
export const BRIEF_ATTEMPTS = 3

export const defaultRetry: RetryPolicy = {attempts: 6, totalTime: 120_000, baseDelay: 500, maxDelay: 20_000}

/**
 * Milliseconds that a `Retry-After` header asks for: seconds or an HTTP date. Undefined when it is absent or
 * unreadable; a date in the past is 0.
 */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  const text = header?.trim()
  if (!text) return undefined
  if (/^\d+$/.test(text)) return Number(text) * 1000
  if (!/^[A-Z][a-z]{2}, \d/.test(text)) return undefined
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

/** Wait before attempt `attempt + 1`: what the server asks for, else exponential with full jitter. */
export function delayBefore(attempt: number, policy: RetryPolicy, asked: number | undefined, random: number): number {
  if (asked !== undefined) return asked
  const ceiling = Math.min(policy.maxDelay, policy.baseDelay * 2 ** (attempt - 1))
  return Math.round(ceiling / 2 + (ceiling / 2) * random)
}
