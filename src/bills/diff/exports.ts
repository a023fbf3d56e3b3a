// Which two exports are compared.
import {commandLine} from '../../command-line.js'
import {Failure, usage} from '../../failure.js'
import type {Manifest} from '../export/files/manifest.js'
import {publishedAt} from '../export/files/published.js'
import type {Batch, Reading} from '../read/exported-file.js'
import {checkMerged, exportedBatches, exportedRecords} from '../read/open-records.js'
import {neededFields, neededText} from '../records/needed.js'
import type {SourceName} from '../records/sources.js'
import {cyclesOf} from './contents.js'
import {Diff, type Difference, type DifferenceSum} from './diff.js'
import {sumText} from './sum-text.js'
import {type Ground, groundOf} from './survey.js'

interface Side {
  path: string
  manifest?: Manifest
}

/**
 * Opens two exports of one month. Throws `usage` where they are of two months, or of none, and `not-comparable` where
 * they are of two sources that tell nothing alike.
 */
export async function openDiff(
  old: string,
  now: string,
  cycle?: string,
  reading?: Reading,
): Promise<{diff: Diff; differences: AsyncGenerator<Difference>; notes: string[]}> {
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
  const ground = await groundBetween(left.path, right.path, {...reading, note: undefined})
  if (ground && ground.unlike.length > 0)
    notes.push(`Not compared, for each says it in its own way: ${ground.unlike.join(', ')}`)
  const diff = new Diff(undefined, ground)
  diff.isTold = a !== undefined && b !== undefined
  const [before, after] = [left, right].map(({path}, side) => {
    const nested = (names: string[]) => {
      for (const name of names) diff.nested[side]!.add(name)
    }
    return recordsAt(path, cycle, {...reading, nested})
  }) as [AsyncGenerator<Batch>, AsyncGenerator<Batch>]
  return {diff, differences: diff.differences(before, after), notes}
}

/** What two exports of two sources tell alike; undefined for those of one source. */
async function groundBetween(old: string, now: string, reading: Reading): Promise<Ground | undefined> {
  const [before, after] = [await sourceAt(old, reading), await sourceAt(now, reading)]
  if (!before || !after || before === after) return undefined
  if (before === SUMS || after === SUMS) {
    const [sums, records] = before === SUMS ? [old, now] : [now, old]
    throw usage(`${sums} holds the sums of a month, and ${records} records`, 'Compare two of a kind')
  }
  const of = (path: string) => ({path, batches: exportedRecords(path, reading).batches()})
  return groundOf(of(old), of(now))
}

const SUMS = 'monthly-sums' satisfies SourceName

async function sourceAt(path: string, reading: Reading): Promise<SourceName | undefined> {
  for await (const batch of exportedBatches(path, reading)) {
    if (!Array.isArray(batch)) return batch.page.layout.source
    if (batch[0]) return batch[0].source
  }
  return undefined
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
    checkMerged(path, found)
    const cycles = [...new Set(found.map(({manifest}) => manifest.query.cycle))].sort()
    const next = cycles.length > 1 ? `Choose one: --cycle ${cycles.at(-1)}` : 'Name one of its files'
    throw usage(`${path} holds ${found.length} exports`, next)
  }
  return found.length === 1 ? {path: found[0]!.path, manifest: found[0]!.manifest} : {path}
}

/** What is not compared, and what is there twice, in words. */
export function diffNotes({notIn, nested, twice}: Diff, [before, after]: [string, string]): string[] {
  const lacking = (path: string, fields: string[]) =>
    fields.length > 0 ? [`Not compared, for ${path} does not have it: ${fields.join(', ')}`] : []
  return [
    ...[before, after].flatMap((path, side) => [
      ...lacking(
        path,
        notIn[side]!.filter(name => !nested[side]!.has(name)),
      ),
      ...(nested[side]!.size > 0
        ? [`Not compared, for it holds lists or structures in ${path}: ${[...nested[side]!].join(', ')}`]
        : []),
    ]),
    ...[before, after].flatMap((path, side) => (twice[side]!.text ? [`${path}: ${twice[side]!.text}`] : [])),
  ]
}

/** How a comparison ends in which figures or customers of one side were held against nothing. */
export function uncomparedFailure(diff: Diff, paths: [string, string]): Failure | undefined {
  const {notIn, ground} = diff
  if (diff.isOfNothing) return nothingFailure(paths)
  for (const [side, fields] of notIn.entries()) {
    // Another source has its own amounts.
    const lacking = neededFields.filter(name => fields.includes(name) && (!ground || name === 'customer_id'))
    if (lacking.length === 0) continue
    return new Failure('not-comparable', neededText(paths[side]!, lacking), {
      next: [`Export both with the same columns: ${commandLine`bill export`}`],
    })
  }
  return undefined
}

/** How a comparison of nothing with nothing ends. */
export const nothingFailure = ([old, now]: [string, string]): Failure =>
  new Failure('not-comparable', `neither ${old} nor ${now} has a record: there is nothing to compare`)

/** How a comparison ends that found something. */
export function differencesFailure(totals: DifferenceSum[]): Failure | undefined {
  if (totals.length === 0) return undefined
  return new Failure('differences', totals.map(sumText).join('; '))
}
