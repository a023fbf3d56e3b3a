// Locks between processes: one owner at a time, and none that is gone.
import {randomBytes} from 'node:crypto'
import {
  closeSync,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  type Stats,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs'
import {hostname} from 'node:os'
import {shellWord} from './command-line.js'
import {usage} from './failure.js'
import {isAlive, patiently, remove} from './files.js'

const firstLine = (read: () => string) => {
  try {
    return read().trim()
  } catch {
    return ''
  }
}

/** The start of this machine, and the numbering of processes that this one sees. Empty where unknown. */
const boot = firstLine(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))
const namespace = firstLine(() => readlinkSync('/proc/self/ns/pid'))

/**
 * When a process began, as the system counts it: tells a process from a later one with the same number. Empty where
 * unknown.
 */
function startOf(pid: number): string {
  const stat = firstLine(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  if (!stat || !boot) return ''
  // The name in brackets may hold anything, so fields are counted from its end; the state is field 3, the start field
  // 22.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  // One that has ended, but that its parent has not asked for, does nothing any more.
  return fields[0] === 'Z' || fields[0] === 'X' ? 'ended' : `${boot}/${fields[19]}`
}

/** Milliseconds between two signs of life of a lock's owner. */
const HEARTBEAT = 10_000

/**
 * Who holds a lock file: its process number while that process lives, 0 when nobody does, undefined when it cannot be
 * told yet.
 */
function holderOf(path: string): number | undefined {
  let text: string
  let age: number
  try {
    text = readFileSync(path, 'utf8')
    // A time in the future is no sign of life: a clock was wrong.
    age = Math.abs(Date.now() - lstatSync(path).mtimeMs)
  } catch (error) {
    // Windows: it is just being taken away.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 0 : undefined
  }
  const [number, start, host, where] = text.split(' ')
  // An empty file is a lock being made, or one whose owner died while making it.
  if (!number) return age < 5000 ? undefined : 0
  const pid = Number(number)
  const gives = age < HEARTBEAT * 6
  // A process of another machine or container cannot be looked up; its heartbeat can. Machines may have one name, and
  // containers one numbering: then they have not started together.
  const elsewhere = where && (where !== namespace || start?.split('/')[0] !== boot)
  if (host !== hostname() || elsewhere) return gives ? pid : 0
  if (start && startOf(process.pid)) return start === startOf(pid) ? pid : 0
  // Where the start of a process is not known, its number may be another's by now.
  return isAlive(pid) && gives ? pid : 0
}

/** What is no file was not made by a lock, and no time makes it one that may be taken over. Throws `usage`. */
function refuseOther(path: string): void {
  let found: Stats | undefined
  try {
    found = statSync(path, {throwIfNoEntry: false})
  } catch {
    // Windows: it is just being taken away.
  }
  if (!found || found.isFile()) return
  const what = found.isDirectory() ? 'a folder' : 'no file'
  const command = process.platform === 'win32' ? 'rmdir /s' : 'rm -r'
  throw usage(`${path} is ${what}, and in the way of a lock`, `Take it away: ${command} ${shellWord(path)}`)
}

function makeLock(path: string): (() => void) | undefined {
  const own = `${process.pid} ${startOf(process.pid)} ${hostname()} ${namespace} ${randomBytes(4).toString('hex')}`
  try {
    const descriptor = patiently(() => openSync(path, 'wx', 0o600))
    writeSync(descriptor, own)
    closeSync(descriptor)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    refuseOther(path)
    return undefined
  }
  // It may be another's by now, that took this one for gone.
  const isOwn = () => firstLine(() => readFileSync(path, 'utf8')) === own
  const touch = () => {
    try {
      if (isOwn()) utimesSync(path, new Date(), new Date())
    } catch {
      // The folder is gone: so is what the lock protected.
    }
  }
  const heartbeat = setInterval(touch, HEARTBEAT).unref()
  return () => {
    clearInterval(heartbeat)
    if (isOwn()) remove(path)
  }
}

/**
 * Takes a lock file that names its owner. Returns the function that gives it back, or undefined while a living process
 * holds it. A lock whose owner is gone is taken over; only one of several that try gets it.
 */
export function tryLock(path: string): (() => void) | undefined {
  const lock = makeLock(path)
  if (lock || holderOf(path) !== 0) return lock
  // Removing a dead owner's lock and making one's own are two steps: without a guard around them a second process could
  // remove the lock that the first has just made.
  const guard = `${path}.takeover`
  const unguard = makeLock(guard)
  if (!unguard) {
    if (holderOf(guard) === 0) remove(guard)
    return undefined
  }
  try {
    if (holderOf(path) !== 0) return undefined
    remove(path)
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
