// One run of the program, as cron sees it: what must not run twice, how long it may take, where its output goes, what
// it says at the end.
import {setMaxListeners} from 'node:events'
import {closeSync, constants, openSync, writeSync} from 'node:fs'
import {join} from 'node:path'
import type {TraceEntry} from '../api/session.js'
import {Failure, fileTrouble, type Outcome, RunEnd, usage} from '../failure.js'
import {isSpecial, makePrivateFolder, NO_LINK} from '../files.js'
import {lockHolder, tryLock} from '../lock.js'
import {lookUp} from '../look-up.js'
import type {Kind} from '../place.js'
import {dataFolder} from '../profiles/paths.js'
import {WholeFile} from '../whole-file.js'
import {exitCodes} from './exit-codes.js'
import {parseWait} from './input/durations.js'
import type {Form} from './input/kept-form.js'
import {clean, isTerminal, visibleJson} from './output/terminal.js'
import {SentWrites} from './sent-writes.js'
import {TypedScope} from './typed-scope.js'

export interface RunFlags {
  'output-file'?: string
  lock?: string
  'max-time'?: string
  'log-file'?: string
  summary?: boolean
  output?: string
}

class Run {
  readonly #started = process.uptime()
  readonly #id = Math.random().toString(36).slice(2, 10)
  /** What the summary says besides: rows by how they ended. */
  readonly counts: Record<string, number> = {}
  profile?: string
  /** The answers of a command that asks, until it has come to its end. */
  form?: Form
  readonly writes = new SentWrites()
  readonly scope = new TypedScope()
  /** The command tells how each row ended, and the next run goes on with them. */
  settlesRows = false
  readonly #controller = new AbortController()
  /** The line at the end is wanted. */
  summary = false
  #command = ''
  #json = false
  #requests = 0
  #retries = 0
  #file?: WholeFile
  #complete = false
  #unlock?: () => void
  #timer?: NodeJS.Timeout
  #log?: number

  constructor() {
    // Every request that is on its way listens, and there may be many.
    setMaxListeners(0, this.signal)
  }

  /** Aborts with a {@link RunEnd} when the user, the system, the clock or a reader that has gone ends the run. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** What has ended the run; undefined while it goes on. */
  get ended(): RunEnd | undefined {
    return this.signal.aborted ? this.signal.reason : undefined
  }

  /** Asks the running work to end: what was sent is finished, nothing more begins. */
  interrupt(end: RunEnd): void {
    if (this.signal.aborted) return
    this.writes.cut()
    this.#controller.abort(end)
  }

  /** Takes what the flags ask for, before anything else happens. */
  async begin(command: string, flags: RunFlags): Promise<void> {
    if (this.#command) return
    this.#command = command
    this.#json = /^jsonl?$/.test(flags.output ?? '')
    this.summary ||= flags.summary ?? false
    if (flags['log-file']) this.#log = openLog(flags['log-file'])
    if (flags.lock) this.#unlock = takeLock(flags.lock)
    if (flags['max-time']) {
      const time = parseWait(flags['max-time'], '--max-time')
      const why = new RunEnd('unavailable', `the time of --max-time ${flags['max-time']} is up`)
      this.#timer = setTimeout(() => {
        const waits = this.writes.waitingFor(why)
        this.interrupt(why)
        if (waits) process.stderr.write(`${clean(waits)}\n`)
      }, time).unref()
    }
    if (flags['output-file']) {
      try {
        this.#file = await WholeFile.create(flags['output-file'], lookUp(kinds, flags.output ?? ''))
      } catch (error) {
        if (error instanceof Failure) throw error
        throw usage(`${flags['output-file']} cannot be written: ${fileTrouble(error)}`)
      }
    }
    this.log('begin', {command, pid: process.pid})
  }

  /** Where data go: into the file of `--output-file`, or to stdout. */
  write(text: string | Buffer): Promise<void> {
    if (this.#file) return this.#file.write(text)
    // Bytes are an answer as it came.
    const shown = typeof text !== 'string' && isTerminal(process.stdout) ? clean(String(text), {lines: true}) : text
    return new Promise((resolve, reject) => {
      process.stdout.write(shown, error => (error ? reject(error) : resolve()))
    })
  }

  /** Data go into a file: stdout is neither a terminal nor a pipe then. */
  get toFile(): boolean {
    return this.#file !== undefined
  }

  /** The result stands where it was wanted; something may come after it. */
  get isTold(): boolean {
    return this.#complete
  }

  /** The result is whole: it counts, whatever the exit code will be. */
  resultIsWhole(): void {
    this.#complete = true
  }

  /** Counts a request, and notes it in the log. */
  trace({
    operation,
    method,
    url,
    attempt,
    status,
    requestId,
    error,
    milliseconds,
    throttled,
    retryIn,
  }: TraceEntry): void {
    this.#requests++
    if (retryIn !== undefined) this.#retries++
    // Without the query, which may name people.
    const path = url.replace(/\?.*$/, '')
    const ms = Math.round(milliseconds)
    this.log('request', {
      operation,
      method,
      url: path,
      attempt,
      status,
      request_id: requestId,
      error,
      ms,
      throttled_ms: Math.round(throttled),
      retry_in_ms: retryIn,
    })
  }

  /** A line of the log file, if there is one. A log that cannot be written does not end the work. */
  log(event: string, about: object): void {
    if (this.#log === undefined) return
    try {
      const line = {time: new Date().toISOString(), run: this.#id, event, ...about}
      writeSync(this.#log, `${JSON.stringify(line)}\n`)
    } catch (error) {
      this.#log = undefined
      process.stderr.write(`Warning: the log file cannot be written: ${clean((error as Error).message)}\n`)
    }
  }

  /** Puts the result in its place or takes it away, and gives back what was taken. Returns the exit code. */
  async end(exit: number, fail: (error: unknown) => number): Promise<number> {
    clearTimeout(this.#timer)
    let code = exit
    try {
      if (this.#file && (exit === 0 || this.#complete)) {
        await this.#file.finish()
        const {overtaken, path} = this.#file
        if (overtaken)
          process.stderr.write(
            `Warning: another run wrote ${clean(path)} meanwhile; it holds the result of this one now\n`,
          )
      } else await this.#file?.discard()
    } catch (error) {
      await this.#file?.discard().catch(() => {})
      // A write without an answer is worse than a file that is not there.
      const then = fail(error)
      if (exit !== exitCodes.unknown.exit) code = then
    }
    this.#unlock?.()
    this.#sayEnd(code)
    if (this.#log !== undefined) closeSync(this.#log)
    return code
  }

  #sayEnd(exit: number): void {
    const outcome = Object.entries(exitCodes).find(([, one]) => one.exit === exit)?.[0] as Outcome | 'done' | undefined
    const facts = {
      command: this.#command,
      profile: this.profile,
      exit,
      outcome,
      seconds: Number((process.uptime() - this.#started).toFixed(1)),
      requests: this.#requests,
      retries: this.#retries,
      ...this.counts,
    }
    this.log('end', facts)
    if (!this.summary) return
    if (this.#json) process.stderr.write(`${visibleJson(JSON.stringify({summary: facts}))}\n`)
    else process.stderr.write(`partnerctl: ${logfmt(facts)}\n`)
  }
}

let run = new Run()

/** The run of this process. */
export const currentRun = (): Run => run

export function beginRun(): Run {
  run = new Run()
  return run
}

/** `name=value`, with quotes where a value has blanks. */
const logfmt = (facts: object) =>
  Object.entries(facts)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${/[\s"=]/.test(String(value)) ? JSON.stringify(clean(String(value))) : value}`)
    .join(' ')

function takeLock(name: string): () => void {
  if (!/^[\w.-]{1,64}$/.test(name))
    throw usage(`"${name}" cannot be the name of a lock`, 'Use letters, digits, dot, dash')
  const folder = join(dataFolder(), 'locks')
  makePrivateFolder(folder)
  const path = join(folder, `${name}.lock`)
  const unlock = tryLock(path)
  if (unlock) return unlock
  const holder = lockHolder(path)
  throw new Failure('refused', `another run holds the lock ${name}${holder ? ` (process ${holder})` : ''}`, {
    next: ['It was not started a second time'],
  })
}

/** What a file of each format holds. */
const kinds: Record<string, Kind> = {csv: 'rows', table: 'rows', json: 'json', jsonl: 'json', yaml: 'yaml'}

function openLog(path: string): number {
  try {
    // A link may lead to a device or a pipe, as /dev/stderr does.
    const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (isSpecial(path) ? 0 : NO_LINK)
    return openSync(path, flags, 0o600)
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    if (code === 'ELOOP') throw usage(`the log file ${path} is a link`, 'Name the file itself')
    throw usage(`the log file ${path} cannot be written (${code})`)
  }
}
