// `--filter`, `--sort` and `--columns` of lists: they look at every row, and take what stands in the table.
import {beforeAll, expect, it} from 'vitest'
import {cli, emptyHome} from '../support/cli.js'
import {testSandbox} from '../support/sandbox.js'

let names: string[]
const list = async (...more: string[]) => {
  const ran = await cli(['customer', 'list', '-o', 'csv', '--columns', 'account_name', '--no-header', ...more])
  return {exit: ran.exit, rows: ran.stdout.split('\r\n').filter(Boolean), said: ran.stderr.trim()}
}

beforeAll(async () => {
  emptyHome()
  await testSandbox({scenario: 'small', seed: 1})
  names = (await list('--all')).rows
  expect(names.length).toBeGreaterThan(40)
})

it('a filter finds what lies behind the first rows', async () => {
  expect(await list('--limit', '2', '--filter', `account_name=${names.at(-1)}`)).toEqual({
    exit: 0,
    rows: [names.at(-1)],
    said: '',
  })
})

it('the limit counts rows that fit, and says that there are more', async () => {
  const {rows, said} = await list('--limit', '2', '--filter', 'account_name~-')
  expect([rows, said]).toEqual([names.slice(0, 2), 'Showing 2 of those that fit; --all for the rest'])
})

it('an order is that of all rows', async () => {
  const {rows, said} = await list('--limit', '3', '--sort', '-account_name')
  expect(rows).toEqual([...names].sort().reverse().slice(0, 3))
  expect(said).toBe(`Showing 3 of ${names.length}; --all for the rest`)
})

it.each(['account_name', 'customer', 'CUSTOMER', 'Customer'])('a column is named as it is seen: %s', async name => {
  expect((await list('--sort', name, '--limit', '1')).exit).toBe(0)
})

it('a heading of two words is a column, too', async () => {
  const ran = await cli(['customer', 'list', '--limit', '1', '-o', 'csv', '--columns', 'id,budget used'])
  expect([ran.exit, ran.stdout.split('\r\n')[0]]).toEqual([0, 'customer_id,used_amount'])
})

it('a column that is none is told before anything is asked', async () => {
  expect(await list('--filter', 'nonsense=1')).toMatchObject({exit: 2, rows: []})
})
