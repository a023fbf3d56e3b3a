// The same month from the API and as it was delivered, in one format and another: held against each other, nothing
// differs but what was made wrong.
import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {cli, emptyHome} from '../../support/cli.js'
import {testSandbox} from '../../support/sandbox.js'

const cycle = '2026-10'
let home = ''
const path = (name: string) => join(home, name)

const exported: [name: string, flags: string][] = [
  ['api.csv', ''],
  ['api-focus.csv', '--format focus-csv'],
  ['file.csv', '--source bill-file'],
  ['file-focus.csv', '--source bill-file --format focus-csv'],
]

beforeAll(async () => {
  home = emptyHome()
  await testSandbox({scenario: 'tiny'})
  for (const [name, flags] of exported) {
    const ran = await cli(`bill export --cycle ${cycle} ${flags} --out ${path(name)}`)
    expect([name, ran.exit, ran.stderr]).toEqual([name, 0, ''])
  }
}, 60_000)

/** Gives the first record another value in a column. */
function changed(name: string, column: string, value: string): string {
  const [heading = '', first = '', ...rest] = readFileSync(path(name), 'utf8').split('\n')
  const cells = first.split(',')
  const at = heading.split(',').indexOf(column)
  expect(cells[at]).not.toBe(value)
  cells[at] = value
  writeFileSync(path(`changed-${name}`), [heading, cells.join(','), ...rest].join('\n'))
  return `changed-${name}`
}

const against = (left: string, right: string) =>
  cli(['bill', 'reconcile', path(left), '--against', path(right), '--cycle', cycle])

describe('a month', () => {
  it.each([
    ['file.csv', 'api.csv'],
    ['api.csv', 'file.csv'],
    ['file-focus.csv', 'api-focus.csv'],
    ['file-focus.csv', 'file.csv'],
    ['api-focus.csv', 'api.csv'],
  ])('of %s is that of %s', async (left, right) => {
    const {exit, stdout, stderr} = await against(left, right)
    expect([exit, stderr]).toEqual([0, ''])
    expect(stdout).not.toContain('differs')
  })

  it.each([
    ['settlement_amount', 'file.csv', 'file.csv'],
    ['partner_id', 'file.csv', 'file-focus.csv'],
    ['charge_mode', 'file.csv', 'api.csv'],
  ])('whose %s was changed in %s is not that of %s', async (column, left, right) => {
    const {exit, stdout} = await against(changed(left, column, '7'), right)
    expect(exit).toBe(10)
    expect(stdout.match(/^ {2}changed .*/gm)).toEqual([expect.stringContaining(` has ${column} 7 instead of `)])
  })
})
