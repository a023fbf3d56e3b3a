// Records in JSON, on lines of their own or in a list that is written in any way: the same, however they come in
// pieces.
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {jsonPages} from '../../../src/bills/read/json-records.js'
import {exportedRecords} from '../../../src/bills/read/open-records.js'
import {temporaryFolder} from '../../support/cli.js'

const folder = temporaryFolder()
const customer_id = '0a1f3c5e7092b4d6f8011223344556a1'
const records = ['plain', 'a ] and a }', 'quotes " and \\', '客户\n\u2028', ''].map((resource_name, i) => ({
  bill_cycle: '2026-10',
  currency: 'USD',
  bill_date: '2026-10-03',
  customer_id,
  id: `r${i}`,
  amount: 1.5,
  resource_name,
  az_code_infos: [{az_code: `a{${i}[`}, {}],
  other: {deep: [[{}]]},
}))

const forms: [name: string, text: string][] = [
  ['lines', records.map(one => JSON.stringify(one)).join('\n')],
  ['lines with an end', `${records.map(one => JSON.stringify(one)).join('\r\n')}\r\n`],
  ['a list on one line', JSON.stringify(records)],
  ['a list with a line for each', `[\n${records.map(one => JSON.stringify(one)).join(',\n')}\n]\n`],
  ['a list on many lines', `\n ${JSON.stringify(records, null, 2)}\n\n`],
  ['a list with tabs', JSON.stringify(records, null, '\t').replaceAll('\n', '\r\n')],
]

async function* pieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(text: string, size = 1 << 20): Promise<unknown[]> {
  const found: unknown[] = []
  for await (const page of jsonPages(pieces(text, size), {}, () => false)) {
    for (let row = 0; row < page.rows; row++) found.push(JSON.parse(page.canonicalRecord(row)))
  }
  return found
}

describe.each(forms)('records as %s', (_, text) => {
  it('are read, in pieces of any size', async () => {
    for (const size of [1, 2, 3, 7, 64, 1000, text.length, 1 << 20]) expect(await read(text, size)).toEqual(records)
  })
})

it('a list of records is read as a file, packed in nothing or lines', async () => {
  const path = join(folder, 'list.json')
  for (const [, text] of forms) {
    writeFileSync(path, text)
    const found = []
    for await (const batch of exportedRecords(path).batches()) found.push(...batch)
    expect(found.map(({id, resource_name, amount}) => [id, resource_name, amount?.text])).toEqual(
      records.map(({id, resource_name}) => [id, resource_name, '1.5']),
    )
  }
})

const one = JSON.stringify(records[0])

it.each([
  ['no list', '', 'it is empty'],
  ['a list that is cut off', `[${one},${one}`, 'it is cut off'],
  ['a list that is cut off in a record', `[${one},${one.slice(0, -5)}`, 'it is cut off'],
  ['a list that is only begun', '[', 'it is cut off'],
  ['numbers', '[1, 2]', 'record 1 of its list is none'],
  ['lists in a list', `[${one}, [${one}]]`, 'record 2 of its list is none'],
  ['no comma', `[${one} ${one}]`, 'no comma follows record 1'],
  ['two commas', `[${one},,${one}]`, 'record 2 of its list is none'],
  ['a comma at the end', `[${one},]`, 'record 2 of its list is none'],
  ['another list behind it', `[${one}]\n[${one}]`, 'something follows the end of its list'],
  ['a record that is no JSON', `[${one},\n{"id":nix}]`, 'record 2: it is not whole JSON'],
  ['brackets that do not fit', `[${one},{"id":[1}]]`, 'record 2: it is not whole JSON'],
  ['a record without an end', `[${one},{"id":"${'x'.repeat(18 << 20)}`, 'record 2 has more than 16 MB'],
  ['words', 'words', 'it has no record on a line of its own'],
])('%s is told as such', async (_, text, message) => {
  await expect(read(text)).rejects.toThrow(message)
})

it('an empty list has no record', async () => {
  expect(await read(' [\n]\n')).toEqual([])
})
