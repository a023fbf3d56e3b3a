// Customers as they are now: those of the world and those created since, with what was changed laid over them.

import {accountIdOf, Dice, hashText, mix} from './state/random.js'
import {kind, type Store} from './state/store.js'
import {isOverrun} from './topics/budgets/state.js'
import type {Customer, Partner, World} from './world/model.js'
import {countries} from './world/names.js'

/** What can change about a customer of the world. */
export type CustomerChange = Partial<Omit<Customer, 'id' | 'seed' | 'partnerId'>> & {
  frozenReason?: string
  /** UTC+8 day of the last unfreeze: a used-up budget freezes again on the next one. */
  releasedOn?: number
  /** A change that comes by itself: the result of a review. */
  later?: {at: number; change: Partial<Omit<Customer, 'id' | 'seed' | 'partnerId'>>}
}

/**
 * A customer created through the API. It belongs to the partner from `associatedOn` on, if the association succeeds.
 */
export type CreatedCustomer = Customer & {created: true; createdAt: number; outcome: 'associated' | 'failed'}

const createdKind = kind<CreatedCustomer>('customer')
const changeKind = kind<CustomerChange>('customer-change')

/** What CreateSubCustomer says about a new customer. */
export interface NewCustomer {
  accountName: string
  area: string
  email: string
  telephone: string
  xaccountId: string
  xaccountType: string
  associatedOn: number
  outcome: 'associated' | 'failed'
}

export class Customers {
  constructor(
    private readonly world: World,
    private readonly store: Store,
    /** The sandbox's time. */
    private readonly clock: {now(): number},
  ) {}

  /** A customer by id, associated or not. */
  get(id: string): Customer | undefined {
    const made = this.world.customer(id) ?? this.store.find(createdKind, id)?.value
    return made && this.#now(made)
  }

  /** A customer that is associated with this partner at that moment; undefined for every other id. */
  ofPartner(partnerId: string, id: string, now: number): Customer | undefined {
    const customer = this.get(id)
    return customer?.partnerId === partnerId && isAssociated(customer, now) ? customer : undefined
  }

  /** The customers associated with a partner at that moment, oldest association first. */
  list(partnerId: string, now: number): Customer[] {
    const changes = new Map(this.store.list(changeKind, partnerId).map(c => [c.id, c.value]))
    const base = this.world.customersOf(partnerId).filter(c => c.associatedOn <= now)
    const created = this.store
      .list(createdKind, partnerId)
      .map(c => c.value)
      .filter(c => isAssociated(c, now))
    const all = [...base, ...created].map(c => this.#frozenByBudget(changedBy(c, changes.get(c.id), now), now))
    return created.length ? all.sort((a, b) => a.associatedOn - b.associatedOn) : all
  }

  /** Resellers' customers included: everybody whose consumption this partner pays for. */
  paidBy(partner: Partner, now: number): Customer[] {
    const below = this.world.partners.filter(p => p.distributorId === partner.id)
    return [partner, ...below].flatMap(p => this.list(p.id, now))
  }

  change(customer: Customer, change: CustomerChange): void {
    const before = this.store.get(changeKind, customer.partnerId, customer.id)
    this.store.put(changeKind, customer.partnerId, customer.id, {...before, ...change})
  }

  changed(customer: Customer): CustomerChange {
    return this.store.get(changeKind, customer.partnerId, customer.id) ?? {}
  }

  /** Those created through the API, with every partner, associated or not. */
  created(): CreatedCustomer[] {
    return this.store.all(createdKind).map(c => c.value)
  }

  create(partner: Partner, about: NewCustomer, now: number): CreatedCustomer {
    const number = this.store.next('customer')
    const seed = mix(this.world.hash, hashText(about.xaccountId), number)
    const known = countries[this.world.site].find(c => c.area === about.area)
    const country = known ?? {area: about.area, dial: '', tax: 0, region: countries[this.world.site][0]!.region}
    const id = accountIdOf(seed)
    const customer: CreatedCustomer = {
      created: true,
      createdAt: now,
      outcome: about.outcome,
      id,
      seed,
      accountName: about.accountName || `a${id.slice(1)}`,
      name: '',
      partnerId: partner.id,
      associatedOn: about.associatedOn,
      associationType: this.world.site === 'cn' ? '2' : '3',
      label: '',
      telephone: about.telephone,
      countryCode: country.dial,
      area: country.area,
      email: about.email,
      verifiedStatus: '-1',
      customerType: -1,
      // A new resale customer may not buy anything until its partner gives it a budget and lets it go.
      frozen: this.world.site === 'cn' ? '' : 'ACCOUNT',
      xaccountId: about.xaccountId,
      xaccountType: about.xaccountType,
      level: `V${new Dice(seed).below(2)}`,
      accountManager: '',
      budget: 0,
      billing: {
        slots: 0,
        region: country.region,
        discount: 0,
        tax: country.tax,
        coupons: false,
        arrears: false,
        huge: false,
      },
    }
    this.store.put(createdKind, partner.id, id, customer)
    return customer
  }

  #now(customer: Customer): Customer {
    const change = this.store.get(changeKind, customer.partnerId, customer.id)
    const now = this.clock.now()
    return this.#frozenByBudget(changedBy(customer, change, now), now)
  }

  #frozenByBudget(customer: Customer & CustomerChange, now: number): Customer {
    if (customer.frozen || !isOverrun({world: this.world, store: this.store, now}, customer, customer.releasedOn)) {
      return customer
    }
    return {...customer, frozen: 'ACCOUNT'}
  }
}

/** A customer with what was changed, and with what has come by itself since. */
function changedBy(customer: Customer, change: CustomerChange | undefined, now: number): Customer {
  if (!change) return customer
  const {later, ...at} = change
  return {...customer, ...at, ...(later && later.at <= now ? later.change : {})}
}

/** Whether the association with the partner is there: it comes a while after a creation, and may fail. */
export function isAssociated(customer: Customer, now: number): boolean {
  return customer.associatedOn <= now && (customer as Partial<CreatedCustomer>).outcome !== 'failed'
}
