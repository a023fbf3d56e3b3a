// Authorizations: engineers ask for access to a host or console, the customer grants, rejects or ends it. Confidential
// information goes this way and no other; the sandbox checks it and keeps none of it.
import type {Call, Topic} from '../../call.js'
import {needAgreement} from './accounts.js'
import {note} from './cases.js'
import {badValue, forbidden, refusal, saveTicket, takeTicket, visibleTickets} from './desk.js'
import {answered} from './engineer.js'
import type {Authorization, Ticket} from './ticket.js'
import {authorizationLine, nameIn, timeIn} from './wire.js'

/** The password that does not open any host. */
const WRONG_PASSWORD = 'wrong'

function find(
  call: Call<unknown>,
  id: string,
  groupId: string | undefined,
): {ticket: Ticket; authorization: Authorization} {
  for (const ticket of visibleTickets(call, groupId)) {
    const authorization = ticket.authorizations.find(one => one.id === id)
    if (authorization) return {ticket, authorization}
  }
  throw badValue('authorization_id', 'no such authorization')
}

/** The same, to be changed and saved with its ticket. */
function take(call: Call<unknown>, id: string, groupId: string | undefined) {
  const ticket = takeTicket(call, find(call, id, groupId).ticket.id, groupId)
  return {ticket, authorization: ticket.authorizations.find(one => one.id === id)!}
}

/** What the customer commits itself to, in the sandbox's words. */
const letterOf = (call: Call<unknown>, {id}: Ticket): string =>
  call.language === 'zh'
    ? `本人同意华为云工程师为处理工单${id}访问所列内容。`
    : `I let Huawei Cloud's engineers use what is listed for ticket ${id}.`

/** What an authorization opens: a host, or the console. */
function contentOf(call: Call<unknown>, {details}: Authorization) {
  const host = details.some(one => one.type === 1)
  return {
    content_type_id: host ? '1' : '2',
    content_type_name: nameIn(call, host ? {en: 'Host', zh: '主机'} : {en: 'Console', zh: '控制台'}),
  }
}

const mustBePending = (authorization: Authorization) => {
  if (authorization.status !== 0) throw refusal('01010046', 'Only a pending authorization can be operated.')
}

/** Times of an authorization come in milliseconds or in seconds: the unit is not documented. */
const milliseconds = (time: number): number => (time < 100_000_000_000 ? time * 1000 : time)

export const authorizations = {
  ListAuthorizations(call) {
    const {input} = call
    const has = (text: string, part: string | undefined) => text.toLowerCase().includes((part ?? '').toLowerCase())
    const found = visibleTickets(call, input.group_id)
      .filter(
        ticket =>
          (!input.incident_id || ticket.id === input.incident_id) &&
          has(ticket.userName, input.sub_customer_name) &&
          has(ticket.description, input.simple_description),
      )
      .flatMap(ticket => ticket.authorizations.map(authorization => ({ticket, authorization})))
      .filter(one => input.status === undefined || one.authorization.status === input.status)
      .sort((a, b) => b.authorization.at - a.authorization.at)
    const offset = input.offset ?? 0
    return {
      count: found.length,
      incident_auth_list: found.slice(offset, offset + (input.limit ?? 10)).map(({ticket, authorization}) => ({
        ...authorizationLine(call, ticket, authorization),
        create_time: timeIn(call, authorization.at),
        customer_id: ticket.owner,
        x_customer_id: ticket.userId,
        content_of_auth_letter: letterOf(call, ticket),
      })),
    }
  },

  ShowAuthorizationDetail(call) {
    const {ticket, authorization} = find(call, call.input.authorization_id, call.input.group_id)
    return {
      ...authorizationLine(call, ticket, authorization),
      incident_auth_detail_list: authorization.details.map(one => ({
        id: one.id,
        type: one.type,
        port: one.port,
        account: one.account,
        instance_id: one.instanceId,
        instance_name: one.instanceName,
        region_id: ticket.regionId,
      })),
      ...contentOf(call, authorization),
      auth_handler_name: ticket.messages.find(message => message.from === 'engineer')?.authorName ?? '',
    }
  },

  ConfirmAuthorizations(call) {
    const {input} = call
    const {ticket, authorization} = take(call, input.authorization_id, input.group_id)
    mustBePending(authorization)
    needAgreement(call, '2')
    const from = input.auth_effective_time === undefined ? call.now : milliseconds(input.auth_effective_time)
    const until =
      input.auth_expire_time === undefined ? call.now + 24 * 3_600_000 : milliseconds(input.auth_expire_time)
    if (until <= from || until <= call.now)
      throw badValue('auth_expire_time', 'must lie after the start and in the future')
    for (const given of input.auth_detail_list ?? []) {
      const detail = authorization.details.find(one => one.id === given.auth_detail_id)
      if (!detail) throw badValue('auth_detail_id', 'not a detail of this authorization')
      if (detail.type !== 1) continue
      if (!given.account || !given.password) throw badValue('auth_detail_list', 'a host needs account and password')
      if (given.password === WRONG_PASSWORD) throw refusal('01010003', 'The account and password do not match.')
      detail.account = given.account
      detail.port = given.port ?? detail.port
    }
    Object.assign(authorization, {status: 1, from, until})
    note(call, ticket, 73)
    answered(ticket, call.now)
    saveTicket(call, ticket)
    return {}
  },

  UpdateAuthorizations(call) {
    const {authorization_id, action_id, reject_reason = '', group_id} = call.input
    if (!action_id) throw refusal('01010018', 'The authorization operation type is not supported.')
    const {ticket, authorization} = take(call, authorization_id, group_id)
    if (action_id === 'reject') {
      mustBePending(authorization)
      Object.assign(authorization, {status: 2, rejectReason: reject_reason})
      note(call, ticket, 74, reject_reason)
      answered(ticket, call.now)
    } else {
      if (authorization.status !== 1) throw forbidden('only an authorization that was granted can be canceled')
      authorization.status = 5
      note(call, ticket, 83)
    }
    saveTicket(call, ticket)
    return {}
  },
} satisfies Topic
