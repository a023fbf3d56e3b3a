// The four actions on tickets, and their rating: one ticket or many, each looked at before it is touched.

import {type RowOutcome, sendInChunks} from '../api/chunks.js'
import type {Api} from '../api/client.js'
import {tooEarlyCodes} from '../api/contract/codes.js'
import {commandLine} from '../command-line.js'
import {Failure} from '../failure.js'
import {mustAllow, refusalOf, type TicketAction} from './rules.js'

export type {RowOutcome}

/** Whose tickets are meant: the customer as which requests are made, and the IAM group for a colleague's. */
export interface Scope {
  as?: string
  group?: string
}

/** The rating of a ticket: values by dimension, and a comment. */
export interface Rating {
  judgement?: string
  incident_satisfaction_list?: {satisfaction_id: number; satisfaction_value: number}[]
}

export interface ActOptions extends Rating {
  /** A note for the log. */
  operate_desc?: string
}

/** What became of one ticket. */
export interface TicketOutcome extends RowOutcome {
  /** The status afterwards, or that which forbids the action. */
  ticket_status?: number
}

const actionIds = {urge: 'press', cancel: 'cancel', close: 'close', delete: 'delete'} as const

/** The API's refusals to urge have their own words. */

/** Does one thing to one ticket. Throws a Failure: `refused` when its status forbids it, before anything is sent. */
export async function actOn(
  api: Api,
  action: TicketAction & ('rate' | keyof typeof actionIds),
  case_id: string,
  options: ActOptions,
  {as, group: group_id}: Scope,
): Promise<void> {
  const {status} = await api.call('ShowCaseStatus', {case_id}, {as})
  if (status !== undefined) mustAllow(action, case_id, status)
  const call = {as, check: commandLine`ticket history ${case_id}`}
  const {judgement, incident_satisfaction_list, operate_desc} = options
  try {
    if (action === 'rate') {
      const rating = {judgement: judgement ?? '', incident_satisfaction_list: incident_satisfaction_list ?? []}
      await api.call('CreateScores', {case_id, group_id, ...rating}, call)
    } else {
      const rating = action === 'close' ? {judgement, incident_satisfaction_list} : {}
      await api.call('UpdateCases', {case_id, action_id: actionIds[action], group_id, operate_desc, ...rating}, call)
    }
  } catch (error) {
    throw await explained(api, action, case_id, error, as)
  }
}

/** A refusal because the ticket has moved on meanwhile says so. */
async function explained(
  api: Api,
  action: TicketAction,
  case_id: string,
  error: unknown,
  as?: string,
): Promise<unknown> {
  if (!(error instanceof Failure) || (error.outcome !== 'refused' && error.outcome !== 'denied')) return error
  if (tooEarlyCodes.has(error.code ?? '')) {
    return new Failure('refused', `${case_id}: ${error.message}`, {
      ...error,
      next: ['Wait a while, then urge again', commandLine`ticket show ${case_id}`],
      cause: error,
    })
  }
  const status = await api.call('ShowCaseStatus', {case_id}, {as}).then(
    answer => answer.status,
    () => undefined,
  )
  const reason = status === undefined ? undefined : refusalOf(action, status)
  return reason ? new Failure('refused', `${case_id} ${reason}`, {...error, cause: error}) : error
}

/** Does one thing to many tickets, one after the other. */
export const actOnMany = (
  ids: string[],
  act: (id: string) => Promise<void>,
  onProgress?: (done: number) => void,
): Promise<TicketOutcome[]> =>
  sendInChunks(ids, 1, async ([id]) => act(id!).then(() => ({check: commandLine`ticket history ${id}`})), onProgress)
