import {beforeAll, describe, expect, it} from 'vitest'
import {cli, cliJson, emptyHome} from '../support/cli.js'
import {testSandbox} from '../support/sandbox.js'

beforeAll(async () => {
  emptyHome()
  await testSandbox()
})

describe('api', () => {
  it('sends a signed request and prints the answer as it came', async () => {
    const {exit, stdout} = await cli(['api', 'GET', '/v2/partners/credit/consumption-quota'])
    expect(exit).toBe(0)
    expect(stdout).toMatch(/"consumption_quota": "\d+\.\d+"/)
  })

  it('walks every page with --all', async () => {
    const all = await cliJson<unknown[]>(['api', 'POST', '/v2/partners/sub-customers/query', '--all'])
    const {count} = await cliJson<{count: number}>([
      'api',
      'POST',
      '/v2/partners/sub-customers/query',
      '-d',
      '{"limit":1}',
    ])
    expect(all).toHaveLength(count)
  })

  it('acts as a customer', async () => {
    const [customer] = await cliJson<{customer_id: string}[]>('customer list --limit 1')
    const path = '/v2/bills/customer-bills/monthly-sum?bill_cycle=2026-10'
    const refused = await cli(['api', 'GET', path])
    expect(refused.exit).toBe(4)
    expect(await cliJson(['api', 'GET', path, '--customer', customer!.customer_id])).toHaveProperty('bill_sums')
  })

  it('gives the gateway answer for a path that is none', async () => {
    const {exit, stderr} = await cli(['api', 'GET', '/v2/no/such/path'])
    expect([exit, stderr]).toEqual([3, expect.stringContaining('APIGW.0101')])
  })

  it('refuses a body that is not JSON, and a path without a slash', async () => {
    expect((await cli(['api', 'POST', '/v2/x', '-d', '{oops'])).exit).toBe(2)
    expect((await cli(['api', 'GET', 'v2/x'])).exit).toBe(2)
    expect((await cli(['api', 'GET', '/v2/100%'])).exit).toBe(2)
  })
})
