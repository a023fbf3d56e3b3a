import {chmodSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import type {Profile} from '../../src/profiles/configuration.js'
import {changeConfiguration, configPath} from '../../src/profiles/profile.js'
import {cli, cliJson, emptyHome, temporaryFolder} from '../support/cli.js'
import {type TestSandbox, testSandbox} from '../support/sandbox.js'

interface Finding {
  check: string
  result: string
  detail: string
  mend?: string
}

const problems = async (line: string) => {
  const {exit, stdout} = await cli([...line.split(' '), '-o', 'json'])
  return {exit, found: (JSON.parse(stdout) as Finding[]).filter(({result}) => result === 'problem')}
}

let sandbox: TestSandbox
beforeAll(async () => {
  emptyHome()
  sandbox = await testSandbox()
})

describe('doctor', () => {
  it('finds nothing where nothing is wrong', async () => {
    const found = await cliJson<Finding[]>('doctor')
    expect(found.map(({result}) => result)).not.toContain('problem')
    expect(found.at(-1)).toMatchObject({check: 'permission', result: 'ok'})
  })

  it('names a key that is not accepted, an address nobody answers at, and a loose configuration', async () => {
    await changeConfiguration(configuration => {
      const {test} = configuration.profiles
      configuration.profiles.wrong = {...test!, secret_access_key: 'wrong'}
      const nowhere = 'http://127.0.0.1:1'
      configuration.profiles.away = {...test!, endpoints: {bss: nowhere, osm: nowhere, iam: nowhere}}
    })
    expect(await problems('doctor -p wrong')).toMatchObject({exit: 1, found: [{check: 'permission'}]})
    expect(await problems('doctor -p away')).toMatchObject({exit: 1, found: [{check: '127.0.0.1:1 (bss, osm, iam)'}]})
    chmodSync(configPath(), 0o644)
    expect((await problems('doctor')).found[0]).toMatchObject({
      check: 'configuration',
      mend: expect.stringContaining('chmod 600'),
    })
    chmodSync(configPath(), 0o600)
  })

  it('names a folder that cannot be made', async () => {
    const usual = process.env.PARTNERCTL_DATA_DIR!
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    process.env.PARTNERCTL_DATA_DIR = join(file, 'data')
    const told = await problems('doctor -p sandbox')
    process.env.PARTNERCTL_DATA_DIR = usual
    expect(told).toMatchObject({exit: 1, found: [{mend: 'Set PARTNERCTL_DATA_DIR to a folder that you may write to'}]})
  })
})

describe('a profile without an account id', () => {
  const withoutId = (change: (profile: Profile) => Profile = profile => profile) =>
    changeConfiguration(configuration => {
      const {domain_id: _, ...test} = configuration.profiles.test!
      configuration.profiles.bare = change(test)
    })

  it('is looked up where an id is needed, once, and that is said', async () => {
    await withoutId()
    const first = await cli('invoice list -p bare --debug')
    expect([first.exit, first.stderr]).toEqual([0, expect.stringContaining('/v3/auth/domains')])
    const second = await cli('invoice list -p bare --debug')
    expect([second.exit, second.stderr]).toEqual([0, expect.not.stringContaining('/v3/auth/domains')])
    const {partner} = sandbox.info
    const checked = await cli('profile check -p bare')
    expect(checked.exit).toBe(0)
    expect(checked.stderr).toContain(`The profile has no account id; the platform says ${partner.domain_id}`)
    const mend = `partnerctl profile add bare --domain-id ${partner.domain_id} --yes`
    expect(checked.stderr).toContain(mend)
    const found = await cliJson<Finding[]>('doctor -p bare')
    expect(found.find(({check}) => check === 'account')).toMatchObject({result: 'note', mend})
    expect((await cli(mend.replace('partnerctl ', ''))).exit).toBe(0)
    expect((await cliJson<Finding[]>('doctor -p bare')).find(({check}) => check === 'account')).toMatchObject({
      result: 'ok',
      detail: partner.domain_id,
    })
  })

  it('that cannot be looked up is a problem, and named', async () => {
    await withoutId(profile => ({...profile, endpoints: {...profile.endpoints, iam: 'http://127.0.0.1:1'}}))
    const {found} = await problems('doctor -p bare')
    expect(found.at(-1)).toMatchObject({check: 'account', detail: expect.stringContaining('missing')})
    const checked = await cli('profile check -p bare')
    expect([checked.exit, checked.stderr]).toEqual([0, expect.stringContaining('such as invoices, cannot be read')])
  })
})

describe('customer open', () => {
  it('prints the link of the customer', async () => {
    const [customer] = await cliJson<{account_name: string}[]>('customer list --limit 1')
    const {exit, stdout} = await cli(`customer open ${customer!.account_name} --print`)
    expect([exit, stdout]).toEqual([0, expect.stringMatching(/\/authui\/saml\/login\?xAccountType=/)])
  })
})
