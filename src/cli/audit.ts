// The audit log: two lines for each write, its intent before and its outcome after. No secrets, no personal data of
// customers.
// Each line holds the digest of the line before it, so that a line that was changed, taken out or put in shows.
import {createHash} from 'node:crypto'
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
} from 'node:fs'
import {hostname, userInfo} from 'node:os'
import {join} from 'node:path'
import type {Hooks, WriteEnd, WriteRecord} from '../api/session.js'
import {makePrivateFolder, NO_LINK, readPrivateFile, replace, writeWhole} from '../files.js'
import {withLock} from '../lock.js'
import {dataFolder} from '../profiles/paths.js'

export const auditPath = () => join(dataFolder(), 'audit.jsonl')

/** A file that has grown to this many bytes is put aside under the number of its last line. */
const FULL = 16 * 1024 * 1024

export type AuditLine = {
  /** Counts all lines, over all files. */
  n: number
  /** Digest of the line before. */
  prev: string
  time: string
} & (
  | ({event: 'intent'; command: string; user: string; host: string; pid: number} & WriteRecord)
  | ({event: 'outcome'; id: string; operation: string} & WriteEnd)
)

type NewLine = AuditLine extends infer L ? (L extends AuditLine ? Omit<L, 'n' | 'prev' | 'time'> : never) : never

/** What stands before the first line. */
const BEGINNING = '0'.repeat(64)
const digest = (line: string) => createHash('sha256').update(line).digest('hex')

interface Waiting {
  line: NewLine
  resolve(): void
  reject(error: unknown): void
}

const waiting: Waiting[] = []
let writing = false

/** Writes a line; it is on disk when the promise resolves. Lines that come meanwhile are written together. */
function append(line: NewLine): Promise<void> {
  return new Promise((resolve, reject) => {
    waiting.push({line, resolve, reject})
    if (!writing) void writeWaiting()
  })
}

async function writeWaiting(): Promise<void> {
  writing = true
  while (waiting.length > 0) {
    const served: Waiting[] = []
    try {
      makePrivateFolder(dataFolder())
      await withLock(`${auditPath()}.lock`, () => {
        served.push(...waiting.splice(0))
        writeLines(served.map(({line}) => line))
      })
      for (const {resolve} of served) resolve()
    } catch (error) {
      for (const {reject} of served.length > 0 ? served : waiting.splice(0)) reject(error)
    }
  }
  writing = false
}

function writeLines(lines: NewLine[]): void {
  const path = auditPath()
  const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | NO_LINK
  let descriptor = openSync(path, flags, 0o600)
  try {
    let {n, prev, torn} = lastOf(descriptor) ?? lastPutAside()
    if (fstatSync(descriptor).size > FULL) {
      closeSync(descriptor)
      replace(path, join(dataFolder(), `audit-${String(n).padStart(10, '0')}.jsonl`))
      descriptor = openSync(path, flags, 0o600)
    }
    // A crash of the machine may have left half a line: it stays, as a line of its own.
    let text = torn ? '\n' : ''
    for (const line of lines) {
      const whole = JSON.stringify({n: ++n, time: new Date().toISOString(), ...line, prev})
      prev = digest(whole)
      text += `${whole}\n`
    }
    writeWhole(descriptor, text)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

interface Last {
  n: number
  prev: string
  torn: boolean
}

/** Bytes of the end of a file that are looked at first; a line may be longer. */
const TAIL = 64 * 1024

/** The last line of a file; undefined for an empty one. */
function lastOf(descriptor: number): Last | undefined {
  const {size} = fstatSync(descriptor)
  if (size === 0) return undefined
  for (let length = TAIL; ; length *= 4) {
    const tail = Buffer.alloc(Math.min(size, length))
    readSync(descriptor, tail, 0, tail.length, size - tail.length)
    const torn = tail.at(-1) !== 0x0a
    // What stands before the first end of a line may be the rest of a longer one.
    const from = tail.length < size ? tail.indexOf(0x0a) + 1 : 0
    const lines = from > 0 || tail.length === size ? tail.toString('utf8', from).split('\n').filter(Boolean) : []
    // Half a line has no number: the one before it has.
    const at = lines.findLastIndex(line => parse(line) !== undefined)
    if (at < 0 && tail.length < size) continue
    const prev = lines.length > 0 ? digest(lines.at(-1)!) : BEGINNING
    return {n: at < 0 ? 0 : parse(lines[at]!)!.n + lines.length - 1 - at, prev, torn}
  }
}

/** Where a new file goes on. */
function lastPutAside(): Last {
  const file = putAside().at(-1)
  if (!file) return {n: 0, prev: BEGINNING, torn: false}
  const descriptor = openSync(file, 'r')
  try {
    return {...lastOf(descriptor)!, torn: false}
  } finally {
    closeSync(descriptor)
  }
}

const parse = (text: string): AuditLine | undefined => {
  try {
    const line = JSON.parse(text)
    return typeof line?.n === 'number' ? line : undefined
  } catch {
    return undefined
  }
}

/** The files that are full, oldest first. */
function putAside(): string[] {
  if (!existsSync(dataFolder())) return []
  return readdirSync(dataFolder())
    .filter(name => /^audit-\d+\.jsonl$/.test(name))
    .sort()
    .map(name => join(dataFolder(), name))
}

/** Hooks for the client. A write is not sent when its intent cannot be recorded. */
export function auditHooks(command: string): Required<Pick<Hooks, 'beforeWrite' | 'afterWrite'>> {
  return {
    beforeWrite: (record: WriteRecord) =>
      append({event: 'intent', command, user: userName(), host: hostname(), pid: process.pid, ...record}),
    afterWrite: ({id, operation}: WriteRecord, end: WriteEnd) => append({event: 'outcome', id, operation, ...end}),
  }
}

/** A process may run as a user that has no name. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.() ?? '')
  }
}

/**
 * All lines of the log, oldest first, with the place where each stands. `line` is undefined for one that is not
 * readable.
 */
export function* auditLines(): Generator<{file: string; row: number; text: string; line?: AuditLine}> {
  for (const file of [...putAside(), auditPath()]) {
    const text = file === auditPath() ? (readPrivateFile(file) ?? '') : readFileSync(file, 'utf8')
    let row = 0
    for (const one of text.split('\n')) {
      row++
      if (one !== '') yield {file, row, text: one, line: parse(one)}
    }
  }
}

export interface AuditCheck {
  lines: number
  /** The number of the first line that is still there. */
  from?: number
  /** Digest of the last line: keep it elsewhere to prove later that nothing before it was changed. */
  head: string
  /** What is wrong, and where. */
  breaks: {file: string; row: number; what: string}[]
  /** Whether the digest that was asked for is that of some line. */
  found?: boolean
}

/** Follows the chain from the first line to the last. `head` is a digest that must be found on the way. */
export function checkAudit(head?: string): AuditCheck {
  const check: AuditCheck = {lines: 0, head: BEGINNING, breaks: [], found: head === undefined ? undefined : false}
  let expected: number | undefined
  for (const {file, row, text, line} of auditLines()) {
    const wrong = (what: string) => check.breaks.push({file, row, what})
    if (!line) wrong('is not a whole line: the machine stopped while it was written, or it was changed')
    else {
      if (expected === undefined) check.from = line.n
      else if (line.n !== expected) wrong(`has number ${line.n} instead of ${expected}: lines were taken out or put in`)
      const first = expected === undefined && line.n > 1
      if (!first && line.prev !== check.head) wrong('does not follow from the line before: one of the two was changed')
    }
    expected = (line?.n ?? expected ?? 0) + 1
    check.lines++
    check.head = digest(text)
    if (check.head === head) check.found = true
  }
  return check
}
