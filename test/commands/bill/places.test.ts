// What a result may replace: its own earlier one, and neither what is read nor what is plainly something else.
import {copyFileSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {cli, emptyHome} from '../../support/cli.js'

let home: string
const at = (name: string) => join(home, name)
const words = (line: string) => line.split(' ').map(word => (/\.(csv|yaml|json|html)$/.test(word) ? at(word) : word))

beforeAll(async () => {
  home = emptyHome({PARTNERCTL_PROFILE: 'sandbox'})
  const exported = await cli(words('bill export --cycle last-month --out bills.csv'))
  expect(exported.exit, exported.stderr).toBe(0)
  await cli(words('pricebook init book.yaml'))
  copyFileSync(at('bills.csv'), at('copy.csv'))
  expect((await cli(words('bill rate bills.csv --book book.yaml --out rated.csv'))).exit).toBe(0)
})

describe('a place that is taken', () => {
  it.each([
    ['bill rate bills.csv --book book.yaml --out bills.csv', 'bills.csv', 'is what this command reads'],
    ['bill rate copy.csv --book book.yaml --out copy.csv', 'copy.csv', 'is what this command reads'],
    ['bill rate copy.csv --book book.yaml --out bills.csv', 'bills.csv', 'is an export'],
    ['bill rate copy.csv --book book.yaml --out book.yaml', 'book.yaml', 'is what this command reads'],
    ['bill report rated.csv --no-credit --out rated.csv', 'rated.csv', 'is what this command reads'],
    ['bill diff copy.csv bills.csv -o csv --output-file copy.csv', 'copy.csv', 'is what this command reads'],
    ['bill export --cycle last-month --out book.yaml', 'book.yaml', 'a price book'],
    ['bill export --cycle last-month --out rated.csv', 'rated.csv', 'is rated bills'],
    ['customer list -o json --output-file copy.csv', 'copy.csv', 'is something else: rows'],
    ['customer list -o csv --output-file book.yaml', 'book.yaml', 'a price book'],
    ['customer list -o csv --output-file rated.csv', 'rated.csv', 'is rated bills'],
  ])('is refused before anything is done: %s', async (line, place, why) => {
    const before = readFileSync(at(place))
    const ran = await cli(words(line))
    expect([ran.exit, ran.stderr]).toEqual([2, expect.stringContaining(why)])
    expect(ran.stderr).toContain('--force')
    expect(readFileSync(at(place)).equals(before)).toBe(true)
  })

  it.each([
    'bill export --cycle last-month --out bills.csv',
    'bill rate copy.csv --book book.yaml --out rated.csv',
    'customer list -o csv --output-file list.csv',
    'customer list -o json --output-file list.json',
  ])('by the earlier result of the same is free: %s', async line => {
    for (const _ of ['first', 'again']) {
      const ran = await cli(words(line))
      expect([ran.exit, ran.stderr]).toEqual([0, expect.not.stringContaining('Warning')])
    }
  })

  it('is taken with --force', async () => {
    writeFileSync(at('notes.json'), '{"mine": true}')
    expect((await cli(words('customer list -o csv --output-file notes.json --force'))).exit).toBe(0)
    expect(readFileSync(at('notes.json'), 'utf8')).toContain('customer_id')
  })
})
