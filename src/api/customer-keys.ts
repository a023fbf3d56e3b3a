// Acting as a customer: short-lived keys taken through the agency that the customer's association with the partner
// creates.
import {createHash} from 'node:crypto'
import {rmSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {commandLine} from '../command-line.js'
import {Failure} from '../failure.js'
import {makePrivateFolder, readPrivateFile, writeFileAtomic} from '../files.js'
import type {Credentials, Session} from './session.js'
import type {Output} from './types.js'

type Key = Credentials & {kind: 'key'}
type AgencyAnswer = Output<'CreateTemporaryAccessKey'>

/** How long before its end a key is replaced, milliseconds. */
const MARGIN = 5 * 60_000
/** Lifetime asked for, seconds; the API allows 900 to 86400. */
const LIFETIME = 3600

/**
 * Gives and caches the keys of customers. Cached per endpoint, world, partner key, agency and customer, in memory and
 * in files that only the owner may read, so that the next invocation need not ask again.
 */
export class CustomerKeys {
  readonly #keys = new Map<string, Promise<Key>>()

  constructor(
    readonly session: Session,
    /** Sends `CreateTemporaryAccessKey` with the partner's identity. */
    readonly request: (body: object) => Promise<AgencyAnswer>,
    readonly now: () => number = Date.now,
  ) {}

  async of(customerId: string): Promise<Key> {
    const known = this.#keys.get(customerId)
    if (known) {
      const key = await known
      if (key.expiresAt! - MARGIN > this.now()) return key
    }
    const promise = this.#obtain(customerId)
    this.#keys.set(customerId, promise)
    promise.catch(() => this.#keys.delete(customerId))
    return promise
  }

  /** Forgets a key that the API did not accept, so that the next request takes a new one. */
  async drop(customerId: string): Promise<void> {
    this.#keys.delete(customerId)
    const path = await this.#cachePath(customerId)
    if (path) rmSync(path, {force: true})
  }

  async #obtain(customerId: string): Promise<Key> {
    const path = await this.#cachePath(customerId)
    const cached = path && readCached(path)
    if (cached && cached.expiresAt! - MARGIN > this.now()) return cached
    if (!this.session.xaccountType) {
      throw new Failure(
        'usage',
        `profile ${this.session.profile} has no xaccountType, so it cannot act as a customer`,
        {
          next: [commandLine`profile add ${this.session.profile} --platform ...`],
        },
      )
    }
    const answer = await this.request({
      auth: {
        identity: {
          methods: ['assume_role'],
          assume_role: {agency_name: this.session.xaccountType, domain_id: customerId, duration_seconds: LIFETIME},
        },
      },
    })
    const key = this.#keyIn(answer)
    if (path) keep(path, key)
    return key
  }

  /** The key of an answer. Throws where it has none that can be sent. */
  #keyIn({credential: {access, secret, securitytoken, expires_at} = {}}: AgencyAnswer): Key {
    for (const [name, value] of Object.entries({access, secret, securitytoken})) {
      if (value !== undefined && /^[\x21-\x7e]+$/.test(value)) continue
      throw new Failure('failed', `CreateTemporaryAccessKey: the answer has no ${name} that can be used`, {
        next: ['Nothing was sent as the customer. Run the command again, and report it if it stays so'],
      })
    }
    const expiresAt = Date.parse(expires_at ?? '')
    return {
      kind: 'key',
      accessKeyId: access!,
      secretAccessKey: secret!,
      securityToken: securitytoken!,
      // As long as was asked for, where it does not say.
      expiresAt: Number.isNaN(expiresAt) ? this.now() + LIFETIME * 1000 : expiresAt,
    }
  }

  async #cachePath(customerId: string): Promise<string | undefined> {
    if (!this.session.cacheFolder) return undefined
    const own = await this.session.credentials()
    const who = own.kind === 'key' ? own.accessKeyId : own.token
    const {endpoints, world, xaccountType} = this.session
    const parts = [endpoints.iam, (await world?.()) ?? '', who, xaccountType ?? '', customerId]
    return join(this.session.cacheFolder, `${createHash('sha256').update(parts.join('\0')).digest('hex')}.json`)
  }
}

/** A key that cannot be kept is taken anew the next time: no reason not to work. */
function keep(path: string, key: Key): void {
  try {
    makePrivateFolder(dirname(path))
    writeFileAtomic(path, JSON.stringify(key))
  } catch {
    // A full disk, a folder that cannot be written.
  }
}

function readCached(path: string): Key | undefined {
  try {
    const text = readPrivateFile(path)
    return text ? (JSON.parse(text) as Key) : undefined
  } catch {
    // A damaged cache entry is replaced by a new one.
    return undefined
  }
}
