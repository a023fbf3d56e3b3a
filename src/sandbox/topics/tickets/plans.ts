// Support plans: how urgent a ticket may be, and how many technical tickets a month has. Real ones are bought; here an
// account has one by chance.

import type {Call} from '../../call.js'
import {monthOf} from '../../state/calendar.js'
import {hashText, mix} from '../../state/random.js'
import {findProblem, severities, usesSupportPlan} from './catalogue.js'
import {allTickets} from './desk.js'

export interface Plan {
  name: 'basic' | 'standard' | 'premium'
  /** Ids of the severities it allows. */
  severities: string[]
  /** Technical tickets in a month of UTC+8. */
  tickets: number
}

const plans: Plan[] = [
  {name: 'basic', severities: severities.slice(4).map(one => one.id), tickets: 3},
  {name: 'standard', severities: severities.slice(2).map(one => one.id), tickets: 30},
  {name: 'premium', severities: severities.map(one => one.id), tickets: 300},
]

/** A partner has the premium plan, its customers one or another. */
export function planOf(call: Call<unknown>): Plan {
  const {caller} = call
  if (caller.kind === 'partner') return plans[2]!
  return plans[mix(hashText(caller.domainId), 0x91a) % plans.length]!
}

/** The technical tickets of this month: how many there are, and how many are left. */
export function monthlyQuota(call: Call<unknown>): {total: number; un_used: number} {
  const {tickets} = planOf(call)
  const month = monthOf(call.now)
  const used = allTickets(call).filter(ticket => {
    const problem = findProblem(ticket.problemId)
    return problem && usesSupportPlan(problem) && monthOf(ticket.createdAt) === month
  }).length
  return {total: tickets, un_used: Math.max(0, tickets - used)}
}
