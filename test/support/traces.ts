// What tests leave behind: whatever a command printed, and every file that it wrote, is searched for secrets; then
// nothing is left.
// A setup file of every test configuration (vitest.config.ts): its hook runs after each test file, wherever a folder
// was made.
import type {ChildProcess} from 'node:child_process'
import {existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {basename, join, relative} from 'node:path'
import {afterAll} from 'vitest'
import {makeWorld} from '../../src/sandbox/world/world.js'

/** Made-up secrets of tests hold this word, so that they are known wherever they turn up. */
const MADE_UP = 'CANARY'

interface Seen {
  /** The command line, or where else the text comes from. */
  where: string
  text: string
}

const seen: Seen[] = []
const secrets = new Set<string>()
const folders: string[] = []
const ownFiles = new Set<string>()
const closing: (() => unknown)[] = []

/** A secret that must be found nowhere. */
export function isSecret(value: string): void {
  secrets.add(value)
}

/** A file that the test itself wrote may hold secrets. */
export function isOwn(path: string): string {
  ownFiles.add(path)
  return path
}

/**
 * Notes what a command printed. What the sandbox says of itself is not noted: it gives its keys to whoever starts it.
 */
export function printed(args: string[], ...texts: string[]): void {
  if (args[0] === 'sandbox') return
  seen.push({where: `partnerctl ${args.join(' ')}`, text: texts.join('\n')})
}

/** Looks at the arguments of a process and of those that it has started, a moment after its start. */
export function noteProcesses(child: ChildProcess, args: string[]): void {
  if (process.platform !== 'linux' || !child.pid) return
  setTimeout(() => {
    for (const command of commandsBelow(child.pid!))
      seen.push({where: `the process list during partnerctl ${args.join(' ')}`, text: command})
  }, 150).unref()
}

/** The command lines of a process and of all that it has begun; none when it has ended. */
function commandsBelow(pid: number): string[] {
  const folder = `/proc/${pid}`
  try {
    const command = readFileSync(`${folder}/cmdline`, 'utf8').replaceAll('\0', ' ')
    const children = readdirSync(`${folder}/task`).flatMap(task =>
      readFileSync(`${folder}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
    )
    return [command, ...children.flatMap(child => commandsBelow(Number(child)))]
  } catch (error) {
    if (existsSync(folder)) throw error
    return []
  }
}

/** A folder that is searched and gone after the test file. */
export function temporaryFolder(prefix = 'partnerctl-test-'): string {
  const folder = mkdtempSync(join(tmpdir(), prefix))
  folders.push(folder)
  return folder
}

/** Something to be done after the test file, before its folders are searched. */
export function afterFile(close: () => unknown): void {
  closing.push(close)
}

/** Where secrets belong: the configuration, the keys of customers, and the emulated platform's own state. */
const BELONGS =
  /(^|\/)(config\/config\.json|\.config\/partnerctl\/config\.json|keys\/[0-9a-f]{64}\.json)$|(^|\/)sandbox\//

/** Files of a folder in which no secret may stand, and the secrets that stand where they belong. */
function search(folder: string): void {
  for (const entry of readdirSync(folder, {recursive: true, withFileTypes: true})) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || /\/node_modules\//.test(path) || lstatSync(path).size > 8e6) continue
    const text = readFileSync(path, 'latin1')
    if (/^[0-9a-f]{64}\.json$/.test(basename(path))) {
      for (const [, secret] of text.matchAll(/"(?:secretAccessKey|securityToken)":"([^"]{16,})"/g)) secrets.add(secret!)
    } else if (!ownFiles.has(path) && !BELONGS.test(relative(folder, path))) {
      seen.push({where: path, text})
    }
  }
}

afterAll(async () => {
  for (const close of closing.splice(0).reverse()) await close()
  for (const folder of folders) search(folder)
  if (seen.length > 0) {
    for (const site of ['intl', 'eu', 'cn'] as const) {
      for (const {operators} of makeWorld(site, 'small', 1).partners)
        for (const {secretKey} of operators) secrets.add(secretKey)
    }
  }
  const found = seen
    .splice(0)
    .flatMap(({where, text}) =>
      [MADE_UP, ...secrets].filter(secret => text.includes(secret)).map(secret => `${secret.slice(0, 6)}… in ${where}`),
    )
  for (const folder of folders.splice(0)) rmSync(folder, {recursive: true, force: true})
  secrets.clear()
  if (found.length > 0) throw new Error(`secrets were found:\n${found.join('\n')}`)
})
