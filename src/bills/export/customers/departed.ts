// Customers who left the partner in the middle of a month: its list does not have them any more, and the month does.
import {dirname} from 'node:path'
import {compareOwners, type Owner} from '../../../api/owner.js'
import {shiftCycle} from '../../../cycle.js'
import type {BilledCustomer} from '../../read/walk.js'
import type {ExportQuery} from '../files/manifest.js'
import {everyPublishedAt} from '../files/published.js'
import type {Target} from '../files/target.js'
import {isSameQuery} from '../same-query.js'

/**
 * Who had records in the export of the month before, in the same place, and is not listed any more. They are asked like
 * the others: who cannot be read any more is named, instead of missing silently.
 */
export function departedCustomers(
  {target, owner}: {target: Target; owner?: Owner},
  query: ExportQuery,
  listed: readonly BilledCustomer[],
): BilledCustomer[] {
  if (target.kind === 'stream') return []
  const known = new Set(listed.map(({customer_id}) => customer_id))
  const before = {...query, cycle: shiftCycle(query.cycle, -1)}
  return everyPublishedAt(dirname(target.path))
    .filter(({manifest}) => isSameQuery(manifest.query, before))
    .filter(({manifest}) => owner && compareOwners(manifest.owner, owner) === 'same')
    .flatMap(({manifest}) => manifest.customers)
    .filter(({customer_id, records}) => records > 0 && !known.has(customer_id) && known.add(customer_id))
    .map(({customer_id, account_name}) => ({customer_id, account_name}))
}
