// The tickets of an account: those of the world (seeds.ts) and those that were made or changed since, each settled to
// the present.

import type {Call} from '../../call.js'
import {hashText, hexOf, mix} from '../../state/random.js'
import {kind} from '../../state/store.js'
import {ApiFault} from '../../wire/api-fault.js'
import type {Operator} from '../../world/model.js'
import {settled} from './engineer.js'
import {seededTickets} from './seeds.js'
import {State, type Ticket, type Viewer} from './ticket.js'

export const ticketKind = kind<Ticket>('ticket')

/** The user behind a call. A partner that acts as a customer is the customer's administrator. */
export const userOf = (call: Viewer): Operator => call.auth.operatorOf(call.caller)

/** The IAM group of an account whose members see each other's tickets with `group_id`. */
export const groupOf = (accountId: string): string => hexOf(mix(hashText(accountId), 0x9209), 32)

const isAdministrator = (call: Viewer) => userOf(call).permissions === 'all'

/** All tickets of the caller's account, newest first, deleted ones included. */
export function allTickets(call: Viewer): Ticket[] {
  const owner = call.caller.domainId
  const changed = new Map(call.store.list(ticketKind, owner).map(document => [document.id, document.value]))
  const seeded = seededTickets(call).filter(ticket => !changed.has(ticket.id))
  return [...changed.values(), ...seeded]
    .map(ticket => settled(ticket, call.now))
    .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
}

/**
 * Those that the caller may see: an administrator all of the account's, a user its own, and with the group's id its
 * colleagues'.
 */
export function visibleTickets(call: Viewer, groupId?: string): Ticket[] {
  const user = userOf(call)
  const all = allTickets(call)
  if (isAdministrator(call) || groupId === groupOf(call.caller.domainId)) return all
  return all.filter(ticket => ticket.userId === user.id)
}

/** Deleted tickets are known on the China site only; elsewhere they are gone. */
export const isGone = (call: Call<unknown>, ticket: Ticket): boolean =>
  ticket.status === State.deleted && call.site !== 'cn'

/**
 * One ticket of the caller, settled. Throws OSM.01010015 for one that is not the account's, OSM.01010002 for a
 * colleague's without the group's id.
 */
export function openTicket(call: Call<unknown>, id: string, groupId?: string): Ticket {
  const owner = call.caller.domainId
  const stored = call.store.get(ticketKind, owner, id)
  const ticket = stored ?? seededTickets(call).find(one => one.id === id)
  if (!ticket) throw noSuchTicket()
  const now = settled(ticket, call.now)
  if (isGone(call, now)) throw noSuchTicket()
  const mine = isAdministrator(call) || now.userId === userOf(call).id
  if (!mine && groupId !== groupOf(owner)) throw forbidden("a colleague's ticket needs group_id")
  return now
}

/**
 * The same to be changed: a copy that {@link saveTicket} keeps. The invented customer of a seeded ticket leaves it to
 * the real one.
 */
export function takeTicket(call: Call<unknown>, id: string, groupId?: string): Ticket {
  const ticket = structuredClone(openTicket(call, id, groupId))
  ticket.persona = undefined
  ticket.agenda = ticket.agenda.filter(step => !step.kind.startsWith('customer'))
  ticket.pace = paceOf(call)
  return ticket
}

export const saveTicket = (call: Call<unknown>, ticket: Ticket): void =>
  call.store.put(ticketKind, ticket.owner, ticket.id, ticket)

/**
 * How long an engineer takes for a step, in milliseconds. Never nothing: a poll must see what comes after it as later.
 */
export const paceOf = (call: Call<unknown>): number => Math.max(1, Math.round(call.settings.ticketDelay * 1000))

/** A refusal inside a 200, as this API writes them. */
export const refusal = (code: string, message: string): ApiFault => new ApiFault(200, `OSM.${code}`, message)

export const noSuchTicket = () => refusal('01010015', 'The ticket does not exist.')
export const forbidden = (reason: string) =>
  refusal('01010002', `You do not have the permission for this operation: ${reason}.`)
export const badValue = (name: string, reason: string) =>
  refusal('01010001', `Parameter verification failed: ${name}: ${reason}.`)
