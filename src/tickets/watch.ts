// Following tickets: what is new since the last look, each thing told once, across restarts.
import type {Api} from '../api/client.js'
import type {Owner} from '../api/owner.js'
import {lookUp} from '../look-up.js'
import type {Scope} from './act.js'
import {type Authorization, type Detail, type Message, readTicket} from './conversation.js'
import {plainText} from './rich-text.js'
import {DELETED, ENDED, OPEN, statusWord} from './rules.js'

/** Something that happened to a ticket. `id` is the same however often it is told. */
export interface TicketEvent {
  id: string
  event: 'opened' | 'message' | 'status' | 'authorization'
  incident_id: string
  /** When it happened as far as the API tells; status changes have no time of their own. UTC. */
  time?: string
  customer_id?: string
  /** The status after it, as far as the API tells. */
  status?: number
  status_name: string
  /** Of a status change. */
  previous_status?: number
  message?: {
    message_id?: string
    from: 'customer' | 'engineer'
    replier_name?: string
    text: string
    content: string
    accessory_list: {accessory_id?: string; file_actual_name?: string}[]
  }
  authorization?: {id: string; auth_describe?: string}
  /** It may have been told before: the program was killed while it told it. */
  again?: true
}

/** What has been told about a ticket. */
export interface Seen {
  status?: number
  messages: string[]
  authorizations: string[]
  /** How many changes of its status. */
  changes: number
}

/** What a watch remembers. */
export interface Memory {
  version: 1
  /** Whose tickets these are. */
  owner?: Owner
  /** The first look has been taken: what was there before it is known. */
  begun?: boolean
  tickets: Record<string, Seen>
  /** The API's own cursor, a hint which tickets have news. */
  cursor?: string
  /** The event that is being told. */
  pending?: News
}

/** An event, and the names under which its message is remembered. */
interface News {
  event: TicketEvent
  keys?: string[]
}

const textOf = (time: unknown) => (time === undefined ? undefined : String(time))
const hasEnded = (status: number | undefined) => status !== undefined && ENDED.includes(status)

export const emptyMemory = (): Memory => ({version: 1, tickets: {}})

export interface WatchOptions extends Scope {
  /** The tickets to follow; all that are open when there are none. */
  ids: string[]
  /** Tell what was there before the first look, too. */
  history: boolean
}

/** Where a watch keeps its memory, and where it tells. */
export interface Outlet {
  /** Keeps the memory so that it survives the end of the program. */
  save(memory: Memory): void
  /** Tells an event; resolves when it has been told. */
  tell(event: TicketEvent): Promise<void>
  /** Was this event, which was being told when the program ended, told after all? Undefined when nobody knows. */
  wasTold(event: TicketEvent): boolean | undefined
}

/** How many tickets the API takes in one question for news. */
const AT_ONCE = 100

export class Watch {
  #first = true

  constructor(
    readonly api: Api,
    readonly options: WatchOptions,
    readonly memory: Memory,
    readonly outlet: Outlet,
  ) {}

  /** Looks once and tells what is new. Returns the statuses of the tickets that are followed. */
  async look(): Promise<Map<string, number | undefined>> {
    await this.#finishPending()
    const {statuses, changed, cursor} = await this.#changed()
    const found: News[] = []
    for (const id of changed) {
      const detail = await this.#read(id)
      statuses.set(id, detail ? detail.status : DELETED)
      found.push(...(detail ? this.#news(id, detail) : this.#gone(id)))
    }
    found.push(...(await this.#authorizations(statuses)))
    for (const news of found) await this.#tell(news)
    // Only now: what a hint was about has been told.
    if (cursor !== undefined) this.memory.cursor = cursor
    this.memory.begun = true
    this.outlet.save(this.memory)
    this.#first = false
    return statuses
  }

  /** What was being told when the program was killed. */
  async #finishPending(): Promise<void> {
    const {pending} = this.memory
    if (!pending) return
    const {event} = pending
    const told = this.outlet.wasTold(event)
    if (told !== true) await this.outlet.tell(told === false ? event : {...event, again: true})
    this.#told(pending)
  }

  async #tell(news: News): Promise<void> {
    this.memory.pending = news
    this.outlet.save(this.memory)
    await this.outlet.tell(news.event)
    this.#told(news)
  }

  #told(news: News): void {
    remember(this.memory, news)
    this.memory.pending = undefined
    this.outlet.save(this.memory)
  }

  /** The tickets that are followed, and which of them must be read. */
  async #changed(): Promise<{statuses: Map<string, number | undefined>; changed: string[]; cursor?: string}> {
    const {ids, as, group: group_id} = this.options
    if (ids.length > 0) return {statuses: new Map(), changed: ids}
    const open = await this.api
      .list('ListCases', {incident_status: OPEN.join(','), group_id}, {as, pageSize: 100})
      .toArray()
    const statuses = new Map(
      open.flatMap(({incident_id, status}): [string, number | undefined][] =>
        incident_id === undefined || hasEnded(status) ? [] : [[incident_id, status]],
      ),
    )
    // A ticket that is no longer open has one more thing to tell: how it ended.
    const left = Object.entries(this.memory.tickets).filter(([id, seen]) => !statuses.has(id) && !hasEnded(seen.status))
    const {fresh, cursor} = await this.#hints([...statuses.keys()])
    const changed = [...statuses].filter(
      ([id, status]) => this.#first || lookUp(this.memory.tickets, id)?.status !== status || fresh.has(id),
    )
    return {statuses, changed: [...changed.map(([id]) => id), ...left.map(([id]) => id)], cursor}
  }

  /** Which tickets have new messages, in the API's opinion. */
  async #hints(ids: string[]): Promise<{fresh: Set<string>; cursor?: string}> {
    const {as, group: group_id} = this.options
    const fresh = new Set<string>()
    let cursor: string | undefined
    for (let start = 0; start < ids.length; start += AT_ONCE) {
      const input = {case_ids: ids.slice(start, start + AT_ONCE), last_message_time_id: this.memory.cursor, group_id}
      const answer = await this.api.call('ListNewInstantMessages', input, {as})
      for (const one of answer.immsg ?? []) if (one.incident_id) fresh.add(one.incident_id)
      // The first answer's: what came while the others were asked is after it.
      cursor ??= answer.last_message_time_id
    }
    return {fresh, cursor}
  }

  async #read(id: string): Promise<Detail | undefined> {
    try {
      return await readTicket(this.api, id, this.options)
    } catch (error) {
      // A ticket that was deleted; one that was asked for by name must exist at the first look.
      if (
        (error as {outcome?: string}).outcome === 'not-found' &&
        (lookUp(this.memory.tickets, id) || this.options.ids.length === 0)
      ) {
        return undefined
      }
      throw error
    }
  }

  /** A ticket that was deleted is told once. */
  #gone(id: string): News[] {
    const known = lookUp(this.memory.tickets, id)
    if (!known || known.status === DELETED) return []
    return [{event: statusEvent({incident_id: id, status: DELETED, status_name: statusWord(DELETED)}, known)}]
  }

  #news(id: string, detail: Detail): News[] {
    const known = lookUp(this.memory.tickets, id)
    const base = {
      incident_id: id,
      customer_id: detail.customer_id,
      status: detail.status,
      status_name: statusWord(detail.status),
    }
    const messages = keyed(detail.message_list ?? [])
    if (!known && !this.memory.begun && !this.options.history) {
      // The first look of a new watch: what is there is known from now on.
      this.memory.tickets[id] = {
        status: detail.status,
        messages: messages.flatMap(({keys}) => keys),
        authorizations: [],
        changes: 0,
      }
      return []
    }
    const news: News[] = []
    if (!known) {
      news.push({event: {...base, id: `${id}/opened`, event: 'opened', time: textOf(detail.create_time)}})
    }
    for (const {keys, message} of messages) {
      const [key] = keys
      if (known?.messages.includes(key!)) continue
      const event: TicketEvent = {
        ...base,
        id: `${id}/message/${key}`,
        event: 'message',
        time: textOf(message.create_time),
        message: {
          message_id: message.message_id,
          from: message.type === 1 ? 'engineer' : 'customer',
          replier_name: message.replier_name,
          text: plainText(message.content ?? ''),
          content: message.content ?? '',
          accessory_list: message.accessory_list ?? [],
        },
      }
      news.push({event, keys})
    }
    if (known && detail.status !== undefined && known.status !== detail.status)
      news.push({event: statusEvent(base, known)})
    return news
  }

  /** Requests for access that nobody has decided on. */
  async #authorizations(statuses: Map<string, number | undefined>): Promise<News[]> {
    const {as, group: group_id} = this.options
    const pending = await this.api.list('ListAuthorizations', {status: 0, group_id}, {as}).toArray()
    const fresh = (one: Authorization) =>
      statuses.has(one.incident_id ?? '') &&
      !lookUp(this.memory.tickets, one.incident_id ?? '')?.authorizations.includes(one.id ?? '')
    const found = pending.filter(fresh)
    if (!this.memory.begun && !this.options.history) {
      for (const one of found) lookUp(this.memory.tickets, one.incident_id!)?.authorizations.push(one.id ?? '')
      return []
    }
    return found.map((one): News => {
      const status = statuses.get(one.incident_id!)
      const event: TicketEvent = {
        id: `${one.incident_id}/authorization/${one.id}`,
        event: 'authorization',
        incident_id: one.incident_id!,
        customer_id: one.customer_id,
        time: textOf(one.create_time),
        status,
        status_name: statusWord(status),
        authorization: {id: one.id ?? '', auth_describe: one.auth_describe},
      }
      return {event}
    })
  }
}

const statusEvent = (
  base: Pick<TicketEvent, 'incident_id' | 'customer_id' | 'status' | 'status_name'>,
  known: Seen,
): TicketEvent => ({
  ...base,
  id: `${base.incident_id}/status/${known.changes + 1}`,
  event: 'status',
  previous_status: known.status,
})

/** Notes in the memory that an event has been told. */
function remember(memory: Memory, {event, keys}: News): void {
  const {incident_id, status} = event
  memory.tickets[incident_id] ??= {status, messages: [], authorizations: [], changes: 0}
  const seen = lookUp(memory.tickets, incident_id)!
  const key = event.id.slice(event.id.lastIndexOf('/') + 1)
  if (event.event === 'message') seen.messages.push(...(keys ?? [key]))
  if (event.event === 'authorization') seen.authorizations.push(key)
  if (event.event === 'status') {
    seen.status = status
    seen.changes++
  }
}

/**
 * Messages, each with its names: its id where the API gives one, and its time, side and place among those of the same
 * time.
 * Should a detail be cut short, a message has only the second one later on.
 */
function keyed(messages: Message[]): {keys: string[]; message: Message}[] {
  const counts = new Map<string, number>()
  return messages.map(message => {
    const place = `${message.create_time}-${message.type}`.replaceAll('/', '')
    const count = (counts.get(place) ?? 0) + 1
    counts.set(place, count)
    const own = message.message_id ? [message.message_id] : []
    return {keys: [...own, `${place}-${count}`], message}
  })
}
