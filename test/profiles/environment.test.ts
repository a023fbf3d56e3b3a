// Who the environment says that calls: keys and a site make a profile; without keys of its own nothing of it counts.
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {changeConfiguration, readConfiguration, storedConfiguration} from '../../src/profiles/profile.js'
import {startSandbox} from '../../src/sandbox/index.js'
import {cli, cliJson, emptyHome} from '../support/cli.js'

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let elsewhere: string
const visits: string[] = []
const stranger = createServer((request, response) => {
  visits.push(`${request.method} ${request.url}`)
  response.writeHead(403, {'content-type': 'application/json'}).end('{"error_code":"CBC.0151","error_msg":"no"}')
})

beforeAll(async () => {
  sandbox = await startSandbox({scenario: 'tiny'})
  await new Promise<void>(done => stranger.listen(0, '127.0.0.1', done))
  elsewhere = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`
})
afterAll(async () => {
  await sandbox.close()
  stranger.close()
})
beforeEach(() => {
  emptyHome()
  visits.length = 0
})

const set = (env: Record<string, string>) => Object.assign(process.env, env)
const keys = () => ({
  PARTNERCTL_ACCESS_KEY_ID: sandbox.info.partner.access_key_id,
  PARTNERCTL_SECRET_ACCESS_KEY: sandbox.info.partner.secret_access_key,
})
const endpoints = (origin: string) => ({
  PARTNERCTL_ENDPOINT_BSS: origin,
  PARTNERCTL_ENDPOINT_OSM: origin,
  PARTNERCTL_ENDPOINT_IAM: origin,
})
const here = () => endpoints(sandbox.info.endpoints.bss)

/** The profile acme in the file, with the sandbox's keys and addresses. */
const store = async (more = {}) => {
  const {endpoints, partner} = sandbox.info
  const {bss, osm, iam} = endpoints
  const {access_key_id, secret_access_key} = partner
  await changeConfiguration(configuration => {
    configuration.profiles.acme = {site: 'intl', endpoints: {bss, osm, iam}, access_key_id, secret_access_key, ...more}
  })
}

describe('the profile of the environment', () => {
  it('is made by a site and keys, and works for partner and customer', async () => {
    const {domain_id, xaccount_type} = sandbox.info.partner
    set({...keys(), ...here(), PARTNERCTL_SITE: 'intl'})
    set({PARTNERCTL_DOMAIN_ID: domain_id, PARTNERCTL_XACCOUNT_TYPE: xaccount_type})
    expect(readConfiguration()).toMatchObject({
      current: 'environment',
      profiles: {environment: {site: 'intl', domain_id}},
    })
    const [customer] = await cliJson<{customer_id: string}[]>('customer list --limit 1')
    const path = `/v2/bills/customer-bills/monthly-sum?bill_cycle=2026-10`
    expect(await cli(['api', 'GET', path, '--customer', customer!.customer_id])).toMatchObject({exit: 0})
    expect((await cli('profile show')).stdout).toContain('environment')
    expect((await cli('profile check --secrets')).stdout).toMatch(/^environment\t.*PARTNERCTL_SECRET_ACCESS_KEY/m)
  })

  it('comes before the stored choice; a flag and PARTNERCTL_PROFILE come before it', async () => {
    await store()
    await changeConfiguration(configuration => {
      configuration.current = 'acme'
    })
    const used = async (line: string) => (await cliJson<{name: string}>(`profile show ${line}`)).name
    expect(await used('')).toBe('acme')
    set({...keys(), PARTNERCTL_SITE: 'eu'})
    expect(await used('')).toBe('environment')
    expect(await used('--profile acme')).toBe('acme')
    set({PARTNERCTL_PROFILE: 'acme'})
    expect(await used('')).toBe('acme')
    set({PARTNERCTL_PROFILE: 'sandbox'})
    expect(await used('')).toBe('sandbox')
  })

  it('takes part in a stored profile that is used with its keys, and is never stored', async () => {
    await store({site: 'cn', requests_per_second: 3})
    set({
      ...keys(),
      PARTNERCTL_SITE: 'eu',
      PARTNERCTL_XACCOUNT_TYPE: 'OTHER',
      PARTNERCTL_ENDPOINT_OSM: 'https://osm.example/x',
    })
    const {profiles} = readConfiguration()
    // The addresses of another site are not this one's.
    expect(profiles.acme).toMatchObject({site: 'eu', xaccount_type: 'OTHER', requests_per_second: 3})
    expect(profiles.acme!.endpoints).toEqual({osm: 'https://osm.example'})
    const changed = await cli('profile add acme --rate 4 --yes')
    expect(changed.exit).toBe(0)
    const stored = storedConfiguration()
    expect(Object.keys(stored.profiles)).toEqual(['acme'])
    expect(stored.profiles.acme).toMatchObject({site: 'cn', requests_per_second: 4})
    expect(stored.current).toBeUndefined()
  })

  it('that is half there is told with what it lacks', async () => {
    set(keys())
    expect(await cli('customer list')).toMatchObject({exit: 4, stderr: expect.stringContaining('Set PARTNERCTL_SITE')})
    delete process.env.PARTNERCTL_ACCESS_KEY_ID
    set({PARTNERCTL_SITE: 'intl'})
    for (const line of ['customer list', 'customer list --profile environment']) {
      expect((await cli(line)).stderr).toContain('Set PARTNERCTL_ACCESS_KEY_ID and PARTNERCTL_SECRET_ACCESS_KEY')
    }
    set({PARTNERCTL_ACCESS_KEY_ID: 'AK'})
    delete process.env.PARTNERCTL_SECRET_ACCESS_KEY
    expect(await cli('customer list')).toMatchObject({exit: 4, stderr: expect.stringContaining('Set both, or neither')})
  })

  it.each([
    [{PARTNERCTL_SITE: 'us'}, 'PARTNERCTL_SITE: "us" is not a site'],
    [{PARTNERCTL_ENDPOINT_BSS: 'bss.example'}, 'PARTNERCTL_ENDPOINT_BSS: "bss.example" is not an https address'],
    [{PARTNERCTL_ENDPOINT_IAM: 'http://iam.example'}, 'PARTNERCTL_ENDPOINT_IAM: "http://iam.example" is not an https'],
  ])('with %o is refused', async (wrong, message) => {
    set({...keys(), PARTNERCTL_SITE: 'intl', ...wrong})
    expect(await cli('customer list')).toMatchObject({exit: 2, stderr: expect.stringContaining(message)})
  })

  it('is not to be added, removed, chosen or given settings', async () => {
    set({...keys(), PARTNERCTL_SITE: 'intl'})
    const lines = [
      'profile add environment --site intl --yes',
      'profile remove environment --yes',
      'profile use environment',
      'sso settings login_url=https://auth.example/login',
    ]
    for (const line of lines) expect([line, (await cli(line)).exit]).toEqual([line, 2])
    await store()
    expect((await cli('profile use acme')).stderr).toContain('make the profile environment, which comes first')
  })
})

describe('a stored secret', () => {
  const printsKeys = () => {
    const {access_key_id, secret_access_key} = sandbox.info.partner
    const printed = JSON.stringify({Version: 1, AccessKeyId: access_key_id, SecretAccessKey: secret_access_key})
    return `${process.execPath} -e 'console.log(${JSON.stringify(printed)})'`
  }

  it.each([
    ['in the file', () => ({})],
    ['printed by a program', () => ({credential_process: printsKeys(), access_key_id: undefined})],
  ])('%s never goes to an address of the environment', async (_, more) => {
    await store(more())
    set({...endpoints(elsewhere), PARTNERCTL_SITE: 'eu', PARTNERCTL_DOMAIN_ID: 'f'.repeat(32)})
    const ran = await cli('customer list --limit 1')
    expect([ran.exit, visits]).toEqual([0, []])
    expect(ran.stderr).toContain('PARTNERCTL_ENDPOINT_BSS, PARTNERCTL_ENDPOINT_OSM, PARTNERCTL_ENDPOINT_IAM not used')
  })

  it('stays at home where the keys of the environment go to its addresses', async () => {
    await store()
    set({...endpoints(elsewhere), PARTNERCTL_ACCESS_KEY_ID: 'AK', PARTNERCTL_SECRET_ACCESS_KEY: 'SK'})
    await cli('customer list --limit 1 --profile acme')
    expect(visits.length).toBeGreaterThan(0)
  })
})

describe('a variable that is not what it should be', () => {
  it.each([
    ['PARTNERCTL_SANDBOX_SITE', 'xx', 'intl, eu or cn'],
    ['PARTNERCTL_SANDBOX_SITE', 'INTL', 'intl, eu or cn'],
    ['PARTNERCTL_SANDBOX_SCENARIO', 'huge', 'empty, tiny, small, large or messy'],
    ['PARTNERCTL_SANDBOX_SCENARIO', 'constructor', 'empty, tiny, small, large or messy'],
    ['PARTNERCTL_SANDBOX_SEED', '1.5', 'whole number'],
    ['PARTNERCTL_SANDBOX_SEED', '1e400', 'whole number'],
    ['PARTNERCTL_SANDBOX_CLOCK', 'noon', '2026-10-20T04:00:00Z'],
  ])('%s=%s is refused with what it may be', async (name, value, allowed) => {
    set({[name]: value})
    const ran = await cli('customer list --profile sandbox')
    expect(ran).toMatchObject({exit: 2, stdout: '', stderr: expect.stringContaining(`${name}: "${value}" is not`)})
    expect(ran.stderr).toContain(allowed)
  })

  it.each(['soon', '-1', '0', '99999999'])(
    'PARTNERCTL_EXEC_TIMEOUT=%s is refused before anything is asked',
    async value => {
      set({PARTNERCTL_EXEC_TIMEOUT: value})
      const ran = await cli('budget watch --exec true --profile sandbox')
      expect(ran).toMatchObject({exit: 2, stderr: expect.stringContaining('PARTNERCTL_EXEC_TIMEOUT')})
    },
  )

  it('a folder that is none is named', async () => {
    set({PARTNERCTL_CONFIG_DIR: '/dev/null'})
    const ran = await cli('profile list')
    expect(ran.stderr).not.toContain('unexpectedly')
    expect(ran).toMatchObject({exit: 1, stderr: expect.stringContaining('Set PARTNERCTL_CONFIG_DIR')})
  })
})
