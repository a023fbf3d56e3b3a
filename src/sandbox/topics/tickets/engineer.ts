// The support engineer: what happens to a ticket without the customer, as a pure function of the ticket and the time.
// Reads settle a ticket in memory, writes settle it and keep the result; both see the same, because every step has its
// moment.
import {hexOf, mix} from '../../state/random.js'
import {hostileFile, hostileText, say} from './phrases.js'
import {type Attachment, State, type Step, type StepKind, type Ticket} from './ticket.js'

/** Timeouts in steps of the ticket's pace. The real ones are not documented. */
const REMIND_AFTER = 100
const CLOSE_AFTER = 300
/** How many messages `[sandbox: talk]` makes. */
const TALK = 12

const engineers = ['Support engineer 101', 'Support engineer 102', 'Support engineer 103']

export const engineerOf = (ticket: Ticket): {id: string; name: string} => {
  const index = ticket.seed % engineers.length
  return {id: `e${101 + index}`, name: engineers[index]!}
}

/**
 * Words in a description that steer the engineer, for trying things: `[sandbox: silent]`, `hostile`, `invalid`,
 * `suspend`, `talk`.
 */
export const wordsIn = (description: string): string[] =>
  [...description.matchAll(/\[sandbox:\s*([a-z ,]+)\]/g)].flatMap(match => match[1]!.split(/[ ,]+/).filter(Boolean))

/** What the engineer does with a new ticket, and when the first step comes. */
export function beginLife(ticket: Ticket, isFault: boolean, site: string): void {
  const has = (word: string) => ticket.words.includes(word)
  ticket.plan = isFault ? ['ask', 'authorize', 'solve'] : ['solve']
  if (has('invalid')) ticket.plan = ['invalidate']
  if (has('suspend') && site === 'cn') ticket.plan.unshift('suspend')
  if (has('talk')) ticket.plan.unshift(...Array.from({length: TALK}, () => 'talk' as const))
  if (!has('silent')) ticket.agenda = [{at: ticket.createdAt + ticket.pace, kind: 'accept'}]
}

/** The ticket as it is at `now`: the same object when nothing was due, a changed copy otherwise. */
export function settled(ticket: Ticket, now: number): Ticket {
  if (!isDue(ticket, now)) return ticket
  const copy = structuredClone(ticket)
  for (let step = nextStep(copy, now); step; step = nextStep(copy, now)) take(copy, step)
  expire(copy, now)
  return copy
}

function isDue(ticket: Ticket, now: number): boolean {
  return (
    ticket.agenda.some(step => step.at <= now) || ticket.authorizations.some(a => a.status === 1 && a.until! <= now)
  )
}

function nextStep(ticket: Ticket, now: number): Step | undefined {
  let first = -1
  for (const [index, step] of ticket.agenda.entries()) {
    if (step.at <= now && (first < 0 || step.at < ticket.agenda[first]!.at)) first = index
  }
  return first < 0 ? undefined : ticket.agenda.splice(first, 1)[0]
}

function expire(ticket: Ticket, now: number): void {
  for (const authorization of ticket.authorizations) {
    if (authorization.status === 1 && authorization.until! <= now) authorization.status = 3
  }
}

function take(ticket: Ticket, {at, kind}: Step): void {
  if (ticket.status === State.suspended) ticket.status = State.processing
  steps[kind](ticket, at)
}

/** What each step does: those of the engineer, then those of the invented customer of a seeded ticket. */
const steps: Record<StepKind, (ticket: Ticket, at: number) => void> = {
  accept(ticket, at) {
    ticket.status = State.processing
    carryOn(ticket, at)
  },
  ask(ticket, at) {
    speak(ticket, at, 'ask')
    waitForCustomer(ticket, at)
  },
  authorize(ticket, at) {
    requestAccess(ticket, at)
    speak(ticket, at, 'authorize')
    waitForCustomer(ticket, at)
  },
  talk(ticket, at) {
    speak(ticket, at, 'talk')
    carryOn(ticket, at)
  },
  solve(ticket, at) {
    ticket.status = State.toConfirm
    ticket.solvedAt = at
    speak(ticket, at, ticket.authorizations.some(a => a.status === 1) ? 'solved with access' : 'solved')
    schedule(ticket, at + CLOSE_AFTER * ticket.pace, 'close')
    if (ticket.persona === 'diligent') schedule(ticket, at + 5 * ticket.pace, 'customer closes')
  },
  invalidate(ticket, at) {
    speak(ticket, at, 'invalid')
    end(ticket, at, State.invalid)
  },
  suspend(ticket, at) {
    ticket.status = State.suspended
    speak(ticket, at, 'suspend')
    carryOn(ticket, at + 2 * ticket.pace)
  },
  remind(ticket, at) {
    speak(ticket, at, 'remind')
    schedule(ticket, at + (CLOSE_AFTER - REMIND_AFTER) * ticket.pace, 'close')
  },
  close(ticket, at) {
    speak(ticket, at, 'closed')
    end(ticket, at, State.completed)
  },
  'customer replies'(ticket, at) {
    ticket.messages.push({
      id: messageId(ticket, ticket.messages.length),
      at,
      number: 0,
      from: 'customer',
      author: ticket.userId,
      authorName: ticket.userName,
      text: say('reply', ticket.language, {engineer: '', ticket: ticket.id, authorization: ''}),
      files: [],
    })
    record(ticket, 85, at)
    answered(ticket, at)
  },
  'customer grants'(ticket, at) {
    const authorization = ticket.authorizations.find(a => a.status === 0)
    if (authorization) Object.assign(authorization, {status: 1, from: at, until: at + 30 * ticket.pace})
    record(ticket, 73, at)
    answered(ticket, at)
  },
  'customer closes'(ticket, at) {
    const {seed} = ticket
    const ratings = [
      {satisfaction_id: 1, satisfaction_value: 3 + (seed % 3)},
      {satisfaction_id: 3, satisfaction_value: 4 + (seed % 2)},
    ]
    ticket.score = {judgement: '', ratings}
    record(ticket, 3, at)
    record(ticket, 5, at)
    end(ticket, at, State.completed)
  },
  'customer cancels'(ticket, at) {
    record(ticket, 4, at)
    end(ticket, at, State.canceled)
  },
  'customer deletes'(ticket, at) {
    record(ticket, 13, at)
    end(ticket, at, State.deleted)
  },
}

/** The next thing that the engineer means to do. */
export function carryOn(ticket: Ticket, at: number): void {
  const next = ticket.plan.shift()
  if (!next) return
  schedule(ticket, at + ticket.pace, next)
}

function schedule(ticket: Ticket, at: number, kind: StepKind): void {
  ticket.agenda.push({at, kind})
}

function waitForCustomer(ticket: Ticket, at: number): void {
  ticket.status = State.toFeedBack
  schedule(ticket, at + REMIND_AFTER * ticket.pace, 'remind')
  const access = ticket.authorizations.some(a => a.status === 0)
  if (ticket.persona === 'diligent')
    schedule(ticket, at + 3 * ticket.pace, access ? 'customer grants' : 'customer replies')
}

/**
 * The customer has spoken: what waited for that goes on. In a state of its own the engineer's work is not disturbed.
 */
export function answered(ticket: Ticket, at: number): void {
  const before = ticket.status
  if (before !== State.toFeedBack && before !== State.toConfirm) return
  ticket.status = State.processing
  ticket.agenda = []
  // What the customer does not accept is looked at again.
  if (before === State.toConfirm) ticket.plan = ['solve']
  carryOn(ticket, at)
}

/** An urged engineer comes sooner; one that would never have come comes now. */
export function urged(ticket: Ticket, at: number): void {
  ticket.urgedAt = at
  const soon = at + Math.max(1, Math.floor(ticket.pace / 4))
  const pending = ticket.agenda.filter(step => !step.kind.startsWith('customer'))
  if (pending.length === 0)
    schedule(ticket, soon, ticket.status === State.toAccept ? 'accept' : (ticket.plan.shift() ?? 'solve'))
  for (const step of pending) step.at = Math.min(step.at, soon)
}

/** The ticket has come to its end: nothing more happens to it, and no access remains. */
export function end(ticket: Ticket, at: number, status: State): void {
  ticket.status = status
  ticket.endedAt = at
  ticket.agenda = []
  ticket.plan = []
  for (const authorization of ticket.authorizations) {
    if (authorization.status === 1) authorization.status = 4
    if (authorization.status === 0) authorization.status = 5
  }
}

function speak(ticket: Ticket, at: number, what: Parameters<typeof say>[0]): void {
  const engineer = engineerOf(ticket)
  const hostile = ticket.words.includes('hostile')
  const index = ticket.messages.length
  const text = say(what, ticket.language, {
    engineer: engineer.name,
    ticket: ticket.id,
    authorization: ticket.authorizations.at(-1)?.id ?? '',
  })
  const file: Attachment[] = hostile ? [{id: `ef${hexOf(mix(ticket.seed, index), 20)}`, ...hostileFile(index)}] : []
  if (what === 'ask' && !hostile)
    file.push({
      id: `ef${hexOf(mix(ticket.seed, index), 20)}`,
      name: 'collect-logs.txt',
      content: 'dmesg -T | tail -n 200\njournalctl -b --no-pager | tail -n 500\n',
    })
  ticket.messages.push({
    id: messageId(ticket, index),
    at,
    number: 0,
    from: 'engineer',
    author: engineer.id,
    authorName: engineer.name,
    text: hostile ? `${text}${hostileText(index)}` : text,
    files: file,
  })
}

export const messageId = (ticket: Ticket, index: number): string => `m${hexOf(mix(ticket.seed, index, 0x6d), 24)}`

function requestAccess(ticket: Ticket, at: number): void {
  const seed = mix(ticket.seed, ticket.authorizations.length, 0xa7)
  const instance = String(ticket.extends.resource_id ?? `i-${hexOf(seed, 8)}`)
  ticket.authorizations.push({
    id: `Auth-${hexOf(seed, 12)}`,
    status: 0,
    at,
    rejectReason: '',
    details: [
      {
        id: (seed % 900_000) + 100_000,
        type: 1,
        port: 22,
        account: '',
        instanceId: instance,
        instanceName: `host of ${ticket.id}`,
      },
      {id: (seed % 900_000) + 100_001, type: 0, port: 0, account: '', instanceId: instance, instanceName: 'console'},
    ],
  })
}

/** Writes a line of the operate log, in the name of the ticket's own user unless another is named. */
export function record(
  ticket: Ticket,
  type: number,
  at: number,
  note = '',
  by: {id: string; name: string} = {id: ticket.userId, name: ticket.userName},
): void {
  ticket.log.push({type, at, byEngineer: false, operatorId: by.id, operatorName: by.name, note})
}
