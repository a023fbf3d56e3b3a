import {describe, expect, it} from 'vitest'
import {canonicalQuery, sign} from '../../src/api/sign.js'

const key = {accessKeyId: 'EXAMPLEAK', secretAccessKey: 'EXAMPLESK'}
const time = new Date('2025-01-31T12:00:00Z')

describe('signing', () => {
  it('gives the published signature of a GET with a query', () => {
    const {authorization} = sign(
      {
        method: 'GET',
        host: 'bss-intl.myhuaweicloud.com',
        path: '/v2/bills/partner-bills/postpaid-bill-summary',
        query: [['bill_cycle', '2025-01']],
        headers: {'Content-Type': 'application/json'},
        body: '',
      },
      key,
      time,
    )
    expect(authorization).toBe(
      'SDK-HMAC-SHA256 Access=EXAMPLEAK, SignedHeaders=content-type;host;x-sdk-date, Signature=954578fec6a6559f24e653186aae57dcde29942da083e55680eb20b806d1acef',
    )
  })

  it('gives the published signature of a POST with a body', () => {
    const {authorization} = sign(
      {
        method: 'POST',
        host: 'bss-intl.myhuaweicloud.com',
        path: '/v2/partners/sub-customers/freeze',
        query: [],
        headers: {'Content-Type': 'application/json'},
        body: '{"customer_ids":["0bb8e9"],"reason":"Arrears"}',
      },
      key,
      time,
    )
    expect(authorization).toContain('Signature=41edf1acb55fad5758f2f9e7782340dd2d3284089ad12c99732e504c6095b4ba')
  })

  it('sorts and encodes the query by key, then value', () => {
    expect(
      canonicalQuery([
        ['b', '2'],
        ['a', 'x y'],
        ['b', '1'],
        ["a'", '*'],
      ]),
    ).toBe('a=x%20y&a%27=%2A&b=1&b=2')
  })
})
