// D.1: 16, 18, 19. Terminals, pipes, folders and disks that are not as usual.
import {spawn, spawnSync} from 'node:child_process'
import {chownSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {afterEach, beforeAll, describe, expect, it} from 'vitest'
import {isOwn} from '../support/traces.js'
import {type Ended, ended, program, World} from './support/world.js'

let world: World
let customers: {customer_id: string; account_name: string}[]
beforeAll(async () => {
  world = await World.start()
  customers = await world.json(['customer', 'list', '--all', '--filter', 'budget_amount>0'])
})
afterEach(() => world.calm())

const node = `'${process.execPath}' '${program}'`
/** A shell line in the working folder, with the program as `$P`. */
const shell = (line: string, env: Record<string, string> = {}): Promise<Ended> =>
  ended(
    spawn('bash', ['-c', `P="${node}"; ${line.replaceAll('$P', node)}`], {
      env: {...world.env, ...env},
      cwd: join(world.folder, 'work'),
    }),
  )

/** The newest process below one whose arguments hold a text. */
async function processOf(text: string): Promise<number> {
  for (;;) {
    const {stdout} = spawnSync('ps', ['-eo', 'pid=,args='], {encoding: 'utf8'})
    const line = stdout
      .split('\n')
      .find(one => one.includes(program) && one.includes(text) && !/script|sh -c/.test(one))
    if (line) return Number.parseInt(line, 10)
    await sleep(20)
  }
}

const shownAgain = (text: string) => text.lastIndexOf('\u001b[?25h') >= text.lastIndexOf('\u001b[?25l')

describe('a signal while a spinner turns', () => {
  for (const [signal, exit] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 143],
  ] as const) {
    it(`${signal}: rows under way end, the cursor is there again, and the exit code is ${exit}`, async () => {
      const [a, b] = customers as [(typeof customers)[0], (typeof customers)[0]]
      const name = `spin-${signal}.csv`
      world.file(
        name,
        `customer,budget\n${a.customer_id},31${exit + signal.length}\n${b.customer_id},32${exit + signal.length}\n`,
      )
      await world.fault('UpdateSubCustomerBudget', 'none', {delay: 700})
      // One at a time, so that one is under way and one is not.
      world.writeProfile({requests_per_second: 1})
      const child = world.onTerminal(['budget', 'apply', name, '--yes'])
      let text = ''
      child.stdout!.setEncoding('utf8').on('data', piece => {
        text += piece
      })
      const end = ended(child)
      while ((await world.requests('UpdateSubCustomerBudget')).length === 0) await sleep(20)
      while (!text.includes('\u001b[?25l')) await sleep(10)
      process.kill(await processOf(name), signal)
      await end
      world.writeProfile()
      expect(text).toContain(`exit ${exit}`)
      expect(shownAgain(text)).toBe(true)
      expect(text).toMatch(/[ ;]icanon/)
      const result = world.read(`spin-${signal}.result.csv`)
      expect(result).toMatch(new RegExp(`^2,${a.customer_id},changed,`, 'm'))
      expect(result).toMatch(new RegExp(`^3,${b.customer_id},not-sent,`, 'm'))
    })
  }
})

describe('a terminal', () => {
  it('that is dumb gets no escape sequences, no spinner, and no question it could not show', async () => {
    const lines = [
      ['customer', 'list', '--all'],
      ['bill', 'export', '--out', 'dumb.csv'],
      ['customer', 'show', 'nobody'],
    ]
    for (const args of lines) {
      const {stdout} = await ended(world.onTerminal(args, {env: {TERM: 'dumb'}}))
      expect(stdout).toMatch(/exit [03]\b/)
      expect(stdout).not.toContain('\u001b')
    }
  })

  it('with NO_COLOR gets none, with colour otherwise', async () => {
    const list = ['customer', 'list', '--limit', '1']
    const colour = /\u001b\[\d+m/
    expect((await ended(world.onTerminal(list, {env: {NO_COLOR: '1'}}))).stdout).not.toMatch(colour)
    expect((await ended(world.onTerminal(list))).stdout).toMatch(colour)
  })

  it('of a CI machine is asked nothing: a missing value names its flag', async () => {
    const child = world.onTerminal(['profile', 'remove', 'acme'], {env: {CI: 'true'}})
    const {stdout} = await ended(child)
    expect(stdout).toContain('exit 2')
    expect(stdout).toContain('--yes')
  })

  it('of 20 columns still shows every row', async () => {
    const {stdout} = await ended(world.onTerminal(['customer', 'list', '--limit', '3'], {columns: 20}))
    expect(stdout).toContain('exit 0')
    expect(stdout).not.toMatch(/\n\s+at /)
  })
})

describe('stdout', () => {
  it('that is read to its first line only is no error', async () => {
    const {stdout, stderr} = await shell(
      'set -o pipefail; $P customer list --all -o csv | head -1 > first.txt; echo "exit $?"',
    )
    expect([stdout, stderr]).toEqual(['exit 0\n', ''])
    expect(world.read('first.txt')).toContain('account_name')
  })

  it('that is closed from the start hides neither a failure nor a write', async () => {
    const [customer] = customers
    const set = await shell(`$P budget set ${customer!.customer_id} 4711 -o json >&-; echo "exit $?" >&2`)
    expect(set.stderr).not.toMatch(/\n\s+at /)
    expect(await world.json<object>(['budget', 'show', customer!.customer_id])).toMatchObject({budget_amount: 4711})
    const denied = await shell('$P customer show nobody-at-all >&-; echo "exit $?" >&2')
    expect(denied.stderr).toContain('exit 3')
  })

  it('and stderr may both be closed', async () => {
    const {stdout} = await shell('($P customer show nobody-at-all >&- 2>&-; echo $? > code.txt)')
    expect([stdout, world.read('code.txt')]).toEqual(['', '3\n'])
  })
})

describe('folders', () => {
  const elsewhere = (folder: string) => ({
    PARTNERCTL_CONFIG_DIR: folder,
    PARTNERCTL_DATA_DIR: folder,
    PARTNERCTL_CACHE_DIR: folder,
  })

  it('that cannot be written say so, and a write that cannot be noted is not sent', async () => {
    const [customer] = customers
    // Not even root can make a folder there.
    const env = {PARTNERCTL_DATA_DIR: '/sys/partnerctl'}
    const set = await world.run(['budget', 'set', customer!.customer_id, '99'], env)
    expect(set.exit).not.toBe(0)
    expect(set.stderr).toMatch(/\/sys\/partnerctl/)
    expect(set.stderr).not.toMatch(/unexpectedly|\n\s+at /)
    expect(await world.requests('UpdateSubCustomerBudget')).toEqual([])
    const add = await world.run(
      ['profile', 'add', 'x', '--site', 'eu', '--access-key-id', 'A', '--credential-process', '/bin/true'],
      elsewhere('/sys/partnerctl'),
    )
    expect([add.exit === 0, add.stderr]).toEqual([false, expect.not.stringMatching(/unexpectedly|\n\s+at /)])
  })

  it('whose cache cannot be written is no reason not to work', async () => {
    const [customer] = customers
    const ask = ['api', 'GET', '/v2/bills/customer-bills/monthly-sum?bill_cycle=2026-10']
    const {exit, stderr} = await world.run([...ask, '--customer', customer!.customer_id], {
      PARTNERCTL_CACHE_DIR: '/sys/partnerctl',
    })
    expect([exit, stderr]).toEqual([0, ''])
  })

  it.runIf(process.getuid?.() === 0)('whose configuration belongs to another user are not trusted', async () => {
    const folder = join(world.folder, 'theirs')
    mkdirSync(folder, {mode: 0o700})
    const file = join(folder, 'config.json')
    writeFileSync(isOwn(file), readFileSync(join(world.folder, 'config/config.json')), {mode: 0o600})
    chownSync(file, 12345, 12345)
    const {exit, stderr} = await world.run(['customer', 'list'], {PARTNERCTL_CONFIG_DIR: folder})
    expect([exit, stderr]).toEqual([2, expect.stringContaining('belongs to another user')])
    expect(await world.requests()).toEqual([])
  })
})

/** A file system of a few pages can be mounted here. */
const mayMount = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=64k none /mnt'], {}).status === 0

describe('a small disk', () => {
  it.runIf(mayMount)('that is full ends an export with its reason, and nothing has the final name', async () => {
    const mounted = `mount -t tmpfs -o size=64k none ${join(world.folder, 'small')}`
    mkdirSync(join(world.folder, 'small'))
    const line = `${mounted} && cd ${join(world.folder, 'small')} && { $P bill export --out all.csv; echo "exit $?"; ls; }`
    const {stdout, stderr} = await ended(
      spawn('unshare', ['-rm', 'bash', '-c', line.replaceAll('$P', node)], {env: world.env}),
    )
    expect(stdout).toContain('exit 1')
    expect(stderr).toContain('the disk is full')
    expect(stdout.split('\n')).not.toContain('all.csv')
  })
})
