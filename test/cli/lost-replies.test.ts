// A write whose reply is lost says how to find out. What it prints is run here as it is printed: it shows the thing, as
// the partner, for a customer, for the customer of a reseller.
import {beforeAll, describe, expect, it} from 'vitest'
import {cli, cliJson} from '../support/cli.js'
import {TicketDesk} from '../support/tickets.js'

interface Step {
  command?: string
  argv?: string[]
  why?: string
}

/** The proposals of a command that failed. */
async function refused(words: string[], exit: number): Promise<Step[]> {
  const ran = await cli([...words, '-o', 'json'])
  expect(ran.exit, `${words.join(' ')}: ${ran.stderr}`).toBe(exit)
  const line = ran.stderr.split('\n').find(one => one.startsWith('{"error"'))!
  return JSON.parse(line).error.next
}

let desk: TicketDesk
let customer: string
let reseller: string
let theirs: string
beforeAll(async () => {
  // Lists that go back an hour do so by this machine's clock.
  desk = await TicketDesk.open({clock: new Date().toISOString()})
  const customers = await cliJson<{account_name: string; association_type: string}[]>('customer list --all')
  customer = customers.find(one => one.association_type !== '1')!.account_name
  reseller = (await cliJson<{account_name: string}[]>('reseller list'))[0]!.account_name
  theirs = (await cliJson<{account_name: string}[]>(['customer', 'list', '--reseller', reseller]))[0]!.account_name
})

/** Loses the reply to an operation, and runs what is said to tell the outcome. */
async function found(operation: string, words: string[]): Promise<string> {
  await desk.sandbox.admin('DELETE', '/faults')
  await desk.sandbox.admin('POST', '/faults', {operation, effect: 'reply-lost'})
  const next = await refused(words, 9)
  await desk.sandbox.admin('DELETE', '/faults')
  const step = next.find(one => one.why?.startsWith('Find out before you repeat it'))
  expect(step?.argv, JSON.stringify(next)).toBeDefined()
  const ran = await cli(step!.argv!)
  expect(ran.exit, `${step!.command}: ${ran.stderr}`).toBe(0)
  return ran.stdout
}

const scopes = [
  ['the partner', () => []],
  ['a customer', () => ['--customer', customer]],
] as const

describe.each(scopes)('a ticket of %s', (_, scope) => {
  const lost = (operation: string, ...words: string[]) => found(operation, ['ticket', ...words, ...scope()])
  let id: string
  let other: string
  let message: string
  beforeAll(async () => {
    id = await desk.fault(...scope())
    other = await desk.fault(...scope())
    await desk.steps(1)
    message = (await cliJson<{message_id: string}>(['ticket', 'reply', id, 'a slip', ...scope()])).message_id
  })

  it.each<[string, () => string[], () => string]>([
    [
      'CreateCases',
      () => ['create', '--product', 'billing', '--problem', 'bt-charge-billing', '--free-text', '-d', 'Why so much?'],
      () => 'Why so much?',
    ],
    ['CreateMessages', () => ['reply', id, 'Any news of it?'], () => 'Any news of it?'],
    ['RevokeMessage', () => ['recall', id, message], () => id],
    ['CreateRelations', () => ['link', 'add', id, other], () => other],
    ['DeleteRelation', () => ['link', 'remove', id, other], () => ''],
    ['CreateLabels', () => ['label', 'create', 'red one'], () => 'red one'],
    ['UpdateLabels', () => ['label', 'update', 'red one', '--name', 'blue one'], () => 'blue one'],
    ['CreateCaseLabels', () => ['label', 'add', id, 'blue one'], () => 'blue one'],
    ['DeleteCaseLabels', () => ['label', 'remove', id, 'blue one'], () => id],
    ['DeleteLabels', () => ['label', 'delete', 'blue one', '--yes'], () => ''],
    ['CreateCaseExtendsParam', () => ['param', 'set', id, 'environment=test'], () => 'environment'],
    ['UpdateCaseContactInfo', () => ['contact', 'set', id, '--remind-time', '09:00-18:00'], () => id],
    ['CreatePrivileges', () => ['privilege', 'grant', 'export'], () => 'export'],
    ['UpdateCases', () => ['urge', id], () => 'urge'],
  ])('is found after %s', async (operation, words, shown) => {
    expect(await lost(operation, ...words())).toContain(shown())
  })

  it('is named with its scope by what refuses an action', async () => {
    const refusals = [
      [['rate', other, '--score', '5'], 5],
      [['delete', other, '--yes'], 5],
    ] as const
    for (const [words, exit] of refusals) {
      const next = await refused(['ticket', ...words, ...scope()], exit)
      const show = next.filter(one => one.argv?.[1] === 'show')
      for (const {argv, command} of show) expect((await cli(argv!)).exit, command).toBe(0)
      for (const {argv} of next.filter(one => one.argv?.includes(other)))
        expect(argv).toEqual(expect.arrayContaining(scope()))
    }
  })
})

describe('a customer of a reseller', () => {
  it('is found after a budget was set', async () => {
    const set = ['budget', 'set', theirs, '77', '--reseller', reseller, '--yes']
    expect(await found('UpdateSubCustomerBudget', set)).toContain(theirs)
  })

  it('is found after it was frozen, and by its name in lists', async () => {
    const frozen = ['customer', 'freeze', theirs, '--reason', 'overdue', '--reseller', reseller, '--yes']
    expect(await found('FreezeSubCustomers', frozen)).toContain(theirs)
    for (const line of ['budget show', 'budget history', 'resource list']) {
      const ran = await cli([...line.split(' '), theirs, '--reseller', reseller])
      expect(ran.exit, `${line}: ${ran.stderr}`).toBe(0)
    }
    const orders = await cli(['order', 'list', '--customer', theirs, '--reseller', reseller])
    expect(orders.exit, orders.stderr).toBe(0)
  })
})
