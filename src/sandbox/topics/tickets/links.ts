// Download addresses: whoever has one gets the file without credentials, for a while.
import {createHmac, timingSafeEqual} from 'node:crypto'
import type {Call} from '../../call.js'
import type {Emulator} from '../../emulator.js'
import {type FileContent, readFile} from './files.js'

/** How long an address is good; the real time is not documented. */
const VALID_MS = 10 * 60_000

interface Link {
  account: string
  /** The user of a partner. */
  user?: string
  file: string
  until: number
}

const mac = (hash: number, text: string): Buffer => createHmac('sha256', `ticket-link/${hash}`).update(text).digest()

/** The last part of an address for a file of the caller's account. */
export function sealLink(call: Call<unknown>, file: string): string {
  const {caller} = call
  const user = caller.kind === 'partner' ? {user: caller.user.id} : {}
  const link: Link = {account: caller.domainId, ...user, file, until: call.now + VALID_MS}
  const text = Buffer.from(JSON.stringify(link)).toString('base64url')
  return `${text}.${mac(call.world.hash, text).toString('base64url')}`
}

/** The file behind an address; undefined for one that was not made here, is too old, or whose file is gone. */
export function fileBehind(sandbox: Emulator, address: string): FileContent | undefined {
  const [text = '', seal = ''] = address.split('.')
  const right = mac(sandbox.world.hash, text)
  const given = Buffer.from(seal, 'base64url')
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
  const link = JSON.parse(Buffer.from(text, 'base64url').toString()) as Link
  const now = sandbox.clock.now()
  if (link.until <= now) return undefined
  const partner = link.user === undefined ? {} : {partner: link.account, user: link.user}
  const caller = sandbox.auth.callerOf(
    {use: 't', domain: link.account, ...partner, issued: now, expires: link.until},
    now,
  )
  if (!caller) return undefined
  const {store, world, auth} = sandbox
  try {
    return readFile({caller, store, world, auth, now, site: world.site}, link.file)
  } catch {
    return undefined
  }
}
