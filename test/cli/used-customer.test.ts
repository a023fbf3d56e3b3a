// The customer that is used where none is typed: reads take it and say so, a write wants it typed.
import {afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {useCustomer, usedCustomer} from '../../src/cli/used-customer.js'
import {cli, emptyHome} from '../support/cli.js'

beforeAll(async () => {
  emptyHome()
})
beforeEach(() => {
  process.env.PARTNERCTL_SANDBOX_SCENARIO = 'tiny'
})
afterEach(() => {
  delete process.env.PARTNERCTL_CUSTOMER
  useCustomer('sandbox', undefined)
})

const run = (line: string) => cli(`${line} --profile sandbox`)
const customers = async () =>
  JSON.parse((await run('customer list -o json')).stdout) as {account_name: string; customer_id: string}[]

describe('a customer in use', () => {
  it('is that of reads, which say so', async () => {
    const [one, two] = await customers()
    const used = await run(`use ${one!.account_name}`)
    expect(used).toMatchObject({exit: 0, stdout: expect.stringContaining(one!.customer_id)})
    for (const line of [
      'budget show',
      'budget history',
      'order list',
      'ticket list',
      'bill records',
      'resource list',
    ]) {
      const ran = await run(line)
      expect([line, ran.exit, ran.stderr]).toEqual([
        line,
        0,
        expect.stringContaining(`${one!.account_name} (partnerctl use)`),
      ])
    }
    const typed = await run(`budget show ${two!.account_name}`)
    expect(typed.stdout).toContain(two!.account_name)
    expect(typed.stderr).not.toContain('partnerctl use')
  })

  it('of the environment comes first', async () => {
    const [one, two] = await customers()
    await run(`use ${one!.account_name}`)
    process.env.PARTNERCTL_CUSTOMER = two!.account_name
    const ran = await run('budget show')
    expect(ran.stdout).toContain(two!.account_name)
    expect(ran.stderr).toContain(`customer ${two!.account_name} (PARTNERCTL_CUSTOMER)`)
  })

  it('is not taken for what changes something: it must be typed, also with --yes', async () => {
    const [one] = await customers()
    process.env.PARTNERCTL_CUSTOMER = one!.account_name
    for (const line of [
      'ticket urge TS1 --yes',
      'ticket create --product ECS',
      'subscription unsubscribe R1 --confirm x',
      'project grant',
      'budget set 500',
    ]) {
      const {exit, stderr} = await run(line)
      expect([line, exit, stderr]).toEqual([line, 2, expect.not.stringContaining('Set')])
    }
    expect((await run('ticket urge TS1 --yes')).stderr).toContain(`Add --customer ${one!.account_name}`)
  })

  it('ends after some hours, is of one profile, and is taken away', async () => {
    const [one] = await customers()
    useCustomer('sandbox', one, new Date(Date.now() - 13 * 3_600_000))
    expect(usedCustomer('sandbox')).toBeUndefined()
    await run(`use ${one!.account_name}`)
    expect(usedCustomer('sandbox')?.text).toBe(one!.customer_id)
    process.env.PARTNERCTL_SANDBOX_SEED = '7'
    expect(usedCustomer('sandbox')).toBeUndefined()
    delete process.env.PARTNERCTL_SANDBOX_SEED
    await run('use --clear')
    expect(usedCustomer('sandbox')).toBeUndefined()
  })
})
