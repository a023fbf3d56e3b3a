// Is a month done: what stands on two bases, in two currencies or in another month is told, and never added up.
import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import type {Api} from '../../../src/api/client.js'
import {Listing} from '../../../src/api/listing.js'
import {completeness, completenessFailure} from '../../../src/bills/reconcile/completeness.js'
import type {Settle} from '../../../src/bills/reconcile/sums.js'
import {Decimal} from '../../../src/decimal.js'
import {temporaryFolder} from '../../support/cli.js'

const cycle = '2026-10'
const folder = temporaryFolder()
const place = (name: string, text: string) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const head = 'id,customer_id,account_name,bill_cycle,bill_date,currency,amount,settlement_amount'
type Row = [amount: string, settlement: string, currency?: string, cycle?: string]
const records = (...rows: Row[]) =>
  place(
    'records.csv',
    [
      head,
      ...rows.map(
        ([amount, settlement, currency = 'USD', month = cycle], i) =>
          `r${i},c1,andes,${month},${month}-03,${currency},${amount},${settlement}`,
      ),
      '',
    ].join('\r\n'),
  )
type Rated = [amount: string, settlement: string, basis?: string, charge?: string]
const rated = (...rows: Rated[]) =>
  place(
    'rated.csv',
    [
      'kind,bill_cycle,bill_date,customer_id,account_name,rule,currency,amount,settlement_amount,charge,charge_currency,cost_basis',
      ...rows.map(
        ([amount, settlement, basis = 'settlement', charge = 'USD']) =>
          `record,${cycle},${cycle}-03,c1,andes,all,USD,${amount},${settlement},12,${charge},${basis}`,
      ),
      '',
    ].join('\r\n'),
  )
const statements = (net: string) => {
  const path = join(folder, 'statements')
  mkdirSync(path, {recursive: true})
  const entry = {
    number: 'S1',
    kind: 'statement',
    status: 'issued',
    cycle,
    customer_id: 'c1',
    account_name: 'andes',
    currency: 'USD',
    net,
    rounding: '0',
  }
  writeFileSync(join(path, 'statements.json'), JSON.stringify({version: 1, ranges: {}, statements: [entry]}))
  return path
}

const status = async (due: string, more: {records?: string; rated?: string; statements?: string; settle?: Settle}) => {
  const d = Decimal.parse
  const bill = {bill_cycle: cycle, consume_amount: d(due), initial_amount_due: d(due), currency: 'USD'}
  const api = {
    session: Promise.resolve({site: 'intl'}),
    call: async () => bill,
    list: (operation: string) =>
      new Listing(async function* () {
        if (operation === 'ListSubCustomers') yield {customer_id: 'c1', account_name: 'andes'}
      }),
  } as unknown as Api
  const found = await completeness(api, {cycle, reading: {}, now: new Date('2026-12-20T00:00:00Z'), ...more})
  const own = found.comparisons.find(({what}) => what.endsWith('your bill'))
  return {
    outcome: own?.outcome,
    reason: own?.reason,
    basis: found.basis,
    owed: found.not_issued.toDisplay(),
    why: found.customers[0]!.why,
    notes: found.notes,
    exit: completenessFailure(found)?.outcome,
  }
}
const settle: Settle = ({settlement_amount, amount}) => settlement_amount?.units ?? (amount!.units * 85n) / 100n

it.each<[string, Row[], string, Settle | undefined, object]>([
  [
    'settlement',
    [
      ['10', '8'],
      ['5', '4'],
    ],
    '12',
    undefined,
    {outcome: 'matched', basis: 'settlement', owed: '12.00'},
  ],
  [
    'expenditure',
    [
      ['10', ''],
      ['5', ''],
    ],
    '15',
    undefined,
    {outcome: 'matched', basis: 'expenditure', owed: '15.00'},
  ],
  [
    'settlement of all but one',
    [
      ['10', '8'],
      ['5', ''],
    ],
    '12',
    undefined,
    {
      outcome: 'not-comparable',
      owed: '8.00',
      reason: expect.stringMatching(/\. 1 record has no settlement amount, and others have: r1 of andes$/),
    },
  ],
  [
    'settlement where nothing is owed',
    [
      ['10', '8'],
      ['0', ''],
    ],
    '8',
    undefined,
    {outcome: 'matched', owed: '8.00'},
  ],
  [
    'settlement that is not the bill',
    [
      ['10', '8'],
      ['5', '4'],
    ],
    '13',
    undefined,
    {outcome: 'not-comparable', reason: expect.stringContaining('are 12.00, and your bill is 13.00')},
  ],
  [
    'rules',
    [
      ['10', ''],
      ['100', ''],
    ],
    '93.50',
    settle,
    {outcome: 'matched', basis: 'settlement', owed: '93.50'},
  ],
  [
    'rules that do not make the bill',
    [
      ['10', ''],
      ['100', ''],
    ],
    '100',
    settle,
    {outcome: 'not-comparable', exit: 'not-comparable', reason: expect.stringContaining('rules make of it 93.50')},
  ],
  [
    'rules for some',
    [
      ['10', ''],
      ['100', ''],
    ],
    '8.50',
    record => (record.id === 'r0' ? settle(record) : undefined),
    {outcome: 'not-comparable', owed: '8.50', reason: expect.stringContaining('nor a settlement rule: r1 of andes')},
  ],
  [
    'no amount',
    [
      ['', ''],
      ['', ''],
    ],
    '8',
    undefined,
    {outcome: 'not-comparable', reason: '2 records have no amount: first r0 of andes'},
  ],
  [
    'two currencies',
    [
      ['10', '8'],
      ['5', '4', 'EUR'],
    ],
    '8',
    undefined,
    {outcome: 'not-comparable', owed: '8.00', notes: ['not in the sums in USD: 1 record in EUR']},
  ],
  [
    'another month',
    [
      ['10', '8'],
      ['5', '4', 'USD', '2026-09'],
    ],
    '8',
    undefined,
    {outcome: 'matched', notes: [expect.stringContaining('1 record of ')]},
  ],
  [
    'another month alone',
    [['5', '4', 'USD', '2026-09']],
    '8',
    undefined,
    {outcome: undefined, exit: 'not-comparable', why: 'not in the export, which is of 2026-09'},
  ],
])('records of %s', async (_, rows, due, settle, expected) => {
  expect(await status(due, {records: records(...rows), settle})).toMatchObject(expected)
})

it.each<[string, Rated[], string]>([
  [
    'as they are',
    [
      ['10', '8'],
      ['5', '4'],
    ],
    '',
  ],
  [
    'in another currency',
    [
      ['10', '8'],
      ['5', '4', 'settlement', 'EUR'],
    ],
    'issued for USD 24.00, and EUR 12.00 + USD 12.00 is charged',
  ],
  [
    'at another settlement',
    [
      ['10', '99'],
      ['5', '4'],
    ],
    'a settlement of 103.00 was rated, and the export has 12.00',
  ],
  [
    'without a settlement',
    [
      ['10', '8'],
      ['5', ''],
    ],
    '1 rated record without a settlement amount',
  ],
  [
    'on expenditure',
    [
      ['10', '99', 'expenditure'],
      ['5', '', 'expenditure'],
    ],
    '',
  ],
])('rated rows %s', async (_, rows, why) => {
  const files = {records: records(['10', '8'], ['5', '4']), rated: rated(...rows), statements: statements('24')}
  const found = await status('12', files)
  expect([found.why.slice(0, why.length || 1), found.exit]).toEqual([why, why ? 'pending' : undefined])
  expect((await status('12', {...files, records: undefined})).why === '').toBe(
    why === '' || why.startsWith('a settlement'),
  )
})

it('rated rows on two bases are refused, as elsewhere', async () => {
  const mixed = rated(['10', '8'], ['5', '4', 'expenditure'])
  await expect(status('12', {rated: mixed})).rejects.toThrow('stand on two bases')
})
