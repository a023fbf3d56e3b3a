// Who is meant where no customer is typed: PARTNERCTL_CUSTOMER says it for a terminal, `partnerctl use` for a profile,
// for some hours and at a terminal only. Reads take it and say so; a write wants it typed, or seen in a question.
import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {isObject} from '../api/proof.js'
import {makePrivateFolder, writeFileAtomic} from '../files.js'
import {lookUp} from '../look-up.js'
import {dataFolder} from '../profiles/paths.js'
import {chooseProfile, readConfiguration} from '../profiles/profile.js'
import {accountOf} from './completion/cache.js'

/** How long `partnerctl use` holds: a working day. */
export const HOURS = 12

/** As a time is kept, which is compared as text. */
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

export interface UsedCustomer {
  /** As it is typed: an id, or the name that the environment says. */
  text: string
  /** For people. */
  name: string
  from: 'PARTNERCTL_CUSTOMER' | 'partnerctl use'
  /** Until when, UTC; the environment says no time. */
  until?: string
}

interface Kept {
  customer_id: string
  account_name: string
  /** UTC. */
  until: string
}

const path = () => join(dataFolder(), 'use.json')

function readKept(): Record<string, Kept> {
  if (!existsSync(path())) return {}
  try {
    const kept: unknown = JSON.parse(readFileSync(path(), 'utf8'))
    return Object.fromEntries(Object.entries(isObject(kept) ? kept : {}).filter(isKept))
  } catch {
    // Nothing is in use then; the next `use` writes it anew.
    return {}
  }
}

function isKept(entry: [string, unknown]): entry is [string, Kept] {
  if (!isObject(entry[1])) return false
  const {customer_id, account_name, until} = entry[1]
  return [customer_id, account_name, until].every(one => typeof one === 'string') && TIME.test(String(until))
}

/**
 * Whether somebody sits here and sees whose data is shown. What runs by itself is not about the customer that a person
 * happens to use.
 */
export const isAttended = (streams: {isTTY?: boolean}[] = [process.stdin, process.stdout, process.stderr]): boolean =>
  streams.some(({isTTY}) => isTTY === true)

/** The customer of this terminal, or of the profile; undefined where none is in use. */
export function usedCustomer(profile: string | undefined, now = new Date()): UsedCustomer | undefined {
  const text = process.env.PARTNERCTL_CUSTOMER
  if (text) return {text, name: text, from: 'PARTNERCTL_CUSTOMER'}
  if (!isAttended() || !existsSync(path())) return undefined
  const kept = lookUp(readKept(), accountOf(chooseProfile(readConfiguration(), profile)))
  if (!kept?.customer_id || !(kept.until > now.toISOString())) return undefined
  return {text: kept.customer_id, name: kept.account_name, from: 'partnerctl use', until: kept.until}
}

/** Uses a customer from now on, or none. Returns until when, UTC. */
export function useCustomer(
  profile: string | undefined,
  customer: {customer_id: string; account_name: string} | undefined,
  now = new Date(),
): string {
  const account = accountOf(chooseProfile(readConfiguration(), profile))
  const until = new Date(now.getTime() + HOURS * 3_600_000).toISOString()
  const others = Object.entries(readKept()).filter(([key, kept]) => key !== account && kept.until > now.toISOString())
  const own: [string, Kept][] = customer
    ? [[account, {customer_id: customer.customer_id, account_name: customer.account_name, until}]]
    : []
  makePrivateFolder(dataFolder())
  writeFileAtomic(path(), `${JSON.stringify(Object.fromEntries([...others, ...own]))}\n`)
  return until
}
