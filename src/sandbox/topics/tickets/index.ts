// Service tickets: all OSM operations. Start with ticket.ts (what a ticket is) and engineer.ts (what happens to it by
// itself).
import type {Topic} from '../../call.js'
import {accounts} from './accounts.js'
import {attachments} from './attachments.js'
import {authorizations} from './authorizations.js'
import {cases} from './cases.js'
import {config} from './config.js'
import {contacts} from './contacts.js'
import {labels} from './labels.js'
import {messages} from './messages.js'

export const tickets = {
  ...accounts,
  ...attachments,
  ...authorizations,
  ...cases,
  ...config,
  ...contacts,
  ...labels,
  ...messages,
} satisfies Topic
