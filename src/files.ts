// Files that must not be half-written, or read by others.
import {createHash, randomBytes} from 'node:crypto'
import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import {hostname} from 'node:os'
import {basename, dirname, join} from 'node:path'
import {usage} from './failure.js'

/** Makes a folder that only its owner may enter. */
export function makePrivateFolder(folder: string): void {
  makeFolder(folder, 0o700)
}

/**
 * Makes a folder, and those above it that are not there. (Node's own recursive way never ends where nothing can be
 * made, as below /proc.)
 */
export function makeFolder(folder: string, mode = 0o777): void {
  try {
    mkdirSync(folder, {mode})
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && statSync(folder).isDirectory()) return
    if (code !== 'ENOENT' || existsSync(dirname(folder))) throw error
    makeFolder(dirname(folder), mode)
    makeFolder(folder, mode)
  }
}

/**
 * Reads a file that may hold secrets; undefined when there is none. With a secret in it, it is refused when it is
 * another user's (other than root's) or others may read it; a link is judged by what it leads to.
 */
export function readPrivateFile(path: string, holdsSecret: (text: string) => boolean = () => true): string | undefined {
  let descriptor: number
  try {
    descriptor = openSync(path, constants.O_RDONLY)
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      if (lstatSync(path, {throwIfNoEntry: false})?.isSymbolicLink())
        throw usage(`${path} is a link that leads to no file`, `ls -l ${path}`)
      return undefined
    }
    throw usage(`${path} cannot be read (${code})`, `ls -l ${path}`)
  }
  try {
    const stat = fstatSync(descriptor)
    if (!stat.isFile()) throw usage(`${path} is not a file`)
    const text = readFileSync(descriptor, 'utf8')
    if (process.platform !== 'win32' && holdsSecret(text)) {
      const own = process.getuid?.() === stat.uid
      if (othersMayRead(stat))
        throw usage(
          `${path} can be read by other users`,
          own ? `chmod 600 ${path}` : `ls -lL ${path}: it holds a secret, which is for its owner only`,
        )
      if (!own && stat.uid !== 0) throw usage(`${path} belongs to another user`, `ls -lL ${path}`)
    }
    return text
  } finally {
    closeSync(descriptor)
  }
}

/**
 * What another program that looks at a file, or holds it open, makes of a change to it: Windows refuses, for a while.
 */
const held = new Set(['EPERM', 'EACCES', 'EBUSY', 'ETXTBSY'])
export const isHeld = (error: unknown): boolean => held.has((error as NodeJS.ErrnoException).code ?? '')

/**
 * Pauses before a change is tried again, milliseconds: a virus scanner takes some, a person with a spreadsheet more.
 */
const PAUSES = [5, 10, 20, 40, 80, 160, 320, 400]

/** Does something to a file, again where another program is in the way for a moment. */
export function patiently<T>(task: () => T): T {
  for (const pause of PAUSES) {
    try {
      return task()
    } catch (error) {
      if (!isHeld(error)) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause * (0.5 + Math.random()))
    }
  }
  return task()
}

/**
 * Moves a file over another, or a folder to a free name, in one step. A file that is mounted by itself cannot be moved
 * over: it gets the content. Throws where another program keeps holding what stands there.
 */
export function replace(from: string, to: string): void {
  try {
    patiently(() => renameSync(from, to))
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    if (code !== 'EBUSY' || !lstatSync(to, {throwIfNoEntry: false})?.isFile()) throw error
    const descriptor = openSync(to, constants.O_RDWR | NO_LINK)
    try {
      const content = readFileSync(from)
      ftruncateSync(descriptor)
      for (let at = 0; at < content.length; ) at += writeSync(descriptor, content, at)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    remove(from)
  }
}

/** Takes something away that is not needed any more. That it stays is no failure. */
export function remove(path: string): void {
  try {
    patiently(() => rmSync(path, {recursive: true, force: true}))
  } catch {
    // Another program holds it: it is in nobody's way.
  }
}

/** Not through a link that somebody has put there; Windows has no such flag. */
export const NO_LINK = constants.O_NOFOLLOW ?? 0

let said: string | undefined

/** This machine since its start, and this numbering of processes, in a word: what has another one was not left here. */
function here(): string {
  said ??= createHash('sha256').update(`${hostname()} ${machineStart()}`).digest('hex').slice(0, 6)
  return said
}

function machineStart(): string {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return ''
  }
}

/** A name beside a file for what is not whole yet. No two runs have the same, and it tells which run left it. */
export const unfinishedName = (path: string): string =>
  join(dirname(path), `${stemOf(path)}.${here()}-${process.pid}.${randomBytes(4).toString('hex')}.part`)

/** The name, as much of it as leaves room for what is put behind it. */
function stemOf(path: string): string {
  const name = basename(path)
  if (Buffer.byteLength(name) <= 200) return name
  return `${[...name].slice(0, 40).join('')}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`
}

/** A day: what another machine began may still be written. */
const OLD = 86_400_000

/** What may have been left in a folder under {@link unfinishedName}s. */
export const unfinishedIn = (folder: string): string[] => namesIn(folder).filter(name => name.endsWith('.part'))

/**
 * Takes away what runs that were killed have left beside a file under an {@link unfinishedName}; `left` is what the
 * folder has of it.
 */
export function sweep(path: string, left = unfinishedIn(dirname(path))): void {
  const start = `${stemOf(path)}.`
  for (const name of left) {
    const match = name.startsWith(start) && /^([0-9a-f]{6})-(\d+)\.[0-9a-f]{8}\.part$/.exec(name.slice(start.length))
    if (!match) continue
    const found = join(dirname(path), name)
    const age = Date.now() - (lstatSync(found, {throwIfNoEntry: false})?.mtimeMs ?? Date.now())
    if (match[1] === here() ? !isAlive(Number(match[2])) : age > OLD) remove(found)
  }
}

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Whether a process of this machine lives. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A device or a pipe is written to as it is: putting a file in its place would destroy it. */
export function isSpecial(path: string): boolean {
  try {
    const stat = statSync(path)
    return !stat.isFile() && !stat.isDirectory()
  } catch {
    return false
  }
}

/**
 * Whether a mode lets others see a file. On Linux the bits of a group are no harm where the process is in it and
 * /etc/group does not name it: such a group is nobody's but the container's (fsGroup of Kubernetes, which opens
 * every file of a volume to it).
 */
export function othersMayRead({mode, gid}: {mode: number; gid: number}): boolean {
  if (mode & 0o007) return true
  if (!(mode & 0o070)) return false
  const isOwn = gid === process.getegid?.() || process.getgroups?.().includes(gid)
  return process.platform !== 'linux' || !isOwn || isNamedGroup(gid)
}

function isNamedGroup(gid: number): boolean {
  try {
    return readFileSync('/etc/group', 'utf8')
      .split('\n')
      .some(line => Number(line.split(':')[2] || Number.NaN) === gid)
  } catch (error) {
    // An image without the file names no group; one that cannot be read may name any.
    return (error as NodeJS.ErrnoException).code !== 'ENOENT'
  }
}

/** Replaces a file in one step: after a crash there is the old content or the new, never half of it. */
export function writeFileAtomic(path: string, content: string | Buffer, mode = 0o600): void {
  if (isSpecial(path)) {
    writeFileSync(path, content)
    return
  }
  const temporary = unfinishedName(path)
  try {
    writeNew(temporary, content, mode)
    replace(temporary, path)
  } catch (error) {
    remove(temporary)
    throw error
  }
  syncFolder(dirname(path))
}

/** Writes a file that is not there. Throws EEXIST where it is. */
function writeNew(path: string, content: string | Buffer, mode: number): void {
  const descriptor = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | NO_LINK, mode)
  try {
    setMode(descriptor, mode)
    writeFileSync(descriptor, content)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Some file systems have no modes. What others may read anyway needs none. */
function setMode(descriptor: number, mode: number): void {
  try {
    fchmodSync(descriptor, mode)
  } catch (error) {
    if (!(mode & 0o077)) throw error
  }
}

/** Adds a line to a file, on disk when it returns. A line that a crash cut short stays alone. */
export function appendLine(path: string, line: string, mode = 0o600): void {
  const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | NO_LINK
  const descriptor = openSync(path, flags, mode)
  try {
    const {size} = fstatSync(descriptor)
    const last = Buffer.alloc(1)
    if (size > 0) readSync(descriptor, last, 0, 1, size - 1)
    writeWhole(descriptor, `${size > 0 && last[0] !== 0x0a ? '\n' : ''}${line}\n`)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/**
 * Makes a file that was not there: whole or not at all, and never in the place of another. False when the name is
 * taken.
 */
export function writeNewFile(path: string, content: string | Buffer, mode = 0o600): boolean {
  const temporary = unfinishedName(path)
  try {
    writeNew(temporary, content, mode)
    try {
      linkSync(temporary, path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error
      // A file system without a second name for a file: the name is taken first, and filled then.
      closeSync(openSync(path, 'wx', mode))
      replace(temporary, path)
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    remove(temporary)
  }
  syncFolder(dirname(path))
  return true
}

/**
 * Writes all of a text. A full disk may take a part of it only: that is an error here, and a cut-off line to the
 * reader.
 */
export function writeWhole(descriptor: number, text: string): void {
  const bytes = Buffer.from(text)
  let written = 0
  while (written < bytes.length) written += writeSync(descriptor, bytes, written)
}

/** Makes a rename in a folder survive a power cut. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } catch (error) {
    // A file system that cannot do that for a folder has no more to give.
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EPERM', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw error
  } finally {
    closeSync(descriptor)
  }
}
