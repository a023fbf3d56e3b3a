// Adding a message to a ticket.
import type {Api} from '../api/client.js'
import {commandLine} from '../command-line.js'
import {Failure, otherwise, usage} from '../failure.js'
import {tellsSecret} from '../secret-text.js'
import type {Scope} from './act.js'
import {type LocalFile, removeUploads, type Uploaded, upload} from './attachments.js'
import {readTicket} from './conversation.js'
import {mustAllow} from './rules.js'

export interface Reply {
  incident_id: string
  /** Only the detail tells it; absent when the message was not found there. */
  message_id?: string
  status?: number
}

/** Longest message. Source: api-ticket/CreateMessages.html */
const LONGEST = 10_000

/** Throws a Failure when a text looks as if it told a password: messages are read by many and kept for long. */
export function refuseSecrets(text: string, caseId: string): void {
  if (!tellsSecret(text)) return
  throw usage(
    'the text seems to tell a password; a message is not the place for it',
    commandLine`ticket authorize list --ticket ${caseId}    hands it over in confidence, when support has asked for access`,
    'Add --plain-secret to send it as it is',
  )
}

export interface ReplyOptions extends Scope {
  files: LocalFile[]
  /** Attachments that are uploaded already. */
  accessories: string[]
  base64?: boolean
  onFile?(file: LocalFile, index: number): void
}

/** Sends a message with its files. The answer has no id: the new message is looked up afterwards. */
export async function reply(api: Api, case_id: string, content: string, options: ReplyOptions): Promise<Reply> {
  const {as, group: group_id, files, accessories} = options
  if ([...content].length > LONGEST) {
    throw usage(
      `the message has ${[...content].length} characters; at most ${LONGEST} are taken`,
      'Attach it as a file',
    )
  }
  const before = await readTicket(api, case_id, options)
  mustAllow('reply', case_id, before.status)
  const uploads = await upload(api, files, {...options, purpose: 'message'})
  const accessory_ids = [...accessories, ...uploads.map(one => one.accessory_id)]
  try {
    await api.call(
      'CreateMessages',
      {case_id, message: {content, accessory_ids: accessory_ids.length > 0 ? accessory_ids : undefined}, group_id},
      {as, check: commandLine`ticket show ${case_id}`},
    )
  } catch (error) {
    await withdrawUploads(api, uploads, error, options)
    throw error
  }
  const known = new Set((before.message_list ?? []).map(message => message.message_id))
  // It is sent, whether or not it can be looked at.
  const after = await readTicket(api, case_id, options).catch(otherwise(before))
  const own = (after.message_list ?? []).filter(message => message.type === 0 && !known.has(message.message_id))
  return {incident_id: case_id, message_id: own.at(-1)?.message_id, status: after.status}
}

/** Files whose ticket or message was refused are of no use; when the outcome is unknown they may be in it. */
export async function withdrawUploads(api: Api, uploads: Uploaded[], error: unknown, scope: Scope): Promise<void> {
  if (error instanceof Failure && error.outcome !== 'unknown') await removeUploads(api, uploads, scope)
}
