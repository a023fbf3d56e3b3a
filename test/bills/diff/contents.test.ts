// What is compared of a page's rows is what is compared of their records.
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, expect, it} from 'vitest'
import {contentOf, fieldsOf, PageContents, unpacked} from '../../../src/bills/diff/contents.js'
import {Diff} from '../../../src/bills/diff/diff.js'
import {fileBatches, fileRecords} from '../../../src/bills/read/exported-file.js'
import type {BillRecord} from '../../../src/bills/records/bill-record.js'
import {csvLines} from '../../../src/csv.js'

const folder = mkdtempSync(join(tmpdir(), 'contents-'))
afterAll(() => rmSync(folder, {recursive: true, force: true}))

const texts = ['', 'a,b', 'say "hi"', '客户', 'line\nfeed', '\u001f', '=x', ' blank ', '{"a": 1}', '😀']
const amounts = ['1.50', '0', '-0.00', '0E-8', '1e3', '100', '-12.30000000', '', '5.00000001', '1234567890123.1']
const days = ['2026-10-03', '2026/10/3', '20261031']
const times = ['2026-10-03T06:00:00Z', '2026-10-03 06:00', '2026-10-03']
const names = [
  'bill_cycle',
  'customer_id',
  'bill_date',
  'effective_time',
  'resource_name',
  'usage',
  'amount',
  'currency',
]
const more = ['charge_mode', 'measure_id', 'unknown', 'other_fields']
const rows = texts.flatMap((text, i) =>
  amounts.map((amount, k) => [
    '2026-10',
    k % 3 ? 'c1 ' : 'c2',
    days[k % 3]!,
    times[i % 3]!,
    text,
    amounts[i]!,
    amount,
    'usd',
    String(k),
    k % 2 ? '4' : '',
    texts[k]!,
    i % 4 ? '' : '{"b": [1, "x"]}',
  ]),
)
const heading = [...names, ...more]
const plain = rows.filter(cells => !cells.some(cell => /[",;\n]/.test(cell)))
/** JSON has no empty numbers. */
const lines = rows.map(cells =>
  JSON.stringify(Object.fromEntries(heading.map((name, i) => [name, cells[i] || undefined]))),
)

it.each([
  ['records.csv', csvLines([heading, ...rows])],
  ['semicolons.csv', [heading, ...plain].map(cells => `${cells.join(';')}\n`).join('')],
  ['records.jsonl', `${lines.join('\n')}\n`],
])('in %s', async (name, content) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  const expected: string[] = []
  let fields: string[] = []
  for await (const batch of fileBatches(path, {}))
    if (!Array.isArray(batch)) fields = fieldsOf(batch).filter(field => field !== 'source')
  for await (const records of fileRecords(path, {})) {
    for (const record of records) expected.push(unpacked(contentOf(record, fields)))
  }
  const contents: string[] = []
  for await (const batch of fileBatches(path, {})) {
    if (Array.isArray(batch)) throw new Error('not a page')
    contents.push(...new PageContents(batch, fields).contents(batch).map(unpacked))
  }
  expect(contents.length).toBeGreaterThan(5)
  expect(contents).toEqual(expected)
})

it('a field of JSON lines that the first record lacks is that field, and no difference to a table', async () => {
  const first = {bill_cycle: '2026-10', customer_id: 'c1', bill_date: '2026-10-03', amount: 1, currency: 'USD'}
  const tagged = {...first, resource_tag: 'env=prod', product_name: 'x'}
  const [left, right] = [join(folder, 'late.jsonl'), join(folder, 'late.csv')]
  writeFileSync(left, `${JSON.stringify(first)}\n${JSON.stringify(tagged)}\n`)
  writeFileSync(
    right,
    csvLines([
      Object.keys(tagged),
      ...[first, tagged].map(one =>
        Object.keys(tagged).map(name => String((one as Record<string, unknown>)[name] ?? '')),
      ),
    ]),
  )
  const records: BillRecord[] = []
  for await (const some of fileRecords(left, {})) records.push(...some)
  expect(records.map(({resource_tag, other_fields}) => [resource_tag, other_fields])).toEqual([
    [undefined, undefined],
    ['env=prod', undefined],
  ])
  const diff = new Diff()
  const found: unknown[] = []
  for await (const one of diff.differences(fileBatches(left, {}), fileBatches(right, {}))) found.push(one)
  expect([found, diff.notCompared]).toEqual([[], []])
})
