// A ticket as the sandbox keeps it, and the rules of its states. What happens by itself is in engineer.ts.

import type {Call} from '../../call.js'

/** States of the contract. 5 and 13 exist on the China site only. */
export const State = {
  toAccept: 0,
  processing: 1,
  toConfirm: 2,
  completed: 3,
  canceled: 4,
  suspended: 5,
  invalid: 12,
  deleted: 13,
  toFeedBack: 17,
} as const
export type State = (typeof State)[keyof typeof State]

/** What of a call decides which tickets there are and who sees them. */
export type Viewer = Pick<Call<unknown>, 'caller' | 'store' | 'world' | 'now' | 'site' | 'auth'>

/**
 * A file beside a message. Engineers' files have their content here; uploaded ones are documents of their own
 * (files.ts).
 */
export interface Attachment {
  id: string
  name: string
  content?: string
}

export interface Message {
  id: string
  at: number
  /**
   * Place among everything that customers have written in this sandbox; 0 for engineers' messages. The cursor of a poll
   * is made from it.
   */
  number: number
  from: 'customer' | 'engineer'
  author: string
  authorName: string
  text: string
  files: Attachment[]
}

/** An entry of the operate log. `type` as the reference lists them. */
export interface LogEntry {
  type: number
  at: number
  byEngineer: boolean
  operatorId: string
  operatorName: string
  note: string
}

/** States of an authorization: 0 pending, 1 authorized, 2 rejected, 3 expired, 4 recalled, 5 canceled. */
export interface Authorization {
  id: string
  status: 0 | 1 | 2 | 3 | 4 | 5
  at: number
  from?: number
  until?: number
  rejectReason: string
  details: {id: number; type: 0 | 1; port: number; account: string; instanceId: string; instanceName: string}[]
}

export interface Score {
  judgement: string
  ratings: {satisfaction_id: number; satisfaction_value: number}[]
}

export interface Contact {
  area_code: string
  remind_mobile: string
  remind_mail: string
  remind_time: string
  cc_email: string
  contact_type: string
  commodity_id: string
}

/** What an engineer, or the invented customer of a seeded ticket, does next. */
export type StepKind =
  | 'accept'
  | 'ask'
  | 'authorize'
  | 'talk'
  | 'solve'
  | 'invalidate'
  | 'suspend'
  | 'remind'
  | 'close'
  | 'customer replies'
  | 'customer grants'
  | 'customer closes'
  | 'customer cancels'
  | 'customer deletes'

export interface Step {
  at: number
  kind: StepKind
}

export interface Ticket {
  id: string
  owner: string
  userId: string
  userName: string
  createdAt: number
  language: 'en' | 'zh'
  /** Everything that is invented for this ticket comes from this number. */
  seed: number
  productId: string
  problemId: string
  severityId: string
  regionId: string
  description: string
  projectId: string
  contact: Contact
  /** Additional parameters by key. */
  extends: Record<string, NonNullable<unknown> | null>
  status: State
  solvedAt?: number
  endedAt?: number
  urgedAt?: number
  messages: Message[]
  log: LogEntry[]
  labels: number[]
  relations: string[]
  authorizations: Authorization[]
  score?: Score
  /** How many of the engineers' messages the customer has read. */
  read: number
  /** Milliseconds on the sandbox's clock that an engineer takes for a step. */
  pace: number
  /** What the engineer still means to do, in this order. */
  plan: StepKind[]
  /** What is going to happen, and when. */
  agenda: Step[]
  /** How many words of the description steer the engineer, e.g. `hostile`. */
  words: string[]
  /** The invented customer of a seeded ticket; gone as soon as somebody real touches it. */
  persona?: 'diligent' | 'quiet' | 'impatient'
}

export type Action = 'press' | 'cancel' | 'close' | 'delete' | 'message' | 'score'

/**
 * In which states a customer may do what. The reference pins only parts of it (tickets.md, section 3); the rest is what
 * the console's texts suggest.
 */
export const allowedIn: Record<Action, readonly State[]> = {
  press: [State.toAccept, State.processing],
  cancel: [State.toAccept],
  close: [State.processing, State.toConfirm, State.toFeedBack],
  delete: [State.completed, State.canceled, State.invalid],
  message: [State.toAccept, State.processing, State.toConfirm, State.suspended, State.toFeedBack],
  score: [State.toConfirm, State.completed],
}

/** No more steps come after these. */
export const hasEnded = (ticket: Ticket): boolean =>
  ([State.completed, State.canceled, State.invalid, State.deleted] as State[]).includes(ticket.status)
