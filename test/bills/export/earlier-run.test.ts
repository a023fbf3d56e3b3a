// What an earlier run left is gone on with only where it is understood.
import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeEach, describe, expect, it} from 'vitest'
import {earlierRun} from '../../../src/bills/export/earlier-run.js'
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
