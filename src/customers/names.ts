// Account names for ids, where a reader would rather see a name.
import type {Api} from '../api/client.js'
import {Listing} from '../api/listing.js'
import {concernsOnePart} from '../failure.js'

/** So few are asked for one by one; more are found in the list of customers, as far as it is read. */
const FEW = 3
const READ = 500
const PORTION = 50

/**
 * The account names of customers, by id. Who is not found, or cannot be asked for, is missing: the id stands for itself
 * then.
 */
export async function accountNames(
  api: Api,
  ids: Iterable<string>,
  indirect_partner_id?: string,
): Promise<Map<string, string>> {
  const wanted = new Set(ids)
  const names = new Map<string, string>()
  try {
    const lists =
      wanted.size <= FEW
        ? [...wanted].map(customer_id => api.list('ListSubCustomers', {customer_id, indirect_partner_id}, {limit: 1}))
        : [api.list('ListSubCustomers', {indirect_partner_id}, {limit: READ})]
    await Promise.all(
      lists.map(async list => {
        for await (const {customer_id, account_name} of list) {
          if (customer_id && account_name && wanted.has(customer_id)) names.set(customer_id, account_name)
          if (names.size === wanted.size) break
        }
      }),
    )
  } catch (error) {
    if (!concernsOnePart(error)) throw error
  }
  return names
}

/**
 * The same rows, each with the account name of its customer. They come in portions: names are looked up for many at
 * once.
 */
export function withNames<Row extends {customer_id?: string}>(
  api: Api,
  rows: Listing<Row>,
  indirect_partner_id?: string,
): Listing<Row & {account_name?: string}> {
  return new Listing(async function* (listing) {
    const known = new Map<string, string | undefined>()
    const named = async (portion: Row[]) => {
      const ids = new Set(portion.flatMap(({customer_id}) => customer_id ?? []).filter(id => !known.has(id)))
      const names = await accountNames(api, ids, indirect_partner_id)
      for (const id of ids) known.set(id, names.get(id))
      return portion.map(row => ({...row, account_name: known.get(row.customer_id ?? '')}))
    }
    let portion: Row[] = []
    for await (const row of rows) {
      listing.total = rows.total
      portion.push(row)
      if (portion.length < PORTION) continue
      yield* await named(portion)
      portion = []
    }
    yield* await named(portion)
    listing.total = rows.total
    listing.cut = rows.cut
  })
}
