// What every format promises to whoever writes its bytes to a file: they stay what they were while the next page is
// made.
import {describe, expect, it} from 'vitest'
import type {ExportQuery} from '../../../src/bills/export/files/manifest.js'
import {newWriter} from '../../../src/bills/export/writer.js'
import type {FormatName} from '../../../src/bills/formats/formats.js'
import type {Facts} from '../../../src/bills/formats/table.js'
import {PageReader} from '../../../src/bills/read/json-pages.js'
import {layoutOf} from '../../../src/bills/records/sources.js'
import {pageJson} from '../../support/bill-pages.js'

const facts: Facts = {
  bill_cycle: '2026-09',
  currency: 'USD',
  account_name: 'andes-retail',
  site: 'intl',
  partner_id: 'p1',
  detail: 'detail',
  is_final: 'true',
}
const layout = layoutOf('res-fee-records')
const names: FormatName[] = ['csv', 'jsonl', 'json', 'parquet', 'xlsx', 'focus-csv', 'focus-parquet']

describe.each(names)('the writer of %s', format => {
  it.each([false, true])('hands on bytes that stay until the call after the next (gzip: %s)', async gzip => {
    const focus = format.startsWith('focus') ? {dialect: 'spec' as const, issuer: 'Andes Cloud'} : undefined
    const query = {format, source: 'res-fee-records', cycle: '2026-09', gzip, bom: false, excel: false, focus}
    const writer = await newWriter(query as unknown as ExportQuery, layout, {})
    const reader = new PageReader(layout, 'fee_records', 'total_count')
    const write = (rows: number) => writer.write(reader.read(Buffer.from(pageJson({seed: rows, rows}))), 0, rows, facts)
    // Without a cut nobody waits for the bytes before the next ones are asked for.
    const stays = (next: () => Uint8Array) => {
      const bytes = writer.flush(false)
      const copy = Buffer.from(bytes)
      next()
      expect(copy.equals(bytes)).toBe(true)
    }
    writer.start()
    for (const rows of [300, 100, 2000]) {
      write(rows)
      stays(() => writer.flush(true))
      write(rows)
      stays(() => {
        write(rows)
        return writer.flush(false)
      })
    }
    stays(() => writer.finish())
  })
})

describe('a quantity that does not fit', () => {
  const written = async (format: FormatName, usage: string, wide = false) => {
    const focus = format.startsWith('focus') ? {dialect: 'spec' as const, issuer: 'Andes Cloud'} : undefined
    const query = {
      format,
      source: 'res-fee-records',
      cycle: '2026-09',
      gzip: false,
      bom: false,
      excel: false,
      focus,
      wide,
    }
    const writer = await newWriter(query as unknown as ExportQuery, layout, {})
    const record = `{"id":"r1","bill_type":5,"bill_date":"2026-09-03","charge_mode":"3","usage":${usage},"official_amount":1,"amount":1}`
    const reader = new PageReader(layout, 'fee_records', 'total_count')
    writer.start()
    writer.write(reader.read(Buffer.from(`{"fee_records":[${record}],"total_count":1}`)), 0, 1, facts)
    return Buffer.concat([writer.flush(true), writer.finish()])
  }

  it.each(['20000000072.478885', '72.4788850001'])('is exact, or an error that names its record: %s', async usage => {
    for (const format of ['csv', 'jsonl', 'json', 'focus-csv'] as const)
      expect([format, (await written(format, usage)).toString().includes(usage)]).toEqual([format, true])
    await expect(written('parquet', usage)).rejects.toThrow(`record r1: usage ${usage} does not fit its column`)
    await expect(written('focus-parquet', usage)).rejects.toThrow(/^record r1: \w+ [\d.]+ does not fit its column/)
    for (const format of ['parquet', 'focus-parquet'] as const)
      expect((await written(format, usage, true)).length).toBeGreaterThan(100)
  })
})
