// Whose records an export asks for.
import type {Api} from '../../../api/client.js'
import type {Site} from '../../../api/contract/contract.js'
import type {Owner} from '../../../api/owner.js'
import type {BilledCustomer} from '../../read/walk.js'
import type {ExportQuery} from '../files/manifest.js'
import type {Target} from '../files/target.js'
import {billedCustomers, byId, inShard, parseShard} from './billed.js'
import {departedCustomers} from './departed.js'

/** The customers in their order: all that may have records, or those that were named, or a shard of them. */
export async function plannedCustomers(
  api: Api,
  query: ExportQuery,
  site: Site,
  {changed, ...place}: {target: Target; owner?: Owner; changed?: (message: string) => void},
): Promise<BilledCustomer[]> {
  let customers = await billedCustomers(api, query.cycle, site, changed)
  // The China site lists who consumed anything, whoever that is the customer of by now.
  if (site !== 'cn') customers = byId([...customers, ...departedCustomers(place, query, customers)])
  if (query.customers) {
    const wanted = new Set(query.customers)
    customers = customers.filter(({customer_id}) => wanted.delete(customer_id))
    // Whoever is named is asked, even when the partner's list does not have it any more.
    for (const customer_id of wanted) customers.push({customer_id, account_name: ''})
  }
  if (query.shard) {
    const shard = parseShard(query.shard)
    customers = customers.filter(({customer_id}) => inShard(customer_id, shard))
  }
  return customers
}
