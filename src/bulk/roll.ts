// The partner's customers, read once, to look rows up in.
import type {Api} from '../api/client.js'
import type {Customer} from '../customers/find.js'
import type {Item} from './task.js'

export class Roll {
  readonly byId = new Map<string, Customer>()
  readonly byName = new Map<string, Customer>()
  readonly byXaccountId = new Map<string, Customer>()

  /** Reads the partner's own customers and those of the resellers that the rows name in their field `reseller`. */
  static async of(api: Api, items: Item[]): Promise<Roll> {
    const roll = new Roll()
    for (const reseller of new Set(items.map(item => item.values.reseller ?? ''))) {
      for await (const customer of api.list('ListSubCustomers', {indirect_partner_id: reseller || undefined})) {
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
