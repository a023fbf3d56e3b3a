// Faults on demand: rules that say which requests go wrong, how, and how often. They live in the state, so that every
// process of a sandbox sees them. What an effect does on the wire is in wire-faults.ts.
import {operationTable} from '../../api/contract/contract.js'
import {closest} from '../../similar.js'
import {mix} from '../state/random.js'
import {kind, type Store} from '../state/store.js'

/** Answers instead of processing: an error code in one of the forms that Huawei's gateways and services have. */
export const refusals = {
  /** The gateway's throttle, in the published form. */
  throttled: {
    status: 429,
    code: 'APIGW.0308',
    message: 'The throttling threshold has been reached: policy user over ratelimit',
  },
  /** The same in the older form. */
  'throttled-apig': {status: 429, code: 'APIG.0308', message: 'The throttling threshold has been reached'},
  /** The service's own throttle. */
  'throttled-cbc': {status: 429, code: 'CBC.0250', message: 'Message flow control.'},
  /** By address, as a 400. */
  'throttled-ip': {status: 400, code: 'CBC.99007197', message: 'The calling IP address is throttled.'},
  'throttled-iam': {status: 429, code: 'IAM.0012', message: 'The throttling threshold has been reached.'},
  'internal-error': {status: 500, code: 'CBC.0999', message: 'Other error.'},
  unavailable: {status: 503, code: 'APIGW.0613', message: 'The service is temporarily unavailable'},
  'gateway-timeout': {status: 504, code: 'APIGW.0201', message: 'Backend timeout'},
  'bad-gateway': {status: 502, code: 'APIGW.0201', message: 'Backend unavailable'},
  /** Older interfaces say no with a 200. */
  'error-in-success': {status: 200, code: 'CBC.5001', message: 'The caller is not a partner.'},
  /** Whatever `status`, `code` and `message` say. */
  error: {status: 400, code: 'CBC.0101', message: 'Invalid parameter.'},
} as const

/** Faults of the connection and of the form of an answer. */
export const wireEffects = [
  'none', // for rules that only delay
  'reset-before', // connection reset, nothing was processed
  'reset-middle', // processed; half of the answer, then a reset
  'reply-lost', // processed; the connection is reset before a byte of the answer
  'hang-before', // nothing is processed and nothing is answered
  'hang-after', // processed, and nothing is answered
  'truncated', // processed; valid HTTP, but the JSON ends in the middle
  'malformed-chunk', // processed; broken chunked encoding
  'empty', // processed; the status, but an empty body
  'html', // an HTML page of a proxy with status 200
  'wrong-type', // the right body with content type text/plain
  'dribble', // processed; the answer comes in small pieces over `seconds`
  'redirect', // 307 to another host
  'duplicate-keys', // every key of the answer's object twice, with different values
  'invalid-utf8', // a byte that is no UTF-8 in the answer
  'row-inserted', // later pages look as if a row had been put in before the place where the caller reads
  'row-removed', // or taken away
] as const

export type RefusalName = keyof typeof refusals
export type WireEffect = (typeof wireEffects)[number]

/** Milliseconds: always the same, between two, or long-tailed around a median (lognormal). */
export type Delay = number | {from: number; to: number} | {median: number; sigma: number}

export interface FaultRule {
  /** An operation id, or `*`. */
  operation: string
  /** Account whose requests it is about; absent for all. */
  tenant?: string
  effect: RefusalName | WireEffect
  delay?: Delay
  status?: number
  code?: string
  message?: string
  /** Seconds for the header Retry-After, written as a number or as a date. */
  retryAfter?: number
  retryAfterForm?: 'seconds' | 'date'
  /** Where a redirect leads. */
  location?: string
  /** How long a dribble takes. */
  seconds?: number
  /** The first so many requests pass. */
  skip?: number
  /** After so many faults the rule is spent. */
  count?: number
  /** Share of the remaining requests that fail, 0 to 1. */
  probability?: number
}

export interface ActiveRule extends FaultRule {
  id: string
  /** Requests it was asked about, and how many of them it made fail. */
  seen: number
  hits: number
}

const faultKind = kind<Omit<ActiveRule, 'id'>>('fault')

export class Faults {
  #version = ''
  #rules: ActiveRule[] = []

  constructor(
    private readonly store: Store,
    private readonly hash: number,
  ) {}

  list(): ActiveRule[] {
    const version = this.store.version()
    if (version !== this.#version) {
      this.#version = version
      this.#rules = this.store.list(faultKind, '').map(r => ({id: r.id, ...r.value}))
    }
    return this.#rules
  }

  /** Adds a rule. Throws a RangeError for one that makes no sense. */
  add(rule: unknown): ActiveRule {
    const checked = checkRule(rule)
    return this.store.write(() => {
      const id = `f${this.store.next('fault')}`
      this.store.put(faultKind, '', id, {...checked, seen: 0, hits: 0})
      return {id, ...checked, seen: 0, hits: 0}
    })
  }

  /** Removes one rule, or all. Returns how many there were. */
  remove(id?: string): number {
    const ids = this.list()
      .map(r => r.id)
      .filter(one => id === undefined || one === id)
    this.store.write(() => {
      for (const one of ids) this.store.delete(faultKind, '', one)
    })
    return ids.length
  }

  /** The rule that this request runs into, counted; the first in the order of addition that fires. */
  strike(operation: string, tenant: string | undefined): ActiveRule | undefined {
    const about = (r: ActiveRule) =>
      (r.operation === '*' || r.operation === operation) && (r.tenant === undefined || r.tenant === tenant)
    if (!this.list().some(about)) return undefined
    return this.store.write(() => {
      for (const {id} of this.list().filter(about)) {
        const rule = this.store.get(faultKind, '', id)
        if (!rule || (rule.count !== undefined && rule.hits >= rule.count)) continue
        const fires = rule.seen >= (rule.skip ?? 0) && this.#lucky(id, rule)
        this.store.put(faultKind, '', id, {...rule, seen: rule.seen + 1, hits: rule.hits + (fires ? 1 : 0)})
        if (fires) return {id, ...rule, seen: rule.seen + 1, hits: rule.hits + 1}
      }
      return undefined
    })
  }

  #lucky(id: string, rule: {probability?: number; seen: number}): boolean {
    if (rule.probability === undefined) return true
    return mix(this.hash, Number(id.slice(1)), rule.seen, 0xfa) / 4_294_967_296 < rule.probability
  }
}

/** How long a rule makes a request wait, in milliseconds; repeatable by the rule's count. */
export function delayOf(rule: ActiveRule, hash: number): number {
  const {delay} = rule
  if (delay === undefined || typeof delay === 'number') return delay ?? 0
  const chance = (key: number) => (mix(hash, Number(rule.id.slice(1)), rule.hits, key) + 1) / 4_294_967_297
  if ('from' in delay) return delay.from + chance(1) * (delay.to - delay.from)
  const normal = Math.sqrt(-2 * Math.log(chance(1))) * Math.cos(2 * Math.PI * chance(2))
  return Math.min(600_000, delay.median * Math.exp(delay.sigma * normal))
}

type Check = (value: unknown) => boolean

const number =
  (from: number, to: number): Check =>
  value =>
    typeof value === 'number' && value >= from && value <= to
const text: Check = value => typeof value === 'string' && value.length <= 2000
const effects: readonly string[] = [...Object.keys(refusals), ...wireEffects]

const checks: Record<keyof FaultRule, Check> = {
  operation: text,
  tenant: text,
  effect: value => effects.includes(String(value)),
  delay: isDelay,
  status: number(100, 599),
  code: text,
  message: text,
  retryAfter: number(0, 86_400),
  retryAfterForm: value => value === 'seconds' || value === 'date',
  location: text,
  seconds: number(0, 600),
  skip: number(0, 1e9),
  count: number(1, 1e9),
  probability: number(0, 1),
}

function isDelay(value: unknown): boolean {
  const ms = number(0, 600_000)
  if (typeof value !== 'object' || value === null) return ms(value)
  const {from, to, median, sigma} = value as Record<string, unknown>
  return (ms(from) && ms(to) && (from as number) <= (to as number)) || (ms(median) && number(0, 5)(sigma))
}

/** Words about the one that may have been meant. */
export function meant(typed: string, words: readonly string[]): string {
  const [word] = closest(typed, [...words])
  return word === undefined ? '' : `; did you mean ${word}?`
}

function checkRule(rule: unknown): FaultRule {
  if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) throw new RangeError('a rule is an object')
  const given = {operation: '*', effect: 'none', ...rule} as FaultRule
  for (const [name, value] of Object.entries(given)) {
    const check = checks[name as keyof FaultRule]
    if (!check) throw new RangeError(`no such member of a rule: ${name}`)
    if (name === 'effect' && !check(value))
      throw new RangeError(`there is no effect ${value}${meant(String(value), effects)}`)
    if (!check(value)) throw new RangeError(`not a value of ${name}: ${JSON.stringify(value)}`)
  }
  if (given.operation !== '*' && !Object.hasOwn(operationTable().operations, given.operation))
    throw new RangeError(
      `there is no operation ${given.operation}${meant(given.operation, Object.keys(operationTable().operations))}`,
    )
  if (given.effect === 'none' && given.delay === undefined) throw new RangeError('give an effect or a delay')
  return given
}
