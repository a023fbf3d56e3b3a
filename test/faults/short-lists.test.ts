// Lists that count rows and do not give them: whoever asks for all of something is never told that there is none, or
// that all is well.
import {existsSync, mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest'
import {cli, emptyHome} from '../support/cli.js'
import {type Promises, promisingPlatform} from './promises.js'

let platform: Promises
let folder: string
const given = setTimeout
/** The waits between tries, as they are where chance has no say. */
const waits = new Set([250, 500, 1000, 2000, 4000])
beforeAll(async () => {
  const home = emptyHome()
  folder = join(home, 'work')
  mkdirSync(folder)
  writeFileSync(join(folder, 'rows.csv'), 'customer,reason\nn0,late\n')
  platform = await promisingPlatform('intl')
  vi.spyOn(Math, 'random').mockReturnValue(0)
  vi.stubGlobal('setTimeout', (run: () => void, wait?: number, ...rest: []) =>
    given(run, waits.has(wait!) ? 1 : wait, ...rest),
  )
})
afterAll(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})
beforeEach(() => {
  platform.with = {}
})

const ALL_IS_WELL = /final|nothing|all is well|no budget|there is no|no customer|not found/i
const customers = (rows: unknown[], count: unknown = 12) => ({ListSubCustomers: {count, customer_infos: rows}})
const resellers = {ListIndirectPartners: {count: 3, indirect_partners: []}}

/** A morning on which nothing waits. */
const quiet = {
  ListSubCustomers: {count: 0, customer_infos: []},
  ListIndirectPartners: {count: 0, indirect_partners: []},
  ListCustomerOrders: {total_count: 0, order_infos: []},
  ListCases: {total_count: 0, incident_info_list: []},
  ListAuthorizations: {count: 0, incident_auth_list: []},
}

const lines: [line: string, exit: number, answers: Record<string, object>, what: string][] = [
  ['bill export --cycle last-month --out FOLDER/out.csv', 1, customers([], 3), 'customers'],
  ['bill export --cycle last-month --out FOLDER/out.csv', 1, customers([], '3'), 'customers, counted in text'],
  ['bill export --cycle last-month --out FOLDER/out.csv', 1, customers([null]), 'a customer that is null'],
  ['bill export --cycle last-month --out FOLDER/out.csv', 1, resellers, 'resellers'],
  ['budget watch', 1, customers([]), 'customers'],
  ['budget watch', 1, customers(['x', 'y']), 'customers that are words'],
  ['budget watch', 1, resellers, 'resellers'],
  ['budget watch', 1, {ListSubCustomerBudget: {budget_infos: [7]}}, 'budgets that are numbers'],
  ['today', 7, {...quiet, ...customers([], 5)}, 'customers'],
  ['today', 7, {...quiet, ListCustomerOrders: {total_count: 3, order_infos: []}}, 'orders'],
  ['today', 7, {...quiet, ListCases: {total_count: 4, incident_info_list: []}}, 'tickets'],
  ['today', 7, {...quiet, ...resellers}, 'resellers'],
  ['customer list --all -o csv', 1, customers([], 5), 'customers'],
  ['customer list --all -o csv', 1, customers([[]], 1), 'customers that are lists'],
  ['customer list --all -o csv', 1, customers(['x'], 1), 'customers that are words'],
  ['customer freeze --file FOLDER/rows.csv --yes', 1, customers([], 2), 'customers'],
  ['customer show n0', 1, customers([], 1), 'customers'],
  [
    'order refund-details CS2611300000',
    1,
    {ShowRefundOrderDetails: {total_count: 2, refund_infos: []}},
    'a list in one page',
  ],
]

describe('a list that does not give what it counts', () => {
  it.each(lines)('does not let %s end well (%i): %j', async (line, exit, answers) => {
    platform.with = answers
    const ran = await cli(line.replaceAll('FOLDER', folder))
    expect([ran.exit, ran.stdout], ran.stderr).toEqual([exit, expect.not.stringMatching(ALL_IS_WELL)])
    expect(ran.stdout + ran.stderr).toMatch(/counts \d+ rows, but gave 0|has a row that is none/)
    expect(ran.stderr).not.toMatch(ALL_IS_WELL)
    expect(existsSync(join(folder, 'out.csv'))).toBe(false)
    expect(platform.writes()).toEqual([])
  })
})
