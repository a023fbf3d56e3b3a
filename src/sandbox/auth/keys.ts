// Permanent keys: which account and user an access key belongs to.

import type {Customers} from '../customers.js'
import {hexOf, mix, textOf} from '../state/random.js'
import type {Customer, Operator, Partner, World} from '../world/model.js'

const MIXED = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/**
 * The keys of a customer's own account. Calculated; the access key carries the seed, so that it can be found without a
 * search.
 */
export function customerOperator(world: World, customer: Customer): Operator {
  const seed = mix(world.hash, customer.seed, 0x6b)
  const place = customer.seed.toString(36).toUpperCase().padStart(7, '0')
  return {
    id: hexOf(mix(seed, 1), 32),
    name: customer.accountName,
    password: `Sbx-${textOf(mix(seed, 2), 14, MIXED)}`,
    accessKey: `SBXC${place}${textOf(mix(seed, 3), 9, UPPER)}`,
    secretKey: textOf(mix(seed, 4), 40, MIXED),
    permissions: 'all',
  }
}

export class Keyring {
  readonly #partners = new Map<string, {partner: Partner; user: Operator}>()
  #customers: Map<string, string> | undefined

  constructor(
    private readonly world: World,
    private readonly customers: Customers,
  ) {
    for (const partner of world.partners) {
      for (const user of partner.operators) this.#partners.set(user.accessKey, {partner, user})
    }
  }

  partner(accessKey: string): {partner: Partner; user: Operator} | undefined {
    return this.#partners.get(accessKey)
  }

  customer(accessKey: string): {customer: Customer; user: Operator} | undefined {
    if (!accessKey.startsWith('SBXC')) return undefined
    const place = accessKey.slice(4, 11)
    const id = this.#worldCustomers().get(place) ?? this.customers.created().find(c => placeOf(c) === place)?.id
    const customer = id === undefined ? undefined : this.customers.get(id)
    if (!customer) return undefined
    const user = customerOperator(this.world, customer)
    return user.accessKey === accessKey ? {customer, user} : undefined
  }

  #worldCustomers(): Map<string, string> {
    if (!this.#customers) {
      this.#customers = new Map()
      for (let i = 0, c = this.world.customerAt(0); c; c = this.world.customerAt(++i))
        this.#customers.set(placeOf(c), c.id)
    }
    return this.#customers
  }
}

const placeOf = (customer: Customer): string => customer.seed.toString(36).toUpperCase().padStart(7, '0')
