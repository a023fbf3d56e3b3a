// Which months an export in a folder lacks, or has in figures that are no longer so.
import {dirname} from 'node:path'
import type {Api} from '../api/client.js'
import {currentCycle, KEPT_CYCLES, shiftCycle} from '../cycle.js'
import {Decimal} from '../decimal.js'
import {usage} from '../failure.js'
import type {ExportQuery, Manifest} from './manifest.js'
import {publishedAt} from './published.js'
import {monthlySums} from './reconcile/platform.js'
import {totalOf} from './reconcile/sums.js'
import {isSameQuery} from './same-query.js'
import {Target} from './target.js'

export interface DueMonth {
  cycle: string
  why: string
}

/** Final months whose sums are asked for again: corrections come soon after a month, or not at all. */
const CHECKED = 3

/**
 * The months that an export in this folder is due for, oldest first: those that are not there since the oldest that is, up to last month; those that
 * were an estimate, or lacked customers; and of the last three months those whose records no longer add up to Huawei's monthly sums.
 * Without any export there, the cycle of the query. Throws `usage` where no folder is meant.
 */
export async function monthsSinceLast(
  api: Api,
  query: ExportQuery,
  out: string | undefined,
  now: Date,
  onProgress: (text: string) => void = () => {},
): Promise<DueMonth[]> {
  const target = Target.of(out, query)
  if (target.kind === 'stream' || (target.kind === 'file' && target.path === out)) {
    throw usage('--since-last needs a folder, with a file or a partition for each month', 'Name it with --out bills/')
  }
  const there = new Map<string, Manifest>()
  for (const {manifest} of publishedAt(dirname(target.path))) {
    if (isSameQuery({...manifest.query, cycle: query.cycle}, query)) there.set(manifest.query.cycle, manifest)
  }
  const current = currentCycle(now)
  const last = shiftCycle(current, -1)
  const oldest = [...there.keys()].sort()[0]
  if (oldest === undefined) return [{cycle: query.cycle, why: 'the first export there'}]
  const due: DueMonth[] = []
  // The oldest month that the API keeps may be gone before it is asked for.
  const kept = shiftCycle(current, 1 - KEPT_CYCLES)
  for (let cycle = oldest < kept ? kept : oldest; cycle <= current; cycle = shiftCycle(cycle, 1)) {
    const manifest = there.get(cycle)
    if (!manifest) {
      if (cycle <= last) due.push({cycle, why: 'not there yet'})
    } else if (manifest.state === 'estimate') due.push({cycle, why: 'was an estimate'})
    else if (manifest.unread.length > 0) due.push({cycle, why: `lacked ${manifest.unread.length} customers`})
    else if (cycle >= shiftCycle(current, -CHECKED)) {
      onProgress(`Asking for the sums of ${cycle}`)
      const changed = await changedCustomers(api, manifest)
      if (changed > 0) due.push({cycle, why: `${changed} customers have other sums now`})
    }
  }
  return due
}

/** Customers whose records, less what was cut off, are not what the monthly sums say; who could not be asked counts as unchanged. */
async function changedCustomers(api: Api, {query, customers}: Manifest): Promise<number> {
  const {sums} = await monthlySums(api, query.cycle)
  const exported = new Map<string, bigint>()
  for (const {customer_id, amount} of customers) {
    exported.set(customer_id, (exported.get(customer_id) ?? 0n) + Decimal.of(amount).units)
  }
  const wanted = query.customers && new Set(query.customers)
  let changed = 0
  for (const [customer, sum] of sums) {
    if (wanted && !wanted.has(customer)) continue
    if ((exported.get(customer) ?? 0n) !== totalOf(sum) + sum.truncated) changed++
  }
  return changed
}
