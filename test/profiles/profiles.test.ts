import {chmodSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeEach, describe, expect, it} from 'vitest'
import {changeConfiguration, chooseProfile, configPath, readConfiguration} from '../../src/profiles/profile.js'
import {findCredentials, splitCommand} from '../../src/profiles/secrets.js'
import {emptyHome, temporaryFolder} from '../support/cli.js'
import {isOwn} from '../support/traces.js'

const folder = temporaryFolder()
beforeEach(() => {
  emptyHome()
})

const acme = {site: 'intl', access_key_id: 'AK', secret_access_key: 'SK'} as const

describe('the configuration', () => {
  it('is private, and comes back as it was written', async () => {
    await changeConfiguration(configuration => {
      configuration.profiles.acme = acme
    })
    expect(readConfiguration().profiles.acme).toEqual(acme)
    expect(statSync(configPath()).mode & 0o777).toBe(0o600)
    expect(statSync(join(configPath(), '..')).mode & 0o777).toBe(0o700)
  })

  it('survives ten writers at once', async () => {
    await Promise.all(
      Array.from({length: 10}, (_, index) =>
        changeConfiguration(configuration => {
          configuration.profiles[`p${index}`] = acme
        }),
      ),
    )
    expect(Object.keys(readConfiguration().profiles)).toHaveLength(10)
  })

  it('needs no mode without a secret, and with one is for its owner only', () => {
    mkdirSync(join(configPath(), '..'), {recursive: true})
    const {secret_access_key, ...open} = acme
    const store = (profile: object, mode: number) => {
      writeFileSync(configPath(), JSON.stringify({version: 1, profiles: {acme: profile}}))
      chmodSync(configPath(), mode)
      return readConfiguration().profiles.acme
    }
    for (const mode of [0o644, 0o640, 0o660, 0o666, 0o444]) expect(store(open, mode)).toEqual(open)
    for (const profile of [acme, {...open, security_token: 'T'}]) {
      for (const mode of [0o644, 0o604, 0o602, 0o640, 0o620])
        expect(() => store(profile, mode), mode.toString(8)).toThrow(/can be read by other users/)
      for (const mode of [0o600, 0o400]) expect(store(profile, mode)).toEqual(profile)
    }
    // The group of the process itself has a name here: others may be in it.
    chmodSync(configPath(), 0o640)
    expect(() => readConfiguration()).toThrow(/can be read by other users/)
  })

  it('is refused when it is damaged', async () => {
    mkdirSync(join(configPath(), '..'), {recursive: true})
    for (const damaged of ['', '{"vers', '[]', '{"version":2,"profiles":{}}', 'null']) {
      writeFileSync(configPath(), damaged)
      expect(() => readConfiguration(), damaged).toThrow()
      const change = changeConfiguration(() => {})
      await expect(change).rejects.toMatchObject({outcome: 'usage'})
      expect(readFileSync(configPath(), 'utf8')).toBe(damaged)
    }
  })

  it('that is a link is judged by what it leads to', () => {
    const real = isOwn(join(folder, 'real.json'))
    writeFileSync(real, JSON.stringify({version: 1, profiles: {acme}}), {mode: 0o600})
    mkdirSync(join(configPath(), '..'), {recursive: true})
    symlinkSync(real, configPath())
    expect(readConfiguration().profiles.acme).toEqual(acme)
    chmodSync(real, 0o644)
    expect(() => readConfiguration()).toThrow(/can be read by other users/)
    rmSync(real)
    expect(() => readConfiguration()).toThrow(/leads to no file/)
  })

  it('never chooses the sandbox by itself', () => {
    expect(() => chooseProfile({version: 1, profiles: {}}, undefined)).toThrow(/there is no profile yet/)
    expect(chooseProfile({version: 1, profiles: {acme}}, undefined)).toBe('acme')
    expect(() => chooseProfile({version: 1, profiles: {acme, other: acme}}, undefined)).toThrow(/none is chosen/)
    expect(chooseProfile({version: 1, profiles: {acme}, current: 'sandbox'}, undefined)).toBe('sandbox')
    expect(chooseProfile({version: 1, profiles: {acme}}, 'sandbox')).toBe('sandbox')
  })
})

describe('secrets', () => {
  it('come from the environment before anything else', async () => {
    process.env.PARTNERCTL_ACCESS_KEY_ID = 'EAK'
    await expect(findCredentials('acme', acme)).rejects.toMatchObject({outcome: 'denied'})
    process.env.PARTNERCTL_SECRET_ACCESS_KEY = 'ESK'
    expect(await findCredentials('acme', acme)).toMatchObject({accessKeyId: 'EAK', secretAccessKey: 'ESK'})
  })

  const program = (text: string) => {
    const path = join(folder, `keys-${Math.random()}.mjs`)
    writeFileSync(isOwn(path), text)
    return {site: 'intl', credential_process: `${process.execPath} "${path}"`} as const
  }

  it('come from a program that prints them', async () => {
    const printed = {
      Version: 1,
      AccessKeyId: 'PAK',
      SecretAccessKey: 'PSK',
      SessionToken: 'PST',
      Expiration: '2999-01-01T00:00:00Z',
    }
    const profile = program(`console.log(${JSON.stringify(JSON.stringify(printed))})`)
    expect(await findCredentials('acme', profile)).toMatchObject({accessKeyId: 'PAK', securityToken: 'PST'})
  })

  it('never appear in what is said about a program that fails', async () => {
    const wrong = [
      'console.log(\'{"Version":1,"SecretAccessKey":"CANARY"}\')',
      "console.log('CANARY')",
      "process.stdout.write('CANARY'); process.exit(3)",
      "process.stdout.write('CANARY'.repeat(20000))",
      'console.log(JSON.stringify({Version: 1, AccessKeyId: "A", SecretAccessKey: "CANARY", Expiration: "2001-01-01T00:00:00Z"}))',
    ]
    for (const text of wrong) {
      const error = await findCredentials('acme', program(text)).catch(reason => reason)
      expect(error).toMatchObject({outcome: 'denied'})
      expect(JSON.stringify(error) + error.message).not.toContain('CANARY')
    }
    await expect(findCredentials('acme', {site: 'intl', credential_process: '/no/such/program'})).rejects.toThrow(
      /cannot be started/,
    )
  })

  it('are asked of a program without a shell', () => {
    expect(splitCommand(`/bin/keys "two words" 'single $HOME' plain;rm`)).toEqual([
      '/bin/keys',
      'two words',
      'single $HOME',
      'plain;rm',
    ])
  })
})
