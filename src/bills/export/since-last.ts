// Which months an export in a folder lacks, or has in figures that are no longer so.
import {statSync} from 'node:fs'
import {dirname} from 'node:path'
import type {Api} from '../../api/client.js'
import {compareOwners, ownerOf} from '../../api/owner.js'
import {counted} from '../../counted.js'
import {currentCycle, oldestCycle, shiftCycle} from '../../cycle.js'
import {Decimal} from '../../decimal.js'
import {usage} from '../../failure.js'
import {monthlySums} from '../reconcile/platform.js'
import {totalOf} from '../reconcile/sums.js'
import {apiSources} from '../records/sources.js'
import {inShard, parseShard} from './customers/billed.js'
import type {ExportQuery, Manifest} from './files/manifest.js'
import {everyPublishedAt, type Published} from './files/published.js'
import {Target} from './files/target.js'
import {isSameQuery} from './same-query.js'

export interface DueMonth {
  cycle: string
  why: string
}

/** Final months whose sums are asked for again: corrections come soon after a month, or not at all. */
const CHECKED = 3

/**
 * The months that an export in this folder is due for, oldest first, up to last month: those that are not there, or
 * whose files are not as they were written; those that were an estimate, or lacked customers; and of the last three
 * those whose records no longer add up to Huawei's monthly sums. They begin with `from`, or else with the oldest that
 * is there, or the cycle of the query. Throws `usage` where no folder is meant.
 */
export async function monthsSinceLast(
  api: Api,
  query: ExportQuery,
  {out, from, now}: {out?: string; from?: string; now: Date},
  onProgress: (text: string) => void = () => {},
): Promise<DueMonth[]> {
  const target = Target.of(out, query)
  if (target.kind === 'stream' || (target.kind === 'file' && target.path === out)) {
    throw usage('--since-last needs a folder, with a file or a partition for each month', 'Name it with --out bills/')
  }
  const owner = await ownerOf(api)
  const there = new Map<string, Published>()
  const ofOthers = new Map<string, string>()
  for (const published of everyPublishedAt(dirname(target.path))) {
    const theirs = published.manifest.query
    if (!isSameQuery({...theirs, cycle: query.cycle}, query)) continue
    const whose = compareOwners(published.manifest.owner, owner)
    if (whose === 'same') there.set(theirs.cycle, published)
    else ofOthers.set(theirs.cycle, WHOSE[whose])
  }
  const current = currentCycle(now)
  const first = [...there.keys()].sort()[0]
  const kept = oldestCycle(now)
  const oldest = from ?? (first === undefined ? query.cycle : first < kept ? kept : first)
  const due: DueMonth[] = []
  for (let cycle = oldest; cycle <= current; cycle = shiftCycle(cycle, 1)) {
    const published = there.get(cycle)
    if (!published) {
      // The month that still runs is exported where it was asked for.
      if (cycle < current || cycle === oldest)
        due.push({cycle, why: ofOthers.get(cycle) ?? (there.size === 0 ? FIRST : 'not there yet')})
      continue
    }
    const {manifest} = published
    if (!isWhole(published)) due.push({cycle, why: 'its files are missing, or not as they were written'})
    else if (manifest.state === 'estimate') due.push({cycle, why: 'was an estimate'})
    else if (manifest.unread.length > 0) due.push({cycle, why: `lacked ${counted(manifest.unread.length, 'customer')}`})
    else if (cycle >= shiftCycle(current, -CHECKED)) {
      onProgress(`Asking for the sums of ${cycle}`)
      const changed = await changedCustomers(api, manifest)
      if (changed > 0) due.push({cycle, why: `${counted(changed, 'customer')} with other sums now`})
    }
  }
  return due
}

const WHOSE = {
  other: 'what is there was exported for another account, endpoint or world of the sandbox',
  unclear: 'it cannot be told for which account it was exported',
}

const FIRST = 'the first export there'

/** Whether each file is there in its size. What is in it is not read. */
const isWhole = ({manifest, fileOf}: Published): boolean =>
  manifest.files.every(({name, bytes}) => statSync(fileOf(name), {throwIfNoEntry: false})?.size === bytes)

/**
 * Customers of the export whose records are not what the monthly sums say; who could not be asked counts as unchanged.
 */
async function changedCustomers(api: Api, {query, customers}: Manifest): Promise<number> {
  const named = query.customers && new Set(query.customers)
  const shard = query.shard ? parseShard(query.shard) : undefined
  const isExported = (id: string) => (!named || named.has(id)) && (!shard || inShard(id, shard))
  const {sums} = await monthlySums(api, query.cycle, {isWanted: isExported, method: query.method})
  const exported = new Map<string, bigint>()
  for (const {customer_id, amount} of customers) {
    exported.set(customer_id, (exported.get(customer_id) ?? 0n) + Decimal.of(amount).units)
  }
  const inCents = apiSources[query.source]?.inCents
  let changed = 0
  for (const [customer, sum] of sums) {
    // Sums are cut off to whole cents; most records are not.
    const expected = totalOf(sum) + (inCents ? 0n : sum.truncated)
    if ((exported.get(customer) ?? 0n) !== expected) changed++
  }
  return changed
}
