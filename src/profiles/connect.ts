// From a profile to a session that the client can use.
import {join} from 'node:path'
import {isLoopback, safeOrigin} from '../address.js'
import {operationTable, type Service, type Site} from '../api/contract/contract.js'
import type {Network} from '../api/network.js'
import type {Credentials, Session} from '../api/session.js'
import {NoAnswer, Transport} from '../api/transport.js'
import {commandLine} from '../command-line.js'
import {Failure, usage} from '../failure.js'
import {makePrivateFolder} from '../files.js'
import {lookUp} from '../look-up.js'
import type {Profile} from './configuration.js'
import {numberIn, sites, unusedEndpoints, wordIn} from './environment.js'
import {cacheFolder, dataFolder} from './paths.js'
import {chooseProfile, readConfiguration, SANDBOX} from './profile.js'
import {findCredentials, secretSource} from './secrets.js'

/** A session, and what must be closed when the command ends. */
export interface Connection {
  session: Session
  /** Address of the sandbox's administration, where it is the sandbox. */
  admin?: string
  /** Which world of it that is, and where: in words. */
  world?: string
  /** What was said and does not count. */
  warning?: string
  close(): Promise<void>
}

/** How a command meets the sandbox: embedded in its own process, or running already, where a browser finds it too. */
export type SandboxPlace = 'embedded' | 'running' | 'running if there is one'

/** Opens the profile that the flag, the environment or the configuration names. */
export async function connect(
  flag: string | undefined,
  place: SandboxPlace = 'embedded',
  network?: Network,
  signal?: AbortSignal,
): Promise<Connection> {
  const configuration = readConfiguration()
  const name = chooseProfile(configuration, flag)
  if (name === SANDBOX) return connectSandbox(place, network)
  const profile = lookUp(configuration.profiles, name)!
  checkEndpoints(name, profile)
  let credentials: Promise<Credentials> | undefined
  const own = operationTable().endpoints[profile.site]
  const session: Session = {
    profile: name,
    site: profile.site,
    endpoints: Object.fromEntries(
      Object.entries(own).map(([service, url]) => [service, profile.endpoints?.[service as Service] ?? url]),
    ) as Session['endpoints'],
    domainId: profile.domain_id,
    xaccountType: profile.xaccount_type,
    language: profile.language ?? (profile.site === 'cn' ? 'zh_cn' : 'en_us'),
    requestsPerSecond: profile.requests_per_second,
    cacheFolder: join(cacheFolder(), 'keys'),
    keySource: {
      name: secretSource(profile) === 'credential_process' ? profile.credential_process : undefined,
      foreign: secretSource(profile) === 'environment',
    },
    credentials: () => {
      credentials ??= findCredentials(name, profile, signal)
      return credentials
    },
  }
  const {bss} = session.endpoints
  // A profile may lead to a sandbox, too.
  if (isLoopback(new URL(bss))) session.world = worldAt(`${bss}/sandbox`, network)
  const {bucket} = profile
  if (bucket) {
    session.bucket = async () => {
      const keys = await (bucket.profile ? keysOf(bucket.profile, signal) : session.credentials())
      if (keys.kind === 'key') return {...keys, name: bucket.name, endpoint: bucket.endpoint}
      throw new Failure('denied', `bucket ${bucket.name} wants an access key, not a token`)
    }
  }
  return {session, warning: unusedEndpoints(), close: async () => {}}
}

/** The keys of another profile. */
async function keysOf(name: string, signal?: AbortSignal): Promise<Credentials> {
  const profile = lookUp(readConfiguration().profiles, name)
  if (!profile)
    throw usage(`there is no profile "${name}", whose keys should open the bucket`, 'partnerctl profile list')
  return findCredentials(name, profile, signal)
}

/** The file may have been written by hand: keys go over https, or to this machine. */
function checkEndpoints(name: string, {endpoints = {}, bucket}: Profile): void {
  const flags = Object.entries(endpoints).map(([service, text]) => [service, text, `--endpoint-${service}`] as const)
  const all = [...flags, ...(bucket ? [['bucket', bucket.endpoint, '--bucket-endpoint'] as const] : [])]
  for (const [what, text, flag] of all) {
    if (!safeOrigin(text)) {
      throw usage(
        `profile ${name}: the endpoint ${what} "${text}" is not an https address`,
        commandLine`profile add ${name} ${what === 'bucket' ? ['--bucket', String(bucket?.name)] : []} ${flag} https://...`,
      )
    }
  }
}

/** Worlds of the sandbox. */
export const scenarios = ['empty', 'tiny', 'small', 'large', 'messy'] as const

/** Settings of the embedded sandbox, from the environment: scenario, seed, site and the clock it starts with. */
export function sandboxSettings() {
  const clock = process.env.PARTNERCTL_SANDBOX_CLOCK || undefined
  if (clock && Number.isNaN(Date.parse(clock)))
    throw usage(`PARTNERCTL_SANDBOX_CLOCK: "${clock}" is not a time`, 'Write it like 2026-10-20T04:00:00Z')
  const settings = {
    scenario: wordIn('PARTNERCTL_SANDBOX_SCENARIO', 'world of the sandbox', scenarios) ?? 'small',
    seed: numberIn('PARTNERCTL_SANDBOX_SEED', {least: 0}) ?? 1,
    site: wordIn('PARTNERCTL_SANDBOX_SITE', 'site', sites) ?? 'intl',
    clock,
  }
  const data = join(dataFolder(), 'sandbox')
  makePrivateFolder(data)
  return {...settings, data}
}

/** Where `sandbox start` listens, unless it was told otherwise. `PARTNERCTL_SANDBOX_URL` */
export function sandboxUrl(): string {
  const text = process.env.PARTNERCTL_SANDBOX_URL || 'http://127.0.0.1:8480'
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !isLoopback(url)) {
    throw usage(`PARTNERCTL_SANDBOX_URL: ${text} is not an address on this machine`, 'Write http://127.0.0.1:8480')
  }
  return url.origin
}

export interface SandboxWorld {
  site: Site
  scenario: string
  seed: number
}

/** What the program must know about a sandbox, wherever it runs. */
interface SandboxAccount extends SandboxWorld {
  endpoints: Session['endpoints'] & {admin: string}
  partner: {
    domain_id: string
    account_name: string
    xaccount_type: string
    access_key_id: string
    secret_access_key: string
  }
}

async function connectSandbox(place: SandboxPlace, network: Network | undefined): Promise<Connection> {
  const running =
    place === 'embedded' && !process.env.PARTNERCTL_SANDBOX_URL ? undefined : await findRunning(place, network)
  if (running) {
    const {admin, bss} = running.endpoints
    const world = worldInWords(running, `at ${bss}`)
    return {session: sandboxSession(running, network), admin, world, close: async () => {}}
  }
  // The program talks to its own emulator over HTTP, as to the real thing.
  const {startSandbox} = await import('../sandbox/index.js')
  const settings = sandboxSettings()
  const sandbox = await startSandbox(settings)
  const session = sandboxSession({...sandbox.info, site: settings.site}, network)
  const world = worldInWords(settings, `in ${settings.data}`)
  return {session, admin: sandbox.info.endpoints.admin, world, close: () => sandbox.close()}
}

/** A world of the sandbox as it is named to people: a running one by its address, another by the folder it lies in. */
export const worldInWords = ({site, scenario, seed}: SandboxWorld, place: string): string =>
  `the world ${site}, ${scenario}, seed ${seed}, ${place}`

function sandboxSession({site, endpoints, partner}: SandboxAccount, network: Network | undefined): Session {
  const keys = {accessKeyId: partner.access_key_id, secretAccessKey: partner.secret_access_key}
  return {
    profile: SANDBOX,
    site,
    endpoints,
    world: worldAt(endpoints.admin, network),
    domainId: partner.domain_id,
    xaccountType: partner.xaccount_type,
    language: site === 'cn' ? 'zh_cn' : 'en_us',
    // Nobody shares this server: it need not be spared.
    requestsPerSecond: Number.POSITIVE_INFINITY,
    credentials: async () => ({kind: 'key', ...keys}),
    bucket: async () => ({...keys, name: `obs-${partner.account_name}`, endpoint: endpoints.bss}),
  }
}

/** Asks a sandbox which world it is, once; undefined where none answers. */
function worldAt(admin: string, network: Network | undefined): () => Promise<string | undefined> {
  let world: Promise<string | undefined> | undefined
  const ask = async () => {
    const transport = new Transport(network)
    try {
      return ((await getJson(transport, `${admin}/health`)) as {world?: string}).world
    } catch {
      return undefined
    } finally {
      transport.close()
    }
  }
  return () => {
    world ??= ask()
    return world
  }
}

async function getJson(transport: Transport, address: string): Promise<unknown> {
  const answer = await transport.send({method: 'GET', url: new URL(address), headers: {}, body: Buffer.alloc(0)})
  return JSON.parse(answer.body.toString('utf8'))
}

/** The sandbox that another process serves. Throws when there is none and it must be one. */
async function findRunning(place: SandboxPlace, network: Network | undefined): Promise<SandboxAccount | undefined> {
  const origin = sandboxUrl()
  const transport = new Transport(network)
  const ask = (path: string) => getJson(transport, `${origin}/sandbox/${path}`)
  try {
    const {site, scenario, seed} = (await ask('health')) as SandboxWorld
    const {partners} = (await ask('accounts')) as {
      partners: {domain_id: string; account_name: string; xaccount_type: string; users: SandboxAccount['partner'][]}[]
    }
    const [{users, ...partner}] = partners as [(typeof partners)[number]]
    return {
      ...{site, scenario, seed},
      endpoints: {bss: origin, osm: origin, iam: origin, admin: `${origin}/sandbox`},
      partner: {...users[0]!, ...partner},
    }
  } catch (cause) {
    if (place === 'running if there is one' && !process.env.PARTNERCTL_SANDBOX_URL) return undefined
    const why = cause instanceof NoAnswer ? `: ${cause.message}` : ''
    throw new Failure('unavailable', `no sandbox answers at ${origin}${why}`, {
      next: ['partnerctl sandbox start', 'PARTNERCTL_SANDBOX_URL says where it listens, if elsewhere'],
      cause,
    })
  } finally {
    transport.close()
  }
}
