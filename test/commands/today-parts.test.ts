// What `today` and `budget watch` say where something cannot be read, or is a reseller's customer's: nothing is well
// that nobody has seen.
import {readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterEach, beforeAll, describe, expect, it} from 'vitest'
import TodayCommand from '../../src/commands/today.js'
import {eachCustomer} from '../../src/customers/asked-each.js'
import type {Today} from '../../src/customers/today.js'
import {Failure} from '../../src/failure.js'
import {type AlteredSandbox, alteredSandbox, changed, refused} from '../support/altered.js'
import {cli, cliJson, emptyHome} from '../support/cli.js'

let home: string
let sandbox: AlteredSandbox
let whole: Today
beforeAll(async () => {
  home = emptyHome()
  sandbox = await alteredSandbox({scenario: 'tiny', clock: '2026-10-20T04:00:00Z', validateResponses: false})
  whole = await cliJson<Today>('today')
})
afterEach(() => {
  sandbox.changes = {}
})

const parts = ({failed}: Today) => failed.map(({part}) => part)

describe('budgets that cannot be read', () => {
  it('are named, and budget watch fails', async () => {
    sandbox.changes = {ListSubCustomerBudget: refused(400, 'CBC.0101')}
    const today = await cliJson<Today>('today')
    expect(today).toMatchObject({customers: whole.customers, budgets: [], without_budget: []})
    expect(parts(today)).toEqual(['budgets'])
    expect((await cli('today')).stdout).toContain('budgets could not be read')
    expect(await cli('budget watch')).toMatchObject({exit: 5, stdout: ''})
  })

  it.each([
    ['used_amount', null],
    ['budget_amount', 'much'],
  ])('are those whose %s is %s', async (name, value) => {
    const theirs: string[] = []
    sandbox.changes = {
      ListSubCustomerBudget: changed(({budget_infos}) => {
        theirs.push(budget_infos[0].customer_id)
        Object.assign(budget_infos[0], {budget_amount: 100, [name]: value})
      }),
    }
    const today = await cliJson<Today>('today')
    expect(parts(today).filter(part => part.startsWith('budget of '))).toHaveLength(theirs.length)
    const watched = await cli('budget watch')
    expect(watched).toMatchObject({exit: 7, stderr: expect.stringMatching(/the amounts of \S+, .* could not be read/)})
  })

  it('are those of nobody', async () => {
    sandbox.changes = {
      ListSubCustomerBudget: changed(({budget_infos}) => delete budget_infos[0].customer_id && undefined),
    }
    expect(parts(await cliJson<Today>('today'))).toContain('budgets')
    expect(await cli('budget watch')).toMatchObject({exit: 1, stderr: expect.stringContaining('has no customer_id')})
  })
})

describe('customers that cannot be read', () => {
  it('are no number, and all that falls away with them is named', async () => {
    sandbox.changes = {ListSubCustomers: refused(400, 'CBC.0101')}
    const today = await cliJson<Today>('today')
    expect(today.customers).toBeUndefined()
    const named = [
      'customers',
      'budgets',
      'expiring resources',
      "customers' tickets",
      'real-name reviews',
      'frozen customers',
    ]
    expect(parts(today)).toEqual(named)
    const {stdout} = await cli('today')
    expect(stdout).not.toMatch(/\d customers?$/m)
    for (const name of named) expect(stdout).toContain(name)
  })

  it('of a reseller are named with it, and what is remembered of them stays', async () => {
    const [reseller] = await cliJson<{indirect_partner_id: string; account_name: string}[]>('reseller list')
    const {indirect_partner_id, account_name} = reseller!
    const only = (reply: unknown, asked: {body: string; url: string}) =>
      `${asked.body} ${asked.url}`.includes(indirect_partner_id)
        ? refused(400, 'CBC.0101')(reply as never, asked as never)
        : undefined
    sandbox.changes = {ListSubCustomers: only, ListCustomerOrders: only}
    const today = await cliJson<Today>('today')
    expect(parts(today).sort()).toEqual([`customers of ${account_name}`, `orders of ${account_name}`])
    expect(today.customers).toBeUndefined()
    sandbox.changes = {}
    sandbox.asked()
    await cliJson('today')
    expect(sandbox.asked().filter(({operation}) => operation === 'ListPayPerUseCustomerResources')).toEqual([])
  })

  it('are those of resellers where these may not be asked for, unless the partner is no distributor', async () => {
    sandbox.changes = {ListIndirectPartners: refused(403, 'CBC.0155')}
    expect(parts(await cliJson<Today>('today'))).toEqual(['resellers and their customers'])
    expect(await cli('budget watch')).toMatchObject({exit: 4})
    expect(await cli(['bill', 'export', '--cycle', '2026-09', '--out', join(home, 'bills')])).toMatchObject({exit: 4})
    sandbox.changes = {ListIndirectPartners: refused(403, 'CBC.0151')}
    expect(await cliJson<Today>('today')).toMatchObject({failed: []})
    expect(await cli('budget watch')).toMatchObject({exit: 0})
  })
})

it("a customer that is not found may be a reseller's, where there are any", async () => {
  const line = "partnerctl reseller list    a reseller's customer is named with --reseller, or by its id"
  expect((await cli('budget show nobody')).stderr).toContain(line)
  sandbox.changes = {ListIndirectPartners: refused(403, 'CBC.0151')}
  expect(await cli('budget show nobody')).toMatchObject({exit: 3, stderr: expect.not.stringContaining('reseller')})
})

it("a reseller's customer that is not found is told with its reseller, in a line that lists it", async () => {
  const [reseller] = await cliJson<{account_name: string}[]>('reseller list')
  const list = ['customer', 'list', '--reseller', reseller!.account_name]
  const [customer] = await cliJson<{account_name: string}[]>(list)
  const {exit, stderr} = await cli(['budget', 'show', customer!.account_name])
  expect([exit, stderr]).toEqual([
    3,
    expect.stringContaining(`partnerctl ${list.join(' ')}    it has ${customer!.account_name}`),
  ])
})

it('ends after one request where the keys are wrong, and where all is denied', async () => {
  const all = (status: number, code: string) =>
    Object.fromEntries(TodayCommand.operations.map(operation => [operation, refused(status, code)]))
  sandbox.changes = all(401, 'APIGW.0301')
  sandbox.asked()
  expect(await cli('today')).toMatchObject({exit: 4, stdout: ''})
  expect(sandbox.asked()).toHaveLength(1)
  sandbox.changes = all(403, 'CBC.0155')
  expect(await cli('today')).toMatchObject({exit: 4, stdout: ''})
})

it("shows what resellers' customers have to pay, with lines that find it", async () => {
  const [reseller] = await cliJson<{indirect_partner_id: string}[]>('reseller list')
  const {indirect_partner_id} = reseller!
  const [customer] = await cliJson<{customer_id: string; account_name: string}[]>(
    `customer list --reseller ${indirect_partner_id}`,
  )
  const order = {order_id: 'CSFROMRESELLER', customer_id: customer!.customer_id, status: 6, amount_after_discount: 7}
  sandbox.changes = {
    ListCases: changed(data => ({...data, total_count: 0, incident_info_list: []})),
    ListCustomerOrders: changed((data, {url}) => {
      const theirs = url.includes(indirect_partner_id) ? [order] : []
      return {...data, total_count: theirs.length, order_infos: theirs}
    }),
  }
  const today = await cliJson<Today>('today')
  expect(today.orders).toEqual([{...order, indirect_partner_id, account_name: customer!.account_name}])
  const {stderr} = await cli('today')
  expect(stderr).toContain(`partnerctl order show CSFROMRESELLER --reseller ${indirect_partner_id}`)
})

it('lists nothing as expiring that was given back', async () => {
  const soon = new Date(Date.now() + 86_400_000).toISOString().replace(/\.\d+Z$/, 'Z')
  const row = (resource_id: string, status: number) => ({
    resource_id,
    resource_name: resource_id,
    status,
    expire_time: soon,
  })
  sandbox.changes = {
    ListPayPerUseCustomerResources: changed(() => ({
      total_count: 3,
      data: [row('used', 2), row('closed', 3), row('frozen', 4)],
    })),
  }
  const {expiring} = await cliJson<Today>('today --full')
  expect(new Set(expiring.map(({resource_id}) => resource_id))).toEqual(new Set(['used', 'frozen']))
})

it.each([
  'null',
  '{"expiring":7,"tickets":"x"}',
  '{"expiring":{"ID":null},"tickets":{"ID":{"at":5,"rows":[]}}}',
  '{"expiring":{"ID":{"at":"NOW","rows":[null,7,"x",[]]}}}',
  '{"expiring":{"ID":{"at":"NOW","rows":[{"resource_name":{"a":1},"expire_policy":[],"expire_time":5,"status":{}}]}}}',
  '{"expiring":{"ID":{"at":"NOW","rows":[{"resource_name":{"a":{}},"expire_time":"2999-01-01T00:00:00Z"}]}}}',
  '{"expiring":{"ID":{"at":"9999","rows":[]}},"tickets":{"ID":{"at":"whenever","rows":[{"incident_id":[1]}]}}}',
  '{"__proto__":{"expiring":{}},"tickets":{"__proto__":{"at":"NOW","rows":[{"__proto__":1}]}}}',
])('takes nothing for remembered that is no answer: %s', async text => {
  const folder = join(home, 'cache', 'today')
  const [name] = readdirSync(folder)
  const id = Object.keys(JSON.parse(readFileSync(join(folder, name!), 'utf8')).expiring)[0] ?? 'ID'
  writeFileSync(join(folder, name!), text.replaceAll('"ID"', `"${id}"`).replaceAll('NOW', new Date().toISOString()))
  const ran = await cli('today --long')
  expect(ran).toMatchObject({exit: 0, stderr: expect.not.stringContaining('unexpectedly')})
  expect(ran.stdout).not.toMatch(/undefined|NaN|\[object/)
})

it('does not ask again and again for answers of another type', async () => {
  sandbox.changes = Object.fromEntries(
    ['ListSubCustomerBudget', 'ListAuthorizations'].map(operation => [
      operation,
      changed(data => Object.fromEntries(Object.keys(data).map(name => [name, 'x']))),
    ]),
  )
  sandbox.asked()
  const {failed} = await cliJson<Today>('today --full')
  expect(failed.map(({part}) => part)).toEqual(expect.arrayContaining(['budgets', 'access']))
  const counts = new Map<string, number>()
  for (const {operation, body} of sandbox.asked().filter(({operation}) => sandbox.changes[operation])) {
    const one = `${operation} ${body}`
    counts.set(one, (counts.get(one) ?? 0) + 1)
  }
  expect([...counts].filter(([, count]) => count > 3)).toEqual([])
})

it('leaves the other customers for the next run where none of so many can be asked', async () => {
  const customers = Array.from({length: 100}, (_, i) => ({customer_id: `c${i}`, account_name: `n${i}`}))
  const settings = {now: new Date(), most: undefined, isWhole: true, isLasting: false}
  const ask = (refuses: (id: string) => boolean) => {
    const memory = {answers: () => new Map(), keep: () => {}} as never
    return eachCustomer(['tickets', 'ListCases'], customers, {...settings, memory}, async ({customer_id}) => {
      if (refuses(customer_id)) throw new Failure('denied', 'no')
      return []
    })
  }
  const {failed, coverage} = await ask(() => true)
  expect(failed.length).toBeLessThan(40)
  expect(coverage).toMatchObject({read: 0, of: 100})
  expect((await ask(id => id !== 'c3')).failed).toHaveLength(99)
})

it('asks few customers again who had something, first those whose is the newest, then each in its turn', async () => {
  const customers = Array.from({length: 40}, (_, i) => ({customer_id: `c${i}`, account_name: `n${i}`}))
  const at = (minute: number) => `2026-12-01T08:${String(minute).padStart(2, '0')}:00.000Z`
  const known = new Map(
    customers.map(({customer_id}, i) => [customer_id, {at: at(i), rows: [{create_time: at(i === 7 ? 59 : 0)}]}]),
  )
  const memory = {answers: () => known, keep: () => {}} as never
  const run = async (minute: number) => {
    const asked: string[] = []
    const settings = {now: new Date(at(minute)), most: 200, isWhole: true, isLasting: false, memory}
    await eachCustomer(['tickets', 'ListCases'], customers, settings, async ({customer_id}) => {
      asked.push(customer_id)
      return known.get(customer_id)!.rows
    })
    return asked
  }
  const first = await run(50)
  expect([first.length, first[0], first.includes('c0')]).toEqual([8, 'c7', true])
  const all = new Set(first)
  for (let minute = 51; minute < 60; minute++) for (const one of await run(minute)) all.add(one)
  expect(all.size).toBe(40)
})

it("finds a reseller's customer by name with --reseller, and so do the lines that are printed", async () => {
  const [{account_name}] = (await cliJson('customer list --reseller kestrel-it')) as [{account_name: string}]
  const who = `${account_name} --reseller kestrel-it`
  for (const line of [`subscription list --limit 1 -C ${who}`, `budget show ${who}`])
    expect([line, await cli(line)]).toEqual([line, expect.objectContaining({exit: 0})])
  const {exit, stderr} = await cli(`customer show ${who}`)
  const lines = [...stderr.matchAll(/^ {2}partnerctl ((?:ticket|order|budget|bill) .*(?:show|records) .*)$/gm)].map(
    ([, line]) => line!,
  )
  expect([exit, lines.length > 1]).toEqual([0, true])
  for (const line of lines) expect([line, (await cli(line)).exit]).toEqual([line, 0])
  expect(await cli(`order pay CS1 --confirm x -C ${account_name} --reseller nobody-at-all`)).toMatchObject({exit: 3})
})

it('asks anew what expires of whoever has ordered something since', async () => {
  await cliJson('today')
  const [customer] = await cliJson<{customer_id: string}[]>('customer list --limit 1')
  const order = {
    order_id: 'CSLATE',
    customer_id: customer!.customer_id,
    status: 5,
    create_time: new Date().toISOString(),
  }
  sandbox.changes = {
    ListCustomerOrders: changed((data, {url}) =>
      url.includes('create_time_begin') ? {...data, total_count: 1, order_infos: [order]} : data,
    ),
  }
  sandbox.asked()
  await cliJson('today')
  const asked = sandbox.asked().filter(({operation}) => operation === 'ListPayPerUseCustomerResources')
  expect(asked.map(({body}) => JSON.parse(body).customer_id)).toEqual([customer!.customer_id])
})
