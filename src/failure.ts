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
  readonly details?: unknown

  constructor(
    readonly outcome: Outcome,
    message: string,
    {next = [], code, status, requestId, details, cause}: FailureDetails = {},
  ) {
    super(message, {cause})
    this.next = next
    this.code = code
    this.status = status
    this.requestId = requestId
    this.details = details
  }
}

/** Bad input: nothing was sent. */
export const usage = (message: string, ...next: string[]) => new Failure('usage', message, {next})
