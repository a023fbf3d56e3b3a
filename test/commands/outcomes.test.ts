// What commands say when somebody between them and the platform answers in its place: a write that may have happened is
// sent once, is never called done or undone, and the log says so; a list that is missing is not empty.
import {beforeAll, describe, expect, it} from 'vitest'
import {changeConfiguration} from '../../src/profiles/profile.js'
import {cli, cliJson, emptyHome} from '../support/cli.js'
import {type Meddler, meddler, type OtherAnswer} from '../support/meddler.js'
import {type TestSandbox, testSandbox} from '../support/sandbox.js'

interface Customer {
  customer_id: string
  account_name: string
}

const pair = JSON.stringify({error_code: 'CBC.0100', error_msg: 'invalid parameter'})
const signed = {'x-request-id': 'r1'}

/** Answers to a write that was done, of which none says so. */
const odd: Record<string, OtherAnswer> = {
  'a code of the service with a 504': {status: 504, body: pair},
  'the same with a 502': {status: 502, body: pair},
  'a page with a 503': {status: 503, body: '<html>', headers: {'content-type': 'text/html'}},
  'a page with a 403': {status: 403, body: '<html>', headers: {'content-type': 'text/html'}},
  text: {status: 200, body: 'OK', headers: {'content-type': 'text/plain', ...signed}},
  'an empty object that nobody signed': {status: 200, body: '{}'},
  'a string': {status: 200, body: '"ok"', headers: signed},
  'a 202': {status: 202, body: '{}', headers: signed},
}

let between: Meddler
let customer: Customer

async function stand(sandbox: TestSandbox): Promise<void> {
  between = await meddler(sandbox.info.endpoints.bss)
  await changeConfiguration(configuration => {
    const {origin: bss} = between
    configuration.profiles.test!.endpoints = {bss, osm: bss, iam: bss}
  })
  ;[customer] = (await cliJson<Customer[]>(['customer', 'list', '--limit', '1'])) as [Customer]
}

async function check(operation: string, args: string[]): Promise<void> {
  for (const [what, answer] of Object.entries(odd)) {
    between.replace(operation, answer)
    between.count(operation)
    const ran = await cli([...args, '-o', 'json'])
    expect([what, ran.exit, between.count(operation)]).toEqual([what, 9, 1])
    const error = JSON.parse(ran.stderr.trim().split('\n').at(-1)!)
    expect(error).toMatchObject({error: {outcome: 'unknown', message: expect.stringMatching(/is unknown/)}})
    expect(error.error.next[0]).toMatchObject({
      command: expect.stringMatching(/^partnerctl \w+/),
      why: expect.stringMatching(/^Find out before you repeat it/),
    })
    expect(ran.stdout).toBe('')
    const [last] = await cliJson<{operation: string; outcome: string}[]>(['audit', 'list', '--limit', '1'])
    expect(last).toMatchObject({operation, outcome: 'unknown'})
  }
}

describe('a write that was done, and answered by somebody else', () => {
  beforeAll(async () => {
    emptyHome()
    await stand(await testSandbox())
  })

  it('budget set', () => check('UpdateSubCustomerBudget', ['budget', 'set', customer.customer_id, '4321']))

  it('customer freeze', () =>
    check('FreezeSubCustomers', ['customer', 'freeze', customer.customer_id, '--reason', 'x', '--yes']))

  it('customer create, which looks before it says anything', async () => {
    between.replace('CreateSubCustomer', odd.text!)
    const args = ['customer', 'create', '--country', 'PE', '--platform-user', 'shop-77', '--name', 'shop-seventy-seven']
    const ran = await cli([...args, '-o', 'json'])
    expect([ran.exit, between.count('CreateSubCustomer')]).toEqual([9, 1])
    expect(ran.stderr).not.toContain('Cannot read')
  })
})

describe('a list that somebody else answers', () => {
  const answers: Record<string, OtherAnswer> = {
    'an empty object': {status: 200, body: '{}', headers: signed},
    'a list': {status: 200, body: '[]', headers: signed},
    'a string': {status: 200, body: '"ok"', headers: signed},
    null: {status: 200, body: 'null', headers: signed},
    'a 204': {status: 204},
    'an object where the list belongs': {status: 200, body: '{"count":1,"customer_infos":{}}', headers: signed},
  }

  it('is no empty one', async () => {
    for (const [what, answer] of Object.entries(answers)) {
      between.replace('ListSubCustomers', answer)
      // A command that asks once only.
      const ran = await cli(['profile', 'check', '-o', 'json'])
      expect([what, ran.exit, ran.stdout]).toEqual([what, 1, ''])
    }
  })
})

describe('money of the China site', () => {
  beforeAll(async () => {
    emptyHome()
    await stand(await testSandbox({site: 'cn'}))
  })

  it('account grant', () =>
    check('UpdateCustomerAccountAmount', [
      'account',
      'grant',
      customer.customer_id,
      '1',
      '--confirm',
      customer.account_name,
    ]))
})
