// Where each secret lives, and whether it is well kept there.
import {accessSync, constants, readdirSync, statSync} from 'node:fs'
import {isAbsolute, join} from 'node:path'
import {commandLine} from '../../../command-line.js'
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
    const loose = () => [folder, ...files.map(file => join(folder, file))].filter(path => othersMayRead(statSync(path)))
    places.push({
      profile: 'all',
      secret: `${files.length} keys of customers, good for an hour`,
      source: 'cache',
      place: folder,
      problem: isWindows() ? await troubleOfReaders(folder) : looseness(loose()),
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
      return {...about, place: program, problem: await troubleOf(program)}
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
      return {...about, ...(await inFile(configPath(), name))}
    default:
      return {...about, place: '-', problem: 'there is no secret'}
  }
}

/** Modes mean nothing there: who may read a file stands in its access control list. */
const isWindows = () => process.platform === 'win32'

/** What is wrong with who may read a file or folder there; undefined when nobody else may. */
async function troubleOfReaders(path: string): Promise<string | undefined> {
  const {otherReaders} = await import('../../../windows.js')
  const readers = otherReaders(path)
  if (!readers) return 'who may read it cannot be checked'
  return readers.length > 0 ? `${readers.join(', ')} may read it` : undefined
}

async function inFile(path: string, profile: string): Promise<Pick<SecretPlace, 'place' | 'problem'>> {
  if (!isWindows()) {
    // A file that others may read has been refused by now; a group that is the container's own may.
    const {mode, gid} = statSync(path)
    const readers = mode & 0o040 ? `its owner and group ${gid}` : 'its owner'
    return {place: `${path} (plain text, for ${readers} only)`}
  }
  const trouble = await troubleOfReaders(path)
  if (trouble === undefined) return {place: `${path} (plain text, for its owner only)`}
  const keychain = `the keychain keeps it better: ${commandLine`profile add ${profile} --keychain`}`
  return {place: `${path} (plain text)`, problem: `${trouble}; ${keychain}`}
}

/** What hinders a program from being the one that is meant, or from starting. */
async function troubleOf(program: string): Promise<string | undefined> {
  if (!isAbsolute(program)) return 'the program has no full path: whatever PATH finds first is started'
  if (isWindows()) {
    const {programFile} = await import('../../../windows.js')
    return programFile(program) ? undefined : 'there is no such program'
  }
  try {
    accessSync(program, constants.X_OK)
    return undefined
  } catch (error) {
    return `it cannot be started (${(error as NodeJS.ErrnoException).code})`
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
