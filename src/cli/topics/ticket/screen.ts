// A ticket on the screen: facts, the conversation in order, what hangs on it, what can be done next.
import {schemaOf} from '../../../api/contract/contract.js'
import {commandLine} from '../../../command-line.js'
import {lookUp} from '../../../look-up.js'
import {attachmentsOf, type Message, type WholeTicket} from '../../../tickets/conversation.js'
import {inWords} from '../../../tickets/labels.js'
import {plainText} from '../../../tickets/rich-text.js'
import {possible, statusWord} from '../../../tickets/rules.js'
import type {TicketEvent} from '../../../tickets/watch.js'
import {nextStep} from '../../next-step.js'
import {labeller} from '../../output/labels.js'
import {alignedLines} from '../../output/lines.js'
import {clean} from '../../output/terminal.js'
import {cutText, wrapText} from '../../output/wrap.js'

/** The word for an entry of the operate log. */
export const operationWord = knownWords('IncidentOperateLogV2', 'operate_type')
const authorization = labeller('osm', 'IncidentOrderAuthV2', 'status')
const ownership = labeller('osm', 'IncidentDetailInfoV2', 'business_ownership')

/** Words for codes whose list has gaps. */
function knownWords(schema: string, property: string): (code: unknown) => string {
  let words: Record<string, string> | undefined
  return code => {
    words ??= knownValues(schema, property)
    return lookUp(words, String(code)) ?? (code === undefined ? '' : `action ${code}`)
  }
}

function knownValues(schema: string, property: string): Record<string, string> {
  const found = lookUp(schemaOf('osm', schema)?.properties, property)
  return (found?.['x-known-values'] ?? {}) as Record<string, string>
}

/** `2026-11-18 04:02` of a time of the API, which is UTC. */
export const shortTime = (time: unknown): string =>
  time === undefined || time === null ? '' : String(time).replace('T', ' ').slice(0, 16)

/** The screen of a ticket, `width` columns wide. Nothing on it is anything but text. */
export function ticketScreen(whole: WholeTicket, width: number): string {
  const {ticket, labels, related, authorizations, log, parameters} = whole
  const ext = ticket.ext_info ?? {}
  const contact = [ext.remind_mail, [ext.area_code, ext.remind_mobile].filter(Boolean).join(' ')]
    .filter(Boolean)
    .join(', ')
  const facts: [string, string | undefined][] = [
    ['ticket', `${ticket.incident_id}  ${statusWord(ticket.status)}`],
    ['about', [ticket.business_type_name, ticket.incident_type_name].filter(Boolean).join(', ')],
    ['severity', ticket.severity_name],
    ['region', ticket.dc_name],
    [
      'submitted',
      `${ticket.create_time ? `${shortTime(ticket.create_time)} UTC ` : ''}by ${ticket.xcustomer_name ?? ticket.xcustomer_id ?? '?'}`,
    ],
    ['account', ticket.customer_id],
    ['handled by', ticket.business_ownership ? ownership(ticket.business_ownership) : undefined],
    ['notices to', contact + (contact && ext.remind_time && ext.remind_time !== '0' ? `, ${ext.remind_time}` : '')],
    ['copies to', ext.cc_email],
    ['labels', inWords(labels)],
    [
      'details',
      Object.entries(parameters)
        .map(([key, value]) => `${key} ${value}`)
        .join(', '),
    ],
    ['rating', ratingOf(whole)],
  ]
  const lines = alignedLines(facts.filter((fact): fact is [string, string] => Boolean(fact[1])))
  const messages = ticket.message_list ?? []
  // The description is the first message; where the API does not repeat it there, it stands before them.
  if (!messages.some(message => message.is_first_message === 1))
    lines.push('', ...indented(plainText(ticket.simple_description ?? ''), width))
  for (const message of messages) lines.push('', ...messageLines(message, width))
  const files = attachmentsOf(ticket)
  if (files.length > 0)
    lines.push(
      '',
      `${files.length} attachments: ${nextStep(commandLine`ticket attach download ${ticket.incident_id}`)}`,
    )
  if (related.length > 0) {
    lines.push('', 'related')
    lines.push(...related.map(one => cutText(clean(`  ${one.case_id ?? '?'}  ${one.simple_description ?? ''}`), width)))
  }
  if (authorizations.length > 0) {
    lines.push('', 'access')
    lines.push(
      ...alignedLines(
        authorizations.map(one => [`  ${one.id ?? '?'}`, authorization(one.status), one.auth_describe ?? '']),
      ),
    )
  }
  if (log.length > 0) {
    lines.push('', 'operations')
    const rows = [...log].reverse()
    lines.push(
      ...alignedLines(
        rows.map(one => [
          `  ${shortTime(one.operate_time)}`,
          operationWord(one.operate_type),
          one.operator_name ?? '',
          one.operate_desc ?? '',
        ]),
      ),
    )
  }
  const pending = authorizations.filter(one => one.status === 0)
  const next = [
    ...pending.flatMap(({id}) => (id ? [commandLine`ticket authorize grant ${id}`] : [])),
    ...possible(ticket.status).map(action => commandLine`ticket ${action} ${ticket.incident_id!}`),
  ]
  if (next.length > 0) lines.push('', 'next', ...next.map(line => `  ${nextStep(line)}`))
  return `${lines.map(line => clean(line)).join('\n')}\n`
}

function ratingOf({ticket}: WholeTicket): string {
  const values = (ticket.incident_satisfaction ?? []).map(
    one => `${one.satisfaction_name ?? one.satisfaction_id ?? '?'} ${one.satisfaction_value ?? '?'}`,
  )
  return [...values, ticket.judgement].filter(Boolean).join(', ')
}

const indented = (text: string, width: number): string[] =>
  wrapText(clean(text, {lines: true}).trim(), Math.max(20, width - 2)).map(line => (line === '' ? '' : `  ${line}`))

/** One message: who and when, then the words. */
export function messageLines(
  message: Pick<Message, 'create_time' | 'replier_name' | 'type' | 'content' | 'accessory_list'>,
  width: number,
): string[] {
  const who = message.replier_name || (message.type === 1 ? 'engineer' : 'customer')
  const side = message.type === 1 ? 'support' : 'you'
  const files = (message.accessory_list ?? []).map(
    file => `  attached: ${file.file_actual_name ?? '?'}  ${file.accessory_id ?? ''}`,
  )
  return [
    clean(`${shortTime(message.create_time)}  ${who} (${side})`),
    ...indented(plainText(message.content ?? ''), width),
    ...files.map(file => cutText(clean(file), width)),
  ]
}

/** An event of a watch on one line. */
export function eventLine(event: TicketEvent, width: number): string {
  const time = event.time ? `${shortTime(event.time)}  ` : ''
  return cutText(clean(`${time}${event.incident_id}  ${eventText(event)}`), width)
}

function eventText(event: TicketEvent): string {
  switch (event.event) {
    case 'opened':
      return `new, ${event.status_name}`
    case 'status':
      return `is ${event.status_name} now`
    case 'authorization':
      return nextStep(`asks for access: ${commandLine`ticket authorize show ${event.authorization!.id}`}`)
    case 'message': {
      const {replier_name, from, text, accessory_list} = event.message!
      const files = accessory_list.length > 0 ? ` [${accessory_list.length} files]` : ''
      return `${replier_name || from}: ${text.replace(/\s+/g, ' ')}${files}`
    }
  }
}
