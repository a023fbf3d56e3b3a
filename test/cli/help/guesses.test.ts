// What users of gh, aws, az, kubectl and heroku type first: it runs, or the answer names the right command.
import {readFileSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {changes, commandsOf, guessesFor, ours, search} from '../../../src/cli/help/guesses.js'
import {commandIn, knowCommands, knownCommands} from '../../../src/cli/next-step.js'
import {cli, emptyHome} from '../../support/cli.js'
import {sourceOf} from '../../support/command-lines.js'

const manifest = JSON.parse(readFileSync(join(resolve(import.meta.dirname, '../../..'), 'oclif.manifest.json'), 'utf8'))
beforeAll(() => knowCommands(sourceOf(Object.values(manifest.commands))))

/** Read as this program says it. */
const run: [string, string][] = [
  ['customers', 'customer list'],
  ['customer ls', 'customer list'],
  ['customers list', 'customer list'],
  ['customers ls --limit 3', 'customer list --limit 3'],
  ['customer get acme-01', 'customer show acme-01'],
  ['customer view acme-01', 'customer show acme-01'],
  ['customer info acme-01', 'customer show acme-01'],
  ['customer describe acme-01 -o json', 'customer show acme-01 -o json'],
  ['orders', 'order list'],
  ['order ls', 'order list'],
  ['order get CS1', 'order show CS1'],
  ['orders show CS1', 'order show CS1'],
  ['order describe CS1', 'order show CS1'],
  ['tickets', 'ticket list'],
  ['ticket ls', 'ticket list'],
  ['ticket view TS1', 'ticket show TS1'],
  ['ticket get TS1', 'ticket show TS1'],
  ['tickets --all', 'ticket list --all'],
  ['ticket label ls', 'ticket label list'],
  ['ticket authorize get A1', 'ticket authorize show A1'],
  ['ticket attach ls TS1', 'ticket attach list TS1'],
  ['budgets', 'budget list'],
  ['budget ls', 'budget list'],
  ['budget get acme-01', 'budget show acme-01'],
  ['budget describe acme-01', 'budget show acme-01'],
  ['coupons', 'coupon list'],
  ['coupon get C1', 'coupon show C1'],
  ['coupon quota ls', 'coupon quota list'],
  ['credit get', 'credit show'],
  ['credits show', 'credit show'],
  ['invoices', 'invoice list'],
  ['invoice ls', 'invoice list'],
  ['packages', 'package list'],
  ['package describe P1', 'package show P1'],
  ['profiles', 'profile list'],
  ['profile ls', 'profile list'],
  ['profile view', 'profile show'],
  ['resellers', 'reseller list'],
  ['reseller quota ls', 'reseller quota list'],
  ['resources', 'resource list'],
  ['resource ls', 'resource list'],
  ['subscriptions', 'subscription list'],
  ['subscription ls', 'subscription list'],
  ['sandbox fault ls', 'sandbox fault list'],
  ['sandbox snapshot ls', 'sandbox snapshot list'],
  ['sandbox info', 'sandbox status'],
  ['realname get acme-01', 'realname status acme-01'],
  ['realname show acme-01', 'realname status acme-01'],
  ['audit ls', 'audit list'],
  ['version', '--version'],
  ['list customers', 'customer list'],
  ['list customers --limit 3', 'customer list --limit 3'],
  ['get orders', 'order list'],
  ['get order CS1', 'order show CS1'],
  ['describe ticket TS1', 'ticket show TS1'],
  ['ls tickets', 'ticket list'],
  ['show budget acme-01', 'budget show acme-01'],
  ['list ticket labels', 'ticket label list'],
  ['show bill summary', 'bill summary'],
  ['list bill records', 'bill records'],
  ['customer:list', 'customer list'],
  ['customers:ls --all', 'customer list --all'],
  ['order:get CS1', 'order show CS1'],
  ['ticket:label:list', 'ticket label list'],
]

/** Answered with these commands, the likeliest first. */
const named: [string, string[]][] = [
  ['customer suspend acme-01', ['customer freeze']],
  ['customer disable acme-01', ['customer freeze']],
  ['customer enable acme-01', ['customer unfreeze']],
  ['customer resume acme-01', ['customer unfreeze']],
  ['customer new', ['customer create']],
  ['customer add acme-01', ['customer create', 'customer import']],
  ['customer register', ['customer create']],
  ['customer search acme', ['customer list']],
  ['customer find acme', ['customer list']],
  ['customer upload file.csv', ['customer import']],
  ['budget update acme-01 500', ['budget set']],
  ['budget edit acme-01', ['budget set']],
  ['budget create acme-01 500', ['budget set']],
  ['budget adjust acme-01', ['budget set']],
  ['budget raise acme-01', ['budget set']],
  ['ticket score TS1', ['ticket rate']],
  ['ticket open', ['ticket create', 'ticket show']],
  ['ticket new', ['ticket create']],
  ['ticket comment TS1 hello', ['ticket reply']],
  ['ticket answer TS1', ['ticket reply']],
  ['ticket resolve TS1', ['ticket close']],
  ['ticket escalate TS1', ['ticket urge']],
  ['ticket history TS1', ['ticket history']],
  ['ticket events TS1', ['ticket history']],
  ['ticket search network', ['ticket list']],
  ['ticket rm TS1', ['ticket delete', 'ticket cancel']],
  ['ticket upload a.png', ['ticket attach upload']],
  ['ticket download A1', ['ticket export', 'ticket attach download']],
  ['order refund CS1', ['order refund-details']],
  ['order rm CS1', ['order cancel']],
  ['order delete CS1', ['order cancel']],
  ['subscription cancel R1', ['subscription unsubscribe']],
  ['subscription extend R1', ['subscription renew']],
  ['subscription delete R1', ['subscription unsubscribe']],
  ['subscription terminate R1', ['subscription unsubscribe']],
  ['coupon give acme-01', ['coupon issue']],
  ['coupon grant acme-01', ['coupon issue']],
  ['coupon withdraw C1', ['coupon reclaim']],
  ['account top-up acme-01 100', ['account grant']],
  ['account fund acme-01 100', ['account grant']],
  ['account transfer acme-01 5', ['account grant']],
  ['price list', ['price export']],
  ['price get', ['pricebook test']],
  ['bill list', ['bill query', 'bill records', 'bill export']],
  ['bill download', ['bill export']],
  ['profile create north', ['profile add']],
  ['profile delete north', ['profile remove']],
  ['profile switch north', ['profile use']],
  ['sso login', ['sso link']],
  ['realname verify acme-01', ['realname submit']],
  ['refund', ['order refund-details', 'order list', 'subscription unsubscribe']],
  ['suspend acme-01', ['customer freeze']],
  ['login', ['profile add', 'sso link']],
  ['whoami', ['profile show', 'profile check']],
  ['configure', ['profile add', 'doctor']],
  ['config', ['profile list', 'profile add', 'doctor']],
  ['balance', ['credit show', 'account balances']],
  ['money', ['credit show', 'account balances', 'bill summary']],
  ['usage', ['cost query', 'package usage', 'bill records']],
  ['issue list', ['ticket list']],
  ['users', ['customer list', 'customer show']],
  ['servers', ['resource list', 'subscription list', 'sandbox start']],
  ['kyc', ['realname status', 'realname submit']],
  ['console acme-01', ['sso link', 'customer open']],
  ['list', ['customer list', 'order list', 'ticket list', 'budget list', 'coupon list']],
  ['ls', ['customer list', 'order list', 'ticket list', 'budget list', 'coupon list']],
  ['get CS1', ['customer show', 'order show', 'ticket show', 'budget show', 'coupon show']],
  ['messages TS1', ['ticket messages']],
  ['pay', ['order pay']],
  ['pay CS1', ['order pay']],
  ['freeze acme-01', ['customer freeze']],
  ['block acme-01', ['customer freeze']],
  ['urge TS1', ['ticket urge']],
  ['renew R1', ['subscription renew']],
  ['pay order CS1', ['order pay']],
  ['freeze customer acme-01', ['customer freeze']],
  ['suspend customer acme-01', ['customer freeze']],
  ['cancel order CS1', ['order cancel']],
  ['close ticket TS1', ['ticket close']],
  ['create ticket', ['ticket create']],
  ['set budget acme-01 500', ['budget set']],
  ['customer pay CS1', ['order pay']],
  ['pay bill', ['order pay']],
  ['export bills', ['bill export']],
  ['open customer acme-01', ['customer open']],
  ['watch tickets', ['ticket watch']],
]

describe('a first guess', () => {
  it('is one of at least a hundred', () => expect(run.length + named.length).toBeGreaterThanOrEqual(100))

  it.each(run)('%s runs %s', (line, meant) => {
    expect(ours(line.split(' '))).toEqual(meant.split(' '))
    const command = commandIn(meant.split(' '))
    if (command) expect(changes(command)).toBe(false)
  })

  it.each(named)('%s is answered with %j', (line, meant) => {
    expect(ours(line.split(' '))).toEqual(line.split(' '))
    expect(guessesFor(line)).toEqual(meant)
  })

  it.each(['get', 'show', 'view', 'list', 'find', 'search', 'describe', 'info', 'ls', 'history', 'status'])(
    'with "%s" is never answered with a change, in any topic',
    verb => {
      for (const topic of new Set(
        [...knownCommands().keys()].filter(name => name.includes(' ')).map(name => name.split(' ')[0]!),
      )) {
        const line = `${topic} ${verb} x`
        const read = commandIn(ours(line.split(' ')))
        for (const name of [...guessesFor(line), ...(read ? [read] : [])])
          if (knownCommands().has(name)) expect([line, name, changes(name)]).toEqual([line, name, false])
      }
    },
  )

  it('that is no command names those of its topic', () => {
    expect(commandsOf('price list')).toEqual({topic: 'price', commands: ['export', 'quote', 'renewal']})
    expect(commandsOf('weather today')).toBeUndefined()
  })

  it('leaves a line alone that begins with a command', () => {
    for (const line of ['customer list ls', 'ticket attach download A1', 'api get /v2/x', 'explain version'])
      expect(commandIn(line.split(' '))).toBeDefined()
  })
})

describe('flags before the command', () => {
  beforeAll(() => void emptyHome({PARTNERCTL_SANDBOX_SCENARIO: 'empty'}))

  it.each([
    ['--profile sandbox customer list'],
    ['-p sandbox customers'],
    ['-psandbox --no-input -o csv customer ls'],
    ['--output=csv --profile=sandbox list customers'],
  ])('are taken where every command has them: %s', async line => {
    const ran = await cli(line)
    expect([ran.exit, ran.stderr]).toEqual([0, expect.stringContaining('nothing here is real')])
  })

  it.each([
    ['--customer acme-01 ticket list', 'partnerctl ticket list --customer acme-01'],
    ['-y -p sandbox customer freeze a', 'partnerctl customer freeze a -y -p sandbox'],
    ['-p sandbox --limit 3 customers', 'partnerctl customer list -p sandbox --limit 3'],
    ['-p sandbox', 'partnerctl help'],
    ['-p', 'partnerctl help'],
    ['--nope', 'partnerctl help'],
    ['--nope customers', 'partnerctl customer list --help'],
  ])('are answered with the line that is meant: %s', async (line, meant) => {
    expect(await cli(line)).toMatchObject({exit: 2, stdout: '', stderr: expect.stringContaining(`\n  ${meant}\n`)})
  })

  it('leave help and version alone', async () => {
    expect((await cli('--version')).stdout).toMatch(/^partnerctl/)
    expect((await cli('-p sandbox --help')).stdout).toContain('TOPICS')
    expect((await cli('-p sandbox help order pay')).stdout).toContain('order pay ORDER')
  })
})

describe('a line that was read as ours', () => {
  it('is answered as such when a flag of it is wrong', async () => {
    emptyHome()
    const ran = await cli('customers --nope')
    expect(ran).toMatchObject({exit: 2, stderr: expect.stringContaining('partnerctl customer list --help')})
  })
})

describe('a search', () => {
  it.each([
    ['refund', 'order refund-details'],
    ['suspend', 'customer freeze'],
    ['kyc', 'realname status'],
    ['ListCases', 'ticket list'],
    ['invoice', 'invoice list'],
  ])('for %s finds %s', (word, command) => {
    expect(search([word]).map(one => one.command)).toContain(command)
  })

  it('for nothing finds all', () => expect(search([])).toHaveLength(knownCommands().size))

  it.each(['help suspend', 'commands suspend'])('is what `%s` does', async line => {
    emptyHome()
    const ran = await cli(line)
    expect(ran).toMatchObject({exit: 0, stderr: ''})
    expect(ran.stdout).toContain('customer freeze')
  })

  it.each([
    ['help list customers', 'partnerctl customer list'],
    ['order pay CS1 --help -C acme-01 --limit 3', 'partnerctl order pay'],
    ['help customer:list', 'partnerctl customer list'],
    ['help pay order', 'partnerctl order pay'],
    ['help customers', 'partnerctl customer COMMAND'],
    ['help ticket labels', 'partnerctl ticket label COMMAND'],
  ])('is not what `%s` wants', async (line, usage) => {
    const {exit, stdout, stderr} = await cli(line)
    expect([stderr, exit, stdout.replaceAll(/\s+/g, ' ')]).toEqual(['', 0, expect.stringContaining(`USAGE $ ${usage}`)])
  })

  it('for a thing is not for all that is done with things', () => {
    const found = search(['login']).map(one => one.command)
    expect(found.slice(0, 2).sort()).toEqual(['profile add', 'sso link'])
    expect(found.filter(command => /fault|attach|label|link add/.test(command))).toEqual([])
  })

  it('of a code explains it', async () => {
    expect((await cli('help CBC.99000039')).stdout).toContain('xaccount_id already used')
  })
})
