// What an earlier run left is gone on with only where it is understood.
import {mkdirSync, utimesSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeEach, describe, expect, it} from 'vitest'
import {earlierRun} from '../../../src/bills/export/earlier-run.js'
import {localFile} from '../../../src/bills/export/file-walk.js'
import type {ExportQuery} from '../../../src/bills/export/files/manifest.js'
import {Target} from '../../../src/bills/export/files/target.js'
import {temporaryFolder} from '../../support/traces.js'

const query: ExportQuery = {
  site: 'intl',
  partner_id: '1',
  language: 'en_us',
  cycle: '2026-10',
  source: 'res-fee-records',
  detail: 'detail',
  format: 'csv',
  gzip: false,
  bom: false,
  excel: false,
}
const head = {journal: 1, tool: 'partnerctl', run: 'r', started: 's', final: true, query, customers: [], units: {}}
const entry = {at: {customer: 0, day: 0, offset: 0}, parts: {}, totals: {}, duplicates: {}, unread: [], byDay: []}

let target: Target
beforeEach(() => {
  target = Target.of(join(temporaryFolder(), 'bills.csv'), query)
  mkdirSync(target.work)
})
const left = (...lines: object[]) => {
  writeFileSync(target.journal, lines.map(line => `${JSON.stringify(line)}\n`).join(''))
  return earlierRun(target, {query, now: new Date()})
}

describe('the journal of an export', () => {
  it('is gone on with where it is understood', () => {
    expect(left(head, entry)?.entries).toHaveLength(1)
  })

  it.each([
    ['of a newer version', [{...head, journal: 2}, entry]],
    ['with an entry that is not known', [head, entry, {event: 'moved', to: 'elsewhere'}]],
    ['with an entry that says more than is known', [head, {...entry, also: 'this'}]],
  ])('%s is refused, not read as if it were known', (_, lines) => {
    expect(() => left(...lines)).toThrow(/was written by another version of partnerctl/)
  })
})

describe('the file that was begun with', () => {
  const path = () => join(target.work, 'bill.csv')
  const identity = async (content: string, time = new Date('2026-11-05T04:00:00Z')) => {
    writeFileSync(path(), content)
    utimesSync(path(), time, time)
    return (await localFile(path())).identity
  }

  it('is told from another of its name, length and time by what is in it', async () => {
    const first = await identity('amount\n5.00\n')
    expect(await identity('amount\n5.00\n')).toBe(first)
    const other = await identity('amount\n7.00\n')
    expect(other).not.toBe(first)
    writeFileSync(target.journal, `${JSON.stringify({...head, query: {...query, from: first}})}\n`)
    const again = (from: string) => earlierRun(target, {query: {...query, from}, now: new Date()})
    expect(again(first)?.head.query.from).toBe(first)
    expect(() => again(other)).toThrow(/holds an unfinished export of something else: --from bill\.csv/)
  })

  it('is refused where a manifest beside it tells of another', async () => {
    writeFileSync(path(), 'amount\n5.00\n')
    const file = {name: 'bill.csv', bytes: 12, rows: 1, sha256: '0'.repeat(64)}
    writeFileSync(`${path()}.manifest.json`, JSON.stringify({manifest: 1, query, files: [file]}))
    await expect(localFile(path())).rejects.toThrow(/bill\.csv was changed: it is not the file that its manifest tells/)
  })
})
