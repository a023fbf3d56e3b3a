// One sandbox: its world, its state, and the way of a request through it.

import {randomBytes} from 'node:crypto'
import type {ServerResponse} from 'node:http'
import type {Operation, Site} from '../api/contract/contract.js'
import {AdminApi} from './admin/admin.js'
import {Authenticator, notAuthenticated} from './auth/auth.js'
import type {Caller} from './auth/caller.js'
import {checkIdentity} from './auth/identity.js'
import type {Call, Handler, OperationId} from './call.js'
import {Customers} from './customers.js'
import type {Emulator} from './emulator.js'
import {type ActiveRule, delayOf, Faults} from './faults/faults.js'
import {insteadOfProcessing, shiftedOffset, shiftedTotal, spoil, strikesBefore} from './faults/wire-faults.js'
import {formatTime} from './state/calendar.js'
import {Clock} from './state/clock.js'
import {mix} from './state/random.js'
import {changeSettings, pacedSettings, readSettings} from './state/settings.js'
import {Store} from './state/store.js'
import {ApiFault, headerSafe} from './wire/api-fault.js'
import type {WireReply, WireRequest} from './wire/exchange.js'
import {Journal, type JournalEntry} from './wire/journal.js'
import {KeyLocks, RateLimits} from './wire/limits.js'
import {faultReply, gatewayNotFound, internalError, REASON, successReply} from './wire/replies.js'
import {type Route, Router} from './wire/router.js'
import type {Validation} from './wire/validate.js'
import type {Scenario, World} from './world/model.js'
import {makeWorld} from './world/world.js'

export interface WorldOptions {
  site: Site
  scenario: Scenario
  seed: number
  data?: string
  clock?: string
  loose: boolean
  validateResponses: boolean
  /** Starts with the documented rate limits on. */
  realistic: boolean
  /** How many times sooner what happens by itself comes. */
  pace?: number
  onInternalError?: (error: unknown) => void
}

/** Operations that need no credentials: they are how one gets some. */
const open = new Set<string>(['KeystoneCreateToken'])

type BesideResponder = (request: WireRequest) => Promise<WireReply>
type Loader = (sandbox: Emulator) => Promise<BesideResponder>

/** Paths that are no operation of the API, and what answers them; loaded when the first of them is asked for. */
const besideTheApi: {prefix: string; load: Loader}[] = [
  {prefix: '/authui/', load: loginAndConsole},
  {prefix: '/console/', load: loginAndConsole},
  {prefix: '/obs-', load: bucket},
]

async function loginAndConsole(sandbox: Emulator): Promise<BesideResponder> {
  const {SamlPages} = await import('./saml/pages.js')
  return new SamlPages(sandbox).respond
}

async function bucket(sandbox: Emulator): Promise<BesideResponder> {
  const {BucketService} = await import('./bucket/bucket.js')
  return new BucketService(sandbox).respond
}

export class PartnerApi implements Emulator {
  readonly world: World
  readonly store: Store
  readonly clock: Clock
  readonly customers: Customers
  readonly auth: Authenticator
  readonly admin: AdminApi
  readonly #beside = new Map<Loader, Promise<BesideResponder>>()
  readonly faults: Faults
  readonly journal = new Journal()
  readonly #limits: RateLimits
  readonly #locks = new KeyLocks()
  readonly #router: Router
  readonly #process16 = randomBytes(8).toString('hex')
  #requests = 0
  #closed = false
  #validation: Validation | undefined
  #handlers: Partial<Record<OperationId, Handler<OperationId>>> | undefined
  origin = ''

  constructor(readonly options: WorldOptions) {
    const {site, scenario, seed} = options
    this.world = makeWorld(site, scenario, seed)
    this.store = new Store(options.data, `${site}-${scenario}-${seed}`)
    this.clock = new Clock(this.store, options.clock)
    this.customers = new Customers(this.world, this.store, this.clock)
    this.auth = new Authenticator(this.world, this.customers)
    this.admin = new AdminApi(this)
    if (options.realistic) changeSettings(this.store, {rateLimit: 'realistic'})
    if (options.pace !== undefined) changeSettings(this.store, {pace: options.pace})
    this.faults = new Faults(this.store, this.world.hash)
    this.#limits = new RateLimits(site)
    this.#router = new Router(site)
  }

  /** Answers a request; undefined when a fault has answered, or has seen to it that there is no answer. */
  respond = async (request: WireRequest, response: ServerResponse): Promise<WireReply | undefined> => {
    if (`${request.path}/`.startsWith('/sandbox/')) return this.admin.respond(request)
    const begin = performance.now()
    const requestId = this.#nextRequestId()
    this.store.refresh()
    const entry = this.journal.open(request, requestId, formatTime(this.clock.now()))
    const exchange: Exchange = {request, response, requestId, entry}
    const beside = besideTheApi.find(({prefix}) => `${request.path}/`.startsWith(prefix))
    const send = beside ? await this.#page(beside.load, request) : await this.#answer(exchange)
    this.journal.close(entry, exchange.reply ?? send, performance.now() - begin)
    return send
  }

  /** 32 hexadecimal digits: half of them tell this process from others, the rest counts. */
  #nextRequestId(): string {
    this.#requests++
    return (
      this.#process16 + mix(this.#requests).toString(16).padStart(8, '0') + this.#requests.toString(16).padStart(8, '0')
    )
  }

  async #page(load: Loader, request: WireRequest): Promise<WireReply> {
    let responder = this.#beside.get(load)
    if (!responder) {
      responder = load(this)
      this.#beside.set(load, responder)
    }
    return (await responder)(request)
  }

  async #answer(exchange: Exchange): Promise<WireReply | undefined> {
    const {request, response, requestId, entry} = exchange
    const {clockSkew} = readSettings(this.store)
    const headers: Record<string, string> = {
      'x-request-id': requestId,
      'x-sandbox': 'true',
      'content-type': 'application/json;charset=UTF-8',
      ...(clockSkew ? {date: new Date(Date.now() + clockSkew * 1000).toUTCString()} : {}),
    }
    const route = this.#router.find(request.method, request.path)
    if (!route) return faultReply(gatewayNotFound(), 'bss', requestId, headers)
    entry.operation = route.id
    const who = this.#authenticate(route, request)
    if (!(who instanceof ApiFault) && who) {
      entry.tenant = who.domainId
      entry.identity = who.kind
    }
    const rule = this.faults.strike(route.id, entry.tenant)
    if (rule) {
      entry.fault = rule.id
      entry.effect = rule.effect
      await pause(delayOf(rule, this.world.hash))
      if (this.#closed) return undefined
      this.store.refresh()
      if (strikesBefore(rule)) return insteadOfProcessing(rule, {...headers, [REASON]: faultReason(rule)}, response)
      if (rule.effect === 'hang-before') return undefined
    }
    const reply = await this.#process(route, request, requestId, who, headers, rule)
    exchange.reply = rule ? shiftedTotal(rule, route.operation.paging?.total ?? null, reply) : reply
    return rule ? spoil(rule, exchange.reply, response) : reply
  }

  #authenticate({id, operation}: Route, request: WireRequest): Caller | ApiFault | undefined {
    const now = this.clock.now()
    const {clockSkew, rateLimit} = readSettings(this.store)
    const key = /Access=([^,\s]{1,64})/.exec(request.headers.authorization ?? '')?.[1]
    const locks = rateLimit !== 'none' && key !== undefined ? this.#locks : undefined
    try {
      const times = clockSkew ? [Date.now() + clockSkew * 1000] : [Date.now(), now]
      locks?.check(key!)
      const caller = this.auth.caller(request, operation, now, times)
      locks?.succeeded(key!)
      return caller || open.has(id) ? caller : notAuthenticated()
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error
      if (error.code === 'APIGW.0301' && !error.message.includes('locked')) locks?.failed(key!)
      return error
    }
  }

  /** Runs the operation; whatever it says, also no, comes back as an answer. */
  async #process(
    route: Route,
    request: WireRequest,
    requestId: string,
    who: Caller | ApiFault | undefined,
    headers: Record<string, string>,
    rule: ActiveRule | undefined,
  ): Promise<WireReply> {
    const {id, operation} = route
    let reply: WireReply
    let refused = false
    try {
      if (who instanceof ApiFault) throw who
      const done = await this.#run(route, request, requestId, who, rule)
      reply = {...done, headers: {...headers, ...done.headers}}
    } catch (error) {
      if (!(error instanceof ApiFault)) {
        if (!this.#closed) this.options.onInternalError?.(error)
        return faultReply(internalError(error), operation.service, requestId, headers)
      }
      refused = true
      reply = faultReply(error, operation.service, requestId, headers)
    }
    const wrong = this.options.validateResponses ? this.#wrongResponse(id, operation, reply, refused) : undefined
    if (wrong === undefined) return reply
    this.options.onInternalError?.(new Error(wrong))
    return faultReply(internalError(), operation.service, requestId, headers)
  }

  /** Forgets every change but saved snapshots; the clock starts again where the start option put it. */
  reset(): void {
    this.store.load([], {})
    this.journal.clear()
    this.clock.restart(this.options.clock)
  }

  close(): void {
    this.#closed = true
    this.store.close()
  }

  async #run(
    {id, operation, path}: Route,
    request: WireRequest,
    requestId: string,
    caller: Caller | undefined,
    rule: ActiveRule | undefined,
  ): Promise<WireReply> {
    const now = this.clock.now()
    const settings = pacedSettings(this.store)
    if (caller) checkIdentity(id, operation, caller)
    const {rateLimit} = settings
    if (rateLimit !== 'none') {
      const partner = caller?.kind === 'customer' ? caller.customer.partnerId : caller?.domainId
      this.#limits.take(request.socket.remoteAddress ?? '', id, partner, rateLimit)
    }
    if (!this.#validation) {
      const {Validation} = await import('./wire/validate.js')
      this.#validation = Validation.of(this.options.site, this.options.loose)
    }
    const valid = this.#validation.request(id, operation, {
      path,
      query: request.query,
      headers: request.headers,
      body: request.body,
    })
    this.#handlers ??= (await import('./topics/topics.js')).handlers as Partial<
      Record<OperationId, Handler<OperationId>>
    >
    const handler = this.#handlers[id]
    if (!handler) throw new ApiFault(501, 'SANDBOX.0501', `The sandbox does not implement ${id} yet.`)
    shiftPage(operation, valid.input, rule)
    const headers: Record<string, string> = {}
    if (valid.forms.length > 0) headers['x-sandbox-validation'] = headerSafe(valid.forms.join('; '))
    const call: Call = {
      operation: id,
      input: valid.input,
      // Open operations are the only ones without a caller; their handlers do not look at it.
      caller: caller as Caller,
      site: this.options.site,
      world: this.world,
      store: this.store,
      clock: this.clock,
      now,
      customers: this.customers,
      settings,
      language: valid.language,
      requestId,
      headers: request.headers,
      origin: this.origin,
      auth: this.auth,
      header: (name, value) => {
        headers[name.toLowerCase()] = headerSafe(value)
      },
    }
    const output = operation.effect === 'write' ? this.#write(() => handler(call as never)) : handler(call as never)
    return successReply(await successStatus(id, operation), output, headers)
  }

  /** Runs a write as one transaction; a refusal undoes it, unless it says that its changes stay. */
  #write<T>(work: () => T): T {
    const done = this.store.write((): {value: T} | {fault: ApiFault} => {
      try {
        return {value: work()}
      } catch (error) {
        if (error instanceof ApiFault && error.keepsChanges) return {fault: error}
        throw error
      }
    })
    if ('fault' in done) throw done.fault
    return done.value
  }

  #wrongResponse(id: OperationId, operation: Operation, reply: WireReply, refused: boolean): string | undefined {
    if (reply.headers['content-type']?.startsWith('application/json') === false) return undefined
    const wrong = this.#validation?.response(id, operation, reply.status, reply.body, refused)
    return (
      wrong && `${id} answered ${reply.status} against the contract: ${wrong}\n${reply.body?.toString().slice(0, 2000)}`
    )
  }
}

/** What belongs to one request on its way. */
interface Exchange {
  request: WireRequest
  response: ServerResponse
  requestId: string
  entry: JournalEntry
  /** What the operation answered, also when a fault kept it back. */
  reply?: WireReply
}

const faultReason = ({id, effect}: ActiveRule): string => `fault ${id}: ${effect}`

const pause = (ms: number): Promise<void> =>
  ms <= 0 ? Promise.resolve() : new Promise(resolve => setTimeout(resolve, ms).unref())

/** Moves the page that a fault about rows is read from. */
function shiftPage(operation: Operation, input: Record<string, unknown>, rule: ActiveRule | undefined): void {
  const name = operation.paging?.offset
  if (!rule || !name || operation.paging?.offsetUnit === 'page') return
  const offset = input[name]
  if (typeof offset === 'number') input[name] = shiftedOffset(rule, offset)
}

const statuses = new Map<string, number>()

/** The status of success, from the contract. */
async function successStatus(id: string, operation: Operation): Promise<number> {
  let status = statuses.get(id)
  if (status === undefined) {
    const {describe} = await import('./wire/validate.js')
    status = Number(Object.keys(describe(id, operation).responses).find(s => s.startsWith('2')) ?? 200)
    statuses.set(id, status)
  }
  return status
}
