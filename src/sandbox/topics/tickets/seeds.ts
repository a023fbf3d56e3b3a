// Tickets that every account has already: a pure function of the account and the month, so that nothing is stored and
// the same seed gives the same tickets. Their life goes on by itself; who changes one gets a copy in the store
// (desk.ts).
import {firstDay, monthOf, startOfBillDay} from '../../state/calendar.js'
import {Dice, hexOf, mix} from '../../state/random.js'
import type {Partner} from '../../world/model.js'
import {findProblem, products, severities, templates} from './catalogue.js'
import {beginLife, messageId} from './engineer.js'
import {hostileText} from './phrases.js'
import {State, type Ticket, type Viewer} from './ticket.js'

/** How far back they go, in months. */
const MONTHS = 18
/**
 * An engineer's step in a seeded ticket takes so many hours, at least and at most: longer than in one that somebody
 * waits for.
 */
const HOURS: [number, number] = [2, 30]

interface Submitter {
  accountId: string
  seed: number
  since: number
  /** Tickets in a month, at least and at most. */
  rate: [number, number]
  users: {id: string; name: string}[]
  region: string
}

function submitterOf(call: Viewer): Submitter {
  const {caller, world} = call
  if (caller.kind === 'partner') {
    const {partner} = caller
    const desk = [partner.operators[0]!, partner.operators[2] ?? partner.operators[0]!]
    const users = desk.map(({id, name}) => ({id, name}))
    const rate = ratesOf(partner)
    return {
      accountId: partner.id,
      seed: mix(world.hash, Number.parseInt(partner.id.slice(1, 8), 16)),
      since: partner.associatedOn,
      rate,
      users,
      region: homeRegion[call.site],
    }
  }
  const {id, seed, associatedOn, billing} = caller.customer
  const user = call.auth.operatorOf(caller)
  return {
    accountId: id,
    seed: mix(world.hash, seed),
    since: associatedOn,
    rate: [0, 2],
    users: [{id: user.id, name: user.name}],
    region: billing.region,
  }
}

const homeRegion = {intl: 'ap-southeast-3', eu: 'eu-west-101', cn: 'cn-south-1'}

const ratesOf = (partner: Partner): [number, number] => (partner.kind === 'reseller' ? [0, 2] : [3, 6])

/** The seeded tickets of the caller's account as they were created, oldest first. */
export function seededTickets(call: Viewer): Ticket[] {
  // Customers made in this sandbox have had no time for tickets.
  if (call.world.scenario === 'empty' || (call.caller.kind === 'customer' && 'created' in call.caller.customer))
    return []
  const submitter = submitterOf(call)
  const last = monthOf(call.now)
  const tickets: Ticket[] = []
  for (let month = Math.max(last - MONTHS + 1, monthOf(submitter.since)); month <= last; month++) {
    const dice = new Dice(mix(submitter.seed, month, 0x71c))
    const count = dice.between(...submitter.rate)
    for (let place = 0; place < count; place++) {
      const ticket = seededTicket(call, submitter, month, mix(submitter.seed, month, place, 0x5eed))
      if (ticket.createdAt <= call.now && ticket.createdAt >= submitter.since) tickets.push(ticket)
    }
  }
  return tickets.sort((a, b) => a.createdAt - b.createdAt)
}

function seededTicket(call: Viewer, submitter: Submitter, month: number, seed: number): Ticket {
  const dice = new Dice(seed)
  const day = firstDay(month) + dice.below(28)
  const createdAt = startOfBillDay(day) + dice.between(8 * 3600, 19 * 3600) * 1000
  const product = dice.pick(products)
  const problem = findProblem(dice.pick(product.problems).id)!
  const language = call.site === 'cn' ? 'zh' : 'en'
  const user = dice.pick(submitter.users)
  const nasty = call.world.scenario === 'messy' && dice.chance(30)
  const ticket: Ticket = {
    id: ticketId(createdAt, seed),
    owner: submitter.accountId,
    userId: user.id,
    userName: user.name,
    createdAt,
    language,
    seed,
    productId: product.id,
    problemId: problem.id,
    severityId: dice.pick(severities.slice(2)).id,
    regionId: problem.caseType === '5' ? submitter.region : '',
    description: filledIn(problem.template, language, dice) + (nasty ? hostileText(dice.below(5)) : ''),
    projectId: '',
    contact: {...noContact},
    extends: problem.parameters.some(p => p.required) ? {resource_id: `i-${hexOf(mix(seed, 3), 12)}`} : {},
    status: State.toAccept,
    messages: [],
    log: [],
    labels: [],
    relations: [],
    authorizations: [],
    read: 0,
    pace: dice.between(...HOURS) * 3_600_000,
    plan: [],
    agenda: [],
    words: nasty ? ['hostile'] : [],
    persona: dice.pick(['diligent', 'diligent', 'diligent', 'quiet', 'impatient'] as const),
  }
  open(ticket)
  beginLife(ticket, problem.caseType === '5', call.site)
  if (ticket.persona === 'impatient')
    ticket.agenda.push({at: createdAt + Math.floor(ticket.pace / 2), kind: 'customer cancels'})
  return ticket
}

export const noContact: Ticket['contact'] = {
  area_code: '',
  remind_mobile: '',
  remind_mail: '',
  remind_time: '0',
  cc_email: '',
  contact_type: '',
  commodity_id: '',
}

/** The first message is the description itself, with the files of the creation. */
export function open(ticket: Ticket, files: Ticket['messages'][number]['files'] = [], number = 0): void {
  ticket.messages.push({
    id: messageId(ticket, 0),
    at: ticket.createdAt,
    number,
    from: 'customer',
    author: ticket.userId,
    authorName: ticket.userName,
    text: ticket.description,
    files,
  })
  ticket.log.push({
    type: 0,
    at: ticket.createdAt,
    byEngineer: false,
    operatorId: ticket.userId,
    operatorName: ticket.userName,
    note: '',
  })
}

/** An id in the shape that tickets have: TS, the day in UTC, eight digits. */
export function ticketId(at: number, seed: number): string {
  const day = new Date(at).toISOString().slice(2, 10).replaceAll('-', '')
  return `TS${day}${String(mix(seed, 0x1d) % 100_000_000).padStart(8, '0')}`
}

/** What customers answer to the questions of each template, in their order. */
const answers: Record<keyof typeof templates, Record<'en' | 'zh', string[][]>> = {
  fault: {
    en: [
      ['i-{hex}', 'lb-{hex}', 'vol-{hex}'],
      ['07:40 GMT+0', '02:15 UTC, every night', 'yesterday about 18:00 GMT-5'],
      ['Requests time out after 30 seconds.', 'It restarts by itself.', 'Error 503 for about one request in ten.'],
      ['Customers cannot order.', 'Reports are late.', 'A test environment; nobody is waiting.'],
      ['none', 'A new certificate the day before.', 'The security group was tightened.'],
    ],
    zh: [
      ['i-{hex}', 'lb-{hex}'],
      ['07:40 GMT+8', '每天凌晨 02:15 GMT+8'],
      ['请求30秒后超时。', '实例自动重启。', '约十分之一的请求返回503。'],
      ['客户无法下单。', '报表延迟。'],
      ['无', '前一天更换了证书。'],
    ],
  },
  question: {
    en: [
      [
        'Move a disk to another account.',
        'Let a colleague see bills only.',
        'Serve a static site with our own domain.',
      ],
      ['The guide, up to step 4.', 'A policy with read rights; it shows nothing.', 'nothing yet'],
    ],
    zh: [
      ['将云硬盘迁移到其他账号。', '仅允许同事查看账单。'],
      ['按指南操作到第4步。', '暂无'],
    ],
  },
  bill: {
    en: [
      ['last month', 'CS{hex}'],
      ['120.50', '38.20', '1,204.00'],
      [
        'The discount of the contract is missing.',
        'A resource that was deleted is still charged.',
        'Two lines for the same hour.',
      ],
    ],
    zh: [
      ['上月', 'CS{hex}'],
      ['120.50 元', '38.20 元'],
      ['未享受合同折扣。', '已删除的资源仍在扣费。'],
    ],
  },
  quota: {
    en: [
      ['the home region'],
      ['vCPUs', 'elastic IPs', 'snapshots'],
      ['200', '50'],
      ['A migration next week.', 'Load tests.'],
    ],
    zh: [['默认区域'], ['vCPU', '弹性公网IP'], ['200', '50'], ['下周迁移。', '压力测试。']],
  },
}

/** A template with its questions answered. */
function filledIn(template: keyof typeof templates, language: 'en' | 'zh', dice: Dice): string {
  const rows = answers[template][language]
  return templates[template].text[language]
    .trimEnd()
    .split('\n')
    .map((line, index) => `${line} ${dice.pick(rows[index]!).replace('{hex}', hexOf(dice.below(1_000_000), 8))}`)
    .join('\n')
}
