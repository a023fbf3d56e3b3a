// Where this program keeps its files: XDG folders, or what the environment names.
import {homedir} from 'node:os'
import {join} from 'node:path'
import {usage} from '../failure.js'

function folder(own: string, xdg: string, fallback: string): string {
  const {env} = process
  if (env[own]) return env[own]
  if (env[xdg]) return join(env[xdg], 'partnerctl')
  const home = env.HOME || homedir()
  if (!home) throw usage('there is no home folder', `Set ${own} to a folder of your own`)
  return join(home, fallback, 'partnerctl')
}

/** Profiles. `PARTNERCTL_CONFIG_DIR` */
export const configFolder = () => folder('PARTNERCTL_CONFIG_DIR', 'XDG_CONFIG_HOME', '.config')
/** Sandbox state, journals, the audit log. `PARTNERCTL_DATA_DIR` */
export const dataFolder = () => folder('PARTNERCTL_DATA_DIR', 'XDG_DATA_HOME', join('.local', 'share'))
/** Short-lived keys and completion values; may be deleted at any time. `PARTNERCTL_CACHE_DIR` */
export const cacheFolder = () => folder('PARTNERCTL_CACHE_DIR', 'XDG_CACHE_HOME', '.cache')
