// Names of files and folders: which text means a folder, what the system takes for a name, and how a text from outside
// becomes one that every system takes.
import {statSync} from 'node:fs'
import {usage} from './failure.js'

/** Whether a path that was typed means a folder: it ends as one, or is one. */
export const isFolder = (path: string): boolean =>
  /[\\/]$/.test(path) || statSync(path, {throwIfNoEntry: false})?.isDirectory() === true

/** What Windows takes for a device, whatever ending it has. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])[ ]*(\.|$)/i

/**
 * Throws `usage` for a path to be written that the system would take for something else: a device, a stream of another
 * file, a name without its last dot. Elsewhere than on Windows every name is what it is.
 */
export function checkName(path: string, platform: NodeJS.Platform = process.platform): void {
  if (platform !== 'win32' || path === '-') return
  if (path.includes('"')) {
    throw usage(
      `${path} has a quotation mark in it: a \\ before the closing one takes it into the name`,
      'Leave the last \\ away, or type two: "C:\\out dir" or "C:\\out dir\\\\"',
    )
  }
  const inDrive = path.replace(/^([\\/]{2}[?.][\\/])?([a-z]:(?=[\\/]|$))?/i, '')
  for (const name of inDrive.split(/[\\/]/)) {
    const trouble = troubleOf(name)
    if (trouble) throw usage(`${path} cannot be written: ${trouble}`, 'Choose another name')
  }
}

function troubleOf(name: string): string | undefined {
  if (DEVICE.test(name)) return `Windows takes ${name} for a device`
  const [wrong] = /[<>:|?*\p{Cc}]/u.exec(name) ?? []
  if (wrong) return `Windows takes no ${wrong < ' ' ? 'control character' : wrong} in a name`
  if (/[. ]$/.test(name) && !/^\.{1,2}$/.test(name))
    return `Windows drops the ${name.at(-1) === '.' ? 'dot' : 'blank'} at the end of ${name}`
  return undefined
}

/** A name made of a text, so that no system takes it for a device. */
export const noDevice = (name: string): string => (DEVICE.test(name) ? `_${name}` : name)
