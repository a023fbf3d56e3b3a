// Huawei's own SDK for Node signs the requests here and reads the answers. It has no client for the partner platform,
// so the requests are written down as its generated clients would write them.
import {GlobalCredentials} from '@huaweicloud/huaweicloud-sdk-core'
import {HcClient} from '@huaweicloud/huaweicloud-sdk-core/HcClient.js'
import {DefaultHttpClient} from '@huaweicloud/huaweicloud-sdk-core/http/DefaultHttpClient.js'
import {LocalLogger} from '@huaweicloud/huaweicloud-sdk-core/logger/index.js'
import {describe, expect, it} from 'vitest'
import {customersOf, open, type Running, resale} from './harness.js'

interface SdkError {
  httpStatusCode: number
  errorCode: string
  errorMsg: string
  requestId: string
}

/** It prints every refusal otherwise. */
const quiet = Object.assign(new LocalLogger(), {debug() {}, info() {}, warn() {}, error() {}})

function sdk(run: Running, access: string, secret: string, domain: string, token?: string): HcClient {
  let credentials = new GlobalCredentials().withAk(access).withSk(secret).withDomainId(domain)
  if (token) credentials = credentials.withSecurityToken(token)
  // What its ClientBuilder does, which needs a package that it does not declare.
  const endpoints = [run.info.endpoints.bss]
  return new HcClient(new DefaultHttpClient({logger: quiet}, endpoints), {})
    .withCredential(credentials)
    .withEndpoints(endpoints)
}

const partner = (run: Running, secret?: string) => {
  const {access_key_id, secret_access_key, domain_id} = run.info.partner
  return sdk(run, access_key_id, secret ?? secret_access_key, domain_id)
}

const request = (method: string, url: string, more: Record<string, unknown> = {}) => ({
  method,
  url,
  contentType: 'application/json',
  queryParams: {},
  pathParams: {},
  headers: {},
  ...more,
})

// biome-ignore lint/suspicious/noExplicitAny: the SDK hands on whatever came
const send = (client: HcClient, ...options: Parameters<typeof request>): Promise<any> =>
  client.sendRequest(request(...options) as never)

describe('Huawei’s SDK for Node', () => {
  it('lists, changes and reads back', async () => {
    const run = await open()
    const client = partner(run)
    const listed = await send(client, 'POST', '/v2/partners/sub-customers/query', {data: {limit: 5, account_name: 'e'}})
    expect(listed.httpStatusCode).toBe(200)
    expect(listed.customer_infos).toHaveLength(5)
    const {customer_id} = listed.customer_infos.find((c: {association_type: string}) => c.association_type === '3')
    const set = await send(client, 'POST', '/v2/partners/sub-customers/budget', {
      data: {customer_id, budget_amount: 120.5},
    })
    expect(set.httpStatusCode).toBe(204)
    const shown = await send(client, 'GET', '/v2/partners/sub-customers/budget', {queryParams: {customer_id}})
    expect(shown.budget_amount).toBe(120.5)
  })

  it('signs text outside ASCII in queries and bodies', async () => {
    const run = await open()
    const client = partner(run)
    const frozen = await send(client, 'POST', '/v2/partners/sub-customers/freeze', {
      data: {customer_ids: ['nobody'], reason: 'Straße, 欠费 & more'},
    })
    expect(frozen.error_details).toHaveLength(1)
    const failure = await send(client, 'GET', '/v2/partners/sub-customers/budget', {
      queryParams: {customer_id: 'no body/ü+%*'},
    }).catch((error: SdkError) => error)
    expect(failure).toMatchObject({httpStatusCode: 400, errorCode: 'CBC.99000035'})
  })

  it('reads a customer’s bill with a temporary key', async () => {
    const run = await open()
    const {customer_id} = resale(await customersOf(run))[0]!
    const keys = await send(partner(run), 'POST', '/v3.0/OS-CREDENTIAL/securitytokens', {
      data: {
        auth: {
          identity: {
            methods: ['assume_role'],
            assume_role: {domain_id: customer_id, agency_name: run.info.partner.xaccount_type},
          },
        },
      },
    })
    const {access, secret, securitytoken} = keys.credential
    const client = sdk(run, access, secret, customer_id, securitytoken)
    const bill = await send(client, 'GET', '/v2/bills/customer-bills/res-fee-records', {
      queryParams: {cycle: '2026-10', limit: 3, include_zero_record: true},
      headers: {'X-Language': 'en_US'},
    })
    expect(bill.fee_records).toHaveLength(3)
    expect(bill.currency).toBe('USD')
  })

  it('is told what is wrong in a form that it understands', async () => {
    const run = await open()
    const refused = await send(partner(run, 'x'.repeat(40)), 'POST', '/v2/partners/sub-customers/query', {
      data: {},
    }).catch((error: SdkError) => error)
    expect(refused).toMatchObject({
      httpStatusCode: 401,
      errorCode: 'APIGW.0301',
      errorMsg: expect.stringContaining('aksk'),
    })
    const wrong = await send(partner(run), 'POST', '/v2/partners/sub-customers/query', {data: {limit: 1000}}).catch(
      (error: SdkError) => error,
    )
    expect(wrong).toMatchObject({
      httpStatusCode: 400,
      errorCode: 'CBC.0100',
      requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
  })
})
