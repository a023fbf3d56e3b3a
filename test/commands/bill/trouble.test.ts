// What happens around an export: months that are not over, customers that refuse, runs that end early, places that are
// taken.
import {spawn} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest'
import {parseJson} from '../../../src/api/json.js'
import type {Manifest} from '../../../src/bills/export/files/manifest.js'
import {cli, cliJson, emptyHome} from '../../support/cli.js'
import {type TestSandbox, testSandbox} from '../../support/sandbox.js'

const RECORDS = 'ListCustomerselfResourceRecords'
const NOW = '2026-11-18T04:00:00Z'
const FINAL = '2026-12-06T04:00:00Z'
let home: string
let folder: string
let sandbox: TestSandbox

beforeAll(async () => {
  vi.useFakeTimers({toFake: ['Date'], now: new Date(NOW)})
  home = emptyHome()
  sandbox = await testSandbox({scenario: 'tiny', clock: NOW, validateResponses: false})
}, 60_000)
afterAll(() => {
  vi.useRealTimers()
})
beforeEach(() => {
  folder = mkdtempSync(join(home, 'out-'))
})
afterEach(async () => {
  await sandbox.admin('DELETE', '/faults')
  await sandbox.admin('DELETE', '/requests')
})

const at = (name: string) => join(folder, name)
const columns = ['--columns', 'customer_id,id,amount']
const words = (...flags: string[]) => ['bill', 'export', ...columns, ...flags]
const run = (...flags: string[]) => cli(words(...flags))
const bytes = (name: string) => readFileSync(at(name), 'utf8')
const manifest = (name: string) => parseJson(readFileSync(at(`${name}.manifest.json`), 'utf8')) as Manifest
const fault = (more: Record<string, unknown>) => sandbox.admin('POST', '/faults', {operation: RECORDS, ...more})
/** The profile's key is refused from the third request on: nothing is read any more. */
const keyExpires = () =>
  fault({
    effect: 'error',
    status: 401,
    code: 'APIGW.0301',
    message: 'Incorrect IAM authentication information',
    skip: 2,
  })
const asked = async () =>
  (await sandbox.admin<{requests: unknown[]}>('GET', `/requests?operation=${RECORDS}&limit=5000`)).requests.length
const travel = async (time: string) => {
  vi.setSystemTime(new Date(time))
  await sandbox.admin('PUT', '/clock', {now: time})
}

describe('a customer that cannot be read', () => {
  it('is named with the reason, the others are exported, and --retry-failed reads it alone', async () => {
    await run('--out', at('calm.csv'))
    const calm = bytes('calm.csv').trimEnd().split('\r\n')
    const {customers} = manifest('calm.csv')
    const [denied] = customers.filter(({records}) => records > 0)
    await sandbox.admin('DELETE', '/requests')
    // As it is when the customer has left the partner since the list was read.
    await fault({
      effect: 'error',
      status: 403,
      code: 'CBC.0150',
      message: 'Access denied. The customer does not belong to your company',
      tenant: denied!.customer_id,
    })
    const first = await run('--out', at('bills.csv'))
    expect(first.exit).toBe(7)
    expect(first.stderr).toContain(`${denied!.account_name}: `)
    expect(first.stderr).toContain('--retry-failed')
    expect(manifest('bills.csv').unread.map(({customer_id}) => customer_id)).toEqual([denied!.customer_id])
    expect(bytes('bills.csv')).not.toContain(denied!.customer_id)
    // Still denied: the same again, and nobody else is asked.
    await sandbox.admin('DELETE', '/requests')
    expect((await run('--out', at('bills.csv'), '--retry-failed')).exit).toBe(7)
    expect(await asked()).toBe(1)

    await sandbox.admin('DELETE', '/faults')
    const again = await run('--out', at('bills.csv'), '--retry-failed')
    expect([again.exit, again.stderr]).toEqual([0, ''])
    expect(again.stdout).toContain('Asked again: only 1 customer that could not be read before')
    const {unread, sums, records} = manifest('bills.csv')
    expect([unread, sums, records]).toEqual([[], manifest('calm.csv').sums, calm.length - 1])
    expect(bytes('bills.csv').trimEnd().split('\r\n').sort()).toEqual([...calm].sort())
    const nobody = await run('--out', at('bills.csv'), '--retry-failed')
    expect([nobody.exit, nobody.stderr]).toEqual([
      2,
      expect.stringContaining('has no customers that could not be read'),
    ])
  }, 60_000)

  it('is not forgotten by what contradicts itself or belongs to another export', async () => {
    await fault({effect: 'error', status: 403, code: 'CBC.0150', message: 'Access denied.', count: 1})
    expect((await run('--out', at('bills.csv'))).exit).toBe(7)
    const both = await run('--out', at('bills.csv'), '--retry-failed', '--restart')
    expect([both.exit, both.stderr]).toEqual([2, expect.stringContaining('do not go together')])
    const other = await run('--out', at('bills.csv'), '--retry-failed', '--excel')
    expect([other.exit, other.stderr]).toEqual([2, expect.stringContaining('was exported otherwise: without --excel')])
    expect((await run('--out', at('bills.csv'), '--retry-failed')).exit).toBe(0)
  }, 60_000)

  it('is told with what mends it, and with another way where the records went to stdout', async () => {
    await fault({effect: 'error', status: 403, code: 'CBC.0150', message: 'Access denied.', count: 1})
    const {exit, stderr} = await run('--out', '-')
    expect(exit).toBe(7)
    expect(stderr).toContain('partnerctl explain CBC.0150')
    expect(stderr).toContain('Export to a file with --out: there, --retry-failed reads only these again')
    expect(stderr).not.toContain('to the same command')
  }, 60_000)

  it('because it left the partner in the middle of the month is not missing silently', async () => {
    const gone = '0123456789abcdef0123456789abcdef'
    await run('--cycle', '2026-09', '--out', `${folder}/`)
    const before = at('bills-2026-09.csv.manifest.json')
    const [customer] = manifest('bills-2026-09.csv').customers.filter(({records}) => records > 0)
    // As the month before was exported when it was a customer still.
    const entry = JSON.stringify({
      ...customer,
      customer_id: gone,
      account_name: 'left-in-october',
      amount: 1,
      official_amount: 1,
    })
    writeFileSync(before, readFileSync(before, 'utf8').replace(/"customers": \[/, `"customers": [${entry},`))
    const october = await run('--cycle', '2026-10', '--out', `${folder}/`)
    expect([october.exit, october.stderr]).toEqual([7, expect.stringContaining('left-in-october: ')])
    expect(manifest('bills-2026-10.csv').unread.map(({customer_id}) => customer_id)).toEqual([gone])
    // It has no records in October: November does not ask for it.
    expect((await run('--cycle', '2026-11', '--out', `${folder}/`)).exit).toBe(0)
  }, 60_000)

  it('has its part in a shard, and is missing after a merge until it is read there', async () => {
    await run('--out', at('calm.csv'))
    const {customers, sums} = manifest('calm.csv')
    for (const shard of ['1/2', '2/2']) {
      if (shard === '2/2')
        await fault({effect: 'error', status: 403, code: 'CBC.0150', message: 'Access denied.', count: 1})
      expect((await run('--out', `${folder}/`, '--shard', shard)).exit).toBe(shard === '2/2' ? 7 : 0)
    }
    const merged = await cli(['bill', 'merge', `${folder}/`])
    expect([merged.exit, merged.stderr]).toEqual([7, expect.stringContaining('1 customer could not be read')])
    expect((await run('--out', `${folder}/`, '--shard', '2/2', '--retry-failed')).exit).toBe(0)
    expect((await cli(['bill', 'merge', `${folder}/`])).exit).toBe(0)
    const whole = manifest('bills-2026-10.csv')
    expect([whole.sums, whole.customers.length]).toEqual([sums, customers.length])
  }, 60_000)
})

describe('an export that ends early', () => {
  it('because the key is no good any more goes on where it was, as if nothing had been', async () => {
    await run('--out', at('calm.csv'))
    const all = await asked()
    await sandbox.admin('DELETE', '/requests')
    await keyExpires()
    const first = await run('--out', at('bills.csv'))
    expect([first.exit, first.stderr]).toEqual([
      4,
      expect.stringContaining('The same command goes on where this one stopped'),
    ])
    expect(existsSync(at('bills.csv'))).toBe(false)
    await sandbox.admin('DELETE', '/faults')
    const then = await cliJson<{resumed: boolean}>(words('--out', at('bills.csv')))
    expect([then.resumed, bytes('bills.csv')]).toEqual([true, bytes('calm.csv')])
    expect(all).toBeGreaterThan(4)
    expect(readdirSync(folder).sort()).toEqual([
      'bills.csv',
      'bills.csv.manifest.json',
      'calm.csv',
      'calm.csv.manifest.json',
    ])
  }, 60_000)

  it('because the network is gone leaves what it has, and --restart throws that away', async () => {
    await run('--out', at('calm.csv'))
    await fault({effect: 'reset-before', skip: 2})
    const first = await run('--out', at('bills.csv'), '--max-time', '3s')
    expect([first.exit, existsSync(at('bills.csv'))]).toEqual([6, false])
    await sandbox.admin('DELETE', '/faults')
    const again = await cliJson<{resumed: boolean}>(words('--out', at('bills.csv'), '--restart'))
    expect([again.resumed, bytes('bills.csv')]).toEqual([false, bytes('calm.csv')])
  }, 60_000)

  it('is not gone on with by another command, nor with its clock set back', async () => {
    await run('--out', at('calm.csv'))
    await keyExpires()
    expect((await run('--out', at('bills.csv'))).exit).toBe(4)
    const other = await cli(['bill', 'export', '--columns', 'id', '--out', at('bills.csv')])
    expect([other.exit, other.stderr]).toEqual([
      2,
      expect.stringContaining(
        'holds an unfinished export of something else: --columns customer_id,id,amount instead of id',
      ),
    ])
    const merged = await cli(['bill', 'merge', at('bills.csv')])
    expect(merged.exit).toBe(2)
    await sandbox.admin('DELETE', '/faults')
    vi.setSystemTime(new Date('2026-11-16T01:00:00Z'))
    try {
      const then = await cliJson<{resumed: boolean}>(words('--out', at('bills.csv'), '--cycle', '2026-10'))
      expect([then.resumed, bytes('bills.csv')]).toEqual([true, bytes('calm.csv')])
    } finally {
      vi.setSystemTime(new Date(NOW))
    }
  }, 60_000)

  it('in a month that still ran is begun anew when the month is over', async () => {
    await keyExpires()
    expect((await run('--cycle', '2026-11', '--out', at('bills.csv'))).exit).toBe(4)
    await sandbox.admin('DELETE', '/faults')
    await travel(FINAL)
    try {
      const then = await cliJson<{resumed: boolean; final: boolean}>(
        words('--cycle', '2026-11', '--out', at('bills.csv')),
      )
      expect([then.resumed, then.final]).toEqual([false, true])
      await run('--cycle', '2026-11', '--out', at('calm.csv'))
      expect(bytes('bills.csv')).toBe(bytes('calm.csv'))
    } finally {
      await travel(NOW)
    }
  }, 60_000)
})

describe('months', () => {
  it.each([
    ['bills-2026-11.csv', 'csv'],
    ['focus-2026-11.csv', 'focus-csv'],
  ])(
    'that still run are an estimate, and the export of the final month lists what that corrects: %s',
    async (name, format) => {
      const first = await cli(['bill', 'export', '--cycle', 'this-month', '--format', format, '--out', `${folder}/`])
      expect([first.exit, first.stdout]).toEqual([
        0,
        expect.stringContaining('cycle 2026-11 (UTC+8), estimate: it can still change'),
      ])
      const estimate = manifest(name)
      await travel(FINAL)
      try {
        const due = await cli(['bill', 'export', '--since-last', '--format', format, '--out', `${folder}/`])
        expect([due.exit, due.stderr]).toEqual([0, 'cycle 2026-11: was an estimate\n'])
        expect(due.stdout).toMatch(
          /Against the export of 2026-11-18T04:00:00\.000Z: [\d,]+ added.*USD \+[\d,.]+\n {2}each of them in /,
        )
        const now = manifest(name)
        expect([estimate.state, now.state]).toEqual(['estimate', 'final'])
        const [file] = readdirSync(at('_corrections'))
        const lines = readFileSync(join(at('_corrections'), file!), 'utf8')
          .trimEnd()
          .split('\r\n')
        const heading = lines[0]!.split(',')
        const added = lines.slice(1).filter(line => line.startsWith('added,')).length
        const removed = lines.slice(1).filter(line => line.startsWith('removed,')).length
        expect(heading).toContain('amount_after')
        expect(added - removed).toBe(now.records - estimate.records)
        // Nothing is due any more, and the corrections are no records.
        const again = await cli(['bill', 'export', '--since-last', '--format', format, '--out', `${folder}/`])
        expect([again.exit, again.stderr]).toEqual([0, 'Every month is there, and none has changed\n'])
      } finally {
        await travel(NOW)
      }
    },
    90_000,
  )

  it.each([[['--columns', 'customer_id,id']], [['--source', 'monthly-sums']]])(
    'that are exported with %s correct nothing in one that was exported otherwise',
    async flags => {
      await run('--out', at('bills.csv'))
      vi.setSystemTime(Date.parse(NOW) + 30_000)
      const other = await cli(['bill', 'export', ...flags, '--out', at('bills.csv')])
      expect([other.exit, other.stdout]).toEqual([0, expect.not.stringContaining('Against the export of')])
      expect(existsSync(at('_corrections'))).toBe(false)
      vi.setSystemTime(Date.parse(NOW) + 60_000)
      try {
        const again = await cli(['bill', 'export', ...flags, '--out', at('bills.csv')])
        expect(again.stdout).toContain('nothing has changed')
      } finally {
        vi.setSystemTime(new Date(NOW))
      }
    },
    60_000,
  )

  it('whose export was spoilt since are exported again all the same', async () => {
    await run('--out', at('bills.csv'))
    const calm = bytes('bills.csv')
    writeFileSync(at('bills.csv'), 'not, what,\r\nit was\r\n')
    const path = at('bills.csv.manifest.json')
    writeFileSync(
      path,
      readFileSync(path, 'utf8')
        .replace(/"sha256": "../, '"sha256": "00')
        .replace(/"run": "2026/, '"run": "2025'),
    )
    const ran = await run('--out', at('bills.csv'))
    expect([ran.exit, bytes('bills.csv')]).toEqual([0, calm])
    expect(ran.stdout).toContain('cannot be compared with it')
    expect(existsSync(at('bills.csv.part.old'))).toBe(false)
  })

  it('of a folder are brought up to date: those that lack, and those whose sums are others now', async () => {
    for (const cycle of ['2026-07', '2026-09']) {
      await cliJson(['bill', 'export', '--cycle', cycle, '--format', 'parquet', '--out', `${folder}/`])
    }
    const due = await cliJson<{cycle: string}[]>([
      'bill',
      'export',
      '--format',
      'parquet',
      '--since-last',
      '--out',
      `${folder}/`,
    ])
    expect(due.map(({cycle}) => cycle)).toEqual(['2026-08', '2026-10'])
    // An export of other columns is another one.
    const other = await cliJson<{cycle: string}[]>([
      'bill',
      'export',
      '--format',
      'parquet',
      '--columns',
      'id,amount',
      '--since-last',
      '--out',
      `${folder}/other/`,
    ])
    expect(other.map(({cycle}) => cycle)).toEqual(['2026-10'])
    // As if Huawei had corrected a record after the export.
    const runs = join(folder, '_manifest/bill_cycle=2026-09')
    const path = join(runs, readdirSync(runs)[0]!)
    writeFileSync(path, readFileSync(path, 'utf8').replace(/("customers": \[\s*\{[^}]*?"amount": )/, '$11'))
    const ran = await cli(['bill', 'export', '--format', 'parquet', '--since-last', '--out', `${folder}/`])
    expect([ran.exit, ran.stderr]).toEqual([0, 'cycle 2026-09: 1 customer with other sums now\n'])
    const single = await run('--since-last', '--out', at('one.csv'))
    expect([single.exit, single.stderr]).toEqual([2, expect.stringContaining('--since-last needs a folder')])
  }, 90_000)

  it('that lie in the future are refused before anything is asked, and old ones by the platform alone', async () => {
    for (const [cycle, reason] of [
      ['2026-12', 'lies in the future'],
      ['2026-13', 'is not a bill cycle'],
    ] as const) {
      const ran = await run('--cycle', cycle, '--out', at('bills.csv'))
      expect([ran.exit, ran.stderr]).toEqual([2, expect.stringContaining(reason)])
    }
    const asked = await run('--cycle', '2024-01', '--out', at('bills.csv'))
    expect([asked.exit, asked.stderr]).toEqual([0, expect.anything()])
    const old = await run('--cycle', '2021-01', '--out', at('old.csv'))
    expect([old.exit, old.stderr]).toEqual([5, expect.stringContaining('CBC.0100')])
  })
})

describe('places', () => {
  it('where other programs keep manifests of theirs are as good as others', async () => {
    writeFileSync(at('oclif.manifest.json'), '{"commands":{},"version":"1.0.0"}')
    writeFileSync(at('notes.manifest.json'), 'not JSON')
    writeFileSync(at('manifest.json'), '{"name":"A web page","icons":[]}')
    mkdirSync(at('extension'))
    writeFileSync(at('extension/manifest.json'), '{"manifest_version":3}')
    mkdirSync(at('folder.manifest.json'))
    const first = await run('--cycle', '2026-09', '--out', at('bills.csv'))
    expect([first.exit, first.stderr]).toEqual([0, expect.not.stringContaining('manifest of an export')])
    // What the export itself would replace is looked at closely.
    const taken = await run('--out', at('notes'))
    expect([taken.exit, taken.stderr]).toEqual([2, expect.stringContaining('notes.manifest.json is not the manifest')])
    expect(readFileSync(at('notes.manifest.json'), 'utf8')).toBe('not JSON')
  }, 60_000)

  it('that hold something else are not replaced', async () => {
    mkdirSync(at('photos'))
    writeFileSync(at('photos/cat.jpg'), 'meow')
    const ran = await run('--split', 'customer', '--out', at('photos'))
    // A folder that is there gets the folder of the export; one that would have to be it is left alone.
    expect([ran.exit, readFileSync(at('photos/cat.jpg'), 'utf8')]).toEqual([0, 'meow'])
    mkdirSync(at('table/bill_cycle=2026-10'), {recursive: true})
    writeFileSync(at('table/bill_cycle=2026-10/mine.parquet'), 'PAR1')
    const table = await run('--format', 'parquet', '--out', `${at('table')}/`)
    expect([table.exit, table.stderr]).toEqual([2, expect.stringContaining('is not the folder of an export')])
    expect(readFileSync(at('table/bill_cycle=2026-10/mine.parquet'), 'utf8')).toBe('PAR1')
  })

  it.each(['customer', 'day'])(
    'with a file for each %s have every record once',
    async split => {
      const whole = await cliJson<{records: number}>(words('--out', at('calm.csv')))
      const {path, files} = await cliJson<{path: string; files: {name: string; rows: number}[]}>(
        words('--split', split, '--out', `${folder}/`),
      )
      const lines = files.flatMap(({name}) => readFileSync(join(path, name), 'utf8').trimEnd().split('\r\n').slice(1))
      expect(lines).toHaveLength(whole.records)
      expect(lines.sort()).toEqual(bytes('calm.csv').trimEnd().split('\r\n').slice(1).sort())
      expect(files.length).toBeGreaterThan(3)
    },
    60_000,
  )

  it.runIf(existsSync('/dev/full'))('that are full end the export with that reason', async () => {
    const child = spawn(process.execPath, ['bin/run.js', ...words('--out', '-'), '--profile', 'sandbox'], {
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
      env: {...process.env, PARTNERCTL_SANDBOX_SCENARIO: 'tiny'},
    })
    let stderr = ''
    child.stderr!.setEncoding('utf8').on('data', text => {
      stderr += text
    })
    const exit = await new Promise(done => child.on('close', done))
    expect([exit, stderr]).toEqual([1, expect.stringContaining('full')])
  })
})

describe('a month without a record', () => {
  it('is an export with no rows in every format', async () => {
    // Some were no customers yet.
    const early = ['--cycle', '2024-01']
    await run(...early, '--out', at('calm.csv'))
    const [idle] = manifest('calm.csv').customers.filter(({records}) => records === 0)
    expect(idle).toBeDefined()
    for (const [name, content] of [
      ['none.csv', 'customer_id,id,amount\r\n'],
      ['none.jsonl', ''],
      ['none.json', '[\n]\n'],
    ] as const) {
      const ran = await run(...early, '--customer', idle!.customer_id, '--out', at(name))
      expect([ran.exit, ran.stdout, bytes(name)]).toEqual([
        0,
        expect.stringContaining('0 records · nothing to pay'),
        content,
      ])
    }
    await run(...early, '--customer', idle!.customer_id, '--format', 'parquet', '--out', `${at('table')}/`)
    expect(await cliJson(['bill', 'query', 'SELECT count(*) AS n FROM bills', '--from', at('table')])).toEqual([{n: 0}])
    expect((await cli(['bill', 'diff', at('none.csv'), at('none.csv')])).exit).toBe(0)
  }, 60_000)
})
