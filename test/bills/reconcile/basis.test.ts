// On which basis a partner's bill was made, found out from its figures; and what sums show of records that are not
// right.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import type {Api} from '../../../src/api/client.js'
import {Listing} from '../../../src/api/listing.js'
import {exportedFiles} from '../../../src/bills/reconcile/exported.js'
import {compareFiles} from '../../../src/bills/reconcile/files.js'
import {reconcile, reconciliationFailure} from '../../../src/bills/reconcile/reconcile.js'
import {kindOf, lineOf} from '../../../src/bills/reconcile/sums.js'
import type {BillRecord} from '../../../src/bills/records/bill-record.js'
import {Decimal} from '../../../src/decimal.js'
import {temporaryFolder} from '../../support/traces.js'

const CYCLE = '2026-10'
const d = (text: string) => Decimal.parse(text)

interface Made {
  amount: string
  official?: string
  type?: number
  settlement?: string
  coupon?: string
  mode?: string
}

const made = (rows: Made[]): BillRecord[] =>
  rows.map(
    ({amount, official = amount, type = 5, settlement, coupon, mode = '3'}, index) =>
      ({
        id: `r${index}`,
        bill_cycle: CYCLE,
        bill_date: `${CYCLE}-07`,
        customer_id: 'c1',
        account_name: 'andes',
        currency: 'USD',
        bill_type: type,
        charge_mode: mode,
        cloud_service_type: index % 2 ? 'ebs' : 'ec2',
        resource_type: 'vm',
        resource_id: `i-${index}`,
        usage: d('1.25'),
        source: 'res-fee-records',
        amount: d(amount),
        official_amount: d(official),
        ...(settlement ? {settlement_amount: d(settlement)} : {}),
        ...(coupon ? {coupon_amount: d(coupon)} : {}),
      }) as unknown as BillRecord,
  )

async function* each(records: BillRecord[]) {
  yield* records
}

interface Bill {
  spend?: string
  refunds?: string
  adjustments?: string
  due: string
  tax?: string
  currency?: string
}

/** A platform whose monthly sums are those of the records, and whose bill says what it is told to. */
function platform(records: BillRecord[], bill: Bill): Api {
  const lines = new Map<string, {amount: bigint; official: bigint; record: BillRecord}>()
  for (const record of records) {
    const line = lines.get(lineOf(record)) ?? {amount: 0n, official: 0n, record}
    line.amount += record.amount!.units
    line.official += record.official_amount!.units
    lines.set(lineOf(record), line)
  }
  const bill_sums = [...lines.values()].map(({amount, official, record}) => ({
    service_type_code: record.cloud_service_type,
    resource_type_code: record.resource_type,
    charging_mode: Number(record.charge_mode),
    bill_type: {spend: 1, refund: 2, adjustment: 3}[kindOf(record.bill_type)],
    official_amount: Decimal.fromUnits(official),
    truncated_amount: Decimal.fromUnits(amount % 1_000_000n),
    consume_amount: Decimal.fromUnits(amount - (amount % 1_000_000n)),
  }))
  const answers: Record<string, unknown> = {
    ShowCustomerMonthlySum: {bill_sums, total_count: bill_sums.length, currency: 'USD'},
    ListPostpaidBillSum: {
      bill_cycle: CYCLE,
      consume_amount: d(bill.spend ?? bill.due),
      refunds: d(bill.refunds ?? '0'),
      adjustments: d(bill.adjustments ?? '0'),
      initial_amount_due: d(bill.due),
      tax_amount: d(bill.tax ?? '0'),
      currency: bill.currency ?? 'USD',
    },
  }
  const plain = records.map(record =>
    Object.fromEntries(
      Object.entries(record)
        .filter(([name]) => !['bill_cycle', 'currency', 'source', 'account_name', 'settlement_amount'].includes(name))
        .map(([name, value]) => [name, value instanceof Decimal ? Number(value.text) : value]),
    ),
  )
  return {
    session: Promise.resolve({site: 'intl'}),
    call: async (operation: string) => answers[operation],
    bytes: async () => Buffer.from(JSON.stringify({fee_records: plain, total_count: plain.length, currency: 'USD'})),
    list: (operation: string) =>
      new Listing(async function* () {
        if (operation === 'ListSubCustomers') yield {customer_id: 'c1', account_name: 'andes'}
      }),
    pages: async function* (operation: string) {
      const answer = answers[operation] as {bill_sums?: object[]}
      yield {rows: answer.bill_sums ?? [], answer}
    },
  } as unknown as Api
}

const check = (api: Api, records: BillRecord[], more = {}) =>
  reconcile(api, {
    cycle: CYCLE,
    now: new Date('2026-11-20T00:00:00Z'),
    name: 'x',
    records: () => each(records),
    ...more,
  })

const settledAt = (percent: bigint) => (record: BillRecord) => (record.amount!.units * percent) / 100n

describe('a bill', () => {
  const two: Made[] = [{amount: '10.006'}, {amount: '10.006'}]
  const mixed: Made[] = [
    {amount: '8083.8494925', official: '9000'},
    {amount: '-853.8495', official: '-900', type: 4},
    {amount: '-20.5', official: '-20.5', type: 9},
  ]
  it.each<[string, Made[], Bill, string, object]>([
    ['of unrounded lines, rounded once', two, {due: '20.01'}, 'settlement (your bill equals the records)', {}],
    [
      'whose parts are rounded one by one',
      mixed,
      {spend: '8083.85', refunds: '-853.85', adjustments: '-20.50', due: '7209.50'},
      'settlement (your bill equals the records)',
      {},
    ],
    ['of the summer of 2021', two, {due: '20.02'}, 'each line rounded, as in June and July 2021', {}],
    ['of before', two, {due: '20.00'}, 'cut to cents, as until May 2021', {}],
    [
      'before tax',
      [...two, {amount: '2.00', type: 15}],
      {due: '20.01', tax: '2.00'},
      'settlement (your bill equals the records)',
      {},
    ],
    ['with its tax', [...two, {amount: '2.00', type: 15}], {due: '22.01', tax: '2.00'}, 'with the tax in it', {}],
    ['after coupons', [{amount: '10'}, {amount: '5', coupon: '1.5'}], {spend: '15', due: '13.50'}, 'after coupons', {}],
    [
      'of settlement amounts',
      [
        {amount: '100', settlement: '85'},
        {amount: '-40', settlement: '-34', type: 4},
      ],
      {spend: '85', refunds: '-34', due: '51'},
      'settlement (the settlement amounts of the delivered file)',
      {},
    ],
    [
      'that your rules make of expenditure',
      mixed,
      {spend: '6871.27', refunds: '-725.77', adjustments: '-17.43', due: '6128.07'},
      'expenditure, settled by your rules',
      {settle: settledAt(85n)},
    ],
    ['of list prices', [{amount: '80', official: '100'}], {due: '100'}, 'list', {}],
  ])('%s is told to be that', async (_, rows, bill, basis, more) => {
    const records = made(rows)
    const found = await check(platform(records, bill), records, more)
    expect(found).toMatchObject({outcome: 'matched', findings: [], basis: expect.stringContaining(basis)})
    expect(reconciliationFailure(found)).toBeUndefined()
    expect(found.compared.join()).toMatch(/amount due.* with your bill/)
  })

  it.each<[string, Made[], Bill, string]>([
    ['a part', [{amount: '200'}], {due: '170'}, "85.00 % of your customers' expenditure (spend 85.00 %): one rate."],
    [
      'another part of each kind',
      mixed,
      {spend: '6871.27', refunds: '-725.77', adjustments: '-20.50', due: '6125.00'},
      "84.96 % of your customers' expenditure (spend 85.00 %, refunds 85.00 %, adjustments 100.00 %): on average, not one rate. Without the delivered file or settlement rules",
    ],
    ['more', [{amount: '100', official: '120'}], {due: '110'}, '110.00 %'],
  ])('that is %s of the records cannot be compared with them', async (_, rows, bill, text) => {
    const records = made(rows)
    const found = await check(platform(records, bill), records)
    expect(found).toMatchObject({outcome: 'not-comparable', findings: [], basis: expect.stringContaining(text)})
    expect(reconciliationFailure(found)).toMatchObject({outcome: 'not-comparable'})
  })

  it('in another currency, or of settlement amounts that some records lack, is no basis', async () => {
    const records = made([{amount: '10', settlement: '8'}, {amount: '10'}])
    expect(await check(platform(records, {due: '8'}), records)).toMatchObject({outcome: 'not-comparable'})
    const euros = await check(platform(records, {due: '20', currency: 'EUR'}), records)
    expect(euros).toMatchObject({outcome: 'not-comparable', basis: expect.stringContaining('cannot be added up')})
  })
})

const clean = made([
  {amount: '10.5', official: '12'},
  {amount: '20.25', official: '21'},
  {amount: '7', official: '7'},
])
const bill = {due: '37.75'}
const with1 = (change: object) => clean.map((record, i) => (i === 1 ? {...record, ...change} : record))

describe('sums show', () => {
  it.each<[string, object, string, string[]]>([
    ['an amount', {amount: d('20.26')}, 'ebs / vm / 3 / spend of andes', ['wrong-amount']],
    ['a list price', {official_amount: d('22')}, 'list prices of ebs / vm / 3 / spend of andes', ['changed']],
    ['a currency', {currency: 'EUR'}, 'currency of andes', ['changed']],
    ['a service', {cloud_service_type: 'obs'}, 'obs / vm / 3 / spend of andes', ['changed']],
    ['a charge mode', {charge_mode: '1'}, 'ebs / vm / 1 / spend of andes', ['changed']],
    ['a bill type', {bill_type: 4}, 'ebs / vm / 3 / refund of andes', ['changed']],
    ['a customer', {customer_id: 'c2', account_name: 'b'}, 'records of b', ['unknown-customer', 'missing']],
    ['a cycle', {bill_cycle: '2026-09'}, 'records of andes', ['wrong-cycle']],
  ])('%s that was changed, by customer and line', async (_, change, what, kinds) => {
    const found = await check(platform(clean, bill), with1(change))
    expect(found.outcome).toBe('differences')
    expect(reconciliationFailure(found)).toMatchObject({outcome: 'differences'})
    expect(found.comparisons.filter(one => one.outcome === 'differences').map(one => one.what)).toContain(what)
    expect(found.findings.map(({kind}) => kind)).toEqual(expect.arrayContaining(kinds))
  })

  it.each<[string, object]>([
    ['a day', {bill_date: '2026-10-08'}],
    ['a hundred-millionth', {amount: d('20.25000001')}],
    ['a resource', {resource_id: 'i-9'}],
    ['a usage', {usage: d('1.26')}],
    ['a bill type of the same kind', {bill_type: 3}],
  ])('nothing else, but another file shows %s', async (_, change) => {
    const against = await compareFiles(
      () => each(with1(change)),
      () => each(clean),
      {cycle: CYCLE, left: 'a', right: 'b'},
    )
    expect(against).toMatchObject({outcome: 'differences', findings: [{record: 'r1'}]})
    const same = await compareFiles(
      () => each(clean),
      () => each(clean),
      {cycle: CYCLE, left: 'a', right: 'b'},
    )
    expect(same).toMatchObject({outcome: 'matched', findings: []})
  })
})

it('amounts of two currencies are never added up, where two files are held against each other', async () => {
  const euros = made([{amount: '7'}]).map(one => ({...one, id: 'e1', currency: 'EUR'}))
  const [dollars] = [made([{amount: '10'}, {amount: '2'}])]
  const held = async (left: BillRecord[], right: BillRecord[]) =>
    compareFiles(
      () => each(left),
      () => each(right),
      {cycle: CYCLE, left: 'a', right: 'b'},
    )
  const found = await held([...dollars, ...euros], dollars)
  expect(found).toMatchObject({
    outcome: 'differences',
    comparisons: [{left: 'EUR 7.00 + USD 12.00', right: 'USD 12.00'}],
    findings: [{kind: 'extra', record: 'e1', currency: 'EUR', difference: d('7')}],
    sums: [{currency: 'EUR'}, {currency: 'USD'}],
    notes: ['b: 2 records, USD 12.00'],
  })
  expect(found.comparisons[0]).not.toHaveProperty('difference')
  expect(await held(dollars, [...dollars, ...euros])).toMatchObject({notes: ['b: 3 records, EUR 7.00 · USD 12.00']})
  expect(await held([...euros, ...dollars], [...dollars, ...euros])).toMatchObject({outcome: 'matched'})
  // The same sum of two currencies is no sum.
  const swapped = [...dollars.map((one, i) => ({...one, currency: i ? 'USD' : 'EUR'}))]
  const back = [...dollars.map((one, i) => ({...one, currency: i ? 'EUR' : 'USD'}))]
  expect(await held(swapped, back)).toMatchObject({outcome: 'differences', comparisons: [{outcome: 'differences'}]})
})

it('files that are not those that were exported are told by their checksum', async () => {
  const folder = temporaryFolder()
  mkdirSync(folder, {recursive: true})
  const path = join(folder, 'bills.csv')
  writeFileSync(path, 'id\r\n1\r\n')
  const sha256 = (await import('node:crypto')).createHash('sha256').update(readFileSync(path)).digest('hex')
  const manifest = {
    manifest: 1,
    query: {cycle: CYCLE},
    files: [{name: 'bills.csv', bytes: 7, sha256}],
    customers: [],
  }
  writeFileSync(`${path}.manifest.json`, JSON.stringify(manifest))
  const run = async () => check(platform(clean, bill), clean, {files: await exportedFiles(path, CYCLE)})
  expect(await run()).toMatchObject({outcome: 'matched'})
  writeFileSync(path, 'id\r\n2\r\n')
  const found = await run()
  expect(found.outcome).toBe('differences')
  expect(found.comparisons.find(one => one.outcome === 'differences')).toMatchObject({
    what: 'file bills.csv',
    left: 'not the file that was exported',
  })
  const missing = await exportedFiles(join(folder, 'other.csv'), CYCLE)
  expect(missing).toMatchObject({comparisons: [], missing: expect.stringContaining('has no manifest')})
})
