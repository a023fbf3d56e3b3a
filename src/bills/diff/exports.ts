// Which two exports are compared.
import {Failure, usage} from '../../failure.js'
import type {Manifest} from '../export/files/manifest.js'
import {publishedAt} from '../export/files/published.js'
import type {Batch, Reading} from '../read/exported-file.js'
import {exportedBatches} from '../read/open-records.js'
import {cyclesOf} from './contents.js'
import {Diff, type Difference, type DifferenceSum} from './diff.js'
import {sumText} from './sum-text.js'

interface Side {
  path: string
  manifest?: Manifest
}

/** Opens two exports of one month. Throws `usage` where they are of two months, or of none. */
export function openDiff(
  old: string,
  now: string,
  cycle?: string,
  reading?: Reading,
): {diff: Diff; differences: AsyncGenerator<Difference>; notes: string[]} {
  const [left, right] = [exportAt(old, cycle), exportAt(now, cycle)]
  const notes: string[] = []
  const [a, b] = [left.manifest?.query, right.manifest?.query]
  if (a && b) {
    if (a.cycle !== b.cycle)
      throw usage(`${old} is of cycle ${a.cycle}, ${now} of ${b.cycle}`, 'Compare two exports of one month')
    const differing = (['site', 'partner_id', 'source', 'detail', 'language', 'customers', 'shard'] as const).filter(
      name => JSON.stringify(a[name]) !== JSON.stringify(b[name]),
    )
    if (differing.length > 0) notes.push(`They were not asked alike: ${differing.join(', ')}`)
  }
  const diff = new Diff()
  const [before, after] = [recordsAt(left.path, cycle, reading), recordsAt(right.path, cycle, reading)]
  return {diff, differences: diff.differences(before, after), notes}
}

/** The records there. Throws `usage` where they are not of the cycle that was asked for, or do not tell. */
async function* recordsAt(
  path: string,
  cycle: string | undefined,
  reading: Reading | undefined,
): AsyncGenerator<Batch> {
  for await (const batch of exportedBatches(path, reading)) {
    const other = cycle ? cyclesOf(batch).find(one => one !== cycle) : undefined
    if (other !== undefined) {
      throw usage(
        other
          ? `${path} has records of cycle ${other}, not only of ${cycle}`
          : `${path} does not tell the cycle of its records`,
        'Leave --cycle away, or name an export of that month',
      )
    }
    yield batch
  }
}

function exportAt(path: string, cycle: string | undefined): Side {
  const found = publishedAt(path).filter(({manifest}) => !cycle || manifest.query.cycle === cycle)
  if (found.length > 1) {
    const cycles = [...new Set(found.map(({manifest}) => manifest.query.cycle))].sort()
    const next = cycles.length > 1 ? `Choose one: --cycle ${cycles.at(-1)}` : 'Name one of its files'
    throw usage(`${path} holds ${found.length} exports`, next)
  }
  return found.length === 1 ? {path: found[0]!.path, manifest: found[0]!.manifest} : {path}
}

/** How a comparison ends that found something. */
export function differencesFailure(totals: DifferenceSum[]): Failure | undefined {
  if (totals.length === 0) return undefined
  return new Failure('differences', totals.map(sumText).join('; '))
}
