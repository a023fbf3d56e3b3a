// Tickets as the API writes them: names in the caller's language, times in the caller's time zone.
import type {Call} from '../../call.js'
import {catalogue, nameOf} from '../../world/catalogue.js'
import {findProblem, findProduct, incidentTypes, type Name, ratings, severities} from './catalogue.js'
import {badValue} from './desk.js'
import type {Authorization, LogEntry, Message, Ticket} from './ticket.js'

export const nameIn = (call: Call<unknown>, name: Name | undefined): string => name?.[call.language] ?? ''

/**
 * The offset of `X-Time-Zone` in minutes at a moment: `GMT+8` (the default), `GMT+05:30`, `UTC`, or a name of the time
 * zone database.
 */
export function offsetOf(zone: string, at: number): number {
  const match = /^(?:GMT|UTC)?\s*(?:([+-])(\d{1,2})(?::?(\d{2}))?)?$/i.exec(zone.trim())
  if (match) {
    const minutes = Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0)
    return match[1] === '-' ? -minutes : minutes
  }
  try {
    const text = new Intl.DateTimeFormat('en-US', {timeZone: zone, timeZoneName: 'longOffset'}).format(at)
    const found = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(text)
    const minutes = Number(found?.[2] ?? 0) * 60 + Number(found?.[3] ?? 0)
    return found?.[1] === '-' ? -minutes : minutes
  } catch {
    return 8 * 60
  }
}

export const zoneOf = (call: Call<unknown>): string => String(call.headers['x-time-zone'] ?? 'GMT+8')

/** A moment in the caller's time zone: `2025-11-28T11:30:52+08:00`, with Z for none. */
export function timeIn(call: Call<unknown>, at: number): string {
  const minutes = offsetOf(zoneOf(call), at)
  const local = new Date(at + minutes * 60_000).toISOString().slice(0, 19)
  if (minutes === 0) return `${local}Z`
  const size = Math.abs(minutes)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${local}${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

export const plainTimeIn = (call: Call<unknown>, at: number, zone = zoneOf(call)): string =>
  new Date(at + offsetOf(zone, at) * 60_000).toISOString().slice(0, 19).replace('T', ' ')

/** `yyyy-MM-dd HH:mm:ss` of the caller's time zone as a moment. Throws OSM.01010001 for a date that there is not. */
export function momentOf(
  call: Call<unknown>,
  name: string,
  text: string | undefined,
  zone = zoneOf(call),
): number | undefined {
  if (text === undefined || text === '') return undefined
  const at = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) ? Date.parse(`${text.replace(' ', 'T')}Z`) : Number.NaN
  if (Number.isNaN(at)) throw badValue(name, 'not a time of the form yyyy-MM-dd HH:mm:ss')
  return at - offsetOf(zone, at) * 60_000
}

export const regionNameOf = (call: Call<unknown>, id: string): string =>
  nameOf(
    catalogue().regions.find(region => region.id === id),
    call.language,
  )

/** What the list and the detail have in common. */
function heading(call: Call<unknown>, ticket: Ticket) {
  const problem = findProblem(ticket.problemId)
  return {
    xcustomer_id: ticket.userId,
    xcustomer_name: ticket.userName,
    status: ticket.status,
    incident_id: ticket.id,
    business_type_name: nameIn(call, problem?.name),
    incident_type_name: nameIn(call, problem && incidentTypes[problem.caseType]),
    customer_id: ticket.owner,
    dc_name: regionNameOf(call, ticket.regionId),
    simple_description: ticket.description,
    create_time: timeIn(call, ticket.createdAt),
  }
}

export function listed(call: Call<unknown>, ticket: Ticket, labels: {label_id: number; name: string; color: string}[]) {
  return {
    ...heading(call, ticket),
    product_category_name: nameIn(call, findProduct(ticket.productId)?.name),
    ...(ticket.solvedAt === undefined ? {} : solutionOf(call, ticket, ticket.solvedAt)),
    label_list: labels.filter(label => ticket.labels.includes(label.label_id)),
  }
}

/** When it was solved, whose problem it was, and what the engineer said last. */
function solutionOf(call: Call<unknown>, ticket: Ticket, at: number) {
  const last = ticket.messages.findLast(message => message.from === 'engineer')
  const ours = findProblem(ticket.problemId)?.caseType === '5'
  return {
    confirmed_time: timeIn(call, at),
    root_cause: ours ? 'Huawei Cloud' : nameIn(call, {en: 'Customer', zh: '客户'}),
    resolution: last === undefined ? '' : textOf(last, true),
  }
}

export function detailed(call: Call<unknown>, ticket: Ticket, trim: boolean) {
  return {
    ...heading(call, ticket),
    judgement: ticket.score?.judgement ?? '',
    source_name: 'API',
    message_list: ticket.messages.map((message, index) => ({
      type: message.from === 'engineer' ? (1 as const) : (0 as const),
      replier: message.author,
      content: textOf(message, trim),
      message_id: message.id,
      replier_name: message.authorName,
      create_time: timeIn(call, message.at),
      is_first_message: index === 0 ? (1 as const) : (0 as const),
      accessory_list: filesOf(message),
    })),
    incident_satisfaction: (ticket.score?.ratings ?? []).map(rating => ({
      ...rating,
      value: 5,
      per_value: 1,
      sat_category_id: 'service',
      sat_category_name: nameIn(call, {en: 'Service', zh: '服务'}),
      satisfaction_name: nameIn(call, ratings.find(one => one.id === rating.satisfaction_id)?.name),
    })),
    severity_name: nameIn(call, severities.find(one => one.id === ticket.severityId)?.name),
    business_ownership: 0 as const,
    ...(ticket.solvedAt === undefined ? {} : {resolve_time: ticket.solvedAt}),
    ext_info: ticket.contact,
  }
}

const filesOf = (message: Message) => message.files.map(({id, name}) => ({accessory_id: id, file_actual_name: name}))

/** A message as the message lists give it: without an id. */
export function chatLine(call: Call<unknown>, ticket: Ticket, message: Message, trim: boolean) {
  const side = message.from === 'engineer' ? (1 as const) : (0 as const)
  return {
    type: side,
    replier_type: side,
    replier: message.author,
    content: textOf(message, trim),
    create_time: timeIn(call, message.at),
    replier_name: message.authorName,
    is_first_message: ticket.messages[0] === message ? (1 as const) : (0 as const),
    iam_user_type: 0,
    accessory_list: filesOf(message),
  }
}

const textOf = (message: Message, trim: boolean): string =>
  trim && message.from === 'engineer' ? withoutMarkup(message.text) : message.text

/** What `trim_osm_rich_text_label` does: the words without their markup. */
export const withoutMarkup = (text: string): string =>
  text
    .replace(/<(br|\/p|\/li|\/div)[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/\n{2,}/g, '\n')
    .trim()

/** Only the China site knows the parameter; there the default is to trim. */
export const trims = (call: Call<unknown>): boolean =>
  call.site === 'cn' && (call.input as {trim_osm_rich_text_label?: boolean}).trim_osm_rich_text_label !== false

export function logLine(call: Call<unknown>, ticket: Ticket, entry: LogEntry, index: number) {
  return {
    incident_log_id: `${ticket.id}-${index + 1}`,
    incident_id: ticket.id,
    operate_type: entry.type,
    operator_type: entry.byEngineer ? 1 : 0,
    operator_id: entry.operatorId,
    operator_name: entry.operatorName,
    operate_desc: entry.note,
    operate_time: plainTimeIn(call, entry.at),
    timestamp_operate_time: timeIn(call, entry.at),
  }
}

export function authorizationLine(call: Call<unknown>, ticket: Ticket, authorization: Authorization) {
  return {
    id: authorization.id,
    status: authorization.status,
    incident_id: ticket.id,
    simple_description: ticket.description,
    auth_describe: call.language === 'zh' ? '登录主机排查故障' : 'Sign in to the host to look for the cause',
    resource_type_id: 'host',
    resource_type_name: call.language === 'zh' ? '云服务器' : 'Cloud server',
    visit_type_id: 'ssh',
    visit_type_name: 'SSH',
    reject_reason: authorization.rejectReason,
    xcustomer_name: ticket.userName,
    ...(authorization.from === undefined ? {} : {auth_effective_time: timeIn(call, authorization.from)}),
    ...(authorization.until === undefined ? {} : {auth_expire_time: timeIn(call, authorization.until)}),
  }
}
