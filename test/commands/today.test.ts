// The morning screen: what waits, over all customers, with few requests, and parts that cannot be read.
import {afterEach, beforeAll, describe, expect, it} from 'vitest'
import type {Today} from '../../src/customers/today.js'
import {cli, cliJson, emptyHome} from '../support/cli.js'
import {type TestSandbox, testSandbox} from '../support/sandbox.js'

let sandbox: TestSandbox
beforeAll(async () => {
  emptyHome()
  sandbox = await testSandbox({scenario: 'small', clock: '2026-10-20T04:00:00Z'})
})
afterEach(async () => {
  await sandbox.admin('DELETE', '/faults')
})

const requests = async (operation: string) =>
  (await sandbox.admin<{requests: unknown[]}>('GET', `/requests?operation=${operation}&limit=500`)).requests.length
const withCustomer = (rows: {account_name?: string}[]) => rows.filter(({account_name}) => account_name).length

describe('today', () => {
  let first: Today

  it('gathers what waits, of the partner and of every customer', async () => {
    first = await cliJson<Today>('today')
    expect(first).toMatchObject({as_of: expect.stringMatching(/Z$/), site: 'intl', failed: []})
    for (const {read, of} of Object.values(first.coverage))
      expect([read, of]).toEqual([first.customers, first.customers])
    expect(first.tickets.length).toBeGreaterThan(withCustomer(first.tickets))
    expect(withCustomer(first.tickets)).toBeGreaterThan(0)
    expect(new Set(first.tickets.map(({status}) => String(status)))).toEqual(new Set(['2', '17']))
    expect(first.orders.every(({status}) => String(status) === '6')).toBe(true)
    expect(first.expiring.length).toBeGreaterThan(0)
    expect(first.budgets.length).toBeGreaterThan(0)
  })

  it('says the same of each customer as the command for it', async () => {
    const {account_name, customer_id, projected_amount} = first.budgets.find(one => !one.indirect_partner_id)!
    const watched = await cliJson<{customer_id: string; projected_amount: string}[]>('budget watch')
    const {budget} = await cliJson<{budget: {projected_amount: string}}>(['customer', 'show', account_name])
    expect(watched.find(row => row.customer_id === customer_id)).toMatchObject(
      JSON.parse(JSON.stringify({projected_amount: projected_amount})),
    )
    expect(budget.projected_amount).toEqual(projected_amount)
  })

  it('remembers for a day what is asked customer by customer, and says the same again', async () => {
    const [resources, tickets] = [await requests('ListPayPerUseCustomerResources'), await requests('ListCases')]
    const second = await cliJson<Today>('today')
    expect(second.expiring).toEqual(first.expiring)
    expect(second.tickets).toEqual(first.tickets)
    expect(await requests('ListPayPerUseCustomerResources')).toBe(resources)
    // Our own are asked for each time, and of those who had a ticket that waits eight.
    const waiting = new Set(first.tickets.flatMap(({account_name}) => account_name ?? []))
    expect((await requests('ListCases')) - tickets).toBe(Math.min(waiting.size, 8) + 1)
  })

  it('asks for all of them anew when told to', async () => {
    const before = await requests('ListPayPerUseCustomerResources')
    const full = await cliJson<Today>('today --full')
    expect((await requests('ListPayPerUseCustomerResources')) - before).toBeGreaterThanOrEqual(first.customers!)
    expect(full.expiring).toEqual(first.expiring)
    expect(full.coverage.expiring.oldest).toBe(full.as_of)
  })

  it('names a part that cannot be read, and shows the rest', async () => {
    await sandbox.admin('POST', '/faults', {operation: 'ListCustomerOrders', effect: 'error', status: 403})
    const {failed, orders, tickets} = await cliJson<Today>('today')
    expect(failed).toEqual([expect.objectContaining({part: 'orders'})])
    expect(orders).toEqual([])
    expect(tickets).toEqual(first.tickets)
  })

  it('fits a screen of 80 columns, and ends with 20 where asked and something waits', async () => {
    const ran = await cli('today --exit-code')
    expect(ran).toMatchObject({exit: 20, stdout: expect.stringMatching(/^Tickets {4}TS\d+/m)})
    expect(ran.stdout.split('\n').filter(line => line.length > 80)).toEqual([])
    expect(ran.stdout).not.toMatch(/undefined|null|\[object/)
    expect((await cli('today')).exit).toBe(0)
  })

  it('on the China site has balances instead of a credit, and no budgets', async () => {
    const china = await testSandbox({site: 'cn', scenario: 'tiny', clock: '2026-10-20T04:00:00Z'})
    try {
      const today = await cliJson<Today>('today')
      expect(today).toMatchObject({site: 'cn', failed: [], budgets: [], balances: expect.any(Array)})
      expect(today.credit).toBeUndefined()
      expect((await cli('today')).stdout).toMatch(/^Balances {3}balance CNY [\d,.]+/m)
    } finally {
      await china.close()
    }
  })

  it('does not say that nothing waits where nothing could be read', async () => {
    const ran = await cli('today')
    expect(ran).toMatchObject({exit: 7, stderr: expect.stringContaining('not everything could be read')})
    expect(ran.stdout).not.toContain('Nothing waits')
  })
})
