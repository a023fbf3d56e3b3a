// The client: `api.call(operation, input)`. One mechanism for identity, signing, throttling, retries and paging, driven
// by the contract.
import {AsyncLocalStorage} from 'node:async_hooks'
import {randomUUID} from 'node:crypto'
import {concernsOnePart, Failure, isUnknownCaller, usage} from '../failure.js'
import {lookUp} from '../look-up.js'
import {requestIdOf} from './answer.js'
import type {Allocate} from './body.js'
import {accountOfKeys, Caller} from './caller.js'
import {checkInput, type NameOf, siteNames, sitesInWords} from './check.js'
import {type Operation, operationTable, rateOf, type Success} from './contract/contract.js'
import {decodeAnswer} from './contract/decode.js'
import {CustomerKeys} from './customer-keys.js'
import {DryRun} from './dry-run.js'
import {Listing} from './listing.js'
import {isFirstPage, type Page, walkPages} from './paging.js'
import {buildRequest, languageOf, type PlainRequest, refuseOddHeaders, targetsOf, urlOf} from './request.js'
import {BRIEF_ATTEMPTS, defaultRetry, delayBefore, type RetryPolicy, retryAfter} from './retry.js'
import type {Credentials, Hooks, Session, TraceEntry, WriteEnd, WriteRecord} from './session.js'
import {sign} from './sign.js'
import {type Clock, SHARE, systemClock, Throttle, ticksOf} from './throttle.js'
import {NoAnswer, Transport, type WireResponse} from './transport.js'
import type {Input, Item, ListInput, OperationId, Output} from './types.js'
import {type Answer, BrokenAnswer, isThrottle, judge, noAnswer, tooLong, type Wanted} from './verdict.js'

export type {Page} from './paging.js'
export type {Answer} from './verdict.js'

export interface CallOptions {
  /** Acts as this customer. */
  as?: string
  signal?: AbortSignal
  /** What to type to find out whether a write happened, should its reply be lost. */
  check?: string
  /** Told of every exchange of this call, retries included. */
  trace?(entry: TraceEntry): void
  /** Rows of the list that came before: an answer without any more is held against its count. */
  before?: number
  /** Gives buffers for the answer: for those who use them again. */
  allocate?: Allocate
}

export interface ListOptions extends CallOptions {
  /** Rows at most; all when undefined. */
  limit?: number
  pageSize?: number
  /** Told when the list is not the same from its first page to its last: rows may be missing or come twice. */
  changed?(message: string): void
}

export interface ApiOptions {
  hooks?: Hooks
  clock?: Clock
  retry?: Partial<RetryPolicy>
  transport?: Transport
  random?: () => number
  /** Ends waits and reads; a write that is on its way is finished. */
  signal?: AbortSignal
  /** Writes are described in a {@link DryRun} instead of being sent. */
  dryRun?: boolean
  /** How messages about bad input call a field; the contract's name when absent. */
  nameOf?: NameOf
}

/** An operation that the contract does not list: a raw path. */
export interface RawRequest extends PlainRequest {
  service: 'bss' | 'osm' | 'iam'
  effect: 'read' | 'write'
  /** What its answer proves, where the contract knows the path after all. */
  success?: Success
}

const brief = new AsyncLocalStorage<true>()

export class Api {
  readonly #options: ApiOptions
  readonly #clock: Clock
  readonly #retry: RetryPolicy
  readonly #transport: Transport
  readonly #throttles = new Map<string, Throttle>()
  #session: Promise<Session> | undefined
  #customerKeys: CustomerKeys | undefined
  readonly #caller = new Caller()
  #isClosed = false
  #skew = 0
  /** What was odd in answers, each told once. */
  readonly #oddities = new Set<string>()
  /** What was to stand beside an answer and cannot be read: it is asked for no more. */
  readonly #missing = new Set<string>()

  /** The session is asked for when the first request is made, so that a command that sends nothing needs none. */
  constructor(
    readonly connect: () => Promise<Session>,
    options: ApiOptions = {},
  ) {
    this.#options = options
    this.#clock = options.clock ?? systemClock
    this.#retry = {...defaultRetry, ...options.retry}
    this.#transport = options.transport ?? new Transport()
  }

  get session(): Promise<Session> {
    this.#session ??= this.connect()
    return this.#session
  }

  /** Calls an operation and returns its data. Throws a {@link Failure}. */
  async call<Id extends OperationId>(id: Id, input: Input<Id>, options: CallOptions = {}): Promise<Output<Id>> {
    const {data} = await this.prepare(id, input, options, 'data')
    return decodeAnswer(id, data, (place, promised) => {
      const oddity = `${id}: ${place} is not ${promised}, as it should be, and is left out`
      if (!this.#oddities.has(oddity)) this.#options.hooks?.warn?.(oddity)
      this.#oddities.add(oddity)
    }) as Output<Id>
  }

  /**
   * Like {@link call}, but gives the answer's bytes as they came, unread: for those who transcode large pages
   * themselves.
   */
  async bytes<Id extends OperationId>(id: Id, input: Input<Id>, options: CallOptions = {}): Promise<Buffer> {
    return (await this.prepare(id, input, options, 'bytes')).response.body
  }

  private async prepare<Id extends OperationId>(
    id: Id,
    input: Input<Id>,
    options: CallOptions,
    wanted: Wanted,
  ): Promise<Answer> {
    const operation = operationTable().operations[id]!
    const session = await this.session
    if (!operation.sites.includes(session.site)) {
      throw usage(
        `${operation.summary.toLowerCase()}: only on the ${sitesInWords(operation.sites)}; profile ${session.profile} is on the ${siteNames[session.site]} site`,
      )
    }
    if (operation.identity === 'customer' && !options.as) {
      throw usage(`${operation.summary.toLowerCase()}: can only be done as a customer`, 'Name one with --customer')
    }
    const fields = {...(input as object)} as Record<string, unknown>
    if (operation.params['X-Language'] && session.language) fields['X-Language'] ??= languageOf(id, session.language)
    // Times in answers are UTC, whatever the time zone of the account.
    if (operation.params['X-Time-Zone']) fields['X-Time-Zone'] ??= 'GMT+0'
    if (operation.params.domain_id === 'path') fields.domain_id ??= options.as ?? (await this.account())
    checkInput(id, fields, session.site, this.#options.nameOf)
    const before = options.before ?? (isFirstPage(operation, fields) ? 0 : undefined)
    return this.send(id, operation, buildRequest(operation, fields), {...options, before}, wanted)
  }

  /** Account id of the partner: the profile's, else the one that the platform says. Throws a {@link Failure}. */
  async account(): Promise<string> {
    const session = await this.session
    return session.domainId ?? accountOfKeys(session, () => this.call('KeystoneListAuthDomains', {}))
  }

  /** Sends a request that the contract may not know, with the same care. */
  raw(request: RawRequest, options: CallOptions = {}): Promise<Answer> {
    return this.send(`${request.method} ${request.path}`, request, request, options, 'anything')
  }

  /** Walks a paged list, one page at a time. */
  async *pages<Id extends OperationId>(
    id: Id,
    input: ListInput<Id>,
    {limit = Number.POSITIVE_INFINITY, pageSize, changed, ...options}: ListOptions = {},
  ): AsyncGenerator<Page<Item<Id>, Output<Id>>> {
    const {paging} = operationTable().operations[id]!
    if (!paging) throw new Error(`${id} is not paged`)
    const pages = walkPages<Item<Id>, Output<Id>>(paging, {
      name: id,
      limit,
      pageSize,
      ask: async (place, before) =>
        (await this.call(id, {...(input as object), ...place} as Input<Id>, {...options, before})) as never,
      warn: message => {
        changed?.(message)
        this.#options.hooks?.warn?.(message)
      },
    })
    for await (const page of pages) {
      this.#options.hooks?.listed?.(id, page.rows)
      yield page
    }
  }

  /** A paged list as rows. */
  list<Id extends OperationId>(id: Id, input: ListInput<Id>, options: ListOptions = {}): Listing<Item<Id>> {
    const api = this
    return new Listing<Item<Id>>(async function* (listing) {
      const limit = options.limit ?? Number.POSITIVE_INFINITY
      let given = 0
      for await (const page of api.pages(id, input, options)) {
        listing.total = page.total
        given += page.rows.length
        listing.cut = given >= limit && (page.total === undefined || page.total > given)
        yield* page.rows
      }
    })
  }

  /**
   * What stands beside the main answer of a command. When it cannot be read, that is said once, and undefined stands in
   * its place: the main answer counts. `what` is a plural: `the budgets`.
   */
  async aside<T>(what: string, read: () => Promise<T>): Promise<T | undefined> {
    if (this.#missing.has(what)) return undefined
    try {
      return await this.briefly(read)
    } catch (error) {
      if (!concernsOnePart(error)) throw error
      if (!this.#missing.has(what)) this.#options.hooks?.warn?.(`${what} cannot be read: ${error.message}`)
      this.#missing.add(what)
      return undefined
    }
  }

  /** Reads for which somebody waits: an answer that is not what was promised is not asked for again and again. */
  briefly<T>(read: () => Promise<T>): Promise<T> {
    return brief.run(true, read)
  }

  /** What was asked for ahead and is not needed any more is not tried again. */
  close(): void {
    this.#isClosed = true
    this.#transport.close()
  }

  private send(
    name: string,
    operation: Pick<Operation, 'service' | 'effect' | 'success'>,
    request: PlainRequest,
    options: CallOptions,
    wanted: Wanted,
  ): Promise<Answer> {
    const send = () => this.sendOwn(name, operation, request, options, wanted)
    return options.as ? send() : this.#caller.ask(send)
  }

  private async sendOwn(
    name: string,
    operation: Pick<Operation, 'service' | 'effect' | 'success'>,
    request: PlainRequest,
    options: CallOptions,
    wanted: Wanted,
  ): Promise<Answer> {
    const session = await this.session
    const endpoint = session.endpoints[operation.service]
    const url = urlOf(endpoint, request)
    const expected = {wanted, success: operation.success}
    if (operation.effect === 'read') return this.attempts(name, request, url, options, expected)
    if (this.#options.dryRun) {
      const body = request.body.length > 0 ? request.body.toString('utf8') : undefined
      throw new DryRun(name, {method: request.method, url: url.href, headers: request.headers, body})
    }
    const {hooks} = this.#options
    const record = {
      id: randomUUID(),
      operation: name,
      profile: session.profile,
      endpoint: url.origin,
      customer: options.as,
      targets: targetsOf(request),
    }
    await hooks?.beforeWrite?.(record)
    let answer: Answer
    try {
      answer = await this.attempts(name, request, url, options, expected, record)
    } catch (error) {
      const {outcome, status, code, requestId} = error as Failure
      const refusals: unknown[] = ['refused', 'denied', 'not-found']
      const end = outcome === 'unknown' ? 'unknown' : refusals.includes(outcome) ? 'refused' : 'failed'
      await this.noteEnd(record, {outcome: end, status, code, requestId})
      throw error
    }
    const {response} = answer
    await this.noteEnd(record, {outcome: 'done', status: response.status, requestId: requestIdOf(response)})
    return answer
  }

  /** What happened has happened: that it cannot be noted must not hide it. */
  private async noteEnd(record: WriteRecord, end: WriteEnd): Promise<void> {
    const {hooks} = this.#options
    try {
      await hooks?.afterWrite?.(record, end)
    } catch (error) {
      hooks?.warn?.(`${record.operation} is ${end.outcome}, but that could not be noted: ${(error as Error).message}`)
    }
  }

  private async attempts(
    name: string,
    request: PlainRequest,
    url: URL,
    options: CallOptions,
    {wanted, success}: {wanted: Wanted; success: Success | undefined},
    /** Of a write. */
    record?: WriteRecord,
  ): Promise<Answer> {
    const isWrite = record !== undefined
    const signal = options.signal ?? this.#options.signal
    const deadline = ticksOf(this.#clock) + this.#retry.totalTime
    let repaired = false
    for (let attempt = 1; ; attempt++) {
      const throttle = this.throttleOf(await this.session, name)
      const place = await throttle.take(signal)
      const started = ticksOf(this.#clock)
      const entry: TraceEntry = {
        operation: name,
        method: request.method,
        url: url.href,
        attempt,
        milliseconds: 0,
        throttled: place.waited,
      }
      let failure: Failure
      let asked: number | undefined
      try {
        const headers = await this.authenticate(request, url, options.as)
        const signed = this.#clock.now()
        if (record) this.#options.hooks?.sendsWrite?.(record, options.check)
        const response = await this.#transport.send({
          method: request.method,
          url,
          headers,
          body: request.body,
          fresh: isWrite,
          ...(isWrite ? {ending: signal} : {signal}),
          allocate: options.allocate,
          leaves: place.leaves,
        })
        entry.status = response.status
        entry.requestId = requestIdOf(response)
        const judged = judge(name, isWrite, response, options.check, wanted, success, options.before)
        if (isThrottle(judged)) throttle.slow(started)
        else throttle.grow()
        if (!(judged instanceof Failure)) {
          this.trace(entry, started, options)
          return judged
        }
        failure = judged
        asked = retryAfter(response.headers['retry-after'], this.#clock.now())
        if (response.status === 401) {
          const mended = !repaired && (await this.repair(response, (signed + this.#clock.now()) / 2, options))
          repaired = true
          if (!mended && !options.as && isUnknownCaller(failure)) this.#caller.wrong = failure
          // A refused write is not sent again by itself: what was wrong is said, and the next one is right.
          if (mended && !isWrite) {
            this.trace(entry, started, options)
            continue
          }
        }
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error
        entry.error = error.message
        failure = noAnswer(name, url, error, isWrite, options.check)
      }
      const wait = delayBefore(attempt, this.#retry, asked, (this.#options.random ?? Math.random)())
      const isBroken = failure instanceof BrokenAnswer
      const most = Math.min(
        isBroken && brief.getStore() ? BRIEF_ATTEMPTS : Number.POSITIVE_INFINITY,
        this.#retry.attempts,
      )
      const may = failure.outcome === 'unavailable' || isBroken
      const again = may && !this.#isClosed && attempt < most && ticksOf(this.#clock) + wait <= deadline
      if (again) entry.retryIn = wait
      this.trace(entry, started, options)
      if (!again) throw asked === undefined || attempt >= this.#retry.attempts ? failure : tooLong(failure, asked)
      if (record) this.#options.hooks?.restsWrite?.(record)
      await this.#clock.sleep(wait, signal)
    }
  }

  private trace(entry: TraceEntry, started: number, options: CallOptions): void {
    entry.milliseconds = ticksOf(this.#clock) - started
    options.trace?.(entry)
    this.#options.hooks?.trace?.(entry)
  }

  /**
   * Mends what a refused request can be mended by: a wrong clock, or a customer key that is no longer good. `now` is
   * this machine's time in the middle of the exchange.
   */
  private async repair(response: WireResponse, now: number, options: CallOptions): Promise<boolean> {
    // An answer out of a cache has the time of its first life.
    const server = response.headers.age === undefined ? Date.parse(String(response.headers.date ?? '')) : Number.NaN
    const skew = server - now
    if (Math.abs(skew - this.#skew) > 60_000) {
      this.#skew = skew
      const minutes = Math.round(Math.abs(skew) / 60_000)
      this.#options.hooks?.warn?.(`this machine's clock is ${minutes} min ${skew > 0 ? 'slow' : 'fast'}; set it right`)
      return true
    }
    if (!options.as || !this.#customerKeys) return false
    await this.#customerKeys.drop(options.as)
    return true
  }

  private throttleOf(session: Session, name: string): Throttle {
    let throttle = this.#throttles.get(name)
    if (!throttle) {
      const own = session.requestsPerSecond
      const {start, most} = own
        ? {start: own, most: own}
        : rateOf(lookUp(operationTable().operations, name), session.site)
      throttle = new Throttle(start, this.#clock, {most, share: SHARE})
      this.#throttles.set(name, throttle)
    }
    return throttle
  }

  private async authenticate(request: PlainRequest, url: URL, as: string | undefined): Promise<Record<string, string>> {
    const session = await this.session
    const credentials: Credentials = as ? await (await this.customerKeys()).of(as) : await session.credentials()
    const headers = {...request.headers}
    const domain = as ?? session.domainId
    if (domain) headers['x-domain-id'] = domain
    if (credentials.kind === 'token') headers['x-auth-token'] = credentials.token
    else if (credentials.securityToken) headers['x-security-token'] = credentials.securityToken
    refuseOddHeaders(credentials.kind === 'key' ? {...headers, authorization: credentials.accessKeyId} : headers)
    if (credentials.kind === 'token') return headers
    const time = new Date(this.#clock.now() + this.#skew)
    const signable = {
      method: request.method,
      host: url.host,
      path: url.pathname,
      query: request.query,
      headers,
      body: request.body,
    }
    return {...headers, ...sign(signable, credentials, time)}
  }

  private async customerKeys(): Promise<CustomerKeys> {
    this.#customerKeys ??= new CustomerKeys(
      await this.session,
      body => this.call('CreateTemporaryAccessKey', body as Input<'CreateTemporaryAccessKey'>),
      this.#clock.now,
    )
    return this.#customerKeys
  }
}
