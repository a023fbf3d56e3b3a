// Numbers as SDKs write them: what the contract calls a decimal or a code may come in the other form.
import {describe, expect, it} from 'vitest'
import {customersOf, open, resale} from '../harness.js'

const budget = '/v2/partners/sub-customers/budget'
const said = 'x-sandbox-validation'

describe('a decimal', () => {
  it.each([
    ['"5000.5"', '5000.5'],
    ['5000.5', '5000.5'],
    ['"1200"', '1200'],
    ['"0.12345678"', undefined],
    ['"5,000"', undefined],
    ['"1e3"', undefined],
    ['" 5"', undefined],
    ['""', undefined],
    ['"-1"', undefined],
    ['true', undefined],
  ])('as %s', async (written, kept) => {
    const run = await open()
    const customer_id = resale(await customersOf(run))[0]!.customer_id
    const raw = `{"customer_id":"${customer_id}","budget_amount":${written}}`
    const answer = await run.partner.send({method: 'POST', path: budget, raw})
    expect(answer.status).toBe(kept === undefined ? 400 : 204)
    if (kept === undefined) return
    const form = written.startsWith('"') ? 'body/budget_amount: decimal as a JSON string' : undefined
    expect(answer.headers[said]).toBe(form)
    const read = await run.partner.get(budget, {customer_id})
    expect(Number(read.json.budget_amount)).toBe(Number(kept))
  })
})

describe('an integer', () => {
  it('that is a code may be text, and a code that is text an integer', async () => {
    const run = await open()
    const path = '/v2/orders/suscriptions/resources/query'
    const customer = await run.partner.asCustomer(
      resale(await customersOf(run))[0]!.customer_id,
      run.info.partner.xaccount_type,
    )
    const plain = await customer.post(path, {only_main_resource: 1, status_list: [2, 4]})
    expect([plain.status, plain.headers[said]]).toEqual([200, undefined])
    const text = await customer.post(path, {only_main_resource: '1', status_list: ['2', 4]})
    expect([text.status, text.json.total_count]).toEqual([200, plain.json.total_count])
    expect(text.headers[said]).toBe(
      'body/only_main_resource: code as a JSON string; body/status_list/0: code as a JSON string',
    )
    expect((await customer.post(path, {only_main_resource: '7'})).status).toBe(400)
    expect((await customer.post(path, {only_main_resource: 'one'})).status).toBe(400)
  })

  it('stands for a code that is text', async () => {
    const {partner} = await open()
    const ask = async (association_type: unknown) => {
      const answer = await partner.post('/v2/partners/sub-customers/query', {association_type})
      return [answer.status, answer.json.count, answer.headers[said]]
    }
    const [, count] = await ask('1')
    expect(await ask(1)).toEqual([200, count, 'body/association_type: code as a JSON number'])
    expect((await ask(1.5))[0]).toBe(400)
    expect((await ask(9))[0]).toBe(400)
  })

  it('that counts is a number', async () => {
    const {partner} = await open()
    for (const limit of ['10', '1.5', '', true]) {
      expect((await partner.post('/v2/partners/sub-customers/query', {limit})).status).toBe(400)
    }
  })
})
