import {describe, expect, it} from 'vitest'
import {Decimal} from '../../../src/decimal.js'
import type {Client} from '../client.js'
import {customersOf, keysOf, open, type Running, resale} from '../harness.js'

const records = '/v2/bills/customer-bills/res-fee-records'
const monthly = '/v2/bills/customer-bills/monthly-sum'

type Row = Record<string, string | null>

/** Reads a body without losing a digit: every number becomes the text that it was. */
const exact = (text: string) => JSON.parse(text.replace(/(?<=\w)":(-?\d[\d.eE+-]*)/g, '":"$1"'))
const amountOf = (row: Record<string, unknown>, name: string) => Decimal.parse(String(row[name]))

async function allRecords(client: Client, query: Record<string, string>, limit = 1000): Promise<Row[]> {
  const rows: Row[] = []
  for (;;) {
    const page = await client.get(records, {...query, offset: String(rows.length), limit: String(limit)})
    expect(page.status).toBe(200)
    const body = exact(page.text)
    rows.push(...(body.fee_records as Row[]))
    if (rows.length >= Number(String(body.total_count))) return rows
  }
}

async function sumsOf(client: Client, cycle: string) {
  const answer = await client.get(monthly, {bill_cycle: cycle, limit: '1000'})
  return exact(answer.text) as {bill_sums: Row[]; consume_amount: string}
}

const sum = (rows: Record<string, unknown>[], name: string): Decimal => Decimal.sum(rows.map(r => amountOf(r, name)))
const parts = [
  'cash_amount',
  'credit_amount',
  'coupon_amount',
  'flexipurchase_coupon_amount',
  'stored_card_amount',
  'bonus_amount',
  'debt_amount',
  'adjustment_amount',
]

async function everybody(run: Running): Promise<string[]> {
  const {json} = await run.partner.post('/v2/partners/indirect-partners/query', {})
  const resellers: string[] = (json.indirect_partners ?? []).map(
    (p: {indirect_partner_id: string}) => p.indirect_partner_id,
  )
  const lists = [await customersOf(run)]
  for (const id of resellers) lists.push(await customersOf(run, id))
  return lists.flat().map(c => c.customer_id)
}

/** More seeds to try beside the usual ones: PARTNERCTL_TEST_SEEDS=11,12,13. */
const more = (process.env.PARTNERCTL_TEST_SEEDS ?? '').split(',').filter(Boolean).map(Number)

describe.each([
  ['small', 1, 'intl'],
  ['tiny', 7, 'intl'],
  ['messy', 3, 'intl'],
  ['messy', 4, 'eu'],
  ...more.flatMap(seed => [['small', seed, 'intl'] as const, ['messy', seed, 'eu'] as const]),
] as const)('the bills of %s, seed %i, %s', (scenario, seed, site) => {
  it.each(['2026-10', '2025-08'])(
    'add up from records to the partner’s bill in %s',
    async cycle => {
      const run = await open({scenario, seed, site})
      let [total, tax] = [Decimal.zero, Decimal.zero]
      for (const id of await everybody(run)) {
        const client = await run.partner.asCustomer(id, run.info.partner.xaccount_type)
        const rows = await allRecords(client, {cycle, include_zero_record: 'true'})
        const odd = rows.filter(row => {
          const amount = amountOf(row, 'amount').units
          const net = amountOf(row, 'official_amount').minus(amountOf(row, 'discount_amount')).units
          return net !== amount || Decimal.sum(parts.map(p => amountOf(row, p))).units !== amount
        })
        expect(odd).toEqual([])
        const sums = await sumsOf(client, cycle)
        const truncated = sum(sums.bill_sums, 'truncated_amount')
        expect(sum(rows, 'amount').minus(truncated).units).toBe(amountOf(sums, 'consume_amount').units)
        expect(sum(rows, 'official_amount').units).toBe(sum(sums.bill_sums, 'official_amount').units)
        for (const line of sums.bill_sums) {
          const [official, discount, cut, consume] = [
            'official_amount',
            'official_discount_amount',
            'truncated_amount',
            'consume_amount',
          ].map(name => amountOf(line, name))
          expect(official!.minus(discount!).minus(cut!).units).toBe(consume!.units)
          expect(consume!.significantDecimals).toBeLessThanOrEqual(2)
        }
        total = total.plus(sum(rows, 'amount'))
        const taxed = rows.filter(({bill_type}) => [15, 100, 101, 102].includes(Number(bill_type)))
        tax = tax.plus(sum(taxed, 'amount'))
        client.close()
      }
      const answer = await run.partner.get('/v2/bills/partner-bills/postpaid-bill-summary', {bill_cycle: cycle})
      const bill = exact(answer.text)
      // Of unrounded lines, rounded once; tax comes on top.
      expect(amountOf(bill, 'initial_amount_due').units).toBe(total.minus(tax).rounded(2).units)
      expect(amountOf(bill, 'tax_amount').units).toBe(tax.rounded(2).units)
      const kinds = ['consume_amount', 'refunds', 'adjustments'].map(name => amountOf(bill, name))
      expect(Number(Decimal.sum(kinds).minus(amountOf(bill, 'initial_amount_due')).text)).toBeCloseTo(0, 1)
      const ledger = await run.anybody.admin('GET', `ledger?cycle=${cycle}`)
      expect(Decimal.parse(ledger.json.initial_amount_due).units).toBe(amountOf(bill, 'initial_amount_due').units)
    },
    60_000,
  )
})

/** What the ledger has for a customer: text with 8 decimals. */
async function ledgerOf(run: Running, customerId: string, cycle: string): Promise<Record<string, string>> {
  const answer = await run.anybody.send({path: '/sandbox/ledger', query: {cycle, customer_id: customerId}})
  expect(answer.status).toBe(200)
  return answer.json
}

/** Records and monthly sum of a customer against its ledger; returns what is to be paid. */
async function agree(run: Running, client: Client, customerId: string, cycle: string): Promise<Decimal> {
  const ledger = await ledgerOf(run, customerId, cycle)
  const rows = await allRecords(client, {cycle, include_zero_record: 'true'})
  for (const name of ['official_amount', 'discount_amount', 'amount', 'coupon_amount', 'flexipurchase_coupon_amount']) {
    expect(sum(rows, name).units, name).toBe(amountOf(ledger, name).units)
  }
  const sums = await sumsOf(client, cycle)
  expect(sum(sums.bill_sums, 'truncated_amount').units).toBe(amountOf(ledger, 'truncated_amount').units)
  expect(amountOf(sums, 'consume_amount').units).toBe(amountOf(ledger, 'consume_amount').units)
  return amountOf(sums, 'consume_amount')
}

describe.each([
  ['tiny', 1],
  ['messy', 2],
  ...more.flatMap(seed => [['small', seed] as const, ['messy', seed] as const]),
] as const)('the bills of %s on the China site, seed %i', (scenario, seed) => {
  it.each(['2026-10', '2025-08'])(
    'add up from records to the ledger in %s, and the partner sees the same',
    async cycle => {
      const run = await open({scenario, seed, site: 'cn'})
      const path = '/v2/bills/subcustomer-bills/res-fee-records'
      for (const {customer_id} of resale(await customersOf(run))) {
        const client = await keysOf(run, customer_id)
        await agree(run, client, customer_id, cycle)
        client.close()
        let [seen, read, total] = [Decimal.zero, 0, 0]
        do {
          const query = {bill_cycle: cycle, customer_id, limit: '1000', offset: String(read)}
          const page = await run.partner.get(path, query)
          expect(page.status, page.text.slice(0, 300)).toBe(200)
          const body = exact(page.text)
          const list = Object.values(body).find(Array.isArray) as Row[]
          seen = seen.plus(sum(list, 'payment_amount'))
          total = Number(body.total_count ?? body.count)
          read += 1000
        } while (read < total)
        expect(seen.units).toBe(amountOf(await ledgerOf(run, customer_id, cycle), 'amount').units)
      }
    },
    60_000,
  )
})

it.each([1, ...more])(
  'the bills of large, seed %i, add up from every 97th customer’s records and everybody’s ledger to the partner’s bill',
  async seed => {
    const run = await open({scenario: 'large', seed})
    const cycle = '2026-10'
    const ids = await everybody(run)
    expect(ids.length).toBeGreaterThan(4_900)
    let due = Decimal.zero
    for (const [i, id] of ids.entries()) {
      const ledger = await ledgerOf(run, id, cycle)
      due = due.plus(amountOf(ledger, 'amount').minus(amountOf(ledger, 'tax_amount')))
      if (i % 97 > 0) continue
      const client = await run.partner.asCustomer(id, run.info.partner.xaccount_type)
      await agree(run, client, id, cycle)
      client.close()
    }
    const answer = await run.partner.get('/v2/bills/partner-bills/postpaid-bill-summary', {bill_cycle: cycle})
    expect(amountOf(exact(answer.text), 'initial_amount_due').units).toBe(due.rounded(2).units)
  },
  180_000,
)

async function busiest(run: Running): Promise<Client> {
  let best: {client: Client; count: number} | undefined
  for (const c of resale(await customersOf(run)).slice(0, 12)) {
    const client = await run.partner.asCustomer(c.customer_id, run.info.partner.xaccount_type)
    const {json} = await client.get(records, {cycle: '2026-10', include_zero_record: 'true', limit: '1'})
    if (!best || json.total_count > best.count) best = {client, count: json.total_count}
  }
  return best!.client
}

describe('records', () => {
  it('are the same in pages of any size, and identified by their id', async () => {
    const client = await busiest(await open())
    const query = {cycle: '2026-10', include_zero_record: 'true'}
    const all = await allRecords(client, query)
    expect(await allRecords(client, query, 37)).toEqual(all)
    expect(new Set(all.map(r => r.id)).size).toBe(all.length)
    expect(all.map(r => r.bill_date)).toEqual(all.map(r => r.bill_date).sort())
    expect(Object.keys(all[0]!)).toHaveLength(60)
    expect((await client.get(records, {cycle: '2026-10', limit: '1001'})).status).toBe(400)
    expect((await client.get(records, {cycle: '2026-10', offset: '100000'})).json.fee_records).toEqual([])
  })

  it('by day and by cycle have the sums of the detailed ones', async () => {
    const client = await busiest(await open())
    const of = (statistic: string) =>
      allRecords(client, {cycle: '2026-10', include_zero_record: 'true', statistic_type: statistic})
    const [byCycle, byDay, detail] = [await of('1'), await of('2'), await of('3')]
    for (const name of ['official_amount', 'discount_amount', 'amount', 'coupon_amount']) {
      expect(sum(byCycle, name).units).toBe(sum(detail, name).units)
      expect(sum(byDay, name).units).toBe(sum(detail, name).units)
    }
    expect(byCycle.length).toBeLessThan(byDay.length)
    expect(byDay.length).toBeLessThanOrEqual(detail.length)
    expect(byDay[0]!.effective_time).toBeNull()
  })

  it('pass the filters that were asked for, and only those', async () => {
    const client = await busiest(await open())
    const all = await allRecords(client, {cycle: '2026-10', include_zero_record: 'true'})
    const filtered = async (query: Record<string, string>) =>
      (await allRecords(client, {cycle: '2026-10', include_zero_record: 'true', ...query})).map(r => r.id)
    const ids = (keep: (row: Row) => boolean) => all.filter(keep).map(r => r.id)
    const one = all[Math.floor(all.length / 2)]!
    expect(await filtered({cloud_service_type: String(one.cloud_service_type)})).toEqual(
      ids(r => r.cloud_service_type === one.cloud_service_type),
    )
    expect(await filtered({resource_id: String(one.resource_id)})).toEqual(ids(r => r.resource_id === one.resource_id))
    expect(await filtered({trade_id: String(one.trade_id)})).toEqual(ids(r => r.trade_id === one.trade_id))
    expect(await filtered({charge_mode: '1'})).toEqual(ids(r => r.charge_mode === '1'))
    expect(await filtered({bill_type: '5'})).toEqual(ids(r => String(r.bill_type) === '5'))
    expect(await filtered({enterprise_project_id: '0'})).toEqual(ids(r => r.enterprise_project_id === '0'))
    expect(await filtered({bill_date_begin: '2026-10-03', bill_date_end: '2026-10-05'})).toEqual(
      ids(r => String(r.bill_date) >= '2026-10-03' && String(r.bill_date) <= '2026-10-05'),
    )
    expect(await filtered({include_zero_record: 'false'})).toEqual(ids(r => !amountOf(r, 'amount').isZero))
    expect(await filtered({region: 'nowhere'})).toEqual([])
    expect(await filtered({method: 'sub_customer'})).toEqual([])
    const wrong: Record<string, string>[] = [
      {bill_date_begin: '2026-10-03'},
      {bill_date_begin: '2026-09-30', bill_date_end: '2026-10-02'},
    ]
    for (const query of wrong) {
      expect((await client.get(records, {cycle: '2026-10', ...query})).status).toBe(400)
    }
  })

  it('speak Chinese by default and English when asked, in any case', async () => {
    const client = await busiest(await open())
    const name = async (language?: string) =>
      (await client.get(records, {cycle: '2026-10', limit: '1'}, language ? {headers: {'x-language': language}} : {}))
        .json.fee_records[0].cloud_service_type_name
    expect(await name()).toMatch(/[\u4e00-\u9fff]/)
    expect(await name('en_US')).toMatch(/^[ -~]+$/)
    expect(await name('EN_us')).toBe(await name('en_US'))
  })

  it('write numbers the way Java does', async () => {
    const client = await busiest(await open())
    const {text} = await client.get(records, {cycle: '2026-10', limit: '500', include_zero_record: 'true'})
    expect(text).toMatch(/"coupon_amount":0E-8/)
    expect(text).toMatch(/"amount":\d+\.\d{7}0[,}]/)
  })

  it('reach up to yesterday in the running month, are debt until it is over, and are kept for three years', async () => {
    const run = await open()
    const client = await busiest(run)
    const rows = await allRecords(client, {cycle: '2026-11'})
    expect(rows.at(-1)!.bill_date).toBe('2026-11-17')
    expect(rows.every(r => amountOf(r, 'credit_amount').isZero)).toBe(true)
    expect(await allRecords(client, {cycle: '2026-12'})).toEqual([])
    expect((await client.get(records, {cycle: '2023-11'})).status).toBe(200)
    expect((await client.get(records, {cycle: '2023-10'})).status).toBe(400)
    expect((await client.get(records, {cycle: '2026-13'})).status).toBe(400)
  })
})

describe('the partner’s bill', () => {
  const show = (run: Running, cycle: string) =>
    run.partner.get('/v2/bills/partner-bills/postpaid-bill-summary', {bill_cycle: cycle})

  it('is there from noon of the 5th on, Beijing time', async () => {
    const run = await open({clock: '2026-11-05T03:59:00Z'})
    expect((await show(run, '2026-10')).json).toEqual({bill_cycle: '2026-10', currency: 'USD'})
    await run.anybody.admin('POST', 'clock/advance', {seconds: 60})
    expect((await show(run, '2026-10')).json.initial_amount_due).toBeGreaterThan(0)
    expect((await show(run, '2026-11')).json).toEqual({bill_cycle: '2026-11', currency: 'USD'})
  })

  it('moves from unbilled to due', async () => {
    const run = await open({clock: '2026-11-05T03:59:00Z'})
    const quota = async () => (await run.partner.get('/v2/partners/credit/consumption-quota')).json
    const before = await quota()
    await run.anybody.admin('POST', 'clock/advance', {seconds: 60})
    const after = await quota()
    expect(Number(after.unbilled_amount)).toBeLessThan(Number(before.unbilled_amount))
    const bill = (await show(run, '2026-10')).json
    expect(Number(after.due_amount)).toBeCloseTo(bill.initial_amount_due + bill.tax_amount, 6)
    for (const q of [before, after]) {
      expect(Number(q.used_consumption_quota)).toBeCloseTo(Number(q.due_amount) + Number(q.unbilled_amount), 2)
    }
  })
})

describe('the messy world', () => {
  it('has amounts that no double can hold', async () => {
    const run = await open({scenario: 'messy'})
    for (const c of await customersOf(run)) {
      const client = await run.partner.asCustomer(c.customer_id, run.info.partner.xaccount_type)
      const {text} = await client.get(records, {cycle: '2026-10', bill_type: '1'})
      client.close()
      if (text.includes('"official_amount":12345678901234.12345678,')) return
    }
    expect.unreachable()
  })

  it('has the names that break tools', async () => {
    const run = await open({scenario: 'messy'})
    const names = (await customersOf(run)).map(c => c.customer)
    expect(names).toEqual(
      expect.arrayContaining(['=SUM(A1:A9)', '000123', 'شركة النخيل للتجارة', '1234567890123456789']),
    )
  })
})
