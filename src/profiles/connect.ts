// From a profile to a session that the client can use.
import {join} from 'node:path'
import {operationTable, type Service} from '../api/contract/contract.js'
import type {Credentials, Session} from '../api/session.js'
import {makePrivateFolder} from '../files.js'
import {cacheFolder, dataFolder} from './paths.js'
import {chooseProfile, readConfiguration, SANDBOX} from './profile.js'
import {findCredentials} from './secrets.js'

/** A session, and what must be closed when the command ends. */
export interface Connection {
  session: Session
  /** Address of the sandbox's administration, where it is the sandbox. */
  admin?: string
  close(): Promise<void>
}

/** Opens the profile that the flag, the environment or the configuration names. */
export async function connect(flag: string | undefined): Promise<Connection> {
  const configuration = readConfiguration()
  const name = chooseProfile(configuration, flag)
  if (name === SANDBOX) return connectSandbox()
  const profile = configuration.profiles[name]!
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
    credentials: () => {
      credentials ??= findCredentials(name, profile)
      return credentials
    },
  }
  return {session, close: async () => {}}
}

/** Settings of the embedded sandbox, from the environment: scenario, seed, site and the clock it starts with. */
export function sandboxSettings() {
  const {PARTNERCTL_SANDBOX_SCENARIO, PARTNERCTL_SANDBOX_SEED, PARTNERCTL_SANDBOX_SITE, PARTNERCTL_SANDBOX_CLOCK} =
    process.env
  const data = join(dataFolder(), 'sandbox')
  makePrivateFolder(data)
  return {
    scenario: (PARTNERCTL_SANDBOX_SCENARIO || 'small') as 'small',
    seed: Number(PARTNERCTL_SANDBOX_SEED || 1),
    site: (PARTNERCTL_SANDBOX_SITE || 'intl') as 'intl',
    clock: PARTNERCTL_SANDBOX_CLOCK || undefined,
    data,
  }
}

/** Starts the emulator inside this process. The program talks to it over HTTP, as to the real thing. */
async function connectSandbox(): Promise<Connection> {
  const {startSandbox} = await import('../sandbox/index.js')
  const settings = sandboxSettings()
  const sandbox = await startSandbox(settings)
  const {partner, endpoints} = sandbox.info
  const session: Session = {
    profile: SANDBOX,
    site: settings.site,
    endpoints,
    domainId: partner.domain_id,
    xaccountType: partner.xaccount_type,
    language: settings.site === ('cn' as string) ? 'zh_cn' : 'en_us',
    // Nobody shares this server: it need not be spared.
    requestsPerSecond: Number.POSITIVE_INFINITY,
    credentials: async () => ({
      kind: 'key',
      accessKeyId: partner.access_key_id,
      secretAccessKey: partner.secret_access_key,
    }),
  }
  return {session, admin: endpoints.admin, close: () => sandbox.close()}
}
