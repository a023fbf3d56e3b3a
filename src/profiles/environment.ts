// What the environment says about who calls, where it gives the keys: enough of it is a profile of its own, without a
// file.

import {safeOrigin} from '../address.js'
import type {Service, Site} from '../api/contract/contract.js'
import {LONGEST_TIMER} from '../api/throttle.js'
import {usage} from '../failure.js'
import type {Profile} from './configuration.js'

/** The profile that `PARTNERCTL_SITE` and keys in the environment make. */
export const ENVIRONMENT = 'environment'

const endpointNames: Record<Service, string> = {
  bss: 'PARTNERCTL_ENDPOINT_BSS',
  osm: 'PARTNERCTL_ENDPOINT_OSM',
  iam: 'PARTNERCTL_ENDPOINT_IAM',
}

/** Whether every profile is used with the keys of the environment. */
export const keysInEnvironment = () =>
  Boolean(process.env.PARTNERCTL_ACCESS_KEY_ID || process.env.PARTNERCTL_AUTH_TOKEN)

/**
 * The settings that go with the keys of the environment; none where it has no keys, for a stored secret never goes to
 * an address of the environment.
 */
export function environmentSettings(): Partial<Profile> {
  if (!keysInEnvironment()) return {}
  const {PARTNERCTL_DOMAIN_ID, PARTNERCTL_XACCOUNT_TYPE} = process.env
  const settings: Partial<Profile> = {}
  const site = wordIn('PARTNERCTL_SITE', 'site', sites)
  if (site) settings.site = site
  if (PARTNERCTL_DOMAIN_ID) settings.domain_id = PARTNERCTL_DOMAIN_ID
  if (PARTNERCTL_XACCOUNT_TYPE) settings.xaccount_type = PARTNERCTL_XACCOUNT_TYPE
  const endpoints = Object.entries(endpointNames).flatMap(([service, name]) => {
    const text = process.env[name]
    return text ? [[service, endpointOf(name, text)]] : []
  })
  if (endpoints.length > 0) settings.endpoints = Object.fromEntries(endpoints)
  return settings
}

/** A stored profile as it is used with the keys of the environment. */
export function withEnvironment(profile: Profile, settings: Partial<Profile>): Profile {
  const moved = settings.site !== undefined && settings.site !== profile.site
  // The addresses of another site are not this one's.
  const endpoints = {...(moved ? {} : profile.endpoints), ...settings.endpoints}
  return {...profile, ...settings, endpoints: Object.keys(endpoints).length > 0 ? endpoints : undefined}
}

/** What stands in the environment and does not count, because the keys are not its own; undefined when nothing does. */
export function unusedEndpoints(): string | undefined {
  if (keysInEnvironment()) return undefined
  const names = Object.values(endpointNames).filter(name => process.env[name])
  if (names.length === 0) return undefined
  return `${names.join(', ')} not used: a stored key never goes to an address of the environment`
}

/** What the environment lacks to be a profile, where it says a part of it. */
export function missingInEnvironment(): string | undefined {
  const hasKeys = keysInEnvironment()
  const {PARTNERCTL_SITE: site} = process.env
  if (hasKeys && !site) return 'Set PARTNERCTL_SITE to intl, eu or cn: with the keys of the environment it is a profile'
  if (site && !hasKeys)
    return 'Set PARTNERCTL_ACCESS_KEY_ID and PARTNERCTL_SECRET_ACCESS_KEY: with PARTNERCTL_SITE they are a profile'
  return undefined
}

/** Which of some words a variable has; undefined where it is not set, or empty. Throws `usage` for any other. */
export function wordIn<Word extends string>(name: string, what: string, words: readonly Word[]): Word | undefined {
  const text = process.env[name]
  if (!text) return undefined
  const word = words.find(one => one === text)
  if (word) return word
  const last = words.at(-1)!
  throw usage(`${name}: "${text}" is not a ${what}`, `Set ${name} to ${words.slice(0, -1).join(', ')} or ${last}`)
}

/** The whole number of a variable; undefined where it is not set, or empty. Throws `usage` for anything else. */
export function numberIn(
  name: string,
  {least, most = Number.MAX_SAFE_INTEGER}: {least: number; most?: number},
): number | undefined {
  const text = process.env[name]
  if (!text) return undefined
  const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw usage(
    `${name}: "${text}" is not a whole number from ${least} to ${most}`,
    `Set ${name} to such a number, or unset it`,
  )
}

/** The seconds of a variable as milliseconds. Throws `usage`, also for more than a timer runs. */
export const timeLimitIn = (name: string, otherwise: number): number =>
  (numberIn(name, {least: 1, most: Math.floor(LONGEST_TIMER / 1000)}) ?? otherwise) * 1000

export const sites = ['intl', 'eu', 'cn'] as const satisfies readonly Site[]

function endpointOf(name: string, text: string): string {
  const origin = safeOrigin(text)
  if (origin) return origin
  throw usage(`${name}: "${text}" is not an https address`, `Write it like ${name}=https://bss-intl.myhuaweicloud.com`)
}
