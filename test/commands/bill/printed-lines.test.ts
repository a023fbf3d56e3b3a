// What commands around bills print as the next line works as it is printed.
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {shellWords} from '../../../src/command-line.js'
import {cli, emptyHome} from '../../support/cli.js'
import {testSandbox} from '../../support/sandbox.js'

const cycle = '2026-10'
let home: string
const path = (name: string) => join(home, name)

/** The lines that a failure printed. */
const linesOf = (stderr: string) =>
  [...stderr.matchAll(/\bpartnerctl (.*)$/gm)].map(([, line]) => shellWords(line!).words)

/** Runs words that fail, and then what they print. Gives the last output. */
async function follow(exit: number, ...words: string[]): Promise<{stderr: string; output: string}> {
  const failed = await cli(words)
  expect([words.join(' '), failed.exit]).toEqual([words.join(' '), exit])
  const lines = linesOf(failed.stderr)
  expect([failed.stderr, lines.length > 0]).toEqual([failed.stderr, true])
  let output = ''
  for (const line of lines) {
    const ran = await cli(line)
    expect([line.join(' '), ran.exit, ran.exit === 0 || ran.stderr]).toEqual([line.join(' '), 0, true])
    output = ran.stdout
  }
  return {stderr: failed.stderr, output}
}

const book = (name: string, rules: string, more = '') => {
  writeFileSync(path(name), `version: 1\ncurrency: USD\n${more}rules:\n${rules}\n`)
  return ['--book', path(name)]
}

beforeAll(async () => {
  home = emptyHome()
  await testSandbox({scenario: 'tiny', seed: 1, validateResponses: false})
  process.env.PARTNERCTL_PRICEBOOK = path('all.yaml')
  book('all.yaml', '  - {id: all, price: official}')
  const ran = await cli(['bill', 'export', '--cycle', cycle, '--out', path('it’s records.csv')])
  expect(ran.exit).toBe(0)
})

describe('where records cannot be priced', () => {
  const records = () => path('it’s records.csv')
  const without = (column: string, name: string) => {
    const [heading, ...rows] = readFileSync(records(), 'utf8').split('\r\n')
    const at = heading!.split(',').indexOf(column)
    writeFileSync(
      path(name),
      [heading, ...rows.map(row => (row ? row.split(',').with(at, '').join(',') : row))].join('\r\n'),
    )
    return path(name)
  }

  it('the record is shown where it is, with the book that was named', async () => {
    const {stderr, output} = await follow(
      2,
      'bill',
      'rate',
      records(),
      ...book('few.yaml', '  - {id: a, service: hws.no, price: cost}', 'cost: expenditure\n'),
      '--out',
      path('r.csv'),
    )
    expect(output).toContain('not priced: no rule matches')
    expect(stderr).toContain('Add rules, or say --unmatched cost or official or skip, which leaves them out')
    const [, after] = book('few.yaml', '  - {id: a, service: hws.no, price: official}')
    const compared = await follow(2, 'pricebook', 'diff', path('all.yaml'), after!, '--records', records())
    // Without cost in the book, it is no way out.
    expect(compared.stderr).toContain('say --unmatched official or skip')
  })

  it('what is proposed would help', async () => {
    const bare = without('official_amount', 'bare.csv')
    const priced = await follow(2, 'bill', 'rate', bare, '--out', path('r.csv'))
    expect(priced.stderr).toContain('Export the records with the amounts')
    expect(priced.stderr).not.toContain('--unmatched')
    const few = book('few.yaml', '  - {id: a, service: hws.no, price: official}', 'cost: expenditure\n')
    const unmatched = await follow(2, 'bill', 'rate', bare, ...few, '--out', path('r.csv'))
    expect(unmatched.stderr).toContain('Add rules, or say --unmatched cost or skip')
    const tied = book(
      'tied.yaml',
      '  - {id: a, service: hws.service.type.ec2, price: official}\n  - {id: b, resource_type: hws.resource.type.vm, price: official}\n  - {id: c, price: official}',
    )
    const tie = await follow(2, 'bill', 'rate', records(), ...tied, '--out', path('r.csv'))
    expect(tie.stderr).not.toMatch(/--unmatched|amounts that rules/)
  })

  it('records without a day are exported again, of their month', async () => {
    const {stderr} = await cli(['bill', 'rate', without('bill_date', 'dayless.csv'), '--out', path('r.csv')])
    expect(linesOf(stderr)).toEqual([['bill', 'export', '--cycle', cycle]])
  })
})

it('an example that failed is explained', async () => {
  const [, file] = book(
    'examples.yaml',
    '  - {id: all, price: official}',
    'customers: {acme: {id: "0123"}}\nexamples:\n  - {name: one, record: {bill_date: 2026-10-03, customer_id: acme, account_name: "a b", official_amount: 10}, charge: 11}\n',
  )
  const {output} = await follow(1, 'pricebook', 'test', file!)
  expect(output).toContain('USD 10 by rule all')
})

it('statements that are not there are made', async () => {
  const rated = path('rated.csv')
  await cli(['bill', 'rate', path('it’s records.csv'), '--out', rated])
  const statements = ['--statements', path('new statements')]
  const {stderr} = await cli(['bill', 'reconcile', '--cycle', cycle, '--rated', rated, ...statements])
  expect(linesOf(stderr)).toEqual([['bill', 'statement', rated, '--out', path('new statements')]])
})

it.each([
  [['--format', 'parquet', '--wide-decimals']],
  [['--excel', '--columns', 'customer_id,id,amount', '--customer', '039b64bed080c9100f1dc0854863fb60']],
])('shards that are missing are exported as the others: %s', async more => {
  const out = `${path(`shards ${more.length}`)}/`
  const shard = await cli(['bill', 'export', '--cycle', cycle, '--shard', '2/3', '--out', out, ...more])
  expect(shard.exit).toBe(0)
  const {stderr} = await follow(2, 'bill', 'merge', out)
  expect(stderr).toContain('missing: shard 1/3, 3/3')
  const merged = await cli(['bill', 'merge', out])
  expect([merged.exit, merged.exit === 0 || merged.stderr]).toEqual([0, true])
  rmSync(out, {recursive: true})
})

it('a file that is not there is the one that is named', async () => {
  const [records, rated] = [path('it’s records.csv'), path('rated.csv')]
  const lines = [
    ['rate', 'gone'],
    ['diff', records, 'gone'],
    ['diff', 'gone', records],
    ['diff', rated, 'gone'],
    ['diff', 'gone', rated],
    ['report', 'gone'],
    ['report', rated, '--previous', 'gone'],
    ['statement', 'gone'],
    ['reconcile', 'gone', '--cycle', cycle],
    ['status', '--records', 'gone'],
    ['status', '--rated', 'gone'],
    ['diff', rated, rated, '--statements', 'gone'],
  ]
  for (const line of lines) {
    const {exit, stderr} = await cli(['bill', ...line])
    expect([line.join(' '), exit, stderr]).toEqual([line.join(' '), 2, expect.stringMatching(/^Error: .*gone /)])
    expect(stderr).not.toContain('unexpectedly')
    expect(stderr).not.toMatch(/\bE[A-Z]{4,}\b/)
  }
})

it('what is no file is told in words', async () => {
  const [records, folder, below] = [path('it’s records.csv'), path('a-folder'), join(path('it’s records.csv'), 'x')]
  mkdirSync(folder)
  for (const [name, said] of [
    [folder, 'a folder'],
    [below, 'what stands above it is a file'],
    [path('gone'), 'it is not there'],
  ] as const)
    for (const line of [
      ['rate', records, '--book', name],
      ['statement', name],
      ['ledger', name, '--accrual'],
      ['ledger', folder, '--rated', name],
      ['export', '--cycle', cycle, '--source', 'bill-file', '--from', name, '--out', path('none.csv')],
    ]) {
      const {exit, stderr} = await cli(['bill', ...line])
      expect([line.join(' '), exit, stderr]).toEqual([line.join(' '), 2, expect.stringContaining(said)])
      expect(stderr).not.toMatch(/\bE[A-Z]{4,}\b/)
    }
})

it('an export is taken by its manifest, however it is called', async () => {
  const records = path('it’s records.csv')
  for (const [name, format] of [
    ['b10', 'csv'],
    ['b10.txt', 'jsonl'],
    ['b10.2026', 'xlsx'],
    ['b10.ndjson', 'jsonl'],
    ['customerBill_202610.csv', 'csv'],
  ]) {
    const out = path(`any/${name}`)
    const made = await cli(['bill', 'export', '--cycle', cycle, '--format', format!, '--out', out])
    expect([name, made.exit]).toEqual([name, 0])
    for (const place of [out, path('any')]) {
      const {exit, stdout, stderr} = await cli(['bill', 'diff', records, place])
      expect([name, exit, stdout + stderr]).toEqual([name, 0, expect.stringContaining('No differences')])
    }
    rmSync(path('any'), {recursive: true})
  }
  writeFileSync(path('notes'), 'x')
  expect((await cli(['bill', 'rate', path('notes')])).stderr).toContain('and what has its manifest beside it')
})
