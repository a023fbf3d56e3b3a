// What is on disk of an unfinished export is looked at before it is gone on with, and once more before it is published:
// whatever happened to it, the end is the export as it would have been, or a refusal.
import {createHash} from 'node:crypto'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import type {Api} from '../../../src/api/client.js'
import {Listing} from '../../../src/api/listing.js'
import {exportBills} from '../../../src/bills/export/export.js'
import type {ExportRequest} from '../../../src/bills/export/export-request.js'
import {type Published, publishedAt} from '../../../src/bills/export/files/published.js'
import type {FormatName} from '../../../src/bills/formats/formats.js'
import {writers} from '../../../src/bills/formats/writers.js'
import {exportedFiles} from '../../../src/bills/reconcile/exported.js'
import {cli, emptyHome} from '../../support/cli.js'

const PAGES = 10
const ROWS = 20
let folder: string
const usual = new Map(Object.entries(writers).map(([name, {checkpoint}]) => [name, checkpoint]))

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'partnerctl-certified-'))
  for (const format of Object.values(writers)) format.checkpoint = {rows: 3 * ROWS, requests: 100}
})
afterAll(() => {
  for (const [name, checkpoint] of usual) writers[name as FormatName].checkpoint = checkpoint
  rmSync(folder, {recursive: true, force: true})
})

const pages = Array.from({length: PAGES}, (_, page) =>
  Buffer.from(
    JSON.stringify({
      fee_records: Array.from({length: ROWS}, (_, row) => ({
        bill_date: `2026-01-0${1 + (row % 3)}`,
        customer_id: 'c1',
        cloud_service_type: 'hws.service.type.ec2',
        id: `r${page * ROWS + row}`,
        amount: 1.25,
      })),
      total_count: PAGES * ROWS,
      currency: 'USD',
    }),
  ),
)

/** One customer; ends as a killed program does before a page. */
const api = (diesBefore: number): Api =>
  ({
    bytes: async (_: string, input: {offset: number}) => {
      const page = input.offset / ROWS
      if (page >= diesBefore) throw new Error('killed')
      return pages[page]
    },
    session: Promise.resolve({site: 'intl'}),
    call: async () => ({}),
    list: () => new Listing(async function* () {}),
  }) as unknown as Api

interface Kind {
  format: FormatName
  gzip?: boolean
  split?: 'day'
}

const run = (place: string, kind: Kind, diesBefore = PAGES, more: Partial<ExportRequest> = {}) =>
  exportBills(api(diesBefore), {
    query: {
      cycle: '2026-01',
      source: 'res-fee-records',
      detail: 'detail',
      site: 'intl',
      partner_id: 'p1',
      language: 'en_US',
      gzip: false,
      bom: false,
      excel: false,
      customers: ['c1'],
      focus: kind.format.startsWith('focus') ? {dialect: 'spec', issuer: 'Huawei Cloud', account: 'test'} : undefined,
      ...kind,
    },
    out: `${place}/`,
    now: new Date('2026-06-01T00:00:00Z'),
    ...more,
  })

/** Every published file with its bytes; each is the one its manifest tells of. */
function published(place: string): Record<string, string> {
  const [found, ...others] = publishedAt(place)
  expect(others).toEqual([])
  return Object.fromEntries(
    found!.manifest.files.map(({name, bytes, sha256}) => {
      const content = readFileSync(found!.fileOf(name))
      expect([content.length, createHash('sha256').update(content).digest('hex')]).toEqual([bytes, sha256])
      return [name, content.toString('base64')]
    }),
  )
}

/** The unfinished files below a folder. */
const files = (place: string, ending: string | RegExp): string[] =>
  readdirSync(place, {recursive: true, encoding: 'utf8'})
    .filter(name => (typeof ending === 'string' ? name.endsWith(ending) : ending.test(name)))
    .map(name => join(place, name))
const parts = (place: string) => files(place, /[^/]*\.(csv|jsonl|json|parquet|xlsx)(\.gz)?\.part$/).filter(isFile)
const isFile = (path: string) => !existsSync(join(path, 'journal.jsonl'))

function flip(path: string, where: number): void {
  const bytes = readFileSync(path)
  const at = Math.floor(bytes.length * where)
  bytes[at] = bytes[at]! ^ 1
  writeFileSync(path, bytes)
}

const shorten = (path: string, to: number) => truncateSync(path, Math.floor(readFileSync(path).length * to))

const eachPart = (change: (path: string) => void) => (place: string) => {
  for (const path of parts(place)) change(path)
}

const damages: Record<string, (place: string) => void> = {
  'got shorter': eachPart(path => shorten(path, 0.6)),
  'lost its last bytes': eachPart(path => shorten(path, 0.99)),
  'was emptied': eachPart(path => truncateSync(path)),
  'is gone': place => rmSync(parts(place)[0]!),
  'got longer': eachPart(path => appendFileSync(path, 'more')),
  'has another first byte': place => flip(parts(place)[0]!, 0),
  'has another byte near its end': place => flip(parts(place)[0]!, 0.95),
  'has no memory of records': place => rmSync(files(place, 'seen.bin')[0]!),
  'has another memory of records': place => flip(files(place, 'seen.bin')[0]!, 0.5),
  'has another byte in its journal': place => flip(files(place, 'journal.jsonl')[0]!, 0.8),
  'has less of a journal': place => shorten(files(place, 'journal.jsonl')[0]!, 0.7),
}

const kinds: [string, Kind][] = [
  ['CSV', {format: 'csv'}],
  ['CSV by day', {format: 'csv', split: 'day'}],
  ['packed JSON lines', {format: 'jsonl', gzip: true}],
  ['JSON', {format: 'json'}],
  ['XLSX', {format: 'xlsx'}],
  ['Parquet', {format: 'parquet'}],
  ['FOCUS CSV', {format: 'focus-csv'}],
  ['FOCUS Parquet', {format: 'focus-parquet'}],
]

describe.each(kinds)('an unfinished export as %s', (name, kind) => {
  const place = (what: string) => join(folder, name, what.replaceAll(' ', '-'))
  let whole: Record<string, string>

  beforeAll(async () => {
    await run(place('whole'), kind)
    whole = published(place('whole'))
    await expect(run(place('stopped'), kind, PAGES - 1)).rejects.toThrow('killed')
  })

  // What does not depend on the format is tried with one.
  it.each(kind === kinds[0]![1] ? Object.keys(damages) : ['got shorter', 'has another byte near its end'])(
    'that %s becomes the whole one',
    async what => {
      cpSync(place('stopped'), place(what), {recursive: true})
      damages[what]!(place(what))
      await run(place(what), kind)
      expect(published(place(what))).toEqual(whole)
    },
  )

  it('shows each changed byte when it is whole and reconciled, as a whole and by its files', async () => {
    const here = place('flipped')
    cpSync(place('whole'), here, {recursive: true})
    const [{path, manifest, fileOf}] = publishedAt(here) as [Published]
    const file = fileOf(manifest.files[0]!.name)
    const outcomes = async () =>
      Promise.all(
        [here, path, file].map(async at =>
          (await exportedFiles(at, '2026-01')).comparisons.map(({outcome}) => outcome).slice(0, 1),
        ),
      )
    expect(await outcomes()).toEqual([['matched'], ['matched'], ['matched']])
    for (const where of [0, 0.4, 0.8, 0.9999]) {
      flip(file, where)
      expect([where, await outcomes()]).toEqual([where, [['differences'], ['differences'], ['differences']]])
      flip(file, where)
    }
  })

  it('is refused when it is changed before it is published, and goes on afterwards', async () => {
    const here = place('changed')
    const clock = () => {
      truncateSync(parts(here)[0]!)
      return new Date()
    }
    await expect(run(here, kind, PAGES, {clock})).rejects.toMatchObject({
      outcome: 'failed',
      message: expect.stringMatching(/was changed while it was written: .* has 0 bytes, not \d+/),
      next: [expect.stringContaining('goes on')],
    })
    expect(publishedAt(here)).toEqual([])
    await run(here, kind)
    expect(published(here)).toEqual(whole)
  })
})

describe('a file of an export', () => {
  const file = () => join(folder, 'changed.csv')
  const reconcile = async () => {
    const ran = await cli(['bill', 'reconcile', file(), '--against', whole(), '--cycle', '2026-01', '-o', 'json'])
    return [ran.exit, ran.stderr] as const
  }
  const whole = () => join(folder, 'CSV', 'whole', 'bills-2026-01.csv')

  it('is held against its manifest also where it is compared with another, and cannot be read', async () => {
    emptyHome()
    for (const end of ['', '.manifest.json']) cpSync(`${whole()}${end}`, `${file()}${end}`)
    expect((await reconcile())[0]).toBe(0)
    const text = readFileSync(file(), 'utf8')
    // Nothing of what is compared.
    writeFileSync(file(), text.replace('account_name', 'account_nome'))
    expect(await reconcile()).toEqual([10, expect.stringContaining('differ')])
    writeFileSync(file(), text.replace('1.25', '1,25'))
    expect(await reconcile()).toEqual([
      10,
      expect.stringMatching(/was changed: it is not the file that its manifest tells of, and cannot be read any more/),
    ])
  })
})

describe('a finished export that could not be put in its place', () => {
  it.each(['got shorter', 'is gone'])('and %s is made again where it is not whole', async what => {
    const here = join(folder, 'held', what.replaceAll(' ', '-'))
    const taken = join(here, 'bills-2026-01.csv')
    const clock = () => {
      mkdirSync(taken)
      return new Date()
    }
    await expect(run(here, {format: 'csv'}, PAGES, {clock})).rejects.toThrow()
    rmdirSync(taken)
    damages[what]!(here)
    await run(here, {format: 'csv'})
    expect(published(here)).toEqual(published(join(folder, 'CSV', 'whole')))
  })
})
