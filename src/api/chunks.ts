// Writes that take only some rows at once: sent one portion after the other, with one outcome for each row.
import {Failure, type Outcome, RunEnd} from '../failure.js'
import {outcomeOfCode} from './answer.js'
import {DryRun} from './dry-run.js'

/** What became of one row of a write. */
export interface RowOutcome {
  id: string
  /** `unknown`: sent, and whether it took effect is not known. `not sent`: a portion before it failed. */
  status: 'done' | 'failed' | 'unknown' | 'not sent'
  error_code?: string
  error_msg?: string
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
}

/**
 * One outcome for each row that was sent. What the answer says without an id of ours belongs to the only row, and to
 * none of several: an error then leaves open what became of the others. So does an answer that should name what was
 * done and does not.
 */
export function outcomesOf(ids: string[], {failed: reported = [], done}: Told): RowOutcome[] {
  const failed = new Map(reported.map(row => [row.id ?? row.resource_id ?? '', row]))
  const astray = reported.find(row => !ids.includes(row.id ?? row.resource_id ?? ''))
  const isNamed = (id: string) => !done || done.includes(id) || (ids.length === 1 && done.includes(undefined))
  return ids.map(id => {
    const own = failed.get(id) ?? (ids.length === 1 ? astray : undefined)
    if (own) return {id, status: 'failed', error_code: own.error_code, error_msg: own.error_msg}
    if (astray && !done?.includes(id)) {
      return {id, status: 'unknown', error_code: astray.error_code, error_msg: astray.error_msg}
    }
    if (!isNamed(id)) return {id, status: 'unknown', error_msg: 'the answer does not say what became of it'}
    return {id, status: 'done'}
  })
}

/**
 * Sends rows in portions of at most `size`. `send` gives what the answer says of them. After a portion
 * whose outcome is unknown, or that could not get through, nothing more is sent. When one portion is all there is, its
 * Failure is thrown as it is.
 */
export async function sendInChunks(
  ids: string[],
  size: number,
  send: (chunk: string[]) => Promise<Told>,
): Promise<RowOutcome[]> {
  const rows: RowOutcome[] = []
  const rehearsals: DryRun[] = []
  let stopped = false
  for (let start = 0; start < ids.length; start += size) {
    const chunk = ids.slice(start, start + size)
    if (stopped) {
      rows.push(...chunk.map(id => ({id, status: 'not sent' as const})))
      continue
    }
    try {
      const outcomes = outcomesOf(chunk, await send(chunk))
      rows.push(...outcomes)
      stopped = outcomes.some(row => row.status === 'unknown')
    } catch (error) {
      if (error instanceof DryRun) {
        rehearsals.push(error)
        continue
      }
      if (!(error instanceof Failure) || (rows.length === 0 && (ids.length <= size || error instanceof RunEnd)))
        throw error
      rows.push(...chunk.map(id => ({id, ...rowOf(error)})))
      // A business rule concerns these rows alone; everything else would meet the next portion, too.
      stopped = error.outcome !== 'refused'
    }
  }
  const [first, ...rest] = rehearsals
  if (first) throw first.with(rest)
  return rows
}

/** The row of a request that failed. */
export const rowOf = (failure: Failure): Omit<RowOutcome, 'id'> =>
  failure instanceof RunEnd
    ? {status: 'not sent'}
    : {
        status: failure.outcome === 'unknown' ? 'unknown' : 'failed',
        error_code: failure.code,
        error_msg: failure.message,
      }

/** How the whole went, when not every row was done. */
export function outcomeOfRows(rows: RowOutcome[]): Outcome | undefined {
  if (rows.every(row => row.status === 'done')) return undefined
  if (rows.some(row => row.status === 'unknown')) return 'unknown'
  if (rows.some(row => row.status === 'done')) return 'partial'
  const outcomes = new Set(rows.map(row => outcomeOfCode(row.error_code)))
  return outcomes.size === 1 ? [...outcomes][0] : 'refused'
}
