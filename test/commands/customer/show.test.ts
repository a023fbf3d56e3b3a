// The screen for an angry call, whole and with parts that cannot be read.
import {afterEach, beforeAll, describe, expect, it} from 'vitest'
import {overviewScreen} from '../../../src/cli/topics/customer/overview-screen.js'
import type {Overview} from '../../../src/customers/overview.js'
import {currentCycle} from '../../../src/cycle.js'
import {Decimal} from '../../../src/decimal.js'
import {cli, cliJson, emptyHome} from '../../support/cli.js'
import {type TestSandbox, testSandbox} from '../../support/sandbox.js'

interface Customer {
  customer_id: string
  account_name: string
  is_frozen: number
  budget_amount?: number
}

let sandbox: TestSandbox
let customers: Customer[]

beforeAll(async () => {
  emptyHome()
  sandbox = await testSandbox({clock: '2026-11-18T04:00:00Z'})
  customers = await cliJson<Customer[]>('customer list --all')
})
afterEach(async () => {
  await sandbox.admin('DELETE', '/faults')
})

const refuse = (operation: string, more: object = {}) =>
  sandbox.admin('POST', '/faults', {operation, effect: 'error', ...more})
/** The lines of a screen, by the word that they begin with. */
const line = (screen: string, word: string) => screen.split('\n').find(text => text.startsWith(word))

it('what is left of coupons is told by currency', () => {
  const coupon = (currency: string, balance: string) => ({currency, balance: Decimal.parse(balance)})
  const coupons = [coupon('USD', '10'), coupon('EUR', '7.5'), coupon('USD', '2')]
  const screen = overviewScreen({customer: {customer_id: 'c1'}, coupons, failed: []} as unknown as Overview)
  expect(line(screen, 'coupons')).toMatch(/ 3 unused, USD 12.00 and EUR 7.50 left$/)
})

describe('customer show', () => {
  it('says who, how things stand, and what can be done next', async () => {
    const {account_name, customer_id} = customers.find(one => !one.is_frozen && Number(one.budget_amount) > 0)!
    const {exit, stdout, stderr} = await cli(`customer show ${account_name}`)
    expect({exit, next: stderr.split('\n')[0]}).toEqual({exit: 0, next: 'Next'})
    expect(line(stdout, 'customer')).toContain(account_name)
    expect(line(stdout, 'id')).toContain(customer_id)
    expect(line(stdout, 'frozen')).toMatch(/no$/)
    expect(line(stdout, 'real-name')).toMatch(/\S+\s+\S/)
    expect(line(stdout, 'budget')).toMatch(/^budget +USD [\d.,]+ of [\d.,]+ used \(\d+ %\), \S+$/)
    expect(stdout).toMatch(/^ +about USD [\d.,]+ by the end of the month \(\d+ %\)/m)
    expect(stdout).toMatch(/^ +budgets count list prices$/m)
    for (const text of stdout.split('\n')) expect(text.length, text).toBeLessThanOrEqual(80)
    expect(line(stdout, 'coupons')).toMatch(/none|unused/)
    expect(line(stdout, `this month ${currentCycle(new Date())}`)).toMatch(/USD [\d.,]+$/)
    expect(line(stdout, 'open orders')).toBeDefined()
    expect(line(stdout, 'open tickets')).toBeDefined()
    expect(stderr).toContain(`partnerctl bill records --customer ${account_name} --cycle this-month`)
  })

  it('says that a customer is frozen, why, and how to thaw it', async () => {
    const frozen = customers.find(one => one.is_frozen)!.account_name
    const {stdout, stderr} = await cli(`customer show ${frozen}`)
    expect(line(stdout, 'frozen')).toMatch(/yes: \S/)
    expect(stderr).toContain(`partnerctl customer unfreeze ${frozen}\n`)
  })

  it('offers each open thing with a command that shows it', async () => {
    const {account_name} = customers[0]!
    await cli('ticket agreement sign --type create --yes')
    const agreed = '--accept-agreement --region ap-southeast-3 --param resource_id=i-1'
    const answers = ['resource=i-1', 'start=now', 'symptom=slow', 'business=none', 'changes=none']
    const words = `ticket create --customer ${account_name} --product ECS ${agreed}`.split(' ')
    const given = answers.flatMap(answer => ['--answer', answer])
    const ticket = await cliJson<{incident_id: string}>([...words, '--problem', 'cannot be used', ...given])
    const {stdout, stderr} = await cli(`customer show ${account_name}`)
    expect(stdout).toContain(ticket.incident_id)
    const next = stderr
      .split('\n')
      .find(text => text.includes('ticket show'))!
      .trim()
    expect(next).toBe(`partnerctl ticket show ${ticket.incident_id} --customer ${account_name}`)
    const shown = await cli(next.replace('partnerctl ', ''))
    expect({exit: shown.exit, stderr: shown.stderr}).toMatchObject({exit: 0})
  })

  it.each([
    ['ShowSubCustomerBudget', 'budget', 'budget'],
    ['ShowCustomerMonthlySum', 'spend', "this month's spend"],
    ['ListCustomerOrders', 'open_orders', 'orders'],
    ['ListCases', 'open_tickets', 'tickets'],
    ['ListSubCustomerCoupons', 'coupons', 'coupons'],
  ])('stands without %s, and says what is missing', async (operation, part, name) => {
    const {account_name} = customers[0]!
    const whole = (await cli(`customer show ${account_name}`)).stdout.split('\n')
    await refuse(operation)
    const {exit, stdout, stderr} = await cli(`customer show ${account_name}`)
    expect(exit).toBe(7)
    expect(stdout).toContain(`${name} could not be read: `)
    expect(stderr).toContain(`not everything could be read: ${part}`)
    // Whatever does not come from that operation is as before.
    expect(whole.filter(text => stdout.includes(text)).length).toBeGreaterThanOrEqual(whole.length / 2)
    const {failed} = JSON.parse((await cli(`customer show ${account_name} -o json`)).stdout)
    expect(failed.map((one: {part: string}) => one.part)).toEqual([part])
  })

  it('stands when nothing but the customer can be read', async () => {
    const {account_name} = customers[0]!
    await refuse('*', {skip: 1})
    const {exit, stdout} = await cli(`customer show ${account_name}`)
    expect(exit).toBe(7)
    expect(line(stdout, 'customer')).toContain(account_name)
    expect(stdout.match(/could not be read: /g)!.length).toBeGreaterThanOrEqual(5)
  })
})

describe('names of customers', () => {
  it('stand in the table of orders, and ids in its data', async () => {
    const [order] = await cliJson<{customer_id: string}[]>('order list --limit 1')
    const {account_name} = customers.find(one => one.customer_id === order!.customer_id)!
    const table = await cli('order list --limit 1 --no-header')
    expect(table.stdout.split('\t')[1]).toBe(account_name)
    expect((await cli('order list --limit 1 -o csv')).stdout).toContain(order!.customer_id)
    expect(order).not.toHaveProperty('account_name')
  })

  it('are left out, not guessed, when they cannot be looked up', async () => {
    const [order] = await cliJson<{customer_id: string; order_id: string}[]>('order list --limit 1')
    await refuse('ListSubCustomers')
    const table = await cli('order list --limit 20 --no-header')
    expect(table.exit).toBe(0)
    expect(table.stdout.split('\t')[1]).toBe(order!.customer_id)
    const shown = await cli(`order show ${order!.order_id}`)
    expect(line(shown.stdout, 'customer')).toMatch(new RegExp(`^customer\\s+${order!.customer_id}$`))
    const budget = await cli(`budget show ${order!.customer_id}`)
    expect(line(budget.stdout, 'customer')).toMatch(new RegExp(`^customer\\s+${order!.customer_id}$`))
  })

  it('stand beside the id of an order and of a budget', async () => {
    const [order] = await cliJson<{customer_id: string; order_id: string}[]>('order list --limit 1')
    const {account_name} = customers.find(one => one.customer_id === order!.customer_id)!
    for (const command of [`order show ${order!.order_id}`, `budget show ${account_name}`]) {
      const {stdout} = await cli(command)
      expect(line(stdout, 'customer'), command).toContain(`${account_name}   ${order!.customer_id}`)
    }
  })
})
