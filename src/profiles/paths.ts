// Where this program keeps its files: what the environment names, XDG folders, or where the system wants them.
import {homedir} from 'node:os'
import {join, sep} from 'node:path'
import {usage} from '../failure.js'

/** Of each kind of folder: the variables that name it or the one that it lies in, and its places below the home. */
interface Place {
  own: string
  xdg: string
  elsewhere: string
  darwin: string
  /** The variable of Windows, the folder below the home that it stands for, and ours below it. */
  win32: [variable: string, below: string, name: string]
}

function folder({own, xdg, elsewhere, darwin, win32}: Place): string {
  const {env, platform} = process
  if (env[own]) return env[own]
  if (env[xdg]) return join(env[xdg], 'partnerctl')
  const [variable, below, name] = win32
  if (platform === 'win32' && env[variable]) return join(env[variable], name)
  const home = (platform === 'win32' ? env.USERPROFILE : env.HOME) || homeOfUser()
  if (!home) throw usage('there is no home folder', `Set ${own} to a folder of your own`)
  if (platform === 'win32') return join(home, below, name)
  return join(home, platform === 'darwin' ? darwin : elsewhere)
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
export const configFolder = () =>
  folder({
    own: 'PARTNERCTL_CONFIG_DIR',
    xdg: 'XDG_CONFIG_HOME',
    elsewhere: '.config/partnerctl',
    darwin: 'Library/Application Support/partnerctl',
    win32: ['APPDATA', 'AppData/Roaming', 'partnerctl'],
  })
/** Sandbox state, journals, the audit log. `PARTNERCTL_DATA_DIR` */
export const dataFolder = () =>
  folder({
    own: 'PARTNERCTL_DATA_DIR',
    xdg: 'XDG_DATA_HOME',
    elsewhere: '.local/share/partnerctl',
    darwin: 'Library/Application Support/partnerctl/data',
    win32: ['LOCALAPPDATA', 'AppData/Local', 'partnerctl/data'],
  })
/** Short-lived keys and completion values; may be deleted at any time. `PARTNERCTL_CACHE_DIR` */
export const cacheFolder = () =>
  folder({
    own: 'PARTNERCTL_CACHE_DIR',
    xdg: 'XDG_CACHE_HOME',
    elsewhere: '.cache/partnerctl',
    darwin: 'Library/Caches/partnerctl',
    win32: ['LOCALAPPDATA', 'AppData/Local', 'partnerctl/cache'],
  })

/** The variable that puts one of these folders elsewhere, for a path in it or above it that cannot be written. */
export function variableFor(path: string): string | undefined {
  const folders: [string, () => string][] = [
    ['PARTNERCTL_CONFIG_DIR', configFolder],
    ['PARTNERCTL_DATA_DIR', dataFolder],
    ['PARTNERCTL_CACHE_DIR', cacheFolder],
  ]
  const ended = (path: string) => (path.endsWith(sep) ? path : `${path}${sep}`)
  const holds = (outer: string, inner: string) => ended(inner).startsWith(ended(outer))
  return folders.find(([, folder]) => holds(folder(), path) || holds(path, folder()))?.[0]
}
