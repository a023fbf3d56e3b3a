// What is other on Windows and on macOS, as far as another system can tell.
import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest'
import {editorLine} from '../../src/cli/input/editor.js'
import {handleInterrupts} from '../../src/cli/interrupt.js'
import {secretPlaces} from '../../src/cli/topics/profile/secret-places.js'
import {cacheFolder, configFolder, dataFolder} from '../../src/profiles/paths.js'
import {otherReaders, programFile, startable} from '../../src/windows.js'
import {temporaryFolder} from '../support/traces.js'

const on = (platform: NodeJS.Platform) => vi.spyOn(process, 'platform', 'get').mockReturnValue(platform)
beforeEach(() => {
  for (const name of Object.keys(process.env))
    if (/^(PARTNERCTL_|XDG_|APPDATA|LOCALAPPDATA|USERPROFILE)/.test(name)) vi.stubEnv(name, undefined)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

describe('folders', () => {
  const all = () => [configFolder(), dataFolder(), cacheFolder()]

  it('lie where each system wants them', () => {
    vi.stubEnv('HOME', '/home/ann')
    on('linux')
    expect(all()).toEqual([
      '/home/ann/.config/partnerctl',
      '/home/ann/.local/share/partnerctl',
      '/home/ann/.cache/partnerctl',
    ])
    on('darwin')
    const support = '/home/ann/Library/Application Support/partnerctl'
    expect(all()).toEqual([support, `${support}/data`, '/home/ann/Library/Caches/partnerctl'])
    on('win32')
    vi.stubEnv('USERPROFILE', '/users/ann')
    expect(all()).toEqual([
      '/users/ann/AppData/Roaming/partnerctl',
      '/users/ann/AppData/Local/partnerctl/data',
      '/users/ann/AppData/Local/partnerctl/cache',
    ])
    vi.stubEnv('APPDATA', '/roaming')
    vi.stubEnv('LOCALAPPDATA', '/local')
    expect(all()).toEqual(['/roaming/partnerctl', '/local/partnerctl/data', '/local/partnerctl/cache'])
  })

  it.each(['linux', 'darwin', 'win32'] as const)('go where variables say, on %s', platform => {
    on(platform)
    vi.stubEnv('APPDATA', '/roaming')
    vi.stubEnv('XDG_CONFIG_HOME', '/xdg')
    vi.stubEnv('XDG_CACHE_HOME', '/xdg')
    vi.stubEnv('PARTNERCTL_CACHE_DIR', '/own')
    vi.stubEnv('PARTNERCTL_DATA_DIR', '/data')
    expect(all()).toEqual(['/xdg/partnerctl', '/data', '/own'])
  })
})

describe('a program of Windows', () => {
  const files = [
    'C:\\az\\az.cmd',
    'C:\\Program Files\\gcloud\\gcloud.CMD',
    'C:\\vault\\vault.exe',
    'C:\\two\\tool.bat',
    'C:\\two\\tool.exe',
  ]
  const there = (path: string) => files.some(file => file.toLowerCase() === path.toLowerCase())
  const env = {
    Path: 'C:\\none;C:\\az;"C:\\Program Files\\gcloud";C:\\vault;C:\\two',
    PATHEXT: '.COM;.EXE;.BAT;.CMD',
    ComSpec: 'C:\\windows\\cmd.exe',
  }

  it.each([
    ['az', 'C:\\az\\az.cmd'],
    ['AZ.CMD', 'C:\\az\\AZ.CMD'],
    ['gcloud', 'C:\\Program Files\\gcloud\\gcloud.cmd'],
    ['C:\\vault\\vault', 'C:\\vault\\vault.exe'],
    ['tool', 'C:\\two\\tool.exe'],
    ['nothing', undefined],
  ])('%s is found as cmd finds it', (name, file) => {
    expect(programFile(name, env, there)).toBe(file)
  })

  it('that is a script is given to cmd, each word in quotes', () => {
    expect(startable('az', ['account', 'get key', 'a&b|c', 'say "hi"'], env, there)).toEqual({
      file: 'C:\\windows\\cmd.exe',
      args: ['/d', '/s', '/c', '""C:\\az\\az.cmd" "account" "get key" "a&b|c" "say ""hi""""'],
      verbatim: true,
    })
    expect(startable('vault', ['a b'], env, there)).toEqual({file: 'C:\\vault\\vault.exe', args: ['a b']})
    expect(startable('nothing', [], env, there)).toEqual({file: 'nothing', args: []})
  })
})

it('an editor may be a line with arguments, or a path with blanks', () => {
  const editor = join(temporaryFolder(), 'my editor')
  writeFileSync(editor, '')
  on('win32')
  expect(editorLine('code --wait', 'C:\\a b\\t.txt')).toBe('code --wait "C:\\a b\\t.txt"')
  expect(editorLine(editor, 'C:\\t.txt')).toBe(`"${editor}" "C:\\t.txt"`)
  on('linux')
  expect(editorLine(editor, "/it's.txt")).toBe(`'${editor}' '/it'\\''s.txt'`)
})

describe('an access control list', () => {
  const path = 'C:\\Users\\ann\\AppData\\Roaming\\partnerctl\\config.json'
  const env = {USERDOMAIN: 'DESK', USERNAME: 'ann'}
  const listing =
    (...entries: string[]) =>
    () =>
      `${path} ${entries.join(`\r\n${' '.repeat(path.length + 1)}`)}\r\n\r\nSuccessfully processed 1 files; Failed processing 0 files\r\n`
  const usual = ['NT AUTHORITY\\SYSTEM:(I)(F)', 'BUILTIN\\Administrators:(I)(F)', 'Desk\\Ann:(I)(F)']

  it.each<[string[], string[]]>([
    [[], []],
    [['Everyone:(R)'], ['Everyone']],
    [
      ['BUILTIN\\Users:(I)(RX)', 'DESK\\bob:(I)(M)'],
      ['BUILTIN\\Users', 'DESK\\bob'],
    ],
    [['DESK\\bob:(Rc,S,RD)'], ['DESK\\bob']],
    [['DESK\\bob:(W)', 'DESK\\eve:(DENY)(R)', 'DESK\\kim:(N)'], []],
  ])('with %s', (more, readers) => {
    expect(otherReaders(path, env, listing(...usual, ...more))).toEqual(readers)
  })

  it('that cannot be read says nothing', () => {
    expect(otherReaders(path, env, () => undefined)).toBeUndefined()
    expect(otherReaders(path, env, () => '')).toBeUndefined()
    expect(otherReaders(path, {}, listing(...usual))).toBeUndefined()
  })

  it('that cannot be looked at is not called good', async () => {
    on('win32')
    vi.stubEnv('APPDATA', temporaryFolder())
    vi.stubEnv('USERPROFILE', temporaryFolder())
    const profile = {site: 'intl', access_key_id: 'CANARY', secret_access_key: 'CANARY'} as const
    const program = {site: 'intl', credential_process: `${join(temporaryFolder(), 'gone.cmd')} x`} as const
    // Keys of customers lie in a folder, of which the same holds.
    vi.stubEnv('LOCALAPPDATA', temporaryFolder())
    mkdirSync(join(cacheFolder(), 'keys'), {recursive: true})
    writeFileSync(join(cacheFolder(), 'keys/one.json'), '')
    const places = await secretPlaces({version: 1, profiles: {acme: profile, other: program}} as never)
    expect(places.map(({problem}) => problem)).toEqual([
      'who may read it cannot be checked; the keychain keeps it better: partnerctl profile add acme --keychain',
      'there is no such program',
      'who may read it cannot be checked',
    ])
  })
})

it('Ctrl-Break interrupts where there is one', () => {
  const before = process.listeners('SIGBREAK' as never)
  const handled = vi.spyOn(process, 'on').mockReturnValue(process)
  const signals = () => handled.mock.calls.splice(0).map(([signal]) => signal)
  on('linux')
  handleInterrupts(() => {})
  expect(signals()).toEqual(['SIGINT', 'SIGTERM', 'SIGHUP'])
  on('win32')
  handleInterrupts(() => {})
  expect(signals()).toEqual(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'])
  expect(process.listeners('SIGBREAK' as never)).toEqual(before)
})
