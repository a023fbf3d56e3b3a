// After a write no failure says "again": what was done is told with a code of its own, and what nobody knows is 9.
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterEach, beforeAll, describe, expect, it} from 'vitest'
import {cli, cliJson, emptyHome} from '../support/cli.js'
import {type TestSandbox, testSandbox} from '../support/sandbox.js'

interface Customer {
  customer_id: string
  account_name: string
}

let home: string
let sandbox: TestSandbox
let customers: Customer[]
beforeAll(async () => {
  home = emptyHome()
  sandbox = await testSandbox({clock: '2026-11-18T04:00:00Z'})
  customers = await cliJson<Customer[]>('customer list --all --filter budget_amount>0')
})
afterEach(async () => {
  await sandbox.admin('DELETE', '/faults')
  await sandbox.admin('DELETE', '/requests')
})

const fault = (operation: string, effect: string, more: object = {}) =>
  sandbox.admin('POST', '/faults', {operation, effect, ...more})
const sent = async (operation: string) =>
  (await sandbox.admin<{requests: object[]}>('GET', `/requests?limit=5000&operation=${operation}`)).requests.length
const file = (name: string, text: string) => {
  const path = join(home, name)
  writeFileSync(path, text)
  return path
}

describe('a watch over budgets whose raises are answered into the void', () => {
  it.each([
    ['UpdateSubCustomerBudget', 'raise, by: 10', 'partnerctl budget show'],
    ['FreezeSubCustomers', 'freeze', 'partnerctl customer show'],
  ])('does not call them failed: %s', async (operation, action, check) => {
    await fault(operation, 'reply-lost')
    const policy = file('policy.yaml', `steps: [{at: 1, do: ${action}}]\nauto: true\n`)
    const ran = await cli(['budget', 'watch', '--policy', policy, '-o', 'json'])
    expect(ran.exit, ran.stderr).toBe(9)
    const statuses = JSON.parse(ran.stdout).map((row: {status?: string}) => row.status)
    expect([statuses.includes('unknown'), statuses.includes('failed')]).toEqual([true, false])
    expect(ran.stderr).toContain(check)
  })
})

describe('what the platform says', () => {
  it('makes no line of its own among those that the program writes', async () => {
    const message = 'no\r\nDone: nothing was sent\u2028  partnerctl account grant X 7'
    await fault('ShowSubCustomerBudget', 'error', {status: 400, code: 'CBC.0100', message})
    const ran = await cli(['budget', 'show', customers[0]!.customer_id])
    expect(ran.exit).toBe(5)
    for (const line of ran.stderr.split(/[\r\n\u2028]/))
      expect(line).not.toMatch(/^(Done| {2}partnerctl account grant)/)
  })
})

describe('a job', () => {
  const rows = () =>
    file('budgets.csv', `customer,budget\n${customers[0]!.customer_id},77\n${customers[1]!.customer_id},78\n`)

  it('says of rows that an earlier run has sent that they are unknown, where they cannot be looked up', async () => {
    const path = file('lost.csv', `customer,budget\n${customers[0]!.customer_id},79\n`)
    await fault('UpdateSubCustomerBudget', 'reply-lost')
    await fault('ShowSubCustomerBudget', 'error', {status: 403, code: 'CBC.0151', message: 'no', skip: 1})
    await fault('ListSubCustomerBudget', 'error', {status: 403, code: 'CBC.0151', message: 'no', skip: 1})
    expect((await cli(['budget', 'apply', path, '--yes'])).exit).toBe(9)
    for (const operation of ['ShowSubCustomerBudget', 'ListSubCustomerBudget', 'ListSubCustomers'])
      await fault(operation, 'error', {status: 403, code: 'CBC.0151', message: 'no'})
    const ran = await cli(['budget', 'apply', path, '--yes'])
    expect([ran.exit, await sent('UpdateSubCustomerBudget')], ran.stderr).toEqual([9, 1])
  })

  it('whose summary cannot be written is done, and not to be repeated', async () => {
    const ran = await cli(['budget', 'apply', rows(), '--yes', '--output-file', '/dev/full'])
    expect([ran.exit, await sent('UpdateSubCustomerBudget')], ran.stderr).toEqual([13, 2])
    expect(ran.stderr).toMatch(/do not repeat it/i)
  })
})

describe('what looks at the deed afterwards', () => {
  it('does not hide that a message was sent', async () => {
    const question = ['--product', 'billing', '--problem', 'bt-charge-billing', '--free-text', '-d', 'What is this?']
    const {incident_id} = await cliJson<{incident_id: string}>(['ticket', 'create', ...question])
    await fault('ShowCaseDetail', 'error', {status: 403, code: 'OSM.0151', message: 'no', skip: 1})
    const ran = await cli(['ticket', 'reply', incident_id, 'Please?'])
    expect([ran.exit, await sent('CreateMessages')], ran.stderr).toEqual([0, 1])
  })

  it('does not hide that nobody knows whether a customer was created', async () => {
    await fault('CreateSubCustomer', 'reply-lost')
    await fault('ListSubCustomers', 'error', {status: 403, code: 'CBC.0151', message: 'no'})
    const ran = await cli(['customer', 'create', '--name', 'lost-reply', '--country', 'PE', '--platform-user', 'x1'])
    expect([ran.exit, await sent('CreateSubCustomer')], ran.stderr).toEqual([9, 1])
    expect(ran.stderr).toContain('partnerctl customer list --all --filter xaccount_id=x1')
  })

  it('leaves a customer pending that was created', async () => {
    await sandbox.admin('PUT', '/settings', {associationDelay: 3600})
    await fault('ListSubCustomers', 'error', {status: 403, code: 'CBC.0151', message: 'no'})
    const ran = await cli(['customer', 'create', '--country', 'PE', '--wait', '--timeout', '5'])
    expect([ran.exit, await sent('CreateSubCustomer')], ran.stderr).toEqual([8, 1])
    expect(ran.stdout).toMatch(/customer.id/)
  })
})
