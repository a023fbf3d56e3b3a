// How anything ends that did not end well: one class for every error that a person should read.

/** The way a command ended; `src/cli/exit-codes.ts` gives each its exit code. */
export type Outcome =
  | 'failed'
  | 'usage'
  | 'not-found'
  | 'denied'
  | 'refused'
  | 'unavailable'
  | 'partial'
  | 'pending'
  | 'unknown'
  | 'differences'
  | 'not-comparable'
  | 'expiring'
  | 'waiting'
  | 'unreported'
  | 'interrupted'
  | 'terminated'

export interface FailureDetails {
  /** What the reader can do now, one sentence or command each. */
  next?: string[]
  /** The API's error code, e.g. `CBC.99000039`. */
  code?: string
  /** HTTP status of the answer. */
  status?: number
  requestId?: string
  /** Of an unknown outcome: what to type, or to look at, to find out. */
  check?: string
  /** Rows of a partial failure, or other data that belong in the JSON error. */
  details?: unknown
  cause?: unknown
}

/** An expected error: what happened, and what to do next. Anything else that is thrown is a defect. */
export class Failure extends Error {
  override name = 'Failure'
  readonly next: string[]
  readonly code?: string
  readonly status?: number
  readonly requestId?: string
  readonly check?: string
  readonly details?: unknown

  constructor(
    readonly outcome: Outcome,
    message: string,
    {next = [], code, status, requestId, check, details, cause}: FailureDetails = {},
  ) {
    super(message, {cause})
    this.next = next
    this.code = code
    this.status = status
    this.requestId = requestId
    this.check = check
    this.details = details
  }
}

/**
 * The end of the run itself: a signal, the time of `--max-time`, a reader that has gone. It is about no row and no
 * part, so whoever collects failures of parts lets it pass.
 */
export class RunEnd extends Failure {
  /** Milliseconds for which the answer to a write that was sent is waited for after it. */
  static readonly PATIENCE = 30_000
}

/**
 * A failure of one row, one customer, one part of a screen, which the rest need not share. Anything else is thrown
 * on.
 */
export const concernsOnePart = (error: unknown): error is Failure =>
  error instanceof Failure && !(error instanceof RunEnd)

/** Where it stands what was sent, should nothing else say what became of it. */
export const LEDGER = 'partnerctl audit list    says what was sent'

/** The step after a write whose outcome nobody knows. */
export const findOut = (check: string = LEDGER): string => `Find out before you repeat it: ${check}`

/** The keys are wrong, for everything that follows as well; and some wrong signatures lock them. */
export const isUnknownCaller = (error: unknown): boolean =>
  error instanceof Failure && error.outcome === 'denied' && error.status === 401

/** For a look at what was done already: `value` where it fails, for that must not hide the deed. */
export function otherwise<T>(value: T): (error: unknown) => T {
  return error => {
    if (concernsOnePart(error)) return value
    throw error
  }
}

/** Waiting for what a write has set going: it was done, so whatever keeps from seeing the rest leaves it pending. */
export function stillPending(error: unknown, message: string, ...next: string[]): unknown {
  if (!concernsOnePart(error) || error.outcome === 'pending') return error
  return new Failure('pending', `${message}: ${error.message}`, {next, requestId: error.requestId, cause: error})
}

/** Why a file or a folder cannot be read or written. */
const TROUBLES = new Map(
  Object.entries({
    EACCES: 'it belongs to somebody else',
    EEXIST: 'something is there already',
    EISDIR: 'it is a folder',
    ELOOP: 'its links lead in a circle',
    EMFILE: 'too many files are open',
    ENAMETOOLONG: 'its name is too long',
    ENOENT: 'it is not there',
    ENOSPC: 'the disk is full',
    ENOTDIR: 'what stands above it is a file',
    ENOTEMPTY: 'it is not empty',
    EPERM: 'it belongs to somebody else',
    EROFS: 'nothing can be written there',
  }),
)

/** Whether the system does not let a file be read or written. */
export const isFileTrouble = (error: unknown): boolean => TROUBLES.has((error as NodeJS.ErrnoException).code ?? '')

/** What the system says of a file, in words: `cannot be read: it is a folder`. Any other error as it says itself. */
export function fileTrouble(error: unknown): string {
  const {code = '', message} = error as NodeJS.ErrnoException
  return TROUBLES.get(code) ?? message
}

/** Bad input: nothing was sent. */
export const usage = (message: string, ...next: string[]) => new Failure('usage', message, {next})
