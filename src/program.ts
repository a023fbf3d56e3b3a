// One way to run a program of the user's: a hook, a helper that prints keys, an editor. It ends when the run does,
// when its time is over and when it prints too much, and its children with it; it is waited for, not the pipe that
// they may hold.
import {type ChildProcess, type SpawnOptions, spawn, spawnSync} from 'node:child_process'
import {readdirSync, readFileSync} from 'node:fs'
import {setTimeout as sleep} from 'node:timers/promises'
import {startable} from './windows.js'

export interface ProgramOptions {
  /** The line is given to a shell. */
  shell?: boolean
  /** A text for its standard input, or the terminal's; nothing when absent. */
  input?: string | {terminal: true}
  /** What becomes of its standard output: kept, at most so many bytes, or shown on the terminal or on our stderr. */
  output: {most: number} | 'terminal' | 'stderr'
  /** Its standard error is not shown. */
  quiet?: boolean
  env?: NodeJS.ProcessEnv
  /** Milliseconds; no limit when absent. */
  limit?: number
  /** Ends it; its reason is thrown. */
  signal?: AbortSignal
  /** It gets a group of processes of its own, which ends as a whole. It has no terminal then. */
  group?: boolean
}

export interface ProgramEnd {
  code: number | null
  signal: NodeJS.Signals | null
  output: string
}

/** A program that could not be started, or was ended here. */
export class ProgramTrouble extends Error {
  override name = 'ProgramTrouble'
  constructor(
    readonly reason: 'not started' | 'time' | 'too much',
    /** The system's word for what is wrong. */
    readonly code?: string,
  ) {
    super(code ?? reason)
  }
}

/** Milliseconds for a program to end by itself when it is told to. */
const GRACE = 2000

/** Those that run now: they do not outlive the program. */
const running = new Set<ChildProcess>()
const grouped = new WeakSet<ChildProcess>()
let watched = false

/**
 * Runs a program and waits for its end. Throws a {@link ProgramTrouble}, or the reason of the signal, when the
 * program and what it has started are gone.
 */
export async function runProgram(file: string, args: string[], options: ProgramOptions): Promise<ProgramEnd> {
  options.signal?.throwIfAborted()
  const child = start(file, args, options)
  const output = new Output(child, options.output)
  let stopped: {why: unknown; gone: Promise<void>} | undefined
  const stop = (why: unknown) => {
    if (stopped) return
    output.close()
    stopped = {why, gone: endWithChildren(child)}
  }
  const ifStopped = async () => {
    if (!stopped) return
    await stopped.gone
    throw stopped.why
  }
  output.onTooMuch = () => stop(new ProgramTrouble('too much'))
  const timer = options.limit ? setTimeout(() => stop(new ProgramTrouble('time')), options.limit) : undefined
  const onAbort = () => stop(options.signal!.reason)
  options.signal?.addEventListener('abort', onAbort, {once: true})
  try {
    const [code, signal] = await ended(child)
    await ifStopped()
    const text = await output.rest()
    await ifStopped()
    return {code, signal, output: text}
  } finally {
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', onAbort)
    output.close()
    running.delete(child)
  }
}

/** Starts a program that goes on by itself, such as a browser. Throws a {@link ProgramTrouble}. */
export async function startProgram(file: string, args: string[]): Promise<void> {
  const child = spawn(file, args, {stdio: 'ignore', detached: true})
  await new Promise<void>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => reject(new ProgramTrouble('not started', error.code)))
    child.once('spawn', () => {
      child.unref()
      resolve()
    })
  })
}

function start(file: string, args: string[], {shell, input, output, quiet, env, group}: ProgramOptions): ChildProcess {
  const keeps = typeof output === 'object'
  const stdio: SpawnOptions['stdio'] = [
    typeof input === 'string' ? 'pipe' : input ? 'inherit' : 'ignore',
    keeps ? 'pipe' : output === 'stderr' ? 2 : 'inherit',
    quiet ? 'ignore' : 'inherit',
  ]
  const isWindows = process.platform === 'win32'
  const own = Boolean(group) && !isWindows
  const how = isWindows && !shell ? startable(file, args, env) : {file, args}
  const child = spawn(how.file, how.args, {
    stdio,
    env,
    shell,
    detached: own,
    windowsHide: !keeps && output !== 'terminal',
    windowsVerbatimArguments: how.verbatim,
  })
  if (own) grouped.add(child)
  if (!watched) process.once('exit', endAll)
  watched = true
  running.add(child)
  // A program that does not read its input is none the worse for it.
  child.stdin?.on('error', () => {})
  if (typeof input === 'string') child.stdin?.end(input)
  return child
}

/** When the program itself has ended. Its pipes may be held open by what it has left running. */
function ended(child: ChildProcess): Promise<[number | null, NodeJS.Signals | null]> {
  return new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) reject(new ProgramTrouble('not started', error.code))
    })
    child.once('exit', (code, signal) => resolve([code, signal]))
  })
}

/** What a program prints, up to a bound. */
class Output {
  readonly #pieces: Buffer[] = []
  #bytes = 0
  onTooMuch: () => void = () => {}

  constructor(
    readonly child: ChildProcess,
    output: ProgramOptions['output'],
  ) {
    const most = typeof output === 'object' ? output.most : 0
    child.stdout?.on('data', (piece: Buffer) => {
      this.#bytes += piece.length
      if (this.#bytes > most) this.onTooMuch()
      else this.#pieces.push(piece)
    })
    child.stdout?.on('error', () => {})
  }

  /**
   * All that was printed: what stands in the pipe when the program has ended is read, and nobody else is waited for.
   */
  async rest(): Promise<string> {
    const {stdout} = this.child
    for (let before = -1; stdout && !stdout.readableEnded && before < this.#bytes; ) {
      before = this.#bytes
      // Two turns of the loop: what is there has been read after them.
      for (let turn = 0; turn < 2; turn++) await new Promise(resolve => setImmediate(resolve))
    }
    return Buffer.concat(this.#pieces).toString('utf8')
  }

  close(): void {
    this.child.stdout?.destroy()
  }
}

/** Ends a program and what it has started: first it is asked to, then it is not. */
async function endWithChildren(child: ChildProcess): Promise<void> {
  let all = withChildren(child)
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    all = [...new Set([...all, ...withChildren(child)])]
    send(child, all, signal)
    const until = performance.now() + GRACE
    while (isAlive(child, all) && performance.now() < until) await sleep(20)
    if (!isAlive(child, all)) return
  }
}

/** The program ends now: nothing of what it has started stays behind. */
function endAll(): void {
  for (const child of running) send(child, withChildren(child), 'SIGKILL')
}

function send(child: ChildProcess, all: number[], signal: NodeJS.Signals): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/T', '/F', '/PID', String(child.pid)], {stdio: 'ignore', windowsHide: true})
    return
  }
  for (const pid of grouped.has(child) ? [-child.pid!, ...all] : all) {
    try {
      process.kill(pid, signal)
    } catch {
      // It has ended meanwhile.
    }
  }
}

function isAlive(child: ChildProcess, all: number[]): boolean {
  if (process.platform === 'win32') return child.exitCode === null && child.signalCode === null
  const parents = processes()
  if (all.some(pid => parents.has(pid))) return true
  return grouped.has(child) && [...parents.values()].some(({group}) => group === child.pid)
}

/** The program's own number and those of what it has started, as far as they can be told. */
function withChildren(child: ChildProcess): number[] {
  if (child.pid === undefined || process.platform === 'win32') return []
  const all = child.exitCode === null && child.signalCode === null ? [child.pid] : []
  const found = processes()
  const above = [child.pid]
  for (const parent of above) {
    for (const [pid, one] of found) {
      if (one.parent !== parent || above.includes(pid)) continue
      above.push(pid)
      all.push(pid)
    }
  }
  return all
}

/** All processes that run, with their parents and groups. */
function processes(): Map<number, {parent: number; group: number}> {
  const found = new Map<number, {parent: number; group: number}>()
  const lines = process.platform === 'linux' ? procLines() : psLines()
  for (const line of lines) {
    const [pid, state, parent, group] = line.trim().split(/\s+/) as [string, string, string, string]
    if (pid && !/^[ZX]/.test(state)) found.set(Number(pid), {parent: Number(parent), group: Number(group)})
  }
  return found
}

function procLines(): string[] {
  return readdirSync('/proc').flatMap(name => {
    if (!/^\d+$/.test(name)) return []
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      // The name in brackets may hold anything.
      return `${name} ${stat.slice(stat.lastIndexOf(')') + 2)}`
    } catch {
      return []
    }
  })
}

const psLines = (): string[] =>
  spawnSync('ps', ['-Ao', 'pid=,stat=,ppid=,pgid='], {encoding: 'utf8'}).stdout?.split('\n') ?? []
