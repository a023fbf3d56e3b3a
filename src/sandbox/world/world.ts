// The world before anybody changed it: a pure function of site, scenario and seed. Nothing here is stored.
import type {Site} from '../../api/contract/contract.js'
import {hashText} from '../state/random.js'
import {makeCustomers} from './customers.js'
import {makePartners} from './partners.js'

export type Scenario = 'empty' | 'tiny' | 'small' | 'large' | 'messy'
export const scenarios: Scenario[] = ['empty', 'tiny', 'small', 'large', 'messy']

/** A user of a partner's or customer's account who may sign requests. */
export interface Operator {
  id: string
  name: string
  password: string
  accessKey: string
  secretKey: string
  /** Permission items of the partner platform; `all` for the account's administrator. */
  permissions: string[] | 'all'
}

/** A partner: a distributor, a reseller below one, or a solution provider of its own. */
export interface Partner {
  id: string
  accountName: string
  companyName: string
  kind: 'distributor' | 'reseller' | 'provider'
  /** The distributor of a reseller. */
  distributorId?: string
  /** Name of the partner's sales platform; the agency at its customers has the same name. */
  xaccountType: string
  /** The first one is the administrator. */
  operators: Operator[]
  area: string
  email: string
  phone: string
  /** Moment at which a reseller was associated with its distributor. */
  associatedOn: number
  /** What the partner may consume before it has to pay, in whole currency units. */
  quota: number
}

/** A customer as the world has it; what was changed since lies over it (customers.ts beside the topics). */
export interface Customer {
  id: string
  /** All that is calculated for the customer comes from this number. */
  seed: number
  /** Login name of the account. */
  accountName: string
  /** Real-name verified name; empty without verification. */
  name: string
  /** The partner it is associated with; a reseller for a reseller's customers. */
  partnerId: string
  associatedOn: number
  associationType: '1' | '2' | '3'
  label: string
  telephone: string
  countryCode: string
  area: string
  email: string
  verifiedStatus: '-1' | '0' | '1' | '2' | '3'
  customerType: -1 | 0 | 1
  frozen: '' | 'ACCOUNT' | 'ACCOUNT_AND_RESOURCE'
  xaccountId: string
  xaccountType: string
  level: string
  accountManager: string
  /** Monthly budget in whole currency units; 0 without one. */
  budget: number
  billing: Billing
}

/** What the bills of a customer are calculated from. */
export interface Billing {
  /** How many places for resources there are; 0 for a customer without bills. */
  slots: number
  region: string
  /** Discount on pay-per-use, in 1/10000. */
  discount: number
  /** Tax in 1/10000 of the amount. */
  tax: number
  coupons: boolean
  /** Does not pay: its amounts stay debt. */
  arrears: boolean
  /** Amounts that need more digits than a double has. */
  huge: boolean
}

export interface World {
  readonly site: Site
  readonly scenario: Scenario
  readonly seed: number
  readonly currency: 'USD' | 'CNY'
  /** One number for the three; mixed into everything that is calculated. */
  readonly hash: number
  readonly partners: Partner[]
  partner(id: string): Partner | undefined
  /** The customers of a partner itself, without those of its resellers, in the order of their association. */
  customersOf(partnerId: string): Customer[]
  customer(id: string): Customer | undefined
  /** The customer with that place in the world, for keys that carry the place. */
  customerAt(index: number): Customer | undefined
  indexOf(customer: Customer): number
}

/** Builds a world. Cheap: customers are made when the first of them is asked for. */
export function makeWorld(site: Site, scenario: Scenario, seed: number): World {
  const hash = hashText(`${site}/${scenario}/${seed}`)
  const partners = makePartners(site, scenario, hash)
  let made: {list: Customer[]; byId: Map<string, number>; byPartner: Map<string, Customer[]>} | undefined
  const customers = () => {
    if (!made) {
      const list = makeCustomers(site, scenario, hash, partners)
      const byPartner = new Map(partners.map(p => [p.id, [] as Customer[]]))
      for (const customer of list) byPartner.get(customer.partnerId)!.push(customer)
      for (const own of byPartner.values())
        own.sort((a, b) => a.associatedOn - b.associatedOn || (a.id < b.id ? -1 : 1))
      made = {list, byId: new Map(list.map((c, i) => [c.id, i])), byPartner}
    }
    return made
  }
  return {
    site,
    scenario,
    seed,
    currency: site === 'cn' ? 'CNY' : 'USD',
    hash,
    partners,
    partner: id => partners.find(p => p.id === id),
    customersOf: partnerId => customers().byPartner.get(partnerId) ?? [],
    customer: id => customers().list[customers().byId.get(id) ?? -1],
    customerAt: index => customers().list[index],
    indexOf: customer => customers().byId.get(customer.id) ?? -1,
  }
}
