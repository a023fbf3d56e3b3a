import {describe, expect, it} from 'vitest'
import type {ExportResult} from '../../../../src/bills/export/export-request.js'
import {exportSummary} from '../../../../src/cli/topics/bill/export-view.js'

const whole: ExportResult = {
  site: 'intl',
  cycle: '2026-10',
  final: true,
  customers: 1,
  records: 1,
  amounts: [],
  services: [],
  path: 'bills/bills-2026-10.csv',
  files: [],
  unread: [],
  duplicates: {count: 0, examples: []},
  remarks: [],
  resumed: false,
  seconds: 0.1,
  brake: 'network',
}
const unread = [{customer_id: '1', account_name: 'a', reason: 'no', next: []}]
const last = (more: Partial<ExportResult>) =>
  exportSummary({...whole, ...more})
    .split('\n')
    .at(-1)

describe('the summary of an export', () => {
  it('counts one as one, and tells what held it back only where it took a while', () => {
    expect(exportSummary(whole)).toMatch(/ · 1 customer · 1 record · nothing to pay · 0\.1 s\n/)
    expect(exportSummary({...whole, seconds: 2})).toContain('2.0 s, held back by the network\n')
  })

  it('says of records without an id once that they are alike', () => {
    const examples = ['1', '1', '2'].map(customer_id => ({customer_id, id: ''}))
    expect(exportSummary({...whole, duplicates: {count: 3, examples}})).toContain(
      '3 records came twice and were kept: without an id, alike in every field\n',
    )
    expect(exportSummary({...whole, duplicates: {count: 1, examples: [{customer_id: '1', id: 'x'}]}})).toContain(
      '1 record came twice and was kept: x\n',
    )
  })

  it('names what comes next: what checks it, the bill so far, the merge of shards, or nothing where customers are missing', () => {
    expect(last({})).toBe('Next: partnerctl bill reconcile bills/bills-2026-10.csv --cycle 2026-10')
    expect(last({path: '-'})).toBe('Next: partnerctl bill reconcile --cycle 2026-10')
    expect(last({final: false})).toBe('Next: partnerctl bill summary --cycle 2026-10')
    expect(last({site: 'cn', final: false})).toBe('Next: partnerctl bill customers --cycle 2026-10')
    expect(last({shard: '1/2'})).toBe('Next, when all shards are there: partnerctl bill merge bills/ --cycle 2026-10')
    expect(last({shard: '1/2', path: 'bills/_shards/1-of-2/bill_cycle=2026-10'})).toBe(
      'Next, when all shards are there: partnerctl bill merge bills/ --cycle 2026-10',
    )
    expect(last({unread})).toBe('bills/bills-2026-10.csv written')
  })
})
