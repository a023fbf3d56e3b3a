// The conversation of a ticket: messages, polling for new ones, read marks, withdrawing.
import type {Call, Topic} from '../../call.js'
import {mustAllow, note} from './cases.js'
import {badValue, forbidden, openTicket, refusal, saveTicket, takeTicket, userOf, visibleTickets} from './desk.js'
import {answered, messageId} from './engineer.js'
import {useFiles} from './files.js'
import {type Message, State, type Ticket} from './ticket.js'
import {chatLine, trims} from './wire.js'

/** How long a message can be withdrawn; the real time is not documented. */
const WITHDRAW_MS = 2 * 60_000

export const messages = {
  CreateMessages(call) {
    const {message, group_id} = call.input
    // The schema does not demand it, but without a message there is nothing to add.
    if (!message) throw badValue('message', 'missing')
    const ticket = takeTicket(call, call.input.case_id, group_id)
    mustAllow(ticket, 'message')
    if (message.content.trim() === '') throw badValue('message.content', 'must not be empty')
    const user = userOf(call)
    const added: Message = {
      id: messageId(ticket, ticket.messages.length),
      at: call.now,
      number: call.store.next('ticket-message'),
      from: 'customer',
      author: user.id,
      authorName: user.name,
      text: message.content,
      files: useFiles(call, message.accessory_ids, ticket.id),
    }
    ticket.messages.push(added)
    if (ticket.status === State.toFeedBack) note(call, ticket, 85)
    if (ticket.status === State.toConfirm) note(call, ticket, 16)
    answered(ticket, call.now)
    saveTicket(call, ticket)
    return {}
  },

  ListMessages(call) {
    const {input} = call
    const ticket = openTicket(call, input.case_id, input.group_id)
    const offset = input.offset ?? 0
    return {
      count: ticket.messages.length,
      message_list: ticket.messages
        .slice(offset, offset + (input.limit ?? 10))
        .map(message => chatLine(call, ticket, message, trims(call))),
    }
  },

  ListMoreInstantMessages(call) {
    const {input} = call
    const ticket = openTicket(call, input.case_id, input.group_id)
    const before = timestampOf(input.create_time)
    const older = ticket.messages.filter(message => message.at < before)
    return {
      count: older.length,
      message_list: older.slice(-input.limit).map(message => chatLine(call, ticket, message, trims(call))),
    }
  },

  ListNewInstantMessages(call) {
    const {input} = call
    const cursor = readCursor(input.last_message_time_id)
    const visible = visibleTickets(call, input.group_id)
    const tickets = wanted(visible, input.case_ids)
    const fresh = tickets.map(ticket => ({ticket, messages: ticket.messages.filter(message => isNew(message, cursor))}))
    return {
      imstatus: tickets.map(ticket => ({
        incident_id: ticket.id,
        status: unreadOf(ticket) > 0 ? (0 as const) : (1 as const),
      })),
      immsg: fresh
        .filter(one => one.messages.length > 0)
        .map(one => ({
          incident_id: one.ticket.id,
          message_list: one.messages.map(message => chatLine(call, one.ticket, message, trims(call))),
        })),
      last_message_time_id: writeCursor(call, visible),
    }
  },

  ListUnreadNewInstantMessages(call) {
    const tickets = wanted(visibleTickets(call, call.input.group_id), call.input.case_ids)
    return {
      imunread: tickets.map(ticket => ({
        incident_id: ticket.id,
        status: unreadOf(ticket) > 0 ? 0 : 1,
        unread_num: unreadOf(ticket),
      })),
    }
  },

  UpdateNewInstantMessagesRead(call) {
    const ticket = openTicket(call, call.input.case_id, call.input.group_id)
    saveTicket(call, {...ticket, read: fromEngineer(ticket).length})
    return {}
  },

  RevokeMessage(call) {
    const ticket = takeTicket(call, call.input.case_id)
    const index = ticket.messages.findIndex(message => message.id === call.input.message_id)
    const message = ticket.messages[index]
    if (!message) throw badValue('message_id', 'not a message of this ticket')
    if (index === 0 || message.from !== 'customer' || message.author !== userOf(call).id) {
      throw forbidden('only your own messages can be withdrawn')
    }
    if (call.now > message.at + WITHDRAW_MS)
      throw refusal('01010001', 'The message was sent too long ago to be withdrawn.')
    message.text = call.language === 'zh' ? '消息已撤回' : 'This message was withdrawn'
    message.files = []
    saveTicket(call, ticket)
    return {}
  },
} satisfies Topic

const wanted = (visible: Ticket[], ids: string[]) => {
  const set = new Set(ids)
  return visible.filter(ticket => set.has(ticket.id) && ticket.status !== State.deleted)
}

const fromEngineer = (ticket: Ticket): Message[] => ticket.messages.filter(message => message.from === 'engineer')
const unreadOf = (ticket: Ticket): number => Math.max(0, fromEngineer(ticket).length - ticket.read)

/**
 * A cursor is the moment of the poll and the number of the last thing that a customer had written then. Both are
 * needed:
 * engineers' messages come by the clock, customers' at any time, also twice in one moment of a clock that stands.
 */
interface Cursor {
  moment: number
  number: number
}

const isNew = (message: Message, cursor: Cursor): boolean =>
  message.number > 0 ? message.number > cursor.number : message.at > cursor.moment

function writeCursor(call: Call<unknown>, tickets: Ticket[]): string {
  const numbers = tickets.flatMap(ticket => ticket.messages.map(message => message.number))
  return `${call.now}_${Math.max(0, ...numbers)}`
}

function readCursor(text: string | undefined): Cursor {
  if (text === undefined || text === '') return {moment: Number.NEGATIVE_INFINITY, number: 0}
  const match = /^(\d{1,16})_(\d{1,12})$/.exec(text)
  if (!match) throw badValue('last_message_time_id', 'not a cursor')
  return {moment: Number(match[1]), number: Number(match[2])}
}

/** `create_time` of an earlier answer, or milliseconds. */
function timestampOf(text: string): number {
  const at = /^\d{12,15}$/.test(text) ? Number(text) : Date.parse(text.replace(' ', 'T'))
  if (Number.isNaN(at)) throw badValue('create_time', 'not a timestamp')
  return at
}
