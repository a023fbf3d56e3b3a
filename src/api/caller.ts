// Who the platform takes the keys for. Whose they are, where the profile does not say it: asked as the official SDKs
// ask, and kept for the next time. And that keys which it does not know are shown to it once.
import {createHash} from 'node:crypto'
import {dirname, join} from 'node:path'
import {commandLine} from '../command-line.js'
import {type Failure, usage} from '../failure.js'
import {makePrivateFolder, readPrivateFile, writeFileAtomic} from '../files.js'
import type {Session} from './session.js'
import type {Output} from './types.js'

/**
 * The account that the session's keys belong to. `ask` sends `KeystoneListAuthDomains`. Throws a Failure when it cannot
 * be asked, and a `usage` Failure when the answer does not name one.
 */
export async function accountOfKeys(
  session: Session,
  ask: () => Promise<Output<'KeystoneListAuthDomains'>>,
): Promise<string> {
  const path = await cachePath(session)
  const known = path && read(path)
  if (known) return known
  const {domains} = await ask()
  const id = domains?.length === 1 ? domains[0]!.id : undefined
  if (!id) {
    throw usage(
      `profile ${session.profile} has no account id, and the platform does not say whose the keys are`,
      commandLine`profile add ${session.profile} --domain-id ID    the id is in the console, under My Credentials`,
    )
  }
  if (path) keep(path, id)
  return id
}

/** Kept by key, platform and world: another key may be another account's. */
async function cachePath(session: Session): Promise<string | undefined> {
  if (!session.cacheFolder) return undefined
  const own = await session.credentials()
  const who = own.kind === 'key' ? own.accessKeyId : own.token
  const parts = ['account', session.endpoints.iam, (await session.world?.()) ?? '', who]
  return join(session.cacheFolder, `${createHash('sha256').update(parts.join('\0')).digest('hex')}.json`)
}

function read(path: string): string | undefined {
  try {
    const {domain_id} = JSON.parse(readPrivateFile(path) ?? '{}') as {domain_id?: unknown}
    return typeof domain_id === 'string' && domain_id ? domain_id : undefined
  } catch {
    // A damaged entry is replaced by a new one.
    return undefined
  }
}

/** What cannot be kept is asked for again the next time. */
function keep(path: string, domain_id: string): void {
  try {
    makePrivateFolder(dirname(path))
    writeFileAtomic(path, JSON.stringify({domain_id}))
  } catch {
    // A full disk, a folder that cannot be written.
  }
}

/** The keys of a run: shown to the platform once before many requests leave, and not again when it knows nobody. */
export class Caller {
  /** What the platform said when it did not know the keys; some wrong signatures more would lock them. */
  wrong?: Failure
  #isKnown = false
  #first: Promise<void> | undefined

  /** Sends something in the caller's name, the first time alone. Throws {@link wrong}, and what `send` throws. */
  async ask<T>(send: () => Promise<T>): Promise<T> {
    while (this.#first) await this.#first
    if (this.wrong) throw this.wrong
    if (this.#isKnown) return send()
    const first = send()
    this.#first = first.then(
      () => {},
      () => {},
    )
    try {
      return await first
    } finally {
      // Whatever else was answered, or kept from being answered, says nothing against the keys.
      this.#isKnown = this.wrong === undefined
      this.#first = undefined
    }
  }
}
