// Files that several runs, people and programs share: whole or not at all, and nobody's word lost.
import {spawn, spawnSync} from 'node:child_process'
import type * as fs from 'node:fs'
import {existsSync, linkSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeEach, describe, expect, it, vi} from 'vitest'
import {replace, unfinishedName, writeFileAtomic, writeNewFile} from '../src/files.js'
import {tryLock} from '../src/lock.js'
import {checkPlace, protect} from '../src/place.js'
import {NotInPlace, WholeFile} from '../src/whole-file.js'
import {temporaryFolder} from './support/traces.js'

/** How a file system refuses: that often, with that code, where the path matches. */
const refuses: Record<'renameSync' | 'linkSync' | 'openSync', {times: number; code: string; path: RegExp}[]> = {
  renameSync: [],
  linkSync: [],
  openSync: [],
}

vi.mock('node:fs', async original => {
  const real = await original<typeof fs>()
  const refusing = (name: keyof typeof refuses) => {
    const own = real[name] as (...args: unknown[]) => unknown
    return (...args: unknown[]) => {
      const paths = name === 'openSync' ? [args[0]] : args.slice(0, 2)
      const rule = refuses[name].find(one => one.times > 0 && paths.some(path => one.path.test(String(path))))
      if (!rule) return own(...args)
      rule.times--
      throw Object.assign(new Error(`${rule.code}: ${name}`), {code: rule.code})
    }
  }
  return {...real, renameSync: refusing('renameSync'), linkSync: refusing('linkSync'), openSync: refusing('openSync')}
})

const refuse = (name: keyof typeof refuses, code: string, path: RegExp, times = 10_000) =>
  refuses[name].push({times, code, path})

let folder: string
const path = (name: string) => join(folder, name)
const file = (name: string, content: string | Buffer = 'a,b\n1,2\n') => {
  writeFileSync(path(name), content)
  return path(name)
}
const leftovers = () => readdirSync(folder).filter(name => name.endsWith('.part'))

beforeEach(() => {
  folder = temporaryFolder()
  protect([], false)
  for (const rules of Object.values(refuses)) rules.length = 0
})

async function written(name: string, content: string, kind?: Parameters<typeof checkPlace>[1]): Promise<WholeFile> {
  const one = await WholeFile.create(path(name), kind)
  await one.write(content)
  await one.finish()
  return one
}

describe('a file that is replaced', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])('waits for a program that holds it for a moment (%s)', code => {
    refuse('renameSync', code, /state\.json/, 4)
    writeFileAtomic(path('state.json'), 'new')
    expect(readFileSync(path('state.json'), 'utf8')).toBe('new')
  })

  it('gets the content where it is mounted by itself', () => {
    file('mounted.csv', 'the old content, which is longer')
    refuse('renameSync', 'EBUSY', /mounted/)
    replace(file('new.csv', 'new'), path('mounted.csv'))
    expect([readFileSync(path('mounted.csv'), 'utf8'), existsSync(path('new.csv'))]).toEqual(['new', false])
  })

  it.skipIf(process.platform === 'win32')('is none where a pipe stands: it is written to as it is', async () => {
    expect(spawnSync('mkfifo', [path('pipe')]).status).toBe(0)
    const reader = spawn('cat', [path('pipe')], {stdio: ['ignore', 'pipe', 'inherit']})
    const text = reader.stdout.toArray()
    writeFileAtomic(path('pipe'), 'rows\n')
    expect(Buffer.concat(await text).toString()).toBe('rows\n')
    expect(statSync(path('pipe')).isFIFO()).toBe(true)
  })

  it('leaves nothing behind where it cannot be', () => {
    refuse('renameSync', 'EPERM', /held/)
    expect(() => writeFileAtomic(file('held.json', 'old'), 'new')).toThrow('EPERM')
    expect([readFileSync(path('held.json'), 'utf8'), leftovers()]).toEqual(['old', []])
  })
})

describe('a new file', () => {
  it.each(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL'])(
    'needs no second name where the file system has none (%s)',
    code => {
      refuse('linkSync', code, /./)
      expect(writeNewFile(path('new.txt'), 'one')).toBe(true)
      expect(writeNewFile(path('new.txt'), 'two')).toBe(false)
      expect([readFileSync(path('new.txt'), 'utf8'), leftovers()]).toEqual(['one', []])
    },
  )
})

describe('a lock', () => {
  it('is taken where a lock that was just given back still stands in the way', () => {
    refuse('openSync', 'EPERM', /\.lock$/, 3)
    expect(tryLock(path('one.lock'))).toBeTypeOf('function')
  })
})

describe('a result', () => {
  it('of two runs at once is that of the last to end, whole, and that one says so', async () => {
    const [first, second] = [await WholeFile.create(path('r.csv')), await WholeFile.create(path('r.csv'))]
    for (const part of ['1', '2', '3']) await Promise.all([first.write(part), second.write(part.repeat(2))])
    await first.finish()
    await second.finish()
    expect(readFileSync(path('r.csv'), 'utf8')).toBe('112233')
    expect([first.overtaken, second.overtaken, leftovers()]).toEqual([false, true, []])
  })

  it('is kept under another name where its place is held, and says which', async () => {
    file('held.csv', 'old\n')
    const one = await WholeFile.create(path('held.csv'))
    await one.write('new\n')
    refuse('renameSync', 'EPERM', /held\.csv$/)
    const failure = await one.finish().catch(error => error)
    expect(failure).toBeInstanceOf(NotInPlace)
    const kept = /the result is in (.*)$/.exec(failure.message)![1]!
    await one.discard()
    expect([readFileSync(kept, 'utf8'), readFileSync(path('held.csv'), 'utf8')]).toEqual(['new\n', 'old\n'])
    expect(kept).toMatch(/held\..*\.csv$/)
  })

  it('is not begun where its place is held already', async () => {
    file('open.csv')
    refuse('openSync', 'EBUSY', /open\.csv$/)
    await expect(WholeFile.create(path('open.csv'))).rejects.toMatchObject({
      outcome: 'usage',
      message: expect.stringContaining('cannot be replaced (EBUSY)'),
    })
    expect(leftovers()).toEqual([])
  })

  it('takes away what a killed run has left, and leaves alone what a living one writes', async () => {
    const gone = unfinishedName(path('r.csv')).replace(/-\d+\./, '-999999999.')
    const living = unfinishedName(path('r.csv'))
    const stranger = `${path('r.csv')}.000000-1.00000000.part`
    for (const one of [gone, living, stranger]) writeFileSync(one, '')
    await written('r.csv', 'x')
    expect([existsSync(gone), existsSync(living), existsSync(stranger)]).toEqual([false, true, true])
  })

  it('is not kept away by a folder or a file that has the name of a part', async () => {
    mkdirSync(path('r.csv.part'))
    await written('r.csv', 'x')
    expect(readFileSync(path('r.csv'), 'utf8')).toBe('x')
  })

  it('goes through no link: neither under its name nor beside it', async () => {
    file('private.txt', 'mine')
    symlinkSync(path('private.txt'), path('r.csv.part'))
    symlinkSync(path('private.txt'), path('link.csv'))
    symlinkSync(path('nowhere'), path('dangling.csv'))
    await written('r.csv', 'x')
    for (const link of ['link.csv', 'dangling.csv'])
      await expect(WholeFile.create(path(link))).rejects.toThrow(`${link} is a link to`)
    expect([readFileSync(path('private.txt'), 'utf8'), existsSync(path('nowhere'))]).toEqual(['mine', false])
  })

  it('goes into a device or a pipe as it is, also behind a link', async () => {
    symlinkSync('/dev/null', path('null'))
    await written('null', 'x')
    expect(spawnSync('mkfifo', [path('pipe')]).status).toBe(0)
    const reader = spawn('cat', [path('pipe')], {stdio: ['ignore', 'pipe', 'inherit']})
    const text = reader.stdout.toArray()
    await written('pipe', 'through the pipe')
    expect(Buffer.concat(await text).toString()).toBe('through the pipe')
    expect(statSync(path('pipe')).isFIFO()).toBe(true)
  })
})

describe('what stands in the place of a result', () => {
  const book = 'version: 2026-10\ncurrency: USD\nrules:\n  - {id: a, price: expenditure}\n'
  const workbook = Buffer.from('504b030414000000', 'hex')

  it.each<[string, string | Buffer, Parameters<typeof checkPlace>[1]]>([
    ['rows by rows', 'a,b\n1,2\n', 'rows'],
    ['JSON lines by JSON', '{"a":1}\n', 'json'],
    ['an empty file by anything', '', 'parquet'],
    ['YAML by YAML', 'name: andes\nid: 1\n', 'yaml'],
    ['Parquet by Parquet', 'PAR1....PAR1', 'parquet'],
  ])('is replaced: %s', (_, there, kind) => {
    expect(() => checkPlace(file('r', there), kind)).not.toThrow()
  })

  it.each<[string, string | Buffer, Parameters<typeof checkPlace>[1]]>([
    ['a price book', book, 'rows'],
    ['a price book, by YAML', book, 'yaml'],
    ['a workbook', workbook, 'rows'],
    ['packed data', Buffer.from('1f8b0800', 'hex'), 'json'],
    ['a key', '-----BEGIN PRIVATE KEY-----\n', 'rows'],
    ['JSON', '[1]', 'rows'],
    ['a page', '<!doctype html>', 'rows'],
    ['rows', 'a,b\n1,2\n', 'json'],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'rows'],
  ])('is not replaced where it is something else, but with --force: %s', (_, there, kind) => {
    expect(() => checkPlace(file('r', there), kind)).toThrow(/is something else: .*/)
    protect([], true)
    expect(() => checkPlace(path('r'), kind)).not.toThrow()
  })

  it('is not replaced where it is read, by whatever name', () => {
    protect([file('bills.csv'), 'no file', '-'], false)
    linkSync(path('bills.csv'), path('same.csv'))
    for (const name of ['bills.csv', 'same.csv', './bills.csv'])
      expect(() => checkPlace(join(folder, name), 'rows')).toThrow('is what this command reads')
    expect(() => checkPlace(file('other.csv'), 'rows')).not.toThrow()
  })

  it('is not replaced where it is an export, unless by an export', () => {
    file('bills.csv')
    file('bills.csv.manifest.json', '{"manifest":1}')
    expect(() => checkPlace(path('bills.csv'), 'rows')).toThrow('is an export')
    expect(() => checkPlace(path('bills.csv'), 'rows', 'export')).not.toThrow()
    file('rated.csv')
    file('rated.csv.provenance.json', '{"provenance":1}')
    for (const own of [undefined, 'export'] as const)
      expect(() => checkPlace(path('rated.csv'), 'rows', own)).toThrow('is rated bills')
    expect(() => checkPlace(path('rated.csv'), 'rows', 'rated')).not.toThrow()
  })
})
