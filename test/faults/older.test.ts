// D.1: 28. What an older version wrote is read by this one. The fixtures stay as they were written; a new format adds
// another.
import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {cli, cliJson, emptyHome} from '../support/cli.js'

const fixtures = join(import.meta.dirname, 'fixtures')
const states = readdirSync(fixtures).filter(name => name.startsWith('state-'))

describe.each(states)('the sandbox’s state in %s', name => {
  const path = join(fixtures, name)
  beforeAll(async () => {
    emptyHome({PARTNERCTL_PROFILE: 'sandbox'})
    expect((await cli(['sandbox', 'import', path, '--yes'])).exit).toBe(0)
  })

  it('has its customer, whose budget has the digits that were typed', async () => {
    const [customer] = await cliJson<{customer_id: string}[]>('customer list --name kept-andes')
    expect(customer).toMatchObject({xaccount_id: 'kept-1', association_type: '3'})
    expect((await cli(['budget', 'show', 'kept-andes', '-o', 'json'])).stdout).toContain('"budget_amount": 123.45')
    const again = 'customer create --name kept-andes --country PE --platform-user kept-1'
    expect(await cliJson(again)).toMatchObject({status: 'existed', customer_id: customer!.customer_id})
  })

  it('has what was done to customers of the world', async () => {
    const [frozen] = await cliJson<object[]>('customer list --name fjord-telecom-01')
    expect(frozen).toMatchObject({is_frozen: 1})
    expect(await cliJson('realname status delta-analytics-00')).toMatchObject({review_result: expect.anything()})
  })

  it('has its tickets with their messages, and its labels', async () => {
    const {documents} = JSON.parse(readFileSync(path, 'utf8')) as {documents: {kind: string; id: string}[]}
    const tickets = documents.filter(one => one.kind === 'ticket')
    expect(tickets).toHaveLength(2)
    for (const {id} of tickets) {
      expect(await cliJson(['ticket', 'status', id])).toMatchObject({status: expect.any(Number)})
      expect((await cli(['ticket', 'show', id])).stdout).toMatch(/What is this charge|Kept open/)
    }
    expect(await cliJson('ticket label list')).toMatchObject([{name: 'kept-label'}])
  })

  it('has its orders, and what was bought with them', async () => {
    const order = (id: string) => cliJson<{order_info: {status: number}}>(['order', 'show', id])
    expect(await order('CS2611171731WDEDC')).toMatchObject({order_info: {status: 5}})
    expect(await order('CS2611161914Q2QX7')).toMatchObject({order_info: {status: 4}})
    const list = 'subscription list --customer cedar-media-0r --order CS2611171731WDEDC'
    expect((await cliJson<object[]>(list)).length).toBeGreaterThan(0)
  })

  it('goes out as it came in', async () => {
    const {stdout} = await cli('sandbox export -')
    const {documents, world} = JSON.parse(readFileSync(path, 'utf8'))
    const now = JSON.parse(stdout)
    expect(now.world).toBe(world)
    const kinds = (all: {kind: string; id: string}[]) => all.map(({kind, id}) => `${kind} ${id}`)
    expect(kinds(now.documents)).toEqual(expect.arrayContaining(kinds(documents)))
  })
})
