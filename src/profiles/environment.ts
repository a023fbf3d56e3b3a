// What the environment says about who calls, where it gives the keys: enough of it is a profile of its own, without a
// file.

import {safeOrigin} from '../address.js'
import type {Service, Site} from '../api/contract/contract.js'
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
  const {PARTNERCTL_SITE: site, PARTNERCTL_DOMAIN_ID, PARTNERCTL_XACCOUNT_TYPE} = process.env
  const settings: Partial<Profile> = {}
  if (site) settings.site = siteOf(site)
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

function siteOf(text: string): Site {
  if (text === 'intl' || text === 'eu' || text === 'cn') return text
  throw usage(`PARTNERCTL_SITE: "${text}" is not a site`, 'Set PARTNERCTL_SITE to intl, eu or cn')
}

function endpointOf(name: string, text: string): string {
  const origin = safeOrigin(text)
  if (origin) return origin
  throw usage(`${name}: "${text}" is not an https address`, `Write it like ${name}=https://bss-intl.myhuaweicloud.com`)
}
