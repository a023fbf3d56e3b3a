// The sandbox: an emulator of the partner platform on this machine. Start here.
//
//   const sandbox = await startSandbox({scenario: 'small'})
//   sandbox.info.endpoints.bss        // http://127.0.0.1:PORT, the same paths as the real hosts
//   await sandbox.close()
//
// What is where: server.ts the wire; sandbox.ts the way of a request; auth/ who calls; router.ts, schema.ts and
// validate.ts the contract; topics/ what the operations do; world/ and bills/ what there is before anybody changed it
// (calculated, never stored); store.ts what was changed; clock.ts the time; admin.ts the sandbox's own API below
// /sandbox.
// It shares the contract and the decimals with the rest of the program, and nothing else.
import type {Site} from '../api/contract/contract.js'
import {packageVersion} from '../package.js'
import {PartnerApi} from './partner-api.js'
import {formatTime} from './state/calendar.js'
import {HttpServer} from './wire/server.js'
import {type Scenario, scenarios} from './world/model.js'

export type {Scenario, Site}

export interface SandboxOptions {
  /** 0 takes a free port. */
  port?: number
  host?: string
  site?: Site
  scenario?: Scenario
  seed?: number
  /** Folder for the state; without one it is kept in memory. Several processes may use one folder at once. */
  data?: string
  /** ISO time at which the sandbox's clock starts; without one it shows the real time. */
  clock?: string
  /** Lets fields through that the contract does not know. */
  loose?: boolean
  /** HTTPS with a self-signed certificate for loopback names; its PEM text is in the info. */
  tls?: boolean
  /** Keeps the documented rate limits: ten requests a second for most operations. */
  realistic?: boolean
  /** How many times sooner what happens by itself comes: associations, reviews, support engineers. */
  pace?: number
  /** For tests: an answer that does not agree with the contract is an internal error, and is told here. */
  onInternalError?: (error: unknown) => void
  validateResponses?: boolean
}

/** What `partnerctl sandbox start -o json` prints when the sandbox is ready. */
export interface SandboxInfo {
  sandbox: true
  version: string
  pid: number
  endpoints: {bss: string; osm: string; iam: string; admin: string}
  partner: {
    domain_id: string
    account_name: string
    access_key_id: string
    secret_access_key: string
    password: string
    xaccount_type: string
  }
  scenario: Scenario
  seed: number
  site: Site
  clock: string
  /** With `tls`: the certificate that clients have to trust, PEM. */
  certificate?: string
}

export interface Sandbox {
  info: SandboxInfo
  close(): Promise<void>
}

/** Starts a sandbox and resolves when it answers. Throws a RangeError for options that make no sense. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const {port = 0, host = '127.0.0.1', site = 'intl', scenario = 'small', seed = 1, loose = false} = options
  if (!scenarios.includes(scenario)) throw new RangeError(`no such scenario: ${scenario}`)
  if (!['intl', 'eu', 'cn'].includes(site)) throw new RangeError(`no such site: ${site}`)
  if (!Number.isSafeInteger(seed)) throw new RangeError('the seed must be a whole number')
  const {data, clock, onInternalError, validateResponses = false, tls = false, realistic = false, pace} = options
  const certificate = tls ? await (await import('./wire/tls.js')).certificateFor(data) : undefined
  const sandbox = new PartnerApi({
    site,
    scenario,
    seed,
    loose,
    validateResponses,
    realistic,
    ...(pace === undefined ? {} : {pace}),
    ...(data === undefined ? {} : {data}),
    ...(clock === undefined ? {} : {clock}),
    ...(onInternalError ? {onInternalError} : {}),
  })
  const server = new HttpServer({host, port, ...(certificate ? {tls: certificate} : {})}, sandbox.respond)
  let origin: string
  try {
    origin = await server.listen()
  } catch (error) {
    sandbox.close()
    throw error
  }
  sandbox.origin = origin
  const partner = sandbox.world.partners[0]!
  const administrator = partner.operators[0]!
  return {
    info: {
      sandbox: true,
      version: packageVersion(),
      pid: process.pid,
      endpoints: {bss: origin, osm: origin, iam: origin, admin: `${origin}/sandbox`},
      partner: {
        domain_id: partner.id,
        account_name: partner.accountName,
        access_key_id: administrator.accessKey,
        secret_access_key: administrator.secretKey,
        password: administrator.password,
        xaccount_type: partner.xaccountType,
      },
      scenario,
      seed,
      site,
      clock: formatTime(sandbox.clock.now()),
      ...(certificate ? {certificate: certificate.cert} : {}),
    },
    async close() {
      await server.close()
      sandbox.close()
    },
  }
}
