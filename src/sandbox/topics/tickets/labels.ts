// Labels of an account and what hangs on its tickets: labels, and relations between tickets.
import type {Call, Topic} from '../../call.js'
import {kind} from '../../state/store.js'
import {badValue, openTicket, refusal, saveTicket, takeTicket, ticketKind} from './desk.js'

interface Label {
  name: string
  color: string
}

const labelKind = kind<Label>('ticket-label')
/** A ticket has at most so many. */
const LABELS = 5
const RELATIONS = 3

/** All labels of the caller's account, oldest first. */
export const labelsOf = (call: Call<unknown>) =>
  call.store.list(labelKind, call.caller.domainId).map(one => ({label_id: Number(one.id), ...one.value}))

function checkLabel(call: Call<unknown>, label: Label, id?: number): void {
  // The samples of the pages have the number of a colour, too.
  if (!/^(#[0-9a-f]{6}|\d{1,7})$/i.test(label.color)) throw badValue('color', 'of the form #000000, or a number')
  if (labelsOf(call).some(one => one.name === label.name && one.label_id !== id))
    throw badValue('name', 'there is such a label')
}

function mustExist(call: Call<unknown>, id: number): void {
  if (!call.store.get(labelKind, call.caller.domainId, String(id))) throw badValue('label_id', 'no such label')
}

export const labels = {
  ListLabels(call) {
    const {name = '', label_id, offset = 0, limit = 10} = call.input
    const found = labelsOf(call).filter(
      one =>
        one.name.toLowerCase().includes(name.toLowerCase()) && (label_id === undefined || one.label_id === label_id),
    )
    return {total_count: found.length, label_list: found.slice(offset, offset + limit)}
  },

  CreateLabels(call) {
    const {name, color} = call.input
    checkLabel(call, {name, color})
    call.store.put(labelKind, call.caller.domainId, String(call.store.next('ticket-label')), {name, color})
    return {}
  },

  UpdateLabels(call) {
    const {label_id, name, color} = call.input
    mustExist(call, label_id)
    checkLabel(call, {name, color}, label_id)
    call.store.put(labelKind, call.caller.domainId, String(label_id), {name, color})
    return {}
  },

  DeleteLabels(call) {
    const {label_id} = call.input
    const owner = call.caller.domainId
    mustExist(call, label_id)
    call.store.delete(labelKind, owner, String(label_id))
    for (const {id, value} of call.store.list(ticketKind, owner)) {
      if (!value.labels.includes(label_id)) continue
      call.store.put(ticketKind, owner, id, {...value, labels: value.labels.filter(one => one !== label_id)})
    }
    return {}
  },

  ListCaseLabels(call) {
    const ticket = openTicket(call, call.input.case_id)
    return {case_label_list: labelsOf(call).filter(one => ticket.labels.includes(one.label_id))}
  },

  CreateCaseLabels(call) {
    const ticket = takeTicket(call, call.input.case_id)
    for (const id of call.input.label_ids) mustExist(call, id)
    ticket.labels = [...new Set([...ticket.labels, ...call.input.label_ids])]
    if (ticket.labels.length > LABELS) throw badValue('label_ids', `a ticket has at most ${LABELS}`)
    saveTicket(call, ticket)
    return {}
  },

  DeleteCaseLabels(call) {
    const ticket = takeTicket(call, call.input.case_id)
    ticket.labels = ticket.labels.filter(id => !call.input.label_ids.includes(id))
    saveTicket(call, ticket)
    return {}
  },

  ListRelation(call) {
    const ticket = openTicket(call, call.input.case_id)
    return {
      case_relation_list: ticket.relations.map(id => {
        const other = openTicket(call, id)
        return {case_id: id, simple_description: other.description, user_name: other.userName}
      }),
    }
  },

  CreateRelations(call) {
    const {case_id, related_id_list, group_id} = call.input
    const ticket = takeTicket(call, case_id, group_id)
    for (const id of related_id_list) {
      if (id === case_id) throw refusal('01010044', 'A service ticket cannot be associated with itself.')
      openTicket(call, id, group_id)
    }
    ticket.relations = [...new Set([...ticket.relations, ...related_id_list])]
    if (ticket.relations.length > RELATIONS) {
      throw refusal('01010043', 'A service ticket can be associated with a maximum of three service tickets.')
    }
    saveTicket(call, ticket)
    return {}
  },

  DeleteRelation(call) {
    const {case_id, related_id, group_id} = call.input
    const ticket = takeTicket(call, case_id, group_id)
    if (!ticket.relations.includes(related_id)) throw badValue('related_id', 'not related')
    ticket.relations = ticket.relations.filter(id => id !== related_id)
    saveTicket(call, ticket)
    return {}
  },
} satisfies Topic
