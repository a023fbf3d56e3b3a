// D.1: 11, 12, 13. Numbers, ids and texts come out as they went in, and what a text can hold does no harm.
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {parse} from 'csv-parse/sync'
import stringWidth from 'string-width'
import {beforeAll, describe, expect, it} from 'vitest'
import {readSheet} from '../../src/bulk/sheet.js'
import {csvLines, harmless, unharmed} from '../../src/csv.js'
import {Decimal} from '../../src/decimal.js'
import {random} from '../support/records.js'
import {json, type Reply, serve} from './support/server.js'
import {ended, World} from './support/world.js'

let world: World
beforeAll(async () => {
  world = await World.start({scenario: 'empty'})
})

/** Makes the profile point to a server that answers everything with one body, as it stands. */
async function answering(body: string): Promise<void> {
  const answer: Reply = (response, request, sent) =>
    // Resellers and budgets are asked for besides.
    json(200, request.url!.includes('/sub-customers/query') ? body : '{"count":0}')(response, request, sent)
  const {origin} = await serve(answer)
  world.writeProfile({endpoints: {bss: origin, osm: origin, iam: origin}})
}

describe('numbers', () => {
  it('a hundred thousand amounts, refunds among them, add up as whole numbers do', () => {
    const next = random(11)
    let exact = 0n
    let sum = Decimal.zero
    let floating = 0
    for (let n = 0; n < 100_000; n++) {
      const units = BigInt(Math.floor(next() * 2 ** 40)) * (next() < 0.1 ? -1n : 1n)
      const digits = String(units < 0n ? -units : units).padStart(9, '0')
      const text = `${units < 0n ? '-' : ''}${digits.slice(0, -8)}.${digits.slice(-8)}`
      exact += units
      sum = sum.plus(Decimal.parse(text))
      floating += Number(text)
    }
    expect(sum.compare(Decimal.fromUnits(exact))).toBe(0)
    // The same with floating point is off: the amounts are of the kind that matters.
    expect(BigInt(Math.round(floating * 1e8))).not.toBe(exact)
  })

  it('ids of 19 digits, null, absent and empty values come out as they came in', async () => {
    await answering(
      `{"count":3,"customer_infos":[{"customer_id":9007199254740993123,"account_name":"a","label":null},{"customer_id":"0009007199254740993","account_name":""},{"customer_id":"c","account_name":"-007","label":""}]}`,
    )
    const raw = await world.run(['api', 'POST', '/v2/partners/sub-customers/query', '-d', '{}', '-o', 'json'])
    expect(raw.stdout).toMatch(/"customer_id": ?9007199254740993123\b/)
    expect(raw.stdout).toMatch(/"label": ?null/)
    const csv = await world.run(['customer', 'list', '-o', 'csv', '--columns', 'customer_id,account_name,label'])
    expect([csv.exit, csv.stdout.split('\r\n').slice(1, 4)]).toEqual([
      0,
      ['9007199254740993123,a,', '0009007199254740993,,', 'c,-007,'],
    ])
  })

  it('a code that nobody knows is shown as it is', async () => {
    await answering(
      '{"count":1,"customer_infos":[{"customer_id":"c","account_name":"a","customer_type":77,"verified_status":"later"}]}',
    )
    const list = ['customer', 'list', '--columns', 'customer_type,verified_status', '--no-header']
    expect((await world.run(list)).stdout).toBe('77\tlater\n')
    expect((await world.run([...list, '-o', 'jsonl'])).stdout).toBe('{"customer_type":77,"verified_status":"later"}\n')
  })
})

describe('text', () => {
  const names = [
    '安第斯零售有限公司',
    '👩‍👩‍👧‍👦 family 🇵🇪',
    'شركة التجزئة',
    'e\u0301a\u0308 combining',
    'n\u0000u\u0007l',
    '\u001b[31mred\u001b[0m \u001b]0;title\u0007 \u001b]52;c;cHduZWQ=\u0007 \u001b[2J',
    'a\u009b2Jb\u202ecod.exe',
    'one\r\ntwo\tthree',
    'x'.repeat(64 * 1024),
  ]
  const list = () =>
    JSON.stringify({
      count: names.length,
      customer_infos: names.map((account_name, n) => ({customer_id: `c${n}`, account_name})),
    })

  for (const columns of [20, 60, 200]) {
    it(`of any kind leaves a terminal of ${columns} columns in order: no line is too long, nothing is obeyed`, async () => {
      await answering(list())
      const child = world.onTerminal(['customer', 'list', '--columns', 'customer_id,account_name'], {
        columns,
        env: {NO_COLOR: '1'},
      })
      const {stdout} = await ended(child)
      const [table] = stdout.split('exit 0') as [string]
      expect(table.replaceAll('\r\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/)
      const lines = table.split('\r\n').filter(Boolean)
      // Every customer once; only a whole name, which is never cut, is wider than a narrow window.
      expect(lines.flatMap(line => /\bc\d\b/.exec(line)?.[0] ?? [])).toEqual(names.map((_, n) => `c${n}`))
      for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(Math.max(columns, 40))
    })
  }

  for (const format of ['csv', 'json', 'jsonl', 'yaml']) {
    it(`of any kind is obeyed by no terminal as ${format}`, async () => {
      await answering(list())
      const {stdout} = await ended(world.onTerminal(['customer', 'list', '--columns', 'account_name', '-o', format]))
      const [data] = stdout.split('exit 0') as [string]
      expect(data).toContain('安第斯')
      expect(data.replace(/[\r\n]/g, '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/)
    })
  }

  it('is whole in JSON, and whole but harmless in a pipe', async () => {
    await answering(list())
    const {stdout} = await world.run(['customer', 'list', '-o', 'json', '--columns', 'account_name'])
    expect(JSON.parse(stdout).map((row: {account_name: string}) => row.account_name)).toEqual(names)
    const piped = await world.run(['customer', 'list', '--columns', 'account_name', '--no-header'])
    expect(piped.stdout).toContain('x'.repeat(64 * 1024))
    expect(piped.stdout.replaceAll('\n', '')).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/)
  })
})

describe('CSV', () => {
  const letters = [...'abz019-+=@,;"\'\t\r\n |#.eE客é🙂 ', '\u0000']
  const cell = (next: () => number) =>
    Array.from({length: Math.floor(next() * 7)}, () => letters[Math.floor(next() * letters.length)]!).join('')

  it('of random cells is read by another parser as it was written, and no cell is a formula', () => {
    const next = random(13)
    for (let round = 0; round < 300; round++) {
      const rows = Array.from({length: 6}, () => ['k', ...Array.from({length: 4}, () => cell(next))])
      const text = csvLines(rows)
      const read: string[][] = parse(text, {record_delimiter: '\r\n'})
      expect(read).toEqual(rows.map(row => row.map(harmless)))
      expect(read.map(row => row.map(unharmed))).toEqual(rows)
      for (const one of read.flat()) expect(one).not.toMatch(/^[=@\t\r]|^[+-](?!\d+(\.\d+)?([eE][+-]?\d+)?$)/)
    }
  })

  it('of random cells is read from every dialect that a spreadsheet writes', async () => {
    const next = random(31)
    const encode: Record<string, (text: string) => Buffer> = {
      'UTF-8': text => Buffer.from(text),
      'UTF-8 with a mark': text => Buffer.from(`\ufeff${text}`),
      'UTF-16': text => Buffer.from(`\ufeff${text}`, 'utf16le'),
      'UTF-16 the other way round': text => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
    }
    // Blanks around a cell, NUL and a leading apostrophe or note mark are not part of a value.
    const value = () =>
      cell(next)
        .replaceAll('\u0000', '')
        .replace(/^[\s'#="]+|\s+$/g, '')
    for (const [encoding, bytes] of Object.entries(encode)) {
      for (const separator of [',', ';', '\t']) {
        for (const end of ['\n', '\r\n']) {
          const rows = Array.from({length: 20}, (_, n) => [`k${n}`, value(), value(), '007'])
          const quoted = (one: string) => (/[",;\t\r\n]/.test(one) ? `"${one.replaceAll('"', '""')}"` : one)
          const text = [['id', 'one', 'two', 'number'], ...rows]
            .map(row => row.map(quoted).join(separator) + end)
            .join('')
          const path = join(world.folder, 'work', 'dialect.csv')
          writeFileSync(path, bytes(text))
          const sheet = await readSheet(path)
          expect([encoding, separator, end, sheet.rows.map(row => row.cells)]).toEqual([encoding, separator, end, rows])
        }
      }
    }
  })
})
