// Files that would take all the memory or time there is, by accident or on purpose: each unit that is read has a bound,
// and what is beyond it is refused with the file and the place.
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {deflateRawSync, gzipSync} from 'node:zlib'
import {describe, expect, it} from 'vitest'
import {parseJson} from '../../../src/api/json.js'
import {deliveredPortions} from '../../../src/bills/delivered/pages.js'
import {readRated} from '../../../src/bills/rating/read-rated.js'
import {readWritten} from '../../../src/bills/rating/written.js'
import {exportedRecords} from '../../../src/bills/read/open-records.js'
import {layoutOf} from '../../../src/bills/records/sources.js'
import {RunEnd} from '../../../src/failure.js'
import {emptyHome} from '../../support/cli.js'
import {xlsx, zip} from '../../support/xlsx.js'

const home = emptyHome()
const heading = 'bill_cycle,currency,bill_date,customer_id,account_name,amount,id\n'
const row = '2026-10,USD,2026-10-03,0a1f3c5e7092b4d6f8011223344556a1,andes,10,r1\n'
const line = (more = '') =>
  `{"bill_cycle":"2026-10","currency":"USD","bill_date":"2026-10-03","customer_id":"0a1f3c5e7092b4d6f8011223344556a1","amount":10,"id":"r1"${more}}\n`
const rated = `${heading.trimEnd()},charge,rule\n`
const much = 'x'.repeat((1 << 24) + (1 << 21))
const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
const fields = (count: number) => Array.from({length: count}, (_, i) => `,"f${i}":${i}`).join('')

function file(name: string, content: string | Buffer): string {
  const path = join(home, name)
  writeFileSync(path, content)
  return path
}

/** How a reader refuses a file. */
async function refusal(
  path: string,
  read: (path: string) => AsyncIterable<unknown> | Promise<unknown>,
): Promise<string> {
  try {
    const reading = read(path)
    if (reading instanceof Promise) await reading
    else for await (const _ of reading);
    return 'read'
  } catch (error) {
    const {outcome, message, next} = error as {outcome: string; message: string; next: string[]}
    return `${outcome}: ${[message, ...(next ?? [])].join(' ').replaceAll(`${home}/`, '')}`
  }
}

const records = (path: string) => exportedRecords(path).batches()
const delivered = (path: string, chunk = 1 << 20) =>
  deliveredPortions(
    {
      source: 'bill-file',
      name: path.slice(home.length + 1),
      site: 'intl',
      chunks: pieces(path, chunk),
    },
    layoutOf('bill-file'),
    () => {},
  )

async function* pieces(path: string, size: number) {
  const {createReadStream} = await import('node:fs')
  yield* createReadStream(path, {highWaterMark: size})
}

/** A tar header, with a checksum that is right. */
function header(name: string, size: number, type = '0'): Buffer {
  const block = Buffer.alloc(512)
  block.write(name, 0)
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  block.write(' '.repeat(8), 148)
  block.write(type, 156)
  block.write('ustar  \0', 257)
  block.write(
    `${block
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  )
  return block
}

const slow: [string, string, string | Buffer, RegExp][] = [
  ['no line', 'c.csv', much, /row 1 does not end/],
  ['little that becomes much', 'd.csv.gz', gzipSync(`${heading}${much}`), /row 2 does not end/],
]

describe.each<[string, (path: string) => AsyncIterable<unknown>]>([
  ['an export', records],
  ['a bill file', delivered],
  ['a rated file', path => readRated(path)],
])('%s', (what, read) => {
  const names = what === 'a rated file' ? rated : heading
  const own = (cell: string) => row.replace('andes', cell).replace('\n', what === 'a rated file' ? ',1,all\n' : '\n')
  it.each<[string, string, string | Buffer, RegExp]>([
    [
      'a cell that does not end',
      'a.csv',
      `${names}${own(`"${much}`)}`,
      /row 2 does not end, perhaps for want of a closing quote/,
    ],
    ['a cell that is too long', 'b.csv', `${names}${own(much)}`, /row 2 does not end/],
    ['a record behind nothing but lines', 'f.csv', `${names}${'\n'.repeat(5 << 20)}1,2\n`, /row 5242882 has 2 cells/],
    // One scanner reads all three: what is slow to try is tried with one.
    ...(what === 'a bill file' ? slow : []),
    ['too many cells', 'e.csv', `${names}${'1,'.repeat(1 << 18)}\n`, /row 2 has (more|262145) cells/],
  ])('with %s is refused', async (_, name, content, message) => {
    const refused = await refusal(file(name, content), read)
    expect(refused).toMatch(/^usage: /)
    expect(refused).toContain(name)
    expect(refused).toMatch(message)
  })
})

describe('an export', () => {
  it.each<[string, string, string | Buffer, string]>([
    ['too many columns', 'columns.csv', Array.from({length: 3000}, (_, i) => `c${i}`).join(), 'more than 2000 columns'],
    ['a line that does not end', 'line.jsonl', `${line()}${line(`,"x":"${much}"`)}`, 'line 2 has more than 16 MB'],
    [
      'lists in lists',
      'deep.jsonl',
      `${line()}${line(`,"other_fields":${deep(100_000)}`)}`,
      'line 2: a value in it is nested more than 200 deep',
    ],
    [
      'lists that do not end',
      'open.jsonl',
      `${line()}${line(`,"x":${'['.repeat(100_000)}`)}${line()}`,
      'line 2: a value in it is nested',
    ],
    [
      'too many fields',
      'fields.jsonl',
      `${line()}${line(fields(5000))}`,
      'line 2: a record in it has more than 2000 fields',
    ],
    ['too many fields at once', 'first.jsonl', line(fields(5000)), 'more than 2000 columns'],
    ['another value', 'odd.jsonl', `${line()}${line(',"x":nix')}${line()}`, 'line 2: it is not whole JSON'],
  ])('as JSON lines with %s is refused', async (_, name, content, message) => {
    expect(await refusal(file(name, content), records)).toEqual(expect.stringMatching(`^usage: ${name}.*${message}`))
  })

  it('as a rated file has lines with an end', async () => {
    const path = file('rated.jsonl', `${line(',"charge":1,"rule":"a"')}{"x":"${much}"`)
    expect(await refusal(path, at => readRated(at))).toMatch(/^usage: rated.jsonl.*: line 2 has more than 16 MB/)
  })

  it('as Parquet has row groups that fit into memory', async () => {
    const {parquetWriteBuffer} = await import('hyparquet-writer')
    const rows = new Array((1 << 21) + 1).fill('a')
    const content = parquetWriteBuffer({
      columnData: [{name: 'id', data: rows, type: 'STRING'}],
      rowGroupSize: rows.length,
    })
    const path = file('large.parquet', Buffer.from(content))
    expect(await refusal(path, records)).toMatch(/^usage: large.parquet: the row group behind row 0 has 2,097,153 rows/)
  })
})

describe('an archive', () => {
  const packed = (name: string, data: Buffer) => zip({[name]: data.toString('latin1')})

  it.each<[string, string, Buffer, RegExp]>([
    [
      'a name without an end',
      'customerBill_202610.tar',
      Buffer.concat([header('././@LongLink', 1 << 30, 'L'), Buffer.alloc(1 << 16, 'n')]),
      /the name of a file in it has 1073741824 bytes/,
    ],
    [
      'a pax header without an end',
      'customerBill_202610.tar',
      Buffer.concat([header('x', 1 << 30, 'x'), Buffer.alloc(1 << 16, 'n')]),
      /has 1073741824 bytes/,
    ],
    [
      'too many files',
      'customerBill_202610.tar',
      Buffer.concat(Array.from({length: 10_001}, (_, i) => header(`${i}.csv`, 0))),
      /it holds more than 10000 files/,
    ],
    [
      'a file larger than the archive',
      'customerBill_202610.tar',
      Buffer.concat([header('a.csv', 1 << 30), Buffer.from('a,b\n')]),
      /it was cut off/,
    ],
    ['an archive in an archive', 'customerBill_202610.tar.gz', gzipSync(gzipSync('a')), /it is packed twice/],
    [
      'a packed archive',
      'customerBill_202610.zip',
      packed('a.zip', Buffer.from('a')),
      /a\.zip in it is no table that is read here/,
    ],
    ['a packed table in it', 'customerBill_202610.zip', zip({'a.csv.gz': gzipSync(much).toString('latin1')}), /./],
  ])('with %s is refused', async (_, name, content, message) => {
    const refused = await refusal(file(name, content), delivered)
    expect(refused).toMatch(/^usage: customerBill/)
    expect(refused).toMatch(message)
  })

  it('is not unpacked further than it says', async () => {
    const whole = zip({'a.csv': 'a,b\n'})
    const bomb = deflateRawSync(Buffer.alloc(1 << 26, 'x'))
    const at = whole.lastIndexOf('PK\x01\x02')
    const changed = Buffer.concat([whole.subarray(0, 35), bomb, whole.subarray(39)])
    const directory = at - 4 + bomb.length
    changed.writeUInt16LE(8, directory + 10)
    changed.writeUInt32LE(bomb.length, directory + 20)
    changed.writeUInt32LE(directory, changed.lastIndexOf('PK\x05\x06') + 16)
    expect(await refusal(file('customerBill_202610.zip', changed), delivered)).toMatch(/a\.csv in it is damaged/)
  })
})

describe('a price book', () => {
  const aliases = Array.from({length: 9}, (_, i) => {
    const [before, name] = [String.fromCharCode(96 + i), String.fromCharCode(97 + i)]
    return `${name}: &${name} [${Array(10)
      .fill(i === 0 ? 'x' : `*${before}`)
      .join(', ')}]`
  })

  it.each<[string, string, string, RegExp]>([
    ['aliases of aliases', 'a.yaml', aliases.join('\n'), /line 2: aliases of aliases multiply/],
    ['an alias of itself', 'b.yaml', 'rules: &a [*a]', /line 1/],
    ['lists in lists', 'c.yaml', `version: a\nrules: ${deep(50_000)}`, /line \d: lists or members are nested too deep/],
    ['a text without an end', 'd.yaml', `version: a\n# ${much}`, /has more than 16 MB/],
    ['a cell without an end', 'e.csv', `kind,id\nrule,"${'x'.repeat(1 << 20)}`, /not closed|does not end/],
  ])('with %s is refused', async (_, name, content, message) => {
    const refused = await refusal(file(name, content), at => readWritten(at))
    expect(refused).toMatch(/^usage: /)
    expect(refused).toContain(name)
    expect(refused).toMatch(message)
  })
})

it('JSON that is nested too deep is no JSON, not a failure', () => {
  expect(() => parseJson(deep(100_000))).toThrow(SyntaxError)
})

describe('a run that is to end', () => {
  const reason = new RunEnd('terminated', 'terminated')
  const signal = AbortSignal.abort(reason)
  const reads: [string, string | Buffer, (path: string) => AsyncIterable<unknown>][] = [
    ['lines.csv.gz', gzipSync(heading + '\n'.repeat(1000)), path => exportedRecords(path, {signal}).batches()],
    ['lines.jsonl', line(), path => exportedRecords(path, {signal}).batches()],
    ['lines.xlsx', xlsx({One: [['id'], ['1']]}), path => exportedRecords(path, {signal}).batches()],
    ['rated.csv', rated, path => readRated(path, {signal})],
    ['customerBill_202610.csv', heading, path => exportedRecords(path, {signal}).batches()],
  ]

  it.each(reads)('does not read on to the end of a file: %s', async (name, content, read) => {
    const path = file(name, content)
    const reading = async () => {
      for await (const _ of read(path));
    }
    await expect(reading()).rejects.toBe(reason)
  })
})
