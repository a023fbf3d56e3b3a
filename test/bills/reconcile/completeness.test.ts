// Is a month done: who was exported, rated and issued, and does it come to the partner's own bill.
import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {parseJson} from '../../../src/api/json.js'
import {cli, emptyHome} from '../../support/cli.js'
import {testSandbox} from '../../support/sandbox.js'

const cycle = '2026-10'

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

  // Records that are missing are missing in the sum, too.
  const lines = readFileSync(path('bills.csv'), 'utf8').split('\r\n')
  writeFileSync(path('less.csv'), lines.slice(0, -30).join('\r\n'))
  const less = await status('--records', path('less.csv'))
  expect(less.found.comparisons[0]).toMatchObject({
    outcome: 'not-comparable',
    reason: expect.stringContaining('your bill is'),
  })

  const nothing = await cli(['bill', 'status', '--cycle', cycle])
  expect(nothing.exit).toBe(2)
})
