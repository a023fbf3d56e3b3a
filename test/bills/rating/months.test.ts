// Of which month records are, and whether they are records: what is not of the month that was typed is not rated in it.
import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {cli, emptyHome} from '../../support/cli.js'

const home = emptyHome()
const at = (name: string) => join(home, name)
writeFileSync(at('book.yaml'), 'version: a\ncurrency: USD\ncost: expenditure\nrules:\n  - {id: all, price: cost}\n')

const place = (name: string, head: string, ...rows: string[]) => {
  writeFileSync(at(name), [head, ...rows, ''].join('\r\n'))
  return at(name)
}
const HEAD = 'id,customer_id,bill_cycle,bill_date,currency,amount'
const months = (...cycles: string[]) =>
  place('months.csv', HEAD, ...cycles.map((cycle, i) => `r${i},c1,${cycle},${cycle}-03,USD,5`))
const rate = (path: string, ...more: string[]) =>
  cli(['bill', 'rate', path, '--book', at('book.yaml'), '--out', `${home}/`, ...more])

it.each<[string, string[], string[], number, string, RegExp]>([
  [
    'one of two',
    ['2026-09', '2026-10', '2026-09'],
    ['--cycle', '2026-10'],
    0,
    'r1',
    /2 records of 2026-09 passed over/,
  ],
  ['the only one', ['2026-10', '2026-10'], ['--cycle', '2026-10'], 0, 'r0 r1', /^(?!.*passed over)/],
  ['none', ['2026-09'], ['--cycle', '2026-10'], 2, '', /no record of cycle 2026-10: it is of 2026-09/],
  ['all', ['2026-09', '2026-10'], [], 0, 'r0 r1', /^(?!.*passed over)/],
])('rates of the months that are given what was typed: %s', async (_, cycles, words, exit, ids, said) => {
  const ran = await rate(months(...cycles), ...words)
  expect([ran.exit, ran.stderr.replace(/\s+/g, ' ')]).toEqual([exit, expect.stringMatching(said)])
  if (exit !== 0) return
  const file = at(words.length > 0 ? 'rated-months-2026-10.csv' : 'rated-months.csv')
  const [head, ...rows] = readFileSync(file, 'utf8').trim().split('\r\n')
  const column = head!.split(',').indexOf('id')
  expect(rows.map(row => row.split(',')[column]).join(' ')).toBe(ids)
})

it('says of the sums of a month that they are no records', async () => {
  const head =
    'bill_cycle,customer_id,currency,service_type_code,resource_type_code,charging_mode,bill_type,official_amount,truncated_amount,consume_amount,measure_id'
  const sums = place('sums.csv', head, '2026-10,c1,USD,hws.service.type.ec2,hws.resource.type.vm,3,1,5,0,5,1')
  for (const words of [
    ['bill', 'rate', sums, '--book', at('book.yaml'), '--out', at('x.csv')],
    ['bill', 'reconcile', sums, '--against', sums, '--cycle', '2026-10'],
  ]) {
    const ran = await cli(words)
    expect([ran.exit, ran.stderr]).toEqual([2, expect.stringContaining('holds the sums of a month')])
    expect(ran.stderr).toContain('bill export --cycle 2026-10')
  }
})

it('of two exports of which one has no amounts, nothing is said to be equal', async () => {
  const whole = months('2026-10')
  const without = place('without.csv', 'id,customer_id,bill_cycle,bill_date,currency', 'r0,c1,2026-10,2026-10-03,USD')
  for (const [pair, which] of [
    [[whole, without], 'second'],
    [[without, whole], 'first'],
  ] as const) {
    const ran = await cli(['bill', 'diff', ...pair])
    expect([ran.exit, ran.stderr.replace(/\s+/g, ' ')]).toEqual([
      2,
      expect.stringContaining(`the ${which} export has no column amount`),
    ])
  }
  expect((await cli(['bill', 'diff', without, without])).exit).toBe(0)
})
