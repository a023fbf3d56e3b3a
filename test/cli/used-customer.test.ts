// The customer that is used where none is typed: reads take it and say so, a write wants it typed.
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {useCustomer, usedCustomer} from '../../src/cli/used-customer.js'
import {cli, emptyHome} from '../support/cli.js'

beforeAll(async () => {
  emptyHome()
})
const {isTTY} = process.stdin
beforeEach(() => {
  // Somebody sits here.
  process.stdin.isTTY = true
  process.env.PARTNERCTL_SANDBOX_SCENARIO = 'tiny'
})
afterEach(() => {
  process.stdin.isTTY = isTTY
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

  it('is nobody where the file says something else, or cannot be read', async () => {
    const [one] = await customers()
    await run(`use ${one!.account_name}`)
    const file = join(process.env.PARTNERCTL_DATA_DIR!, 'use.json')
    const [account] = Object.keys(JSON.parse(readFileSync(file, 'utf8')))
    const {customer_id, account_name} = one!
    const until = '2999-01-01T00:00:00.000Z'
    const entries: unknown[] = [
      null,
      [],
      7,
      'x',
      {},
      {customer_id: 7, account_name, until},
      {customer_id, account_name, until: 'zzz'},
      {customer_id, until},
    ]
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '7',
      '"x"',
      ...entries.map(entry => JSON.stringify({[account!]: entry, z: entry})),
    ]) {
      writeFileSync(file, text)
      expect([text, usedCustomer('sandbox')]).toEqual([text, undefined])
      expect(await run('use')).toMatchObject({exit: 0, stdout: expect.stringContaining('none')})
      expect((await run(`use ${account_name}`)).exit).toBe(0)
      expect(usedCustomer('sandbox')?.text).toBe(customer_id)
    }
    rmSync(file)
    mkdirSync(file)
    expect(usedCustomer('sandbox')).toBeUndefined()
    rmSync(file, {recursive: true})
  })

  it('is not taken by what runs by itself, unless the environment says so', async () => {
    const [one] = await customers()
    await run(`use ${one!.account_name}`)
    process.stdin.isTTY = false
    const alone = await run('order list')
    expect([alone.exit, alone.stderr]).toEqual([0, expect.not.stringContaining('partnerctl use')])
    expect((await run('budget show')).exit).toBe(2)
    expect((await run(`use ${one!.account_name}`)).stderr).toContain('set PARTNERCTL_CUSTOMER instead')
    process.env.PARTNERCTL_CUSTOMER = one!.account_name
    expect((await run('order list')).stderr).toContain(`customer ${one!.account_name} (PARTNERCTL_CUSTOMER)`)
  })
})
