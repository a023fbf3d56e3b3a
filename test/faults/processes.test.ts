// D.1: 2, 16, 17, 18, 19, 20, 24, 25. Signals, many processes at once, full disks, closed pipes, tenants that must not
// mix.
import {spawn} from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {afterEach, beforeAll, describe, expect, it} from 'vitest'
import {isOwn} from '../support/traces.js'
import {proxy} from './support/tls.js'
import {ended, program, World} from './support/world.js'

interface Customer {
  customer_id: string
  account_name: string
  budget_amount?: number
}

let world: World
let customers: Customer[]
beforeAll(async () => {
  world = await World.start({scenario: 'small'})
  customers = await world.json<Customer[]>(['customer', 'list', '--all', '--filter', 'budget_amount>0'])
})
afterEach(() => world.calm())

const budgetFile = (name: string, amounts: Record<string, string>) =>
  world.file(
    name,
    `customer,budget\n${Object.entries(amounts)
      .map(row => row.join(','))
      .join('\n')}\n`,
  )

/** Waits until the sandbox has been asked something. */
async function asked(operation: string, count = 1): Promise<void> {
  while ((await world.requests(operation)).length < count) await sleep(10)
}

const show = async (customer: Customer) =>
  (await world.json<{budget_amount: number}>(['budget', 'show', customer.customer_id])).budget_amount

describe('a customer whose creation was answered into the void', () => {
  it('is called unknown, with the way to find out, which makes no second one', async () => {
    await world.admin('PUT', 'settings', {associationDelay: 1})
    await world.fault('CreateSubCustomer', 'reply-lost', {count: 1})
    const create = ['customer', 'create', '--name', 'lost-and-found', '--country', 'PE', '--platform-user', 'lost-1']
    const first = await world.run(create)
    expect(first.exit).toBe(9)
    expect(first.stderr).toContain('partnerctl customer list --all --filter xaccount_id=lost-1')
    await sleep(1200)
    const found = await world.json<Customer[]>(['customer', 'list', '--all', '--filter', 'xaccount_id=lost-1'])
    expect(found).toHaveLength(1)
    const second = await world.run([...create, '-o', 'json'])
    expect([second.exit, JSON.parse(second.stdout).status]).toEqual([0, 'existed'])
    const list = await world.json<Customer[]>(['customer', 'list', '--name', 'lost-and-found'])
    expect(list).toHaveLength(1)
  })
})

describe('a signal', () => {
  it('lets the write under way finish and tells how it ended; nothing else begins', async () => {
    const [a, b] = customers as [Customer, Customer]
    await world.fault('UpdateSubCustomerBudget', 'none', {delay: 700})
    const file = budgetFile('signal.csv', {[a.customer_id]: '501', [b.customer_id]: '502'})
    const child = world.start(['budget', 'apply', file, '--yes'])
    const end = ended(child)
    await asked('UpdateSubCustomerBudget')
    child.kill('SIGINT')
    const {exit, stderr} = await end
    const sent = (await world.requests('UpdateSubCustomerBudget')).length
    expect(exit === 130 || sent === 2, stderr).toBe(true)
    await world.calm()
    const result = world.read('signal.result.csv')
    // What was sent has its outcome; what was not is said not to have been.
    expect(result.match(/,changed,/g) ?? []).toHaveLength(sent)
    expect(result.match(/,not-sent,/g) ?? []).toHaveLength(2 - sent)
    expect(await world.json(['audit', 'list', '--filter', 'outcome=open'])).toEqual([])
    const again = await world.run(['budget', 'apply', file, '--yes'])
    expect([again.exit, await show(a), await show(b)]).toEqual([0, 501, 502])
  })

  it('a second time ends the program at once, and the log shows a write whose end is not known', async () => {
    const [a] = customers as [Customer]
    await world.fault('UpdateSubCustomerBudget', 'none', {delay: 3000})
    const child = world.start(['budget', 'set', a.customer_id, '503'])
    const end = ended(child)
    await asked('UpdateSubCustomerBudget')
    child.kill('SIGINT')
    await sleep(150)
    child.kill('SIGINT')
    expect((await end).exit).toBe(130)
    const [entry] = await world.json<{outcome: string}[]>(['audit', 'list', '--limit', '1'])
    expect(entry!.outcome).toBe('open')
  })

  for (const [signal, exit] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 143],
  ] as const) {
    it(`${signal} while a list is read ends with ${exit}, and leaves no file`, async () => {
      await world.fault('ListSubCustomers', 'none', {delay: 5000})
      const child = world.start(['customer', 'list', '--all', '-o', 'csv', '--output-file', 'cut.csv'])
      const end = ended(child)
      await asked('ListSubCustomers')
      child.kill(signal)
      expect((await end).exit).toBe(exit)
      expect(world.files().filter(name => name.startsWith('cut.csv'))).toEqual([])
    })

    it(`${signal} while a question stands ends with ${exit}, and the terminal is as it was`, async () => {
      // util-linux' script gives the program a terminal.
      const command = `${process.execPath} ${program} profile add`
      const child = spawn('script', ['-qfec', `${command}; echo "exit $?"; stty -a`, '/dev/null'], {
        env: {...world.env, TERM: 'xterm'},
        cwd: join(world.folder, 'work'),
        stdio: ['pipe', 'pipe', 'pipe'],
      })
      let text = ''
      child.stdout.setEncoding('utf8').on('data', piece => {
        text += piece
      })
      const end = ended(child)
      while (!text.includes('Name of the profile')) await sleep(20)
      const [, pid] = /^(\d+)/m.exec(await childOf(child.pid!)) ?? []
      process.kill(Number(pid), signal)
      await end
      expect(text).toContain(`exit ${exit}`)
      expect(text).toMatch(/[ ;]icanon/)
      expect(text).toMatch(/[ ;]echo[ ;]/)
      // The cursor was hidden and is shown again.
      expect(text.lastIndexOf('\u001b[?25h')).toBeGreaterThanOrEqual(text.lastIndexOf('\u001b[?25l'))
    })
  }

  it('ends what runs with --max-time, too', async () => {
    await world.fault('ListSubCustomers', 'none', {delay: 5000})
    const {exit, stderr} = await world.run(['customer', 'list', '--max-time', '0.5s', '--summary'])
    expect([exit, stderr]).toEqual([6, expect.stringContaining('the time of --max-time 0.5s is up')])
    expect(stderr).toMatch(
      /^partnerctl: command="customer list" profile=acme exit=6 outcome=unavailable seconds=\S+ requests=\d/m,
    )
  })
})

/** The running program below a process: the newest node among its descendants. */
async function childOf(pid: number): Promise<string> {
  const {stdout} = await ended(spawn('ps', ['-eo', 'pid=,ppid=,comm='], {stdio: ['ignore', 'pipe', 'inherit']}))
  const all = stdout
    .trim()
    .split('\n')
    .map(line => line.trim().split(/\s+/) as [string, string, string])
  const below = new Set([String(pid)])
  let found = ''
  for (let changed = true; changed; ) {
    changed = false
    for (const [own, parent, name] of all) {
      if (!below.has(parent) || below.has(own)) continue
      below.add(own)
      changed = true
      if (/node|MainThread/.test(name)) found = own
    }
  }
  return found
}

describe('ten processes at once', () => {
  it('write one audit log: no line is torn, none is lost, the chain holds', async () => {
    const before = await world.json<{lines: number}>(['audit', 'verify'])
    const some = customers.slice(0, 20)
    const ends = await Promise.all(
      Array.from({length: 10}, (_, n) => {
        const amounts = Object.fromEntries(some.map((one, row) => [one.customer_id, String(1000 + 100 * n + row)]))
        return world.run(['budget', 'apply', budgetFile(`audit-${n}.csv`, amounts), '--yes'])
      }),
    )
    expect(ends.map(({exit}) => exit)).toEqual(Array(10).fill(0))
    const sent = (await world.requests('UpdateSubCustomerBudget')).length
    expect(sent).toBeGreaterThan(50)
    const after = await world.json<{lines: number; breaks: object[]}>(['audit', 'verify'])
    expect([after.lines - before.lines, after.breaks]).toEqual([2 * sent, []])
  })

  it('use one cache of keys', async () => {
    rmSync(join(world.folder, 'cache'), {recursive: true, force: true})
    const [customer] = customers
    const ask = [
      'api',
      'GET',
      '/v2/bills/customer-bills/monthly-sum?bill_cycle=2026-10',
      '--customer',
      customer!.customer_id,
    ]
    const ends = await Promise.all(Array.from({length: 10}, () => world.run(ask)))
    expect(ends.map(({exit, stderr}) => [exit, stderr])).toEqual(Array(10).fill([0, '']))
    const [file, ...more] = readdirSync(join(world.folder, 'cache/keys'))
    expect(more).toEqual([])
    const key = JSON.parse(readFileSync(join(world.folder, 'cache/keys', file!), 'utf8'))
    expect(key).toMatchObject({kind: 'key', accessKeyId: expect.any(String)})
  })

  it('change one configuration: every profile is there, and it can always be read', async () => {
    const add = (n: number) =>
      ended(
        world.start(
          ['profile', 'add', `p${n}`, '--site', 'eu', '--access-key-id', `AK${n}`, '--secret-file', '-'],
          {},
          {
            stdio: [openedWith('secret'), 'pipe', 'pipe'],
          },
        ),
      )
    const ends = await Promise.all(Array.from({length: 10}, (_, n) => add(n)))
    expect(ends.map(({exit, stderr}) => [exit, /another|damaged/.test(stderr)])).toEqual(Array(10).fill([0, false]))
    const {profiles} = JSON.parse(readFileSync(join(world.folder, 'config/config.json'), 'utf8'))
    expect(Object.keys(profiles).sort()).toEqual(['acme', ...Array.from({length: 10}, (_, n) => `p${n}`)])
    world.writeProfile()
  })

  it('with one file of rows: one works, nine are refused', async () => {
    await world.fault('UpdateSubCustomerBudget', 'none', {delay: 1500})
    const file = budgetFile('one.csv', {[customers[0]!.customer_id]: '701'})
    const ends = await Promise.all(Array.from({length: 10}, () => world.run(['budget', 'apply', file, '--yes'])))
    expect(ends.map(({exit}) => exit).sort()).toEqual([0, ...Array(9).fill(5)])
    expect(ends.filter(({stderr}) => stderr.includes('is being worked on by another run'))).toHaveLength(9)
    expect(await world.requests('UpdateSubCustomerBudget')).toHaveLength(1)
  })

  it('with one --lock: one works, nine are refused; a lock whose owner was killed is taken over', async () => {
    await world.fault('ListSubCustomers', 'none', {delay: 1500})
    const list = ['customer', 'list', '--lock', 'nightly']
    const ends = await Promise.all(Array.from({length: 10}, () => world.run(list)))
    expect(ends.map(({exit}) => exit).sort()).toEqual([0, ...Array(9).fill(5)])
    const child = world.start(list)
    const end = ended(child)
    await asked('ListSubCustomers', 2)
    child.kill('SIGKILL')
    await end
    await world.calm()
    expect((await world.run(list)).exit).toBe(0)
  })
})

/** A descriptor from which a text can be read. */
function openedWith(text: string): number {
  return openSync(world.file('stdin', text), 'r')
}

describe('a full disk', () => {
  it('in the result is an error, and the file of the last time stays', async () => {
    world.file('kept.csv', 'as it was\n')
    const ran = await ended(
      spawn(
        'bash',
        ['-c', `ulimit -f 1; exec ${process.execPath} ${program} customer list --all -o json --output-file kept.csv`],
        {
          env: world.env,
          cwd: join(world.folder, 'work'),
        },
      ),
    )
    expect([ran.exit, ran.stderr]).toEqual([1, expect.stringContaining('the disk is full')])
    expect(world.read('kept.csv')).toBe('as it was\n')
    expect(world.files().filter(name => name.includes('.part'))).toEqual([])
  })

  it('in the journal stops the rows; afterwards each is sent once', async () => {
    const amounts = Object.fromEntries(customers.map((one, n) => [one.customer_id, String(800 + n)]))
    const file = budgetFile('full.csv', amounts)
    const env = {...world.env, PARTNERCTL_DATA_DIR: join(world.folder, 'small')}
    const command = `ulimit -f 8; exec ${process.execPath} ${program} budget apply ${file} --yes`
    const ran = await ended(spawn('bash', ['-c', command], {env, cwd: join(world.folder, 'work')}))
    expect([ran.exit === 0, ran.stderr]).toEqual([false, expect.stringContaining('the disk is full')])
    const before = (await world.requests('UpdateSubCustomerBudget')).length
    expect(before).toBeGreaterThan(0)
    const after = await world.run(['budget', 'apply', file, '--yes'], env)
    expect(after.exit).toBe(0)
    const sent = (await world.requests('UpdateSubCustomerBudget')).map(
      ({request_body}) => JSON.parse(request_body).customer_id,
    )
    expect(sent).toHaveLength(new Set(sent).size)
    expect(new Set(sent).size).toBe(customers.length)
  })

  it('on stdout is an error', async () => {
    const ran = await ended(
      world.start(
        ['customer', 'list', '--all', '-o', 'csv'],
        {},
        {stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe']},
      ),
    )
    expect([ran.exit, ran.stderr]).toEqual([1, expect.stringContaining('the disk is full')])
  })
})

describe('files of another shape than they should have', () => {
  const config = () => join(world.folder, 'config/config.json')
  const good = () => readFileSync(config(), 'utf8')
  const shapes: [string, (text: string) => string | Buffer, number][] = [
    ['cut off', text => text.slice(0, 40), 2],
    ['empty', () => '', 2],
    ['with a byte order mark', text => `\ufeff${text}`, 0],
    ['in UTF-16', text => Buffer.from(`\ufeff${text}`, 'utf16le'), 2],
    ['of a version to come', text => text.replace('"version":1', '"version":2'), 2],
    ['with a list for profiles', () => '{"version":1,"profiles":null}', 2],
    ['ten megabytes of it', text => `${text}${' '.repeat(10_000_000)}`, 0],
  ]
  for (const [what, change, exit] of shapes) {
    it(`a configuration ${what} never means another profile`, async () => {
      const text = good()
      writeFileSync(config(), change(text), {mode: 0o600})
      const ran = await world.run(['customer', 'list', '--limit', '1'])
      expect([ran.exit, ran.stderr.includes('sandbox')]).toEqual([exit, false])
      const sent = await world.requests()
      expect(sent.length > 0).toBe(exit === 0)
      writeFileSync(config(), text)
    })
  }

  it('a configuration that others may read, itself or through a link, is refused', async () => {
    const text = good()
    chmodSync(config(), 0o644)
    expect((await world.run(['customer', 'list'])).stderr).toContain('chmod 600')
    rmSync(config())
    writeFileSync(isOwn(join(world.folder, 'elsewhere.json')), text, {mode: 0o644})
    symlinkSync(join(world.folder, 'elsewhere.json'), config())
    expect((await world.run(['customer', 'list'])).stderr).toContain('can be read by other users')
    rmSync(config())
    world.writeProfile()
  })

  it('a loose umask and old folders do not make secrets readable', async () => {
    const home = join(world.folder, 'loose')
    mkdirSync(home)
    const env = {...world.env, PARTNERCTL_CONFIG_DIR: join(home, 'c'), PARTNERCTL_DATA_DIR: join(home, 'd')}
    const command = `umask 0; printf SK | ${process.execPath} ${program} profile add x --site eu --access-key-id AK --secret-file -`
    expect((await ended(spawn('bash', ['-c', command], {env}))).exit).toBe(0)
    expect(statSync(join(home, 'c')).mode & 0o777).toBe(0o700)
    expect(statSync(join(home, 'c/config.json')).mode & 0o777).toBe(0o600)
  })

  it('without a home folder the program says what to set', async () => {
    const {PARTNERCTL_CONFIG_DIR: _, PARTNERCTL_DATA_DIR: __, PARTNERCTL_CACHE_DIR: ___, ...env} = world.env
    const ran = await ended(
      spawn(process.execPath, [program, 'profile', 'list'], {env: {...env, HOME: '', XDG_CONFIG_HOME: ''}}),
    )
    expect(ran.stderr).not.toMatch(/\n\s+at /)
    expect([0, 2]).toContain(ran.exit)
  })
})

describe('a pipe that is closed', () => {
  it('does not stop rows on their way, nor hide how they ended', async () => {
    const file = budgetFile('pipe.csv', {[customers[0]!.customer_id]: '901', 'nobody-at-all': '1'})
    const command = `set -o pipefail; ${process.execPath} ${program} budget apply ${file} --yes -o json | true; echo "exit $?"`
    const {stdout} = await ended(spawn('bash', ['-c', command], {env: world.env}))
    expect(stdout).toBe('exit 7\n')
    expect(await show(customers[0]!)).toBe(901)
  })
})

describe('what must not mix', () => {
  it('the sandbox asks nobody but this machine, whatever the proxy says', async () => {
    const recorder = await proxy(9)
    const env = {HTTPS_PROXY: recorder.url, HTTP_PROXY: recorder.url, ALL_PROXY: recorder.url}
    expect((await world.run(['customer', 'list', '--profile', 'sandbox'], env)).exit).toBe(0)
    expect(recorder.asked).toEqual([])
  })

  it('a profile for the real platform never ends at the sandbox by itself', async () => {
    const before = (await world.requests()).length
    const config = join(world.folder, 'config/config.json')
    const {profiles} = JSON.parse(readFileSync(config, 'utf8'))
    const {endpoints: _, ...real} = profiles.acme
    writeFileSync(config, JSON.stringify({version: 1, current: 'acme', profiles: {acme: real}}))
    const recorder = await proxy(9)
    const ran = await world.run(['profile', 'check'], {HTTPS_PROXY: recorder.url})
    expect(ran.exit).not.toBe(0)
    expect(new Set(recorder.asked.map(({target}) => target))).toEqual(new Set(['bss-intl.myhuaweicloud.com:443']))
    expect((await world.requests()).length).toBe(before)
    world.writeProfile()
  })

  it('a key is not sent over plain http to another machine, even if the file says so', async () => {
    world.writeProfile({
      endpoints: {bss: 'http://198.51.100.7', osm: 'http://198.51.100.7', iam: 'http://198.51.100.7'},
    })
    const ran = await world.run(['profile', 'check'])
    expect([ran.exit, ran.stderr]).toEqual([2, expect.stringContaining('is not an https address')])
    world.writeProfile({bucket: {name: 'obs-acme', endpoint: 'http://198.51.100.7'}})
    const bucket = await world.run(['profile', 'check'])
    expect([bucket.exit, bucket.stderr]).toEqual([
      2,
      expect.stringContaining('the endpoint bucket "http://198.51.100.7"'),
    ])
    expect(bucket.stderr).toContain('partnerctl profile add acme --bucket obs-acme --bucket-endpoint https://...')
    world.writeProfile()
  })

  it('one partner never sees what is another partner’s, cached keys included', async () => {
    const [customer] = customers
    const ask = [
      'api',
      'GET',
      '/v2/bills/customer-bills/monthly-sum?bill_cycle=2026-10',
      '--customer',
      customer!.customer_id,
    ]
    expect((await world.run(ask)).exit).toBe(0)
    const {partners} = await world.admin<{
      partners: {
        domain_id: string
        xaccount_type: string
        users: {access_key_id: string; secret_access_key: string}[]
      }[]
    }>('GET', 'accounts')
    const other = partners.find(one => one.domain_id !== world.info.partner.domain_id)!
    const [user] = other.users
    // The same profile name, the same endpoints, another partner's key.
    world.writeProfile({
      domain_id: other.domain_id,
      xaccount_type: other.xaccount_type,
      access_key_id: user!.access_key_id,
      secret_access_key: user!.secret_access_key,
    })
    const denied = await world.run(ask)
    expect(denied.exit).not.toBe(0)
    expect(denied.stdout).toBe('')
    const seen = await world.json<Customer[]>(['customer', 'list', '--all'])
    expect(seen.map(one => one.customer_id)).not.toContain(customer!.customer_id)
    world.writeProfile()
    expect(existsSync(join(world.folder, 'cache'))).toBe(true)
  })
})
