// Is a month done: who was exported, rated and issued, and does it come to the partner's own bill.
import {appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {parseJson} from '../../../src/api/json.js'
import {cli, emptyHome} from '../../support/cli.js'
import {testSandbox} from '../../support/sandbox.js'

const cycle = '2026-10'
const OTHER = 'issued from another rating than this one'

interface Status {
  customers: {customer_id: string; account_name: string; statement: string; why: string; isDone: boolean}[]
  comparisons: {what: string; outcome: string; reason?: string}[]
  issued: unknown
  not_issued: unknown
}

it('tells of each customer how far its month is, and whether the figures hold', async () => {
  const home = emptyHome()
  await testSandbox({scenario: 'tiny', seed: 1})
  const path = (name: string) => join(home, name)
  const run = async (...words: string[]) => {
    const ran = await cli(words)
    expect([words[1], ran.exit, ran.exit === 0 || ran.stderr]).toEqual([words[1], 0, true])
  }
  const status = async (...words: string[]) => {
    const ran = await cli(['bill', 'status', '--cycle', cycle, ...words, '-o', 'json'])
    return {exit: ran.exit, found: parseJson(ran.stdout) as Status, stderr: ran.stderr}
  }
  await run('bill', 'export', '--cycle', cycle, '--out', path('bills.csv'))
  const records = ['--records', path('bills.csv')]
  const exported = await status(...records)
  expect(exported.found.comparisons.map(({what, outcome}) => [what, outcome])).toEqual([
    ['file bills.csv', 'matched'],
    ['settlement of documents + not issued = your bill', 'matched'],
    ['invoices = amount due + tax', 'matched'],
  ])
  expect([exported.exit, String(exported.found.issued)]).toEqual([0, '0'])

  writeFileSync(
    path('book.yaml'),
    'version: 1\ncurrency: USD\ncost: expenditure\nrules:\n  - {id: all, price: official}\nstatement: {name: Partner}\n',
  )
  await run('bill', 'rate', path('bills.csv'), '--book', path('book.yaml'), '--out', path('rated.csv'))
  const rated = ['--rated', path('rated.csv')]
  const open = await status(...records, ...rated, '--statements', path('statements'))
  expect([open.exit, open.stderr]).toEqual([8, expect.stringMatching(/customers are not done/)])
  const waiting = open.found.customers.filter(({isDone}) => !isDone)
  expect(waiting.length).toBeGreaterThan(0)
  expect(new Set(waiting.map(({why}) => why))).toEqual(new Set(['not issued']))

  const issue = ['bill', 'statement', path('rated.csv'), '--book', path('book.yaml'), '--format', 'csv']
  await run(...issue, '--out', path('statements'))
  const all = [...records, ...rated, '--statements', path('statements')]
  const done = await status(...all)
  expect([done.exit, done.found.customers.filter(({isDone}) => !isDone)]).toEqual([0, []])
  expect(done.found.customers.filter(({statement}) => statement !== '').length).toBe(waiting.length)
  expect(String(done.found.not_issued)).toBe('0')

  // What customers got is there, and is what was issued.
  const [document] = readdirSync(path('statements')).filter(name => name.endsWith('.csv'))
  const issued = path(join('statements', document!))
  for (const [change, said] of [
    [() => appendFileSync(issued, 'x'), 'was changed since it was issued'],
    [() => rmSync(issued), 'is not there, though it was issued'],
  ] as const) {
    change()
    const found = await status(...all)
    expect([found.exit, found.found.customers[0]!.why]).toEqual([8, expect.stringContaining(`${document} ${said}`)])
    expect(String(found.found.not_issued)).not.toBe('0')
    const held = await cli(['bill', 'reconcile', '--cycle', cycle, ...rated, '--statements', path('statements')])
    expect([held.exit, held.stdout.replace(/\s+/g, ' ')]).toEqual([10, expect.stringContaining(said)])
  }
  await run(...issue, '--out', path('statements'))
  expect((await status(...all)).exit).toBe(0)

  // Rated again with the same outcome, statements are those of the new rating once they were looked at.
  const lines = readFileSync(path('bills.csv'), 'utf8').split('\r\n')
  writeFileSync(path('again.csv'), [lines[0], ...lines.slice(1, -1).reverse(), ''].join('\r\n'))
  await run('bill', 'rate', path('again.csv'), '--book', path('book.yaml'), '--out', path('rated.csv'))
  expect((await status(...all)).exit).toBe(8)
  const held = ['bill', 'reconcile', '--cycle', cycle, ...rated, '--statements', path('statements')]
  for (const line of [held, [...held, path('bills.csv')]])
    expect(await cli(line)).toMatchObject({exit: 10, stdout: expect.stringContaining('issued from another rating')})
  await run(...issue, '--out', path('statements'))
  expect((await status(...all)).exit).toBe(0)
  for (const line of [held, [...held, path('bills.csv')]]) expect((await cli(line)).exit).toBe(0)

  // Records that are missing are missing in the sum, too, however far the month is with the others.
  const cut = [...lines.slice(0, 31), ...lines.slice(61)]
  writeFileSync(path('less.csv'), cut.join('\r\n'))
  const less = await status('--records', path('less.csv'))
  expect([less.exit, less.found.comparisons[0]]).toMatchObject([
    11,
    {outcome: 'not-comparable', reason: expect.stringContaining('your bill is')},
  ])
  const unlike = async (...words: string[]) => {
    const {exit, found} = await status(...words, '--statements', path('statements'))
    return [
      exit,
      new Set(found.customers.filter(({isDone}) => !isDone).map(({why}) => why.replace(/\d[\d.,]*\d|\d/g, 'N'))),
    ]
  }
  expect(await unlike('--records', path('less.csv'), ...rated)).toEqual([
    8,
    new Set(['N records were rated, not the N of the export']),
  ])
  const column = lines[0]!.split(',').indexOf('amount')
  const other = (line: string) => line.split(',').with(column, '777').join(',')
  writeFileSync(path('other.csv'), [lines[0], other(lines[1]!), ...lines.slice(2)].join('\r\n'))
  expect(await unlike('--records', path('other.csv'), ...rated)).toEqual([
    8,
    new Set(['records of N were rated, and the export has N']),
  ])
  await run('bill', 'rate', path('less.csv'), '--book', path('book.yaml'), '--out', path('rated-less.csv'))
  writeFileSync(path('untold.csv'), readFileSync(path('rated-less.csv')))
  for (const one of ['rated-less.csv', 'untold.csv'])
    expect(await unlike(...records, '--rated', path(one))).toEqual([
      8,
      new Set(['N records were rated, not the N of the export', ...(one === 'untold.csv' ? [] : [OTHER])]),
    ])
  expect(await unlike('--rated', path('untold.csv'))).toEqual([
    8,
    new Set(['issued for N, and N is charged by the rating']),
  ])

  // What was exported is there in full and as it was.
  writeFileSync(path('bills.csv'), cut.join('\r\n'))
  const changed = await status(...records)
  expect([changed.exit, changed.found.comparisons[0]]).toMatchObject([10, {what: 'file bills.csv'}])
  writeFileSync(path('bills.csv'), lines.join('\r\n'))
  const manifest = path('bills.csv.manifest.json')
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"final"', '"estimate"'))
  expect(await unlike(...records)).toEqual([8, new Set(['exported as an estimate, and the month is final now'])])

  const running = await cli(['bill', 'status', '--cycle', 'this-month', '--statements', path('none')])
  expect(running.exit).toBe(8)
  const nothing = await cli(['bill', 'status', '--cycle', cycle])
  expect(nothing.exit).toBe(2)
})
