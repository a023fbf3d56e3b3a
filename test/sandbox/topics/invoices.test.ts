import {expect, it} from 'vitest'
import {customersOf, keysOf, open, resale} from '../harness.js'

const window = {start_time: '2025-01-01T00:00:00Z', end_time: '2026-12-31T00:00:00Z'}

it('invoices a partner for its settled months, counted in pages from 1', async () => {
  const run = await open()
  const path = `/v1.0/${run.info.partner.domain_id}/payments/intl-invoices`
  const list = async (query: Record<string, string> = {}) =>
    (await run.partner.get(path, {...window, offset: '1', limit: '5', ...query})).json
  const first = await list()
  const [newest] = first.invoices
  expect(newest.billCycle).toBe('202610')
  const bill = (await run.partner.get('/v2/bills/partner-bills/postpaid-bill-summary', {bill_cycle: '2026-10'})).json
  // What is paid is the amount due and the tax on top of it.
  expect(newest.invoiceAmount).toBeCloseTo(bill.initial_amount_due + bill.tax_amount, 6)
  const all: string[] = []
  for (let page = 1; all.length < first.count; page++)
    all.push(...(await list({offset: `${page}`})).invoices.map((i: {billCycle: string}) => i.billCycle))
  expect(all).toEqual([...new Set(all)].sort().reverse())
  expect((await list({offset: '0'})).error_code).toBe('CBC.0100')
  expect((await list({offset: '99'})).invoices).toEqual([])
  const october = {start_time: '2026-11-01T00:00:00Z', end_time: '2026-11-30T00:00:00Z'}
  expect((await list(october)).count).toBe(1)
})

it('gives nobody another account’s invoices, and resale customers none', async () => {
  const run = await open()
  const rows = await customersOf(run)
  const query = {...window, offset: '1', limit: '10'}
  const resold = await keysOf(run, resale(rows)[0]!.customer_id)
  expect((await resold.get(`/v1.0/${resale(rows)[0]!.customer_id}/payments/intl-invoices`, query)).json).toEqual({
    count: 0,
    invoices: [],
  })
  expect((await resold.get(`/v1.0/${run.info.partner.domain_id}/payments/intl-invoices`, query)).json.error_code).toBe(
    'CBC.0151',
  )
  const referred = rows.find(c => c.association_type === '1' && c.associated_on < '2026-06')!
  const direct = await keysOf(run, referred.customer_id)
  const own = (await direct.get(`/v1.0/${referred.customer_id}/payments/intl-invoices`, query)).json
  for (const i of own.invoices) expect(i.invoiceAmount).not.toBe(0)
  resold.close()
  direct.close()
})
