import {beforeAll, describe, expect, it} from 'vitest'
import {cli, cliJson, emptyHome} from '../../support/cli.js'
import {testSandbox} from '../../support/sandbox.js'

beforeAll(async () => {
  emptyHome()
  await testSandbox()
})

interface Customer {
  customer_id: string
  account_name: string
  budget_amount?: number
}

describe('customer list', () => {
  it('says that it was cut, and gives the rest with --all', async () => {
    const some = await cli('customer list --limit 5 -o jsonl')
    expect(some.stdout.trim().split('\n')).toHaveLength(5)
    expect(some.stderr).toMatch(/^Showing 5 of \d+; --all for the rest\n$/)
    const total = Number(/of (\d+)/.exec(some.stderr)![1])
    const all = await cli('customer list --all -o jsonl')
    expect(all.stdout.trim().split('\n')).toHaveLength(total)
    expect(all.stderr).toBe('')
  })

  it('is not an error when it is empty', async () => {
    const {exit, stdout, stderr} = await cli('customer list --name nobody-has-this')
    expect([exit, stdout, stderr]).toEqual([0, '', expect.stringContaining('No customers')])
  })
})

describe('customer create', () => {
  it('makes one customer for one xaccount_id, however often it is run', async () => {
    const create = 'customer create --name once-only --country PE --platform-user shop-7 --wait'
    const first = await cliJson<Customer & {status: string}>(create)
    const second = await cliJson<Customer & {status: string}>(create)
    expect([first.status, second.status, second.customer_id]).toEqual(['created', 'existed', first.customer_id])
    expect(await cliJson<Customer[]>('customer list --name once-only')).toHaveLength(1)
  })

  it('refuses a name that another customer has', async () => {
    const [taken] = await cliJson<Customer[]>('customer list --limit 1')
    const {exit, stderr} = await cli(
      `customer create --name ${taken!.account_name} --country PE --platform-user shop-8`,
    )
    expect(exit).toBe(5)
    expect(stderr).toContain('CBC.99000038')
  })

  it('shows the request in a dry run and sends nothing', async () => {
    const {exit, stdout} = await cli(
      'customer create --name rehearsed-one --country PE --platform-user shop-9 --dry-run',
    )
    expect(exit).toBe(0)
    expect(stdout).toContain('POST http')
    expect(stdout).toContain('"domain_name": "rehearsed-one"')
    expect(await cliJson<Customer[]>('customer list --name rehearsed-one')).toEqual([])
  })
})

describe('budget', () => {
  it('is set and shown', async () => {
    const [customer] = await cliJson<Customer[]>('customer list --limit 1')
    const set = await cli(`budget set ${customer!.account_name} 1234.50`)
    expect([set.exit, set.stderr]).toEqual([0, expect.stringContaining('Budget set')])
    const shown = await cli(`budget show ${customer!.customer_id} -o csv --columns budget_amount,currency`)
    expect(shown.stdout).toBe('budget_amount,currency\r\n1234.50,USD\r\n')
  })
})

describe('an unknown customer', () => {
  it('is exit 3, by name and by id', async () => {
    expect((await cli('customer show nobody-has-this')).exit).toBe(3)
    expect((await cli('budget show 0123456789abcdef0123456789abcdef')).exit).toBe(3)
  })
})
