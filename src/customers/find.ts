// Customers by what operators call them: an id or an account name.
import {anotherOne, rowOf} from '../api/asked.js'
import type {Api, ListOptions} from '../api/client.js'
import type {Listing} from '../api/listing.js'
import type {Input, Item} from '../api/types.js'
import {commandLine} from '../command-line.js'
import {Failure, otherwise, usage} from '../failure.js'

type Row = Item<'ListSubCustomers'>

/** A customer that can be named: it has an id, and the id stands for a name that the platform does not give. */
export type Customer = Row & {customer_id: string; account_name: string}

/** Throws for a row without an id. */
export function named(row: Row): Customer {
  const {customer_id, account_name = customer_id} = row
  if (customer_id && account_name) return {...row, customer_id, account_name}
  throw new Failure('failed', 'a customer in the answer has no customer_id: it cannot be named, nor left out', {
    next: ['Run the command again; partnerctl customer list    shows what the platform gives'],
  })
}

/** The partner's customers. One without an id is an error: whoever goes through all of them must not miss it. */
export const listCustomers = (api: Api, filters: Input<'ListSubCustomers'>, options?: ListOptions): Listing<Customer> =>
  api.list('ListSubCustomers', filters, options).map(named)

/** A customer or partner id as Huawei makes them. */
export const looksLikeId = (text: string) => /^[0-9a-f]{32}$/.test(text)

/**
 * Finds one customer by id or account name. A part of a name will do when only one customer has it; several are a
 * Failure that lists them, none is `not-found`.
 */
export async function findCustomer(api: Api, typed: string, indirectPartnerId?: string): Promise<Customer> {
  // A line of a file may end with what nobody sees.
  const text = typed.trim()
  // Everybody's name has the empty text in it.
  if (text === '') throw usage('the name of the customer is empty', 'partnerctl customer list --all')
  const scope = {indirect_partner_id: indirectPartnerId}
  if (looksLikeId(text)) {
    const customer = await customerWithId(api, text, indirectPartnerId)
    if (customer) return customer
  } else {
    const came = await listCustomers(api, {...scope, account_name: text}, {limit: 100}).toArray()
    const candidates = came.filter(({account_name}) => account_name.toLowerCase().includes(text.toLowerCase()))
    if (candidates.length === 0 && came[0]) throw anotherOne('account_name', text, came[0].account_name)
    const exact = candidates.find(customer => customer.account_name === text)
    if (exact) return exact
    if (candidates.length === 1) return candidates[0]!
    if (candidates.length > 1) {
      const shown = candidates.slice(0, 8).map(customer => `${customer.account_name}  ${customer.customer_id}`)
      if (candidates.length > shown.length) shown.push(`and ${candidates.length - shown.length} more`)
      throw new Failure('usage', `"${text}" is part of ${candidates.length} account names`, {next: shown})
    }
    const customer = await customerWithId(api, text, indirectPartnerId)
    if (customer) return customer
  }
  throw new Failure('not-found', `there is no customer "${text}"`, {
    next: ['partnerctl customer list --all', ...(indirectPartnerId ? [] : await amongResellers(api, text))],
  })
}

/** Resellers that are asked for a customer that is not the partner's own, and for how many such customers in a run. */
const MOST_ASKED = 20
const MOST_MISSED = 3

const distributors = new WeakMap<Api, {resellers: Promise<Item<'ListIndirectPartners'>[]>; missed: number}>()

/** Where else a customer may be: with a reseller, if there are any; with which, where that is soon asked. */
async function amongResellers(api: Api, name: string): Promise<string[]> {
  const known = distributors.get(api) ?? {
    resellers: api.list('ListIndirectPartners', {}, {limit: MOST_ASKED}).toArray().catch(otherwise([])),
    missed: 0,
  }
  distributors.set(api, known)
  const resellers = await known.resellers
  if (resellers.length === 0) return []
  const owner = known.missed++ < MOST_MISSED ? await ownerOf(api, name, resellers) : undefined
  return owner
    ? [commandLine`customer list --reseller ${owner}    it has ${name}: add --reseller ${owner} to the same command`]
    : ["partnerctl reseller list    a reseller's customer is named with --reseller, or by its id"]
}

async function ownerOf(
  api: Api,
  account_name: string,
  resellers: Item<'ListIndirectPartners'>[],
): Promise<string | undefined> {
  const has = async ({indirect_partner_id}: Item<'ListIndirectPartners'>) =>
    (await listCustomers(api, {indirect_partner_id, account_name}, {limit: 100}).toArray()).some(
      one => one.account_name === account_name,
    )
  const found = await Promise.all(resellers.map(one => has(one).catch(otherwise(false))))
  const owner = resellers.find((_, index) => found[index])
  return owner && (owner.account_name ?? owner.indirect_partner_id)
}

/** The customer with an id; undefined where there is none. */
export async function customerWithId(
  api: Api,
  customer_id: string,
  indirect_partner_id?: string,
): Promise<Customer | undefined> {
  // One page has it, whatever the platform counts.
  for await (const {rows} of api.pages('ListSubCustomers', {indirect_partner_id, customer_id}, {limit: 10}))
    return rowOf(rows as Customer[], 'customer_id', customer_id)
  return undefined
}

/** The id of a customer; an id is taken as it is, without asking. */
export async function customerId(api: Api, text: string, indirectPartnerId?: string): Promise<string> {
  return looksLikeId(text.trim()) ? text.trim() : (await findCustomer(api, text, indirectPartnerId)).customer_id
}

/** Several customers, each as {@link findCustomer} finds it; each once, in the order they were named. */
export async function findCustomers(api: Api, texts: string[], indirectPartnerId?: string): Promise<Customer[]> {
  const found = await Promise.all(texts.map(text => findCustomer(api, text, indirectPartnerId)))
  return [...new Map(found.map(customer => [customer.customer_id, customer])).values()]
}
