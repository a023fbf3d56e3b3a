// What is other where programs run under Windows: how they are found and started, and who may read a file.
import {spawnSync} from 'node:child_process'
import {statSync} from 'node:fs'
import {win32} from 'node:path'

type Environment = Record<string, string | undefined>

const isFile = (path: string): boolean => statSync(path, {throwIfNoEntry: false})?.isFile() === true

/**
 * The file that a name of a program stands for, as cmd finds it: in the folders of PATH, with the endings of PATHEXT.
 * The current folder is not looked into: what lies there is not what was meant.
 */
export function programFile(name: string, env: Environment = process.env, exists = isFile): string | undefined {
  const value = (wanted: string) => Object.entries(env).find(([one]) => one.toUpperCase() === wanted)?.[1] ?? ''
  const endings = (value('PATHEXT') || '.COM;.EXE;.BAT;.CMD').split(';').filter(Boolean)
  const hasEnding = endings.some(ending => name.toLowerCase().endsWith(ending.toLowerCase()))
  const folders = /[\\/]/.test(name) ? [''] : value('PATH').split(';').filter(Boolean)
  return folders
    .map(folder => (folder === '' ? name : win32.join(folder.replaceAll('"', ''), name)))
    .flatMap(path => (hasEnding ? [path] : endings.map(ending => `${path}${ending.toLowerCase()}`)))
    .find(exists)
}

/** A program and its words, as Windows starts them: a script of cmd (npm's, Azure's, Google's) is no program itself. */
export function startable(
  name: string,
  args: string[],
  env: Environment = process.env,
  exists = isFile,
): {file: string; args: string[]; verbatim?: true} {
  const file = programFile(name, env, exists) ?? name
  if (!/\.(cmd|bat)$/i.test(file)) return {file, args}
  // Between quotes cmd reads no sign but the quote itself, and variables.
  const words = [file, ...args].map(word => `"${word.replaceAll('"', '""')}"`)
  return {file: env.ComSpec || 'cmd.exe', args: ['/d', '/s', '/c', `"${words.join(' ')}"`], verbatim: true}
}

/** Who keeps the system going may read everything. */
const ALWAYS = /^(NT AUTHORITY\\SYSTEM|BUILTIN\\Administrators|CREATOR OWNER|OWNER RIGHTS)$/i

/**
 * Who else may read a file, by its access control list; undefined where that cannot be told.
 */
export function otherReaders(path: string, env: Environment = process.env, list = icacls): string[] | undefined {
  const text = list(path)
  if (text === undefined || !env.USERNAME) return undefined
  const own = `${env.USERDOMAIN ?? ''}\\${env.USERNAME}`.toLowerCase()
  const entries = [...text.replace(path, '').matchAll(/^\s*(.+?):((?:\([A-Za-z,]+\))+)\s*$/gm)]
  if (entries.length === 0) return undefined
  return entries
    .filter(
      ([, name, rights]) =>
        /\((?:[^)]*,)?(F|M|RX|R|GR|GA|RD)(?:,[^)]*)?\)/.test(rights!) &&
        !/\(DENY\)|\(N\)/.test(rights!) &&
        !ALWAYS.test(name!),
    )
    .map(([, name]) => name!)
    .filter(name => name.toLowerCase() !== own)
}

function icacls(path: string): string | undefined {
  const {status, stdout} = spawnSync('icacls', [path], {encoding: 'utf8', windowsHide: true})
  return status === 0 ? stdout : undefined
}
