// What was done is told, whatever breaks afterwards: processes with an output that fails, a reader that has gone, and
// signals while a write is under way. Whoever takes the words literally does nothing twice. (every-write.test.ts does
// the same without processes, for every command.)
import {closeSync, openSync} from 'node:fs'
import {setTimeout as sleep} from 'node:timers/promises'
import {afterEach, beforeAll, describe, expect, it} from 'vitest'
import {type Ended, ended, World} from './support/world.js'

interface Customer {
  customer_id: string
  account_name: string
}

interface Write {
  command: string
  operation: string
  world: () => World
  args: () => string[]
}

let intl: World
let china: World
let customer: Customer
let chinese: Customer
beforeAll(async () => {
  intl = await World.start({scenario: 'tiny'})
  china = await World.start({scenario: 'tiny', site: 'cn'})
  const budgets = await intl.json<Customer[]>(['customer', 'list', '--all', '--filter', 'budget_amount>0'])
  customer = budgets[0]!
  chinese = (await china.json<Customer[]>(['customer', 'list', '--limit', '3']))[0]!
})
afterEach(async () => {
  await intl.calm()
  await china.calm()
})

const writes: Write[] = [
  {
    command: 'budget set',
    operation: 'UpdateSubCustomerBudget',
    world: () => intl,
    args: () => ['budget', 'set', customer.customer_id, '4321'],
  },
  {
    command: 'account grant',
    operation: 'UpdateCustomerAccountAmount',
    world: () => china,
    args: () => ['account', 'grant', chinese.customer_id, '7', '--confirm', chinese.account_name],
  },
]

/** Runs with stdout in a device that takes nothing. */
async function intoFull(world: World, args: string[]): Promise<Ended> {
  const full = openSync('/dev/full', 'w')
  try {
    return await world.run(args, {}, {stdio: ['ignore', full, 'pipe']})
  } finally {
    closeSync(full)
  }
}

/** The writes that the platform took, by what it wrote down itself. */
const sent = async ({world, operation}: Write) => (await world().requests(operation)).length

describe.each(writes)('$command', write => {
  const {operation} = write
  const told = /do not repeat it/i

  it.each([
    ['a full disk', (args: string[]) => intoFull(write.world(), args)],
    ['a full disk, as JSON', (args: string[]) => intoFull(write.world(), [...args, '-o', 'json'])],
    ['a result file that cannot be', (args: string[]) => write.world().run([...args, '--output-file', '/dev/full'])],
  ])('is done, and says so, though its output goes to %s', async (_, run) => {
    const {exit, stderr} = await run(write.args())
    expect([exit, await sent(write)], stderr).toEqual([13, 1])
    expect(stderr).toMatch(told)
    expect(stderr).toContain(operation)
    expect(stderr).toMatch(/request[_ ]id/)
    // What could not be written stands there.
    expect(stderr).toMatch(/result: \{"|"result":[[{]/)
    expect(stderr).not.toMatch(/run the command again/i)
  })

  it('is done, and ends with 0, though its reader has gone', async () => {
    const world = write.world()
    const child = world.start(write.args())
    child.stdout!.destroy()
    const {exit, stderr} = await ended(child)
    expect([exit, await sent(write)], stderr).toEqual([0, 1])
  })

  for (const [signal, exit] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`says that its outcome is unknown when a second ${signal} ends it`, async () => {
      const world = write.world()
      await world.fault(operation, 'none', {delay: 4000})
      const child = world.start(write.args())
      const end = ended(child)
      while ((await sent(write)) === 0) await sleep(20)
      child.kill(signal)
      await heard(child)
      child.kill(signal)
      const {exit: code, stderr} = await end
      expect(code).toBe(exit)
      expect(stderr).toContain('sent, outcome unknown')
      expect(stderr).toContain(operation)
    })
  }

  it('ends with 9 when a signal came before its answer', async () => {
    const world = write.world()
    await world.fault(operation, 'none', {delay: 1500})
    const child = world.start(write.args())
    const end = ended(child)
    while ((await sent(write)) === 0) await sleep(20)
    child.kill('SIGTERM')
    const {exit, stderr} = await end
    expect([exit, await sent(write)], stderr).toEqual([9, 1])
    expect(stderr).toContain(`${operation}`)
    expect(stderr).toContain('terminated')
  })
})

describe('the end of a run', () => {
  const reads: [args: () => string[], slow: string][] = [
    [() => ['customer', 'show', customer.customer_id], 'ListCustomerOrders'],
    [() => ['order', 'list', '--limit', '3'], 'ListSubCustomers'],
    [() => ['budget', 'watch'], 'ListIndirectPartners'],
    [() => ['bill', 'reconcile', '--cycle', 'last-month'], 'ShowCustomerMonthlySum'],
    [() => ['bill', 'rate', '--cycle', 'last-month', '--book', 'prices.yaml'], 'ListCustomerselfResourceRecords'],
  ]
  beforeAll(async () => {
    const made = await intl.run(['pricebook', 'init', 'prices.yaml'])
    expect(made.exit, made.stderr).toBe(0)
  })

  const ends = [
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 143],
    ['--max-time', 6],
  ] as const
  // Every end of one command, and every command by one end.
  const cases = reads.flatMap(([args, slow], index) =>
    (index === 0 ? ends : ends.slice(0, 1)).map(([by, code]) => [by, code, slow, args] as const),
  )

  it.each(cases)('by %s is %i, whatever part was being read: %s', async (by, code, slow, args) => {
    await intl.fault(slow, 'none', {delay: 6000})
    const child = intl.start(by === '--max-time' ? [...args(), by, '2s'] : args())
    const end = ended(child)
    while ((await intl.requests(slow)).length === 0) await sleep(20)
    if (by !== '--max-time') child.kill(by)
    const {exit, stderr, stdout} = await end
    expect([exit, stdout], stderr).toEqual([code, ''])
    // One word, and no line for each part.
    expect(stderr.trim().split('\n').length).toBeLessThan(5)
  })
})

/** Waits until the program has said that it was told to end. */
const heard = (child: {stderr: NodeJS.ReadableStream | null}) =>
  new Promise<void>(done => {
    child.stderr!.on('data', piece => String(piece).includes('waits for the answer') && done())
  })
