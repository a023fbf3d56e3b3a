import {describe, expect, it} from 'vitest'
import {parseAuthorization, signatures} from '../../../src/sandbox/auth/signature.js'
import {Client} from '../client.js'
import {customersOf, open, resale} from '../harness.js'

const list = '/v2/partners/sub-customers/query'

describe('published test vectors', () => {
  const headers = {
    host: 'bss-intl.myhuaweicloud.com',
    'content-type': 'application/json',
    'x-sdk-date': '20250131T120000Z',
  }
  const names = ['content-type', 'host', 'x-sdk-date']

  it('signs a request with a query and without a body', () => {
    const request = {
      method: 'GET',
      path: '/v2/bills/partner-bills/postpaid-bill-summary',
      query: 'bill_cycle=2025-01',
      headers,
      body: Buffer.alloc(0),
    }
    expect([...signatures(request, names, headers['x-sdk-date'], 'EXAMPLESK')]).toContain(
      '954578fec6a6559f24e653186aae57dcde29942da083e55680eb20b806d1acef',
    )
  })

  it('signs a request with a body', () => {
    const body = Buffer.from('{"customer_ids":["0bb8e9"],"reason":"Arrears"}')
    const request = {method: 'POST', path: '/v2/partners/sub-customers/freeze', query: '', headers, body}
    expect([...signatures(request, names, headers['x-sdk-date'], 'EXAMPLESK')]).toContain(
      '41edf1acb55fad5758f2f9e7782340dd2d3284089ad12c99732e504c6095b4ba',
    )
  })

  it('reads the header as the SDKs write it', () => {
    const signature = 'a'.repeat(64)
    expect(
      parseAuthorization(`SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature=${signature}`),
    ).toEqual({
      access: 'AK',
      signedHeaders: ['host', 'x-sdk-date'],
      signature,
    })
    expect(parseAuthorization(`SDK-HMAC-SHA256 Access=AK, Signature=${signature}`)).toBeUndefined()
  })
})

describe('a signed request', () => {
  const refused = {status: 401, json: {error_code: 'APIGW.0301'}}

  it('is let through', async () => {
    const {partner} = await open()
    expect((await partner.post(list, {})).status).toBe(200)
  })

  it('with a query that needs escapes and repeated keys is let through', async () => {
    const {partner} = await open({loose: true})
    const query = {bill_cycle: '2026-10', 'a b': ['2', '1', 'ü~!*()'], z: ''}
    expect((await partner.get('/v2/bills/partner-bills/postpaid-bill-summary', query)).status).toBe(200)
  })

  it('is refused with another secret, body, query, path or header than was signed', async () => {
    const {partner, info} = await open()
    const {keys} = partner
    const wrong = new Client(info.endpoints.bss, {...keys!, secret: 'x'.repeat(40)})
    expect(await wrong.post(list, {})).toMatchObject(refused)
    expect(await partner.post(list, {}, {headers: {'x-sdk-content-sha256': 'a'.repeat(64)}})).toMatchObject(refused)
    const tampered = (change: (headers: Record<string, string>) => void) => partner.post(list, {}, {tamper: change})
    expect(await tampered(h => Object.assign(h, {'content-type': 'application/json; charset=utf-8'}))).toMatchObject(
      refused,
    )
    expect(await tampered(h => Object.assign(h, {host: 'evil.example'}))).toMatchObject(refused)
    expect(await tampered(h => Object.assign(h, {authorization: h.authorization!.replace(/.$/, 'x')}))).toMatchObject(
      refused,
    )
  })

  it('is refused when its date is not among the signed headers', async () => {
    const {partner} = await open()
    for (const name of ['x-sdk-date']) {
      const answer = await partner.post(
        list,
        {},
        {
          tamper: h => Object.assign(h, {authorization: h.authorization!.replace(new RegExp(`;?${name}`), '')}),
        },
      )
      expect(answer).toMatchObject(refused)
      expect(answer.headers['x-sandbox-auth']).toBe(`header ${name} is not signed`)
    }
  })

  it('may be up to 15 minutes off the real time or the sandbox time, no more', async () => {
    const {partner} = await open()
    const at = (ms: number) => partner.post(list, {}, {date: new Date(ms)})
    const minute = 60_000
    expect((await at(Date.now() - 14 * minute)).status).toBe(200)
    expect((await at(Date.now() + 14 * minute)).status).toBe(200)
    expect((await at(Date.parse('2026-11-18T04:10:00Z'))).status).toBe(200)
    expect(await at(Date.now() - 16 * minute)).toMatchObject(refused)
    expect(await at(Date.now() + 16 * minute)).toMatchObject(refused)
  })

  it('may leave the body unsigned when it says so', async () => {
    const {partner} = await open()
    expect((await partner.post(list, {}, {headers: {'x-sdk-content-sha256': 'UNSIGNED-PAYLOAD'}})).status).toBe(200)
  })

  it('must be of the account that X-Domain-Id names', async () => {
    const {partner, info} = await open()
    const as = (id: string) => partner.post(list, {}, {headers: {'x-domain-id': id}})
    expect((await as(info.partner.domain_id)).status).toBe(200)
    expect(await as('0123')).toMatchObject({status: 403, json: {error_code: 'CBC.0151'}})
  })

  it('is asked for', async () => {
    const {anybody} = await open()
    expect(await anybody.post(list, {})).toMatchObject(refused)
  })
})

describe('a temporary key', () => {
  it('works until it expires, and only with its security token signed', async () => {
    const run = await open()
    const customer = resale(await customersOf(run))[0]!
    const client = await run.partner.asCustomer(customer.customer_id, run.info.partner.xaccount_type)
    const records = (more = {}) => client.get('/v2/bills/customer-bills/monthly-sum', {bill_cycle: '2026-10'}, more)
    expect((await records()).status).toBe(200)
    const unsigned = await records({
      tamper: (h: Record<string, string>) =>
        Object.assign(h, {authorization: h.authorization!.replace(';x-security-token', '')}),
    })
    expect(unsigned.status).toBe(401)
    const bare = new Client(run.info.endpoints.bss, {access: client.keys!.access, secret: client.keys!.secret})
    expect((await bare.get('/v2/bills/customer-bills/monthly-sum', {bill_cycle: '2026-10'})).status).toBe(401)
    await run.anybody.admin('POST', 'clock/advance', {seconds: 3601})
    expect((await records()).status).toBe(401)
  })
})
