// Who asks.
import type {Customer, Operator, Partner} from '../world/model.js'

/** Whose credentials signed the request. */
export interface PartnerCaller {
  kind: 'partner'
  domainId: string
  domainName: string
  partner: Partner
  user: Operator
}

export interface CustomerCaller {
  kind: 'customer'
  domainId: string
  domainName: string
  customer: Customer
  /** Set when a partner acts as this customer through its agency. */
  assumedBy?: {partner: Partner; user: Operator}
}

export type Caller = PartnerCaller | CustomerCaller
