// For whom a partner may act: itself, or a reseller below it (`indirect_partner_id`).

import {asPartner, type Call} from '../../call.js'
import type {CreatedCustomer} from '../../customers.js'
import {formatTime} from '../../state/calendar.js'
import {ApiFault} from '../../wire/api-fault.js'
import type {Customer, Partner} from '../../world/model.js'

/**
 * The partner whose customers a call is about: the reseller that `indirect_partner_id` names, else the caller itself.
 * Throws CBC.99000037 when the reseller is not one of the caller's.
 */
export function actingFor(call: Call<unknown>, indirectPartnerId: string | undefined): Partner {
  const {partner} = asPartner(call)
  if (indirectPartnerId === undefined || indirectPartnerId === '') return partner
  const reseller = call.world.partner(indirectPartnerId)
  if (partner.kind !== 'distributor' || reseller?.distributorId !== partner.id) {
    throw new ApiFault(400, 'CBC.99000037', 'No permission to operate on this reseller.')
  }
  return reseller
}

/**
 * A resale customer of the partner the call is about. Throws CBC.99000035 for anybody else, CBC.5024 for another
 * association.
 */
export function resaleCustomer(call: Call<unknown>, id: string, indirectPartnerId: string | undefined): Customer {
  const partner = actingFor(call, indirectPartnerId)
  const customer = call.customers.ofPartner(partner.id, id, call.now)
  if (!customer) throw notMine(call, id)
  if (!isResale(customer))
    throw new ApiFault(400, 'CBC.5024', 'The association type of the customer does not allow this operation.')
  return customer
}

/** CBC.99000035, with what is in the way: nobody has the id, another partner has the customer, or the association. */
export function notMine(call: Call<unknown>, id: string): ApiFault {
  const fault = new ApiFault(400, 'CBC.99000035', 'The customer is not a customer of this partner.')
  const customer = call.customers.get(id)
  if (!customer) return fault.because(`no customer has the id ${id}`)
  const {associatedOn, outcome} = customer as Partial<CreatedCustomer> & Customer
  if (outcome === 'failed' && associatedOn <= call.now) return fault.because(`the association of ${id} failed`)
  return associatedOn > call.now
    ? fault.because(`${id} is not associated yet: that comes at ${formatTime(associatedOn)}`)
    : fault.because(`${id} is the customer of another partner, or not a resale customer`)
}

export const isResale = (customer: Customer): boolean => customer.associationType !== '1'
