// Whether records are still those that were exported: by the checksums and counts of their manifest.
import {Failure} from '../../failure.js'
import {checkFile, publishedAt} from '../export/files/published.js'
import type {Method} from '../records/source-names.js'
import {worded} from './customers.js'
import type {Comparison} from './reconcile.js'

export interface ExportedFiles {
  comparisons: Comparison[]
  /** What the customers' operations had been asked for. */
  method?: Method
  /** Says what could not be compared. */
  missing?: string
}

/** Holds the files of an export of a cycle against their manifest. */
export async function exportedFiles(path: string, cycle: string): Promise<ExportedFiles> {
  const found = publishedAt(path).filter(({manifest}) => manifest.query.cycle === cycle)
  if (found.length === 0)
    return {comparisons: [], missing: `the files themselves: ${path} has no manifest of an export`}
  const comparisons: Comparison[] = []
  for (const {manifest, fileOf} of found) {
    for (const part of manifest.files) {
      const file = fileOf(part.name)
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
  }
  return {comparisons, method: found[0]!.manifest.method}
}
