// How a run ends, decided in one place: what was thrown, what was sent before, and what ended the run, if something
// did.

import {stringifyJson} from '../api/json.js'
import {Failure, type FailureDetails, findOut, LEDGER, type RunEnd} from '../failure.js'
import {NotInPlace} from '../whole-file.js'
import {asFailure} from './failure-report.js'
import {currentRun} from './run.js'
import {type SentWrite, writeInWords} from './sent-writes.js'

/** Nobody reads the output any more: that is no error, and nothing is left to be said. */
export const isReaderGone = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException)?.code === 'EPIPE' || (error instanceof Failure && error.code === READER_GONE)

/** Marks the {@link RunEnd} of a run whose reader has gone. */
export const READER_GONE = 'reader-gone'

/** As many writes as a person reads. */
const SHOWN = 10

/**
 * What the run amounts to when `error` was thrown, or when the command returned and `error` is undefined. Undefined:
 * it ended well. A write that nobody has an answer to comes before everything else, for whoever repeats it does it
 * twice; then what ended the run; then what was done and could not be told; then the error itself.
 */
export function endingOf(error: unknown, argv: string[] = []): Failure | undefined {
  const {writes, settlesRows} = currentRun()
  const end = currentRun().ended
  if (error instanceof Failure && error.outcome === 'unknown') return error
  // After a write, a result that is not in its place is one that is missing.
  const expected = error instanceof Failure && !(error instanceof NotInPlace) ? error : undefined
  // A job has a line for each row, and goes on with the next run.
  if (settlesRows && expected) return expected
  const cut = end && !isReaderGone(end) && !settlesRows ? writes.unansweredAtEnd : []
  if (cut.length > 0) return unanswered(`${end!.message} before the answer came`, cut, error)
  if (error === undefined) return undefined
  if ((!speaksOfWrites(expected) || end) && writes.unknown.length > 0)
    return unanswered(asFailure(error, argv).message, writes.unknown, error)
  if (end) return endedBy(end, expected, error)
  if (isReaderGone(error)) return undefined
  if (writes.done.length > 0 && (!expected || SAYS_NOTHING_DONE.has(expected.outcome)))
    return unreported(error, undefined, argv)
  return asFailure(error, argv)
}

/** Outcomes of which everybody reads that nothing was sent, or nothing changed. */
const SAYS_NOTHING_DONE: ReadonlySet<string> = new Set(['usage', 'unavailable'])

/** A failure that was made of rows of which some are unknown, or of what waits for something that was done. */
const speaksOfWrites = (failure: Failure | undefined): boolean =>
  failure !== undefined && (failure.outcome === 'partial' || failure.outcome === 'pending')

/** The end of the run comes before what it made of the parts. */
function endedBy(end: RunEnd, failure: Failure | undefined, error: unknown): Failure | undefined {
  if (isReaderGone(end)) return undefined
  const {done} = currentRun().writes
  // The time was up, but not before anything was changed.
  if (end.outcome === 'unavailable' && done.length > 0) {
    if (failure?.outcome === 'partial') return failure
    return currentRun().isTold ? new Failure('partial', end.message, {...about(done), cause: error}) : unreported(end)
  }
  // Its own words may say more: how the same work is gone on with.
  const own = failure?.message.includes(end.message) ? failure : undefined
  if (own?.outcome === end.outcome && done.length === 0) return own
  const message = own?.message ?? (failure ? `${end.message}: ${failure.message}` : end.message)
  const {next = [], ...details} = about(done)
  return new Failure(end.outcome, message, {...details, next: [...next, ...(own?.next ?? [])], cause: error})
}

/** Writes were sent, and how they ended is not known, or was not when the run was ended. */
function unanswered(why: string, sent: SentWrite[], cause: unknown): Failure {
  const checks = sent.filter(({end}) => end?.outcome !== 'done').map(({check}) => check)
  const {next = [], ...details} = about(sent, checks.length > 0 ? [] : [LEDGER])
  const asking = [...new Set(checks)].slice(0, SHOWN).map(check => findOut(check))
  const subject = sent.length === 1 ? sent[0]!.operation : `${sent.length} requests`
  return new Failure('unknown', `${subject}: sent; ${why}`, {...details, next: [...next, ...asking], cause})
}

/** A write was done, and what came after it failed: `result` is what could not be written. */
export function unreported(error: unknown, result?: unknown, argv: string[] = []): Failure {
  const {done, unknown} = currentRun().writes
  const reason = asFailure(error, argv).message
  if (unknown.length > 0) return unanswered(reason, unknown, error)
  const {next = [], details, requestId} = about(done, [LEDGER])
  const lost = result === undefined ? {} : {result}
  const rows = (Array.isArray(result) ? result : result === undefined ? [] : [result]).slice(0, SHOWN)
  const lines = rows.map(row => `result: ${stringifyJson(row)}`)
  return new Failure('unreported', `done, but the result could not be written: ${reason}. Do not repeat it`, {
    next: [...lines, ...next],
    requestId,
    details: {...(details as object), ...lost},
    cause: error,
  })
}

/** What was sent, for people and for programs. */
function about(sent: SentWrite[], next: string[] = []): FailureDetails {
  if (sent.length === 0) return {next}
  const more = sent.length > SHOWN ? [`and ${sent.length - SHOWN} more`] : []
  return {
    next: [...sent.slice(0, SHOWN).map(writeInWords), ...more, ...next],
    requestId: sent.length === 1 ? sent[0]!.end?.requestId : undefined,
    details: {
      writes: sent.map(({operation, targets, customer, end}) => ({
        operation,
        targets,
        customer,
        outcome: end?.outcome ?? 'unknown',
        request_id: end?.requestId,
      })),
    },
  }
}

/** What a second signal leaves behind. */
export function leaving(end: RunEnd): Failure {
  const {writes, settlesRows} = currentRun()
  const open = writes.underWay
  if (open.length === 0) return new Failure(end.outcome, end.message, about(writes.done))
  const checks = [...new Set(open.map(({check}) => check))].filter(check => check !== undefined).slice(0, SHOWN)
  const asking = settlesRows
    ? ['Run the same command again: it looks up what became of them']
    : checks.map(check => findOut(check))
  const subject =
    open.length === 1 ? 'a request that changes something was' : `${open.length} requests that change something were`
  const {next = [], ...details} = about(open, asking.length > 0 ? asking : [findOut()])
  return new Failure(end.outcome, `${end.message}: ${subject} sent, outcome unknown`, {...details, next})
}
