// What an answer proves, over all codes, statuses and write operations: the one place that says what may be sent again.
import {describe, expect, it} from 'vitest'
import {errorCatalogue} from '../../src/api/answer.js'
import {operationTable} from '../../src/api/contract/contract.js'
import type {WireResponse} from '../../src/api/transport.js'
import {judge, standingOf} from '../../src/api/verdict.js'
import {Failure} from '../../src/failure.js'

const {operations} = operationTable()
const writes = Object.keys(operations).filter(id => operations[id]!.effect === 'write')
const codes = [...errorCatalogue().map(entry => entry.code), 'CBC.12345678', 'APIGW.9999', 'XYZ']
const statuses = [
  200, 201, 202, 204, 206, 301, 302, 307, 400, 401, 403, 404, 405, 408, 409, 410, 413, 429, 494, 499, 500, 501, 502,
  503, 504, 520, 599,
]

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): WireResponse => ({
  status,
  headers: {'content-type': 'application/json', ...headers},
  body: Buffer.from(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)),
})
const pair = (code: string) => ({error_code: code, error_msg: 'no'})
const gateway = (code: string) => ({error_code: code, error_msg: 'no', request_id: 'r1'})

type End = 'done' | 'again' | 'refused' | 'unknown'

function endOf(id: string, response: WireResponse): End {
  const judged = judge(id, true, response, 'look there', 'data')
  if (!(judged instanceof Failure)) return 'done'
  if (judged.outcome === 'unavailable') return 'again'
  if (judged.outcome === 'unknown') {
    expect(judged.next).toEqual(['Find out before you repeat it: look there'])
    return 'unknown'
  }
  expect(['refused', 'denied', 'not-found']).toContain(judged.outcome)
  return 'refused'
}

/** The allow-list, written once more by hand. */
const throttles = ['APIG.0308', 'APIGW.0308', 'CBC.0250', 'CBC.99007197', 'IAM.0012']
const notPassedOn: Record<string, [apig: number, apigw: number]> = {
  '0103': [500, 404],
  '0104': [500, 400],
  '0105': [500, 400],
  '0605': [500, 500],
  '0606': [500, 500],
  '0608': [500, 500],
  '0609': [500, 500],
  '0610': [502, 502],
  '0611': [500, 500],
  '0613': [503, 503],
  '0705': [500, 500],
}

function expected(status: number, code: string, fromGateway: boolean): End {
  if (code === 'CBC.0000' && [200, 201, 204].includes(status)) return 'done'
  if (status === 429) return 'again'
  const entry = errorCatalogue().find(one => one.code === code)
  const [, kind, number] = /^APIG(W?)\.(\d+)$/.exec(code) ?? []
  const listed = notPassedOn[number ?? '']?.[kind === 'W' ? 1 : 0]
  if (listed === status && fromGateway) return 'again'
  if (listed === status && status >= 500) return 'unknown'
  if (entry?.retry === 'unknown-outcome') return 'unknown'
  const refused = throttles.includes(code) ? 'again' : 'refused'
  if (status === 200) return refused
  if (status >= 400 && status < 500) return [408, 499].includes(status) ? 'unknown' : refused
  return status >= 500 && entry?.http.includes(status) ? 'refused' : 'unknown'
}

describe('an error answer to a write', () => {
  it('means what the table says, for all codes and statuses', () => {
    const wrong: unknown[] = []
    for (const code of codes) {
      for (const status of statuses) {
        for (const body of [pair(code), gateway(code)]) {
          const want = expected(status, code, 'request_id' in body)
          const got = endOf('UpdateSubCustomerBudget', answer(status, body))
          if (got !== want) wrong.push([status, body, {want, got}])
        }
      }
    }
    expect(wrong).toEqual([])
  })

  it('means the same for every write operation when it comes with a 502, 503 or 504', () => {
    const wrong: unknown[] = []
    for (const id of writes) {
      for (const code of codes) {
        for (const status of [502, 503, 504]) {
          const got = endOf(id, answer(status, pair(code)))
          if (got !== expected(status, code, false)) wrong.push([id, status, code, got])
        }
      }
    }
    expect(wrong).toEqual([])
  })

  it('is a refusal where the catalogue has the code with this very status', () => {
    expect(endOf('FreezeSubCustomers', answer(500, pair('CBC.5002')))).toBe('refused')
    expect(endOf('FreezeSubCustomers', answer(504, pair('CBC.5002')))).toBe('unknown')
    expect(endOf('UpdateCustomerAccountAmount', answer(504, pair('CBC.0100')))).toBe('unknown')
    expect(endOf('UpdateCustomerAccountAmount', answer(400, pair('CBC.0100')))).toBe('refused')
  })

  it('proves nothing without a code, whatever the status', () => {
    for (const status of statuses.filter(one => one >= 300 && one !== 429)) {
      for (const body of [
        '',
        'null',
        '[]',
        '"no"',
        '{}',
        '{"message":"no"}',
        '{"error_msg":"no"}',
        '<html>',
        '{"error_code"',
      ])
        expect([status, body, endOf('PayOrders', answer(status, body))]).toEqual([status, body, 'unknown'])
      const page = answer(status, '<html>', {'content-type': 'text/html'})
      expect(endOf('PayOrders', page)).toBe('unknown')
    }
  })

  it('in the other spellings is one as well', () => {
    expect(endOf('PayOrders', answer(400, {error_code: 'CBC.0100', error_message: 'no'}))).toBe('refused')
    expect(endOf('PayOrders', answer(401, {error: {code: 'IAM.0001', message: 'no'}}))).toBe('refused')
    expect(endOf('PayOrders', answer(503, {error_code: 'APIGW.0613', error_message: 'no', request_id: 'r'}))).toBe(
      'again',
    )
    // What nobody signed can be from any proxy.
    expect(endOf('PayOrders', answer(503, {error_code: 'APIGW.0613', error_msg: 'no', request_id: ''}))).toBe('unknown')
  })

  it('stands in one table', () => {
    expect(standingOf(429, undefined)).toBe('throttled')
    expect(standingOf(503, {code: 'APIGW.0613', body: gateway('APIGW.0613')})).toBe('not passed on')
    expect(standingOf(400, {code: 'CBC.0100', body: pair('CBC.0100')})).toBe('refused')
    expect(standingOf(504, {code: 'CBC.0100', body: pair('CBC.0100')})).toBe('open')
  })
})

const signed = {'x-request-id': 'r1'}

/** A proof for each operation that hands something back, and something that only looks like one. */
const proofs: Record<string, [proof: unknown, like: unknown]> = {
  UpdateCustomerAccountAmount: [{transfer_id: 't1'}, {transfer_id: ''}],
  UpdateIndirectPartnerAccount: [{transfer_id: 't1'}, {transfer_id: null}],
  ReclaimIndirectPartnerAccount: [{trans_id: 't1'}, {transfer_id: 't1'}],
  ReclaimToPartnerAccount: [{trans_id: 't1'}, {trans_id: null}],
  RenewalResources: [{order_ids: ['o1']}, {order_ids: []}],
  CancelResourcesSubscription: [{fail_resource_infos: [{resource_id: 'r'}]}, {order_ids: 'o1'}],
  UpdatePeriodToOnDemandInstantly: [
    {to_ondemand_service_results: [{resource_id: 'r'}]},
    {to_ondemand_service_results: {}},
  ],
  UpdateCouponQuotas: [{error_details: [{id: 'q'}]}, {simple_quota_infos: [], error_details: []}],
  ReclaimCouponQuotas: [{simple_quota_infos: [{quota_id: 'q'}]}, {quota_infos: [{}]}],
  CreatePartnerCoupons: [{coupon_infos: [{id: 'c'}], error_details: []}, {coupon_infos: null}],
  CreateSubCustomer: [{domain_id: 'd', domain_name: 'n'}, {domain_name: 'n'}],
  SignPublishedAgreement: [{agreement_signed_record_id: 7}, {agreement_signed_record_id: null}],
  CreateCases: [{incident_id: 'i'}, {incident: 'i'}],
}
const reporting = [
  'FreezeSubCustomers',
  'UnfreezeSubCustomers',
  'UpdatePeriodToOnDemand',
  'CreateEnterpriseRealnameAuthentication',
  'ChangeEnterpriseRealnameAuthentication',
  'CreatePersonalRealnameAuth',
]

/** Answers with a 2xx that no operation gives when it is done. */
const odd: Record<string, WireResponse> = {
  text: answer(200, 'ok', {...signed, 'content-type': 'text/plain'}),
  'JSON that is called text': answer(200, '{"a":1}', {...signed, 'content-type': 'text/plain'}),
  XML: answer(200, '<ok/>', {...signed, 'content-type': 'application/xml'}),
  'XML that is called JSON': answer(200, '<ok/>', signed),
  'a web page': answer(200, '<html>', {...signed, 'content-type': 'text/html'}),
  bytes: answer(200, '{"a":1}', {...signed, 'content-type': 'application/octet-stream'}),
  'an unknown encoding': answer(200, '{"a":1}', {...signed, 'content-encoding': 'br'}),
  'two encodings': answer(200, '{"a":1}', {...signed, 'content-encoding': 'gzip, br'}),
  'an empty body that nobody signed': answer(200, ''),
  'null that nobody signed': answer(200, 'null'),
  'an empty object that nobody signed': answer(200, '{}'),
  'an empty 201 that nobody signed': answer(201, ''),
  'an empty list': answer(200, '[]', signed),
  'a list': answer(200, '[{"id":"x"}]', signed),
  'a string': answer(200, '"ok"', signed),
  'an empty string': answer(200, '""', signed),
  true: answer(200, 'true', signed),
  'a number': answer(200, '0', signed),
  'a long number': answer(200, '12345678901234567890.5', signed),
  blanks: answer(200, '  ', signed),
  'half an object': answer(200, '{"a":', signed),
  'two objects': answer(200, '{}{}', signed),
  'a 202': answer(202, '{"a":1}', signed),
  'an empty 202': answer(202, '', signed),
  'a 203': answer(203, '{"a":1}', signed),
  'a 205': answer(205, '', signed),
  'a 206': answer(206, '{"a":1}', signed),
  'an error in a 201': answer(201, pair('CBC.0100'), signed),
  'an error in another spelling': answer(200, {errorCode: 'CBC.0100', errorMsg: 'no'}, signed),
  'an error in a word': answer(200, {error: 'invalid_token', error_description: 'no'}, signed),
  'a list of errors': answer(200, {errors: [{message: 'no'}]}, signed),
  'a fault': answer(200, {fault: {faultstring: 'no'}}, signed),
}

describe('a 2xx to a write', () => {
  it('the contract says of every write what its answer proves', () => {
    const kinds = writes.map(id => [id, operations[id]!.success?.kind])
    const of = (kind: string) => kinds.filter(([, one]) => one === kind).map(([id]) => id!)
    expect(of('returns').sort()).toEqual(Object.keys(proofs).sort())
    expect(of('may-report').sort()).toEqual([...reporting].sort())
    expect(of('silent')).toHaveLength(29)
  })

  it('that is no answer of the platform leaves the outcome unknown, for every operation', () => {
    const wrong: unknown[] = []
    for (const id of writes) {
      for (const [what, response] of Object.entries(odd)) {
        const got = endOf(id, response)
        if (got !== 'unknown') wrong.push([id, what, got])
      }
    }
    expect(wrong).toEqual([])
  })

  it('is success where it holds what the operation hands back', () => {
    for (const [id, [proof, like]] of Object.entries(proofs)) {
      for (const status of [200, 201]) expect([id, endOf(id, answer(status, proof))]).toEqual([id, 'done'])
      expect([id, endOf(id, answer(200, like, signed))]).toEqual([id, 'unknown'])
      for (const body of ['', 'null', '{}']) {
        expect([id, endOf(id, answer(200, body, signed))]).toEqual([id, 'unknown'])
      }
      expect([id, endOf(id, answer(204, '', signed))]).toEqual([id, 'unknown'])
      expect([id, endOf(id, answer(200, {...(proof as object), error_code: 'CBC.0000'}))]).toEqual([id, 'done'])
      // Rows that failed say with the code that nothing was done; an id says that something was.
      const ends = /error_details|fail_resource_infos/.test(Object.keys(proof as object)[0]!) ? 'refused' : 'unknown'
      expect([id, endOf(id, answer(200, {...(proof as object), error_code: 'CBC.0100'}))]).toEqual([id, ends])
      expect([id, endOf(id, answer(200, {...(proof as object), error_code: 'cbc.0000'}))]).toEqual([id, 'done'])
      for (const error of [{error_msg: 'no'}, {error_message: 'no'}])
        expect([id, error, endOf(id, answer(200, {...(proof as object), ...error}))]).toEqual([id, error, 'unknown'])
    }
  })

  it('is none where what should be handed back is no id', () => {
    for (const id of Object.keys(proofs)) {
      for (const name of operations[id]!.success!.values ?? []) {
        for (const odd of [{}, [], [1], false, true, 0, '', ' ', null])
          expect([id, odd, endOf(id, answer(200, {[name]: odd}, signed))]).toEqual([id, odd, 'unknown'])
        for (const good of ['0', 'x', 7]) expect(endOf(id, answer(200, {[name]: good}, signed))).toBe('done')
      }
    }
  })

  it('is none where a row of a list says nothing', () => {
    for (const id of [...Object.keys(proofs), ...reporting]) {
      for (const name of operations[id]!.success!.lists ?? []) {
        const [good, rows] =
          name === 'order_ids'
            ? ['o1', [null, '', ' ', {}, {id: 'o1'}, []]]
            : [{id: 'a'}, [null, {}, {id: null}, {id: ''}, 'x', 7, []]]
        for (const row of rows) {
          for (const list of [[row], [good, row]])
            expect([id, list, endOf(id, answer(200, {[name]: list}, signed))]).toEqual([id, list, 'unknown'])
        }
        expect([id, endOf(id, answer(200, {[name]: [good]}, signed))]).toEqual([id, 'done'])
      }
    }
  })

  it('is none where it names failed rows that the contract has not', () => {
    for (const id of writes) {
      const lists = operations[id]!.success!.lists ?? []
      const [proof = {}] = proofs[id] ?? []
      for (const name of ['error_details', 'fail_resource_infos', 'failed_infos'].filter(one => !lists.includes(one))) {
        const body = {...(proof as object), [name]: [{id: 'a', error_code: 'CBC.0100'}]}
        expect([id, name, endOf(id, answer(200, body, signed))]).toEqual([id, name, 'unknown'])
        expect(endOf(id, answer(200, {...(proof as object), [name]: []}, signed))).toBe('done')
      }
    }
  })

  it('that leaves the outcome open names what was made all the same', () => {
    const body = {order_ids: ['CS1', null], fail_resource_infos: [{resource_id: 'r'}]}
    expect(judge('RenewalResources', true, answer(200, body), 'look', 'data')).toMatchObject({
      message: expect.stringContaining('(it names CS1)'),
    })
  })

  it('is done where nothing, or a word of success, stands where others put an error', () => {
    for (const id of writes) {
      const proof = proofs[id]?.[0] ?? {error_code: 'CBC.0000'}
      const more = [{errors: []}, {fault: {}}, {error: null}, {error_code: undefined, error_msg: 'Success'}]
      for (const one of more) {
        const body = {...(proof as object), ...one}
        expect([id, one, endOf(id, answer(200, body, signed))]).toEqual([id, one, 'done'])
      }
    }
  })

  it('with an error code that is none of the platform is no refusal', () => {
    for (const id of writes) {
      for (const error_code of [502, '502', 0, true, 'true', {}, [], ['CBC.0100'], 'OK', 'SUCCESS', 'gateway timeout'])
        expect([id, error_code, endOf(id, answer(200, {error_code, error_msg: 'no'}))]).toEqual([
          id,
          error_code,
          'unknown',
        ])
    }
  })

  it('is success without a word where the operation has none to say', () => {
    for (const id of writes.filter(one => !(one in proofs))) {
      const good = [
        answer(204, ''),
        answer(200, '', signed),
        answer(201, '{}', signed),
        answer(200, 'null', signed),
        answer(200, '', {'x-request-id': 'r1', 'content-type': ''}),
        answer(200, {error_code: 'CBC.0000', error_msg: 'success'}),
        answer(200, {error_code: null, something: 1}),
        answer(200, '{"something":1}', {'content-type': 'application/json; charset=UTF-8'}),
        answer(200, '{"something":1}', {'content-type': 'application/json', 'content-encoding': 'identity'}),
      ]
      for (const [index, response] of good.entries())
        expect([id, index, endOf(id, response)]).toEqual([id, index, 'done'])
    }
  })

  it('that names failed rows in a form that cannot be read is not success', () => {
    for (const id of ['FreezeSubCustomers', 'UpdatePeriodToOnDemand']) {
      expect(endOf(id, answer(200, {error_details: {id: 'c1'}}, signed))).toBe('unknown')
      expect(endOf(id, answer(200, {error_details: [{id: 'c1'}]}))).toBe('done')
      expect(endOf(id, answer(200, {error_details: null}))).toBe('done')
    }
  })
})

describe('a 200 to a read', () => {
  const lists = Object.keys(operations).filter(
    id => operations[id]!.effect === 'read' && operations[id]!.success?.lists && !operations[id]!.success?.values,
  )

  it('without the list that the contract promises is a broken answer, for every list', () => {
    expect(lists.length).toBeGreaterThan(70)
    for (const id of lists) {
      const name = operations[id]!.success!.lists![0]!
      for (const body of [
        '{}',
        '[]',
        '"ok"',
        'null',
        '0',
        {[name]: {}},
        {[name]: 'x'},
        {[name]: null},
        {something: []},
      ]) {
        for (const wanted of ['data', 'bytes'] as const) {
          const judged = judge(id, false, answer(200, body), undefined, wanted)
          expect([id, body, judged]).toEqual([id, body, expect.objectContaining({outcome: 'failed', name: 'Failure'})])
        }
      }
      expect(judge(id, false, answer(204, ''), undefined, 'data')).toMatchObject({outcome: 'failed'})
      expect(judge(id, false, answer(200, {[name]: []}), undefined, 'data')).not.toBeInstanceOf(Failure)
    }
  })

  it('without the list is an empty one only where its count says so', () => {
    for (const id of lists.filter(one => operations[one]!.success!.total)) {
      const {
        total,
        lists: [name],
      } = operations[id]!.success! as {total: string; lists: string[]}
      expect(judge(id, false, answer(200, {[total]: 0}), undefined, 'data')).not.toBeInstanceOf(Failure)
      expect(judge(id, false, answer(200, {[total]: 0, [name!]: null}), undefined, 'data')).not.toBeInstanceOf(Failure)
      expect(judge(id, false, answer(200, {[total]: 1}), undefined, 'data')).toMatchObject({outcome: 'failed'})
      expect(judge(id, false, answer(200, {[total]: 0, [name!]: {}}), undefined, 'data')).toMatchObject({
        outcome: 'failed',
      })
    }
  })

  it('without rows, though its count says that there are more, is broken, for every list with a count', () => {
    for (const id of Object.keys(operations).filter(one => operations[one]!.success?.total)) {
      const {total, lists} = operations[id]!.success! as {total: string; lists: string[]}
      const end = (count: unknown, before: number | undefined, rows: unknown[] = []) => {
        const body = answer(200, {[total]: count, [lists[0]!]: rows})
        const judged = judge(id, false, body, undefined, 'data', undefined, before)
        return judged instanceof Failure ? judged.outcome : 'done'
      }
      const ends = [
        end(3, 0),
        end('3', 0),
        end(30, 2),
        end(3, 3),
        end(2, 3),
        end(0, 0),
        end(3, undefined),
        end(3, 0, [{}]),
      ]
      expect([id, ends]).toEqual([id, ['failed', 'failed', 'failed', 'done', 'done', 'done', 'done', 'done']])
    }
  })

  it('with rows that are none is broken, for every list of objects', () => {
    for (const id of lists) {
      const [name] = operations[id]!.success!.lists!
      for (const rows of [['x'], [null], [[]], [7], [{}, 'x']])
        expect(judge(id, false, answer(200, {[name!]: rows}), undefined, 'data')).toMatchObject({outcome: 'failed'})
    }
    expect(
      judge('ListCaseCcEmails', false, answer(200, {mc_email_infos: ['a@example.com']}), undefined, 'data'),
    ).not.toBeInstanceOf(Failure)
  })

  it('that is no object is broken where the answer is one', () => {
    for (const body of ['[]', '"ok"', 'null', '1']) {
      expect(judge('ShowSubCustomerBudget', false, answer(200, body), undefined, 'data')).toMatchObject({
        outcome: 'failed',
      })
    }
  })
})

describe('an error answer to a read', () => {
  it('is final where the catalogue has the code with this status and says what must change', () => {
    const ask = (status: number, code: string) =>
      (judge('ShowSubCustomerBudget', false, answer(status, pair(code)), undefined, 'data') as Failure).outcome
    expect(ask(500, 'CBC.5002')).toBe('not-found')
    expect(ask(500, 'CBC.7001')).toBe('refused')
    expect(ask(503, 'CBC.5002')).toBe('unavailable')
    expect(ask(500, 'CBC.0999')).toBe('unavailable')
    expect(ask(500, 'IAM.0006')).toBe('unavailable')
    expect(ask(500, 'CBC.0100')).toBe('unavailable')
  })
})
