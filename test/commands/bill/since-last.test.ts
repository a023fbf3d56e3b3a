// A folder that is kept up to date: what it is due for, and what it is not.
import {mkdtempSync, readFileSync, rmSync, truncateSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest'
import {cli, emptyHome} from '../../support/cli.js'
import {type TestSandbox, testSandbox} from '../../support/sandbox.js'

const NOW = '2026-11-18T04:00:00Z'
const NOTHING = 'Every month is there, and none has changed\n'
let home: string
let folder: string

beforeAll(() => {
  vi.useFakeTimers({toFake: ['Date'], now: new Date(NOW)})
  home = emptyHome()
})
afterAll(() => {
  vi.useRealTimers()
})
beforeEach(() => {
  folder = mkdtempSync(join(home, 'out-'))
})

const run = (...flags: string[]) => cli(['bill', 'export', ...flags, '--out', `${folder}/`])
/** What is said about an export that succeeds. */
const said = async (...flags: string[]) => {
  const {exit, stderr} = await run(...flags)
  expect(exit, stderr).toBe(0)
  return stderr
}

describe.each(['intl', 'cn'] as const)('bill export --since-last on the %s site', site => {
  beforeAll(async () => {
    await testSandbox({clock: NOW, site, validateResponses: false, scenario: 'tiny'})
  }, 60_000)

  it.each([
    {flags: []},
    {flags: ['--shard', '1/2']},
    {flags: ['--source', 'monthly-sums']},
    ...(site === 'cn' ? [{flags: ['--source', 'fee-records']}] : [{flags: ['--source', 'res-records']}]),
  ])(
    'is due for nothing right after $flags',
    async ({flags}) => {
      await said(...flags, '--cycle', '2026-10')
      expect(await said(...flags, '--since-last')).toBe(NOTHING)
    },
    60_000,
  )
})

describe('bill export --since-last', () => {
  let sandbox: TestSandbox
  beforeAll(async () => {
    sandbox = await testSandbox({clock: NOW, validateResponses: false, scenario: 'tiny'})
  }, 60_000)

  it('does not count what was exported from another platform, and replaces it only when told to', async () => {
    await said('--cycle', '2026-09')
    await said('--cycle', '2026-10')
    await sandbox.admin('POST', '/reset')
    const other = 'exported for another account, endpoint or world of the sandbox'
    for (const flags of [['--since-last'], ['--cycle', '2026-10']]) {
      const {exit, stderr} = await run(...flags)
      expect([exit, stderr]).toEqual([2, expect.stringContaining(`was ${other}, and would be replaced`)])
    }
    expect(await said('--since-last', '--cycle', '2026-10', '--force')).toBe(
      `cycle 2026-10: what is there was ${other}\n`,
    )
    expect(await said('--since-last', '--cycle', '2026-10')).toBe(NOTHING)
    // Who is no customer of this platform is not asked for.
    const manifest = JSON.parse(readFileSync(join(folder, 'bills-2026-10.csv.manifest.json'), 'utf8'))
    expect(manifest.owner.platform).toMatch(/^sandbox /)
    expect(manifest.unread).toEqual([])
  }, 60_000)

  it('is due for a month whose file is missing or cut off', async () => {
    await said('--cycle', '2026-09')
    await said('--cycle', '2026-10')
    rmSync(join(folder, 'bills-2026-09.csv'))
    truncateSync(join(folder, 'bills-2026-10.csv'), 1000)
    expect(await said('--since-last')).toBe(
      'cycle 2026-09: its files are missing, or not as they were written\ncycle 2026-10: its files are missing, or not as they were written\n',
    )
    expect(await said('--since-last')).toBe(NOTHING)
  }, 60_000)

  it('begins with --cycle where that is given', async () => {
    expect(await said('--since-last', '--cycle', '2026-09')).toBe(
      'cycle 2026-09: the first export there\ncycle 2026-10: the first export there\n',
    )
    expect(await said('--since-last', '--cycle', '2026-08')).toBe('cycle 2026-08: not there yet\n')
    rmSync(join(folder, 'bills-2026-08.csv'))
    expect(await said('--since-last', '--cycle', '2026-09')).toBe(NOTHING)
  }, 60_000)
})
