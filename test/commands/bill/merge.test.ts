import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import {basename, join} from 'node:path'
import {gunzipSync} from 'node:zlib'
import {DuckDBInstance} from '@duckdb/node-api'
import {beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {currentCycle, shiftCycle} from '../../../src/cycle.js'
import {cli, cliJson, emptyHome, temporaryFolder} from '../../support/cli.js'
import {testSandbox} from '../../support/sandbox.js'

const cycle = shiftCycle(currentCycle(new Date()), -1)
const SHARDS = [1, 2, 3]

interface Summed {
  records: number
  amounts: unknown
  path: string
}

beforeAll(() => {
  emptyHome()
})

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})

const exported = (...flags: string[]) => cliJson<Summed>(['bill', 'export', '--cycle', cycle, ...flags])
const shards = async (...flags: string[]) => {
  for (const shard of SHARDS) await exported(...flags, '--out', `${folder}/`, '--shard', `${shard}/${SHARDS.length}`)
}
const merge = (...more: string[]) => cliJson<Summed>(['bill', 'merge', ...more])
const extensionOf = (format: string) => `.${format.replace('focus-', '')}`
const manifestOf = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

async function expectSameBytes(format: string): Promise<void> {
  await shards('--format', format)
  // What a merge left that was killed is no part of the next one.
  const kind = format.startsWith('focus') ? 'focus' : 'bills'
  const work = join(folder, `${kind}-${cycle}${extensionOf(format)}.part`)
  mkdirSync(work)
  writeFileSync(join(work, basename(work)), 'half of it')
  const merged = await merge(`${folder}/`)
  expect(existsSync(work)).toBe(false)
  const file = merged.path
  const bytes = readFileSync(file)
  const manifest = manifestOf(`${file}.manifest.json`)
  rmSync(file)
  rmSync(`${file}.manifest.json`)
  const whole = await exported('--format', format, '--out', file)
  expect(bytes.equals(readFileSync(file))).toBe(true)
  expect([merged.records, merged.amounts]).toEqual([whole.records, whole.amounts])
  const expected = manifestOf(`${file}.manifest.json`)
  for (const name of ['query', 'records', 'sums', 'files', 'customers', 'unread', 'state']) {
    expect([name, manifest[name]]).toEqual([name, expected[name]])
  }
  expect(manifest.duplicates.count).toBe(expected.duplicates.count)
  expect(manifest.shards.map(({shard}: {shard: string}) => shard)).toEqual(['1/3', '2/3', '3/3'])
}

describe('bill merge of a messy world', () => {
  beforeAll(async () => {
    await testSandbox({scenario: 'messy'})
  })

  it('makes of shards in csv the bytes that one export writes', () => expectSameBytes('csv'))

  it('lets Parquet files of shards stand side by side, and nobody sees them before', async () => {
    await shards('--format', 'parquet', '--wide-decimals')
    const partition = join(folder, `bill_cycle=${cycle}`)
    expect(existsSync(partition)).toBe(false)
    const merged = await merge(`${folder}/`)
    expect(readdirSync(partition).filter(name => name.endsWith('.parquet'))).toHaveLength(3)
    const whole = await exported('--format', 'parquet', '--wide-decimals', '--out', `${folder}/whole/`)
    expect([merged.records, merged.amounts]).toEqual([whole.records, whole.amounts])
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    const sums = async (path: string) =>
      (
        await connection.runAndReadAll(
          `select customer_id, currency, count(*), sum(amount)::varchar, sum(official_amount)::varchar
           from read_parquet('${path}') group by all order by all`,
        )
      ).getRows()
    expect(await sums(`${partition}/*.parquet`)).toEqual(await sums(`${folder}/whole/*/*.parquet`))
    // A month that is merged again replaces it.
    await merge(`${folder}/`)
    expect(readdirSync(partition).filter(name => name.endsWith('.parquet'))).toHaveLength(3)
  })
})

describe('bill merge', () => {
  beforeAll(async () => {
    await testSandbox({scenario: 'tiny'})
  })

  it.each(['jsonl', 'json', 'focus-csv'])('makes of shards in %s the bytes that one export writes', expectSameBytes)

  it('makes of gzipped shards what one export writes, packed in another way', async () => {
    await exported('--out', join(folder, 'whole.csv.gz'))
    for (const shard of SHARDS) await exported('--out', join(folder, `part-${shard}.csv.gz`), '--shard', `${shard}/3`)
    const parts = SHARDS.map(shard => join(folder, `part-${shard}.csv.gz`))
    await merge(...parts, '--out', join(folder, 'merged.csv.gz'))
    const unpacked = (name: string) => gunzipSync(readFileSync(join(folder, name)))
    expect(unpacked('merged.csv.gz').equals(unpacked('whole.csv.gz'))).toBe(true)
    expect(readdirSync(folder).filter(name => name.includes('.part'))).toEqual([])
  })

  it('lets the files of customers stand side by side, and joins those of days', async () => {
    await shards('--split', 'customer')
    const merged = await merge(`${folder}/`)
    const whole = await exported('--split', 'customer', '--out', `${folder}/whole/`)
    expect(merged.records).toBe(whole.records)
    const files = readdirSync(whole.path).sort()
    expect(readdirSync(merged.path).sort()).toEqual(files)
    for (const name of files.filter(name => name !== 'manifest.json')) {
      expect(readFileSync(join(merged.path, name)).equals(readFileSync(join(whole.path, name)))).toBe(true)
    }
  })

  it('joins the files of a day shard by shard, and says so', async () => {
    await shards('--split', 'day')
    const merged = await merge(`${folder}/`)
    const whole = await exported('--split', 'day', '--out', `${folder}/whole/`)
    const lines = (path: string) => readFileSync(path, 'utf8').split('\r\n').sort()
    for (const name of readdirSync(whole.path).filter(name => name.endsWith('.csv'))) {
      expect(lines(join(merged.path, name))).toEqual(lines(join(whole.path, name)))
    }
    expect(manifestOf(join(merged.path, 'manifest.json')).remarks).toContain(
      'Within a file, rows stand in the order of the shards',
    )
  })

  describe('refuses', () => {
    const shard = (n: number) => join(folder, `bills-${cycle}.shard-${n}-of-3.csv`)
    const all = () => SHARDS.map(shard)
    const refused = async (exit: number, ...parts: string[]) => {
      const ran = await cli(['bill', 'merge', ...parts])
      expect([ran.exit, existsSync(join(folder, `bills-${cycle}.csv`))]).toEqual([exit, false])
      return ran.stderr
    }
    const change = (n: number, edit: (manifest: {state: string; customers: unknown[]}) => void) => {
      const manifest = manifestOf(`${shard(n)}.manifest.json`)
      edit(manifest)
      writeFileSync(`${shard(n)}.manifest.json`, JSON.stringify(manifest))
    }
    beforeEach(async () => {
      await shards('--columns', 'customer_id,id,amount')
    })

    it('a month without one of its shards, and one that has a shard twice', async () => {
      expect(await refused(2, shard(1), shard(3))).toContain('missing: shard 2/3')
      cpSync(shard(1), join(folder, 'again.csv'))
      cpSync(`${shard(1)}.manifest.json`, join(folder, 'again.csv.manifest.json'))
      expect(await refused(2, ...all(), join(folder, 'again.csv'))).toContain('shard 1/3 is there twice')
    })

    it('shards of different queries, of different states, or whose customers are not its own', async () => {
      await exported('--columns', 'customer_id,amount', '--out', `${folder}/`, '--shard', '2/3')
      expect(await refused(2, ...all())).toContain(
        'columns is ["customer_id","id","amount"] and ["customer_id","amount"]',
      )
      await exported('--columns', 'customer_id,id,amount', '--out', `${folder}/`, '--shard', '2/3')
      // Which of the two the month is depends on the day on which the test runs.
      const {state, customers} = manifestOf(`${shard(1)}.manifest.json`)
      const another = state === 'final' ? 'estimate' : 'final'
      change(2, manifest => {
        manifest.state = another
      })
      expect(await refused(2, ...all())).toContain(`state is ${state} and ${another}`)
      change(2, manifest => {
        manifest.state = state
        manifest.customers.push(customers[0])
      })
      expect(await refused(2, ...all())).toContain('belongs to another shard')
    })

    it('files that were changed, cut off or moved away', async () => {
      appendFileSync(shard(3), 'x')
      expect(await refused(2, ...all())).toContain(`${shard(3)} has `)
      const bytes = readFileSync(shard(3))
      bytes[bytes.length - 9]! ^= 1
      writeFileSync(shard(3), bytes.subarray(0, -1))
      expect(await refused(2, ...all())).toContain('was changed')
      renameSync(shard(3), join(folder, 'elsewhere'))
      expect(await refused(2, ...all())).toContain('is not there')
    })

    it('what is no shard, and a whole export', async () => {
      expect(await refused(2, join(folder, 'nothing.csv'))).toContain('is no shard of an export')
      await exported('--out', join(folder, 'whole.csv'))
      expect(await refused(2, join(folder, 'whole.csv'))).toContain('is no shard of an export')
    })

    it('a place that is one of the shards, or that promises another format', async () => {
      await shards('--columns', 'customer_id,amount')
      const [first] = readdirSync(folder).filter(name => name.endsWith('.csv'))
      const before = readFileSync(join(folder, first!))
      expect(await refused(2, folder, '--out', join(folder, first!))).toContain('is one of the shards')
      expect(readFileSync(join(folder, first!)).equals(before)).toBe(true)
      for (const name of ['month.csv.gz', 'month.jsonl', 'month.parquet']) {
        expect(await refused(2, folder, '--out', join(folder, name))).toContain('Name it ')
      }
    })

    it('to make one file of the parts of a table', async () => {
      const table = join(folder, 'table/')
      for (const shard of ['1/2', '2/2']) {
        await exported('--format', 'parquet', '--wide-decimals', '--out', table, '--shard', shard)
      }
      expect(await refused(2, table, '--out', join(folder, 'month.parquet'))).toContain('month.parquet/')
      expect(await refused(2, table, '--out', join(folder, 'month.csv'))).toContain('Name a folder')
      expect(readdirSync(folder).filter(name => name.startsWith('month'))).toEqual([])
    })
  })
})
