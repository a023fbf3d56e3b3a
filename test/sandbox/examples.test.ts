// Requests in the form of the examples on the public pages, with values of our own: each is accepted, and what comes
// back has the shape of the page's answer (types, null or absent, the form of times).
import {beforeAll, describe, expect, it} from 'vitest'
import type {Client} from './client.js'
import {customersOf, keysOf, open, type Running, resale} from './harness.js'
import {Desk} from './topics/tickets/desk.js'

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

interface Stage {
  run: Running
  id: string
  unverified: string
  customer: Client
  resource: string
}

let s: Stage
const anyTime = expect.stringMatching(TIME)
const anyText = expect.any(String)
const anyNumber = expect.any(Number)

/** The page, what is sent as its example sends it, and the shape of the answer. */
const examples: [page: string, send: (s: Stage) => ReturnType<Client['send']>, status: number, shape?: unknown][] = [
  [
    'mc_00023: a name that is free, whose success has a code',
    ({run}) =>
      run.partner.post('/v2/partners/sub-customers/users/check-identity', {
        search_type: 'name',
        search_value: 'free-one',
      }),
    200,
    {error_code: 'CBC.0000', error_msg: 'success', check_result: 'available'},
  ],
  [
    'mc_00021: empty and null filters are no filters',
    ({run}) =>
      run.partner.post('/v2/partners/sub-customers/query', {
        account_name: '',
        customer: null,
        offset: 0,
        limit: 10,
        label: '',
        associated_on_begin: null,
        associated_on_end: null,
      }),
    200,
    {
      count: 3,
      customer_infos: expect.arrayContaining([expect.objectContaining({associated_on: anyTime, is_frozen: anyNumber})]),
    },
  ],
  [
    'espp_00003: resellers, with empty filters',
    ({run}) =>
      run.partner.post('/v2/partners/indirect-partners/query', {
        account_name: '',
        associated_on_begin: null,
        offset: 0,
        limit: 10,
      }),
    200,
    {
      count: 2,
      indirect_partners: expect.arrayContaining([
        expect.objectContaining({indirect_partner_id: anyText, associated_on: anyTime}),
      ]),
    },
  ],
  [
    'mt_01005: a budget, the unfreezing as a number',
    ({run, id}) =>
      run.partner.post('/v2/partners/sub-customers/budget', {
        customer_id: id,
        budget_amount: 100000,
        cancel_partner_frozen: 0,
      }),
    204,
  ],
  [
    'mt_01005: the same with 1',
    ({run, id}) =>
      run.partner.post('/v2/partners/sub-customers/budget', {
        customer_id: id,
        budget_amount: 100000.5,
        cancel_partner_frozen: 1,
      }),
    204,
  ],
  [
    'mt_01004: a budget that was set',
    ({run, id}) => run.partner.get('/v2/partners/sub-customers/budget', {customer_id: id}),
    200,
    expect.objectContaining({budget_amount: 100000.5, used_amount: anyNumber}),
  ],
  [
    'mt_01007: what was set, newest first',
    ({run, id}) =>
      run.partner.get('/v2/partners/sub-customers/budget/records', {customer_id: id, offset: '0', limit: '10'}),
    200,
  ],
  [
    'mc_00019: a review that has no opinion yet',
    ({run, unverified}) => run.partner.get('/v2/customers/realname-auths/result', {customer_id: unverified}),
    200,
    {review_result: null, opinion: null},
  ],
  [
    'api_order_00018: a renewal with the policy that older pages call mandatory',
    ({customer, resource}) =>
      customer.post('/v2/orders/subscriptions/resources/renew', {
        resource_ids: [resource],
        period_type: 2,
        period_num: 1,
        expire_policy: 0,
        is_auto_pay: 0,
      }),
    200,
    {order_ids: [anyText]},
  ],
  [
    'mbc_00004: a month of records, the language in the header',
    ({customer}) =>
      customer.get(
        '/v2/bills/customer-bills/res-fee-records',
        {cycle: '2026-10', limit: '1'},
        {headers: {'x-language': 'en_US'}},
      ),
    200,
    {
      total_count: anyNumber,
      currency: 'USD',
      fee_records: [expect.objectContaining({bill_type: anyNumber, trade_time: anyTime})],
    },
  ],
  [
    'mbc_00003: usage details in Chinese',
    ({customer}) =>
      customer.post(
        '/v2/bills/customer-bills/res-records/query',
        {cycle: '2026-10', limit: 1},
        {headers: {'x-language': 'zh_CN'}},
      ),
    200,
    {
      total_count: anyNumber,
      currency: 'USD',
      monthly_records: [expect.objectContaining({cycle: '2026-10', bill_date: null})],
    },
  ],
  [
    'api_order_00013: orders of a customer, by their time',
    ({run, id}) =>
      run.partner.get('/v2/orders/customer-orders', {
        customer_id: id,
        create_time_begin: '2026-01-01T00:00:00Z',
        create_time_end: '2026-12-01T00:00:00Z',
        offset: '0',
        limit: '1',
      }),
    200,
    {
      total_count: anyNumber,
      order_infos: [expect.objectContaining({create_time: anyTime, order_id: anyText, status: anyNumber})],
    },
  ],
  [
    'osm: a label whose colour is a number in a text',
    ({run}) => new Desk(run.partner).send('CreateLabels', {name: 'example', color: '1'}),
    200,
  ],
]

describe('an example of the pages', () => {
  beforeAll(async () => {
    const run = await open({scenario: 'tiny'})
    const rows = resale(await customersOf(run)) as unknown as {customer_id: string; verified_status: string}[]
    const id = rows[0]!.customer_id
    const customer = await keysOf(run, id)
    const {json} = await customer.post('/v2/orders/suscriptions/resources/query', {
      only_main_resource: 1,
      status_list: [2],
    })
    s = {
      run,
      id,
      unverified: rows.find(r => r.verified_status === '-1')!.customer_id,
      customer,
      resource: json.data[0]?.resource_id,
    }
  })

  // One world for all: they stand in the order in which a reader would try them.
  it('is accepted and answered in its shape', async () => {
    const wrong: string[] = []
    for (const [page, send, status, shape] of examples) {
      const answer = await send(s)
      if (answer.status !== status || answer.json?.error_code?.startsWith('OSM'))
        wrong.push(`${page}: ${answer.status} ${answer.text} ${answer.headers['x-sandbox-reason']}`)
      else if (shape !== undefined) expect({page, answer: answer.json}).toEqual({page, answer: shape})
    }
    expect(wrong).toEqual([])
  })
})
