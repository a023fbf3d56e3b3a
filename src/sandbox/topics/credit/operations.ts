// The partner's own credit: quota, what is due, what is not billed yet.
import {Decimal} from '../../../decimal.js'
import {isFinal} from '../../bills/ledger.js'
import {partnerSum} from '../../bills/partner-bill.js'
import {asPartner, type Topic} from '../../call.js'
import {monthOf} from '../../state/calendar.js'

export const credit = {
  ShowPartnerConsumptionQuota(call) {
    const {partner} = asPartner(call)
    const month = monthOf(call.now)
    // A bill is due from the day it is final until it is paid; partners of the sandbox pay when the next one comes.
    const closed = isFinal(month - 1, call.now) ? month - 1 : month - 2
    const due = partnerSum(call, partner, closed).due
    let unbilled = Decimal.zero
    for (let m = closed + 1; m <= month; m++) unbilled = unbilled.plus(partnerSum(call, partner, m).due)
    const text = (value: Decimal) => value.rounded(2, 'down').toFixed(2)
    return {
      consumption_quota: text(Decimal.of(partner.quota)),
      amount: '0.00',
      coupon_amount: '0.00',
      due_amount: text(due),
      unbilled_amount: text(unbilled),
      used_consumption_quota: text(due.plus(unbilled)),
      measure_id: 1,
      currency: call.world.currency,
    }
  },
} satisfies Topic
