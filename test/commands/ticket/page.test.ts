// docs/tickets.md: its commands work as they are printed, in their order.
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, it} from 'vitest'
import {packageRoot} from '../../../src/package.js'
import {cli, cliJson} from '../../support/cli.js'
import {wordsOf} from '../../support/operations.js'
import {TicketDesk} from '../../support/tickets.js'

const page = readFileSync(join(packageRoot, 'docs/tickets.md'), 'utf8')
const sections = page.split(/^## /m).slice(1)

/** How many steps support takes before a section begins. */
const steps: Record<string, number> = {Urge: 1, Reply: 1, 'Give a login': 1, Close: 1}

let desk: TicketDesk
const names: Record<string, string> = {}
const started = process.cwd()

beforeAll(async () => {
  desk = await TicketDesk.open()
  process.chdir(desk.home)
  desk.file('trace.log', '07:40 connection timed out\n')
  const [customer] = await cliJson<{account_name: string}[]>('customer list --limit 1')
  names.CUSTOMER = customer!.account_name
})
afterAll(() => process.chdir(started))

const as = () => ['--customer', names.CUSTOMER!]

/** What the reader has by then: the ticket's id, the authorization that support asks for, and the file of logins. */
async function find(): Promise<void> {
  const open = await cliJson<{incident_id: string}[]>(['ticket', 'list', '--open', '--limit', '1', ...as()])
  names.TICKET = open[0]!.incident_id
  const {authorizations} = await cliJson<{authorizations: {id: string}[]}>(['ticket', 'show', names.TICKET, ...as()])
  if (!authorizations?.length) return
  names.AUTHORIZATION = authorizations[0]!.id
  const {incident_auth_detail_list: hosts} = await cliJson<{incident_auth_detail_list: {id: number; type: number}[]}>([
    ...['ticket', 'authorize', 'show', names.AUTHORIZATION],
    ...as(),
  ])
  desk.file('logins.csv', `${hosts.find(one => one.type === 1)!.id},root,Tr0ub4dor,2222\n`)
}

it.each(sections.map(text => [text.slice(0, text.indexOf('\n')), text]))('%s', async (title, text) => {
  if (title !== 'Create' && title !== 'Delete') {
    await desk.steps(steps[title!] ?? 0)
    await find()
  }
  const lines = [...text!.matchAll(/^partnerctl .*$/gm)].map(([line]) => line)
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines) {
    const filled = line.replace(/\b(CUSTOMER|TICKET|AUTHORIZATION)\b/g, word => names[word]!)
    const {exit, stderr} = await cli(wordsOf(filled).slice(1))
    expect({line, exit, stderr: exit === 0 ? '' : stderr}).toEqual({line, exit: 0, stderr: ''})
  }
})

it('ends with no ticket left of it', async () => {
  expect((await cli(['ticket', 'show', names.TICKET!, ...as()])).exit).toBe(3)
})
