// Where this program keeps its files: XDG folders, or what the environment names.
import {homedir} from 'node:os'
import {join} from 'node:path'
import {usage} from '../failure.js'

function folder(own: string, xdg: string, fallback: string): string {
  const {env} = process
  if (env[own]) return env[own]
  if (env[xdg]) return join(env[xdg], 'partnerctl')
  const home = env.HOME || homeOfUser()
  if (!home) throw usage('there is no home folder', `Set ${own} to a folder of your own`)
  return join(home, fallback, 'partnerctl')
}

/** The user of a container may have no entry in the list of users. */
function homeOfUser(): string | undefined {
  try {
    return homedir()
  } catch {
    return undefined
  }
}

/** Profiles. `PARTNERCTL_CONFIG_DIR` */
export const configFolder = () => folder('PARTNERCTL_CONFIG_DIR', 'XDG_CONFIG_HOME', '.config')
/** Sandbox state, journals, the audit log. `PARTNERCTL_DATA_DIR` */
export const dataFolder = () => folder('PARTNERCTL_DATA_DIR', 'XDG_DATA_HOME', join('.local', 'share'))
/** Short-lived keys and completion values; may be deleted at any time. `PARTNERCTL_CACHE_DIR` */
export const cacheFolder = () => folder('PARTNERCTL_CACHE_DIR', 'XDG_CACHE_HOME', '.cache')

/** The variable that puts one of these folders elsewhere, for a path in it or above it that cannot be written. */
export function variableFor(path: string): string | undefined {
  const folders: [string, () => string][] = [
    ['PARTNERCTL_CONFIG_DIR', configFolder],
    ['PARTNERCTL_DATA_DIR', dataFolder],
    ['PARTNERCTL_CACHE_DIR', cacheFolder],
  ]
  const holds = (outer: string, inner: string) => `${inner}/`.startsWith(outer.endsWith('/') ? outer : `${outer}/`)
  return folders.find(([, folder]) => holds(folder(), path) || holds(path, folder()))?.[0]
}
