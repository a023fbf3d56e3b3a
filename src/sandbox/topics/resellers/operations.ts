// Resellers below a distributor.

import type {Topic} from '../../call.js'
import {asPartner} from '../../call.js'
import {formatTime} from '../../state/calendar.js'

export const resellers = {
  ListIndirectPartners(call) {
    const {input} = call
    const {partner} = asPartner(call)
    const from = input.associated_on_begin ? Date.parse(input.associated_on_begin) : -Infinity
    const until = input.associated_on_end ? Date.parse(input.associated_on_end) : Infinity
    const found = call.world.partners.filter(
      p =>
        p.distributorId === partner.id &&
        p.associatedOn <= call.now &&
        (!input.account_name || p.accountName.includes(input.account_name)) &&
        (!input.indirect_partner_id || p.id === input.indirect_partner_id) &&
        p.associatedOn >= from &&
        p.associatedOn <= until,
    )
    const offset = input.offset ?? 0
    return {
      count: found.length,
      indirect_partners: found.slice(offset, offset + (input.limit ?? 10)).map(p => ({
        indirect_partner_id: p.id,
        mobile_phone: p.phone,
        email: p.email,
        account_name: p.accountName,
        name: p.companyName,
        associated_on: formatTime(p.associatedOn),
        account_manager_id: partner.operators[1]!.id,
        account_manager_name: partner.operators[1]!.name,
      })),
    }
  },
} satisfies Topic
