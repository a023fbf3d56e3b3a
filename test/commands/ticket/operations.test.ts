import {readdirSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {describe, expect, it} from 'vitest'
import {operationTable} from '../../../src/api/contract/contract.js'
import {cli, cliJson} from '../../support/cli.js'
import {TicketDesk} from '../../support/tickets.js'

const folder = resolve(import.meta.dirname, '../../../src/commands/ticket')
const ticketOperations = Object.entries(operationTable().operations)
  .filter(([, operation]) => operation.service === 'osm')
  .map(([id]) => id)

/** Which operations each command says that it is there for. */
async function claims(): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  for (const file of readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter(name => name.endsWith('.ts'))) {
    const {default: command} = (await import(join(folder, file))) as {default: {operations: string[]}}
    found.set(file.replace(/\.ts$/, '').replaceAll('/', ' '), command.operations)
  }
  return found
}

describe('the table of operations and commands', () => {
  it('leads from every operation to a command, and from every command to operations', async () => {
    const table = await claims()
    const claimed = new Set([...table.values()].flat())
    expect(ticketOperations.filter(id => !claimed.has(id))).toEqual([])
    expect([...claimed].filter(id => !ticketOperations.includes(id))).toEqual([])
    expect([...table].filter(([, operations]) => operations.length === 0)).toEqual([])
  })

  it.each(['intl', 'eu', 'cn'] as const)(
    'holds on the site %s: every operation is called by a command line',
    async site => {
      const d = await TicketDesk.open({site})
      const ok = async (...words: string[]) => {
        const ran = await cli(words)
        if (ran.exit !== 0) throw new Error(`${words.join(' ')}: exit ${ran.exit}: ${ran.stderr}`)
        return ran.stdout
      }
      const ticket = (line: string, ...more: string[]) => ok('ticket', ...line.split(' '), ...more)
      const [customer] = (await cliJson<{customer_id: string; association_type: string}[]>('customer list')).filter(
        one => one.association_type !== '1',
      )
      const as = ['--customer', customer!.customer_id]
      for (const list of [
        'categories',
        'products',
        'problems',
        'regions',
        'customer-regions',
        'area-codes',
        'ratings',
        'users',
        'limits',
        'account',
      ]) {
        await ticket(`config ${list}`)
      }
      await ticket('config templates bt-down-ecs')
      await ticket('config parameters bt-down-ecs')
      await ticket('config severities --product cat-ecs --problem bt-down-ecs')
      await ticket('config account', ...as)
      await ticket('quota')
      await ticket('privilege list')
      await ticket('privilege grant export')
      await ticket('agreement show --type authorization')
      await ticket('agreement sign --type authorization --yes')
      await ticket('contact check a@example.com')
      await ticket('contact send-code a@example.com')
      const {ticket_codes} = await d.sandbox.admin<{ticket_codes: {code: string}[]}>('GET', '/verification-codes')
      await ticket('contact verify a@example.com --code', ticket_codes[0]!.code)
      await ticket('contact list')
      const [uploaded] = JSON.parse(await ticket('attach upload --for ticket -o json', d.file('a.png', 'png'))) as {
        accessory_id: string
      }[]
      const [spare] = JSON.parse(await ticket('attach upload --base64 -o json', d.file('b.txt', 'spare'))) as {
        accessory_id: string
      }[]
      await ticket('attach remove --yes', spare!.accessory_id)
      const id = await d.fault('--attachment', uploaded!.accessory_id)
      const other = await d.question()
      for (const command of [
        'show --mark-read',
        'status',
        'history',
        'messages',
        'messages --until now',
        'unread',
        'param show',
        'link list',
      ]) {
        const [first, ...rest] = command.split(' ')
        const words = rest[0]?.startsWith('--') || rest.length === 0 ? [first!, id, ...rest] : [first!, ...rest, id]
        await ok('ticket', ...words)
      }
      await ticket('param set', id, 'environment=test')
      await ticket('contact set', id, '--remind-time', '09:00-18:00', '--email', 'a@example.com')
      await ticket('label create prod')
      await ticket('label update prod --name live')
      await ticket('label list')
      await ticket('label add', id, 'live')
      await ticket('label remove', id, 'live')
      await ticket('label delete live --yes')
      await ticket('link add', id, other)
      await ticket('link remove', id, other)
      await ticket('attach list --urls', id)
      await ticket('attach url', uploaded!.accessory_id)
      await ticket('attach download --out', join(d.home, 'out'), id)
      await ticket('attach download --image --out', join(d.home, 'out'), id)
      const {message_id} = JSON.parse(await ticket('reply -o json', id, 'oops')) as {message_id: string}
      await ticket('recall', id, message_id)
      await ticket('list --open')
      await ticket('count')
      await ticket('watch --once')
      await ticket('export --out', join(d.home, 'tickets'))
      await d.steps(2)
      await ok('ticket', 'reply', id, 'here it is')
      await d.steps(1)
      const [asked] = await cliJson<{id: string}[]>(['ticket', 'authorize', 'list', '--ticket', id])
      await ticket('authorize agencies')
      await ticket('authorize show', asked!.id)
      await ticket('authorize grant --no-logins --yes', asked!.id)
      await ticket('authorize revoke --yes', asked!.id)
      await d.steps(1)
      await ticket('rate --score 5', id)
      await ticket('close --yes', id)
      const called = new Set((await d.requests()).map(one => one.operation))
      expect(ticketOperations.filter(one => !called.has(one))).toEqual([])
    },
    60_000,
  )
})
