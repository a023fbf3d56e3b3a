// Where an export goes: what it replaces, what it leaves alone, and what it leaves behind when nothing comes of it.
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {cli, cliJson, emptyHome, temporaryFolder} from '../../support/cli.js'
import {testSandbox} from '../../support/sandbox.js'

let customers: string[]
beforeAll(async () => {
  emptyHome()
  await testSandbox({clock: '2026-11-18T04:00:00Z'})
  const list = await cliJson<{customer_id: string}[]>(['customer', 'list', '--all'])
  customers = list.slice(0, 2).map(({customer_id}) => customer_id)
})

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})

const at = (name: string) => join(folder, name)
const run = (...flags: string[]) => cli(['bill', 'export', '--cycle', '2026-10', '--customer', customers[0]!, ...flags])
const refused = (...says: string[]) => [2, expect.stringMatching(says.join('[^]*'))]
const left = () => readdirSync(folder, {recursive: true, encoding: 'utf8'}).sort()

describe('an export of other customers', () => {
  it.each([
    ['a file', 'bills.csv', 'csv'],
    ['a table', 'bills/', 'parquet'],
  ])('does not take the place of %s', async (_, out, format) => {
    const flags = ['--out', at(out), '--format', format]
    expect((await run(...flags)).exit).toBe(0)
    const before = left()
    const other = await cli(['bill', 'export', '--cycle', '2026-10', '--customer', customers[1]!, ...flags])
    expect([other.exit, other.stderr]).toEqual(refused('holds an export of something else', 'Choose another place'))
    const shard = await run(...flags, '--shard', '1/2')
    if (format === 'csv') expect([shard.exit, shard.stderr]).toEqual(refused('something else'))
    expect(left().filter(name => !name.includes('_shards'))).toEqual(before)
    // The same customers with other columns are the same month, told in another way.
    expect((await run(...flags, '--columns', 'customer_id,amount')).exit).toBe(0)
  })
})

describe('a journal', () => {
  const work = () => at('bills.csv.part')
  const journal = (text: string) => {
    mkdirSync(work())
    writeFileSync(join(work(), 'journal.jsonl'), text)
  }

  it.each(['', '{"journal":1,"to'])('without its first line is begun anew: "%s"', async text => {
    journal(text)
    expect((await run('--out', at('bills.csv'))).exit).toBe(0)
    expect(left()).toEqual(['bills.csv', 'bills.csv.manifest.json'])
  })

  it.each(['garbage\n', '{"operation":"customer create"}\n'])('of something else is refused: %s', async text => {
    journal(text)
    const ran = await run('--out', at('bills.csv'))
    expect([ran.exit, ran.stderr]).toEqual(refused('is not the journal of an export', '--restart'))
    expect(readFileSync(join(work(), 'journal.jsonl'), 'utf8')).toBe(text)
    expect((await run('--out', at('bills.csv'), '--restart')).exit).toBe(0)
  })

  it('is not looked for in a folder that is no work folder, which stays as it is', async () => {
    mkdirSync(work())
    writeFileSync(join(work(), 'holiday.jpg'), 'sun')
    for (const flags of [[], ['--restart']]) {
      const ran = await run('--out', at('bills.csv'), ...flags)
      expect([ran.exit, ran.stderr]).toEqual(refused('bills\\.csv\\.part is in the way'))
    }
    expect(left()).toEqual(['bills.csv.part', 'bills.csv.part/holiday.jpg'])
  })
})

describe('bad input', () => {
  it.each([
    ['a column that is none', ['--columns', 'foo']],
    ['customers that failed, of whom there are none', ['--retry-failed']],
    ['a table and a column that is none', ['--columns', 'foo', '--format', 'parquet']],
  ])('leaves nothing behind: %s', async (_, flags) => {
    const ran = await run('--out', `${folder}/`, ...flags)
    expect([ran.exit, left()]).toEqual([2, []])
  })

  it('is a name that leaves no room for that of the manifest', async () => {
    const ran = await run('--out', at(`${'n'.repeat(240)}.csv`))
    expect([ran.exit, ran.stderr, left()]).toEqual([2, expect.stringContaining('is too long'), []])
  })
})

describe('runs in the same moment', () => {
  it('are two runs', async () => {
    const table = ['--format', 'parquet', '--out', `${folder}/`]
    const runs = new Set<string>()
    for (let i = 0; i < 3; i++) {
      await run(...table)
      runs.add(readFileSync(at('bill_cycle=2026-10/_SUCCESS'), 'utf8'))
    }
    expect(runs.size).toBe(3)
    expect(existsSync(at('_tmp'))).toBe(false)
    // A clock that went back gives later runs earlier names: what lies there is what the marker says.
    const manifests = at('_manifest/bill_cycle=2026-10')
    writeFileSync(join(manifests, '29990101T000000000Z.json'), '{"manifest":1}')
    const again = await cliJson<{manifest: string}>([
      'bill',
      'export',
      '--cycle',
      '2026-10',
      '--customer',
      customers[0]!,
      ...table,
    ])
    expect(again.manifest).toBe(join(manifests, `${readFileSync(at('bill_cycle=2026-10/_SUCCESS'), 'utf8')}.json`))
    expect((await cli(['bill', 'diff', folder, folder])).exit).toBe(0)
  })
})
