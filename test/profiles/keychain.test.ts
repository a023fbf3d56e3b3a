// Where the secret of a profile goes: a keychain that answers is offered first, what is in it stays there, and what is
// no longer used does not. The keychain is a file here.
import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest'
import {storedConfiguration} from '../../src/profiles/profile.js'
import {answering, ENTER} from '../cli/input/answering.js'
import {cli, emptyHome} from '../support/cli.js'
import {isOwn} from '../support/traces.js'

const DOWN = '\u001b[B'
let store: string
let secrets: string

/** What `@napi-rs/keyring` is in the process that speaks with the keychain. */
function keychain(isThere = true): void {
  const preload = join(store, '../keychain.cjs')
  writeFileSync(
    preload,
    `const {readFileSync, writeFileSync} = require('node:fs')
    const {Module} = require('node:module')
    const all = () => { try { return JSON.parse(readFileSync(${JSON.stringify(store)}, 'utf8')) } catch { return {} } }
    class Entry {
      constructor(service, account, options) {
        if (!${isThere} || options?.linux?.store !== 'secret-service') throw new Error('no Secret Service')
        this.key = account
      }
      getPassword() { return all()[this.key] ?? null }
      setPassword(secret) { writeFileSync(${JSON.stringify(store)}, JSON.stringify({...all(), [this.key]: secret})) }
      deletePassword() { const {[this.key]: _, ...rest} = all(); writeFileSync(${JSON.stringify(store)}, JSON.stringify(rest)) }
    }
    const load = Module._load
    Module._load = (name, ...rest) => (name === '@napi-rs/keyring' ? {Entry} : load(name, ...rest))`,
  )
  vi.stubEnv('NODE_OPTIONS', `--require ${preload}`)
}

// The framework looks at the terminal when it is loaded.
beforeAll(() => cli('--version'))
beforeEach(() => {
  const home = emptyHome()
  store = isOwn(join(home, 'keychain.json'))
  secrets = isOwn(join(home, 'secret'))
  isOwn(join(home, 'config/config.json'))
  writeFileSync(secrets, 'CANARYTWO')
})
afterEach(() => {
  vi.unstubAllEnvs()
})

const kept = () => (existsSync(store) ? JSON.parse(readFileSync(store, 'utf8')) : {})
const acme = () => storedConfiguration().profiles.acme
const add = ['profile', 'add', 'acme', '--site', 'intl', '--access-key-id', 'AK']
const rest: [string, string][] = [
  ['Secret access key', `CANARYONE${ENTER}`],
  ['Partner account id', ENTER],
  ['Platform id', ENTER],
]

describe('a secret that is typed', () => {
  it.each<[answers: string, keys: string, inKeychain: boolean]>([
    ['Enter takes the keychain', ENTER, true],
    ['the file is the second choice', `${DOWN}${ENTER}`, false],
  ])('%s', async (_, keys, inKeychain) => {
    keychain()
    const ran = await answering(add, [['Where the secret is kept', keys], ...rest])
    expect([ran.exit, ran.stderr]).toEqual([0, expect.not.stringContaining('CANARY')])
    expect(kept()).toEqual(inKeychain ? {'acme/AK': 'CANARYONE'} : {})
    expect(acme()?.secret_access_key).toBe(inKeychain ? undefined : 'CANARYONE')
  })

  it('goes into the file where no keychain answers, and nothing is asked', async () => {
    keychain(false)
    const ran = await answering(add, rest)
    expect([ran.exit, ran.stderr]).toEqual([0, expect.not.stringContaining('Where the secret is kept')])
    expect(acme()?.secret_access_key).toBe('CANARYONE')
  })

  it.each([
    ['--keychain', {'acme/AK': 'CANARYONE'}],
    ['--no-keychain', {}],
  ])('goes where %s says, and nothing is asked', async (flag, there) => {
    keychain()
    const ran = await answering([...add, flag], rest)
    expect([ran.exit, ran.stderr]).toEqual([0, expect.not.stringContaining('Where the secret is kept')])
    expect(kept()).toEqual(there)
  })
})

it('a secret that is in the keychain is replaced there, and leaves it when it is told to', async () => {
  keychain()
  const given = ['--secret-file', secrets, '--yes']
  expect((await cli([...add, '--keychain', ...given])).exit).toBe(0)
  const other = ['profile', 'add', 'acme', '--access-key-id', 'AK2', ...given]
  expect((await cli(other)).exit).toBe(0)
  expect([kept(), acme()?.secret_access_key]).toEqual([{'acme/AK2': 'CANARYTWO'}, undefined])
  expect((await cli(['profile', 'add', 'acme', '--no-keychain', ...given])).exit).toBe(0)
  expect([kept(), acme()?.secret_access_key]).toEqual([{}, 'CANARYTWO'])
  expect((await cli(['profile', 'add', 'acme', '--keychain', '--yes'])).exit).toBe(0)
  expect((await cli(['profile', 'add', 'acme', '--credential-process', '/bin/true', '--yes'])).exit).toBe(0)
  expect(kept()).toEqual({})
})

it('a file without the secret is refused in words', async () => {
  const ran = await cli([...add, '--secret-file', 'nowhere', '--no-input'])
  expect([ran.exit, ran.stderr]).toEqual([2, expect.stringContaining('nowhere cannot be read (ENOENT)')])
})
