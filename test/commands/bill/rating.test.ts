// From records to statements on the command line, against the sandbox.
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {cli, cliJson, emptyHome} from '../../support/cli.js'

const home = emptyHome({PARTNERCTL_SANDBOX_CLOCK: '2026-11-20T03:00:00Z', PARTNERCTL_SANDBOX_SCENARIO: 'tiny'})
const book = 'docs/examples/pricebook.yaml'
const records = 'docs/examples/records.csv'

describe('bill rate', () => {
  it('rates a month live, and gives its file a name only when every record has a price', async () => {
    const path = join(home, 'book.yaml')
    writeFileSync(
      path,
      'version: a\ncurrency: USD\ncost: expenditure\nrules:\n  - {id: ec2, service: hws.service.type.ec2, price: cost}\n',
    )
    const out = join(home, 'live.csv')
    const failed = await cli(`bill rate --cycle 2026-10 --profile sandbox --book ${path} --out ${out}`)
    expect(failed.exit).toBe(2)
    expect(failed.stderr).toContain('cannot be priced')
    expect(existsSync(out)).toBe(false)
    expect(readdirSync(home).filter(name => name.includes('.part'))).toEqual([])
    const rated = await cliJson<{records: number; unmatched: number; charges: unknown; costs: unknown}>(
      `bill rate --cycle 2026-10 --profile sandbox --book ${path} --out ${out} --unmatched cost`,
    )
    expect(rated.unmatched).toBeGreaterThan(0)
    expect(rated.charges).toEqual(rated.costs)
    expect(readFileSync(out, 'utf8').trim().split('\r\n')).toHaveLength(rated.records + 1)
  })

  it('goes on to statements and to their check', async () => {
    const out = join(home, 'rated.csv')
    await cliJson(`bill rate ${records} --book ${book} --out ${out}`)
    const statements = await cliJson<{number: string; total: number}[]>(
      `bill statement ${out} --book ${book} --out ${join(home, 'st')} --format html --date 2026-11-05`,
    )
    expect(statements.map(one => [one.number, one.total])).toEqual([
      ['CC-2026-10-0001', 939.55],
      ['CC-2026-10-0002', 220.84],
      ['CC-2026-10-0003', 664.55],
    ])
    expect((await cli(`bill reconcile --rated ${out} --statements ${join(home, 'st')} --cycle 2026-10`)).exit).toBe(0)
  })
})

describe('records of an export', () => {
  const exported = (name: string, ...flags: string[]) =>
    cliJson(['bill', 'export', '--cycle', '2026-10', '--profile', 'sandbox', '--out', join(home, name), ...flags])

  it('come to the same rated bytes whatever its format', async () => {
    const flags = {
      'same.csv': ['--format', 'csv'],
      'same.jsonl': ['--format', 'jsonl'],
      'same.parquet': ['--format', 'parquet'],
      'wide.parquet': ['--format', 'parquet', '--wide-decimals'],
      'focus.csv': ['--format', 'focus-csv'],
      'focus.parquet': ['--format', 'focus-parquet'],
    }
    const rated: string[] = []
    for (const [name, more] of Object.entries(flags)) {
      await exported(name, ...more)
      const out = join(home, `rated-${name}.csv`)
      await cliJson(`bill rate ${join(home, name)} --book ${book} --out ${out} --unmatched official`)
      rated.push(readFileSync(out, 'utf8'))
    }
    expect(rated[0]!.split('\n').length).toBeGreaterThan(400)
    for (const text of rated) expect(text === rated[0]).toBe(true)
  }, 60_000)

  it('are not counted twice where two formats lie together, nor is the manifest of a folder read as records', async () => {
    await exported('months/', '--format', 'jsonl', '--split', 'service')
    const whole = await cliJson<{records: number}>(
      `bill rate ${join(home, 'months')} --book ${book} --out ${join(home, 'months.csv')} --unmatched cost`,
    )
    expect(whole.records).toBeGreaterThan(400)
    await exported('months/', '--format', 'parquet')
    const both = await cli(`bill rate ${join(home, 'months')} --book ${book} --unmatched cost --out ${home}/`)
    expect([both.exit, both.stderr]).toEqual([2, expect.stringContaining('the same records twice')])
  })
})

describe('bill rate --engine duckdb', () => {
  it.each(['parquet', 'focus-parquet'])(
    'gives of %s what the ordinary engine gives, and its Parquet goes on to statements',
    async format => {
      const parquet = join(home, `duck-${format}`)
      await cliJson(`bill export --cycle 2026-10 --profile sandbox --format ${format} --out ${parquet}/`)
      const line = `bill rate ${parquet} --book ${book} --unmatched official`
      const {file: _, ...stream} = await cliJson<{file: string}>(`${line} --out ${home}/plain-${format}.csv`)
      const {file, ...duck} = await cliJson<{file: string}>(`${line} --engine duckdb --out ${home}/${format}.parquet`)
      expect(duck).toEqual(stream)
      expect(file).toMatch(/\.parquet$/)
      const statements = (rated: string, out: string) =>
        cliJson<{total: number}[]>(
          `bill statement ${rated} --book ${book} --out ${join(home, out)} --format csv --date 2026-11-05`,
        )
      const totals = (list: {total: number}[]) => list.map(({total}) => total)
      expect(totals(await statements(file, `st-duck-${format}`))).toEqual(
        totals(await statements(`${home}/plain-${format}.csv`, `st-plain-${format}`)),
      )
    },
    60_000,
  )

  it('needs an export', async () => {
    expect((await cli(`bill rate --book ${book} --engine duckdb --profile sandbox`)).exit).toBe(2)
    const csv = await cli(`bill rate ${records} --book ${book} --engine duckdb --out ${home}/`)
    expect([csv.exit, csv.stderr]).toEqual([2, expect.stringContaining('--format parquet')])
    expect(readdirSync(home).filter(name => name.includes('.part'))).toEqual([])
  })
})

describe('bill report', () => {
  it('has your credit beside the month, and does without where nobody is signed in', async () => {
    const out = join(home, 'for-report.csv')
    await cliJson(`bill rate ${records} --book ${book} --out ${out}`)
    const told = await cli(`bill report ${out} --profile sandbox --out ${home}/report.html`)
    expect(told.stdout).toMatch(/credit {2}left USD [\d,.]+ of [\d,.]+ today/)
    expect(readFileSync(join(home, 'report.html'), 'utf8')).toContain('Credit left today')
    const alone = await cli(`bill report ${out}`)
    expect([alone.exit, alone.stdout]).toEqual([0, expect.stringContaining('note: Your credit is not shown')])
    expect((await cli(`bill report ${out} --no-credit`)).stdout).not.toContain('redit')
  })
})

describe('bill reconcile', () => {
  it('has an exit code for each of its answers', async () => {
    const matched = await cli('bill reconcile --cycle 2026-10 --profile sandbox')
    expect([matched.exit, matched.stderr.includes('differ')]).toEqual([0, false])
    expect(matched.stdout).toContain('agrees  amount due of your bill')
    expect((await cli('bill reconcile --cycle 2026-11 --profile sandbox')).exit).toBe(11)
    expect((await cli(`bill reconcile ${records} --cycle 2026-10 --profile sandbox`)).exit).toBe(10)
    const empty = join(home, 'empty.csv')
    writeFileSync(empty, readFileSync(records, 'utf8').split('\n')[0]!)
    const nothing = await cli(`bill reconcile ${empty} --against ${records} --cycle 2026-10`)
    expect([nothing.exit, nothing.stdout.includes('matched')]).toEqual([11, false])
  })
})

describe('pricebook', () => {
  it('init, check, test and explain', async () => {
    const path = join(home, 'pb', 'pricebook.yaml')
    expect((await cli(`pricebook init ${path}`)).exit).toBe(0)
    const begun = join(home, 'pricebook.yaml')
    expect((await cli(`pricebook init ${begun}`)).exit).toBe(0)
    expect((await cli(`pricebook init ${begun}`)).exit).toBe(5)
    expect((await cli(`pricebook check ${begun}`)).exit).toBe(0)
    expect((await cli(`pricebook test ${begun}`)).exit).toBe(0)
    const explained = await cli(`pricebook explain r04 --records ${records} --book ${book}`)
    expect(explained.stdout).toContain('PEN -207.2484 by rule compute')
    expect(explained.stdout).toContain('official_amount USD -60.00000000 x 0.92 x 3.7545 USD/PEN of 2026-10-20')
  })

  it('test fails when an example does not hold', async () => {
    const path = join(home, 'wrong.yaml')
    writeFileSync(path, readFileSync(book, 'utf8').replace('charge: 410.688', 'charge: 410.69'))
    expect((await cli(`pricebook test ${path}`)).exit).toBe(1)
  })

  it('diff says what changes for whom', async () => {
    const path = join(home, 'dearer.yaml')
    writeFileSync(path, readFileSync(book, 'utf8').replace('official - 8%', 'official - 7%'))
    const changes = await cliJson<{account_name: string; change: number}[]>(
      `pricebook diff ${book} ${path} --records ${records}`,
    )
    expect(changes.map(one => one.account_name)).toEqual(['andes-retail'])
  })
})
