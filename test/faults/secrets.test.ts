// D.1: 21, 22, 23. Secrets are where they belong and nowhere else; a program or a keychain that misbehaves is told in
// words.
import {spawn} from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {dirname, join, resolve} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {afterEach, beforeAll, describe, expect, it} from 'vitest'
import {type Ended, ended, program, World} from './support/world.js'

let world: World
let customer: {customer_id: string; account_name: string}
beforeAll(async () => {
  world = await World.start()
  const list = await world.json<(typeof customer)[]>(['customer', 'list', '--all', '--filter', 'budget_amount>0'])
  customer = list[0]!
  await world.calm()
})
afterEach(async () => {
  await world.calm()
  world.writeProfile()
})

/** Every file below a folder. */
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .map(name => join(folder, name))
    .filter(path => statSync(path).isFile())

describe('a secret', () => {
  it('is found in no output, file, log or process list', async () => {
    const {secret_access_key, access_key_id} = world.info.partner
    const password = 'Canary-Passw0rd-314'
    const code = 'CANARY99'
    const personal = 'CANARY-ID-20123456789'
    const file = world.file(
      'verify.csv',
      `customer,kind,name,number,files\n${customer.customer_id},individual,Canary Person,${personal},a.jpg\n`,
    )
    world.file('new.csv', `xaccount_id,country,email,verification_code\ncanary-1,PE,a@b.pe,${code}\n`)
    await world.fault('ShowSubCustomerBudget', 'reset-before', {count: 1})
    const common = ['--debug', '--log-file', 'run.log', '--summary']
    const as = ['--customer', customer.customer_id]
    const password_body = JSON.stringify({xaccount_id: 'canary-2', xaccount_type: 'X', domain_area: 'PE', password})
    const lines: string[][] = [
      ['customer', 'list', '-o', 'json', ...common],
      ['budget', 'show', customer.customer_id, ...common],
      ['budget', 'set', customer.customer_id, '9', '--dry-run', ...common],
      ['budget', 'set', customer.customer_id, '9', ...common],
      ['api', 'GET', '/v2/bills/customer-bills/monthly-sum?bill_cycle=2026-10', ...as, ...common],
      ['api', 'POST', '/v2/partners/sub-customers', '-d', password_body, '--dry-run', ...common],
      ['api', 'GET', '/v2/nothing', '-o', 'json', ...common],
      ['customer', 'import', 'new.csv', '--yes', ...common],
      ['realname', 'import', file, '--yes', ...common],
      ['profile', 'list', '--columns', 'all', '-o', 'json'],
      ['profile', 'show', 'acme', '-o', 'yaml'],
      ['profile', 'check', '--secrets', '-o', 'json'],
      ['audit', 'list', '--columns', 'all', '-o', 'json'],
    ]
    let seen = ''
    for (const line of lines) {
      const {stdout, stderr, exit} = await world.run(line)
      seen += `$ ${line[0]} ${line[1]} -> ${exit}\n${stdout}\n${stderr}\n`
    }
    // With the secret in the environment, as a program that prints it, and refused.
    const environment = {PARTNERCTL_ACCESS_KEY_ID: access_key_id, PARTNERCTL_SECRET_ACCESS_KEY: secret_access_key}
    const wrong = {...environment, PARTNERCTL_SECRET_ACCESS_KEY: 'CANARYWRONGSECRET'}
    for (const env of [environment, wrong]) {
      const {stdout, stderr} = await world.run(['customer', 'list', '--debug', '-o', 'json'], env)
      seen += stdout + stderr
    }

    // The keys that were taken for the customer lie in the cache, which is where they belong.
    const cached = filesBelow(join(world.folder, 'cache/keys')).map(path => JSON.parse(readFileSync(path, 'utf8')))
    expect(cached.length).toBeGreaterThan(0)
    const secrets = cached.flatMap(key => [key.secretAccessKey, key.securityToken])
    const canaries = [secret_access_key, 'CANARYWRONGSECRET', code, personal, 'Canary Person', ...secrets]
    const own = ['config/config.json', 'work/verify.csv', 'work/new.csv'].map(name => join(world.folder, name))
    const places = filesBelow(world.folder).filter(path => !own.includes(path) && !path.includes('/cache/keys/'))
    expect(places.some(path => path.endsWith('run.log'))).toBe(true)
    expect(places.some(path => path.includes('/bulk/'))).toBe(true)
    for (const canary of canaries) {
      expect(seen, canary.slice(0, 6)).not.toContain(canary)
      for (const path of places)
        expect(readFileSync(path, 'utf8'), `${canary.slice(0, 6)} in ${path}`).not.toContain(canary)
    }
    expect(seen).not.toMatch(/authorization: SDK-HMAC/i)
    // A dry run shows the request; only what the contract calls sensitive is hidden.
    expect(seen).not.toContain(password)
  })

  it('is not in the process list while the program runs', async () => {
    await world.fault('*', 'none', {delay: 1500})
    const child = world.start(['customer', 'list'])
    const end = ended(child)
    while ((await world.requests()).length === 0) await sleep(10)
    const {stdout} = await ended(spawn('ps', ['-ef'], {stdio: ['ignore', 'pipe', 'inherit']}))
    expect(stdout).toContain('customer list')
    expect(stdout).not.toContain(world.info.partner.secret_access_key)
    expect(readFileSync(`/proc/${child.pid}/cmdline`, 'utf8')).not.toContain(world.info.partner.secret_access_key)
    await end
  })

  it('is not given to the programs that are started', async () => {
    const dump = world.file(
      'dump.sh',
      `#!/bin/sh\n{ env; cat; tr '\\0' ' ' < /proc/$PPID/cmdline; } >> '${world.file('dumped.txt')}'\n`,
    )
    chmodSync(dump, 0o700)
    const keys = {
      Version: 1,
      AccessKeyId: world.info.partner.access_key_id,
      SecretAccessKey: world.info.partner.secret_access_key,
    }
    const print = world.file('print.mjs', `process.stdout.write(${JSON.stringify(JSON.stringify(keys))})`)
    world.writeProfile({
      credential_process: `"${process.execPath}" "${print}"`,
      access_key_id: undefined,
      secret_access_key: undefined,
    })
    const watched = await world.run(['budget', 'watch', '--all', '--exec', dump])
    expect(watched.stderr).not.toContain('could not be started')
    // The file is searched for the secret like every other; here, that there is something to search.
    expect(readFileSync(world.file('dumped.txt'), 'utf8')).toContain('PARTNERCTL_CUSTOMER=')
  })

  it('lies in files that only their owner may read', async () => {
    await world.run([
      'api',
      'GET',
      '/v2/bills/customer-bills/monthly-sum?bill_cycle=2026-10',
      '--customer',
      customer.customer_id,
    ])
    for (const name of ['config', 'cache', 'data']) {
      for (const path of filesBelow(join(world.folder, name))) {
        expect([path, statSync(path).mode & 0o077]).toEqual([path, 0])
      }
    }
  })

  it('has a place that can be asked for, and loose ones are called so', async () => {
    const good = await world.run(['profile', 'check', '--secrets', '-o', 'json'])
    expect([good.exit, JSON.parse(good.stdout)[0]]).toMatchObject([0, {profile: 'acme', source: 'file'}])
    const [file] = readdirSync(join(world.folder, 'cache/keys'))
    chmodSync(join(world.folder, 'cache/keys', file!), 0o644)
    const loose = await world.run(['profile', 'check', '--secrets'])
    expect([loose.exit, loose.stdout]).toEqual([1, expect.stringContaining('others may read')])
    rmSync(join(world.folder, 'cache/keys'), {recursive: true})
    world.writeProfile({credential_process: 'keys acme', access_key_id: undefined, secret_access_key: undefined})
    expect((await world.run(['profile', 'check', '--secrets'])).stdout).toContain('has no full path')
  })
})

describe('a credential_process', () => {
  const {execPath} = process
  const run = async (script: string, more: string[] = []): Promise<Ended> => {
    const path = world.file('keys.mjs', script)
    world.writeProfile({
      credential_process: `"${execPath}" "${path}" ${more.join(' ')}`,
      access_key_id: undefined,
      secret_access_key: undefined,
    })
    return world.run(['customer', 'list', '--limit', '1'], {PARTNERCTL_CREDENTIAL_TIMEOUT: '1'})
  }
  const print = (keys: object) => `process.stdout.write(${JSON.stringify(JSON.stringify(keys))})`
  const keys = () => ({
    Version: 1,
    AccessKeyId: world.info.partner.access_key_id,
    SecretAccessKey: world.info.partner.secret_access_key,
  })

  it('that prints keys is all that is needed; its noise on stderr is the user’s', async () => {
    const ran = await run(`process.stderr.write('noise\\n');${print(keys())}`)
    expect([ran.exit, ran.stderr]).toEqual([0, expect.stringContaining('noise')])
  })

  it('is started without a shell', async () => {
    const ran = await run(print(keys()), ['; touch pwned', '$(touch', 'pwned)'])
    expect([ran.exit, existsSync(world.file('pwned'))]).toEqual([0, false])
  })

  const bad: [string, () => string, RegExp][] = [
    ['hangs', () => 'setInterval(() => {}, 1000)', /gave no answer within 1 s/],
    ['ignores the end', () => `process.on('SIGTERM', () => {});setInterval(() => {}, 1000)`, /gave no answer/],
    ['prints megabytes', () => `process.stdout.write('x'.repeat(5e6));setInterval(() => {}, 1000)`, /more than 64 KB/],
    ['fails', () => 'process.exit(3)', /ended with exit code 3/],
    ['is killed', () => `process.kill(process.pid, 'SIGKILL')`, /was ended by SIGKILL/],
    ['prints no JSON', () => `process.stdout.write('CANARYSECRET')`, /did not print JSON/],
    ['prints half', () => print({Version: 1, AccessKeyId: 'CANARYSECRET'}), /must print Version 1/],
    ['prints another version', () => print({...keys(), Version: 2}), /must print Version 1/],
    [
      'prints keys that have expired',
      () => print({...keys(), Expiration: '2020-01-01T00:00:00Z'}),
      /that have expired/,
    ],
    ['prints nonsense for the end', () => print({...keys(), Expiration: 'soon'}), /that have expired/],
  ]
  for (const [what, script, message] of bad) {
    it(`that ${what} is an error, and what it printed is not shown`, async () => {
      const ran = await run(script())
      expect([ran.exit, ran.stdout, ran.stderr]).toEqual([4, '', expect.stringMatching(message)])
      expect(ran.stderr).not.toContain('CANARYSECRET')
      expect(await world.requests()).toEqual([])
    })
  }

  it('that does not exist is an error', async () => {
    world.writeProfile({credential_process: '/nowhere/keys', access_key_id: undefined, secret_access_key: undefined})
    const ran = await world.run(['customer', 'list'])
    expect([ran.exit, ran.stderr]).toEqual([4, expect.stringContaining('cannot be started (ENOENT)')])
  })
})

describe('the keychain', () => {
  /** A copy of the program whose keychain is played by a file, or misbehaves. */
  function withKeychain(body: string): string {
    const root = resolve(dirname(program), '..')
    const copy = world.file(`copy-${Math.random().toString(36).slice(2)}`)
    mkdirSync(join(copy, 'node_modules'), {recursive: true})
    for (const name of ['dist', 'bin', 'src/api/contract', 'src/sandbox/data', 'package.json', 'oclif.manifest.json']) {
      if (existsSync(join(root, name))) cpSync(join(root, name), join(copy, name), {recursive: true})
    }
    for (const name of readdirSync(join(root, 'node_modules'))) {
      if (name !== '@napi-rs') symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name))
    }
    const keyring = join(copy, 'node_modules/@napi-rs/keyring')
    if (body) {
      mkdirSync(keyring, {recursive: true})
      writeFileSync(join(keyring, 'package.json'), '{"name":"@napi-rs/keyring","main":"index.js"}')
      writeFileSync(join(keyring, 'index.js'), body)
    }
    return join(copy, 'bin/run.js')
  }
  const store = () => join(world.folder, 'keychain.json')
  const working = () => `
    const {readFileSync, writeFileSync} = require('node:fs')
    const file = ${JSON.stringify(store())}
    const all = () => { try { return JSON.parse(readFileSync(file, 'utf8')) } catch { return {} } }
    exports.Entry = class {
      constructor(service, account) { this.key = service + ' ' + account }
      getPassword() { return all()[this.key] ?? null }
      setPassword(secret) { writeFileSync(file, JSON.stringify({...all(), [this.key]: secret})) }
      deletePassword() { const {[this.key]: _, ...rest} = all(); writeFileSync(file, JSON.stringify(rest)); return true }
    }`
  const start = (script: string, args: string[], input = '') => {
    const child = spawn(process.execPath, [script, ...args], {env: world.env, cwd: join(world.folder, 'work')})
    child.stdin.on('error', () => {})
    child.stdin.end(input)
    return ended(child)
  }
  const config = () => readFileSync(join(world.folder, 'config/config.json'), 'utf8')

  it('keeps the secret instead of the file, gives it to the client, and forgets it with the profile', async () => {
    const script = withKeychain(working())
    const secret = world.info.partner.secret_access_key
    const moved = await start(script, ['profile', 'add', 'acme', '--keychain', '--yes'])
    expect([moved.exit, moved.stderr]).toEqual([0, expect.not.stringContaining(secret)])
    expect(config()).not.toContain(secret)
    expect(readFileSync(store(), 'utf8')).toContain(secret)
    expect((await start(script, ['customer', 'list', '--limit', '1'])).exit).toBe(0)
    const places = await start(script, ['profile', 'check', '--secrets', '-o', 'json'])
    expect(JSON.parse(places.stdout)[0]).toMatchObject({source: 'keychain'})
    expect((await start(script, ['profile', 'remove', 'acme', '--yes'])).exit).toBe(0)
    expect(readFileSync(store(), 'utf8')).not.toContain(secret)
  })

  const bad: [string, string, RegExp][] = [
    ['is not installed', '', /is not installed/],
    [
      'hangs',
      // Not for ever: where nobody ends it, it ends by itself.
      `const hang = () => { const end = Date.now() + 20_000; while (Date.now() < end); }
       exports.Entry = class { getPassword() { hang() } setPassword() { hang() } }`,
      /no answer within 3 s/,
    ],
    [
      'is locked',
      `exports.Entry = class { getPassword() { throw new Error('is locked') } setPassword() { throw new Error('is locked') } }`,
      /is locked/,
    ],
    [
      'dies',
      `exports.Entry = class { getPassword() { process.abort() } setPassword() { process.abort() } }`,
      /ended without an answer/,
    ],
    [
      'loses what it is given',
      `exports.Entry = class { getPassword() { return null } setPassword() {} }`,
      /has no secret for/,
    ],
  ]
  for (const [what, body, message] of bad) {
    it(`that ${what} is an error, and the secret is never put into the file instead`, async () => {
      const script = withKeychain(body)
      const add = [
        'profile',
        'add',
        'new',
        '--site',
        'intl',
        '--access-key-id',
        'AK',
        '--secret-file',
        '-',
        '--keychain',
      ]
      const added = await start(script, add, 'CANARYSECRET')
      expect([added.exit, added.stderr]).toEqual([4, expect.stringMatching(message)])
      expect(config()).not.toContain('CANARYSECRET')
      expect(config()).not.toContain('"new"')
      world.writeProfile({keychain: true, secret_access_key: undefined})
      const used = await start(script, ['customer', 'list'])
      expect([used.exit, used.stderr]).toEqual([4, expect.stringMatching(/keychain cannot be used/)])
      expect(await world.requests()).toEqual([])
    })
  }
})
