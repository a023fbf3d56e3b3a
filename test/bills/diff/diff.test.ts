import {readdirSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {describe, expect, it} from 'vitest'
import {Diff, type Difference} from '../../../src/bills/diff/diff.js'
import type {BillRecord} from '../../../src/bills/records/bill-record.js'
import {Decimal} from '../../../src/decimal.js'
import {madeUpRecords, random} from '../../support/records.js'

async function* batches(records: BillRecord[], size = 100): AsyncGenerator<BillRecord[]> {
  for (let at = 0; at < records.length; at += size) yield records.slice(at, at + size)
}

async function compare(old: BillRecord[], now: BillRecord[], limit?: number) {
  const diff = new Diff(limit)
  const differences: Difference[] = []
  for await (const difference of diff.differences(batches(old), batches(now))) differences.push(difference)
  return {diff, differences}
}

const total = (records: BillRecord[]) => Decimal.sum(records.map(({amount}) => amount as Decimal))
const spilled = () => readdirSync(tmpdir()).filter(name => name.startsWith('partnerctl-diff-'))

describe('the difference of two exports', () => {
  it.each([
    [1, undefined],
    [2, 40],
    [3, 7],
  ])(
    'names every record that was added, removed or changed, whatever the order and the memory (seed %i)',
    async (seed, limit) => {
      const next = random(seed)
      const old = madeUpRecords(seed, 3000)
      const kinds: Record<string, string> = {}
      const now: BillRecord[] = []
      for (const record of old) {
        const dice = next()
        if (dice < 0.01) kinds[record.id!] = 'removed'
        else if (dice < 0.02) {
          kinds[record.id!] = 'changed'
          now.push({...record, amount: (record.amount as Decimal).plus(Decimal.parse('0.00000001'))})
        } else now.push({...record})
      }
      for (const record of madeUpRecords(seed + 100, 25)) {
        kinds[record.id!] = 'added'
        now.push(record)
      }
      // Another order, as another day's export may have it.
      if (limit) now.sort((a, b) => (a.resource_id! < b.resource_id! ? -1 : 1))
      const before = spilled()
      const {diff, differences} = await compare(old, now, limit)
      expect(Object.fromEntries(differences.map(({id, kind}) => [id, kind]))).toEqual(kinds)
      expect(differences).toHaveLength(Object.keys(kinds).length)
      const customers = differences.map(({customer_id}) => customer_id)
      expect(customers).toEqual([...customers].sort())
      const [all] = diff.totals
      expect(all!.difference.units).toBe(total(now).units - total(old).units)
      expect(Decimal.sum(diff.sums.map(({difference}) => difference)).units).toBe(all!.difference.units)
      expect([all!.added, diff.records]).toEqual([25, [old.length, now.length]])
      expect(spilled()).toEqual(before)
    },
  )

  it('tells what changed in a record, and amounts that are written in another way apart from changed ones', async () => {
    const [record, other] = madeUpRecords(4, 2) as [BillRecord, BillRecord]
    const change = {...record, amount: Decimal.parse('2.50'), region: 'elsewhere'}
    const old = [
      {...record, amount: Decimal.parse('1.5')},
      {...other, amount: Decimal.parse('0E-8')},
    ]
    const {differences} = await compare(old, [change, {...other, amount: Decimal.parse('0.00000000')}])
    expect(differences).toHaveLength(1)
    const [{kind, changes, difference}] = differences as [Difference]
    expect([kind, difference.text]).toEqual(['changed', '1'])
    expect(changes).toEqual([
      {field: 'region', before: record.region, after: 'elsewhere'},
      {field: 'amount', before: '1.5', after: '2.5'},
    ])
  })

  it('does not take who exported, or a customer’s new name, for a change of the bill', async () => {
    const old = madeUpRecords(5, 10)
    const now = old.map(record => ({...record, account_name: 'renamed', is_final: 'true'}) as BillRecord)
    expect(
      (
        await compare(
          old.map(record => ({...record, is_final: 'false'})),
          now,
        )
      ).differences,
    ).toEqual([])
  })

  it('pairs records without an id by what identifies them, and counts equal ones', async () => {
    const [record] = madeUpRecords(6, 1).map(one => ({...one, id: ''})) as [BillRecord]
    const cheaper = {...record, amount: Decimal.parse('0.01')}
    const one = await compare([record, record, record], [record, cheaper, record])
    expect(one.differences.map(({kind}) => kind)).toEqual(['changed'])
    const two = await compare([record, record], [record, record, record])
    expect(two.differences.map(({kind, difference}) => [kind, difference.text])).toEqual([
      ['added', (record.amount as Decimal).text],
    ])
    const other = {...record, resource_id: 'another'}
    const three = await compare([record], [other])
    expect(three.differences.map(({kind}) => kind).sort()).toEqual(['added', 'removed'])
  })

  it('compares what both sides have, and says what only one has', async () => {
    const old = madeUpRecords(7, 5)
    const now = old.map(({region, ...record}) => record as BillRecord)
    const {diff, differences} = await compare(old, now)
    expect([differences, diff.notCompared]).toEqual([[], ['region']])
  })

  it('takes an export without a record for one of which all was removed or added', async () => {
    const records = madeUpRecords(8, 3)
    expect((await compare([], records)).differences.map(({kind}) => kind)).toEqual(['added', 'added', 'added'])
    expect((await compare(records, [])).differences.map(({kind}) => kind)).toEqual(['removed', 'removed', 'removed'])
    expect((await compare([], [])).differences).toEqual([])
  })
})
