import {expect, it} from 'vitest'
import {customersOf, keysOf, open, type Running} from '../harness.js'

const statuses = async (run: Running, id: string) => {
  const {json} = await run.partner.post('/v2/partners/sub-customers/query', {customer_id: id})
  return json.customer_infos[0].verified_status
}
const result = (run: Running, id: string) =>
  run.partner.get('/v2/customers/realname-auths/result', {customer_id: id}).then(a => a.json)

async function unverified(run: Running): Promise<string> {
  const found = (await customersOf(run)).find(c => (c as {verified_status?: string}).verified_status === '-1')
  return found!.customer_id
}

const person = (run: Running, id: string, change: Record<string, unknown> = {}) => ({
  customer_id: id,
  identify_type: 0,
  verified_type: 3,
  verified_file_url: ['a/data.jpg', 'a/holding.jpg'],
  name: 'Test Person',
  verified_number: 'P1234567',
  change_type: -1,
  xaccount_type: run.info.partner.xaccount_type,
  ...change,
})
const company = (run: Running, id: string, change: Record<string, unknown> = {}) => ({
  customer_id: id,
  identify_type: 1,
  certificate_type: 0,
  verified_file_url: ['front.pdf', 'back.pdf'],
  corp_name: 'Test Company SA',
  verified_number: 'L-77',
  reg_country: 'MX',
  xaccount_type: run.info.partner.xaccount_type,
  ...change,
})
const individual = '/v2/customers/realname-auths/individual'
const enterprise = '/v2/customers/realname-auths/enterprise'

it('reviews a person for a minute, and then the customer is verified', async () => {
  const run = await open()
  const id = await unverified(run)
  expect(await result(run, id)).toEqual({review_result: null, opinion: null})
  expect((await run.partner.post(individual, person(run, id))).json).toEqual({is_review: 1})
  expect(await statuses(run, id)).toBe('0')
  expect(await result(run, id)).toEqual({review_result: 0, opinion: null})
  expect((await run.partner.post(individual, person(run, id))).json.error_code).toBe('CBC.99007188')
  await run.anybody.admin('POST', 'clock/advance', {seconds: 61})
  expect(await statuses(run, id)).toBe('2')
  expect(await result(run, id)).toEqual({review_result: 2, opinion: null})
  const {json} = await run.partner.post('/v2/partners/sub-customers/query', {customer_id: id})
  expect(json.customer_infos[0]).toMatchObject({customer: 'Test Person', customer_type: 0})
})

it('rejects with a reason, and the customer may try again', async () => {
  const run = await open()
  const id = await unverified(run)
  await run.anybody.admin('PUT', 'settings', {reviewOutcome: 'rejected'})
  await run.partner.post(enterprise, company(run, id))
  await run.anybody.admin('POST', 'clock/advance', {seconds: 61})
  expect(await statuses(run, id)).toBe('1')
  const {review_result, opinion} = await result(run, id)
  expect(review_result).toBe(1)
  expect(opinion).not.toBe('')
  await run.anybody.admin('PUT', 'settings', {reviewOutcome: 'approved', reviewDelay: 0})
  expect((await run.partner.post(enterprise, company(run, id))).json).toEqual({is_review: 0})
  expect(await statuses(run, id)).toBe('2')
})

it('changes an individual to an enterprise; a rejected change leaves it an individual', async () => {
  const run = await open()
  const id = await unverified(run)
  const change = (number: string) =>
    run.partner.send({
      method: 'PUT',
      path: enterprise,
      body: company(run, id, {change_type: 1, verified_number: number}),
    })
  expect((await change('L-1')).json).toMatchObject({error_code: 'CBC.99007004', fail_check_items: expect.any(Array)})
  await run.anybody.admin('PUT', 'settings', {reviewDelay: 0})
  await run.partner.post(individual, person(run, id))
  expect((await change('SBX-REJECT')).json).toEqual({is_review: 0})
  expect(await statuses(run, id)).toBe('2')
  expect((await result(run, id)).review_result).toBe(1)
  await change('L-1')
  const {json} = await run.partner.post('/v2/partners/sub-customers/query', {customer_id: id})
  expect(json.customer_infos[0]).toMatchObject({verified_status: '2', customer_type: 1, customer: 'Test Company SA'})
})

it('looks at files, platform, customer and the number of attempts', async () => {
  const run = await open()
  const id = await unverified(run)
  const code = async (change: Record<string, unknown>) =>
    (await run.partner.post(individual, person(run, id, change))).json.error_code
  expect(await code({verified_file_url: ['a.jpg', 'b.tiff']})).toBe('CBC.99000100')
  expect(await code({verified_file_url: ['a.jpg']})).toBe('CBC.0100')
  expect(await code({verified_type: 5, verified_file_url: ['a.jpg', 'b.jpg']})).toBe('CBC.0100')
  expect(await code({xaccount_type: 'somebody'})).toBe('CBC.0100')
  expect(await code({customer_id: 'nobody'})).toBe('CBC.99000035')
  for (let i = 0; i < 5; i++) expect(await code({verified_number: 'SBX-99007193'})).toBe('CBC.99007193')
  expect(await code({})).toBe('CBC.99007191')
  await run.anybody.admin('POST', 'clock/advance', {hours: 25})
  expect(await code({})).toBeUndefined()
})

it('verifies with a bank card and a code at once, on the China site only', async () => {
  const run = await open({site: 'cn'})
  const id = await unverified(run)
  const sent = await run.partner.post('/v2/bases/verificationcode/send', {
    receiver_type: 1,
    mobile_phone: '13800000001',
    scene: 18,
    customer_id: id,
  })
  const verification_code = String(sent.headers['x-sandbox-verification-code'])
  const card = (code: string) =>
    person(run, id, {
      identify_type: 4,
      verified_type: undefined,
      verified_file_url: ['face.jpg'],
      bank_card_info: {
        bank_account: '6222000011112222',
        areacode: '0086',
        mobile: '13800000001',
        verification_code: code,
      },
    })
  expect((await run.partner.post(individual, card('wrong!'))).json.error_code).toBe('CBC.99004010')
  expect((await run.partner.post(individual, card(verification_code))).json).toEqual({is_review: 0})
  const intl = await open()
  const other = await unverified(intl)
  const refused = await intl.partner.post(individual, {
    ...card('1'),
    customer_id: other,
    xaccount_type: intl.info.partner.xaccount_type,
  })
  expect(refused.json.error_code).toBe('CBC.0100')
})

it('gives a customer of the China site a QR code that works once, for ten minutes', async () => {
  const run = await open({site: 'cn'})
  const id = await unverified(run)
  const customer = await keysOf(run, id)
  const status = async () => (await customer.get('/v2/customers/real-name-auth-status')).json
  expect(await status()).toEqual({verified_status: -1, verified_type: null})
  const code = async () => {
    const {json} = await customer.get('/v2/customers/real-name-auth-qrcode')
    return new URL(json.qr_code_url).pathname.replace('/sandbox/', '')
  }
  const late = await code()
  await run.anybody.admin('POST', 'clock/advance', {seconds: 601})
  expect((await run.anybody.admin('GET', late)).status).toBe(404)
  const good = await code()
  expect((await run.anybody.admin('GET', good)).json).toMatchObject({customer_id: id})
  expect(await status()).toEqual({verified_status: 2, verified_type: 0})
  expect((await run.anybody.admin('GET', good)).status).toBe(404)
  expect((await customer.get('/v2/customers/real-name-auth-qrcode')).json.error_code).toBe('CBC.99007188')
  customer.close()
})
