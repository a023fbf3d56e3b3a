// Which profiles there are, and which one is used.

import {join} from 'node:path'
import {Failure, usage} from '../failure.js'
import {makePrivateFolder, readPrivateFile} from '../files.js'
import {withLock} from '../lock.js'
import {lookUp} from '../look-up.js'
import type {Configuration} from './configuration.js'
import {ENVIRONMENT, environmentSettings, missingInEnvironment, withEnvironment} from './environment.js'
import {configFolder} from './paths.js'

/** The built-in profile that speaks to the embedded sandbox. */
export const SANDBOX = 'sandbox'

const namePattern = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,63}$/

export function checkProfileName(name: string): string {
  if (!namePattern.test(name)) {
    throw usage(`"${name}" cannot be a profile name`, 'Use letters, digits, dot, dash and underscore')
  }
  return name
}

export const configPath = () => join(configFolder(), 'config.json')

/** The profiles as they are used: the stored ones, and the one that the environment makes, which is in use then. */
export function readConfiguration(): Configuration {
  const stored = storedConfiguration()
  const settings = environmentSettings()
  const profiles: Configuration['profiles'] = {}
  for (const [name, profile] of Object.entries(stored.profiles)) profiles[name] = withEnvironment(profile, settings)
  const {site} = settings
  if (!site) return {...stored, profiles}
  return {...stored, profiles: {...profiles, [ENVIRONMENT]: {...settings, site}}, current: ENVIRONMENT}
}

const holdsSecret = (text: string) => /"(secret_access_key|security_token)"/.test(text)

/** The configuration as it is stored. A damaged file is an error, never an empty configuration. */
export function storedConfiguration(): Configuration {
  const path = configPath()
  const text = readPrivateFile(path, holdsSecret)
  if (text === undefined) return {version: 1, profiles: {}}
  let value: Configuration
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw usage(
      `${path} is not readable: ${(error as Error).message}`,
      'Mend the file, or move it away and make the profiles again',
    )
  }
  if (value?.version !== 1 || typeof value.profiles !== 'object' || value.profiles === null) {
    throw usage(`${path} was written by another version of partnerctl`, 'Update partnerctl, or move the file away')
  }
  return value
}

/** Changes the configuration under a lock and writes it whole. */
export async function changeConfiguration(change: (configuration: Configuration) => void): Promise<void> {
  const folder = configFolder()
  makePrivateFolder(folder)
  await withLock(join(folder, 'config.lock'), async () => {
    const configuration = storedConfiguration()
    change(configuration)
    const {default: Conf} = await import('conf')
    const store = new Conf<Configuration>({
      cwd: folder,
      configName: 'config',
      configFileMode: 0o600,
      projectName: 'partnerctl',
      // The reader above keeps damaged files from being taken for empty ones; conf must not mend them either.
      clearInvalidConfig: false,
    })
    store.store = configuration
  })
}

/** Names of all profiles, the built-in one last. */
export const profileNames = (configuration: Configuration) => [...Object.keys(configuration.profiles).sort(), SANDBOX]

/**
 * Which profile a command uses: the flag, `PARTNERCTL_PROFILE`, the one that the environment makes, the one chosen with
 * `profile use`, or the only one there is.
 * The sandbox is never chosen by itself.
 */
export function chooseProfile(configuration: Configuration, flag: string | undefined): string {
  const names = Object.keys(configuration.profiles)
  const name =
    flag ?? (process.env.PARTNERCTL_PROFILE || configuration.current) ?? (names.length === 1 ? names[0] : undefined)
  if (!name) {
    throw new Failure(
      'denied',
      names.length === 0 ? 'there is no profile yet' : 'several profiles, and none is chosen',
      {
        next:
          names.length === 0
            ? [
                ...environmentHint(),
                'partnerctl profile add                connect your partner account',
                'the same with --profile sandbox       try it offline, without an account',
              ]
            : ['partnerctl profile use', `or --profile NAME, one of: ${names.join(', ')}`],
      },
    )
  }
  if (name !== SANDBOX && !lookUp(configuration.profiles, name)) {
    throw usage(
      `there is no profile "${name}"`,
      ...environmentHint(),
      `Profiles: ${profileNames(configuration).join(', ')}`,
      'partnerctl profile add',
    )
  }
  return name
}

const environmentHint = () => [missingInEnvironment()].filter(hint => hint !== undefined)
