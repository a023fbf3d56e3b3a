// How profiles are shown: never with their secrets.
import type {Profile} from '../../../profiles/configuration.js'
import {SANDBOX} from '../../../profiles/profile.js'
import {type SecretSource, secretSource} from '../../../profiles/secrets.js'
import type {View} from '../../output/view.js'

export interface ProfileRow extends Omit<Profile, 'secret_access_key' | 'security_token' | 'keychain'> {
  name: string
  current: boolean
  credentials: SecretSource | 'built in'
}

/** Enough of an access key to tell it from others. */
const shortKey = (key: string | undefined) => (key && key.length > 8 ? `${key.slice(0, 4)}…${key.slice(-4)}` : key)

export function profileRow(name: string, profile: Profile | undefined, current: string | undefined): ProfileRow {
  if (name === SANDBOX || !profile)
    return {name: SANDBOX, current: current === SANDBOX, site: 'intl', credentials: 'built in'}
  const {secret_access_key, security_token, access_key_id, keychain, ...rest} = profile
  return {
    name,
    current: current === name,
    ...rest,
    access_key_id: shortKey(access_key_id),
    credentials: secretSource(profile),
  }
}

export const profileView: View<ProfileRow> = {
  columns: [
    {name: 'name', label: 'PROFILE', text: row => `${row.name}${row.current ? ' *' : ''}`},
    {name: 'site'},
    {name: 'domain_id', label: 'PARTNER'},
    {name: 'xaccount_type', label: 'PLATFORM'},
    {name: 'access_key_id', label: 'ACCESS KEY'},
    {name: 'credentials'},
    {name: 'language', extra: true},
    {name: 'endpoints', extra: true},
    {name: 'requests_per_second', extra: true},
    {name: 'credential_process', extra: true},
    {name: 'bucket', extra: true},
    {name: 'current', extra: true},
  ],
}
