// What earlier runs have seen and completion may offer: names of customers and resellers by account, and the columns of
// commands. Nothing here is needed: what cannot be read or written is left out.
import {createHash} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {makePrivateFolder, writeFileAtomic} from '../../files.js'
import {lookUp} from '../../look-up.js'
import {cacheFolder, dataFolder} from '../../profiles/paths.js'
import {readConfiguration, SANDBOX} from '../../profiles/profile.js'

type NameKind = 'customer' | 'reseller'

/** The operations whose rows have names, and the field of the id. */
const nameSources: Record<string, {kind: NameKind; id: string}> = {
  ListSubCustomers: {kind: 'customer', id: 'customer_id'},
  ListIndirectPartners: {kind: 'reseller', id: 'indirect_partner_id'},
}

/** Names that are kept of a profile; the ones seen last stay. */
const MOST = 20_000

const folder = () => join(cacheFolder(), 'completion')

const digestOf = (facts: unknown[]) => createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16)

/**
 * Which account a profile is, as far as it can be told without asking anybody: another one as soon as its keys are
 * others.
 */
export function accountOf(profile: string): string {
  const {env} = process
  const {site, domain_id, access_key_id, credential_process, endpoints} =
    lookUp(readConfiguration().profiles, profile) ?? {}
  const account =
    profile === SANDBOX
      ? [
          dataFolder(),
          env.PARTNERCTL_SANDBOX_URL,
          env.PARTNERCTL_SANDBOX_SITE || 'intl',
          env.PARTNERCTL_SANDBOX_SCENARIO || 'small',
          env.PARTNERCTL_SANDBOX_SEED || '1',
        ]
      : [
          site,
          domain_id,
          access_key_id,
          credential_process,
          endpoints?.bss,
          env.PARTNERCTL_ACCESS_KEY_ID,
          env.PARTNERCTL_AUTH_TOKEN,
        ]
  return digestOf([profile, ...account])
}

/** Which world of a sandbox the names were seen in last: completion cannot ask. */
const worldFile = (account: string) => join(folder(), `world-${account}`)

/** The file of a profile's names. */
function namesFile(profile: string, kind: string): string {
  const account = accountOf(profile)
  const [world = ''] = readLines(worldFile(account))
  return join(folder(), `${kind}-${digestOf([account, world])}`)
}

/** Notes which world of a sandbox a profile is in: names that were seen in another one are offered no more. */
export function rememberWorld(profile: string, world: string | undefined): void {
  try {
    const path = worldFile(accountOf(profile))
    if (world === readLines(path)[0]) return
    makePrivateFolder(folder())
    writeFileAtomic(path, `${world ?? ''}\n`)
  } catch {
    // The next run tries again.
  }
}

const readLines = (path: string): string[] => {
  try {
    return readFileSync(path, 'utf8').split('\n').filter(Boolean)
  } catch {
    return []
  }
}

/** Names with their ids, as they were seen. */
export function knownNames(profile: string, kind: string): {name: string; id: string}[] {
  return readLines(namesFile(profile, kind)).map(line => {
    const [name, id] = line.split('\t')
    return {name: name!, id: id ?? ''}
  })
}

/** The names that a run comes across. */
export class SeenNames {
  readonly #seen = {customer: new Map<string, string>(), reseller: new Map<string, string>()}

  see(operation: string, rows: object[]): void {
    const source = lookUp(nameSources, operation)
    if (!source) return
    for (const row of rows as Record<string, string | undefined>[]) {
      const {account_name, [source.id]: id} = row
      if (account_name && id) this.#seen[source.kind].set(account_name, id)
    }
  }

  async keep({profile, world}: {profile: string; world?(): Promise<string | undefined>}): Promise<void> {
    const seen = Object.entries(this.#seen).filter(([, names]) => names.size > 0)
    if (seen.length > 0) rememberWorld(profile, await world?.())
    for (const [kind, names] of seen) rememberNames(profile, kind, names)
  }
}

/** Adds names to those of a profile. */
export function rememberNames(profile: string, kind: string, names: ReadonlyMap<string, string>): void {
  try {
    const path = namesFile(profile, kind)
    const before = readLines(path)
    // A name that a terminal would obey is none to offer.
    const fresh = [...names].filter(([name]) => !/\p{Cc}/u.test(name)).map(([name, id]) => `${name}\t${id}`)
    const known = new Set(before)
    if (fresh.every(line => known.has(line))) return
    const ids = new Set(names.values())
    const kept = before.filter(line => !ids.has(line.split('\t')[1] ?? ''))
    makePrivateFolder(folder())
    writeFileAtomic(path, `${[...kept, ...fresh].slice(-MOST).join('\n')}\n`)
  } catch {
    // The next run tries again.
  }
}

const columnsFile = () => join(folder(), 'columns')

/** Columns that a command has shown. */
export const knownColumns = (command: string): string[] =>
  readLines(columnsFile())
    .find(line => line.startsWith(`${command}\t`))
    ?.split('\t')
    .slice(1) ?? []

export function rememberColumns(command: string, columns: string[]): void {
  try {
    const line = [command, ...columns].join('\t')
    const before = readLines(columnsFile())
    if (before.includes(line)) return
    makePrivateFolder(folder())
    const others = before.filter(one => !one.startsWith(`${command}\t`))
    writeFileAtomic(columnsFile(), `${[...others, line].sort().join('\n')}\n`)
  } catch {
    // The next run tries again.
  }
}
