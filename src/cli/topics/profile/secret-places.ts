// Where each secret lives, and whether it is well kept there.
import {readdirSync, statSync} from 'node:fs'
import {isAbsolute, join} from 'node:path'
import {othersMayRead} from '../../../files.js'
import type {Configuration, Profile} from '../../../profiles/configuration.js'
import {keychainAccount, readKeychain} from '../../../profiles/keychain.js'
import {cacheFolder} from '../../../profiles/paths.js'
import {configPath} from '../../../profiles/profile.js'
import {secretSource, splitCommand} from '../../../profiles/secrets.js'
import type {View} from '../../output/view.js'

export interface SecretPlace {
  profile: string
  secret: string
  /** Environment, program, keychain, file. */
  source: string
  place: string
  /** What is wrong with it; absent when nothing is. */
  problem?: string
}

export const secretPlacesView: View<SecretPlace> = {
  empty: 'There are no secrets: no profile yet',
  columns: [
    {name: 'profile'},
    {name: 'secret'},
    {name: 'source'},
    {name: 'place'},
    {name: 'problem', label: 'STATE', text: row => row.problem ?? 'ok'},
  ],
}

/** One line for each secret of each profile, and for the keys that were taken from Huawei for a while. */
export async function secretPlaces({profiles}: Configuration): Promise<SecretPlace[]> {
  const places: SecretPlace[] = []
  for (const [name, profile] of Object.entries(profiles)) places.push(await placeOf(name, profile))
  const folder = join(cacheFolder(), 'keys')
  const files = list(folder)
  if (files.length > 0) {
    const loose = [folder, ...files.map(file => join(folder, file))].filter(path => othersMayRead(statSync(path)))
    places.push({
      profile: 'all',
      secret: `${files.length} keys of customers, good for an hour`,
      source: 'cache',
      place: folder,
      problem: looseness(loose),
    })
  }
  return places
}

async function placeOf(name: string, profile: Profile): Promise<SecretPlace> {
  const source = secretSource(profile)
  const about = {profile: name, secret: 'secret access key', source}
  switch (source) {
    case 'environment': {
      const names = ['PARTNERCTL_SECRET_ACCESS_KEY', 'PARTNERCTL_SECURITY_TOKEN', 'PARTNERCTL_AUTH_TOKEN']
      const problem = profile.secret_access_key ? `the secret in ${configPath()} is not used` : undefined
      return {...about, place: names.filter(one => process.env[one]).join(', '), problem}
    }
    case 'credential_process': {
      const [program = ''] = splitCommand(profile.credential_process!)
      const problem = isAbsolute(program)
        ? undefined
        : 'the program has no full path: whatever PATH finds first is started'
      return {...about, place: program, problem}
    }
    case 'keychain': {
      const account = keychainAccount(name, profile.access_key_id!)
      const problem = await readKeychain(account).then(
        () => undefined,
        error => (error as Error).message,
      )
      return {...about, place: account, problem}
    }
    case 'file':
      // A file that others may read has been refused by now.
      return {...about, place: `${configPath()} (plain text, for its owner only)`}
    default:
      return {...about, place: '-', problem: 'there is no secret'}
  }
}

const looseness = (paths: string[]) =>
  paths.length > 0 ? `others may read ${paths[0]}${paths.length > 1 ? ` and ${paths.length - 1} more` : ''}` : undefined

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
