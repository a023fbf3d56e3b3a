import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import type {Api} from '../../../src/api/client.js'
import {Listing} from '../../../src/api/listing.js'
import {exportBills} from '../../../src/bills/export/export.js'
import type {ExportResult} from '../../../src/bills/export/export-request.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'partnerctl-duplicates-'))
})
afterEach(() => rmSync(folder, {recursive: true, force: true}))

const PAGES = 65

/**
 * One customer of 65,000 records, of which the last page repeats one of the fourth; ends as a killed program does
 * before a page.
 */
function api(diesBefore: number): Api {
  const bytes = async (_: string, input: {offset: number}) => {
    const page = input.offset / 1000
    if (page >= diesBefore) throw new Error('killed')
    const records = Array.from({length: 1000}, (_, row) => {
      const number = page === PAGES - 1 && row === 7 ? 3005 : page * 1000 + row
      return {bill_date: '2026-01-02', customer_id: 'c1', id: `r${number}`, amount: 1}
    })
    return Buffer.from(JSON.stringify({fee_records: records, total_count: PAGES * 1000, currency: 'USD'}))
  }
  return {
    bytes,
    session: Promise.resolve({site: 'intl'}),
    list: () => new Listing(async function* () {}),
  } as unknown as Api
}

const run = (name: string, diesBefore = PAGES): Promise<ExportResult> =>
  exportBills(api(diesBefore), {
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
      customers: ['c1'],
    },
    out: join(folder, name),
    now: new Date('2026-06-01T00:00:00Z'),
  })

describe('a record that comes twice', () => {
  const found = {count: 1, examples: [{customer_id: 'c1', id: 'r3005'}]}

  it('is reported', async () => {
    expect((await run('whole.csv')).duplicates).toEqual(found)
  })

  it('is reported when the export was stopped between the two, more than once', async () => {
    const whole = await run('whole.csv')
    for (const page of [22, 22, 45, 64]) await expect(run('stopped.csv', page)).rejects.toThrow('killed')
    const resumed = await run('stopped.csv')
    expect(resumed.resumed).toBe(true)
    expect(resumed.duplicates).toEqual(found)
    expect(resumed.records).toBe(whole.records)
    const file = (name: string) => readFileSync(join(folder, name))
    expect(file('stopped.csv').equals(file('whole.csv'))).toBe(true)
    expect(readdirSync(folder).filter(name => name.endsWith('.part'))).toEqual([])
  })
})
