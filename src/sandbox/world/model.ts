// What a world is made of: partners, their operators and their customers.
import type {Site} from '../../api/contract/contract.js'

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
