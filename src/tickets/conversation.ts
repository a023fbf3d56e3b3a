// A ticket as a whole: its facts, and everything that was said, in order.
import {mustBeAbout} from '../api/asked.js'
import type {Api} from '../api/client.js'
import type {Item, Output} from '../api/types.js'
import {Failure} from '../failure.js'
import type {Scope} from './act.js'

export type Detail = NonNullable<Output<'ShowCaseDetail'>['incident_detail_info']> & {incident_id: string}
export type Message = NonNullable<Detail['message_list']>[number]
export type LogEntry = Item<'ListCaseOperateLogs'>
export type Authorization = Item<'ListAuthorizations'>

/** Only the China site can be asked to leave rich text as it is; elsewhere it comes so anyway. */
async function asWritten(api: Api): Promise<{trim_osm_rich_text_label?: boolean}> {
  return (await api.session).site === 'cn' ? {trim_osm_rich_text_label: false} : {}
}

/**
 * A ticket with all its messages. Only the detail has the ids of messages; should it hold fewer messages than the
 * message list, the rest comes from there, without ids.
 */
export async function readTicket(api: Api, case_id: string, scope: Scope): Promise<Detail> {
  const {as, group: group_id} = scope
  const written = await asWritten(api)
  const one = {case_id, group_id, limit: 1, ...written}
  // The detail stands for itself where the list cannot be read.
  const count = async () =>
    (await api.aside('the counts of messages', () => api.call('ListMessages', one, {as})))?.count ?? 0
  const first = await readDetail(api, case_id, scope)
  if ((await count()) <= messagesIn(first)) return first
  // One that came between the two questions is in the next answer.
  const detail = await readDetail(api, case_id, scope)
  if ((await count()) <= messagesIn(detail)) return detail
  const all = await api.list('ListMessages', {case_id, group_id, ...written}, {as}).toArray()
  const left = [...(detail.message_list ?? [])]
  const merged = all.map((message): Message => {
    const index = left.findIndex(
      one => one.create_time === message.create_time && one.type === message.type && one.content === message.content,
    )
    return index < 0 ? (message as Message) : left.splice(index, 1)[0]!
  })
  return {...detail, message_list: [...merged, ...left].sort(byTime)}
}

const messagesIn = ({message_list}: Detail): number => message_list?.length ?? 0

/** A ticket as its detail tells it. Throws a Failure for one that is not there. */
export async function readDetail(api: Api, case_id: string, {as, group: group_id}: Scope): Promise<Detail> {
  const {incident_detail_info} = await api.call('ShowCaseDetail', {case_id, group_id, ...(await asWritten(api))}, {as})
  mustBeAbout('incident_id', case_id, incident_detail_info?.incident_id)
  if (incident_detail_info) return {...incident_detail_info, incident_id: case_id}
  throw new Failure('not-found', `there is no ticket ${case_id}`, {next: ['partnerctl ticket list']})
}

const byTime = (a: Message, b: Message) => Date.parse(String(a.create_time)) - Date.parse(String(b.create_time))

/** Everything about a ticket on one page. */
export interface WholeTicket {
  ticket: Detail
  labels: NonNullable<Output<'ListCaseLabels'>['case_label_list']>
  related: NonNullable<Output<'ListRelation'>['case_relation_list']>
  authorizations: Authorization[]
  log: LogEntry[]
  parameters: Record<string, unknown>
}

export async function readWhole(api: Api, case_id: string, scope: Scope): Promise<WholeTicket> {
  const {as, group: group_id} = scope
  const ticket = await readTicket(api, case_id, scope)
  const [labels, related, authorizations, log, parameters] = await Promise.all([
    api.aside('the labels', () => api.call('ListCaseLabels', {case_id}, {as})),
    api.aside('related tickets', () => api.call('ListRelation', {case_id}, {as})),
    api.aside('the authorizations', () =>
      api.list('ListAuthorizations', {incident_id: case_id, group_id}, {as}).toArray(),
    ),
    api.aside('the entries of the log', () => api.list('ListCaseOperateLogs', {case_id, group_id}, {as}).toArray()),
    api.aside('the parameters', () => api.call('ShowCaseExtendsParam', {case_id, group_id}, {as})),
  ])
  return {
    ticket,
    labels: labels?.case_label_list ?? [],
    related: related?.case_relation_list ?? [],
    authorizations: authorizations ?? [],
    log: log ?? [],
    parameters: parameters?.extends_map ?? {},
  }
}

/** All attachments of a ticket, with the place where they stand. */
export const attachmentsOf = (ticket: Detail) =>
  (ticket.message_list ?? []).flatMap(message =>
    (message.accessory_list ?? []).map(file => ({
      accessory_id: file.accessory_id ?? '',
      file_actual_name: file.file_actual_name ?? '',
      create_time: message.create_time,
      replier_name: message.replier_name,
    })),
  )
