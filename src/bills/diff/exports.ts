// Which two exports are compared.
import {Failure, usage} from '../../failure.js'
import type {Manifest} from '../manifest.js'
import {publishedAt} from '../published.js'
import {exportedRecords} from '../records.js'
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
  const [before, after] = [exportedRecords(left.path), exportedRecords(right.path)]
  return {diff, differences: diff.differences(before.batches(), after.batches()), notes}
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
