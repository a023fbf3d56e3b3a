// Files that must not be half-written, read by others, or written by two at once.
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import {dirname} from 'node:path'
import {usage} from './failure.js'

/** Makes a folder that only its owner may enter. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, {recursive: true, mode: 0o700})
}

/**
 * Reads a file that may hold secrets; undefined when there is none. Refuses a symbolic link, another user's file, and one that
 * others may read.
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

/** Replaces a file in one step: after a crash there is the old content or the new, never half of it. */
export function writeFileAtomic(path: string, content: string | Buffer, mode = 0o600): void {
  const temporary = `${path}.${process.pid}.tmp`
  const descriptor = openSync(temporary, 'wx', mode)
  try {
    fchmodSync(descriptor, mode)
    writeSync(descriptor, content as string)
    fsyncSync(descriptor)
    closeSync(descriptor)
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, {force: true})
    throw error
  }
  syncFolder(dirname(path))
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
 * Takes a lock file that names its owner. Returns the function that gives it back, or undefined while a living process holds it.
 * A lock whose owner is gone is taken over.
 */
export function tryLock(path: string): (() => void) | undefined {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const descriptor = openSync(path, 'wx', 0o600)
      writeSync(descriptor, String(process.pid))
      closeSync(descriptor)
      return () => rmSync(path, {force: true})
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    let owner: number
    try {
      owner = Number(readFileSync(path, 'utf8'))
      // An empty file is a lock being made, or one whose owner died while making it.
      if (!owner && Date.now() - lstatSync(path).mtimeMs < 5000) return undefined
    } catch {
      continue
    }
    if (owner && isAlive(owner)) return undefined
    rmSync(path, {force: true})
  }
  return undefined
}

/** Runs a task while holding a lock, waiting for it up to ten seconds. */
export async function withLock<T>(path: string, task: () => T | Promise<T>): Promise<T> {
  const until = Date.now() + 10_000
  let release = tryLock(path)
  while (!release) {
    if (Date.now() > until) throw usage(`another partnerctl is holding ${path}`, 'Wait for it to end and try again')
    await new Promise(resolve => setTimeout(resolve, 20 + Math.random() * 30))
    release = tryLock(path)
  }
  try {
    return await task()
  } finally {
    release()
  }
}
