import {chmodSync} from 'node:fs'
import {beforeAll, describe, expect, it} from 'vitest'
import {changeConfiguration, configPath} from '../../src/profiles/profile.js'
import {cli, cliJson, emptyHome} from '../support/cli.js'
import {testSandbox} from '../support/sandbox.js'

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

beforeAll(async () => {
  emptyHome()
  await testSandbox()
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
})

describe('customer open', () => {
  it('prints the link of the customer', async () => {
    const [customer] = await cliJson<{account_name: string}[]>('customer list --limit 1')
    const {exit, stdout} = await cli(`customer open ${customer!.account_name} --print`)
    expect([exit, stdout]).toEqual([0, expect.stringMatching(/\/authui\/saml\/login\?xAccountType=/)])
  })
})
