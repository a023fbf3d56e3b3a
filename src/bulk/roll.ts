// The partner's customers, read once, to look rows up in.
import type {Api} from '../api/client.js'
import {type Customer, listCustomers} from '../customers/find.js'
import type {Item, Survey} from './task.js'

type ResellerOf = (item: Item) => string | undefined

const namedReseller: ResellerOf = item => item.values.reseller

export class Roll {
  readonly byId = new Map<string, Customer>()
  readonly byName = new Map<string, Customer>()
  readonly byXaccountId = new Map<string, Customer>()

  /**
   * Reads the customers that the rows may be about: those of the resellers that `resellerOf` gives, the partner's own
   * where it gives none.
   */
  static async of(api: Api, items: Item[], resellerOf = namedReseller): Promise<Roll> {
    const roll = new Roll()
    for (const reseller of new Set(items.map(item => resellerOf(item) || ''))) {
      for await (const customer of listCustomers(api, {indirect_partner_id: reseller || undefined})) {
        roll.byId.set(customer.customer_id, customer)
        if (customer.account_name) roll.byName.set(customer.account_name, customer)
        if (customer.xaccount_id) roll.byXaccountId.set(customer.xaccount_id, customer)
      }
    }
    return roll
  }

  /** The customer that a row names by id or account name. */
  find(text: string): Customer | undefined {
    return this.byId.get(text) ?? this.byName.get(text)
  }
}

/**
 * Which customer each row names. A row that names nobody is invalid, and so are rows that name one customer by its id
 * and by its name: they contradict each other, and neither is taken.
 */
export async function customersOf(
  api: Api,
  items: Item[],
  resellerOf = namedReseller,
): Promise<{customers: Map<Item, Customer>; invalid: Map<Item, Survey>}> {
  const roll = await Roll.of(api, items, resellerOf)
  const customers = new Map<Item, Customer>()
  const invalid = new Map<Item, Survey>()
  const rowsOf = new Map<string, Item[]>()
  for (const item of items) {
    const customer = roll.find(item.values.customer!)
    if (!customer) {
      invalid.set(item, {action: 'invalid', message: `there is no customer "${item.values.customer}"`})
      continue
    }
    customers.set(item, customer)
    rowsOf.set(customer.customer_id, [...(rowsOf.get(customer.customer_id) ?? []), item])
  }
  for (const same of rowsOf.values()) {
    if (same.length < 2) continue
    for (const item of same) {
      const others = same.filter(other => other !== item).map(other => other.number)
      invalid.set(item, {action: 'invalid', message: `row ${others.join(', ')} is the same customer`})
    }
  }
  return {customers, invalid}
}
