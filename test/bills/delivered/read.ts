// A delivered file as its records, and what was said of it.
import {type Delivered, deliveredPortions} from '../../../src/bills/delivered/pages.js'
import {type BillRecord, RecordMaker} from '../../../src/bills/records/bill-record.js'
import {layoutOf} from '../../../src/bills/records/sources.js'

export async function read(content: string | Buffer, more: Partial<Delivered> = {}) {
  const remarks: string[] = []
  const chunks = (async function* () {
    yield Buffer.from(content)
  })()
  const file: Delivered = {source: 'bill-file', name: 'bill.csv', cycle: '2026-10', site: 'intl', chunks, ...more}
  const records: BillRecord[] = []
  for await (const portion of deliveredPortions(file, layoutOf('bill-file'), text => remarks.push(text))) {
    for (const group of portion) {
      const {page, currency} = group()
      records.push(...new RecordMaker(page).records({bill_cycle: '', currency}).map(record => ({...record})))
    }
  }
  return {records, remarks}
}
