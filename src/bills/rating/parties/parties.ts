// Who is who in a price book: customers and resellers by all their names, and which of them is billed for a record.
import {usage} from '../../../failure.js'
import type {BillRecord} from '../../records/bill-record.js'
import type {NamesOf} from '../rules.js'
import type {WrittenCustomer} from '../written.js'

export interface Customer extends Omit<WrittenCustomer, 'tax'> {
  /** How the book calls it. */
  key: string
  tax?: string[]
}

/** A reseller, and who is billed for its customers. */
export interface Reseller extends Customer {
  bills: 'reseller' | 'customers'
  /** Names of its customers, where the records do not say whose they are. */
  members: string[]
}

/** What tells whose a record is. */
export type Whose = Pick<BillRecord, 'customer_id' | 'account_name' | 'xreseller_id' | 'xreseller_account'>

/** Who is billed for a record. */
export interface Payer {
  /** Id and account name of the reseller; empty where the customer itself is billed, absent without resellers. */
  bill_to?: string
  bill_to_name?: string
  /** What the book says of who is billed. */
  party: Customer | undefined
}

export interface Parties {
  namesOf: NamesOf
  /** What the book says about a customer, or a reseller, by id or account name. */
  customer(id: string | undefined, accountName?: string): Customer | undefined
  /** Throws `usage` where records and book name two resellers of one customer, or the reseller's id is not known. */
  payer(whose: Whose): Payer
}

/** What is remembered of customers at most; records come customer by customer. */
const REMEMBERED = 10_000

export const isIdText = (text: string) => /^[0-9a-f]{32}$/.test(text)

/**
 * The reseller that a record names: `xreseller_id` as exports have it, else the partner of a delivered file, which is
 * the reseller where the customer is a reseller's.
 */
export function resellerIn(whose: Whose): {id: string; account: string; isListed: boolean} {
  const {xreseller_id, xreseller_account, partner_id, partner_account_name} = whose as Record<string, string | null>
  const isListed = Boolean(xreseller_id || xreseller_account)
  const [id, account] = isListed ? [xreseller_id, xreseller_account] : [partner_id, partner_account_name]
  return {id: id ?? '', account: account ?? '', isListed}
}

export function partiesOf(
  path: string,
  customers: Map<string, Customer>,
  groups: Map<string, string[]>,
  resellers: Map<string, Reseller>,
): Parties {
  const idsOf = <T extends Customer>(all: Map<string, T>) =>
    new Map([...all.values()].flatMap(one => (one.id ? [[one.id, one] as const] : [])))
  const [byId, resellersById] = [idsOf(customers), idsOf(resellers)]
  const groupsOf = new Map<string, string[]>()
  for (const [group, members] of groups) {
    for (const member of members) {
      for (const name of [member, customers.get(member)?.id, byId.get(member)?.key]) {
        if (name) groupsOf.set(name, [...(groupsOf.get(name) ?? []), group])
      }
    }
  }
  const listing = new Map<string, Reseller>()
  for (const reseller of resellers.values())
    for (const member of reseller.members)
      for (const name of [member, customers.get(member)?.id, byId.get(member)?.key])
        if (name) listing.set(name, reseller)

  const resellerNamed = (id: string, account: string) =>
    resellers.get(id) ?? resellersById.get(id) ?? resellers.get(account)
  const customerNamed = (id: string, account: string) => customers.get(id) ?? byId.get(id) ?? customers.get(account)
  const customer = (id = '', account = '') => customerNamed(id, account) ?? resellerNamed(id, account)
  const ownNames = ({customer_id, account_name}: Whose) => {
    const [id, account] = [customer_id ?? '', account_name ?? '']
    const key = customerNamed(id, account)?.key
    return [...new Set([id, account, ...(key ? [key] : [])])].filter(Boolean)
  }

  /** The reseller as the book has it; its id and name are those of the record where it tells them. */
  function resellerOf(whose: Whose): {id: string; account: string; entry: Reseller | undefined} {
    const {id, account, isListed} = resellerIn(whose)
    const entry = resellerNamed(id, account)
    const names = listing.size > 0 ? ownNames(whose) : []
    const listed = names.map(name => listing.get(name)).find(Boolean)
    const isOther = entry !== undefined && id !== '' && entry.id !== undefined && entry.id !== id
    if (isOther || (listed && listed !== entry && (entry || isListed))) {
      const who = names.at(-1) ?? whose.account_name ?? whose.customer_id
      const told = isOther ? `that ${entry!.key} is ${entry!.id}` : listed!.key
      throw usage(
        `the records say that ${who} is a customer of reseller ${account || id}, and the price book says ${told}`,
        `Correct it under resellers in ${path}`,
      )
    }
    if (entry) return {id: id || (entry.id ?? ''), account: account || entry.key, entry}
    return listed ? {id: listed.id ?? '', account: listed.key, entry: listed} : {id, account, entry: undefined}
  }

  function payerOf(whose: Whose): Payer {
    const {id, account, entry} = resellerOf(whose)
    if (entry?.bills !== 'reseller')
      return {bill_to: '', bill_to_name: '', party: customerNamed(whose.customer_id ?? '', whose.account_name ?? '')}
    const billTo = id || (isIdText(entry.key) ? entry.key : '')
    if (!billTo)
      throw usage(
        `the id of reseller ${entry.key} is not known: the records do not say it`,
        `Write id: below ${entry.key}, under resellers in ${path}`,
      )
    return {bill_to: billTo, bill_to_name: account === billTo ? '' : account, party: entry}
  }

  const remembered = new Map<string, Payer>()
  return {
    customer,
    namesOf(record) {
      const names = ownNames(record)
      const {id, account, entry} = resellers.size > 0 ? resellerOf(record) : {...resellerIn(record), entry: undefined}
      const [key, entryId] = [entry?.key, entry?.id]
      return {
        names,
        groups: [...new Set(names.flatMap(name => groupsOf.get(name) ?? []))],
        resellers: [...new Set([id, account, key, entryId])].filter(name => name !== undefined && name !== ''),
      } as ReturnType<NamesOf>
    },
    payer(whose) {
      if (resellers.size === 0) return {party: customerNamed(whose.customer_id ?? '', whose.account_name ?? '')}
      const {id, account, isListed} = resellerIn(whose)
      const key = [whose.customer_id, whose.account_name, id, account, isListed].join('\0')
      let payer = remembered.get(key)
      if (!payer) {
        payer = payerOf(whose)
        if (remembered.size >= REMEMBERED) remembered.clear()
        remembered.set(key, payer)
      }
      return payer
    },
  }
}
