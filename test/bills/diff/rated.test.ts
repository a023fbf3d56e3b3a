// Late corrections: what two ratings of one month charge differently.
import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {parse} from 'csv-parse/sync'
import {describe, expect, it} from 'vitest'
import {correctRated} from '../../../src/bills/diff/corrections-file.js'
import {checkBothRated, isRatedFile} from '../../../src/bills/diff/rated.js'
import {type RatedRow, ratedCsv, ratedHeading, ratedJson} from '../../../src/bills/rating/rated.js'
import {Decimal} from '../../../src/decimal.js'
import {cli, emptyHome} from '../../support/cli.js'

const home = emptyHome()
const path = (name: string) => join(home, name)

const row = (id: string, charge: string, more: Partial<RatedRow> = {}): RatedRow => ({
  kind: 'record',
  bill_cycle: '2026-10',
  bill_date: '2026-10-07',
  customer_id: 'c1',
  account_name: 'andes',
  rule: 'all',
  book_version: '1',
  description: '',
  cloud_service_type: 'ec2',
  cloud_service_type_name: 'Server',
  resource_type: 'vm',
  resource_type_name: '',
  region: '',
  region_name: '',
  resource_id: '',
  resource_name: '',
  sku_code: '',
  charge_mode: '3',
  bill_type: '5',
  usage_type: '',
  usage_measure_id: '',
  trade_id: '',
  order_id: '',
  original_order_id: '',
  id,
  currency: 'USD',
  charge: Decimal.parse(charge),
  charge_currency: 'USD',
  tax: 'vat',
  cost_basis: 'expenditure',
  ...more,
})

const old = [
  row('r1', '10'),
  row('r2', '5.5', {cloud_service_type: 'obs'}),
  row('r3', '1', {customer_id: 'c2', account_name: 'baltic'}),
  row('', '3', {kind: 'fee', rule: 'support', description: 'Support'}),
  row('', '2', {kind: 'tier', rule: 't', description: '10 x 0.2', bill_type: ''}),
]
const now = [
  row('r1', '10', {book_version: '2', rule: 'other'}),
  row('r2', '4.00000001', {cloud_service_type: 'obs', tax: 'vat wht'}),
  row('r4', '-2', {bill_type: '4'}),
  row('r3', '1', {customer_id: 'c2', account_name: 'baltic'}),
  row('', '3.3', {kind: 'fee', rule: 'support', description: 'Support'}),
  row('', '2', {kind: 'tier', rule: 't', description: '10 x 0.2', bill_type: ''}),
]

const written = (name: string, rows: RatedRow[]) => {
  const lines = name.endsWith('.jsonl') ? rows.map(ratedJson) : [ratedHeading(), ...rows.map(ratedCsv())]
  writeFileSync(path(name), lines.join(''))
  return path(name)
}

describe('two rated files', () => {
  it.each(['old.csv', 'old.jsonl'])('differ in what customers see, by customer, service and tax: %s', async name => {
    const [before, after] = [written(name, old), written('new.csv', now)]
    writeFileSync(
      path('statements.json'),
      JSON.stringify({
        version: 1,
        ranges: {},
        statements: ['INV-1', 'INV-1-R1'].map((number, index) => ({
          number,
          kind: 'statement',
          status: index === 0 ? 'replaced' : 'issued',
          cycle: '2026-10',
          customer_id: 'c1',
          currency: 'USD',
        })),
      }),
    )
    expect(checkBothRated(before, after)).toBe(true)
    const out = path(`${name}.corrections.csv`)
    const {sums} = await correctRated(before, after, {out, statements: home, reading: {isChinese: false}})
    expect(sums.map(sum => [sum.account_name, sum.cloud_service_type, sum.tax, sum.difference.text])).toEqual([
      ['andes', 'ec2', 'vat', '-1.7'],
      ['andes', 'obs', 'vat', '-5.5'],
      ['andes', 'obs', 'vat wht', '4.00000001'],
    ])
    const lines = parse(readFileSync(out), {columns: true, bom: true}) as Record<string, string>[]
    const told = lines.map(line => [line.kind, line.id, line.difference, line.statement])
    expect(told.filter(([kind]) => kind !== 'sum')).toEqual([
      ['changed', 'fee support 1', '0.3', 'INV-1'],
      ['changed', 'r2', '-1.49999999', 'INV-1'],
      ['added', 'r4', '-2', 'INV-1'],
    ])
    expect(
      lines
        .filter(({kind}) => kind === 'sum')
        .map(line => [line.line_kind, line.line_label, line.line_detail, line.difference, line.statement]),
    ).toEqual([
      ['fee', 'Support', '', '0.3', 'INV-1'],
      ['refund', 'Server', '2026-10-07', '-2', 'INV-1'],
      ['usage', 'Server', '', '0', 'INV-1'],
      ['usage', 'Server', '', '-5.5', 'INV-1'],
      ['usage', 'Server', '', '4.00000001', 'INV-1'],
    ])
    expect(lines[1]).toMatchObject({cloud_service_type: 'obs', tax: 'vat wht', bill_cycle: '2026-10', before: '5.5'})
  })

  it('in two currencies are no difference of one record', async () => {
    const [before, after] = [
      written('usd.csv', [row('r1', '10'), row('r1', '2')]),
      written('eur.csv', [row('r1', '9', {charge_currency: 'EUR'}), row('r1', '3')]),
    ]
    const out = path('currencies.csv')
    const {totals} = await correctRated(before, after, {out, reading: {}})
    const lines = (parse(readFileSync(out), {columns: true, bom: true}) as Record<string, string>[])
      .filter(({kind}) => kind !== 'sum')
      .map(line => [line.kind, line.currency, line.before, line.after, line.difference])
    expect(lines).toEqual([
      ['added', 'EUR', '', '9', '9'],
      ['changed', 'USD', '10', '3', '-7'],
      ['removed', 'USD', '2', '', '-2'],
    ])
    expect(totals.map(({currency, difference}) => [currency, difference.text])).toEqual([
      ['EUR', '9'],
      ['USD', '-9'],
    ])
  })

  it('are compared by bill diff, which says so with exit 10, and 0 where only the edition of the book is another', async () => {
    const [before, after] = [written('a.csv', old), written('b.csv', now)]
    const ran = await cli(['bill', 'diff', before, after, '--out', path('c.csv'), '-o', 'json'])
    expect([ran.exit, JSON.parse(ran.stdout).length, existsSync(path('c.csv'))]).toEqual([10, 3, true])
    const same = written(
      'same.csv',
      old.map(one => ({...one, book_version: '9', rule: one.kind === 'record' ? 'x' : one.rule})),
    )
    expect((await cli(['bill', 'diff', before, same])).exit).toBe(0)
    const over = await cli(['bill', 'diff', before, after, '--out', before])
    expect([over.exit, isRatedFile(before)]).toEqual([2, true])
    writeFileSync(path('export.csv'), 'id,customer_id,amount\nr1,c1,1\n')
    const mixed = await cli(['bill', 'diff', before, path('export.csv')])
    expect([mixed.exit, mixed.stderr]).toEqual([2, expect.stringContaining('is rated')])
  })
})
