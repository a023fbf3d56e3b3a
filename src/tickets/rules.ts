// What can be done to a ticket in which status: known before anything is sent, and said in words.
// The reference documents the statuses and the actions; which goes with which is what its user guide says, else
// inferred.
import {schemaOf} from '../api/contract/contract.js'
import {commandLine} from '../command-line.js'
import {Failure} from '../failure.js'
import {lookUp} from '../look-up.js'

export type TicketAction = 'urge' | 'cancel' | 'close' | 'delete' | 'reply' | 'rate'

/** Statuses of the contract by what they mean. */
export const TO_ACCEPT = 0
export const PROCESSING = 1
export const TO_CONFIRM = 2
export const COMPLETED = 3
export const CANCELED = 4
export const SUSPENDED = 5
export const INVALID = 12
export const DELETED = 13
export const TO_FEED_BACK = 17

/** Nothing more happens to a ticket in one of these. */
export const ENDED: readonly number[] = [COMPLETED, CANCELED, INVALID, DELETED]
export const OPEN: readonly number[] = [TO_ACCEPT, PROCESSING, TO_CONFIRM, SUSPENDED, TO_FEED_BACK]

interface Rule {
  /** `a ticket can be ...` */
  done: string
  statuses: readonly number[]
}

export const rules: Record<TicketAction, Rule> = {
  urge: {done: 'urged', statuses: [TO_ACCEPT, PROCESSING]},
  reply: {done: 'replied to', statuses: OPEN},
  cancel: {done: 'canceled', statuses: [TO_ACCEPT]},
  close: {done: 'closed', statuses: [PROCESSING, TO_CONFIRM, TO_FEED_BACK]},
  rate: {done: 'rated', statuses: [TO_CONFIRM, COMPLETED]},
  delete: {done: 'deleted', statuses: [COMPLETED, CANCELED, INVALID]},
}

/** The contract's word for a status; an unknown one is shown as it is. */
export function statusWord(status: number | undefined): string {
  if (status === undefined) return 'of unknown status'
  const schema = schemaOf('osm', 'IncidentInfoV2')!.properties!.status!
  return lookUp(schema['x-enum-labels'], String(status)) ?? String(status)
}

/** What can be done to a ticket in a status; for a status that nobody knows, everything: the API will say. */
export function possible(status: number | undefined): TicketAction[] {
  const known = [...ENDED, ...OPEN].find(one => one === status)
  return (Object.keys(rules) as TicketAction[]).filter(
    action => known === undefined || rules[action].statuses.includes(known),
  )
}

/** Why an action is not possible, or undefined when it is. */
export function refusalOf(action: TicketAction, status: number | undefined): string | undefined {
  const can = possible(status)
  if (can.includes(action)) return undefined
  const {done, statuses} = rules[action]
  const now = can.length > 0 ? `; now it can be ${can.map(one => rules[one].done).join(', ')}` : ''
  return `is ${statusWord(status)} and cannot be ${done}: that is possible while a ticket is ${statuses.map(statusWord).join(', ')}${now}`
}

/** Throws a Failure when an action is not possible in the ticket's status. */
export function mustAllow(action: TicketAction, caseId: string, status: number | undefined): void {
  const reason = refusalOf(action, status)
  if (!reason) return
  const next = possible(status).map(one => commandLine`ticket ${one} ${caseId}`)
  throw new Failure('refused', `${caseId} ${reason}`, {next: [...next, commandLine`ticket show ${caseId}`]})
}
