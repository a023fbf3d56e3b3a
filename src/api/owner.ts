// Whose something is that was learned from a platform or done there: what is kept on disk says it, and is read for
// nobody else.
import {createHash} from 'node:crypto'
import {existsSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {concernsOnePart, isUnknownCaller} from '../failure.js'
import {accountOfKeys} from './caller.js'
import type {Api} from './client.js'

export interface Owner {
  /**
   * Origins of the API, or the world of a sandbox: its address says nothing, and after a reset it is another platform.
   */
  platform: string
  /** Account id of the partner, where it is known. */
  account?: string
  /** Digest of the access key, or of what gives the keys. */
  key?: string
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** Whose the work of a client is. Throws a Failure where there are no credentials, or wrong ones. */
export async function ownerOf(api: Api): Promise<Owner> {
  const {endpoints, domainId, keySource, world, credentials} = await api.session
  const here = await world?.()
  const keys = await credentials?.()
  const secret = keySource?.name ?? (keys?.kind === 'key' ? keys.accessKeyId : keys?.token)
  return {
    platform: here ? `sandbox ${here}` : [...new Set([endpoints?.bss, endpoints?.osm].filter(Boolean))].join(' '),
    // Keys from elsewhere may be another account's than the one that the profile names.
    account: keys && (keySource?.foreign || !domainId) ? await accountOf(api) : domainId,
    key: secret && digest(secret),
  }
}

/** The account that the keys belong to; undefined where the API does not tell. */
async function accountOf(api: Api): Promise<string | undefined> {
  try {
    return await accountOfKeys(await api.session, () => api.call('KeystoneListAuthDomains', {}))
  } catch (error) {
    if (!concernsOnePart(error) || isUnknownCaller(error)) throw error
    return undefined
  }
}

/**
 * Whether two owners are one. A key belongs to one account for ever; without a common key the account ids tell; where
 * one of them is not known, nothing does (`unclear`).
 */
export function compareOwners(a: Owner | undefined, b: Owner): 'same' | 'other' | 'unclear' {
  if (!a) return 'unclear'
  if (a.platform !== b.platform) return 'other'
  if (a.key && a.key === b.key) return 'same'
  if (a.account && b.account) return a.account === b.account ? 'same' : 'other'
  return a.key === b.key ? 'same' : 'unclear'
}

/** A file that says whose it is. */
export interface Owned<T> {
  path: string
  /** Absent where there is none yet. */
  content?: T
}

/**
 * The owner's file among those of one subject, which lie side by side and say in themselves whose they are: the name
 * cannot, for an account id may be learned and a key be replaced while the file lives. The first one is called
 * `SUBJECT.EXTENSION`. Without one, where it will lie. `unclear` are those of which nobody can tell.
 */
export function findOwned<T extends {owner?: Owner}>(
  folder: string,
  [subject, extension]: [string, string],
  owner: Owner,
  read: (path: string) => T | undefined,
): {own: Owned<T>; unclear: Required<Owned<T>>[]} {
  const unclear: Required<Owned<T>>[] = []
  for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
    if (!name.startsWith(subject) || !name.endsWith(extension)) continue
    if (!/^(-[0-9a-f]{16})?$/.test(name.slice(subject.length, -extension.length))) continue
    const path = join(folder, name)
    const content = read(path)
    if (!content) continue
    const whose = compareOwners(content.owner, owner)
    if (whose === 'same') return {own: {path, content}, unclear: []}
    if (whose === 'unclear') unclear.push({path, content})
  }
  return {own: {path: freePath(folder, [subject, extension], owner)}, unclear}
}

/** Where the owner's file will lie that is begun anew. */
function freePath(folder: string, [subject, extension]: [string, string], owner: Owner): string {
  const first = join(folder, `${subject}${extension}`)
  const mark = digest(JSON.stringify([owner.platform, owner.account, owner.key]))
  return existsSync(first) ? join(folder, `${subject}-${mark}${extension}`) : first
}
