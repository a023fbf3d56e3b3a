// Writes of many rows: sent one portion after the other, with one outcome for each row.
import {Failure, findOut, isUnknownCaller, type Outcome, RunEnd} from '../failure.js'
import {outcomeOfCode} from './answer.js'
import {codes} from './contract/codes.js'
import {DryRun} from './dry-run.js'
import {standingOf} from './verdict.js'

/** What became of one row of a write. */
export interface RowOutcome {
  id: string
  /** `unknown`: sent, and whether it took effect is not known. `not sent`: a portion before it failed. */
  status: 'done' | 'failed' | 'unknown' | 'not sent'
  error_code?: string
  error_msg?: string
  /** Of an unknown one: how to find out what became of it. */
  check?: string
}

/** A row that an answer reports as failed: the API calls the row `id` or `resource_id`. */
export interface FailedRow {
  id?: string
  resource_id?: string
  error_code?: string
  error_msg?: string
}

/** What an answer says of the rows that were sent. */
export interface Told {
  failed?: FailedRow[]
  /** The ids of those that were done; absent where the API names only what failed. */
  done?: (string | undefined)[]
  /** The orders that were made for all of them together; absent where none are. */
  orders?: string[]
  /** How to find out what became of a row of which this does not say it. */
  check: string
}

const idOf = (row: FailedRow) => row.id ?? row.resource_id ?? ''

/** Whether a row's code says that it was refused, not that nobody knows. */
const isRefusal = ({error_code: code}: FailedRow) =>
  !code || (code.toUpperCase() !== codes.success && standingOf(200, {code}) !== 'open')

/**
 * One outcome for each row that was sent. What the answer says without an id of ours belongs to the only row, and to
 * none of several: an error then leaves open what became of the others. So does an answer that should name what was
 * done and does not, that names one row as done and failed, or that has orders where every row failed.
 */
export function outcomesOf(ids: string[], {failed: reported = [], done, orders, check}: Told): RowOutcome[] {
  const failed = new Map(reported.map(row => [idOf(row), row]))
  const astray = reported.find(row => !ids.includes(idOf(row)))
  const open = orders && reported.find(row => !isRefusal(row))
  const isOnly = ids.length === 1
  const errorOf = (id: string) => failed.get(id) ?? (isOnly ? astray : undefined)
  const isNamed = (id: string) => done !== undefined && (done.includes(id) || (isOnly && done.includes(undefined)))
  const hasOrders = orders?.some(id => id !== '')
  const isOrderOfFailed = hasOrders && ids.every(errorOf)
  const isDone = (id: string) => (done ? isNamed(id) : !astray && hasOrders !== false)
  // An error without an id is about a row that nothing else is said of; where there is none, about any.
  const doubt = astray && idOf(astray) === '' && ids.every(id => isNamed(id) || failed.has(id)) ? astray : undefined

  return ids.map(id => {
    const own = failed.get(id)
    const unknown = (error?: FailedRow): RowOutcome => ({
      id,
      status: 'unknown',
      error_code: error?.error_code,
      error_msg: error?.error_msg ?? (error ? undefined : 'the answer does not say what became of it'),
      check,
    })
    if (isNamed(id)) return own || doubt ? unknown(own ?? doubt) : {id, status: 'done'}
    const error = errorOf(id)
    if (error) {
      if (isOrderOfFailed || !isRefusal(error)) return unknown(error)
      return {id, status: 'failed', error_code: error.error_code, error_msg: error.error_msg}
    }
    const other = astray ?? open
    return isDone(id) && !other ? {id, status: 'done'} : unknown(other)
  })
}

/** Outcomes that say nothing of a row: every other portion would meet the same. */
const ofAll: ReadonlySet<Outcome> = new Set(['unavailable', 'unknown', 'usage', 'failed'])

/** The end of the run, no way through, keys that are wrong, an environment that does not fit. */
const stopsTheRest = (error: Failure): boolean =>
  error instanceof RunEnd || isUnknownCaller(error) || ofAll.has(error.outcome)

interface Sent {
  rows: RowOutcome[]
  /** The failure of the last portion that was sent, where it failed. */
  last?: Failure
}

/**
 * Sends rows in portions of at most `size`. `send` gives what the answer says of them. After a portion whose outcome is
 * unknown, or that could not get through, nothing more is sent; wrong keys are shown once. When one portion is all
 * there is, its Failure is thrown as it is; so is one that keeps everything from being done.
 */
export async function sendInChunks(
  ids: string[],
  size: number,
  send: (chunk: string[]) => Promise<Told>,
  onProgress?: (ended: number) => void,
): Promise<RowOutcome[]> {
  const {rows, last} = await sendPortions(ids, size, send, onProgress)
  const end = ids.length <= size ? last : endOfAll({rows, last})
  if (end) throw end
  return rows
}

/** The failure that kept everything from being done: it says more than the rows. */
export const endOfAll = ({rows, last}: Sent): Failure | undefined =>
  last && stopsTheRest(last) && last.outcome !== 'unknown' && !rows.some(row => row.status === 'done')
    ? last
    : undefined

/** Like {@link sendInChunks}, for those who show the rows in any case. */
export async function sendPortions(
  ids: string[],
  size: number,
  send: (chunk: string[]) => Promise<Told>,
  onProgress: (ended: number) => void = () => {},
): Promise<Sent> {
  const rows: RowOutcome[] = []
  const rehearsals: DryRun[] = []
  let stopped = false
  let last: Failure | undefined
  for (let start = 0; start < ids.length; start += size) {
    const chunk = ids.slice(start, start + size)
    if (stopped) {
      rows.push(...chunk.map(id => ({id, status: 'not sent' as const})))
      continue
    }
    last = undefined
    try {
      const outcomes = outcomesOf(chunk, await send(chunk))
      rows.push(...outcomes)
      stopped = outcomes.some(row => row.status === 'unknown')
    } catch (error) {
      if (error instanceof DryRun) {
        rehearsals.push(error)
        continue
      }
      if (!(error instanceof Failure)) throw error
      last = error
      stopped = stopsTheRest(error)
      rows.push(...chunk.map(id => ({id, ...rowOf(error)})))
    }
    onProgress(rows.length)
  }
  const [first, ...rest] = rehearsals
  if (first) throw first.with(rest)
  return {rows, last}
}

/** The row of a request that failed. */
export const rowOf = (failure: Failure): Omit<RowOutcome, 'id'> =>
  failure instanceof RunEnd
    ? {status: 'not sent'}
    : {
        status: failure.outcome === 'unknown' ? 'unknown' : 'failed',
        error_code: failure.code,
        error_msg: failure.message,
        check: failure.check,
      }

/** How the whole went, when not every row was done. */
export function outcomeOfRows(rows: RowOutcome[]): Outcome | undefined {
  if (rows.every(row => row.status === 'done')) return undefined
  if (rows.some(row => row.status === 'unknown')) return 'unknown'
  if (rows.some(row => row.status === 'done')) return 'partial'
  const outcomes = new Set(rows.map(row => outcomeOfCode(row.error_code)))
  return outcomes.size === 1 ? [...outcomes][0] : 'refused'
}

/** What to look at, for the rows of which nobody knows what became of them. */
export const checksOf = (rows: Partial<Pick<RowOutcome, 'check'> & {status: string}>[]): string[] => [
  ...new Set(rows.filter(row => row.status === 'unknown').map(row => findOut(row.check))),
]
