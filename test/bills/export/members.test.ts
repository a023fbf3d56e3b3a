// Records of an enterprise's members in the answer of its master: named, and never there twice.

import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, expect, it} from 'vitest'
import type {Api} from '../../../src/api/client.js'
import {Listing} from '../../../src/api/listing.js'
import {exportBills} from '../../../src/bills/export/export.js'
import type {Method} from '../../../src/bills/records/source-names.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'partnerctl-members-'))
})
afterEach(() => rmSync(folder, {recursive: true, force: true}))

/**
 * A master whose answer has a record of its member, unless only its own are asked for; and the other customers of the
 * partner.
 */
function api(customers: string[]) {
  const asked: unknown[] = []
  const bytes = async (_: string, input: {method?: string}, {as}: {as: string}) => {
    asked.push(input.method)
    const ids = as === 'master' && input.method !== 'oneself' ? ['master', 'member'] : [as]
    const fee_records = ids.map(id => ({bill_date: '2026-01-02', customer_id: id, id: `r-${id}`, amount: 1}))
    return Buffer.from(JSON.stringify({fee_records, total_count: ids.length, currency: 'USD'}))
  }
  const rows = async function* (operation: string) {
    if (operation !== 'ListSubCustomers') return
    for (const customer_id of customers) yield {customer_id, account_name: `name of ${customer_id}`}
  }
  const list = (operation: string) => new Listing(() => rows(operation))
  return {asked, api: {bytes, session: Promise.resolve({site: 'intl'}), list} as unknown as Api}
}

const run = (client: Api, method?: Method, restart = false) =>
  exportBills(client, {
    query: {
      cycle: '2026-01',
      source: 'res-fee-records',
      detail: 'detail',
      format: 'csv',
      site: 'intl',
      partner_id: 'p1',
      language: 'en_US',
      gzip: false,
      bom: false,
      excel: false,
      method,
    },
    out: join(folder, 'bills.csv'),
    now: new Date('2026-03-01T00:00:00Z'),
    restart,
  })

it('of members who are nobody’s customers are kept and named, and the manifest says what was asked', async () => {
  const {api: client, asked} = api(['master'])
  const {records, remarks, manifest} = await run(client)
  expect([records, remarks]).toEqual([2, ['1 record in the answer of name of master is of customer member']])
  expect(JSON.parse(readFileSync(manifest!, 'utf8'))).toMatchObject({method: 'all'})
  expect(asked).toEqual(['all'])
})

it('of members who are customers themselves end the export, which goes through for own records only', async () => {
  await expect(run(api(['master', 'member']).api)).rejects.toMatchObject({
    outcome: 'refused',
    next: [expect.stringContaining('customer member'), expect.stringContaining('--whose own --restart')],
  })
  const {api: client, asked} = api(['master', 'member'])
  const {records, remarks, manifest} = await run(client, 'oneself', true)
  expect([records, remarks]).toEqual([2, []])
  expect(JSON.parse(readFileSync(manifest!, 'utf8'))).toMatchObject({method: 'oneself', query: {method: 'oneself'}})
  expect(asked).toEqual(['oneself', 'oneself'])
})
