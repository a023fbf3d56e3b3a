// Every job ends: whatever it does and wherever it is killed, it is over after two more runs, and no row is done twice
// that could not be.
import {mkdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {Api} from '../../src/api/client.js'
import {budgetTask} from '../../src/bulk/budgets.js'
import {customerTask} from '../../src/bulk/customers.js'
import {freezeTask} from '../../src/bulk/freezing.js'
import {Job} from '../../src/bulk/job.js'
import {realnameTask} from '../../src/bulk/realnames.js'
import type {Task} from '../../src/bulk/task.js'
import {type BulkAction, ticketTask} from '../../src/bulk/tickets.js'
import {connect} from '../../src/profiles/connect.js'
import {cli, cliJson} from '../support/cli.js'
import {TicketDesk} from '../support/tickets.js'

interface Listed {
  account_name: string
  association_type: string
  verified_status: string
  is_frozen: number
}

let desk: TicketDesk
let reseller: string
let resold: string[]
const customers = {any: [] as string[], unverified: [] as string[]}
beforeAll(async () => {
  desk = await TicketDesk.open({pace: 1000})
  await desk.sandbox.admin('PUT', '/clock', {frozen: false})
  const list = await cliJson<Listed[]>('customer list --all')
  for (const {indirect_partner_id} of await cliJson<{indirect_partner_id: string}[]>('reseller list')) {
    const theirs = await cliJson<Listed[]>(`customer list --all --reseller ${indirect_partner_id}`)
    reseller = indirect_partner_id
    resold = theirs.filter(one => !one.is_frozen).map(one => one.account_name)
    if (resold.length >= 4) break
  }
  for (const {account_name, association_type, verified_status, is_frozen} of list) {
    if (association_type !== '3' || is_frozen) continue
    customers[verified_status === '-1' ? 'unverified' : 'any'].push(account_name)
  }
})

/**
 * The same task, whose program is killed at a row: before its request has reached the server, or before its answer was
 * written down.
 */
function killedAt(task: Task, key: string, effect: boolean): Task {
  return {
    ...task,
    async send(api, items) {
      const hit = items.some(item => item.key === key)
      if (hit && !effect) throw new Error('killed')
      const ends = await task.send(api, items)
      if (hit) throw new Error('killed')
      return ends
    },
  }
}

/** Runs a job up to where it is killed. */
async function killed(task: Task, file: string, key: string, effect: boolean): Promise<void> {
  const connection = await connect('test')
  const api = new Api(async () => connection.session, {})
  const folder = join(process.env.PARTNERCTL_DATA_DIR!, 'bulk')
  mkdirSync(folder, {recursive: true, mode: 0o700})
  const job = await Job.open(killedAt(task, key, effect), api, {file, folder})
  try {
    await job.run({onError: 'continue', workers: 1})
    expect(job.halted?.message, JSON.stringify(job.rows)).toBe('killed')
  } finally {
    job.close()
    api.close()
  }
}

/** How the reruns ended: as many as it takes, at most two. */
async function reruns(words: string[]): Promise<{exits: number[]; last: string}> {
  const exits: number[] = []
  let last = ''
  while (exits.length < 2 && ![0, 7].includes(exits.at(-1) ?? -1)) {
    const ran = await cli(words)
    exits.push(ran.exit)
    last = ran.stderr
  }
  return {exits, last}
}

let taken = 0
const some = () => customers.any.splice(0, 3)
const frozen = async (more: string[], names = some()) => {
  const ran = await cli(['customer', 'freeze', ...names, '--reason', 'late', ...more, '--yes'])
  expect(ran.exit, ran.stderr).toBe(0)
  return names
}

/** What is asked, and what happens to the ticket first, so that it is in a status in which the action can be done. */
const ready: Record<BulkAction, {question: string; later?: object; first?: BulkAction}> = {
  urge: {question: '[sandbox: silent]'},
  cancel: {question: '[sandbox: silent]'},
  close: {question: '', later: {hours: 60}},
  rate: {question: '', later: {hours: 120}},
  delete: {question: '[sandbox: silent]', first: 'cancel'},
}
const RATING = [{satisfaction_id: 1, satisfaction_value: 5}]
const tickets = (action: BulkAction) => ({
  name: `ticket ${action}`,
  task: () => ticketTask(action, action === 'rate' ? {incident_satisfaction_list: RATING} : {}, {}),
  keys: async () => {
    const {question, later = {hours: 12}, first} = ready[action]
    // Where an answer is wanted, support takes two days for each step: nothing is closed meanwhile by itself.
    await desk.sandbox.admin('PUT', '/settings', {ticketDelay: question === '' ? 200_000_000 : 120})
    const ids = [await desk.question(`${question} a`), await desk.question(`${question} b`)]
    // Just made, they cannot be urged yet, and nobody has answered.
    await desk.sandbox.admin('POST', '/clock/advance', later)
    if (first) expect((await cli(['ticket', first, ...ids, '--yes'])).exit).toBe(0)
    return ids
  },
  row: (key: string) => key,
  heading: 'ticket',
  words: ['ticket', action, ...(action === 'rate' ? ['--score', '5'] : []), '--file'],
})

/** What a job does, its rows, and the command that runs it. */
const cases: {
  name: string
  task(): Task
  keys(): Promise<string[]> | string[]
  row(key: string): string
  heading: string
  words: string[]
  /** The exit codes it may have in the end, where its state shows what was done. */
  ends?: number[]
}[] = [
  {
    name: 'budget apply',
    task: budgetTask,
    keys: some,
    row: key => `${key},321.50,no,yes`,
    heading: 'customer,budget,unfreeze,freeze_on_overrun',
    words: ['budget', 'apply'],
  },
  {
    name: 'customer import',
    task: customerTask,
    keys: () => [1, 2, 3].map(n => `ends-${++taken}-${n}`),
    row: key => `${key},made-${key},PE`,
    heading: 'xaccount_id,account_name,country',
    words: ['customer', 'import'],
  },
  ...['account', 'account_and_resource'].map(type => ({
    name: `customer freeze ${type}`,
    task: () => freezeTask(true),
    keys: some,
    row: (key: string) => `${key},late,${type}`,
    heading: 'customer,reason,type',
    words: ['customer', 'freeze', ...(type === 'account' ? [] : ['--confirm', '3']), '--file'],
  })),
  ...['account', 'account_and_resource'].map(type => ({
    name: `customer unfreeze ${type}`,
    task: () => freezeTask(false),
    keys: () => frozen(type === 'account' ? [] : ['--resources', '--confirm', '3']),
    row: (key: string) => `${key},paid,${type}`,
    heading: 'customer,reason,type',
    words: ['customer', 'unfreeze', '--file'],
  })),
  ...(['freeze', 'unfreeze'] as const).map(verb => ({
    name: `customer ${verb} --reseller`,
    task: () => freezeTask(verb === 'freeze', {reseller}),
    keys: () => (verb === 'freeze' ? resold.splice(0, 1) : frozen(['--reseller', reseller], resold.splice(0, 1))),
    row: (key: string) => `${key},late`,
    heading: 'customer,reason',
    words: ['customer', verb, '--reseller', 'RESELLER', '--file'],
    ends: [0],
  })),
  {
    name: 'realname import',
    task: realnameTask,
    keys: () => customers.unverified.splice(0, 2),
    row: key => `${key},individual,A. Moreno,P123456,passport,a.jpg|b.jpg`,
    heading: 'customer,kind,name,number,certificate,files',
    words: ['realname', 'import'],
  },
  ...(Object.keys(ready) as BulkAction[]).map(tickets),
]

describe.each(cases)('$name', ({task, keys, row, heading, words, ends = [0, 7]}) => {
  const write = (name: string, rows: string[]) => desk.file(name, `${heading}\n${rows.map(row).join('\n')}\n`)

  it.each([
    ['before a request reached the server', false],
    ['before its answer was written down', true],
  ])('killed %s, ends after at most two more runs', async (_, effect) => {
    const rows = await keys()
    const file = write(`${words.join('-')}-${effect}-${rows[0]}.csv`, rows)
    await killed(task(), file, rows[1] ?? rows[0]!, effect)
    const {exits, last} = await reruns(
      [...words.map(word => (word === 'RESELLER' ? reseller : word)), file, '--yes'].filter(
        word => word !== '--yes' || !['urge', 'rate'].includes(words[1]!),
      ),
    )
    expect(ends, last).toContain(exits.at(-1))
    const result = readFileSync(file.replace('.csv', '.result.csv'), 'utf8')
    expect(result).not.toMatch(/,unknown,|,not-sent,/)
  })
})

describe('a file of rows', () => {
  it('begins anew in another world of the sandbox, whose customers are others', async () => {
    const file = desk.file(
      'worlds.csv',
      'xaccount_id,account_name,country\nworlds-1,worlds-one,PE\nworlds-2,worlds-two,PE\n',
    )
    await killed(customerTask(), file, 'worlds-2', true)
    await desk.sandbox.admin('POST', '/reset')
    const ran = await cli(['customer', 'import', file, '--yes', '-o', 'json'])
    expect([ran.exit, JSON.parse(ran.stdout).counts]).toEqual([0, {created: 2}])
    expect(ran.stderr).not.toContain('Goes on')
  })
})
