import {describe, expect, it} from 'vitest'
import {Client} from '../client.js'
import {customersOf, keysOf, open, type Running, resale, userClient} from '../harness.js'

const denied = {status: 403, json: {error_code: 'CBC.0151'}}

async function passwordToken(run: Running, change: Record<string, unknown> = {}) {
  const {account_name, password} = run.info.partner
  const user = {name: account_name, password, domain: {name: account_name}, ...change}
  return run.anybody.post('/v3/auth/tokens', {
    auth: {identity: {methods: ['password'], password: {user}}, scope: {domain: {name: account_name}}},
  })
}

const agencyToken = (run: Running, token: string, role: Record<string, unknown>, id: string) =>
  run.anybody.post(
    '/v3/auth/tokens',
    {auth: {identity: {methods: ['assume_role'], assume_role: role}, scope: {domain: {id}}}},
    {token},
  )

describe('identity', () => {
  it('keeps partner operations from customers and customer operations from partners', async () => {
    const run = await open()
    const customer = resale(await customersOf(run))[0]!
    const own = await keysOf(run, customer.customer_id)
    expect(await own.post('/v2/partners/sub-customers/query', {})).toMatchObject(denied)
    expect((await own.get('/v2/bills/customer-bills/monthly-sum', {bill_cycle: '2026-10'})).status).toBe(200)
    expect(await run.partner.get('/v2/bills/customer-bills/monthly-sum', {bill_cycle: '2026-10'})).toMatchObject(denied)
  })

  it('lets operators do what their permission items say', async () => {
    const run = await open()
    const finance = await userClient(run, 'meridian-cloud-finance')
    const desk = await userClient(run, 'meridian-cloud-service-desk')
    const bill = {bill_cycle: '2026-10'}
    expect((await finance.get('/v2/bills/partner-bills/postpaid-bill-summary', bill)).status).toBe(200)
    expect(await desk.get('/v2/bills/partner-bills/postpaid-bill-summary', bill)).toMatchObject(denied)
    expect(await finance.post('/v2/partners/sub-customers/freeze', {customer_ids: ['x'], reason: 'y'})).toMatchObject(
      denied,
    )
  })

  it('keeps resellers from what only distributors may', async () => {
    const run = await open()
    const reseller = await userClient(run, 'kestrel-it')
    expect(await reseller.post('/v2/partners/indirect-partners/query', {})).toMatchObject(denied)
    expect((await reseller.post('/v2/partners/sub-customers/query', {})).json.count).toBe(7)
  })

  it('shows a partner nothing of another one', async () => {
    const run = await open()
    const stranger = await userClient(run, 'borealis-hosting')
    const customer = resale(await customersOf(run))[0]!
    const listed = await stranger.post('/v2/partners/sub-customers/query', {customer_id: customer.customer_id})
    expect(listed.json).toEqual({count: 0, customer_infos: []})
    const budget = await stranger.get('/v2/partners/sub-customers/budget', {customer_id: customer.customer_id})
    expect(budget).toMatchObject({status: 400, json: {error_code: 'CBC.99000035'}})
    await expect(stranger.asCustomer(customer.customer_id, run.info.partner.xaccount_type)).rejects.toThrow('403')
  })

  it('lets a distributor act for its own resellers only', async () => {
    const run = await open()
    const {json} = await run.partner.post('/v2/partners/indirect-partners/query', {})
    const [first] = json.indirect_partners
    const rows = await customersOf(run, first.indirect_partner_id)
    expect(rows).toHaveLength(7)
    const strangers = await run.anybody.admin('GET', 'accounts')
    const other = strangers.json.partners.find((p: {kind: string}) => p.kind === 'provider').domain_id
    expect(await run.partner.post('/v2/partners/sub-customers/query', {indirect_partner_id: other})).toMatchObject({
      status: 400,
      json: {error_code: 'CBC.99000037'},
    })
  })
})

describe('tokens', () => {
  it('are given for a password and accepted until they expire', async () => {
    const run = await open()
    const answer = await passwordToken(run)
    expect(answer.status).toBe(201)
    const token = String(answer.headers['x-subject-token'])
    const list = () => run.anybody.post('/v2/partners/sub-customers/query', {}, {token})
    expect((await list()).status).toBe(200)
    await run.anybody.admin('POST', 'clock/advance', {hours: 24})
    expect(await list()).toMatchObject({status: 401, json: {error_code: 'CBC.0154'}})
  })

  it('are refused with a wrong password, an unknown user or another account', async () => {
    const run = await open()
    for (const change of [{password: 'x'}, {name: 'nobody'}, {domain: {name: 'nobody'}}]) {
      const answer = await passwordToken(run, change)
      expect(answer.status).toBe(401)
      expect(answer.json.error.code).toBe(401)
    }
  })

  it('that are made up are refused', async () => {
    const run = await open()
    const good = String((await passwordToken(run)).headers['x-subject-token'])
    for (const token of ['MIISabc.def', `${good}x`, good.replace('MIIS', 'MIIT'), 'x'.repeat(4000)]) {
      expect(await run.anybody.post('/v2/partners/sub-customers/query', {}, {token})).toMatchObject({
        status: 401,
        json: {error_code: 'CBC.0154'},
      })
    }
  })

  it('lead to a customer through its agency, and to nobody else', async () => {
    const run = await open()
    const {xaccount_type} = run.info.partner
    const token = String((await passwordToken(run)).headers['x-subject-token'])
    const [customer] = resale(await customersOf(run))
    const id = customer!.customer_id
    const answer = await agencyToken(run, token, {domain_id: id, agency_name: xaccount_type}, id)
    expect(answer.status).toBe(201)
    expect(answer.json.token.assumed_by.user.domain.id).toBe(run.info.partner.domain_id)
    const asCustomer = String(answer.headers['x-subject-token'])
    const sum = await run.anybody.get(
      '/v2/bills/customer-bills/monthly-sum',
      {bill_cycle: '2026-10'},
      {token: asCustomer},
    )
    expect(sum.status).toBe(200)
    expect((await agencyToken(run, token, {domain_id: id, agency_name: 'other'}, id)).status).toBe(404)
    expect((await agencyToken(run, token, {domain_id: 'nobody', agency_name: xaccount_type}, id)).status).toBe(404)
    expect((await agencyToken(run, asCustomer, {domain_id: id, agency_name: xaccount_type}, id)).status).toBe(403)
    const named = {domain_name: customer!.account_name, agency_name: xaccount_type}
    expect((await agencyToken(run, token, named, id)).status).toBe(201)
  })

  it('turn into temporary keys', async () => {
    const run = await open()
    const token = String((await passwordToken(run)).headers['x-subject-token'])
    const body = {auth: {identity: {methods: ['token'], token: {id: token, duration_seconds: 900}}}}
    const answer = await run.partner.post('/v3.0/OS-CREDENTIAL/securitytokens', body)
    expect(answer.status).toBe(201)
    const {access, secret, securitytoken} = answer.json.credential
    const client = new Client(run.info.endpoints.bss, {access, secret, token: securitytoken})
    expect((await client.post('/v2/partners/sub-customers/query', {})).status).toBe(200)
  })

  it('tell the account and its projects', async () => {
    const run = await open()
    const domains = await run.partner.get('/v3/auth/domains')
    expect(domains.json.domains).toMatchObject([{id: run.info.partner.domain_id, name: 'meridian-cloud'}])
    const projects = await run.partner.get('/v3/projects', {name: 'ap-southeast-1'})
    expect(projects.json.projects).toHaveLength(1)
  })
})
