// Whether records are still those that were exported: by the checksums and counts of their manifest.
import {Failure} from '../../failure.js'
import {checkFile} from '../export/files/held.js'
import {publishedFiles} from '../export/files/published.js'
import type {BillRecord} from '../records/bill-record.js'
import type {Method} from '../records/source-names.js'
import type {Comparison} from './comparison.js'
import {worded} from './customers.js'

export interface ExportedFiles {
  path: string
  comparisons: Comparison[]
  /** What the customers' operations had been asked for. */
  method?: Method
  /** Says what could not be compared. */
  missing?: string
}

/** Holds the files of an export of a cycle against their manifest. */
export async function exportedFiles(path: string, cycle: string): Promise<ExportedFiles> {
  const found = publishedFiles(path).filter(({manifest}) => manifest.query.cycle === cycle)
  if (found.length === 0)
    return {path, comparisons: [], missing: `the files themselves: ${path} has no manifest of an export`}
  const comparisons: Comparison[] = []
  for (const {file, part} of found) {
    const comparison = worded(`file ${part.name}`, 'as exported', 'as exported')
    try {
      await checkFile(file, part)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      comparison.left = 'not the file that was exported'
      comparison.outcome = 'differences'
      comparison.reason = error.message
    }
    comparisons.push(comparison)
  }
  return {path, comparisons, method: found[0]!.manifest.method}
}

/**
 * The records of files that were held against their manifest. Throws `differences` where they cannot be read, for they
 * are not what was exported.
 */
export async function* recordsAsExported(
  {comparisons}: ExportedFiles,
  records: AsyncIterable<BillRecord>,
): AsyncGenerator<BillRecord> {
  try {
    yield* records
  } catch (error) {
    const changed = comparisons.find(({outcome}) => outcome === 'differences')
    if (!changed?.reason || !(error instanceof Failure)) throw error
    throw new Failure('differences', `${changed.reason}, and cannot be read any more: ${error.message}`, {
      next: ['Export it again, and copy it whole'],
      cause: error,
    })
  }
}
