// Files that must not be half-written, read by others, or written by two at once.
import {randomBytes} from 'node:crypto'
import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import {hostname} from 'node:os'
import {dirname} from 'node:path'
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
 * Reads a file that may hold secrets; undefined when there is none. Refuses a symbolic link, another user's file, and
 * one that others may read.
 */
export function readPrivateFile(path: string): string | undefined {
  let descriptor: number
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    if (code === 'ELOOP')
      throw usage(`${path} is a symbolic link`, 'Put a plain file there: secrets are not read through links')
    throw usage(`${path} cannot be read (${code})`, `ls -l ${path}`)
  }
  try {
    const stat = fstatSync(descriptor)
    if (!stat.isFile()) throw usage(`${path} is not a file`)
    if (process.platform !== 'win32') {
      if (stat.mode & 0o077) throw usage(`${path} can be read by other users`, `chmod 600 ${path}`)
      if (process.getuid && stat.uid !== process.getuid())
        throw usage(`${path} belongs to another user`, `ls -l ${path}`)
    }
    return readFileSync(descriptor, 'utf8')
  } finally {
    closeSync(descriptor)
  }
}

/** A device or a pipe is written to as it is: putting a file in its place would destroy it. */
export function isSpecial(path: string): boolean {
  const stat = lstatSync(path, {throwIfNoEntry: false})
  return stat !== undefined && !stat.isFile() && !stat.isDirectory() && !stat.isSymbolicLink()
}

/** Replaces a file in one step: after a crash there is the old content or the new, never half of it. */
export function writeFileAtomic(path: string, content: string | Buffer, mode = 0o600): void {
  if (isSpecial(path)) {
    writeFileSync(path, content)
    return
  }
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`
  const descriptor = openSync(temporary, 'wx', mode)
  try {
    try {
      fchmodSync(descriptor, mode)
      writeFileSync(descriptor, content)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, {force: true})
    throw error
  }
  syncFolder(dirname(path))
}

/** Adds a line to a file, on disk when it returns. A line that a crash cut short stays alone. */
export function appendLine(path: string, line: string, mode = 0o600): void {
  const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0)
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
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`
  try {
    writeFileAtomic(temporary, content, mode)
    linkSync(temporary, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(temporary, {force: true})
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
  } finally {
    closeSync(descriptor)
  }
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * When a process began, as the system counts it: tells a process from a later one with the same number. Empty where
 * unknown.
 */
function startOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold anything, so fields are counted from its end; the state is field 3, the start field
    // 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // One that has ended, but that its parent has not asked for, does nothing any more.
    return fields[0] === 'Z' || fields[0] === 'X' ? 'ended' : `${boot}/${fields[19]}`
  } catch {
    return ''
  }
}

/**
 * Who holds a lock file: its process number while that process lives, 0 when nobody does, undefined when it cannot be
 * told yet.
 */
function holderOf(path: string): number | undefined {
  let text: string
  let age: number
  try {
    text = readFileSync(path, 'utf8')
    age = Date.now() - lstatSync(path).mtimeMs
  } catch {
    return 0
  }
  const [pid, start, host] = text.split(' ')
  // An empty file is a lock being made, or one whose owner died while making it.
  if (!pid) return age < 5000 ? undefined : 0
  // A process of another machine or container cannot be looked up; its heartbeat can.
  if (host !== hostname()) return age < HEARTBEAT * 6 ? Number(pid) : 0
  const alive = isAlive(Number(pid)) && (!start || start === startOf(Number(pid)))
  return alive ? Number(pid) : 0
}

/** Milliseconds between two signs of life of a lock's owner. */
const HEARTBEAT = 10_000

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date())
  } catch {
    // The folder is gone: so is what the lock protected.
  }
}

function makeLock(path: string): (() => void) | undefined {
  try {
    const descriptor = openSync(path, 'wx', 0o600)
    writeSync(descriptor, `${process.pid} ${startOf(process.pid)} ${hostname()}`)
    closeSync(descriptor)
    const heartbeat = setInterval(() => touch(path), HEARTBEAT).unref()
    return () => {
      clearInterval(heartbeat)
      rmSync(path, {force: true})
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return undefined
  }
}

/**
 * Takes a lock file that names its owner. Returns the function that gives it back, or undefined while a living process
 * holds it.
 * A lock whose owner is gone is taken over; only one of several that try gets it.
 */
export function tryLock(path: string): (() => void) | undefined {
  const lock = makeLock(path)
  if (lock || holderOf(path) !== 0) return lock
  // Removing a dead owner's lock and making one's own are two steps: without a guard around them a second process could
  // remove the lock that the first has just made.
  const guard = `${path}.takeover`
  const unguard = makeLock(guard)
  if (!unguard) {
    if (holderOf(guard) === 0) rmSync(guard, {force: true})
    return undefined
  }
  try {
    if (holderOf(path) !== 0) return undefined
    rmSync(path, {force: true})
    return makeLock(path)
  } finally {
    unguard()
  }
}

/** The process that holds a lock, for messages. */
export const lockHolder = (path: string): number | undefined => holderOf(path) || undefined

/** Runs a task while holding a lock, waiting for it up to ten seconds. */
export async function withLock<T>(path: string, task: () => T | Promise<T>): Promise<T> {
  const until = performance.now() + 10_000
  let release = tryLock(path)
  for (let pause = 2; !release; pause = Math.min(pause * 2, 50)) {
    if (performance.now() > until)
      throw usage(`another partnerctl is holding ${path}`, 'Wait for it to end and try again')
    await new Promise(resolve => setTimeout(resolve, pause * (0.5 + Math.random())))
    release = tryLock(path)
  }
  try {
    return await task()
  } finally {
    release()
  }
}
