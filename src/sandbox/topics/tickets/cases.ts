// Tickets: create, list, look at, move on, rate, export.
import type {Call, Input, Topic} from '../../call.js'
import {RawBody} from '../../call.js'
import {mix} from '../../state/random.js'
import {kind} from '../../state/store.js'
import {mayCreate, mayExport, needAgreement} from './accounts.js'
import {categoryOf, findProduct, type Problem, productOf, ratings, severities, usesSupportPlan} from './catalogue.js'
import {MAX_COPIES, problemOf, regionsOf} from './choices.js'
import {checkContact} from './contacts.js'
import {
  badValue,
  forbidden,
  isGone,
  openTicket,
  paceOf,
  refusal,
  saveTicket,
  takeTicket,
  userOf,
  visibleTickets,
} from './desk.js'
import {beginLife, end, record, urged, wordsIn} from './engineer.js'
import {useFiles} from './files.js'
import {labelsOf} from './labels.js'
import {monthlyQuota, planOf} from './plans.js'
import {noContact, open, ticketId} from './seeds.js'
import {type Action, allowedIn, type Contact, type Score, State, type Ticket} from './ticket.js'
import {detailed, listed, logLine, momentOf, nameIn, plainTimeIn, regionNameOf, trims} from './wire.js'

const copiesKind = kind<string>('ticket-copies')

/** The recipients of copies that the caller named last. */
export const lastCopyRecipients = (call: Call<unknown>): string =>
  call.store.get(copiesKind, call.caller.domainId, userOf(call).id) ?? ''

export const cases = {
  CreateCases(call) {
    const {input} = call
    if (!mayCreate(call)) throw refusal('01010007', 'The tenant does not have the role for creating service tickets.')
    needAgreement(call, '0')
    const problem = problemOf(input.business_type_id)
    const product = productFor(problem, input)
    const region = regionFor(call, problem, input.region_id)
    const severity = severityFor(call, input.severity_id)
    checkParameters(problem, input.extends_map ?? {})
    if (input.simple_description.trim() === '') throw badValue('simple_description', 'must not be empty')
    const contact = contactOf(input, input.extension_map ?? {}, noContact)
    checkContact(call, contact, input.verify_code)
    if (usesSupportPlan(problem) && monthlyQuota(call).un_used === 0) {
      throw refusal('01010009', 'The support plan does not allow another ticket of this kind this month.')
    }
    const user = userOf(call)
    const seed = mix(call.world.hash, call.store.next('ticket'), 0x71c4e7)
    const ticket: Ticket = {
      id: ticketId(call.now, seed),
      owner: call.caller.domainId,
      userId: user.id,
      userName: user.name,
      createdAt: call.now,
      language: call.language,
      seed,
      productId: product,
      problemId: problem.id,
      severityId: severity,
      regionId: region,
      description: input.simple_description,
      projectId: input.project_id ?? '',
      contact,
      extends: (input.extends_map ?? {}) as Ticket['extends'],
      status: State.toAccept,
      messages: [],
      log: [],
      labels: [],
      relations: [],
      authorizations: [],
      read: 0,
      pace: paceOf(call),
      plan: [],
      agenda: [],
      words: wordsIn(input.simple_description),
    }
    open(ticket, useFiles(call, input.accessory_ids, ticket.id), call.store.next('ticket-message'))
    beginLife(ticket, problem.caseType === '5', call.site)
    saveTicket(call, ticket)
    if (contact.cc_email) call.store.put(copiesKind, ticket.owner, user.id, contact.cc_email)
    return {incident_id: ticket.id}
  },

  ListCases(call) {
    const {input} = call
    const found = filtered(call, visibleTickets(call, input.group_id), input)
    const offset = input.offset ?? 0
    const labels = labelsOf(call)
    return {
      total_count: found.length,
      incident_info_list: found.slice(offset, offset + (input.limit ?? 10)).map(ticket => listed(call, ticket, labels)),
    }
  },

  ShowCaseDetail(call) {
    const ticket = openTicket(call, call.input.case_id, call.input.group_id)
    return {incident_detail_info: detailed(call, ticket, trims(call))}
  },

  ShowCaseStatus: call => ({status: openTicket(call, call.input.case_id).status}),

  ListCaseCounts(call) {
    const {status} = call.input
    const counts = new Map<State, number>()
    for (const ticket of visibleTickets(call)) {
      if (!isGone(call, ticket) && (status === undefined || ticket.status === status)) {
        counts.set(ticket.status, (counts.get(ticket.status) ?? 0) + 1)
      }
    }
    const rows = [...counts].sort((a, b) => a[0] - b[0])
    return {incident_status_counts: rows.map(([one, count]) => ({status: one, count}))}
  },

  UpdateCases(call) {
    const {input} = call
    const ticket = takeTicket(call, input.case_id, input.group_id)
    actions[input.action_id](call, ticket, input)
    saveTicket(call, ticket)
    return {}
  },

  CreateScores(call) {
    const {input} = call
    const ticket = takeTicket(call, input.case_id, input.group_id)
    mustAllow(ticket, 'score')
    rate(call, ticket, {judgement: input.judgement, ratings: input.incident_satisfaction_list})
    saveTicket(call, ticket)
    return {}
  },

  ListCaseOperateLogs(call) {
    const {input} = call
    const ticket = openTicket(call, input.case_id, input.group_id)
    const lines = ticket.log.map((entry, index) => logLine(call, ticket, entry, index)).reverse()
    const offset = input.offset ?? 0
    return {total_count: lines.length, incident_operate_log_list: lines.slice(offset, offset + (input.limit ?? 10))}
  },

  UpdateCaseContactInfo(call) {
    const {input} = call
    const ticket = takeTicket(call, input.case_id, input.group_id)
    const contact = contactOf(input, input.extension_map ?? {}, ticket.contact)
    checkContact(call, contact, undefined)
    const removed =
      ticket.contact.remind_mail + ticket.contact.remind_mobile !== '' &&
      contact.remind_mail + contact.remind_mobile === ''
    ticket.contact = contact
    note(call, ticket, removed ? 115 : 114)
    saveTicket(call, ticket)
    return {}
  },

  ShowCaseExtendsParam: call => ({
    extends_map: openTicket(call, call.input.case_id, call.input.group_id).extends,
  }),

  CreateCaseExtendsParam(call) {
    const {input} = call
    const ticket = takeTicket(call, input.case_id, input.group_id)
    mustAllow(ticket, 'message')
    if (input.message_id && !ticket.messages.some(message => message.id === input.message_id)) {
      throw badValue('message_id', 'not a message of this ticket')
    }
    ticket.extends = {...ticket.extends, ...(input.extends_map as Ticket['extends'])}
    saveTicket(call, ticket)
    return {}
  },

  DownloadCases(call) {
    const {input} = call
    if (!mayExport(call)) throw forbidden('exporting needs the privilege export')
    const scope = input.customer_id && input.customer_id !== call.caller.domainId ? [] : visibleTickets(call)
    const search = input.search_key ? [input.search_key] : undefined
    const found = filtered(
      call,
      scope,
      {...input, x_customer_id: input.sub_customer_id, search_key: search},
      input.timezone,
    )
    const offset = input.offset ?? 0
    const rows = found.slice(offset, offset + (input.limit ?? 65_535))
    call.header('content-disposition', 'attachment; filename="tickets.csv"')
    const language = input.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
    return new RawBody(Buffer.from(exportFile({...call, language}, rows, input.timezone)), 'application/octet-stream')
  },
} satisfies Topic

type Change = Pick<Input<'UpdateCases'>, 'operate_desc' | 'judgement' | 'incident_satisfaction_list'>

/** What the four actions do, each in its states. */
const actions: Record<
  Input<'UpdateCases'>['action_id'],
  (call: Call<unknown>, ticket: Ticket, change: Change) => void
> = {
  press(call, ticket, {operate_desc}) {
    mustAllow(ticket, 'press')
    // How long to wait is not documented: half a step after the creation, a whole one between two.
    if (call.now < ticket.createdAt + ticket.pace / 2) {
      throw refusal('01010023', 'The service ticket has just been created. Urge it later.')
    }
    if (ticket.urgedAt !== undefined && call.now < ticket.urgedAt + ticket.pace) {
      throw refusal('01010004', 'The service ticket is urged too frequently.')
    }
    note(call, ticket, 2, operate_desc)
    urged(ticket, call.now)
  },
  cancel(call, ticket, {operate_desc}) {
    mustAllow(ticket, 'cancel')
    note(call, ticket, 4, operate_desc)
    end(ticket, call.now, State.canceled)
  },
  close(call, ticket, {operate_desc, judgement, incident_satisfaction_list}) {
    mustAllow(ticket, 'close')
    note(call, ticket, 3, operate_desc)
    end(ticket, call.now, State.completed)
    if (incident_satisfaction_list?.length)
      rate(call, ticket, {judgement: judgement ?? '', ratings: incident_satisfaction_list})
  },
  delete(call, ticket, {operate_desc}) {
    mustAllow(ticket, 'delete')
    note(call, ticket, 13, operate_desc)
    end(ticket, call.now, State.deleted)
  },
}

export function note(call: Call<unknown>, ticket: Ticket, type: number, text = ''): void {
  record(ticket, type, call.now, text, userOf(call))
}

/** The state machine says no with OSM.01010002: the reference names no code of its own for that. */
export function mustAllow(ticket: Ticket, action: Action): void {
  if (!allowedIn[action].includes(ticket.status))
    throw forbidden(`not allowed in the status ${ticket.status} of the ticket`)
}

function rate(call: Call<unknown>, ticket: Ticket, score: Score): void {
  if (ticket.score) throw forbidden('the ticket has been rated')
  if (score.ratings.length === 0) throw badValue('incident_satisfaction_list', 'must not be empty')
  for (const {satisfaction_id, satisfaction_value} of score.ratings) {
    if (!ratings.some(one => one.id === satisfaction_id)) throw badValue('satisfaction_id', 'not a dimension')
    if (satisfaction_value < 1 || satisfaction_value > 5) throw badValue('satisfaction_value', '1 to 5')
  }
  const kept = score.ratings.map(({satisfaction_id, satisfaction_value}) => ({satisfaction_id, satisfaction_value}))
  ticket.score = {judgement: score.judgement, ratings: kept}
  note(call, ticket, 5)
}

function productFor(problem: Problem, input: Input<'CreateCases'>): string {
  const own = productOf(problem.id)!
  const {product_category_id, incident_sub_type_id} = input
  if (product_category_id && product_category_id !== own.id) {
    throw badValue(
      'product_category_id',
      findProduct(product_category_id) ? 'the problem type is of another product' : 'unknown',
    )
  }
  // -1 stands for any category.
  if (incident_sub_type_id && incident_sub_type_id !== '-1' && categoryOf(own.id)?.id !== incident_sub_type_id) {
    throw badValue('incident_sub_type_id', 'the product is of another category')
  }
  return own.id
}

function regionFor(call: Call<unknown>, problem: Problem, id: string | undefined): string {
  if (!id) {
    if (problem.caseType === '5') throw badValue('region_id', 'required for a fault')
    return ''
  }
  if (!regionsOf(call).some(region => region.id === id)) throw badValue('region_id', 'unknown')
  return id
}

function severityFor(call: Call<unknown>, id: string | undefined): string {
  const allowed = planOf(call).severities
  if (!id) return allowed.at(-1)!
  if (!severities.some(one => one.id === id)) throw refusal('01010006', 'The severity ID does not exist.')
  if (!allowed.includes(id)) throw refusal('01010009', 'The support plan does not include this severity.')
  return id
}

function checkParameters(problem: Problem, values: Record<string, unknown>): void {
  for (const {key, required, length, choices} of problem.parameters) {
    const text = values[key] === undefined ? '' : String(values[key])
    if (required && text === '') throw badValue(`extends_map.${key}`, 'required for this problem type')
    if (text.length > length) throw badValue(`extends_map.${key}`, `longer than ${length}`)
    if (text !== '' && choices && !choices.includes(text))
      throw badValue(`extends_map.${key}`, `one of ${choices.join(', ')}`)
  }
}

const ADDRESS = /^[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+$/

function contactOf(
  given: {area_code?: string; remind_mobile?: string; remind_mail?: string; remind_time?: string},
  extension: Record<string, unknown>,
  before: Contact,
): Contact {
  const text = (value: unknown, fallback: string) => (value === undefined ? fallback : String(value))
  const copies = text(extension.cc_email, before.cc_email)
    .split(/[,;]/)
    .map(one => one.trim())
    .filter(Boolean)
  if (copies.length > MAX_COPIES || copies.some(one => !ADDRESS.test(one) || one.length > 128)) {
    throw refusal('01010008', 'The carbon copy email address is invalid.')
  }
  const time = given.remind_time ?? before.remind_time
  if (!/^(0|([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)$/.test(time))
    throw badValue('remind_time', '0 or HH:mm-HH:mm')
  const mail = given.remind_mail ?? before.remind_mail
  if (mail !== '' && !ADDRESS.test(mail)) throw badValue('remind_mail', 'not an e-mail address')
  const mobile = given.remind_mobile ?? before.remind_mobile
  if (mobile !== '' && !/^\d{4,20}$/.test(mobile)) throw badValue('remind_mobile', 'digits only')
  return {
    area_code: given.area_code ?? before.area_code,
    remind_mobile: mobile,
    remind_mail: mail,
    remind_time: time,
    cc_email: copies.join(','),
    contact_type: text(extension.contact_type, before.contact_type),
    commodity_id: text(extension.commodity_id, before.commodity_id),
  }
}

type Filters = Pick<
  Input<'ListCases'>,
  | 'status'
  | 'incident_id'
  | 'query_start_time'
  | 'query_end_time'
  | 'x_customer_id'
  | 'x_customer_name'
  | 'incident_status'
  | 'app_key'
  | 'search_key'
  | 'label_id_list'
>

function filtered(call: Call<unknown>, tickets: Ticket[], input: Filters, zone?: string): Ticket[] {
  const from = momentOf(call, 'query_start_time', input.query_start_time, zone) ?? Number.NEGATIVE_INFINITY
  const until = momentOf(call, 'query_end_time', input.query_end_time, zone) ?? Number.POSITIVE_INFINITY
  const states = input.incident_status?.split(',').map(Number)
  const has = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase())
  return tickets.filter(
    ticket =>
      (ticket.status !== State.deleted || (call.site === 'cn' && input.status === State.deleted)) &&
      (input.status === undefined || ticket.status === input.status) &&
      (!states || states.includes(ticket.status)) &&
      (!input.incident_id || ticket.id === input.incident_id) &&
      ticket.createdAt >= from &&
      ticket.createdAt <= until &&
      (!input.x_customer_id || ticket.userId === input.x_customer_id) &&
      (!input.x_customer_name || has(ticket.userName, input.x_customer_name)) &&
      (!input.app_key || has(ticket.id, input.app_key) || has(ticket.description, input.app_key)) &&
      (!input.search_key?.length || input.search_key.every(part => has(ticket.description, part))) &&
      (!input.label_id_list?.length || input.label_id_list.some(id => ticket.labels.includes(Number(id)))),
  )
}

const headings = {
  en: ['Ticket ID', 'Status', 'Problem type', 'Product', 'Region', 'Description', 'Submitted by', 'Created', 'Ended'],
  zh: ['工单编号', '状态', '问题类型', '产品', '区域', '问题描述', '提交人', '创建时间', '结束时间'],
}

/** A table for spreadsheets. The real file's layout is not documented. */
function exportFile(call: Call<unknown>, tickets: Ticket[], zone: string): string {
  const time = (at: number | undefined) => (at === undefined ? '' : plainTimeIn(call, at, zone))
  const rows = tickets.map(ticket => [
    ticket.id,
    String(ticket.status),
    nameIn(call, problemOf(ticket.problemId).name),
    nameIn(call, findProduct(ticket.productId)?.name),
    regionNameOf(call, ticket.regionId),
    ticket.description,
    ticket.userName,
    time(ticket.createdAt),
    time(ticket.endedAt),
  ])
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
  return `\ufeff${[headings[call.language], ...rows].map(row => row.map(cell).join(',')).join('\r\n')}\r\n`
}
