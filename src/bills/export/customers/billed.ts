// Whose records a month has: the partner's customers, those of its resellers, and on the China site those that consumed
// anything.
import {createHash} from 'node:crypto'
import type {Api} from '../../../api/client.js'
import type {Site} from '../../../api/contract/contract.js'
import {type Customer, listCustomers} from '../../../customers/find.js'
import {listResellers} from '../../../customers/resellers.js'
import {Failure, usage} from '../../../failure.js'
import type {BilledCustomer} from '../../read/walk.js'

/**
 * The partner's own customers and those of its resellers, each with its reseller. `changed` is told of lists that were
 * not the same from their first page to their last: somebody may be missing.
 */
export async function* payingCustomers(
  api: Api,
  changed?: (message: string) => void,
): AsyncGenerator<Customer & Pick<BilledCustomer, 'indirect_partner_id' | 'reseller_account'>> {
  yield* listCustomers(api, {}, {changed})
  for (const {indirect_partner_id, account_name: reseller_account} of await listResellers(api, {changed})) {
    for await (const customer of listCustomers(api, {indirect_partner_id}, {changed}))
      yield {...customer, indirect_partner_id, reseller_account}
  }
}

/**
 * All customers that may have records, ordered by id: whoever exports again, or on another machine, gets the same
 * order.
 * Source: intl/en-us/api-bpconsole/mc_00021.html
 */
export async function billedCustomers(
  api: Api,
  cycle: string,
  site: Site,
  changed?: (message: string) => void,
): Promise<BilledCustomer[]> {
  const customers = new Map<string, BilledCustomer>()
  for await (const one of payingCustomers(api, changed)) {
    const {customer_id, account_name, indirect_partner_id, reseller_account} = one
    customers.set(customer_id, {customer_id, account_name, indirect_partner_id, reseller_account})
  }
  const wanted = site === 'cn' ? await consumers(api, cycle, customers, changed) : [...customers.values()]
  return byId(wanted)
}

/** In the order in which customers are read. */
export const byId = (customers: BilledCustomer[]): BilledCustomer[] =>
  customers.sort((a, b) => (a.customer_id < b.customer_id ? -1 : 1))

/**
 * The customers that consumed something in the cycle, who may no longer be the partner's, and the resellers' customers,
 * of whom that list may say nothing.
 */
async function consumers(
  api: Api,
  cycle: string,
  all: Map<string, BilledCustomer>,
  changed?: (message: string) => void,
): Promise<BilledCustomer[]> {
  const wanted = new Map([...all].filter(([, {indirect_partner_id}]) => indirect_partner_id))
  for await (const {customer_id} of api.list('ListConsumeSubCustomers', {bill_cycle: cycle}, {changed})) {
    if (!customer_id) throw new Failure('failed', 'a customer who consumed something comes without an id')
    wanted.set(customer_id, all.get(customer_id) ?? {customer_id, account_name: ''})
  }
  return [...wanted.values()]
}

/** Parts of the customers at most. */
const SHARDS = 9999

/** Which part of the customers `2/8` is. */
export function parseShard(text: string): {index: number; count: number} {
  const match = /^([1-9]\d*)\/([1-9]\d*)$/.exec(text)
  const [index, count] = [Number(match?.[1]), Number(match?.[2])]
  if (!match || index > count || count > SHARDS) {
    throw usage(
      `"${text}" is not a shard`,
      `Write 1/4 for the first of four parts of the customers; ${SHARDS.toLocaleString('en')} parts at most`,
    )
  }
  return {index, count}
}

/** A customer belongs to one shard by its id alone, so that customers who come or go move no others. */
export function inShard(customer_id: string, {index, count}: {index: number; count: number}): boolean {
  return createHash('sha256').update(customer_id).digest().readUInt32BE(0) % count === index - 1
}
