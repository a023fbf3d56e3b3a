// What stands beside a file tells what the file was: one that is not that any more is not read as it, by no command.
import {spawnSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {basename, join} from 'node:path'
import {gunzipSync, gzipSync} from 'node:zlib'
import {beforeAll, beforeEach, describe, expect, it} from 'vitest'
import type {Api} from '../../../src/api/client.js'
import {Listing} from '../../../src/api/listing.js'
import {exportBills} from '../../../src/bills/export/export.js'
import type {ExportRequest} from '../../../src/bills/export/export-request.js'
import type {Manifest} from '../../../src/bills/export/files/manifest.js'
import {publishedAt} from '../../../src/bills/export/files/published.js'
import {mergeShards} from '../../../src/bills/export/merge.js'
import {exportedRecords} from '../../../src/bills/read/open-records.js'
import {cli, emptyHome} from '../../support/cli.js'

const home = emptyHome()
const at = (...names: string[]) => join(home, ...names)
const acme = '0a1f3c5e7092b4d6f8011223344556a1'

const api = {
  bytes: async () =>
    Buffer.from(
      JSON.stringify({
        fee_records: Array.from({length: 6}, (_, row) => ({
          bill_date: `2026-10-0${1 + (row % 3)}`,
          customer_id: acme,
          cloud_service_type: 'hws.service.type.ec2',
          id: `r${row}`,
          amount: 1.25,
          official_amount: 2,
        })),
        total_count: 6,
        currency: 'USD',
      }),
    ),
  session: Promise.resolve({site: 'intl'}),
  call: async () => ({}),
  list: () => new Listing(async function* () {}),
} as unknown as Api

const made = (out: string, more: Partial<ExportRequest['query']>, from = api) =>
  exportBills(from, {
    query: {
      cycle: '2026-10',
      source: 'res-fee-records',
      detail: 'detail',
      site: 'intl',
      partner_id: 'p1',
      language: 'en_US',
      format: 'csv',
      gzip: false,
      bom: false,
      excel: false,
      customers: [acme],
      ...more,
    },
    out,
    now: new Date('2027-01-01T00:00:00Z'),
  })

const kinds: Record<string, [out: string, query: Partial<ExportRequest['query']>]> = {
  csv: ['whole.csv', {}],
  packed: ['whole.jsonl.gz', {format: 'jsonl', gzip: true}],
  days: ['days/', {split: 'day'}],
  table: ['table/', {format: 'parquet'}],
}

/** A copy of an export, to do something to. */
function copyOf(kind: string): {path: string; file: string; manifest: string} {
  const place = at('copy')
  rmSync(place, {recursive: true, force: true})
  cpSync(at('whole', kind), place, {recursive: true})
  const [name] = readdirSync(place).filter(one => !one.endsWith('.json'))
  const path = join(place, name!)
  const [{manifest, manifestPath, fileOf}] = publishedAt(path) as [ReturnType<typeof publishedAt>[0]]
  return {path, file: fileOf(manifest.files[0]!.name), manifest: manifestPath}
}

beforeAll(async () => {
  for (const [kind, [out, query]] of Object.entries(kinds)) {
    mkdirSync(at('whole', kind), {recursive: true})
    await made(join(at('whole', kind), out), query)
  }
  writeFileSync(at('book.yaml'), 'version: a\ncurrency: USD\ncost: expenditure\nrules:\n  - {id: all, price: cost}\n')
})

const whole = () => at('whole', 'csv', 'whole.csv')
const commands: Record<string, (path: string) => string[]> = {
  rate: path => ['bill', 'rate', path, '--book', at('book.yaml'), '--out', at('out.csv')],
  diff: path => ['bill', 'diff', whole(), path],
  'diff, the other way round,': path => ['bill', 'diff', path, whole()],
  reconcile: path => ['bill', 'reconcile', whole(), '--against', path, '--cycle', '2026-10'],
}

const line = (text: string) => text.replace(/\s+/g, ' ').trim()

async function refused(words: string[], exit = 2): Promise<string> {
  const ran = await cli(words)
  expect([words.join(' '), ran.exit, ran.stderr]).toEqual([words.join(' '), exit, expect.anything()])
  // What was compared stands in the result.
  return line(exit === 10 ? ran.stdout + ran.stderr : ran.stderr)
}

const changes: Record<string, [(file: string) => void, RegExp]> = {
  'was cut': [file => writeFileSync(file, cut(readFileSync(file), file)), /has \d+ bytes, not \d+ as its manifest/],
  'has another amount': [
    file => {
      const bytes = readFileSync(file)
      writeFileSync(
        file,
        bytes.map((byte, i) => (i === bytes.length >> 1 ? byte ^ 1 : byte)),
      )
    },
    /was changed: it is not the file that its manifest tells of/,
  ],
  'is empty': [file => writeFileSync(file, ''), /has 0 bytes, not \d+/],
  'is gone': [file => rmSync(file), /is not there, though its manifest names it|does not exist|holds no exported/],
}

/** Without its last rows, but a whole file. */
function cut(bytes: Buffer, name: string): Buffer {
  if (name.endsWith('.parquet')) return bytes.subarray(0, -20)
  const isPacked = name.endsWith('.gz')
  const text = (isPacked ? gunzipSync(bytes) : bytes).toString('utf8')
  const short = text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1)
  return isPacked ? gzipSync(short) : Buffer.from(short)
}

beforeEach(() => rmSync(at('out.csv'), {force: true}))

describe.each(Object.keys(kinds))('an export (%s)', kind => {
  it('is read as it is', async () => {
    expect((await cli(commands.rate!(copyOf(kind).path))).exit).toBe(0)
  })

  it.each(Object.keys(changes))('that %s is refused, and the file is named', async what => {
    const [change, message] = changes[what]!
    for (const [name, words] of Object.entries(commands).slice(0, kind === 'csv' ? 4 : 1)) {
      const {path, file} = copyOf(kind)
      change(file)
      const compared = name === 'reconcile' && existsSync(path)
      const told = await refused(words(path), compared ? 10 : 2)
      expect([name, told]).toEqual([
        name,
        expect.stringMatching(compared && what !== 'is empty' ? /not the file that was exported/ : message),
      ])
      if (existsSync(file)) expect(told).toContain(compared ? basename(file) : file)
    }
    expect(existsSync(at('out.csv'))).toBe(false)
  })
})

describe('a file in the folder above', () => {
  const above = async (words: string[]) => {
    const [folder, here] = [at('work', 'here'), process.cwd()]
    rmSync(at('work'), {recursive: true, force: true})
    mkdirSync(folder, {recursive: true})
    cpSync(whole(), at('work', 'bare.csv'))
    writeFileSync(join(folder, 'package.json'), '{}')
    process.chdir(folder)
    try {
      return await cli(words)
    } finally {
      process.chdir(here)
    }
  }

  it('is not held to what lies here', async () => {
    const rate = ['bill', 'rate', '../bare.csv', '--book', at('book.yaml'), '--out', 'out.csv']
    expect(await above(rate)).toMatchObject({exit: 0})
  })

  it('is held to its manifest, where the part of a table is named from within', async () => {
    const {path, file} = copyOf('table')
    changes['was cut']![0](file)
    const here = process.cwd()
    process.chdir(join(file, '..'))
    try {
      for (const name of ['.', basename(file)])
        expect(await refused(['bill', 'rate', name, '--book', at('book.yaml'), '--out', at('out.csv')])).toMatch(
          /has \d+ bytes, not \d+ as its manifest/,
        )
    } finally {
      process.chdir(here)
    }
    expect(existsSync(path)).toBe(true)
  })
})

describe('a table', () => {
  it.each(Object.keys(changes))('whose file %s answers no question', async what => {
    const {path, file} = copyOf('table')
    // Another file may be left, as in a table that was copied in part.
    cpSync(path, at('copy', 'other'), {recursive: true})
    changes[what]![0](file)
    for (const from of [path, at('copy')]) {
      const told = await refused(['bill', 'query', 'SELECT count(*) FROM bills', '--from', from])
      expect(told).toMatch(what === 'is gone' && from === path ? /holds no bills in Parquet/ : changes[what]![1])
    }
  })
})

describe('the manifest beside a file', () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

  it.each([
    [
      'of another file',
      () => readFileSync(at('whole', 'packed', 'whole.jsonl.gz.manifest.json'), 'utf8'),
      'bytes, not',
    ],
    ['that is cut off', (text: string) => text.slice(0, 100), 'is not the manifest of an export'],
    ['that is empty', () => '', 'is not the manifest of an export'],
    ['of something else', () => '{"name": "app"}', 'is not the manifest of an export: it is something else'],
    ['without files', (text: string) => edited(text, one => ({...one, files: []})), 'its files have 0 rows'],
    ['without a list', (text: string) => edited(text, ({files, ...one}) => one), 'its files have 0 rows'],
    ['with a list that is none', (text: string) => edited(text, one => ({...one, unread: 1})), 'a list is none'],
    ['without a month', (text: string) => edited(text, ({query, ...one}) => one), 'its month is missing'],
    ['with another number of rows', (text: string) => text.replace('"rows": 6', '"rows": 7'), 'its files have 7 rows'],
    [
      'with half a checksum',
      (text: string) => text.replace(/"sha256": "..../, '"sha256": "'),
      'of file 1 is not whole',
    ],
    [
      'with another checksum',
      (text: string) => text.replace(/"sha256": "\w+/, `"sha256": "${sha256('')}`),
      'was changed',
    ],
  ])('%s is named, and not believed', async (_, change, message) => {
    const {path, manifest} = copyOf('csv')
    writeFileSync(manifest, change(readFileSync(manifest, 'utf8')))
    const told = await refused(commands.rate!(path))
    expect(told).toContain(message)
    expect(told).toContain(manifest)
  })

  it('is moved away by somebody who changed the file, and is then asked no more', async () => {
    const {path, manifest} = copyOf('csv')
    writeFileSync(path, readFileSync(path, 'utf8').replace('1.25', '1.50'))
    expect(await refused(commands.rate!(path))).toContain(`Or move ${manifest} away, if the change was yours`)
    rmSync(manifest)
    expect((await cli(commands.rate!(path))).exit).toBe(0)
  })

  it.each(['days', 'table'])('of several files (%s) names all that is read', async kind => {
    const {path, file, manifest} = copyOf(kind)
    cpSync(file, file.replace(/([^/]*)$/, 'a$1'))
    // Also where the files that it does name were held against it before.
    for (const words of [commands.rate!, commands.reconcile!]) {
      expect(await refused(words(path))).toContain('lies among the files of an export, and its manifest does not')
    }
    expect((await cli(commands.rate!(file))).exit).toBe(0)
    writeFileSync(file, cut(readFileSync(file), file))
    expect(await refused(commands.rate!(file))).toContain('as its manifest says')
    writeFileSync(manifest, readFileSync(manifest, 'utf8').slice(0, -9))
    expect(await refused(commands.rate!(path))).toContain(manifest)
  })

  it('of files that lie deeper is heard, too', async () => {
    const {path, file} = copyOf('table')
    const deeper = at('copy', 'year', 'month')
    cpSync(path, deeper, {recursive: true})
    writeFileSync(join(deeper, file.slice(path.length)), cut(readFileSync(file), file))
    expect(await refused(commands.rate!(at('copy', 'year')))).toContain('as its manifest says')
  })

  it('of another program is passed over', async () => {
    const {path, manifest} = copyOf('csv')
    rmSync(manifest)
    writeFileSync(at('copy', 'manifest.json'), '{"name": "app"}')
    expect((await cli(commands.rate!(path))).exit).toBe(0)
  })
})

describe('shards beside the export that was merged from them', () => {
  const notes: string[] = []
  const read = async (path: string) => {
    notes.length = 0
    const ids: unknown[] = []
    for await (const batch of exportedRecords(path, {note: text => notes.push(text)}).batches())
      ids.push(...batch.map(({id}) => id))
    return ids
  }

  it.each([
    ['beside them', 'merged/', 'merged/', {}],
    ['in the folder above', 'above/shards/', 'above/', {}],
    ['in folders of days', 'days/shards/', 'days/all/', {split: 'day'}],
  ] as const)('are not read again: %s', async (_, shards, out, query) => {
    for (const shard of ['1/2', '2/2']) await made(at(shards), {...query, shard})
    const parts = [at(shards)]
    expect((await read(at(shards))).length).toBe(6)
    expect(notes).toEqual([])
    await mergeShards({parts, out: at(out), now: new Date()})
    const folder = at(out.split('/')[0]!)
    expect((await read(folder)).sort()).toEqual(['r0', 'r1', 'r2', 'r3', 'r4', 'r5'])
    expect(notes).toEqual([expect.stringMatching(/files? of shards passed over/)])
    expect(publishedAt(at(out)).map(({manifest}) => manifest.records)).toEqual([6])
    // They can still be merged again.
    expect((await mergeShards({parts, out: at('again.csv'), now: new Date()}).catch(error => error)).records).toBe(
      'split' in query ? undefined : 6,
    )
  })
})

const edited = (text: string, edit: (manifest: Manifest) => object) => JSON.stringify(edit(JSON.parse(text)))

describe('nothing', () => {
  const contents: Record<string, string | Buffer> = {
    'none.csv': '',
    'none.jsonl': '',
    'none.json': '',
    'none.csv.gz': gzipSync(''),
    'none.parquet': '',
    'none.xlsx': '',
    'customerBill_202610.csv': '',
    'marked.csv': '\ufeff',
    'blank.csv': '\r\n\r\n',
    'blank.jsonl': '\n \n',
    'words.jsonl': 'no record\n',
    'numbers.json': '[1, 2]',
  }
  beforeAll(() => {
    for (const [name, content] of Object.entries(contents)) writeFileSync(at(name), content)
  })

  it.each(Object.keys(contents))('is no month without records: %s', async name => {
    expect(await refused(commands.rate!(at(name)))).toContain(name)
    expect(await refused(commands.diff!(at(name)))).toContain(name)
    await refused(['bill', 'report', at(name), '--no-credit'])
  })

  it('on stdin is none either', () => {
    const [, ...words] = commands.rate!('-')
    const ran = spawnSync(process.execPath, ['bin/run.js', 'bill', ...words], {input: '', encoding: 'utf8'})
    expect([ran.status, ran.stderr]).toEqual([
      2,
      expect.stringContaining('stdin is not an export of bill records: it is'),
    ])
  })

  it.each(['none.jsonl', 'none.json'])('is all there is of a month where its manifest says so: %s', async name => {
    const none = {...api, bytes: async () => Buffer.from('{"fee_records": [], "total_count": 0, "currency": "USD"}')}
    const out = at(`of-no-record-${name}`)
    await made(out, {format: name.endsWith('l') ? 'jsonl' : 'json'}, none as unknown as Api)
    expect((await cli(commands.rate!(out))).exit).toBe(0)
  })
})

describe('a rated file', () => {
  const rated = () => at('copy', 'rated.csv')
  beforeAll(async () => {
    const {path} = copyOf('csv')
    expect((await cli(['bill', 'rate', path, '--book', at('book.yaml'), '--out', rated()])).exit).toBe(0)
  })

  it.each([
    ['report', ['bill', 'report', 'R', '--no-credit']],
    ['report beside another', ['bill', 'report', 'W', '--previous', 'R', '--no-credit']],
    ['statement', ['bill', 'statement', 'R', '--book', 'B', '--out', 'S']],
    ['diff', ['bill', 'diff', 'R', 'W']],
    ['corrections', ['bill', 'diff', 'W', 'R', '--out', 'C']],
    ['reconcile', ['bill', 'reconcile', '--rated', 'R', '--statements', 'S', '--cycle', '2026-10']],
  ])('that was cut is refused: %s', async (_, words) => {
    const [whole, broken] = [rated(), at('copy', 'broken.csv')]
    writeFileSync(broken, cut(readFileSync(whole), whole))
    cpSync(`${whole}.provenance.json`, `${broken}.provenance.json`)
    mkdirSync(at('copy', 'S'), {recursive: true})
    writeFileSync(at('copy', 'S', 'statements.json'), '{"register":1,"statements":[]}')
    const places: Record<string, string> = {
      R: broken,
      W: whole,
      S: at('copy', 'S'),
      C: at('copy', 'C.csv'),
      B: at('book.yaml'),
    }
    const told = await refused(words.map(word => places[word] ?? word))
    expect(told).toContain(`${broken} was changed since it was rated`)
    expect(existsSync(at('copy', 'C.csv'))).toBe(false)
  })
})
