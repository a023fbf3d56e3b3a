// The result file: one line for each row of the input, in its order.

import {WholeFile} from '../whole-file.js'
import type {JobRow} from './job-row.js'
import type {Task} from './task.js'

/** What the result says of each row, before the row's own columns. */
export const resultColumns = ['row', 'key', 'status', 'id', 'code', 'message', 'request_id']

/** One word for a row: that of its end, or `not-sent`. */
export const statusOf = (row: JobRow): string => row.end?.status ?? 'not-sent'

/** How many rows ended how, by status. */
export function countsOf(rows: JobRow[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const row of rows) counts[statusOf(row)] = (counts[statusOf(row)] ?? 0) + 1
  return counts
}

/** What a result tells of: a job. */
interface Finished {
  task: Task
  rows: JobRow[]
  /** Headings of the input that stand in the result as well. */
  carried: string[]
}

/**
 * Writes the result beside the input, or where the caller wants it. The row's own columns follow, without the secret
 * ones.
 */
export async function writeResult(job: Finished, path: string): Promise<void> {
  const {csvLines} = await import('../csv.js')
  const fields = job.task.fields.filter(field => !field.secret).map(field => field.name)
  const lines = job.rows.map(row => {
    const {end, input} = row
    const own = [...fields.map(name => input.values[name]!), ...job.carried.map(name => input.carried[name]!)]
    const key = input.values[job.task.keyField]!
    const about = [String(input.number), key, statusOf(row), end?.id, end?.code, end?.message, end?.request_id]
    return [...about.map(cell => cell ?? ''), ...own]
  })
  const file = await WholeFile.create(path, 'rows')
  try {
    await file.write(csvLines([[...resultColumns, ...fields, ...job.carried], ...lines]))
    await file.finish()
  } catch (error) {
    await file.discard()
    throw error
  }
}

/** `budgets.xlsx` -> `budgets.result.csv` */
export const resultPath = (file: string): string => `${file.replace(/\.(csv|xlsx|txt|tsv)$/i, '')}.result.csv`
