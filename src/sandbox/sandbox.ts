// One sandbox: its world, its state, and the way of a request through it.
import {randomBytes} from 'node:crypto'
import type {ServerResponse} from 'node:http'
import type {Operation, Service, Site} from '../api/contract/contract.js'
import {AdminApi} from './admin.js'
import {ApiFault, headerSafe} from './api-fault.js'
import {Authenticator, notAuthenticated} from './auth/auth.js'
import {checkIdentity} from './auth/identity.js'
import {type Call, type Caller, type Handler, type OperationId, RawBody} from './call.js'
import {Clock} from './clock.js'
import {Customers} from './customers.js'
import {writeJson} from './json.js'
import {Router} from './router.js'
import type {WireReply, WireRequest} from './server.js'
import {readSettings} from './settings.js'
import {Store} from './store.js'
import type {Validation} from './validate.js'
import {makeWorld, type Scenario, type World} from './world/world.js'

export interface WorldOptions {
  site: Site
  scenario: Scenario
  seed: number
  data?: string
  clock?: string
  loose: boolean
  validateResponses: boolean
  onInternalError?: (error: unknown) => void
}

/** Operations that need no credentials: they are how one gets some. */
const open = new Set<string>(['KeystoneCreateToken'])

type BesideResponder = (request: WireRequest) => Promise<WireReply>
type Loader = (sandbox: SandboxWorld) => Promise<BesideResponder>

/** Paths that are no operation of the API, and what answers them; loaded when the first of them is asked for. */
const besideTheApi: {prefix: string; load: Loader}[] = [
  {prefix: '/sandbox/', load: async sandbox => request => sandbox.admin.respond(request)},
  {prefix: '/authui/', load: loginAndConsole},
  {prefix: '/console/', load: loginAndConsole},
]

async function loginAndConsole(sandbox: SandboxWorld): Promise<BesideResponder> {
  const {SamlPages} = await import('./saml/pages.js')
  return new SamlPages(sandbox).respond
}

export class SandboxWorld {
  readonly world: World
  readonly store: Store
  readonly clock: Clock
  readonly customers: Customers
  readonly auth: Authenticator
  readonly admin: AdminApi
  readonly #beside = new Map<Loader, Promise<BesideResponder>>()
  readonly #router: Router
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
    this.#router = new Router(site)
  }

  /** Answers a request. */
  respond = async (request: WireRequest, _response?: ServerResponse): Promise<WireReply> => {
    const requestId = randomBytes(16).toString('hex')
    const headers = {'x-request-id': requestId, 'x-sandbox': 'true', 'content-type': 'application/json;charset=UTF-8'}
    const beside = besideTheApi.find(({prefix}) => `${request.path}/`.startsWith(prefix))
    if (beside) {
      let responder = this.#beside.get(beside.load)
      if (!responder) {
        responder = beside.load(this)
        this.#beside.set(beside.load, responder)
      }
      return (await responder)(request)
    }
    const route = this.#router.find(request.method, request.path)
    if (!route) return faultReply(gatewayNotFound(), 'bss', requestId, headers)
    const {id, operation} = route
    try {
      const reply = await this.#run(id, operation, request, route.path, requestId)
      return {status: reply.status, headers: {...headers, ...reply.headers}, ...(reply.body ? {body: reply.body} : {})}
    } catch (error) {
      if (!(error instanceof ApiFault)) {
        this.options.onInternalError?.(error)
        throw error
      }
      const reply = faultReply(error, operation.service, requestId, headers)
      if (this.options.validateResponses) this.#checkResponse(id, operation, reply, true)
      return reply
    }
  }

  /** Forgets every change; the clock starts again where the start option put it. */
  reset(): void {
    this.store.clear()
    this.clock.restart(this.options.clock)
  }

  close(): void {
    this.store.close()
  }

  async #run(
    id: OperationId,
    operation: Operation,
    request: WireRequest,
    path: Record<string, string>,
    requestId: string,
  ): Promise<WireReply> {
    const now = this.clock.now()
    const caller = this.auth.caller(request, operation, now, [Date.now(), now])
    if (!caller && !open.has(id)) throw notAuthenticated()
    if (caller) checkIdentity(id, operation, caller)
    if (!this.#validation) {
      const {Validation} = await import('./validate.js')
      this.#validation = new Validation(this.options.site, this.options.loose)
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
    const headers: Record<string, string> = {}
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
      settings: readSettings(this.store),
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
    const reply = successReply(await successStatus(id, operation), output, headers)
    if (this.options.validateResponses) this.#checkResponse(id, operation, reply)
    return reply
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

  #checkResponse(id: OperationId, operation: Operation, reply: WireReply, refused = false): void {
    if (reply.headers['content-type']?.startsWith('application/json') === false) return
    const wrong = this.#validation?.response(id, operation, reply.status, reply.body, refused)
    if (wrong)
      throw new Error(
        `${id} answered ${reply.status} against the contract: ${wrong}\n${reply.body?.toString().slice(0, 2000)}`,
      )
  }
}

const statuses = new Map<string, number>()

/** The status of success, from the contract. */
async function successStatus(id: string, operation: Operation): Promise<number> {
  let status = statuses.get(id)
  if (status === undefined) {
    const {describe} = await import('./validate.js')
    status = Number(Object.keys(describe(id, operation).responses).find(s => s.startsWith('2')) ?? 200)
    statuses.set(id, status)
  }
  return status
}

function successReply(status: number, output: unknown, headers: Record<string, string>): WireReply {
  if (output instanceof RawBody)
    return {status, headers: {'content-type': output.contentType, ...headers}, body: output.bytes}
  if (status === 204 || output === undefined) return {status, headers}
  return {status, headers, body: Buffer.from(writeJson(output))}
}

const gatewayNotFound = () =>
  new ApiFault(404, 'APIGW.0101', 'The API does not exist or has not been published in the environment')

const titles: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  500: 'Internal Server Error',
  501: 'Not Implemented',
}

/** A refusal in the form of the service that was called. */
export function faultReply(
  fault: ApiFault,
  service: Service,
  requestId: string,
  headers: Record<string, string>,
): WireReply {
  const {status, code, message, extra} = fault
  const body = code.startsWith('APIG')
    ? {error_msg: message, error_code: code, request_id: requestId, ...extra}
    : service === 'iam' && /^\d+$/.test(code)
      ? {error: {code: status, message, title: titles[status] ?? 'Error'}}
      : {error_code: code, error_msg: message, ...extra}
  return {status, headers: {...headers, ...fault.headers}, body: Buffer.from(writeJson(body))}
}
