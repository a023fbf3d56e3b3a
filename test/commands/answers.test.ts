// Answers about something else, answers that are half of what was asked, or that break off: what commands make of them.
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {type AlteredSandbox, alteredSandbox, changed, refused} from '../support/altered.js'
import {cli, cliJson, emptyHome, temporaryFolder} from '../support/cli.js'

let sandbox: AlteredSandbox
let customer: Record<string, string>
let other: Record<string, string>
beforeAll(async () => {
  emptyHome()
  sandbox = await alteredSandbox()
  ;[customer, other] = (await cliJson('customer list --limit 2')) as [Record<string, string>, Record<string, string>]
})
beforeEach(() => {
  sandbox.changes = {}
  sandbox.asked()
})

const writes = () =>
  sandbox
    .asked()
    .map(one => one.operation)
    .filter(id => !/^(List|Show|Check|Keystone|CreateTemporaryAccessKey|\/)/.test(id))

describe('an answer about another customer', () => {
  const lines = [
    'customer freeze ID --reason x --yes',
    'customer unfreeze ID --reason x --yes',
    'budget set ID 100',
    'realname submit ID --type individual --certificate passport --name A --number 1 --picture obs:a.jpg --picture obs:b.jpg --yes',
    'project grant ID --yes',
    'customer show ID',
    'customer freeze NAME --reason x --yes',
    'budget set NAME 100',
  ]
  it.each(lines)('is not used: %s', async line => {
    // The filter is ignored.
    const all = () => ({count: 1, customer_infos: [other]})
    sandbox.changes.ListSubCustomers = changed(all)
    const ran = await cli(line.replace('ID', customer.customer_id!).replace('NAME', customer.account_name!))
    expect(ran.exit, ran.stderr).toBe(1)
    expect(ran.stderr).toContain('the platform answered with')
    expect(writes()).toEqual([])
  })

  it('does not hide the customer who was asked for among others', async () => {
    sandbox.changes.ListSubCustomers = changed(() => ({count: 2, customer_infos: [other, customer]}))
    const ran = await cli(`budget set ${customer.customer_id} 1234`)
    expect(ran.exit, ran.stderr).toBe(0)
    const [sent] = sandbox.asked().filter(one => one.operation === 'UpdateSubCustomerBudget')
    expect(JSON.parse(sent!.body).customer_id).toBe(customer.customer_id)
  })
})

describe('an answer about another thing', () => {
  it('order: is neither shown nor paid', async () => {
    const orders = await cliJson<Record<string, string>[]>('order list --status pending-payment --all')
    const [one, two] = orders as [Record<string, string>, Record<string, string>]
    sandbox.changes.ShowCustomerOrderDetails = changed(data => {
      data.order_info.order_id = two.order_id
    })
    const shown = await cli(`order show ${one.order_id}`)
    expect([shown.exit, shown.stdout]).toEqual([1, ''])
    const paid = await cli(`order pay ${one.order_id} --customer ${one.customer_id} --confirm x`)
    expect(paid.exit, paid.stderr).toBe(1)
    expect(writes()).toEqual([])
  })

  it('ticket: is neither shown nor answered', async () => {
    const [one, two] = (await cliJson('ticket list --limit 2')) as [Record<string, string>, Record<string, string>]
    sandbox.changes.ShowCaseDetail = changed(data => {
      data.incident_detail_info.incident_id = two.incident_id
    })
    const shown = await cli(`ticket show ${one.incident_id}`)
    expect([shown.exit, shown.stdout], shown.stderr).toEqual([1, ''])
  })

  it('reseller: a name that it does not have is not the one that was named', async () => {
    const [one] = await cliJson<Record<string, string>[]>('reseller list')
    sandbox.changes.ListIndirectPartners = changed(() => ({count: 1, indirect_partners: [one]}))
    const byName = await cli('customer list --reseller nobody-of-this-name')
    expect([byName.exit, byName.stdout], byName.stderr).toEqual([1, ''])
  })

  it('resources: only those that were named are confirmed', async () => {
    const customers = await cliJson<Record<string, string>[]>('customer list --all')
    for (const {account_name} of customers) {
      const rows = await cliJson<Record<string, string>[]>(`subscription list --customer ${account_name}`)
      if (rows.length < 2) continue
      const [one, two] = rows as [Record<string, string>, Record<string, string>]
      sandbox.changes.ListPayPerUseCustomerResources = changed(data => ({...data, total_count: 1, data: [two]}))
      const ran = await cli(`subscription unsubscribe ${one.resource_id} --customer ${account_name} --confirm x`)
      expect(ran.stderr).not.toContain(two.resource_name ?? two.resource_id)
      return
    }
    throw new Error('nobody has two resources')
  })
})

describe('what stands beside the main answer', () => {
  it('leaves the customers when the budgets cannot be read, and says so once', async () => {
    sandbox.changes.ListSubCustomerBudget = refused(403, 'CBC.0151', 'no permission')
    const ran = await cli('customer list --all -o json')
    expect(ran.exit, ran.stderr).toBe(0)
    expect(JSON.parse(ran.stdout).length).toBeGreaterThan(10)
    expect(ran.stderr.match(/budgets cannot be read/g)).toHaveLength(1)
    expect(sandbox.asked().filter(one => one.operation === 'ListSubCustomerBudget')).toHaveLength(1)
  })

  it('leaves a ticket without its labels, relations and log, and without a count of its messages', async () => {
    const [one] = await cliJson<Record<string, string>[]>('ticket list --limit 1')
    for (const id of ['ListCaseLabels', 'ListRelation', 'ListCaseOperateLogs', 'ListAuthorizations', 'ListMessages'])
      sandbox.changes[id] = refused(403, 'OSM.01010002', 'no')
    const ran = await cli(`ticket show ${one!.incident_id}`)
    expect(ran.exit, ran.stderr).toBe(0)
    expect(ran.stdout).toContain(one!.incident_id)
    for (const what of ['the labels', 'the counts of messages']) expect(ran.stderr).toContain(`${what} cannot be read`)
  })

  it('does not keep an attachment from being sent', async () => {
    sandbox.changes.ShowAccessoryLimits = refused(403, 'OSM.01010002', 'no')
    const path = join(temporaryFolder(), 'trace.log')
    writeFileSync(path, 'words')
    const ran = await cli(['ticket', 'attach', 'upload', path])
    expect(ran.exit, ran.stderr).toBe(0)
    expect(ran.stderr).toContain('limits of attachments cannot be read')
  })

  it('does not keep a budget from being set', async () => {
    sandbox.changes.ShowSubCustomerBudget = refused(403, 'CBC.0151', 'no permission')
    const ran = await cli(`budget set ${customer.account_name} 4321`)
    expect(ran.exit, ran.stderr).toBe(0)
    expect(ran.stdout).not.toContain('none')
  })
})

describe('a list that fails late', () => {
  /** The first page comes, the second does not. */
  const late = () => {
    let asked = 0
    sandbox.changes.ListCustomerOrders = reply => {
      asked++
      const data = JSON.parse(reply.body)
      if (asked > 1) return {status: 400, body: JSON.stringify({error_code: 'CBC.0100', error_msg: 'no'})}
      return {...data, total_count: 10_000}
    }
  }
  const never = () => {
    sandbox.changes.ListCustomerOrders = refused(400, 'CBC.0100')
  }

  it('leaves whole JSON of what came', async () => {
    late()
    const ran = await cli('order list --all -o json')
    expect(ran.exit).toBe(5)
    expect(JSON.parse(ran.stdout).length).toBeGreaterThan(0)
  })

  it.each(['json', 'jsonl', 'csv', 'yaml', 'table'])('leaves nothing where nothing came: %s', async format => {
    never()
    const ran = await cli(`order list --all -o ${format}`)
    expect([ran.exit, ran.stdout]).toEqual([5, ''])
  })

  it('leaves a heading for a list that is empty', async () => {
    expect((await cli('customer list --name nobody-has-this -o csv')).stdout).toMatch(/^account_name,/)
    expect((await cli('customer list --name nobody-has-this -o json')).stdout).toBe('[]\n')
  })
})

describe('what an answer says about a row', () => {
  const quote = () =>
    `price quote --customer ${customer.account_name} --service ecs --resource-type hws.resource.type.vm --spec s6.large.2.linux --region la-north-2`

  it('a product without a project in the region has no price, and that is an error', async () => {
    sandbox.changes.KeystoneListProjects = changed(() => ({projects: [], links: {}}))
    const ran = await cli(quote())
    expect([ran.exit, ran.stdout]).toEqual([5, ''])
    expect(ran.stderr).toContain('the customer has no project in region la-north-2')
  })

  it.each(['', ' --period 1month'])('a price of another product is not used%s', async more => {
    const others = changed(data => {
      const lists = [data, data.official_website_rating_result, ...(data.optional_discount_rating_results ?? [])]
      for (const list of lists) for (const one of list?.product_rating_results ?? []) one.id = 'another'
    })
    sandbox.changes.ListOnDemandResourceRatings = others
    sandbox.changes.ListRateOnPeriodDetail = others
    const ran = await cli(quote() + more)
    expect([ran.exit, ran.stdout]).toEqual([5, ''])
    expect(ran.stderr).toContain('the answer has no price for it')
  })

  it('an error about a row that nobody sent leaves open what became of ours', async () => {
    sandbox.changes.FreezeSubCustomers = changed(() => ({
      error_details: [{id: 'x', error_code: 'CBC.5002', error_msg: 'no such customer'}],
    }))
    const ids = `${customer.customer_id} ${other.customer_id}`
    const two = await cli(`customer freeze ${ids} --reason x --yes`)
    expect(two.exit, two.stderr).toBe(9)
    const one = await cli(`customer freeze ${customer.customer_id} --reason x --yes`)
    expect(one.exit, one.stderr).toBe(3)
    expect(one.stdout).toContain('no such customer')
  })
})

describe('a code that the catalogue lists with its status', () => {
  it('decides: CBC.5002 with 500 is no customer, and is not asked for again', async () => {
    sandbox.changes.ListSubCustomers = refused(500, 'CBC.5002', 'customer does not exist')
    const ran = await cli(`customer show ${customer.customer_id}`)
    expect(ran.exit, ran.stderr).toBe(3)
    expect(sandbox.asked().filter(one => one.operation === 'ListSubCustomers')).toHaveLength(1)
  })

  it.each(['budget set ID 5', 'customer freeze ID --reason x --yes'])('decides for a write, too: %s', async line => {
    const no = refused(500, 'CBC.5002', 'customer does not exist')
    sandbox.changes = {UpdateSubCustomerBudget: no, FreezeSubCustomers: no}
    const ran = await cli(line.replace('ID', customer.customer_id!))
    expect(ran.exit, ran.stderr).toBe(3)
    expect(writes()).toHaveLength(1)
  })
})
