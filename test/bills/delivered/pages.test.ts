// The pages of a delivered file, as rows become JSON and stand by customer.
import {expect, it} from 'vitest'
import {deliveredPortions} from '../../../src/bills/delivered/pages.js'
import {JsonRecords} from '../../../src/bills/formats/json.js'
import {Output} from '../../../src/bills/formats/output.js'
import {recordColumns} from '../../../src/bills/formats/table.js'
import {layoutOf} from '../../../src/bills/records/sources.js'

const acme = '0060abca8080ae8c0fadc0f44dc470a0'
const beta = '0060abca8080ae8c0fadc0f44dc470a1'
const facts = {bill_cycle: '', currency: '', account_name: '', site: '', partner_id: '', detail: '', is_final: 'true'}

async function linesOf(table: string, size: number, customers?: string[]): Promise<string[]> {
  async function* chunks() {
    const bytes = Buffer.from(table)
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  const layout = layoutOf('bill-file')
  const json = new JsonRecords(recordColumns(layout), true)
  const output = new Output()
  const file = {source: 'bill-file' as const, name: 'customerBill_202610.csv', site: 'intl' as const, customers}
  for await (const groups of deliveredPortions({...file, chunks: chunks()}, layout, () => {})) {
    for (const read of groups) {
      const {page} = read()
      for (let row = 0; row < page.rows; row++) {
        json.write(page, row, facts, output)
        output.byte(10)
      }
    }
  }
  return output.take().toString().trimEnd().split('\n')
}

it.each([3, 1 << 16])('are JSON with the columns of the file in their order, in pieces of %i bytes', async size => {
  const table = [
    'Customer ID,Weather,Bill Date,Amount Due,Currency,Billing Mode,Resource Name',
    `${acme},"sun, ""rain""",2026/10/3,.5,USD,1,"two\nlines\t客户"`,
    `${beta},,2026-10-31,-1.10,USD,,6" pipe ""x""`,
    `${acme},\\,2026-10-03,0E-8,USD,odd,`,
  ].join('\n')
  expect(await linesOf(table, size)).toEqual([
    `{"bill_cycle":"2026-10","customer_id":"${acme}","Weather":"sun, \\"rain\\"","bill_date":"2026-10-03","amount":0.5,"currency":"USD","charging_mode":"1","charge_mode":"3","resource_name":"two\\nlines\\t客户"}`,
    `{"bill_cycle":"2026-10","customer_id":"${acme}","Weather":"\\\\","bill_date":"2026-10-03","amount":0E-8,"currency":"USD","charging_mode":"odd"}`,
    `{"bill_cycle":"2026-10","customer_id":"${beta}","bill_date":"2026-10-31","amount":-1.10,"currency":"USD","resource_name":"6\\" pipe \\"\\"x\\"\\""}`,
  ])
})

it('stand in the same order with and without a filter, however many they are', async () => {
  const rows = Array.from({length: 5000}, (_, i) => `${i % 3 ? acme : beta},2026-10-03,${i}.25,USD,r-${i}`)
  const table = ['Customer ID,Bill Date,Amount Due,Currency,Record ID', ...rows].join('\n')
  const all = await linesOf(table, 1 << 16)
  expect(all).toHaveLength(5000)
  for (const customer of [acme, beta]) {
    expect(await linesOf(table, 1 << 16, [customer])).toEqual(all.filter(line => line.includes(customer)))
  }
})
