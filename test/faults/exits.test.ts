// D.1 and the contract of the exit codes: each of them is reached on purpose, with the same code with and without -o
// json.
import {rmSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest'
import {exitCodes} from '../../src/cli/exit-codes.js'
import {ended, World} from './support/world.js'

let world: World
let customer: {customer_id: string; account_name: string}
beforeAll(async () => {
  world = await World.start()
  const list = await world.json<(typeof customer)[]>(['customer', 'list', '--all', '--filter', 'budget_amount>0'])
  customer = list[0]!
})
afterEach(async () => {
  await world.calm()
  world.writeProfile()
})

type Ways = [outcome: keyof typeof exitCodes, what: string, prepare: () => unknown, args: () => string[]]

const nothing = () => {}
const show = () => ['budget', 'show', customer.customer_id]
const set = () => ['budget', 'set', customer.customer_id, '4321']

const ways: Ways[] = [
  ['done', 'a list', nothing, () => ['customer', 'list']],
  ['failed', 'a web page instead of the API', () => world.fault('*', 'html'), show],
  ['failed', 'an audit log that is not as it was', nothing, () => ['audit', 'verify', '--head', 'f'.repeat(64)]],
  ['usage', 'a flag that does not exist', nothing, () => ['customer', 'list', '--nope']],
  ['usage', 'a value that cannot be', nothing, () => ['budget', 'set', customer.customer_id, '1.005']],
  ['usage', 'a question that nobody can answer', nothing, () => ['profile', 'remove', 'acme']],
  ['not-found', 'a customer that is not there', nothing, () => ['customer', 'show', 'nobody-at-all']],
  ['denied', 'a wrong key', () => world.writeProfile({secret_access_key: 'wrong'}), show],
  ['denied', 'no profile', () => rmSync(join(world.folder, 'config/config.json')), () => ['customer', 'list']],
  [
    'refused',
    'a business rule',
    () => world.fault('*', 'error', {status: 400, code: 'CBC.99007188', message: 'no'}),
    set,
  ],
  ['unavailable', 'a service that is not there', () => world.fault('*', 'unavailable'), () => ['profile', 'check']],
  ['unavailable', 'a throttle that does not end', () => world.fault('*', 'throttled'), () => ['profile', 'check']],
  [
    'partial',
    'a row that cannot be',
    () => world.file('rows.csv', `customer,budget\n${customer.customer_id},12\nnobody-at-all,1\n`),
    () => ['budget', 'apply', 'rows.csv', '--yes'],
  ],
  [
    'pending',
    'an association that takes longer than the wait',
    () => world.admin('PUT', 'settings', {associationDelay: 3600}),
    () => [
      'customer',
      'create',
      '--country',
      'PE',
      '--platform-user',
      `x-${Math.random()}`,
      '--wait',
      '--timeout',
      '1',
    ],
  ],
  ['waiting', 'a morning on which something waits', nothing, () => ['today', '--exit-code']],
  ['unreported', 'a result that cannot be written', nothing, () => [...set(), '--output-file', '/dev/full']],
  ['unknown', 'a reply that was lost', () => world.fault('UpdateSubCustomerBudget', 'reply-lost'), set],
]

const reached = new Set<string>()

describe('exit code', () => {
  for (const [outcome, what, prepare, args] of ways) {
    const {exit} = exitCodes[outcome]
    it(`${exit} (${outcome}): ${what}`, async () => {
      await prepare()
      const plain = await world.run(args())
      expect([plain.exit, plain.stderr]).toEqual([exit, expect.not.stringMatching(/\n\s+at /)])
      const json = await world.run([...args(), '-o', 'json'])
      expect(json.exit).toBe(exit)
      if (exit !== 0) {
        const lines = json.stderr
          .trim()
          .split('\n')
          .map(line => (line.startsWith('{') ? JSON.parse(line) : {}))
        expect(lines.find(line => line.error)).toMatchObject({error: {outcome, exit, message: expect.any(String)}})
      }
      reached.add(outcome)
    })
  }

  for (const [outcome, signal] of [
    ['interrupted', 'SIGINT'],
    ['terminated', 'SIGTERM'],
  ] as const) {
    const {exit} = exitCodes[outcome]
    it(`${exit} (${outcome}): ${signal}`, async () => {
      await world.fault('*', 'none', {delay: 5000})
      const child = world.start(show())
      const end = ended(child)
      while ((await world.requests()).length === 0) await sleep(10)
      child.kill(signal)
      expect((await end).exit).toBe(exit)
      reached.add(outcome)
    })
  }
})

afterAll(() => {
  // Reconciliation and certificates have their own tests of these.
  const elsewhere = ['differences', 'not-comparable', 'expiring']
  expect(Object.keys(exitCodes).filter(outcome => !reached.has(outcome) && !elsewhere.includes(outcome))).toEqual([])
})
